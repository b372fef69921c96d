import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PagePlace } from '../../electron/core/exports/pdf/compare.ts';
import { createLooker } from '../../electron/core/exports/pdf/look.ts';
import { openForDrawing } from '../../electron/core/pdf-pages/pdf-pages.ts';
import { placePages } from '../../electron/core/exports/pdf/place.ts';
import { openPdfSource, PdfRefused, type PdfSource } from '../../electron/core/exports/pdf/source.ts';
import { createPdfWriter } from '../../electron/core/exports/pdf/writer.ts';
import { RENDERERS, secondOpinion, showsInk } from './second-renderer.ts';

/**
 * Places every PDF of the corpora as 成册 does, draws source page and placed page and compares them, and writes the table into
 * docs/volume.md: `npm run eval:volume` (`--corpora FOLDER` or TAIZHANG_CORPORA names the corpora, `--pages N` compares so many
 * pages of a file instead of the first 10, `--no-write` only prints, `--progress` names each file). Where PDFium draws no picture of the
 * source, or a file was refused, poppler and MuPDF are asked, if they are there. Exit code 1 when a page is silently wrong.
 */
const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    corpora: { type: 'string' },
    pages: { type: 'string' },
    write: { type: 'boolean', default: true },
    progress: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const corpora = resolve(values.corpora ?? process.env['TAIZHANG_CORPORA'] ?? join(root, '../shared/corpora'));
const maxPages = Number(values.pages ?? 10);
/** A volume's room on A4 portrait, points: binding margin at the left, strips for the stamps above and below. */
const FRAME = { x: 79, y: 57, width: 474, height: 720 };

type Outcome = 'as-is' | 'repaired' | 'pictures' | 'locked' | 'refused' | 'lost' | 'wrong';

interface Row {
  readonly path: string;
  readonly outcome: Outcome;
  readonly pages: number;
  /** Pages with no second picture to compare with. */
  readonly unseen: number;
  readonly remark: string;
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  'as-is': 'placed as they are (strict reader)',
  repaired: 'placed after repair or decryption (tolerant reader)',
  pictures: 'placed as page pictures, and said so',
  locked: 'refused: it needs a password (placeholder page)',
  refused: 'refused: no page, or none that PDFium can draw either (placeholder page)',
  lost: 'refused although PDFium can draw it (placeholder page)',
  wrong: '**silently wrong**',
};

const work = mkdtempSync(join(tmpdir(), 'taizhang-eval-volume-'));
const volume = join(work, 'volume.pdf');
const rows: Row[] = [];
const looker = createLooker();
try {
  const names = existsSync(corpora) ? readdirSync(corpora, { recursive: true, encoding: 'utf8' }) : [];
  if (names.length === 0) console.log(`No corpora at ${corpora}. --corpora or TAIZHANG_CORPORA names the folder.`);
  for (const name of names.filter((file) => /\.pdf$/i.test(file)).sort()) {
    const row = await judge(join(corpora, name));
    rows.push(row);
    if (values.progress) console.error(`${row.outcome} ${name} ${row.remark}`);
  }
} finally {
  await looker.close();
  rmSync(work, { recursive: true, force: true });
}
const table = tableOf();
console.log(table);
if (rows.length > 0 && values.write) writeTable(table);
if (rows.some(({ outcome }) => outcome === 'wrong')) process.exitCode = 1;

async function judge(path: string): Promise<Row> {
  const row = { path: relative(corpora, path), pages: 0, unseen: 0 };
  try {
    const first = await place(path, await openPdfSource(path));
    if (!first.isUnlike) return first.row;
    // What 成册 does where its trial finds a page unlike its source.
    const second = await place(path, await openPdfSource(path, undefined, { asPictures: true }));
    if (!second.isUnlike) return { ...second.row, remark: first.worst };
    const others = await opinions(path, second.places, second.odd);
    const remark = `${second.worst}; ${others.words}`;
    return others.alike ? { ...second.row, remark } : { ...second.row, outcome: 'wrong', remark };
  } catch (error) {
    if (!(error instanceof PdfRefused)) throw error;
    const isLost = error.code !== 'encrypted' && (await canBeDrawn(path));
    return { ...row, outcome: isLost ? 'lost' : error.code === 'encrypted' ? 'locked' : 'refused', remark: error.message };
  }
}

/** Whether PDFium, or failing that another program, shows anything on the first pages of a file. */
async function canBeDrawn(path: string): Promise<boolean> {
  const out = join(work, 'drawn.pdf');
  try {
    await looker.writePictures(path, undefined, out);
    return await showsInkByOurs(out);
  } catch {
    for (const renderer of RENDERERS) if (await showsInk(renderer, path, 3)) return true;
    return false;
  } finally {
    rmSync(out, { force: true });
  }
}

