import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Likeness } from './compare.ts';
import { A4 } from './geometry.ts';
import type { Looker } from './look.ts';
import { placePages } from './place.ts';
import type { PdfSource } from './source.ts';
import { BARE_FINISH, createPdfWriter } from './writer.ts';

const PROBE_ID = '00000000000000000000000000000000';
const WHOLE_SHEET = { x: 0, y: 0, width: A4.widthPt, height: A4.heightPt };

/**
 * Places pages of a source on trial in a small file and compares each with the source by their pictures. Returns a likeness for
 * each index, in order. Nothing of the trial is left; throws what placing throws.
 */
export async function tryPlacing(
  source: PdfSource,
  trial: {
    readonly path: string | Uint8Array;
    readonly password: string | undefined;
    readonly pageIndexes: readonly number[];
    readonly looker: Looker;
    /** As a page of a PDF/A, with what that mends. */
    readonly archival?: boolean;
  },
): Promise<readonly Likeness[]> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-trial-'));
  const volume = join(folder, 'trial.pdf');
  try {
    const writer = createPdfWriter({ path: volume, id: PROBE_ID });
    let placed;
    try {
      placed = placePages(writer, source, {
        pageIndexes: trial.pageIndexes,
        archival: trial.archival ?? false,
        frame: () => WHOLE_SHEET,
        overlay: () => ({ content: new Uint8Array(0), resources: { fonts: new Map(), xObjects: new Map() } }),
      });
      writer.finish(BARE_FINISH);
    } catch (error) {
      writer.abort();
      throw error;
    }
    const places = placed.map(({ box, turned }, index) => ({
      sourcePage: trial.pageIndexes[index] ?? 0,
      volumePage: index,
      box,
      turned,
    }));
    return await trial.looker.compare({ source: trial.path, password: trial.password, volume }, places);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
