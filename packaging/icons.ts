import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { ROOT } from './build-page.ts';

/** Sizes Windows asks for, pixels; 256 is stored as PNG, which every Windows since Vista reads. */
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];

/** Draws `dist/icons/icon.png` (512) and `icon.ico` from the page's own icon. */
export async function makeIcons(): Promise<void> {
  const svg = readFileSync(join(ROOT, 'renderer', 'public', 'icon.svg'));
  const folder = join(ROOT, 'dist', 'icons');
  mkdirSync(folder, { recursive: true });
  const draw = (size: number): Promise<Buffer> =>
    sharp(svg, { density: 72 * (size / 16) }).resize(size, size, { fit: 'contain', background: '#00000000' }).png().toBuffer(); // prettier-ignore
  writeFileSync(join(folder, 'icon.png'), await draw(512));
  writeFileSync(
    join(folder, 'icon.ico'),
    ico(await Promise.all(ICO_SIZES.map(async (size) => ({ size, png: await draw(size) })))),
  );
}

/** An ICO of PNG pictures: header of 6 bytes, 16 a picture, then the pictures (a side of 256 is written as 0). */
function ico(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, png }, at) => {
    const entry = 6 + 16 * at;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}
