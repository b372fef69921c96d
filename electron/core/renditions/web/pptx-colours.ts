import { drawingColour } from '../../drawing-colours.ts';
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

/** The CSS colour in a fill, a line or any element that holds one; null for none. `placeholder` stands for `phClr`. */
export function colourIn(parent: XmlElement | undefined, theme: Theme, placeholder: string | null = null): string | null {
  const colour = drawingColour(parent, (name) =>
    name === 'phClr' ? placeholder : (theme.colours.get(theme.map[name] ?? name) ?? null),
  );
  if (!colour) return null;
  return colour.alpha >= 1 ? `rgb(${colour.rgb.join(',')})` : `rgba(${colour.rgb.join(',')},${colour.alpha})`;
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