/** Whether there is ink on one of the first pages that PDFium drew. */
async function showsInkByOurs(pictures: string): Promise<boolean> {
  const document = await openForDrawing(pictures);
  try {
    for (let index = 0; index < Math.min(document.pageCount, maxPages); index++) {
      const { rgba } = await document.draw(index, { widthPx: 200, heightPx: 280 });
      if (rgba.some((value, at) => at % 4 === 0 && value < 200)) return true;
    }
    return false;
  } finally {
    document.close();
  }
}

async function place(path: string, source: PdfSource) {
  try {
    const pageIndexes = Array.from({ length: Math.min(source.pageCount, maxPages) }, (_, index) => index);
    const writer = createPdfWriter({ path: volume, id: '00112233445566778899aabbccddeeff' });
    const placed = placePages(writer, source, {
      pageIndexes,
      frame: () => FRAME,
      overlay: () => ({ content: new Uint8Array(0), resources: { fonts: new Map(), xObjects: new Map() } }),
    });
    writer.finish({
      outline: [],
      labels: [],
      destinations: new Map(),
      info: { title: '', author: '', subject: '', producer: '', creationDate: '2026-01-01T00:00:00' },
      language: 'zh-CN',
    });
    const places = placed.map(({ box, turned }, index) => ({ sourcePage: index, volumePage: index, box, turned }));
    const found = await looker.compare({ source: path, password: undefined, volume }, places);
    const pagesOf = (wanted: readonly string[]): number[] => [...found.keys()].filter((at) => wanted.includes(found[at] ?? ''));
    const odd = pagesOf(['differs', 'blank']);
    const unseen = await opinions(path, places, pagesOf(['unseen']));
    const outcomes = { strict: 'as-is', 'pdf-lib': 'repaired', pictures: 'pictures' } as const;
    const row: Row = {
      path: relative(corpora, path),
      outcome: outcomes[source.readerName],
      pages: placed.length,
      unseen: unseen.otherwise,
      remark: [...source.notes, unseen.words].filter((words) => words !== '').join(' '),
    };
    const worst = odd.map((at) => `page ${at + 1} ${found[at] ?? ''}`).join(', ');
    return { row, isUnlike: odd.length > 0, worst, odd, places };
  } finally {
    source.close();
  }
}

/** What poppler and MuPDF say of some pages (0-based) of what was placed last. */
async function opinions(path: string, places: readonly PagePlace[], pages: readonly number[]) {
  const words: string[] = [];
  let otherwise = 0;
  for (const page of pages) {
    const place = places[page];
    if (!place) continue;
    const said = await secondOpinion(path, volume, place);
    words.push(`page ${page + 1}: ${said.words}`);
    if (!said.alike) otherwise++;
  }
  return { words: words.join(' '), otherwise, alike: otherwise === 0 };
}

function tableOf(): string {
  const of = (outcome: Outcome): readonly Row[] => rows.filter((row) => row.outcome === outcome);
  const pages = (list: readonly Row[]): number => list.reduce((sum, row) => sum + row.pages, 0);
  const unseen = rows.filter((row) => row.unseen > 0);
  const lines = Object.entries(OUTCOMES).map(
    ([outcome, words]) => `| ${words} | ${of(outcome as Outcome).length} | ${pages(of(outcome as Outcome))} |`,
  );
  const placed = [...of('as-is'), ...of('repaired'), ...of('pictures')];
  const readable = [...placed, ...of('lost'), ...of('wrong')];
  const odd = rows.filter(({ outcome, unseen: count }) => outcome !== 'as-is' || count > 0);
  return [
    '| What became of a file | Files | Pages compared |',
    '|---|--:|--:|',
    ...lines,
    `| all | ${rows.length} | ${pages(rows)} |`,
    '',
    `Of those that need no password and have something to read ${placed.length} of ${readable.length} are placed (${((100 * placed.length) / Math.max(1, readable.length)).toFixed(1)} %), ${unseen.length} of them with no picture of the source to compare with. Every file not placed as it is:`,
    '',
    '| File | Outcome | Remark |',
    '|---|---|---|',
    ...odd.map((row) => `| ${row.path.replaceAll('|', '\\|')} | ${row.outcome}${row.unseen > 0 ? ', compared by no program' : ''} | ${row.remark} |`),
  ].join('\n'); // prettier-ignore
}

/** Puts the table between its marks in docs/volume.md. */
function writeTable(text: string): void {
  const path = join(root, 'docs/volume.md');
  const [start, end] = ['<!-- table -->', '<!-- /table -->'];
  const whole = readFileSync(path, 'utf8');
  const [from, to] = [whole.indexOf(start), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/volume.md has no place for the table');
  writeFileSync(path, `${whole.slice(0, from + start.length)}\n\n${text}\n\n${whole.slice(to)}`);
}
