import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef, PDFString } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { expect, test } from 'vitest';
import { A4 } from '../../../../../electron/core/exports/pdf/geometry.ts';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { placePages } from '../../../../../electron/core/exports/pdf/place.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import {
  allPages,
  BAR,
  barOverlay,
  differenceOf,
  FINISH,
  FRAME,
  inkBox,
  isBlue,
  newVolume,
  noOverlay,
  placeAll,
  placedBox,
  writeRawPdf,
  writeShapedPdf,
} from './pdf-fixtures.ts';
import type { PageShape } from './pdf-fixtures.ts';

const folder = temporaryFolder('place');
const FIVE_MM_PT = (5 / 25.4) * 72;

const shapes: readonly PageShape[] = ([0, 90, 180, 270] as const).flatMap((rotate) =>
  ([undefined, [60, 90, 400, 600], [-40, 30, 500, 300]] as const).flatMap((crop) =>
    [1, 2].map((userUnit) => ({
      rotate,
      userUnit,
      ...(crop ? { crop } : {}),
      ...(crop?.[0] === -40 ? { widthPt: 460, heightPt: 841 } : {}),
    })),
  ),
);

test('E3: the overlay is upright, inside the page and 5 mm from its edges on every rotation, crop box and user unit', async () => {
  const path = join(folder, 'shapes.pdf');
  await writeShapedPdf(path, shapes);
  const source = await openPdfSource(path);
  const volume = join(folder, 'shapes-volume.pdf');
  placeAll(volume, source);
  source.close();
  const pictures = await renderPages(volume, allPages(source), 1190);
  expect(pictures).toHaveLength(24);
  for (const picture of pictures) {
    expect(picture.heightPx / picture.widthPx).toBeCloseTo(A4.heightPt / A4.widthPt, 2);
    const box = inkBox(picture, isBlue)!;
    expect(box.x0).toBeCloseTo(BAR.x, -0.5);
    expect(box.y0).toBeCloseTo(BAR.y, -0.5);
    expect(box.x1 - box.x0).toBeCloseTo(BAR.width, -0.5);
    expect(box.y1 - box.y0).toBeCloseTo(BAR.height, -0.5);
    expect(Math.min(box.x0, box.y0, A4.widthPt - box.x1, A4.heightPt - box.y1)).toBeGreaterThan(FIVE_MM_PT);
  }
});

test('E4: a placed page looks like its source, scaled into its frame, and nothing else is on the sheet but the overlay', async () => {
  const path = join(folder, 'same.pdf');
  await writeShapedPdf(path, shapes);
  const source = await openPdfSource(path);
  const volume = join(folder, 'same-volume.pdf');
  const { placed } = placeAll(volume, source);
  source.close();
  for (const [index, page] of placed.entries()) {
    const difference = await differenceOf({ path, index, ...source.pages[index]! }, { path: volume, index, scale: page.scale });
    expect({ index, ...difference }).toEqual({ index, inside: expect.closeTo(0, 2), outsideInk: 0 });
  }
});

test('a landscape page is turned so that its head lies at the left edge', async () => {
  const path = join(folder, 'landscape.pdf');
  await writeShapedPdf(path, [{ widthPt: 841.89, heightPt: 595.28 }]);
  const source = await openPdfSource(path);
  const volume = join(folder, 'landscape-volume.pdf');
  const { placed } = placeAll(volume, source);
  source.close();
  const [picture] = await renderPages(volume, [0], 600);
  const box = placedBox(source.pages[0]!, placed[0]!.scale);
  const headLeft = inkBox(picture!, (red, green, blue) => red > 180 && green > 90 && green < 160 && blue < 60)!;
  expect(headLeft.x0).toBeCloseTo(box.x, -0.5);
  expect(headLeft.y0).toBeCloseTo(box.y, -0.5);
});

test('a small page is not enlarged', async () => {
  const path = join(folder, 'small.pdf');
  await writeShapedPdf(path, [{ widthPt: 200, heightPt: 300 }]);
  const source = await openPdfSource(path);
  expect(placeAll(join(folder, 'small-volume.pdf'), source).placed[0]!.scale).toBe(1);
  source.close();
});

