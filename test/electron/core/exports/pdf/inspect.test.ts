import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { expect, test } from 'vitest';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { placePages } from '../../../../../electron/core/exports/pdf/place.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { FINISH, FRAME, newVolume, noOverlay, placeAll, writeShapedPdf } from './pdf-fixtures.ts';

const folder = temporaryFolder('inspect');

test('a document with scripts, encryption and fonts outside the file is seen through', async () => {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Courier);
  document.addPage([300, 300]).drawText('x', { font });
  document.addJavaScript('start', 'app.alert(1)');
  const path = join(folder, 'active.pdf');
  writeFileSync(path, await document.save());
  expect(await inspectVolume(path)).toMatchObject({
    hasJavaScript: true,
    encrypted: false,
    pageCount: 1,
    fonts: [{ name: 'Courier', embedded: false }],
    labels: ['1'],
  });
  document.encrypt({ userPassword: '', ownerPassword: 'o' });
  writeFileSync(path, await document.save({ useObjectStreams: false }));
  expect(await inspectVolume(path)).toMatchObject({ encrypted: true, pageCount: 0 });
});

test('page digests tell which page changed', async () => {
  const path = join(folder, 'source.pdf');
  await writeShapedPdf(path, [{}, {}, {}]);
  const source = await openPdfSource(path);
  const volume = join(folder, 'volume.pdf');
  placeAll(volume, source);
  const first = await inspectVolume(volume);
  const changed = join(folder, 'changed.pdf');
  placeAll(changed, source, {
    overlay: (ordinal) => ({
      content: Buffer.from(ordinal === 1 ? '1 0 0 rg 0 0 9 9 re f' : '0 0 1 rg 500 42.5 52 10 re f'),
      resources: { fonts: new Map(), xObjects: new Map() },
    }),
  });
  source.close();
  const second = await inspectVolume(changed);
  expect(first.pageDigests).toHaveLength(3);
  expect(second.pageDigests.map((digest, index) => digest === first.pageDigests[index])).toEqual([true, false, true]);
});

test('a damaged volume is not inspected but thrown out', async () => {
  const path = join(folder, 'to-damage.pdf');
  await writeShapedPdf(path, [{}]);
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length - 40));
  await expect(inspectVolume(path)).rejects.toThrow();
});

test('another reader (pdf.js) finds the same destinations, bookmarks, labels, links and metadata', async () => {
  const path = join(folder, 'source-js.pdf');
  await writeShapedPdf(path, [{}, { widthPt: 842, heightPt: 595, rotate: 90 }, { widthPt: 842, heightPt: 595 }]);
  const source = await openPdfSource(path);
  const volume = join(folder, 'volume-js.pdf');
  const writer = newVolume(volume);
  const link = { x: 60, y: 20, width: 50, height: 10, to: 'ind/Ⅱ-9-1)' };
  const placed = placePages(writer, source, {
    pageIndexes: [0, 1, 2],
    frame: () => FRAME,
    overlay: () => ({ ...noOverlay(), links: [link] }),
  });
  source.close();
  writer.finish({
    ...FINISH,
    destinations: new Map([['ind/Ⅱ-9-1)', { page: placed[1]!.ref, top: 800 }]]),
    outline: [{ title: '第一章 𠮷', page: placed[2]!.ref, top: 700, children: [] }],
    labels: [
      { fromPage: 0, prefix: '目录', style: 'r' },
      { fromPage: 1, style: 'D', start: 5 },
    ],
  });
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: Uint8Array.from(readFileSync(volume)), verbosity: 0 });
  const document = await task.promise;
  const annotations = await (await document.getPage(1)).getAnnotations();
  const destination = await document.getDestination(annotations[0].dest as string);
  expect(await document.getPageIndex(destination![0])).toBe(1);
  // Displayed 800 pt above the lower edge of a page turned by 90 degrees is 41.89 pt right of its user-space origin.
  expect(destination!.slice(2, 4)).toEqual([expect.closeTo(41.89, 1), 0]);
  const [bookmark] = await document.getOutline();
  expect(bookmark!.title).toBe('第一章 𠮷');
  expect(await document.getPageIndex((bookmark!.dest as Parameters<typeof document.getPageIndex>[0][])[0]!)).toBe(2);
  expect(await document.getPageLabels()).toEqual(['目录i', '5', '6']);
  expect(await document.getMetadata()).toMatchObject({ info: { Title: FINISH.info.title, Language: 'zh-CN' } });
  for (const number of [1, 2, 3]) {
    const { width, height } = (await document.getPage(number)).getViewport({ scale: 1 });
    expect([width, height]).toEqual([595.28, 841.89]);
  }
  await task.destroy();
});
