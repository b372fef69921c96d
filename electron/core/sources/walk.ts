import { Buffer, isUtf8 } from 'node:buffer';
import { lstatSync, readdirSync, type Dirent, type Stats } from 'node:fs';
import { skipFileName, skipFolderName, skipUnopened, SKIP_ARCHIVE, SKIP_LINK, SKIP_SPECIAL } from './skip.ts';

/** A file, or a file or folder left out. Paths are relative to the root with `/`. */
export interface WalkOddity {
  readonly path: string;
  readonly state: 'skipped' | 'failed';
  readonly code: string;
  readonly reason: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** True for a folder whose content could not be seen: what was known under it must not be called missing. */
  readonly folder: boolean;
}

/** Ordinary files packed for a cheap hand-over between threads: `paths` is joined by NUL, which no name can hold. */
export interface WalkBatch {
  readonly count: number;
  readonly paths: string;
  readonly sizesBytes: Float64Array;
  /** Whole milliseconds since 1970. */
  readonly modifiedMs: Float64Array;
  readonly oddities: readonly WalkOddity[];
  /** Raw relative path as hex, for paths whose names are not valid UTF-8. */
  readonly rawPaths: readonly (readonly [path: string, hex: string])[];
}

export interface WalkOptions {
  readonly root: string;
  /** Relative path of the archive folder when it lies inside the root, never walked; else null. */
  readonly excluded: string | null;
  readonly batchSize: number;
  readonly platform: NodeJS.Platform;
}

interface Folder {
  /** Relative display path, '' for the root. */
  readonly path: string;
  /** Relative path in bytes when some name in it is not valid UTF-8, else null. */
  readonly raw: Buffer | null;
}

interface Name {
  readonly shown: string;
  readonly raw: Buffer | null;
}

/**
 * Walks a folder without following any link, so that it can neither leave the root nor loop. Yields batches of at most about
 * `batchSize` entries; a folder that cannot be read is one `failed` oddity and the walk goes on. Never throws for a single
 * entry; a root that cannot be read is the oddity `.`.
 */
export function* walkFolder(options: WalkOptions): Generator<WalkBatch> {
  let open = emptyBatch();
  const pending: Folder[] = [{ path: '', raw: null }];
  for (let folder = pending.pop(); folder; folder = pending.pop()) {
    const { entries, names } = readEntries(options.root, folder, open);
    // Of a hundred thousand entries each object made for one is felt: names of their own are made only where a name needs one.
    for (const [at, entry] of entries.entries()) {
      const name = names?.[at] ?? null;
      const shown = name === null ? String(entry.name) : name.shown;
      const path = folder.path === '' ? shown : `${folder.path}/${shown}`;
      const raw = folder.raw === null && name === null ? null : rawPath(folder, name ?? { shown, raw: null });
      if (isFolder(entry, () => lstatSync(fullPath(options.root, path, raw)))) {
        const skip = skipFolderName(shown) ?? (path === options.excluded ? SKIP_ARCHIVE : null);
        if (skip) open.oddities.push({ path, state: 'skipped', ...plain(skip), sizeBytes: 0, modifiedMs: 0, folder: true });
        else pending.push({ path, raw });
      } else {
        addEntry(open, options, shown, path, raw);
      }
      if (open.paths.length + open.oddities.length >= options.batchSize) {
        yield pack(open);
        open = emptyBatch();
      }
    }
  }
  yield pack(open);
}

/** What to hand to the file system for a relative path: a string where the names are valid, bytes where they are not. */
export function fullPath(root: string, path: string, rawPath: Uint8Array | null): string | Buffer {
  if (rawPath === null) return path === '' || path === '.' ? root : `${root}/${path}`;
  return Buffer.concat([Buffer.from(`${root}/`), rawPath]);
}

interface OpenBatch {
  readonly paths: string[];
  readonly sizesBytes: number[];
  readonly modifiedMs: number[];
  readonly oddities: WalkOddity[];
  readonly rawPaths: [string, string][];
}

const emptyBatch = (): OpenBatch => ({ paths: [], sizesBytes: [], modifiedMs: [], oddities: [], rawPaths: [] });

const pack = (open: OpenBatch): WalkBatch => ({
  count: open.paths.length,
  paths: open.paths.join('\0'),
  sizesBytes: Float64Array.from(open.sizesBytes),
  modifiedMs: Float64Array.from(open.modifiedMs),
  oddities: open.oddities,
  rawPaths: open.rawPaths,
});

const plain = ({ code, reason }: { code: string; reason: string }) => ({ code, reason });

/**
 * On Windows every folder and file of OneDrive carries a reparse point, also when it is here, and a listing calls it a link; only
 * `lstat` tells it from a real link or junction.
 */
export function isFolder(
  entry: Pick<Dirent<string | Buffer>, 'isDirectory' | 'isSymbolicLink'>,
  look: () => Pick<Stats, 'isDirectory'>,
): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return look().isDirectory();
  } catch {
    return false;
  }
}