test('unbalanced q and Q, and unfinished text, in the source leave the overlay where it belongs', async () => {
  const path = join(folder, 'unbalanced.pdf');
  await writeRawPdf(path, [
    { content: ['q q 3 0 0 3 100 100 cm 1 0 0 rg 0 0 20 20 re f'] },
    { content: ['Q Q Q 1 0 0 rg 100 100 60 60 re f'] },
    { content: ['q 0.5 0 0 0.5 0 0 cm 1 0 0 rg', '200 200 120 120 re f BT 90 0 0 90 0 0 Tm'] },
    { content: ['q 0 0 10 10 re W n'] },
  ]);
  const source = await openPdfSource(path);
  const volume = join(folder, 'unbalanced-volume.pdf');
  const { placed } = placeAll(volume, source);
  source.close();
  const pictures = await renderPages(volume, [0, 1, 2, 3], 1190);
  for (const [index, picture] of pictures.entries()) {
    const box = inkBox(picture, isBlue)!;
    expect({ index, x0: Math.round(box.x0), y0: Math.round(box.y0) }).toEqual({
      index,
      x0: expect.closeTo(BAR.x, -0.5),
      y0: expect.closeTo(BAR.y, -0.5),
    });
    const difference = await differenceOf(
      { path, index, ...source.pages[index]! },
      { path: volume, index, scale: placed[index]!.scale },
    );
    expect({ index, ...difference }).toEqual({ index, inside: expect.closeTo(0, 2), outsideInk: 0 });
  }
});

test('pattern fills shrink with the page', async () => {
  const path = join(folder, 'pattern.pdf');
  await writeRawPdf(path, [
    {
      content: ['/Pattern cs /P0 scn 50 50 495 741 re f'],
      entries: ({ context }) => {
        const tile = context.stream('1 0 0 rg 0 0 40 40 re f', {
          Type: 'Pattern',
          PatternType: 1,
          PaintType: 1,
          TilingType: 1,
          BBox: [0, 0, 80, 80],
          XStep: 80,
          YStep: 80,
          Resources: {},
          Matrix: [1, 0, 0, 1, 13, 17],
        });
        return { Resources: context.obj({ Pattern: { P0: context.register(tile) } }) };
      },
    },
  ]);
  const source = await openPdfSource(path);
  const volume = join(folder, 'pattern-volume.pdf');
  const { placed } = placeAll(volume, source);
  source.close();
  const difference = await differenceOf(
    { path, index: 0, ...source.pages[0]! },
    { path: volume, index: 0, scale: placed[0]!.scale },
  );
  expect(difference.inside).toBeLessThan(0.02);
});

test('layers hidden in the source stay hidden in the volume, also when two sources meet', async () => {
  const layered = (
    path: string,
    config: (groups: { shown: PDFRef; hidden: PDFRef }) => Record<string, PDFObject | string | readonly PDFRef[]>,
  ) =>
    writeRawPdf(
      path,
      [{ content: ['/OC /Hidden BDC 0 0 1 rg 100 100 300 300 re f EMC /OC /Shown BDC 1 0 0 rg 100 500 300 100 re f EMC'] }],
      (document) => {
        const { context } = document;
        const group = (name: string) => context.register(context.obj({ Type: 'OCG', Name: PDFString.of(name) }));
        const [shown, hidden] = [group('shown'), group('hidden')];
        document.getPage(0).node.set(PDFName.of('Resources'), context.obj({ Properties: { Hidden: hidden, Shown: shown } }));
        document.catalog.set(
          PDFName.of('OCProperties'),
          context.obj({ OCGs: [shown, hidden], D: config({ shown, hidden }) as Record<string, PDFObject> }),
        );
      },
    );
  const off = join(folder, 'layers-off.pdf');
  const base = join(folder, 'layers-base.pdf');
  await layered(off, ({ hidden }) => ({ OFF: [hidden] }));
  await layered(base, ({ shown }) => ({ BaseState: 'OFF', ON: [shown] }));
  const volume = join(folder, 'layers-volume.pdf');
  const writer = newVolume(volume);
  for (const path of [off, base]) {
    const source = await openPdfSource(path);
    placePages(writer, source, { pageIndexes: [0], frame: () => FRAME, overlay: noOverlay });
    source.close();
  }
  writer.finish(FINISH);
  for (const picture of await renderPages(volume, [0, 1], 400)) {
    expect(inkBox(picture, isBlue)).toBeNull();
    expect(inkBox(picture, (red, green, blue) => red > 200 && green < 60 && blue < 60)).not.toBeNull();
  }
});

