import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { measureEvidence, type MeasureOptions } from '../../electron/core/exports/measure.ts';
import { comparePages, type PagePlace } from '../../electron/core/exports/pdf/compare.ts';
import type { Looker } from '../../electron/core/exports/pdf/look.ts';
import { placePages } from '../../electron/core/exports/pdf/place.ts';
import { openPdfSource, PdfRefused } from '../../electron/core/exports/pdf/source.ts';
import { BARE_FINISH, createPdfWriter } from '../../electron/core/exports/pdf/writer.ts';
import type { PlannedEvidence } from '../../shared/domain/volume.ts';

/** What 成册 made of a damaged PDF, judged by the pictures of the file as it was before. */
export const VERDICTS = {
  whole: 'placed, looks as it did before the damage',
  repaired: 'placed after repair and said so, looks as it did before',
  pictures: 'placed as page pictures and said so, looks as it did before',
  said: 'placed, not as it was before, and said so',
  refused: 'refused with a reason (placeholder page)',
  alike: 'placed as every reader shows it, not as it was before, and nothing says so',
  wrong: '**silently wrong**',
} as const;
export type Verdict = keyof typeof VERDICTS;

export interface Judged {
  readonly verdict: Verdict;
  /** What the person is told, or what is wrong. */
  readonly words: string;
}

/** A volume's room on A4 portrait, points: binding margin at the left, strips for the stamps above and below. */
const FRAME = { x: 79, y: 57, width: 474, height: 720 };
const MOST_PAGES = 4;

/** Only what measuring a PDF uses. */
function evidenceOf(path: string): PlannedEvidence {
  const [sizeBytes, sha256] = [statSync(path).size, createHash('sha256').update(readFileSync(path)).digest('hex')];
  return {
    ...{ mark: '①', materialCode: path, documentId: 1, sha256, sizeBytes, type: 'pdf', title: '', kind: null, docNumber: null },
    ...{ issuer: null, date: null, takenAt: null, caption: null, photoCaption: null, firstPage: null, lastPage: null },
    ...{ path, source: '', redLines: [], linesToRecheck: 0 },
  };
}

async function placeInto(path: string, volume: string, asPictures: boolean): Promise<readonly PagePlace[]> {
  const source = await openPdfSource(path, undefined, { asPictures });
  const writer = createPdfWriter({ path: volume, id: '00112233445566778899aabbccddeeff' });
  try {
    const pageIndexes = Array.from({ length: Math.min(source.pageCount, MOST_PAGES) }, (_, index) => index);
    const placed = placePages(writer, source, {
      pageIndexes,
      frame: () => FRAME,
      overlay: () => ({ content: new Uint8Array(0), resources: { fonts: new Map(), xObjects: new Map() } }),
    });
    writer.finish(BARE_FINISH);
    return placed.map(({ box, turned }, index) => ({ sourcePage: index, volumePage: index, box, turned }));
  } catch (error) {
    writer.abort();
    throw error;
  } finally {
    source.close();
  }
}

/**
 * Lets 成册 decide about a damaged PDF as in a volume where it is not among the sampled ones, places it so, and compares its first pages
 * with those of the whole file. `work` is a folder for the trial.
 */
export async function judgeDamage(damaged: string, whole: string, pages: number, work: string, looker: Looker): Promise<Judged> {
  // Measuring a PDF asks for neither fonts nor texts nor renditions.
  const options = {
    password: undefined,
    looker,
    comparing: 'irregular',
    pictures: { leftBytes: Infinity },
    signal: new AbortController().signal,
  } as unknown as MeasureOptions;
  const file = { path: damaged, pages: null, state: 'ok', stateMessage: null, seenAsPicture: false } as const;
  const measured = await measureEvidence(evidenceOf(damaged), file, options);
  if (measured.kind === 'refused') return { verdict: 'refused', words: measured.reason };
  if (measured.kind !== 'pdf') throw new Error('a PDF is measured as one');
  const notes = measured.notes.join(' ');
  const volume = join(work, 'volume.pdf');
  try {
    const places = await placeInto(damaged, volume, measured.asPictures);
    const found = await comparePages({ source: whole, password: undefined, volume }, places);
    const unlike = found.flatMap(({ likeness, share }, at) =>
      likeness === 'same' ? [] : [`page ${at + 1} ${likeness} ${(100 * share).toFixed(1)} %`],
    );
    if (measured.pageIndexes.length !== pages) unlike.push(`${measured.pageIndexes.length} pages of ${pages}`);
    const said = /已损坏|容错|找不到|不同|缺少|读不出|有损/.test(notes);
    if (unlike.length === 0) {
      const verdict = /图片/.test(notes) ? 'pictures' : said ? 'repaired' : 'whole';
      return { verdict, words: notes };
    }
    if (said) return { verdict: 'said', words: `${unlike.join(', ')}: ${notes}` };
    const own = await comparePages({ source: damaged, password: undefined, volume }, places);
    const isAlike = own.every(({ likeness }) => likeness === 'same') && measured.pageIndexes.length === pages;
    return { verdict: isAlike ? 'alike' : 'wrong', words: `${unlike.join(', ')} ${notes}` };
  } catch (error) {
    // Writing finds out what measuring did not: the volume then has a placeholder page with this reason.
    if (error instanceof PdfRefused) return { verdict: 'refused', words: error.message };
    return { verdict: 'refused', words: `排入时出错:${(error as Error).message}` };
  }
}
