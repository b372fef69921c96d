import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { placePages } from '../../../../../electron/core/exports/pdf/place.ts';
import { openPdfSource, PdfRefused } from '../../../../../electron/core/exports/pdf/source.ts';
import type { PdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { corporaFolder, temporaryFolder } from '../../../../support/folders.ts';
import { allPages, barOverlay, differenceOf, FINISH, FRAME, newVolume } from './pdf-fixtures.ts';

const corpora = corporaFolder();
if (!corpora) console.log('corpora not found beside the repository: the picture comparison of real PDFs is skipped');

/** Sources PDFium itself cannot draw, so there is no picture to compare with. */
async function canBeDrawn(path: string): Promise<boolean> {
  try {
    await renderPages(path, [0], 20);
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!corpora)(
  'real PDFs of all kinds are placed as they look, or refused by name; none is silently wrong',
  { timeout: 180_000 },
  async () => {
    const paths = ['06-PDF', '11-同类软件测试样例'].flatMap((part) =>
      readdirSync(join(corpora!, part), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.pdf$/i.test(name))
        .map((name) => join(corpora!, part, name)),
    );
    const volume = join(temporaryFolder('corpora'), 'volume.pdf');
    const writer = newVolume(volume);
    const placed: { path: string; index: number; source: PdfSource; scale: number }[] = [];
    const refused: string[] = [];
    for (const path of paths.sort()) {
      try {
        const source = await openPdfSource(path);
        const pageIndexes = allPages(source, 2);
        const pages = placePages(writer, source, { pageIndexes, frame: () => FRAME, overlay: barOverlay });
        placed.push(...pages.map(({ scale }, index) => ({ path, index, source, scale })));
        source.close();
      } catch (error) {
        if (!(error instanceof PdfRefused)) throw error;
        refused.push(`${error.code} ${path.slice(corpora!.length + 1)}`);
      }
    }
    writer.finish(FINISH);
    const wrong: string[] = [];
    const notComparable: string[] = [];
    for (const [index, page] of placed.entries()) {
      const name = `${page.path.slice(corpora!.length + 1)} p${page.index + 1}`;
      if (!(await canBeDrawn(page.path))) {
        notComparable.push(name);
        continue;
      }
      const difference = await differenceOf(
        { path: page.path, index: page.index, ...page.source.pages[page.index]! },
        { path: volume, index, scale: page.scale },
      );
      if (difference.inside > 0.01 || difference.outsideInk > 0.0001) wrong.push(`${name} ${JSON.stringify(difference)}`);
    }
    console.log(
      `corpora: ${paths.length} PDFs, ${placed.length} pages placed, ${refused.length} refused, ${wrong.length} wrong, ${notComparable.length} not drawable before`,
    );
    console.log(
      [
        ...refused.map((line) => `  refused ${line}`),
        ...notComparable.map((line) => `  not drawable ${line}`),
        ...wrong.map((line) => `  WRONG ${line}`),
      ].join('\n'),
    );
    expect(wrong).toEqual([]);
    const inspection = await inspectVolume(volume);
    expect(inspection).toMatchObject({ pageCount: placed.length, hasJavaScript: false, encrypted: false });
  },
);
