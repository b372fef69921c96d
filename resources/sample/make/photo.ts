import sharp from 'sharp';

import { arcTextSvg, textSvg } from './glyphs.ts';
import type { OfficialText } from './official.ts';
import { A4, paperPages } from './paper.ts';
import { randomFrom } from './rng.ts';

export interface Grain {
  readonly seed: number;
  /** Standard deviation of the noise in levels of 255. */
  readonly noise: number;
  /** How much darker the corners are, 0..1. */
  readonly vignette: number;
  /** White balance: levels added to red and taken from blue. */
  readonly warmth: number;
}

/** Raw RGB with sensor noise, darker corners and a colour cast, in place. */
function grained(pixels: Buffer, width: number, height: number, grain: Grain): void {
  const random = randomFrom(grain.seed);
  const table = Float32Array.from(
    { length: 4096 },
    () => (random.next() + random.next() + random.next() - 1.5) * 2 * grain.noise,
  );
  const cx = width / 2;
  const cy = height / 2;
  const far = cx * cx + cy * cy;
  let state = grain.seed | 1;
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 3) {
      const edge = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / far;
      const light = 1 - grain.vignette * edge * edge;
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const luma = table[state >>> 20] ?? 0;
      const tint = (table[(state >>> 8) & 4095] ?? 0) * 0.4;
      const set = (channel: number, add: number): void => {
        pixels[at + channel] = Math.max(0, Math.min(255, Math.round((pixels[at + channel] ?? 0) * light + luma + add)));
      };
      set(0, grain.warmth + tint);
      set(1, 0);
      set(2, -grain.warmth - tint);
    }
}

export interface Camera {
  readonly make: string;
  readonly model: string;
  /** Local time as EXIF writes it, `YYYY:MM:DD HH:MM:SS`. */
  readonly takenAt: string;
  /** Degrees, minutes, seconds north and east; null without GPS. */
  readonly gps: { readonly north: readonly [number, number, number]; readonly east: readonly [number, number, number] } | null;
  /** EXIF orientation; 6 = the picture is stored lying and shown turned. Illegal values are written as they are. */
  readonly orientation: number;
}

const dms = (parts: readonly [number, number, number]): string => `${parts[0]}/1 ${parts[1]}/1 ${Math.round(parts[2] * 100)}/100`;

/** A drawn scene (SVG, 1600×1200) as a JPEG that looks taken: slightly soft, with noise, vignette and, with a camera, EXIF. */
export async function photo(svg: string, grain: Grain, camera: Camera | null, quality = 76): Promise<Buffer> {
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten({ background: '#ffffff' })
    .blur(0.9)
    .raw()
    .toBuffer({ resolveWithObject: true });
  grained(data, info.width, info.height, grain);
  let picture = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  if (camera?.orientation === 6) picture = sharp(await picture.rotate(270).png({ compressionLevel: 1 }).toBuffer());
  if (camera !== null)
    picture = picture.withExif({
      IFD0: { Make: camera.make, Model: camera.model, Orientation: String(camera.orientation), DateTime: camera.takenAt },
      IFD2: {
        DateTimeOriginal: camera.takenAt,
        DateTimeDigitized: camera.takenAt,
        OffsetTimeOriginal: '+08:00',
        FNumber: '18/10',
        ISOSpeedRatings: '100',
      },
      ...(camera.gps === null
        ? {}
        : {
            IFD3: {
              GPSLatitudeRef: 'N',
              GPSLatitude: dms(camera.gps.north),
              GPSLongitudeRef: 'E',
              GPSLongitude: dms(camera.gps.east),
            },
          }),
    });
  return withOrientation(
    await picture.jpeg({ quality, chromaSubsampling: '4:2:0', mozjpeg: false }).toBuffer(),
    camera?.orientation ?? null,
  );
}

