import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, statSync, writeSync } from 'node:fs';
import yauzl from 'yauzl';
import { AppError } from '../../../shared/contract/errors.ts';
import { packContent, PACK_FORMAT, PACK_LIST, PACK_VERSION, type PackContent } from '../../../shared/domain/pack.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';

/** An open 交接包: what it says, and its originals. */
export interface Pack {
  readonly file: string;
  readonly sizeBytes: number;
  readonly content: PackContent;
  /** SHA-256 of its list: the same pack has the same. */
  readonly sha256: string;
  /**
   * Reads an original through, into a new file where one is named; true when it is what the list says. Throws AppError `cancelled`, and
   * file system errors of writing.
   */
  readonly original: (
    member: string,
    expected: { sha256: string; sizeBytes: number },
    out: string | null,
    ctx: JobContext,
  ) => Promise<boolean>;
  readonly close: () => void;
}

const MAX_MEMBERS = 200_010;
const MAX_LIST_BYTES = 256 << 20;
/** Originals are stored as they are; another program may have packed them. Beyond this only a bomb packs. */
const MAX_RATIO = 200;

/**
 * Opens a file a person chose as a pack. Throws AppError `not-found`, or `refused` with one sentence for whatever is no pack this
 * program can read: no zip, cut short, encrypted, of another kind, of a newer program, a bomb, a list that contradicts itself.
 */
export async function openPack(file: string): Promise<Pack> {
  const sizeBytes = sizeOf(file);
  const zip = await yauzl.openPromise(file, { autoClose: false, lazyEntries: true, validateEntrySizes: true }).catch(() => {
    throw refused(file, '它不是完整的 zip 文件,可能没有拷完。请让对方重新拷贝一份');
  });
  try {
    const members = await membersOf(zip, file);
    const list = members.get(PACK_LIST);
    if (!list) throw refused(file, `里面没有 ${PACK_LIST},不是迎检台账打的交接包。请选“打交接包”生成的文件`);
    const bytes = await bytesOf(zip, list, file);
    const content = readList(bytes, file);
    refuseContradictions(content, members, file);
    return {
      ...{ file, sizeBytes, content, sha256: createHash('sha256').update(bytes).digest('hex') },
      original: async (member, expected, out, ctx) => {
        const entry = members.get(member);
        return entry?.uncompressedSize === expected.sizeBytes && (await readThrough(zip, entry, out, ctx)) === expected.sha256;
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const refused = (file: string, why: string): AppError =>
  new AppError('refused', `不能收这个交接包:${file}。${why};没有收进任何内容。`);

function sizeOf(file: string): number {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw refused(file, '它不是一个文件。请选 .交接包.zip 文件');
    if (stats.size === 0) throw refused(file, '它是空文件,可能没有拷完。请让对方重新拷贝一份');
    return stats.size;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('not-found', `读不到这个文件:${file}。请核对路径,U 盘是否还插着。`);
  }
}

async function membersOf(zip: yauzl.ZipFile, file: string): Promise<Map<string, yauzl.Entry>> {
  const members = new Map<string, yauzl.Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (members.size >= MAX_MEMBERS) throw refused(file, '里面的文件多得不像交接包。请核对它的来源');
      if (entry.isEncrypted()) throw refused(file, '它被加了密码。请让对方直接拷贝打好的交接包,不要再加密压缩');
      if (members.has(entry.fileName)) throw refused(file, `里面有两个“${entry.fileName}”,被改动过。请让对方重新打包`);
      const bomb = entry.uncompressedSize > 8 << 20 && entry.uncompressedSize > MAX_RATIO * entry.compressedSize;
      if (bomb) throw refused(file, '它像是压缩炸弹(展开后异常巨大)。请核对它的来源');
      members.set(entry.fileName, entry);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const unsafe = /relative path|absolute path|invalid characters/.test(String((error as Error).message));
    throw refused(
      file,
      unsafe ? '里面有指向别处的文件名,不安全。请核对它的来源' : '它的目录不完整,可能没有拷完。请让对方重新拷贝一份',
    );
  }
  return members;
}

async function bytesOf(zip: yauzl.ZipFile, entry: yauzl.Entry, file: string): Promise<Buffer> {
  if (entry.uncompressedSize > MAX_LIST_BYTES) throw refused(file, '它的清单大得不像交接包。请核对它的来源');
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch {
    throw refused(file, '它的清单读不出来,文件已损坏。请让对方重新拷贝一份');
  }
}

function readList(bytes: Buffer, file: string): PackContent {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw refused(file, '它的清单读不出来,文件已损坏。请让对方重新拷贝一份');
  }
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (format !== PACK_FORMAT) throw refused(file, '它不是迎检台账打的交接包。请选“打交接包”生成的文件');
  if (typeof version === 'number' && version > PACK_VERSION)
    throw refused(file, `它由更新版本的程序打成(格式 ${version},本程序只到 ${PACK_VERSION})。请用新版程序收`);
  const read = packContent.safeParse(value);
  if (!read.success) throw refused(file, `它的清单看不懂(${read.error.issues[0]?.path.join('.') ?? ''})。请让对方重新打包`);
  return read.data;
}

function refuseContradictions(content: PackContent, members: ReadonlyMap<string, yauzl.Entry>, file: string): void {
  const broken = (what: string): AppError => refused(file, `它的清单前后不一致(${what})。请让对方重新打包`);
  const documents = new Set(content.documents.map(({ sha256 }) => sha256));
  if (documents.size !== content.documents.length) throw broken('同一份材料列了两次');
  const named = content.documents.flatMap(({ member }) => (member === null ? [] : [member]));
  if (new Set(named).size !== named.length) throw broken('两份材料用了同一个原件');
  const lost = named.find((member) => !members.has(member));
  if (lost !== undefined) throw broken(`缺少 ${lost}`);
  if (content.indicators.some(({ framework }) => content.frameworks[framework] === undefined)) throw broken('指标没有体系');
  const leaf = (at: number): boolean => content.indicators[at] !== undefined;
  if (!content.links.every(({ document, indicator }) => documents.has(document) && leaf(indicator))) throw broken('佐证');
  if (content.links.some(({ firstPage, lastPage }) => (lastPage ?? Infinity) < (firstPage ?? 0))) throw broken('页码');
  if (!content.duties.every(({ indicator }) => leaf(indicator))) throw broken('责任');
  if (content.records.some((row) => row.documents.some(({ document }) => !documents.has(document)))) throw broken('台账');
}

/** The SHA-256 of a member, '' when it is damaged. */
async function readThrough(zip: yauzl.ZipFile, entry: yauzl.Entry, out: string | null, ctx: JobContext): Promise<string> {
  const hash = createHash('sha256');
  const target = out === null ? null : openSync(out, 'wx');
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      stopIfCancelled(ctx.signal);
      hash.update(chunk);
      for (let done = 0; target !== null && done < chunk.length;) done += writeSync(target, chunk, done, chunk.length - done);
    }
    if (target !== null) fsyncSync(target);
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof AppError || ['write', 'fsync'].includes((error as NodeJS.ErrnoException).syscall ?? '')) throw error;
    return '';
  } finally {
    if (target !== null) closeSync(target);
  }
}
