import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import type { PDFDict } from 'pdf-lib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { embedJpegBytes, embedPicture, probePicture } from '../../../../../electron/core/exports/pdf/images.ts';
import type { EmbeddedPicture } from '../../../../../electron/core/exports/pdf/images.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { corporaFolder, temporaryFolder } from '../../../../support/folders.ts';
import { FINISH, inkBox, isBlue, newVolume } from './pdf-fixtures.ts';

const folder = temporaryFolder('images');
const PRINT = { printWidthPt: 400, printHeightPt: 600 };

/** Blue with a red upper left quarter: shows turning, mirroring and colour inversion. */
function flag(width: number, height: number) {
  const corner = { create: { width: width >> 1, height: height >> 1, channels: 3 as const, background: '#ff0000' } };
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([{ input: corner, left: 0, top: 0 }]);
}

async function writePicture(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Embeds a picture on an A4 page, 400 pt wide from (100, 100), and gives the rendered page with what was embedded. */
async function embedded(path: string, print = PRINT) {
  const volume = `${path}.volume.pdf`;
  const writer = newVolume(volume);
  const result = await embedPicture(writer, { path, ...print });
  if (result.kind === 'refused') throw new Error(result.reason);
  const { picture } = result;
  const height = (400 * picture.heightPx) / picture.widthPx;
  const content = Buffer.from(`q 400 0 0 ${height} 100 100 cm /P Do Q`);
  writer.addPage({ widthPt: 595.28, heightPt: 841.89, content, resources: writer.context.obj({ XObject: { P: picture.ref } }) });
  writer.finish(FINISH);
  const [page] = await renderPages(volume, [0], 595);
  return { picture, page: page!, height, stored: await storedBytes(volume, picture) };
}

async function storedBytes(volume: string, picture: EmbeddedPicture): Promise<{ bytes: Buffer; dict: PDFDict }> {
  const stream = (await PDFDocument.load(readFileSync(volume))).context.lookup(picture.ref);
  if (!(stream instanceof PDFRawStream)) throw new Error('not a stream');
  return { bytes: Buffer.from(stream.contents), dict: stream.dict };
}

const isRed = (red: number, green: number, blue: number): boolean => red > 180 && green < 90 && blue < 90;

async function expectUpright(path: string, print = PRINT) {
  const result = await embedded(path, print);
  const red = inkBox(result.page, isRed)!;
  expect(red.x0).toBeCloseTo(100, -0.7);
  expect(red.y1).toBeCloseTo(100 + result.height, -0.7);
  expect(red.x1).toBeCloseTo(300, -0.7);
  expect(inkBox(result.page, isBlue)!.x1).toBeCloseTo(500, -0.7);
  return result;
}

test.each(['baseline', 'progressive'])('a %s JPEG goes in byte for byte', async (kind) => {
  const bytes = await flag(300, 200)
    .jpeg({ progressive: kind === 'progressive' })
    .toBuffer();
  const { picture, stored } = await expectUpright(await writePicture(`${kind}.jpg`, bytes));
  expect(picture).toMatchObject({ widthPx: 300, heightPx: 200, reencoded: false });
  expect(stored.bytes.equals(bytes)).toBe(true);
});

test('a grey JPEG stays grey', async () => {
  const bytes = await flag(300, 200).toColourspace('b-w').jpeg().toBuffer();
  const { picture, stored } = await embedded(await writePicture('grey.jpg', bytes));
  expect(picture.reencoded).toBe(false);
  expect(String(stored.dict.get(PDFName.of('ColorSpace')))).toBe('/DeviceGray');
});

test('an inverted CMYK JPEG (Adobe marker) shows its colours', async () => {
  const bytes = await flag(300, 200).toColourspace('cmyk').jpeg().toBuffer();
  const { picture, page, stored } = await embedded(await writePicture('cmyk.jpg', bytes));
  expect(picture.reencoded).toBe(false);
  expect(String(stored.dict.get(PDFName.of('ColorSpace')))).toBe('/DeviceCMYK');
  const middle = (x: number, y: number) => [
    ...page.rgba.subarray((Math.round(842 - y) * page.widthPx + x) * 4, (Math.round(842 - y) * page.widthPx + x) * 4 + 3),
  ];
  const [redCorner, blueCorner] = [middle(150, 330), middle(450, 150)];
  expect(redCorner[0]!).toBeGreaterThan(redCorner[2]! + 80);
  expect(blueCorner[2]!).toBeGreaterThan(blueCorner[0]! + 60);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i is applied', async (orientation) => {
  const upright = await flag(300, 200).png().toBuffer();
  // What a camera held that way would have stored: the inverse of what the orientation asks for.
  const turns = [0, 0, 180, 180, 90, 270, 270, 90][orientation - 1]!;
  const rotated = await sharp(upright).rotate(turns).png().toBuffer();
  const stored = [2, 4, 5, 7].includes(orientation) ? await sharp(rotated).flop().png().toBuffer() : rotated;
  const turned = await sharp(stored).jpeg().withMetadata({ orientation }).toBuffer();
  const { picture } = await expectUpright(await writePicture(`orientation-${orientation}.jpg`, turned));
  expect(picture).toMatchObject({ widthPx: 300, heightPx: 200, reencoded: orientation !== 1 });
});

test.each(['png', 'webp', 'tiff', 'gif'] as const)('a %s is re-encoded', async (format) => {
  const bytes = await flag(300, 200).toFormat(format).toBuffer();
  const { picture, stored } = await expectUpright(await writePicture(`picture.${format}`, bytes));
  expect(picture.reencoded).toBe(true);
  expect(stored.bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
});

test('transparent parts become white', async () => {
  const bytes = await sharp({ create: { width: 100, height: 100, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .png()
    .toBuffer();
  const { page } = await embedded(await writePicture('transparent.png', bytes));
  expect(inkBox(page, (red) => red < 200)).toBeNull();
});

test('a picture finer than 300 dpi is reduced to 300 dpi at its printed size, a coarser one is never enlarged', async () => {
  const fine = await flag(3000, 2000).jpeg().toBuffer();
  const { picture } = await embedded(await writePicture('fine.jpg', fine), { printWidthPt: 144, printHeightPt: 144 });
  expect(picture).toMatchObject({ widthPx: 600, heightPx: 400, reencoded: true });
  const coarse = await flag(30, 20).png().toBuffer();
  expect((await embedded(await writePicture('coarse.png', coarse))).picture).toMatchObject({ widthPx: 30, heightPx: 20 });
});

test('what is no picture is refused by a sentence, and probing says so before', async () => {
  const writer = newVolume(join(folder, 'refused.pdf'));
  for (const [name, bytes] of [
    ['text.jpg', Buffer.from('这不是图片')],
    ['empty.jpg', Buffer.alloc(0)],
    ['head-only.png', (await flag(300, 200).png().toBuffer()).subarray(0, 20)],
  ] as const) {
    const path = await writePicture(name, bytes);
    const result = await embedPicture(writer, { path, ...PRINT });
    expect(result).toEqual({ kind: 'refused', reason: expect.stringMatching(/^图片.+。$/) });
    expect(await probePicture(path)).toBe(result.kind === 'refused' ? result.reason : null);
  }
  writer.abort();
});

test('a photo that breaks off is placed with a note', async () => {
  const bytes = await sharp({
    create: { width: 400, height: 400, channels: 3, background: '#888888', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .jpeg()
    .toBuffer();
  const { picture } = await embedded(await writePicture('broken-off.jpg', bytes.subarray(0, bytes.length >> 1)));
  expect(picture.note).toMatch(/缺少一部分/);
});

test('a name that is not valid UTF-8 is opened by its bytes', async () => {
  const path = Buffer.concat([Buffer.from(join(folder, 'name-')), Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), Buffer.from('.png')]);
  writeFileSync(path, await flag(30, 20).png().toBuffer());
  const writer = newVolume(join(folder, 'bytes-name.pdf'));
  expect(await embedPicture(writer, { path: Uint8Array.from(path), ...PRINT })).toMatchObject({ kind: 'embedded' });
  writer.abort();
});

test('JPEG bytes held in memory are written as they are, anything else is refused', async () => {
  const bytes = await flag(300, 200).jpeg().toBuffer();
  const volume = join(folder, 'held.pdf');
  const writer = newVolume(volume);
  const ref = embedJpegBytes(writer, Uint8Array.from(bytes));
  expect(() => embedJpegBytes(writer, Buffer.from('no'))).toThrow('JPEG');
  writer.addPage({
    widthPt: 100,
    heightPt: 100,
    content: Buffer.from(''),
    resources: writer.context.obj({ XObject: { P: ref } }),
  });
  writer.finish(FINISH);
  const { bytes: stored } = await storedBytes(volume, { ref, widthPx: 300, heightPx: 200, reencoded: false, note: null });
  expect(stored.equals(bytes)).toBe(true);
});

const corpora = corporaFolder();

test.skipIf(!corpora)('real pictures of the corpora are embedded or refused, none throws', { timeout: 120_000 }, async () => {
  const { readdirSync } = await import('node:fs');
  const names = readdirSync(join(corpora!, '07-图片-扫描-EXIF'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(jpe?g|png|tiff?|webp|heic|bmp|gif)$/i.test(name),
  );
  const writer = newVolume(join(folder, 'corpora.pdf'));
  const counts = { asTheyAre: 0, reencoded: 0, refused: [] as string[] };
  for (const name of names) {
    const result = await embedPicture(writer, { path: join(corpora!, '07-图片-扫描-EXIF', name), ...PRINT });
    if (result.kind === 'refused') counts.refused.push(name);
    else if (result.picture.reencoded) counts.reencoded++;
    else counts.asTheyAre++;
  }
  writer.abort();
  console.log(`pictures: ${names.length}, ${JSON.stringify(counts)}`);
  expect(counts.asTheyAre + counts.reencoded + counts.refused.length).toBe(names.length);
});

test('of a TIFF with several pages the first is placed, and it is said that the others are not', async () => {
  const two = await sharp([await flag(80, 60).png().toBuffer(), await flag(80, 60).png().toBuffer()], {
    join: { animated: true },
  })
    .tiff()
    .toBuffer();
  const { picture } = await embedded(await writePicture('two.tif', two));
  expect(picture.note).toBe('这份 TIFF 有 2 页，只收入了第 1 页。请另存为 PDF，重新编目后再成册。');
  expect((await embedded(await writePicture('one.tif', await flag(80, 60).tiff().toBuffer()))).picture.note).toBeNull();
});

test('a BMP, as 画图 saves it, is placed like any other picture', async () => {
  const { data, info } = await flag(400, 200).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const rows = Array.from({ length: info.height }, (_, row) => {
    const from = (info.height - 1 - row) * info.width * 3;
    return Buffer.concat(
      Array.from({ length: info.width }, (__, x) => data.subarray(from + x * 3, from + x * 3 + 3).toReversed()),
    );
  });
  const head = Buffer.alloc(54);
  head.write('BM', 0, 'latin1');
  for (const [at, value] of [[10, 54], [14, 40], [18, info.width], [22, info.height]] as const) head.writeUInt32LE(value, at); // prettier-ignore
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  const path = await writePicture('画图.bmp', Buffer.concat([head, ...rows]));
  expect(await probePicture(path)).toBeNull();
  const { picture } = await expectUpright(path);
  expect(picture).toMatchObject({ widthPx: 400, heightPx: 200, reencoded: true, note: null });
});

test('the memory of pictures that were made for print is given back with each, before V8 looks for it', async () => {
  const { width, height } = { width: 1600, height: 1200 };
  const grain = Buffer.from(Uint8Array.from({ length: width * height * 3 }, (_, at) => Math.imul(at, 2654435761) >>> 24));
  const path = await writePicture(
    '粗粒.png',
    await sharp(grain, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer(),
  );
  const writer = newVolume(`${path}.volume.pdf`);
  const embed = () => embedPicture(writer, { path, printWidthPt: 384, printHeightPt: 288 });
  await embed();
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  const writtenBefore = writer.bytesWritten;
  for (let count = 0; count < 8; count++) expect((await embed()).kind).toBe('embedded');
  const held = process.memoryUsage().arrayBuffers + process.memoryUsage().external - before;
  const made = writer.bytesWritten - writtenBefore;
  writer.abort();
  expect(made).toBeGreaterThan(8 << 20);
  expect(held).toBeLessThan(made / 4);
}, 60_000);
