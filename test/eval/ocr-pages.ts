import sharp from 'sharp';
import { arcTextSvg, textSvg } from '../../resources/sample/make/glyphs.ts';
import type { OfficialText } from '../../resources/sample/make/official.ts';
import { A4, paperPages, type PaperPage } from '../../resources/sample/make/paper.ts';
import { randomFrom } from '../../resources/sample/make/rng.ts';
import { leadingGroup, mockInspection } from '../../resources/sample/make/texts-duties.ts';
import { smokingSummary } from '../../resources/sample/make/texts-more.ts';
import { trafficPlan, volunteerRecords } from '../../resources/sample/make/texts-work.ts';

export interface OcrCase {
  readonly name: string;
  readonly pages: readonly { readonly text: string; readonly picture: Buffer }[];
}

interface Look {
  readonly name: string;
  /** A red head, its line and the number. */
  readonly redHead: 'with' | 'without';
  readonly skewDegrees: number;
  /** Standard deviation of the noise in levels of 255, after softening by `blur`. */
  readonly noise: number;
  readonly blur: number;
  readonly seal: 'none' | 'over text';
  readonly quality: number;
}

const CLEAN: Look = { name: 'clean', redHead: 'without', skewDegrees: 0, noise: 0, blur: 0, seal: 'none', quality: 92 };
const LOOKS: readonly Look[] = [
  CLEAN,
  { ...CLEAN, name: 'skewed 2.5°', skewDegrees: 2.5 },
  { ...CLEAN, name: 'noisy', noise: 28, blur: 1.1, quality: 45 },
  { ...CLEAN, name: 'red-headed', redHead: 'with' },
  { ...CLEAN, name: 'stamped', redHead: 'with', seal: 'over text' },
];
const TEXTS: readonly OfficialText[] = [trafficPlan, volunteerRecords, leadingGroup, mockInspection, smokingSummary];
/** A4 at 200 dpi. */
const SCALE = 200 / 72;
const WIDTH_PX = Math.round(A4.width * SCALE);
const HEIGHT_PX = Math.round(A4.height * SCALE);

/** The first page of five papers in five looks, always the same pixels for the same fonts. */
export async function ocrPages(): Promise<OcrCase[]> {
  const cases: OcrCase[] = [];
  for (const look of LOOKS) {
    const pages = [];
    for (const [seed, paper] of TEXTS.entries()) {
      const { head, number, ...plain } = paper;
      const text: OfficialText =
        look.redHead === 'with' ? { ...plain, head: head ?? '滨河区文明办文件', number: number ?? '滨文明办〔2026〕8号' } : plain;
      const [page] = paperPages(text);
      if (!page) throw new Error('a paper has at least one page');
      pages.push({
        text: page.texts.map((one) => one.text).join(''),
        picture: await drawn(page, look, { seed, sign: text.sign }),
      });
    }
    cases.push({ name: look.name, pages });
  }
  return cases;
}

async function drawn(
  page: PaperPage,
  look: Look,
  { seed, sign }: { readonly seed: number; readonly sign: string },
): Promise<Buffer> {
  const texts = page.texts.map((one) =>
    textSvg(one.text, {
      ...{ x: one.x * SCALE, y: one.y * SCALE, size: one.size * SCALE, face: one.face },
      fill: one.color === 'red' ? '#d7000f' : '#1c1c1e',
    }),
  );
  const line =
    page.redLineY === null
      ? ''
      : `<rect x="${70 * SCALE}" y="${page.redLineY * SCALE}" width="${(A4.width - 134) * SCALE}" height="5" fill="#d7000f"/>`;
  const seal = look.seal === 'none' ? '' : sealOver(page, sign);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_PX}" height="${HEIGHT_PX}"><rect width="100%" height="100%" fill="#fff"/><g transform="rotate(${look.skewDegrees} ${WIDTH_PX / 2} ${HEIGHT_PX / 2})">${line}${texts.join('')}${seal}</g></svg>`;
  let picture = sharp(Buffer.from(svg)).flatten({ background: '#ffffff' });
  if (look.blur > 0) picture = picture.blur(look.blur);
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  if (look.noise > 0) addNoise(data, look.noise, seed);
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: look.quality })
    .toBuffer();
}

/** A red seal in the middle of the last lines of the page, where it hurts. */
function sealOver(page: PaperPage, sign: string): string {
  const below = page.texts.slice(-3)[0];
  const centre = { x: 400 * SCALE, y: (below?.y ?? 400) * SCALE };
  const radius = 60 * SCALE;
  return `<g opacity="0.75"><circle cx="${centre.x}" cy="${centre.y}" r="${radius}" fill="none" stroke="#d01020" stroke-width="${3 * SCALE}"/>${arcTextSvg(sign, centre, radius * 0.76, 11 * SCALE, '#d01020')}</g>`;
}

function addNoise(pixels: Buffer, deviation: number, seed: number): void {
  const random = randomFrom(seed + 1);
  for (let at = 0; at < pixels.length; at++) {
    // The sum of three even numbers is near enough to a normal one; its deviation is 1/2.
    const normal = (random.next() + random.next() + random.next() - 1.5) * 2;
    pixels[at] = Math.max(0, Math.min(255, Math.round((pixels[at] ?? 0) + normal * deviation)));
  }
}
