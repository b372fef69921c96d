import { parseArgs } from 'node:util';
import { decisionBench } from './decision-bench.ts';
import { exportBench } from './export-bench.ts';
import { formatsBench } from './formats-bench.ts';
import { indexBench } from './index-bench.ts';
import { listingBench } from './listing-bench.ts';
import { readingBench } from './reading-bench.ts';
import { openingBench } from './opening-bench.ts';
import { recollBench } from './recoll-bench.ts';
import { searchBench } from './search-bench.ts';
import { keep, show, type Result } from './sections.ts';
import { suggestBench } from './suggest-bench.ts';
import { thumbnailBench } from './thumbnail-bench.ts';
import { watchBench } from './watch-bench.ts';
import { windowBench } from './window-bench.ts';
import { photoBench, stampBench } from './writer-bench.ts';

/**
 * Every goal of speed and memory, as ratios within one run.
 *
 *   npm run bench                    the usual ones (about 15 minutes on two idle cores)
 *   npm run bench -- search          one of them, or several
 *   npm run bench -- --list          their names and how long each takes
 *   npm run bench -- --keep search   puts the result into docs/performance.md
 */
interface Bench {
  readonly about: string;
  /** Minutes on two idle cores. */
  readonly minutes: number;
  /** Not part of a run that names none. */
  readonly long?: true;
  readonly run: () => Promise<Result>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean' }, keep: { type: 'boolean' } },
});

const BENCHES: Readonly<Record<string, Bench>> = {
  index: { about: '编目 of 1,000 and 10,000 mixed files: cold, unchanged, 1 % changed; find, sha256sum', minutes: 4, run: () => indexBench([1_000, 10_000]) },
  'index-100k': { about: '编目 of 1,000, 10,000 and 100,000 texts (GBK, UTF-8), and how cost and memory grow', minutes: 9, long: true, run: () => indexBench([1_000, 10_000, 100_000], 'txt') },
  'index-100k-mixed': { about: 'the same with mixed files', minutes: 25, long: true, run: () => indexBench([1_000, 10_000, 100_000]) },
  recoll: { about: '编目 of 2,000 mixed files beside recollindex', minutes: 4, long: true, run: () => recollBench(2_000) },
  reading: { about: 'readers in a process of their own against threads of the core, 10,000 files', minutes: 3, run: () => readingBench(10_000) },
  formats: { about: 'SHA-256, text of docx, xlsx, pdf and doc, Exif, GBK texts found; openssl, pdftotext, antiword, exiftool', minutes: 1, run: () => formatsBench(200) },
  search: { about: 'search over 10,000 documents by length of the query, recall; grep, ripgrep', minutes: 1, run: () => searchBench(10_000) },
  'search-100k': { about: 'the same over 100,000 documents', minutes: 8, long: true, run: () => searchBench(100_000) },
  listing: { about: 'lists, 工作台 and a decision with 100,000 documents', minutes: 1, run: () => listingBench(100_000) },
  thumbnails: { about: 'thumbnails per second; vipsthumbnail, ImageMagick', minutes: 1, run: () => thumbnailBench(200) },
  suggest: { about: '建议 for 10,000 files × 400 leaves', minutes: 1, run: () => suggestBench(10_000) },
  decisions: { about: 'one decision, and what the window asks again, with 10,000 documents in five frameworks', minutes: 1, run: () => decisionBench(10_000) },
  watch: { about: 'watching 20,000 files, and a burst of 2,000 new ones in an archive', minutes: 2, run: () => watchBench(20_000, 2_000) },
  'watch-100k': { about: 'the same with 100,000 files and a burst of 10,000', minutes: 6, long: true, run: () => watchBench(100_000, 10_000) },
  window: { about: 'keys of 归类 with 20,000 documents and frames of 材料 with 100,000 rows, in Chromium', minutes: 6, run: () => windowBench(20_000, 100_000) },
  opening: { about: 'the window of Electron with 100,000 documents: until it can be used, and its memory', minutes: 5, run: () => openingBench(100_000) },
  export: { about: '成册 of 1,000 and 2,000 scanned pages; qpdf, mutool', minutes: 2, run: () => exportBench([1_000, 2_000]) },
  photos: { about: '成册 of 500 photos of 3.6 MB as they are, and the writer alone; img2pdf', minutes: 2, run: () => photoBench(500) },
  stamps: { about: '2,000 scanned pages placed with and without stamps, by the writer alone', minutes: 1, run: () => stampBench(2_000) },
}; // prettier-ignore

const unknown = positionals.filter((name) => !(name in BENCHES));
if (values.list || unknown.length > 0) {
  if (unknown.length > 0) console.error(`no such bench: ${unknown.join(', ')}`);
  for (const [name, { about, minutes, long }] of Object.entries(BENCHES))
    console.log(`${name.padEnd(16)} ${String(minutes).padStart(3)} min${long ? ', by name only' : ''}  ${about}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}
const chosen = positionals.length > 0 ? positionals : Object.keys(BENCHES).filter((name) => !BENCHES[name]?.long);
for (const name of chosen) {
  const result = await BENCHES[name]!.run();
  show(name, result);
  if (values.keep) keep(name, result, new Date().toISOString().slice(0, 10));
}
