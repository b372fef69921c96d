import { child, elements, type XmlElement } from '../../xml-tree.ts';

/** Colours of a theme by their name in it (`dk1`, `accent1` …), as RRGGBB, and the master's names for them (`tx1` → `dk1`). */
export interface Theme {
  readonly colours: ReadonlyMap<string, string>;
  readonly map: Readonly<Record<string, string>>;
  /** Typefaces of titles and of text. */
  readonly major: Typefaces;
  readonly minor: Typefaces;
}

export interface Typefaces {
  readonly latin: string;
  readonly chinese: string;
}

const PRESET: Readonly<Record<string, string>> = {
  ...{ black: '000000', white: 'FFFFFF', red: 'FF0000', green: '008000', blue: '0000FF', yellow: 'FFFF00', gray: '808080' },
  ...{ orange: 'FFA500', purple: '800080', darkRed: '8B0000', darkBlue: '00008B', lightGray: 'D3D3D3', darkGray: 'A9A9A9' },
};

/** The CSS colour in a fill, a line or any element that holds one (`a:srgbClr`, `a:schemeClr` …; ECMA-376 §20.1.2.3); null for none. */
export function colourIn(parent: XmlElement | undefined, theme: Theme, placeholder: string | null = null): string | null {
  const one = parent && elements(parent).find(({ name }) => /Clr$/.test(name));
  if (!one) return null;
  const base = baseOf(one, theme, placeholder);
  if (base === null) return null;
  let rgb = [0, 2, 4].map((at) => Number.parseInt(base.slice(at, at + 2), 16) / 255) as [number, number, number];
  let alpha = 1;
  for (const change of elements(one)) {
    const value = Number(change.attributes['val'] ?? 100_000) / 100_000;
    if (change.name === 'alpha') alpha = value;
    else if (change.name === 'lumMod') rgb = withLight(rgb, (light) => light * value);
    else if (change.name === 'lumOff') rgb = withLight(rgb, (light) => light + value);
    else if (change.name === 'shade') rgb = rgb.map((part) => part * value) as typeof rgb;
    else if (change.name === 'tint') rgb = rgb.map((part) => part * value + (1 - value)) as typeof rgb;
  }
  const bytes = rgb.map((part) => Math.round(Math.max(0, Math.min(1, part)) * 255));
  return alpha >= 1 ? `rgb(${bytes.join(',')})` : `rgba(${bytes.join(',')},${alpha})`;
}

function baseOf(one: XmlElement, theme: Theme, placeholder: string | null): string | null {
  const value = one.attributes['val'] ?? '';
  switch (one.name) {
    case 'srgbClr':
      return /^[0-9a-f]{6}$/i.test(value) ? value : null;
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
      return value === 'phClr' ? placeholder : (theme.colours.get(theme.map[value] ?? value) ?? null);
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

/** Theme and colour names of a master. `master` is the tree of the slide master, `theme` that of its theme part. */
export function readTheme(theme: XmlElement | null, master: XmlElement | null): Theme {
  const parts = child(theme ?? undefined, 'themeElements');
  const scheme = child(parts, 'clrScheme');
  const colours = new Map(
    (scheme ? elements(scheme) : []).map((one) => {
      const [inside] = elements(one);
      return [one.name, inside?.attributes['lastClr'] ?? inside?.attributes['val'] ?? '000000'];
    }),
  );
  const fonts = child(parts, 'fontScheme');
  const faces = (which: 'majorFont' | 'minorFont'): Typefaces => {
    const font = child(fonts, which);
    const hans = font && elements(font).find((one) => one.name === 'font' && one.attributes['script'] === 'Hans');
    return {
      latin: child(font, 'latin')?.attributes['typeface'] ?? '',
      chinese: child(font, 'ea')?.attributes['typeface'] || (hans?.attributes['typeface'] ?? ''),
    };
  };
  return {
    colours,
    map: child(master ?? undefined, 'clrMap')?.attributes ?? {},
    major: faces('majorFont'),
    minor: faces('minorFont'),
  };
}
