import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../electron/core/core.ts';
import { fileSource } from '../../electron/core/extract/byte-source.ts';
import { extractorFor } from '../../electron/core/extract/extract.ts';
import type { ExtractInput } from '../../electron/core/extract/extractor.ts';
import { readExif } from '../../electron/core/extract/extractors/picture.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import { fingerprintInThreads } from '../../electron/core/sources/file-threads.ts';
import { randomFrom } from '../../resources/sample/make/rng.ts';
import { ours, peer, type Cost } from './cost.ts';
import { cpuMs } from './own-cost.ts';
import { rounded, type Result, type Row } from './sections.ts';
import { proseFrom } from './prose.ts';
import { makeTree } from './tree.ts';
import { docx } from './tree-files.ts';

/** Each work so often, ours and the other program in turn; the least counts. */
const ROUNDS = 3;
/** What is hashed: a gigabyte of files that are all in the page cache, so that starting the thread is little of it. */
const [HASHED_FILES, HASHED_BYTES] = [64, 16 << 20];
const PARAGRAPHS = 40;
const QUIET: JobContext = { signal: new AbortController().signal, progress: () => undefined };

const TEXTS = [
  { type: 'docx', peer: null, script: '', goal: '≤ 2 ms' },
  { type: 'xlsx', peer: null, script: '', goal: '≤ 2.5 ms' },
  { type: 'pdf', peer: 'pdftotext', script: 'for file; do pdftotext "$file" -; done', goal: '≤ 1.5 × pdftotext' },
  { type: 'doc', peer: 'antiword', script: 'for file; do antiword -m UTF-8.txt "$file"; done', goal: '≤ 2 × antiword' },
] as const;
const EXIF = 'exiftool -q -q -fast -DateTimeOriginal -Orientation -Make -Model -GPSPosition -Artist "$@"';

