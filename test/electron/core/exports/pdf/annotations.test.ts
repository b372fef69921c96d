import { join } from 'node:path';
import { PDFArray, PDFName, PDFRawStream, PDFString } from 'pdf-lib';
import type { PDFDocument, PDFObject, PDFRef } from 'pdf-lib';
import { expect, test } from 'vitest';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { differenceOf, inkBox, placeAll, placedBox, writeRawPdf } from './pdf-fixtures.ts';

const folder = temporaryFolder('annotations');

function annotations(document: PDFDocument): PDFRef {
  const { context } = document;
  const first = document.getPage(0).ref;
  const second = document.getPage(1).ref;
  const seal = context.register(
    PDFRawStream.of(
      context.obj({ BBox: [0, 0, 10, 10], Matrix: [1, 0, 0, 1, 0, 0], Resources: {} }),
      Buffer.from('1 0 0 rg 0 0 10 10 re f'),
    ),
  );
  const hiddenSeal = context.register(
    PDFRawStream.of(
      context.obj({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 10, 10], Resources: {} }),
      Buffer.from('0 0 1 rg 0 0 10 10 re f'),
    ),
  );
  const annot = (fields: Record<string, unknown>) =>
    context.register(context.obj({ Type: 'Annot', P: first, ...fields } as unknown as Record<string, PDFObject>));
  return context.register(
    context.obj([
      annot({
        Subtype: 'Widget',
        FT: 'Sig',
        T: PDFString.of('f0'),
        V: context.obj({ Type: 'Sig' }),
        Rect: [400, 100, 500, 200],
        F: 4,
        AP: { N: seal },
      }),
      annot({
        Subtype: 'Widget',
        FT: 'Btn',
        AS: 'On',
        Rect: [100, 100, 140, 140],
        F: 4,
        AP: { N: { On: seal, Off: hiddenSeal } },
      }),
      annot({ Subtype: 'Widget', FT: 'Tx', T: PDFString.of('f2'), Rect: [200, 100, 240, 140], F: 2, AP: { N: hiddenSeal } }),
      annot({ Subtype: 'Link', Rect: [50, 700, 150, 720], Border: [0, 0, 0], Dest: [second, 'XYZ', 0, 841.89, 0] }),
      annot({ Subtype: 'Link', Rect: [50, 660, 150, 680], Border: [0, 0, 0], A: { S: 'GoTo', D: PDFString.of('named') } }),
      annot({
        Subtype: 'Link',
        Rect: [50, 620, 150, 640],
        Border: [0, 0, 0],
        A: { S: 'URI', URI: PDFString.of('https://example.com') },
      }),
      annot({
        Subtype: 'Link',
        Rect: [50, 580, 150, 600],
        Border: [0, 0, 1],
        A: { S: 'JavaScript', JS: PDFString.of('app.alert(1)') },
      }),
      annot({ Subtype: 'Link', Rect: [50, 540, 150, 560], Border: [0, 0, 0], A: { S: 'Launch', F: PDFString.of('x.exe') } }),
      annot({
        Subtype: 'Square',
        Rect: [300, 600, 400, 700],
        C: [0, 0.6, 0],
        BS: { W: 4 },
        AA: { E: { S: 'JavaScript', JS: PDFString.of('1') } },
      }),
      annot({ Subtype: 'Popup', Rect: [0, 0, 100, 100] }),
    ]),
  );
}

test('annotations: seals and ticked boxes are drawn in, inner links work, outward and active ones are gone and named', async () => {
  const path = join(folder, 'annotations.pdf');
  await writeRawPdf(path, [{ content: ['0.9 g 0 0 595 842 re f'] }, { content: ['0.9 g 0 0 595 842 re f'] }], (document) => {
    const list = annotations(document);
    document.getPage(0).node.set(PDFName.of('Annots'), list);
    const widgets = document.context.lookup(list, PDFArray).asArray().slice(0, 3);
    document.catalog.set(PDFName.of('AcroForm'), document.context.obj({ Fields: widgets }));
    document.catalog.set(PDFName.of('Dests'), document.context.obj({ named: [document.getPage(1).ref, 'FitH', 400] }));
  });
  const source = await openPdfSource(path);
  const volume = join(folder, 'annotations-volume.pdf');
  const { placed } = placeAll(volume, source);
  source.close();
  const [picture] = await renderPages(volume, [0], 1190);
  const red = inkBox(picture!, (r, g, b) => r > 200 && g < 60 && b < 60)!;
  const { scale } = placed[0]!;
  const box = placedBox(source.pages[0]!, scale);
  expect(red.x1).toBeCloseTo(box.x + 500 * scale, -0.5);
  expect(red.y1).toBeCloseTo(box.y + 200 * scale, -0.5);
  expect(red.x0).toBeCloseTo(box.x + 100 * scale, -0.5);
  const inspection = await inspectVolume(volume);
  expect(inspection.hasJavaScript).toBe(false);
  expect(inspection.links.map(({ page, targetPage }) => [page, targetPage])).toEqual([
    [0, 1],
    [0, 1],
    [0, null],
  ]);
  expect(inspection.links[0]!.rect.x0).toBeCloseTo(box.x + 50 * scale, 1);
  const difference = await differenceOf({ path, index: 0, ...source.pages[0]! }, { path: volume, index: 0, scale });
  expect(difference.inside).toBeLessThan(0.005);
  expect(source.notes).toEqual([
    '原件含电子签章，外观已保留，签名效力以原文件为准，原文件见附件。',
    '原文件中的网页链接已停用，文字保留。',
    '原文件中的脚本已去除。',
    '原文件中打开其他程序的链接已去除。',
  ]);
});
