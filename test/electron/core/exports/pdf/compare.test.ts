import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { expect, test } from 'vitest';
import { comparePages } from '../../../../../electron/core/exports/pdf/compare.ts';
import { placePages } from '../../../../../electron/core/exports/pdf/place.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { BARE_FINISH, createPdfWriter } from '../../../../../electron/core/exports/pdf/writer.ts';
import { temporaryFolder } from '../../../../support/folders.ts';

const folder = temporaryFolder('compare');
const FRAME = { x: 79, y: 57, width: 474, height: 720 };

/** One page that is a fine screen: dots and lines of one pixel, which a small picture shows grey, black or white by chance. */
async function screened(name: string, side: number): Promise<string> {
  const document = await PDFDocument.create();
  const pixels = Uint8Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)];
    return (y < side / 3 ? x : x + y) % 2 === 0 ? 0 : 255;
  });
  const picture = {
    ...{ Type: 'XObject', Subtype: 'Image', Width: side, Height: side, ColorSpace: 'DeviceGray' },
    ...{ BitsPerComponent: 8, Length: pixels.length },
  };
  const page = document.addPage([side, side]);
  page.node.setXObject(PDFName.of('P'), document.context.register(PDFRawStream.of(document.context.obj(picture), pixels)));
  const content = document.context.stream(`q ${side - 20} 0 0 ${side - 20} 10.3 10.3 cm /P Do Q`);
  page.node.set(PDFName.of('Contents'), document.context.register(content));
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, await document.save({ useObjectStreams: false }));
  return path;
}

test.each([399, 400, 300])('a fine screen of %i dots looks like itself where it was placed', async (side) => {
  const path = await screened(`screen-${side}`, side);
  const volume = join(folder, `volume-${side}.pdf`);
  const source = await openPdfSource(path);
  const writer = createPdfWriter({ path: volume, id: '00112233445566778899aabbccddeeff' });
  const placed = placePages(writer, source, {
    pageIndexes: [0],
    frame: () => FRAME,
    overlay: () => ({ content: new Uint8Array(0), resources: { fonts: new Map(), xObjects: new Map() } }),
  });
  writer.finish(BARE_FINISH);
  source.close();
  const places = placed.map(({ box, turned }) => ({ sourcePage: 0, volumePage: 0, box, turned }));
  const [found] = await comparePages({ source: path, password: undefined, volume }, places);
  expect(found?.likeness).toBe('same');
});