test('the same source placed twice stores its streams once and gives the same digests', async () => {
  const path = join(folder, 'twice.pdf');
  await writeShapedPdf(path, [{}, {}, {}], (page, document) => {
    const noise = Uint8Array.from({ length: 60_000 }, (_, i) => (i * 7919 + ((i * i) >> 3)) & 255);
    const image = document.context.register(
      document.context.stream(noise, {
        Type: 'XObject',
        Subtype: 'Image',
        Width: 200,
        Height: 100,
        BitsPerComponent: 8,
        ColorSpace: 'DeviceRGB',
      }),
    );
    page.node.setXObject(PDFName.of('Noise'), image);
  });
  const source = await openPdfSource(path);
  const options = { pageIndexes: [0, 1, 2], frame: () => FRAME, overlay: barOverlay };
  const once = newVolume(join(folder, 'once-volume.pdf'));
  placePages(once, source, options);
  const single = once.finish(FINISH).sizeBytes;
  const writer = newVolume(join(folder, 'twice-volume.pdf'));
  placePages(writer, source, options);
  placePages(writer, source, options);
  const { sizeBytes, pageCount } = writer.finish(FINISH);
  source.close();
  expect(pageCount).toBe(6);
  expect(single).toBeGreaterThan(180_000);
  expect(sizeBytes - single).toBeLessThan(4_000);
  const { pageDigests } = await inspectVolume(join(folder, 'twice-volume.pdf'));
  expect(pageDigests.slice(3)).toEqual(pageDigests.slice(0, 3));
  expect(new Set(pageDigests).size).toBe(3);
});

test('E7: the same inputs give the same bytes', async () => {
  const path = join(folder, 'deterministic.pdf');
  await writeShapedPdf(path, shapes.slice(0, 6));
  const hashes = [];
  for (const name of ['a.pdf', 'b.pdf']) {
    const source = await openPdfSource(path);
    hashes.push(placeAll(join(folder, name), source).written.sha256);
    source.close();
  }
  expect(hashes[1]).toBe(hashes[0]);
});

test('a digest changes when one byte of what the page uses changes', async () => {
  const digests = [];
  for (const grey of ['0.5', '0.6']) {
    const path = join(folder, `digest-${grey}.pdf`);
    await writeRawPdf(path, [{ content: [`${grey} g 0 0 100 100 re f`] }]);
    const source = await openPdfSource(path);
    const volume = join(folder, `digest-${grey}-volume.pdf`);
    placeAll(volume, source);
    source.close();
    digests.push((await inspectVolume(volume)).pageDigests[0]);
  }
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(digests[1]).not.toBe(digests[0]);
});

test('links of the overlay lie upright on turned pages', async () => {
  const path = join(folder, 'overlay-links.pdf');
  await writeShapedPdf(path, [{ rotate: 90 }]);
  const source = await openPdfSource(path);
  const volume = join(folder, 'overlay-links-volume.pdf');
  const writer = newVolume(volume);
  const link = { x: 100, y: 20, width: 50, height: 10, to: 'ind/Ⅱ-9-1)' };
  const [placed] = placePages(writer, source, {
    pageIndexes: [0],
    frame: () => FRAME,
    overlay: () => ({ ...noOverlay(), links: [link] }),
  });
  writer.finish({ ...FINISH, destinations: new Map([['ind/Ⅱ-9-1)', { page: placed!.ref, top: 800 }]]) });
  source.close();
  const inspection = await inspectVolume(volume);
  expect(inspection.destinations).toEqual(new Map([['ind/Ⅱ-9-1)', 0]]));
  const [found] = inspection.links;
  expect(found!.targetPage).toBe(0);
  expect([found!.rect.x1 - found!.rect.x0, found!.rect.y1 - found!.rect.y0].map(Math.round)).toEqual(
    (await PDFDocument.load(readFileSync(volume))).getPage(0).getRotation().angle % 180 === 0 ? [50, 10] : [10, 50],
  );
});

test('no page of the volume refers to an object outside itself', async () => {
  const path = join(folder, 'closed.pdf');
  await writeShapedPdf(path, [{}, { rotate: 270 }]);
  const source = await openPdfSource(path);
  const volume = join(folder, 'closed-volume.pdf');
  placeAll(volume, source, { pageIndexes: [1] });
  source.close();
  const document = await PDFDocument.load(readFileSync(volume));
  const dangling: string[] = [];
  const visit = (value: PDFObject): void => {
    if (value instanceof PDFRef && document.context.lookup(value) === undefined) dangling.push(value.tag);
    if (value instanceof PDFArray) value.asArray().forEach(visit);
    if (value instanceof PDFDict) value.values().forEach(visit);
  };
  for (const [, object] of document.context.enumerateIndirectObjects())
    visit(object instanceof PDFRawStream ? object.dict : object);
  expect(dangling).toEqual([]);
  expect(document.getPageCount()).toBe(1);
});