/** Reading of single formats, so many files each, and hashing, beside programs that do only that; and which GBK files are found by their text. */
export async function formatsBench(count: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-formats-'));
  try {
    const rows: Row[] = [await hashing(join(folder, 'hash'))];
    const notes: string[] = [];
    for (const { type, peer: program, script, goal } of TEXTS) {
      const files = type === 'docx' ? longPapers(folder, count) : await filesOf(join(folder, type), count, type);
      const { extract: read } = await extractorFor(type)!.load();
      for (const input of files) if ((await read(input)).text === '') notes.push(`Nothing was read of ${String(input.path)}.`);
      rows.push(await beside(`text of ${type}`, files, read, program, script, goal));
    }
    const photos = await filesOf(join(folder, 'jpg'), count, 'jpg');
    const exif = async (input: ExtractInput) => {
      const source = await fileSource(input.path);
      await readExif(source, input);
      await source.close();
    };
    rows.push(await beside('Exif of jpg', photos, exif, 'exiftool', EXIF, 'exiftool ≥ 5 × ours'));
    rows.push(await gbkFiles(join(folder, 'gbk'), count));
    return {
      rows,
      notes: [
        ...notes,
        `${count} files a format (${HASHED_FILES} of ${HASHED_BYTES >> 20} MB to hash), least of ${ROUNDS} rounds, ours and the other in turn. Ours reads in a process that runs already, as 编目 reads thousands of files in one; pdftotext and antiword start once a file, exiftool and openssl once for all.`,
        'GBK: 编目 of texts, half of them GBK; then a search for twelve characters drawn from each of these must find it.',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function filesOf(folder: string, count: number, type: 'docx' | 'xlsx' | 'pdf' | 'doc' | 'jpg'): Promise<ExtractInput[]> {
  const made = await makeTree(folder, count, 1, type);
  return made.map(({ path }) => ({ path: join(folder, path), sizeBytes: statSync(join(folder, path)).size, type }));
}

/** Documents of Word of about 10 KB; those of the tree have no more than a page. */
function longPapers(folder: string, count: number): ExtractInput[] {
  const prose = proseFrom(randomFrom(1));
  return Array.from({ length: count }, (_, at) => {
    const bytes = docx({
      title: prose(14),
      paragraphs: Array.from({ length: PARAGRAPHS }, () => prose(150)),
      date: '2026-01-01',
    });
    const path = join(folder, `${at}.docx`);
    writeFileSync(path, bytes);
    return { path, sizeBytes: bytes.length, type: 'docx' };
  });
}

async function beside(
  work: string,
  files: readonly ExtractInput[],
  read: (input: ExtractInput) => Promise<unknown>,
  program: string | null,
  script: string,
  goal: string,
): Promise<Row> {
  const paths = files.map(({ path }) => String(path));
  // The first files load the reader, as those of an 编目 do.
  for (const input of files.slice(0, 20)) await read(input);
  let [least, its]: [number, Cost | null] = [Infinity, null];
  for (let round = 0; round < ROUNDS; round++) {
    const before = cpuMs();
    for (const input of files) await read(input);
    least = Math.min(least, cpuMs() - before);
    const cost = program === null ? null : peer('sh', ['-c', `command -v ${program} >&2 || exit 1; ${script}`, 'sh', ...paths]);
    if (cost && cost.cpuMs < (its?.cpuMs ?? Infinity)) its = cost;
  }
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return {
    work,
    'KB a file': rounded(bytes / files.length / 1024, 1),
    'ours CPU ms a file': rounded(least / files.length, 2),
    peer: program === null ? '–' : its ? program : `${program} is not installed`,
    'its CPU ms a file': its ? rounded(its.cpuMs / files.length, 2) : '–',
    'its CPU / ours': its ? rounded(its.cpuMs / least, 2) : '–',
    goal,
  };
}

async function hashing(folder: string): Promise<Row> {
  const made = await makeTree(folder, HASHED_FILES, 1, 'txt');
  const block = Buffer.alloc(HASHED_BYTES);
  for (let at = 0; at < block.length; at += 4) block.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at);
  for (const [at, { path }] of made.entries()) {
    block.writeUInt32LE(at, 0);
    writeFileSync(join(folder, path), block);
  }
  const files = made.map(({ path }) => ({ root: folder, path, rawPath: null, sizeBytes: HASHED_BYTES }));
  let [least, its]: [number, Cost | null] = [Infinity, null];
  for (let round = 0; round < ROUNDS; round++) {
    const before = cpuMs();
    await fingerprintInThreads(files, { threads: 1, signal: QUIET.signal }, async () => undefined);
    least = Math.min(least, cpuMs() - before);
    const cost = peer('openssl', ['dgst', '-sha256', ...made.map(({ path }) => join(folder, path))]);
    if (cost && cost.cpuMs < (its?.cpuMs ?? Infinity)) its = cost;
  }
  return {
    work: 'SHA-256',
    'KB a file': HASHED_BYTES >> 10,
    'ours CPU ms a file': rounded(least / HASHED_FILES, 2),
    peer: its ? 'openssl dgst' : 'openssl is not installed',
    'its CPU ms a file': its ? rounded(its.cpuMs / HASHED_FILES, 2) : '–',
    'its CPU / ours': its ? rounded(its.cpuMs / least, 2) : '–',
    goal: 'openssl ≥ 0.9 × ours',
  };
}

/** The share of texts in GBK that a search for a piece of each finds. */
async function gbkFiles(folder: string, count: number): Promise<Row> {
  const [source, archive] = [join(folder, '材料'), join(folder, '档案库')];
  const made = await makeTree(source, count, 1, 'txt');
  ours(['create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30']);
  ours(['index', archive]);
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'log') });
  let [found, asked] = [0, 0];
  try {
    for (const [at, { path }] of made.entries()) {
      const bytes = readFileSync(join(source, path));
      if (bytes.equals(Buffer.from(bytes.toString('utf8')))) continue;
      const pieces = new TextDecoder('gb18030').decode(bytes).match(/[\u4e00-\u9fff]{12}/g) ?? [];
      const query = pieces[(at * 7) % pieces.length] ?? '';
      const page = await core.call('documents.page', { archive, filter: { query }, sort: 'newest', direction: 'down', offset: 0, limit: count }, QUIET); // prettier-ignore
      asked++;
      if (page.documents.some((one) => one.path === path)) found++;
    }
  } finally {
    await core.close();
  }
  return {
    work: `GBK files found by their text: ${found} of ${asked} (${rounded((100 * found) / asked, 1)} %)`,
    goal: '≥ 99 %',
  };
}
