import type { PDFRef } from 'pdf-lib';
import {
  BEYOND,
  joined,
  sideUnits,
  vectorOf,
  type Matrix,
  type VectorItem,
  type VectorPicture,
} from '../../metafiles/metafiles.ts';
import type { Fonts } from '../fonts.ts';
import type { FontFace } from './blocks.ts';
import type { Frame } from './frames.ts';

/** What is thinner on paper is drawn as thick as this. */
const HAIR_PT = 0.35;
const SLANT = 0.21;
/** Letters wider than their room are narrowed to it, at most so far. */
const NARROWEST = 0.5;
const CAPS = { butt: 0, round: 1, square: 2 } as const;
const JOINS = { miter: 0, round: 1, bevel: 2 } as const;

/** What drawing needs of its page. */
export interface VectorPaint {
  readonly fonts: Pick<Fonts, 'encode' | 'advance' | 'ref'>;
  readonly usedFonts: Map<string, PDFRef>;
  /** Name of a picture’s resource, without the slash. */
  readonly nameImage: (bytes: Uint8Array, format: 'jpg' | 'png') => Promise<string>;
}

/** What stands on many pages is read once, and its pictures are written once. */
const opened = new WeakMap<Uint8Array, VectorPicture>();
const files = new WeakMap<VectorItem, Uint8Array>();

/**
 * Operators that draw a picture of lines, areas, letters and pictures, as `vectorBytes` wrote it, in a frame, whose `y` is its upper edge counted upwards from the
 * page's lower one.
 */
export async function vectorOperators(bytes: Uint8Array, place: Frame, paint: VectorPaint): Promise<string> {
  const picture = opened.get(bytes) ?? vectorOf(bytes);
  opened.set(bytes, picture);
  const { x, y, width, height } = place;
  const onPage = joined(picture.frame, [width, 0, 0, -height, x, y]);
  const hair = HAIR_PT * (sideUnits(picture) / (Math.sqrt(width * height) || 1));
  const [beyondX, beyondY] = [width * BEYOND, height * BEYOND];
  const seen = [x - beyondX, y - height - beyondY, width + 2 * beyondX, height + 2 * beyondY].map(exact).join(' ');
  const out = [`q ${seen} re W n ${matrixText(onPage)} cm`];
  let clip: number | undefined;
  for (const item of picture.items) {
    if (item.clip !== clip) {
      if (clip !== undefined) out.push('Q');
      clip = item.clip;
      if (clip !== undefined) out.push(['q', ...(picture.clips[clip] ?? []).map(cutOperators)].join(' '));
    }
    out.push(await itemOperators(item, hair, paint));
  }
  if (clip !== undefined) out.push('Q');
  out.push('Q');
  return out.filter((one) => one !== '').join('\n');
}

function cutOperators({ path, evenOdd }: VectorPicture['clips'][number][number]): string {
  return `${outlineOperators(path === '' ? 'M0 0' : path)} ${evenOdd ? 'W*' : 'W'} n`;
}

/** `M x y` as `x y m`; the letters of all others likewise, and `Z` as `h`. */
function outlineOperators(path: string): string {
  return path.replace(/([MLC])([^MLCZ]*)|Z/g, (_, letter: string | undefined, numbers: string) =>
    letter ? `${numbers} ${letter.toLowerCase()}\n` : 'h\n',
  );
}

async function itemOperators(item: VectorItem, hair: number, paint: VectorPaint): Promise<string> {
  switch (item.kind) {
    case 'path': {
      const { fill, stroke, evenOdd } = item;
      const rule = evenOdd ? '*' : '';
      const line = stroke
        ? `${exact(Math.max(hair, stroke.width))} w ${CAPS[stroke.cap]} J ${JOINS[stroke.join]} j [${(stroke.dash ?? []).map(exact).join(' ')}] 0 d ${rgb(stroke.color)} RG `
        : '';
      const area = fill ? `${rgb(fill)} rg ` : '';
      const painted = fill && stroke ? `B${rule}` : fill ? `f${rule}` : 'S';
      return fill || stroke ? `${line}${area}${outlineOperators(item.path)}${painted}` : '';
    }
    case 'image': {
      const data = files.get(item) ?? Buffer.from(item.data, 'base64');
      files.set(item, data);
      const name = await paint.nameImage(data, item.format);
      // Pictures of PDF begin with their last row.
      return `q ${matrixText(joined([1, 0, 0, -1, 0, 1], item.matrix))} cm /${name} Do Q`;
    }
    case 'text':
      return textOperators(item, paint);
  }
}

function textOperators(item: VectorItem & { kind: 'text' }, { fonts, usedFonts }: VectorPaint): string {
  const face: FontFace = `${item.serif ? 'song' : 'hei'}${item.bold ? '-bold' : ''}`;
  const chars = [...item.text];
  const naturals = chars.map((char) => fonts.advance(char.codePointAt(0) ?? 0, face) / 1000);
  const natural = naturals.reduce((sum, one) => sum + one, 0);
  const share = item.width && natural > 0 ? Math.max(NARROWEST, Math.min(1, item.width / natural)) : 1;
  let at = item.anchor === 'start' ? 0 : item.anchor === 'middle' ? -natural / 2 : -natural;
  const shown = chars.flatMap((char, index) => {
    const start = item.places?.[index] ?? at;
    at += naturals[index] ?? 0;
    return fonts.encode(char, face).map((run) => {
      usedFonts.set(run.resource, fonts.ref(run.face));
      const set: Matrix = [share, 0, item.slanted ? SLANT : 0, 1, start, 0];
      return `/${run.resource} 1 Tf ${matrixText(joined(set, item.matrix))} Tm <${run.hex}> Tj`;
    });
  });
  return shown.length === 0 ? '' : `BT ${rgb(item.color)} rg ${shown.join('\n')} ET`;
}

function rgb(color: string): string {
  const value = Number.parseInt(color.slice(1), 16) || 0;
  return [16, 8, 0].map((shift) => exact(((value >> shift) & 255) / 255)).join(' ');
}

const matrixText = (matrix: Matrix): string => matrix.map(exact).join(' ');

/** Six digits, without an exponent. */
function exact(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return '0';
  const digits = Math.min(12, Math.max(0, 6 - Math.ceil(Math.log10(Math.abs(value)))));
  const text = value.toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
