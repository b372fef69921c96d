import { create, type Font } from 'fontkit';

/** One font of an OFD: its name, and its file where it lies in the package. */
export interface OfdFont {
  readonly name: string;
  readonly bytes: Uint8Array | null;
}

/** An outline in the font's own units, upwards positive; `scale` makes it one high. */
export interface GlyphOutline {
  readonly path: string;
  readonly scale: number;
}

export interface OfdFonts {
  /** Names for CSS: the file's own font where it holds one, one of that name on this machine, then ours. */
  readonly family: (font: OfdFont | undefined) => string;
  /** Outlines by glyph number (§11.4.1); null where a character has no number or the font cannot be read. */
  readonly glyphs: (font: OfdFont, ids: readonly (number | null)[]) => readonly GlyphOutline[] | null;
  readonly rules: () => string;
  readonly files: () => ReadonlyMap<string, Uint8Array>;
}

/** Fonts of one file. A font the browser refuses is passed over: its characters are drawn with the next name. */
export function createOfdFonts(): OfdFonts {
  const named = new Map<OfdFont, string>();
  const files = new Map<string, Uint8Array>();
  const opened = new Map<OfdFont, Font | null>();
  const open = (font: OfdFont): Font | null => {
    const known = opened.get(font);
    if (known !== undefined) return known;
    const read = readFont(font.bytes);
    opened.set(font, read);
    return read;
  };
  return {
    family(font) {
      const ours = /黑|hei|gothic|sans|arial|helvetica|方正小标宋/i.test(font?.name ?? '') ? "'TZ Hei'" : "'TZ Song'";
      if (!font) return `${ours},serif`;
      const machine = font.name.replaceAll(/[^\p{L}\p{N} _-]/gu, '');
      return [...embedded(font), ...(machine === '' ? [] : [`'${machine}'`]), ours, 'serif'].join(',');
    },
    glyphs(font, ids) {
      const read = open(font);
      if (!read) return null;
      const outlines: GlyphOutline[] = [];
      for (const id of ids) {
        if (id === null || id < 0 || id >= read.numGlyphs) return null;
        try {
          outlines.push({ path: read.getGlyph(id).path.toSVG(), scale: 1 / read.unitsPerEm });
        } catch {
          return null;
        }
      }
      return outlines;
    },
    rules: () => [...named.values()].map((name) => `@font-face{font-family:'${name}';src:url('${name}.font')}`).join('\n'),
    files: () => files,
  };

  function embedded(font: OfdFont): readonly string[] {
    if (font.bytes === null || font.bytes.length === 0 || !open(font)) return [];
    const name = named.get(font) ?? `ofd${named.size + 1}`;
    named.set(font, name);
    files.set(`${name}.font`, font.bytes);
    return [`'${name}'`];
  }
}

function readFont(bytes: Uint8Array | null): Font | null {
  if (bytes === null || bytes.length === 0) return null;
  try {
    const font = create(Buffer.from(bytes));
    return 'unitsPerEm' in font ? (font as Font) : null;
  } catch {
    return null;
  }
}
