import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { create } from 'fontkit';
import type { Font } from 'fontkit';

const FILES = {
  serif: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  serifBold: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  sans: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  sansBold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
} as const;

export type Face = keyof typeof FILES;

const opened = new Map<Face, { readonly bytes: Buffer; readonly font: Font }>();

function face(name: Face): { readonly bytes: Buffer; readonly font: Font } {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const bytes = readFileSync(fileURLToPath(import.meta.resolve(FILES[name])));
  const font = create(bytes);
  if (!('glyphForCodePoint' in font)) throw new Error(`${name} is a font collection`);
  const entry = { bytes, font };
  opened.set(name, entry);
  return entry;
}

export const fontBytes = (name: Face): Buffer => face(name).bytes;

/** Width of `text` set at `size`, in the same unit as `size`. */
export function textWidth(text: string, size: number, name: Face): number {
  const { font } = face(name);
  let width = 0;
  for (const character of text) width += font.glyphForCodePoint(character.codePointAt(0) ?? 32).advanceWidth;
  return (width * size) / font.unitsPerEm;
}

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly face?: Face;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Extra space between characters. */
  readonly spacing?: number;
  /** Extra SVG attributes of the group, e.g. an opacity. */
  readonly more?: string;
}

/** `text` as SVG outlines (no font is needed where the SVG is drawn); `y` is the baseline. */
export function textSvg(text: string, place: TextPlace): string {
  const name = place.face ?? 'sans';
  const { font } = face(name);
  const scale = place.size / font.unitsPerEm;
  const spacing = place.spacing ?? 0;
  const width = textWidth(text, place.size, name) + spacing * ([...text].length - 1);
  let x = place.x - (place.anchor === 'middle' ? width / 2 : place.anchor === 'end' ? width : 0);
  const paths: string[] = [];
  for (const character of text) {
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 32);
    const outline = glyph.path.toSVG();
    if (outline !== '')
      paths.push(
        `<path transform="translate(${x.toFixed(2)} ${place.y.toFixed(2)}) scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})" d="${outline}"/>`,
      );
    x += glyph.advanceWidth * scale + spacing;
  }
  return `<g fill="${place.fill}" ${place.more ?? ''}>${paths.join('')}</g>`;
}

/** `text` set round a circle, centred on the top, reading clockwise; for seals. */
export function arcTextSvg(text: string, centre: { x: number; y: number }, radius: number, size: number, fill: string): string {
  const characters = [...text];
  const step = Math.min(Math.PI / 9, (Math.PI * 1.45) / Math.max(1, characters.length - 1));
  return characters
    .map((character, i) => {
      const angle = (i - (characters.length - 1) / 2) * step;
      const x = centre.x + radius * Math.sin(angle);
      const y = centre.y - radius * Math.cos(angle);
      return `<g transform="translate(${x.toFixed(2)} ${y.toFixed(2)}) rotate(${((angle * 180) / Math.PI).toFixed(2)})">${textSvg(character, { x: 0, y: size * 0.35, size, fill, face: 'serifBold', anchor: 'middle' })}</g>`;
    })
    .join('');
}
