import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { renderPages } from '../../electron/core/pdf-pages/pdf-pages.ts';
import { sharpnessOf } from '../../electron/core/extract/grey-picture.ts';
import { pictureHash } from '../../electron/core/extract/picture-hash.ts';
import { greyPicture } from '../../electron/core/extract/picture-look.ts';
import { nearBits, NEAR_BITS } from '../../shared/domain/near-photos.ts';
import { BLURRED_BELOW } from '../../shared/domain/photo-hints.ts';
import { drawnPhoto } from '../support/drawn-photos.ts';
import { corporaFolder } from '../support/folders.ts';

/**
 * Prints what the thresholds of 模糊 and of near photos were chosen by: drawn photos, the sample's and, where there, the corpora's, each as
 * it is and made worse; and whether the pages of a volume given as argument are taken for one another. `--misses` lists pairs.
 */
interface Picture {
  readonly name: string;
  readonly bytes: Buffer;
  readonly longPx: number;
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(jpe?g|png|tiff?|webp)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

async function upright(name: string, source: string | Buffer): Promise<Picture[]> {
  try {
    const picture = sharp(source, { failOn: 'none', limitInputPixels: 1e8 }).autoOrient().flatten({ background: '#ffffff' });
    const { data, info } = await picture.toColourspace('srgb').png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true });
    return [{ name, bytes: data, longPx: Math.max(info.width, info.height) }];
  } catch {
    return [];
  }
}

const sets: [string, Picture[]][] = [['drawn', []], ['sample', []], ['corpora', []]]; // prettier-ignore
for (let seed = 1; seed <= 20; seed++)
  sets[0]![1].push(...(await upright(`drawn ${seed}`, await drawnPhoto(seed, { width: 1600, height: 1200 }))));
for (const file of files('resources/sample/files')) sets[1]![1].push(...(await upright(file, file)));
const corpora = corporaFolder();
for (const file of corpora ? files(corpora) : []) sets[2]![1].push(...(await upright(file, file)));

const line = (label: string, values: readonly number[]): void => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN).toFixed(2);
  console.log(
    `${label.padEnd(44)} n ${String(sorted.length).padStart(4)}  min ${at(0)}  p10 ${at(0.1)}  p50 ${at(0.5)}  p90 ${at(0.9)}  max ${at(1)}`,
  );
};

console.log(`sharpness on 512 pixels; 模糊 below ${BLURRED_BELOW}; blur as the radius (sigma) in pixels of a 1000-pixel picture`);
for (const [set, pictures] of sets) {
  for (const radius of [0, 1, 2, 3, 5, 8]) {
    const values: number[] = [];
    for (const { bytes, longPx } of pictures.filter(({ longPx: px }) => px >= 600)) {
      const blurred =
        radius === 0
          ? bytes
          : await sharp(bytes)
              .blur(Math.max(0.3, (radius * longPx) / 1000))
              .jpeg({ quality: 80 })
              .toBuffer();
      const sharpness = sharpnessOf(await greyPicture(blurred));
      if (sharpness !== null) values.push(sharpness);
    }
    const called = values.filter((value) => value < BLURRED_BELOW).length;
    line(`${set}, blur ${radius}: ${called} of ${values.length} 模糊`, values);
  }
}

const WORSE: readonly (readonly [string, (bytes: Buffer, px: number) => Sharp])[] = [
  [
    'half size',
    (bytes, px) =>
      sharp(bytes)
        .resize({ width: Math.ceil(px / 2), height: Math.ceil(px / 2), fit: 'inside' })
        .jpeg({ quality: 85 }),
  ],
  ['1080 px, quality 60', (bytes) => sharp(bytes).resize({ width: 1080, height: 1080, fit: 'inside' }).jpeg({ quality: 60 })],
  ['quality 30', (bytes) => sharp(bytes).jpeg({ quality: 30 })],
  ['brighter by 15', (bytes) => sharp(bytes).linear(1, 15).jpeg({ quality: 80 })],
  ['contrast 1.12', (bytes) => sharp(bytes).linear(1.12, -8).jpeg({ quality: 80 })],
  ['grey', (bytes) => sharp(bytes).greyscale().jpeg({ quality: 80 })],
];
console.log(`\nbits that differ, of 256; near up to ${NEAR_BITS} (of the first 64 up to 7)`);
const hashes: { readonly name: string; readonly hash: string }[] = [];
const misses: string[] = [];
for (const [set, pictures] of sets) {
  for (const [label, worse] of WORSE) {
    let [same, near] = [0, 0];
    for (const { name, bytes, longPx } of pictures.filter(({ longPx: px }) => px >= 600)) {
      const hash = pictureHash(await greyPicture(bytes));
      if (hash === null) continue;
      if (label === 'half size') hashes.push({ name, hash });
      const other = pictureHash(await greyPicture(await worse(bytes, longPx).toBuffer()));
      same++;
      if (other !== null && nearBits(hash, other) !== null) near++;
      else misses.push(`not near: ${label} ${name}`);
    }
    console.log(`${set}, ${label}: ${near} of ${same} copies found`);
  }
}
countPairs('pictures of all sets', hashes);
const volume = process.argv.slice(2).find((argument) => argument.endsWith('.pdf'));
if (volume !== undefined) {
  const pages: { readonly name: string; readonly hash: string }[] = [];
  let flat = 0;
  for (let page = 0; ; page++) {
    const [drawn] = await renderPages(volume, [page], 700).catch(() => []);
    if (!drawn) break;
    const { widthPx: width, heightPx: height, rgba } = drawn;
    const hash = pictureHash(
      await greyPicture(
        await sharp(rgba, { raw: { width, height, channels: 4 } })
          .jpeg()
          .toBuffer(),
      ),
    );
    if (hash === null) flat++;
    else pages.push({ name: `page ${page + 1}`, hash });
  }
  countPairs(`pages of the volume (and ${flat} flat)`, pages);
}
if (process.argv.includes('--misses')) for (const miss of misses) console.log(miss);

function countPairs(label: string, all: readonly { readonly name: string; readonly hash: string }[]): void {
  let near = 0;
  for (const [at, one] of all.entries()) {
    for (const other of all.slice(at + 1)) {
      const bits = nearBits(one.hash, other.hash);
      if (bits === null) continue;
      near++;
      misses.push(`near (${bits}): ${one.name} | ${other.name}`);
    }
  }
  console.log(`${label}: ${near} of ${(all.length * (all.length - 1)) / 2} pairs of ${all.length} look alike`);
}
