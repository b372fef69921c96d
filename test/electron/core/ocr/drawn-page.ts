import sharp from 'sharp';
import type { Picture } from '../../../../electron/core/ocr/picture.ts';
import { textSvg } from '../../../../resources/sample/make/glyphs.ts';

/** Lines drawn in the project's own font, black on white, as a PNG. */
export function drawnPng(lines: readonly string[], size = 32): Promise<Buffer> {
  const width = Math.max(200, 80 + size * Math.max(...lines.map((line) => line.length)));
  const height = 80 + Math.round(size * 1.8 * lines.length);
  const texts = lines.map((line, at) => textSvg(line, { x: 40, y: 40 + size + at * size * 1.8, size, fill: '#202020' }));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${texts.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** Columns of upright characters, the first on the right, as a PNG. */
export function columnsPng(columns: readonly string[], size = 36): Promise<Buffer> {
  const [width, height] = [80 + columns.length * size * 2.5, 80 + size * 1.2 * Math.max(...columns.map((one) => one.length))];
  const characters = columns.flatMap((column, at) =>
    [...column].map((one, row) =>
      textSvg(one, { x: width - 40 - size - at * size * 2.5, y: 40 + size + row * size * 1.2, size, fill: '#202020' }),
    ),
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${characters.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** The pixels of a picture file, upright. */
export async function pixelsOf(file: Buffer): Promise<Picture> {
  const { data, info } = await sharp(file).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }); // prettier-ignore
  return { widthPx: info.width, heightPx: info.height, rgb: data };
}
