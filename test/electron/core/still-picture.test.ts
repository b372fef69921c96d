import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foreignPicture, openStill } from '../../../electron/core/still-picture.ts';
import { corporaFolder, temporaryFolder } from '../../support/folders.ts';

const HEIC = readFileSync('test/fixtures/extract/068-heic-rotated/input.heic');
const folder = temporaryFolder('still-picture');

/** As a camera that writes a brand of its own first. */
function ownBrand(heic: Buffer): Buffer {
  const own = Buffer.from(heic);
  own.write('MiHE', 8, 'latin1');
  return own;
}

test('a HEIC is told by any of its brands, as cameras write their own before it', () => {
  expect([foreignPicture(HEIC), foreignPicture(ownBrand(HEIC))]).toEqual(['heic', 'heic']);
});

const corpora = corporaFolder();
if (corpora === null) console.log('a real HEIC is not opened: the corpora are absent (TAIZHANG_CORPORA names their folder)');
test.skipIf(corpora === null)('a HEIC with a camera’s own brand first is opened like any other', async () => {
  const plain = join(corpora ?? '', '07-图片-扫描-EXIF', 'image-size__image-size', 'sample.heic');
  const own = join(folder, '照片.heic');
  writeFileSync(own, ownBrand(readFileSync(plain)));
  const [one, other] = await Promise.all([plain, own].map(async (file) => (await openStill(file)).png().toBuffer()));
  expect(one!.equals(other!)).toBe(true);
});

test('an AVIF, which may name a brand of HEIC too, and a text that begins like a BMP are left to the native library', () => {
  const avif = Buffer.from(HEIC);
  avif.write('avif', 20, 'latin1');
  expect(foreignPicture(avif)).toBeNull();
  expect(foreignPicture(Buffer.from('BM 汽车销售清单,2026 年第一季度'))).toBeNull();
  expect(foreignPicture(Buffer.alloc(0))).toBeNull();
});
