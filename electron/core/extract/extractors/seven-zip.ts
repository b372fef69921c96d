import type { SevenZipModule, SevenZipModuleFactory } from '7z-wasm';
import { readStart } from '../byte-source.ts';
import { EMPTY_EXTRACTION, type Extraction, type ExtractInput, type FormatReader } from '../extractor.ts';
import { firstLevel, MAX_MEMBER_BYTES, MAX_MEMBERS, MAX_TOTAL_BYTES, readMembers, type FindExtractor, type Level, type Member } from '../members.ts'; // prettier-ignore
import { DAMAGED, encrypted, failed, PARTLY_READ, TOO_LARGE } from '../outcome.ts';

/** The whole file lies in memory while it is read: the module sees no disk, so nothing can be written beside the original. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** 7z and RAR (4 and 5): members listed and read in place, as zip is. */
export function createSevenZipReader(find: FindExtractor): FormatReader {
  const extractLevel: FormatReader['extractLevel'] = (input, level) => readArchive(input, level);
  return { extract: (input) => extractLevel(input, firstLevel(find)), extractLevel };
}

async function readArchive(input: ExtractInput, level: Level): Promise<Extraction> {
  if (input.sizeBytes > MAX_FILE_BYTES) return failed(TOO_LARGE);
  const bytes = await readStart(input, MAX_FILE_BYTES);
  const program = await start(bytes);
  const listing = program.run(['l', '-slt', '-sccUTF-8', '-p', ARCHIVE]);
  const entries = entriesOf(listing.lines);
  if (listing.lines.some((line) => /Cannot open encrypted archive|Wrong password/.test(line))) return encrypted();
  if (entries === null) return failed(DAMAGED);
  const files = entries.filter((entry) => !entry.folder);
  // An archive that lists nothing and a complaint is no empty one.
  if (files.length === 0)
    return listing.lines.some((line) => COMPLAINT.test(line)) ? failed(DAMAGED) : { ...EMPTY_EXTRACTION, members: [] };
  const totalBytes = files.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  const tooMuch = totalBytes > MAX_TOTAL_BYTES || files.length > MAX_MEMBERS;
  const readable = files.filter((entry) => !entry.locked && entry.sizeBytes <= MAX_MEMBER_BYTES);
  // A solid archive is unpacked as one piece; asking for one member at a time would unpack it again and again.
  const unpacked = tooMuch || readable.length === 0 ? null : await unpack(bytes);
  const members = files.slice(0, MAX_MEMBERS).map((entry): Member => ({
    path: entry.path.replaceAll('\\', '/'),
    sizeBytes: tooMuch ? MAX_TOTAL_BYTES + 1 : entry.sizeBytes,
    locked: entry.locked,
    read: () => Promise.resolve(unpacked?.(entry.path) ?? Promise.reject(new Error('not unpacked'))),
  }));
  const message = tooMuch ? '压缩包展开后太大,没有读取里面的内容。请解压后再编目' : listing.broken ? PARTLY_READ : null;
  const read = await readMembers(members, level, { opening: '', message });
  const sizes = new Map(files.map((entry) => [entry.path.replaceAll('\\', '/'), entry.sizeBytes]));
  return { ...read, members: (read.members ?? []).map((one) => ({ ...one, sizeBytes: sizes.get(one.path) ?? one.sizeBytes })) };
}

const COMPLAINT = /^(ERRORS?|WARNINGS?):/;
const ARCHIVE = '/in/archive';
const OUTPUT = '/out';

interface Program {
  readonly module: SevenZipModule;
  readonly run: (words: string[]) => { readonly lines: readonly string[]; readonly broken: boolean };
}

/** A fresh run of the program with the archive in its memory. It asks nobody: its input ends at once. */
async function start(bytes: Uint8Array): Promise<Program> {
  // Its type file speaks of a CommonJS module; what is loaded is the function itself.
  const createModule = (await import('7z-wasm')).default as unknown as SevenZipModuleFactory;
  let lines: string[] = [];
  const put = (line: string): void => void (lines.length < 200_000 && lines.push(line));
  const module = await createModule({ print: put, printErr: put, stdin: () => null as unknown as number });
  module.FS.mkdir('/in');
  module.FS.writeFile(ARCHIVE, bytes);
  return {
    module,
    run: (words) => {
      lines = [];
      let broken = false;
      try {
        module.callMain(words);
      } catch {
        broken = true;
      }
      return { lines, broken: broken || lines.some((line) => /^(ERRORS?:|Unexpected end)/.test(line)) };
    },
  };
}

/** Unpacks all into memory and gives a reader of members by path; members that broke are absent and read as damaged. */
async function unpack(bytes: Uint8Array): Promise<(path: string) => Uint8Array> {
  const program = await start(bytes);
  program.module.FS.mkdir(OUTPUT);
  program.run(['x', '-y', '-p', `-o${OUTPUT}`, ARCHIVE]);
  return (path) => program.module.FS.readFile(`${OUTPUT}/${path}`) as Uint8Array;
}

interface Entry {
  readonly path: string;
  readonly sizeBytes: number;
  readonly folder: boolean;
  readonly locked: boolean;
}

/** The technical listing (`l -slt`): blocks of `Key = value` after the line of dashes; null when there is no such listing. */
function entriesOf(lines: readonly string[]): Entry[] | null {
  const start = lines.findIndex((line) => line.startsWith('----------'));
  if (start < 0) return null;
  const entries: Entry[] = [];
  let fields = new Map<string, string>();
  const finish = (): void => {
    const path = fields.get('Path');
    if (path !== undefined && path !== '')
      entries.push({
        path,
        sizeBytes: Number(fields.get('Size') ?? 0) || 0,
        folder: fields.get('Folder') === '+' || /^D/.test(fields.get('Attributes') ?? ''),
        locked: fields.get('Encrypted') === '+',
      });
    fields = new Map();
  };
  for (const line of lines.slice(start + 1)) {
    const pair = /^([A-Za-z ]+) = (.*)$/.exec(line);
    if (pair?.[1] === 'Path') finish();
    if (pair) fields.set(pair[1] ?? '', pair[2] ?? '');
  }
  finish();
  return entries;
}