/** The JPEG with the orientation tag (0x0112) of its first EXIF directory set to `orientation`, legal or not. */
function withOrientation(jpeg: Buffer, orientation: number | null): Buffer {
  const start = jpeg.indexOf('Exif\0\0', 0, 'latin1');
  if (orientation === null || start < 0) return jpeg;
  const tiff = start + 6;
  const little = jpeg.toString('latin1', tiff, tiff + 2) === 'II';
  const u16 = (at: number): number => (little ? jpeg.readUInt16LE(at) : jpeg.readUInt16BE(at));
  const directory = tiff + (little ? jpeg.readUInt32LE(tiff + 4) : jpeg.readUInt32BE(tiff + 4));
  for (let i = 0; i < u16(directory); i += 1) {
    const entry = directory + 2 + i * 12;
    if (u16(entry) !== 0x0112) continue;
    if (little) jpeg.writeUInt16LE(orientation, entry + 8);
    else jpeg.writeUInt16BE(orientation, entry + 8);
  }
  return jpeg;
}

function sealSvg(name: string, x: number, y: number, scale: number): string {
  const radius = 56 * scale;
  const points = Array.from({ length: 10 }, (_, i) => {
    const r = (i % 2 === 0 ? 18 : 6.9) * scale;
    const angle = (i * Math.PI) / 5;
    return `${(x + r * Math.sin(angle)).toFixed(1)},${(y - r * Math.cos(angle)).toFixed(1)}`;
  });
  const size = (name.length > 15 ? 9.5 : 12) * scale;
  return `<g opacity="0.78" transform="rotate(-4 ${x} ${y})"><circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="#d01020" stroke-width="${2.8 * scale}"/>
<polygon points="${points.join(' ')}" fill="#d01020"/>${arcTextSvg(name, { x, y }, 43 * scale, size, '#d01020')}</g>`;
}

/** The pages of a paper as a copier sees them: 150 dpi pictures, off-white, skewed by `skew` degrees, with specks and a seal. */
export async function scannedPages(text: OfficialText, seed: number, skew: number): Promise<Buffer[]> {
  const scale = 150 / 72;
  const width = Math.round(A4.width * scale);
  const height = Math.round(A4.height * scale);
  const pages: Buffer[] = [];
  for (const [index, page] of paperPages(text).entries()) {
    const random = randomFrom(seed + index);
    const texts = page.texts.map((t) =>
      textSvg(t.text, {
        x: t.x * scale,
        y: t.y * scale,
        size: t.size * scale,
        face: t.face,
        fill: t.color === 'red' ? '#c8161e' : '#262628',
      }),
    );
    const specks = Array.from(
      { length: 60 },
      () =>
        `<circle cx="${random.integer(0, width)}" cy="${random.integer(0, height)}" r="${random.between(0.4, 1.6).toFixed(1)}" fill="#6b6862" opacity="0.6"/>`,
    );
    const holes = [0.36, 0.64].map(
      (at) =>
        `<circle cx="34" cy="${height * at}" r="17" fill="#8f8b84"/><circle cx="36" cy="${height * at + 2}" r="16" fill="#d9d6cf"/>`,
    );
    const line =
      page.redLineY === null
        ? ''
        : `<rect x="${70 * scale}" y="${page.redLineY * scale}" width="${(A4.width - 134) * scale}" height="4" fill="#c8161e"/>`;
    const seal = page.seal === null ? '' : sealSvg(text.sign, page.seal.x * scale, page.seal.y * scale, scale);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="shade" x1="0" x2="1" y1="0" y2="0.2"><stop offset="0" stop-color="#d8d5cd"/><stop offset="0.06" stop-color="#f4f2ec"/><stop offset="1" stop-color="#efece4"/></linearGradient></defs>
<rect width="100%" height="100%" fill="url(#shade)"/><g transform="rotate(${skew} ${width / 2} ${height / 2})">${line}${texts.join('')}${seal}${holes.join('')}</g>${specks.join('')}</svg>`;
    pages.push(await photo(svg, { seed: seed + index, noise: 3.2, vignette: 0.04, warmth: 1 }, null, 58));
  }
  return pages;
}