function addEntry(open: OpenBatch, { root, platform }: WalkOptions, name: string, path: string, raw: Buffer | null): void {
  const odd = (state: 'skipped' | 'failed', why: { code: string; reason: string }, sizeBytes: number, modifiedMs: number) =>
    open.oddities.push({ path, state, ...plain(why), sizeBytes, modifiedMs, folder: false });
  if (raw) open.rawPaths.push([path, raw.toString('hex')]);
  try {
    const full = fullPath(root, path, raw);
    const stats = lstatSync(full);
    const modifiedMs = Math.floor(stats.mtimeMs);
    if (stats.isSymbolicLink()) return void odd('skipped', SKIP_LINK, 0, 0);
    if (!stats.isFile()) return void odd('skipped', SKIP_SPECIAL, 0, modifiedMs);
    const skip = skipFileName(name) ?? skipUnopened({ name, sizeBytes: stats.size, blocks: stats.blocks }, platform);
    if (skip) return void odd('skipped', skip, stats.size, modifiedMs);
    // The end of what was just looked up is the same, and put together already.
    open.paths.push(typeof full === 'string' ? full.slice(root.length + 1) : path);
    open.sizesBytes.push(stats.size);
    open.modifiedMs.push(modifiedMs);
  } catch (error) {
    odd('failed', fileFailure(error), 0, 0);
  }
}

/** The code and the sentence for a file that could not be reached. `vanished` stands for a file that is gone again. */
export function fileFailure(error: unknown): { code: string; reason: string } {
  const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'vanished', reason: '编目时文件不见了,可能刚被移动或删除。请重新编目' };
    case 'EBUSY':
    case 'EPERM':
    case 'ETXTBSY':
      return { code, reason: '文件被另一个程序占用,无法读取。请关闭正在使用它的程序后重新编目' };
    case 'EACCES':
      return { code, reason: '没有读取权限。请联系管理员给你这个文件的读取权限后重新编目' };
    case 'ELOOP':
      return { code, reason: '读取时变成了符号链接,没有跟随。请换成真正的文件后重新编目' };
    case 'ENAMETOOLONG':
      return { code, reason: '路径太长,系统打不开。请缩短文件夹或文件的名称后重新编目' };
    default:
      return { code, reason: `读取时出错(${code})。请检查磁盘或网络连接后重新编目` };
  }
}

interface Listed {
  readonly entries: readonly Dirent<string | Buffer>[];
  /** Of each entry, in order; null where all are shown as they are. */
  readonly names: readonly Name[] | null;
}

function readEntries(root: string, folder: Folder, open: OpenBatch): Listed {
  const full = fullPath(root, folder.path, folder.raw);
  try {
    const entries = readdirSync(full, { withFileTypes: true });
    if (!entries.some((entry) => entry.name.includes('\uFFFD'))) {
      return { entries, names: null };
    }
    const inBytes = readdirSync(full, { withFileTypes: true, encoding: 'buffer' });
    return { entries: inBytes, names: namesOf(inBytes) };
  } catch (error) {
    open.oddities.push(unreadableFolder(folder.path, error));
    return { entries: [], names: null };
  }
}

function unreadableFolder(path: string, error: unknown): WalkOddity {
  const { code } = fileFailure(error);
  const denied = code === 'EACCES' || code === 'EPERM';
  const reason = denied
    ? '没有权限打开这个文件夹,里面的文件没有编目。请联系管理员给你读取权限后重新编目'
    : `这个文件夹打不开(${code}),里面的文件没有编目。请检查磁盘或网络连接后重新编目`;
  return { path: path === '' ? '.' : path, state: 'failed', code, reason, sizeBytes: 0, modifiedMs: 0, folder: true };
}

/** Names of one folder, each shown differently: what is not UTF-8 is read as GB18030, or where that fails shown as `\uFFFD` + hex. */
function namesOf(entries: readonly Dirent<Buffer>[]): Name[] {
  const valid = new Set(entries.filter((entry) => isUtf8(entry.name)).map((entry) => entry.name.toString()));
  const taken = new Map<string, number>();
  for (const entry of entries) {
    const guess = isUtf8(entry.name) ? null : asChinese(entry.name);
    if (guess !== null) taken.set(guess, (taken.get(guess) ?? 0) + 1);
  }
  return entries.map((entry) => {
    if (isUtf8(entry.name)) return { shown: entry.name.toString(), raw: null };
    const guess = asChinese(entry.name);
    const free = guess !== null && taken.get(guess) === 1 && !valid.has(guess);
    return { shown: free ? guess : asHex(entry.name), raw: entry.name };
  });
}

const GB18030 = new TextDecoder('gb18030', { fatal: true });

function asChinese(bytes: Buffer): string | null {
  try {
    const text = GB18030.decode(bytes);
    return /^[\x20-\x7e\u2014-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+$/u.test(text) && !text.includes('/') ? text : null;
  } catch {
    return null;
  }
}

function asHex(bytes: Buffer): string {
  return [...bytes].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\uFFFD${byte.toString(16)}`)).join('');
}

function rawPath(folder: Folder, name: Name): Buffer | null {
  if (folder.raw === null && name.raw === null) return null;
  const last = name.raw ?? Buffer.from(name.shown);
  if (folder.path === '') return last;
  return Buffer.concat([folder.raw ?? Buffer.from(folder.path), Buffer.from('/'), last]);
}
