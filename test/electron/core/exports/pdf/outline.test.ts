import { join } from 'node:path';
import type { PDFRef } from 'pdf-lib';
import { PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { expect, test } from 'vitest';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { sourceOutline } from '../../../../../electron/core/exports/pdf/outline.ts';
import { placePages } from '../../../../../electron/core/exports/pdf/place.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { barOverlay, FINISH, FRAME, newVolume, writeRawPdf } from './pdf-fixtures.ts';

const folder = temporaryFolder('outline');

test('bookmarks of a source lead to its pages in the volume; those that lead out or to pages left out let what is below move up', async () => {
  const path = join(folder, 'book.pdf');
  await writeRawPdf(
    path,
    [1, 2, 3].map((page) => ({ content: [`0 g 50 50 ${page}0 10 re f`] })),
    (document) => {
      const { context, catalog } = document;
      const [one, two, three] = document.getPages().map((page) => page.ref) as [PDFRef, PDFRef, PDFRef];
      const [root, a, inner, web, below, gone] = Array.from({ length: 6 }, () => context.nextRef()) as PDFRef[] as [
        PDFRef, PDFRef, PDFRef, PDFRef, PDFRef, PDFRef,
      ]; // prettier-ignore
      const title = (text: string) => PDFHexString.fromText(text);
      catalog.set(PDFName.of('Dests'), context.obj({ second: [two, 'FitH', 300] }));
      catalog.set(PDFName.of('Outlines'), root);
      context.assign(root, context.obj({ Type: 'Outlines', First: a, Last: gone }));
      context.assign(a, context.obj({ Title: title('第一章  总则'), Dest: [one, 'Fit'], First: inner, Last: inner, Next: web }));
      context.assign(inner, context.obj({ Title: title('第一条'), A: { S: 'GoTo', D: PDFName.of('second') }, Next: a }));
      context.assign(
        web,
        context.obj({
          Title: title('网站'),
          A: { S: 'URI', URI: PDFString.of('http://x') },
          First: below,
          Last: below,
          Next: gone,
        }),
      );
      context.assign(below, context.obj({ Title: title('附则'), Dest: [two, 'XYZ', null, 100, null] }));
      context.assign(gone, context.obj({ Title: title('未收入的页'), Dest: [three, 'Fit'] }));
    },
  );
  const source = await openPdfSource(path);
  const volume = join(folder, 'volume.pdf');
  const writer = newVolume(volume);
  const placed = placePages(writer, source, { pageIndexes: [0, 1], frame: () => FRAME, overlay: barOverlay });
  const places = new Map(placed.map(({ ref }, index) => [source.sourcePages[index]!.page as PDFRef, ref]));
  const outline = sourceOutline(source.objects, places);
  writer.finish({ ...FINISH, outline: [{ title: 'Ⅱ-1-1)-① 条例', page: placed[0]!.ref, top: null, children: outline }] });
  source.close();
  expect((await inspectVolume(volume)).outline).toEqual([
    { title: 'Ⅱ-1-1)-① 条例', page: 0, level: 0 },
    { title: '第一章 总则', page: 0, level: 1 },
    { title: '第一条', page: 1, level: 2 },
    { title: '附则', page: 1, level: 1 },
  ]);
});
