import { elements, type XmlElement } from './xml-tree.ts';

/** Name of an element without its prefix. */
export const local = ({ name }: XmlElement): string => name.slice(name.indexOf(':') + 1);

/** Names under which shapes ask for the colours of a theme, where no master says otherwise. */
const USUAL: Readonly<Record<string, string>> = { tx1: 'dk1', tx2: 'dk2', bg1: 'lt1', bg2: 'lt2' };

/** The theme's own name of a colour. */
export const inTheme = (name: string): string => USUAL[name] ?? name;

/** A colour of a drawing: red, green and blue from 0 to 255, and how much of it hides what is below, 0 to 1. */
export interface DrawingColour {
  readonly rgb: readonly [number, number, number];
  readonly alpha: number;
}

const PRESET: Readonly<Record<string, string>> = {
  ...{ black: '000000', white: 'FFFFFF', red: 'FF0000', green: '008000', blue: '0000FF', yellow: 'FFFF00', gray: '808080' },
  ...{ orange: 'FFA500', purple: '800080', darkRed: '8B0000', darkBlue: '00008B', lightGray: 'D3D3D3', darkGray: 'A9A9A9' },
};

/**
 * The colour in a fill, a line or any element that holds one (`a:srgbClr`, `a:schemeClr` …; ECMA-376 part 1, 20.1.2.3), with its changes;
 * null for none.
 * @param scheme gives a colour of the theme as RRGGBB by its name
 */
export function drawingColour(parent: XmlElement | undefined, scheme: (name: string) => string | null): DrawingColour | null {
  const one = parent && elements(parent).find((element) => /Clr$/.test(local(element)));
  const base = one && baseOf(one, scheme);
  if (!one || !base || !/^[0-9a-f]{6}$/i.test(base)) return null;
  let rgb = [0, 2, 4].map((at) => Number.parseInt(base.slice(at, at + 2), 16) / 255) as [number, number, number];
  let alpha = 1;
  for (const change of elements(one)) {
    const kind = local(change);
    const value = Number(change.attributes['val'] ?? 100_000) / 100_000;
    if (!Number.isFinite(value)) continue;
    if (kind === 'alpha') alpha = value;
    else if (kind === 'lumMod') rgb = withLight(rgb, (light) => light * value);
    else if (kind === 'lumOff') rgb = withLight(rgb, (light) => light + value);
    else if (kind === 'shade') rgb = rgb.map((part) => part * value) as typeof rgb;
    else if (kind === 'tint') rgb = rgb.map((part) => part * value + (1 - value)) as typeof rgb;
  }
  return { rgb: rgb.map((part) => Math.round(Math.max(0, Math.min(1, part)) * 255)) as typeof rgb, alpha };
}

/** The same as it looks on white paper, `#rrggbb`. */
export function colourOnPaper(parent: XmlElement | undefined, scheme: (name: string) => string | null): string | null {
  const colour = drawingColour(parent, scheme);
  if (!colour) return null;
  const alpha = Math.min(1, Math.max(0, colour.alpha));
  const onWhite = colour.rgb.map((part) => Math.round(part * alpha + 255 * (1 - alpha)));
  return `#${onWhite.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function baseOf(one: XmlElement, scheme: (name: string) => string | null): string | null {
  const value = one.attributes['val'] ?? '';
  switch (local(one)) {
    case 'srgbClr':
      return value;
    case 'sysClr':
      return one.attributes['lastClr'] ?? (value === 'window' ? 'FFFFFF' : '000000');
    case 'prstClr':
      return PRESET[value] ?? '808080';
    case 'scrgbClr':
      return ['r', 'g', 'b']
        .map((part) => Math.round((Number.parseFloat(one.attributes[part] ?? '0') / 100_000) * 255))
        .map((byte) => Math.max(0, Math.min(255, byte)).toString(16).padStart(2, '0'))
        .join('');
    case 'schemeClr':
      return scheme(value);
    default:
      return null;
  }
}

/** Changes how light a colour is, its hue kept (HSL). */
function withLight([r, g, b]: readonly [number, number, number], change: (light: number) => number): [number, number, number] {
  const most = Math.max(r, g, b);
  const least = Math.min(r, g, b);
  const before = (most + least) / 2;
  const after = Math.max(0, Math.min(1, change(before)));
  const spread = most - least;
  if (spread === 0) return [after, after, after];
  const saturation = spread / (1 - Math.abs(2 * before - 1));
  const chroma = saturation * (1 - Math.abs(2 * after - 1));
  const scale = (part: number): number => ((part - before) / spread) * chroma + after;
  return [scale(r), scale(g), scale(b)];
}
