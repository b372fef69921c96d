import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import type { Font } from 'fontkit';
import type { PDFRef } from 'pdf-lib';
import type { FontFace } from './layout/blocks.ts';
import { writeFontFace } from './font-program.ts';
import type { FontWriter, UsedGlyph } from './font-program.ts';
import { readFontMetrics, type FontMetrics } from './font-metrics.ts';

export type { FontWriter } from './font-program.ts';

/** A face that can be embedded: one of ours, the one set in place of our 宋体, the n-th extra font file, or the one that draws nothing. */
export type FaceKey = FontFace | 'body' | `extra-${number}` | 'unseen';

/** Part of a text drawn with one embedded face. */
export interface GlyphRun {
  readonly face: FaceKey;
  /** Resource name of the face in a content stream, without the slash. */
  readonly resource: string;
  /** Two-byte character ids as hexadecimal digits, four digits a character. */
  readonly hex: string;
  /** Advance of every character in thousandths of the font size; same order as `hex`. */
  readonly widths: readonly number[];
  readonly chars: readonly string[];
}

/**
 * The fonts of one volume. Pages are written while text is still being set, so a face's reference exists from the start and its
 * subset is written once at the end by `embed`.
 */
export interface Fonts {
  /** Width of `text` in points. */
  measure(text: string, face: FontFace, sizePt: number): number;
  /** Width of one code point in thousandths of the font size. */
  advance(codePoint: number, face: FontFace): number;
  /** Text as glyph runs, in order; characters without a picture of their own (control characters, selectors) vanish. */
  encode(text: string, face: FontFace): readonly GlyphRun[];
  /**
   * Text nobody sees, to be searched and selected over a picture of it: every character is the same glyph, so that the face stays
   * a few kilobytes whatever it says. Null where nothing of the text can be set.
   */
  unseen(text: string): GlyphRun | null;
  /** Reference of the face's font dictionary; asking for it means the face will be embedded. */
  ref(face: FaceKey): PDFRef;
  /** What the text set from here on belongs to (a path, a page), so that a missing character can be named with its file. */
  setLabel(label: string): void;
  /** Characters no font has, with the labels of the texts they stand in. They are drawn as 〓 and still extract as themselves. */
  readonly missing: ReadonlyMap<string, ReadonlySet<string>>;
  /** Writes each face used as one subset. Call once, after the last page. */
  embed(writer: FontWriter): Promise<void>;
}

interface Slot {
  readonly codePoint: number;
  readonly char: string;
  readonly width: number;
  readonly face: FaceKey;
  readonly glyphId: number;
  readonly missing: boolean;
}

interface FaceState {
  readonly key: FaceKey;
  readonly resource: string;
  ref: PDFRef | null;
  readonly idOf: Map<number, number>;
  readonly glyphs: UsedGlyph[];
}

const FILES: Readonly<Record<FontFace, string>> = {
  song: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'song-bold': '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  hei: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'hei-bold': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};
const FALLBACK: Readonly<Record<FontFace, FontFace>> = {
  song: 'hei',
  'song-bold': 'hei-bold',
  hei: 'song',
  'hei-bold': 'song-bold',
};
const RESOURCES: Readonly<Record<FontFace, string>> = { song: 'Song', 'song-bold': 'SongB', hei: 'Hei', 'hei-bold': 'HeiB' };

/**
 * The glyph that stands for every unseen character: 口, as large as its em. It is never painted, but readers (PDFium, MuPDF) take a
 * character's place from its outline and leave out those without one.
 */
const UNSEEN_GLYPH = 0x53e3;
const UNSEEN_FILE: FontFace = 'hei';
/** First of the full-width characters: from here on one takes a whole em (Unicode Standard Annex 11, roughly). */
const FIRST_WIDE = 0x1100;
/** 〓 (geta mark): the printers' sign for a character that is not in the case. */
const GETA = 0x3013;
const require = createRequire(import.meta.url);
const measured = new Map<string, FontMetrics>();

function metricsOf(file: string): FontMetrics {
  const known = measured.get(file);
  if (known) return known;
  const metrics = readFontMetrics(file);
  measured.set(file, metrics);
  return metrics;
}

/**
 * Opens whole fonts, with their outlines, one after the other in one block (15 MB): each is valid until the next is opened. `close` gives
 * the block back at once; as garbage it would lie until V8 looks, which for a large volume is after its end.
 */
function openFonts(files: readonly string[]): { readonly open: (file: string) => Font; readonly close: () => void } {
  const block = Buffer.allocUnsafeSlow(Math.max(0, ...files.map((file) => statSync(file).size)));
  const open = (file: string): Font => {
    const fd = openSync(file, 'r');
    try {
      const size = Math.min(fstatSync(fd).size, block.length);
      for (let done = 0; done < size;) {
        const count = readSync(fd, block, done, size - done, done);
        if (count === 0) throw new Error(`font file became shorter while being read: ${file}`);
        done += count;
      }
      const font = create(block.subarray(0, size));
      if ('fonts' in font) throw new Error(`a font collection cannot be embedded: ${file}`);
      return font;
    } finally {
      closeSync(fd);
    }
  };
  const memory = block.buffer as ArrayBuffer & { readonly transfer?: (bytes: number) => ArrayBuffer };
  // Node 20 has no such call; there the block waits for V8 as before.
  return { open, close: () => void memory.transfer?.(0) };
}

/** Characters that set nothing: controls, joiners, directional marks, variation selectors, byte order mark. */
export function isInvisible(codePoint: number): boolean {
  return (
    codePoint < 0x20 ||
    (codePoint >= 0x7f && codePoint < 0xa0) ||
    codePoint === 0xad ||
    (codePoint >= 0x200b && codePoint <= 0x200f) ||
    (codePoint >= 0x2028 && codePoint <= 0x202e) ||
    (codePoint >= 0x2060 && codePoint <= 0x206f) ||
    (codePoint >= 0xfe00 && codePoint <= 0xfe0f) ||
    codePoint === 0xfeff ||
    (codePoint >= 0xe0000 && codePoint <= 0xe01ef)
  );
}

/** Characters shown by another one that looks the same; a lone surrogate is a broken character. */
function shownAs(codePoint: number): number {
  if (codePoint === 0xa0 || (codePoint >= 0x2002 && codePoint <= 0x200a) || codePoint === 0x202f) return 0x20;
  if (codePoint === 0x2011) return 0x2d;
  return codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint;
}

/**
 * Opens the fonts for one volume. Of a font file only widths and character map are held, from its first use on; outlines are read when its
 * subset is written.
 * @param writer gives out references; the same writer is later passed to `embed`
 * @param options.bodyFile a TrueType file set in place of our regular 宋体, which stays for the characters it lacks
 * @param options.extraFiles TrueType files tried last for characters ours lack, such as the system's SimSun-ExtB
 */
export async function loadFonts(
  writer: Pick<FontWriter, 'alloc'>,
  options: { readonly bodyFile?: string | undefined; readonly extraFiles?: readonly string[] } = {},
): Promise<Fonts> {
  const { bodyFile, extraFiles = [] } = options;
  const states = new Map<FaceKey, FaceState>();
  const slots = new Map<FontFace, Map<number, Slot>>();
  const missing = new Map<string, Set<string>>();
  let label = '';

  const fileOf = (key: FaceKey): string => {
    if (key === 'body') return bodyFile ?? '';
    if (key.startsWith('extra-')) return extraFiles[Number(key.slice(6))] ?? '';
    return require.resolve(FILES[key === 'unseen' ? UNSEEN_FILE : (key as FontFace)]);
  };

  function state(key: FaceKey): FaceState {
    let found = states.get(key);
    if (!found) {
      const own = key === 'unseen' ? 'Unseen' : key === 'body' ? 'Body' : RESOURCES[key as FontFace];
      const resource = key.startsWith('extra-') ? `Extra${key.slice(6)}` : own;
      found = { key, resource, ref: null, idOf: new Map(), glyphs: [] };
      states.set(key, found);
    }
    return found;
  }

  function find(codePoint: number, face: FontFace): Slot {
    const shown = shownAs(codePoint);
    const char = String.fromCodePoint(shown === 0xfffd ? shown : codePoint);
    const first: FaceKey[] = face === 'song' && bodyFile !== undefined ? ['body'] : [];
    const candidates: FaceKey[] = [...first, face, FALLBACK[face], ...extraFiles.map((_, index): FaceKey => `extra-${index}`)];
    for (const key of candidates) {
      const metrics = metricsOf(fileOf(key));
      const glyphId = metrics.glyphOf(shown);
      if (glyphId !== 0) return { codePoint, char, width: metrics.widthOf(glyphId), face: key, glyphId, missing: false };
    }
    const glyphId = metricsOf(fileOf(face)).glyphOf(GETA);
    return { codePoint, char, width: 1000, face, glyphId, missing: true };
  }

  function slot(codePoint: number, face: FontFace): Slot {
    let byCode = slots.get(face);
    if (!byCode) slots.set(face, (byCode = new Map()));
    let found = byCode.get(codePoint);
    if (!found) byCode.set(codePoint, (found = find(codePoint, face)));
    return found;
  }

  function idOf(used: Slot): number {
    const face = state(used.face);
    let id = face.idOf.get(used.codePoint);
    if (id === undefined) {
      face.glyphs.push({ text: used.char, glyphId: used.glyphId, width: used.width });
      // 0 is .notdef
      id = face.glyphs.length;
      face.idOf.set(used.codePoint, id);
    }
    return id;
  }

  const noteMissing = (char: string): void => {
    const labels = missing.get(char) ?? new Set();
    missing.set(char, labels.add(label));
  };

  const advance = (codePoint: number, face: FontFace): number => {
    if (isInvisible(codePoint)) return 0;
    const used = slot(codePoint, face);
    if (used.missing) noteMissing(used.char);
    return used.width;
  };

  return {
    missing,
    advance,
    measure(text, face, sizePt) {
      let sum = 0;
      for (const char of text) sum += advance(char.codePointAt(0) ?? 0, face);
      return (sum * sizePt) / 1000;
    },
    encode(text, face) {
      const runs: { face: FaceKey; resource: string; hex: string; widths: number[]; chars: string[] }[] = [];
      for (const char of text) {
        const codePoint = char.codePointAt(0) ?? 0;
        if (isInvisible(codePoint)) continue;
        const used = slot(codePoint, face);
        if (used.missing) noteMissing(char);
        let run = runs.at(-1);
        if (!run || run.face !== used.face) {
          run = { face: used.face, resource: state(used.face).resource, hex: '', widths: [], chars: [] };
          runs.push(run);
        }
        run.hex += idOf(used).toString(16).padStart(4, '0');
        run.widths.push(used.width);
        run.chars.push(char);
      }
      return runs;
    },
    unseen(text) {
      const chars = Array.from(text).filter((char) => !isInvisible(char.codePointAt(0) ?? 0));
      if (chars.length === 0) return null;
      const slots = chars.map((char): Slot => {
        const codePoint = char.codePointAt(0) ?? 0;
        const width = codePoint < FIRST_WIDE ? 500 : 1000;
        return {
          codePoint,
          char,
          width,
          face: 'unseen',
          glyphId: metricsOf(fileOf('unseen')).glyphOf(UNSEEN_GLYPH),
          missing: false,
        };
      });
      const hex = slots.map((used) => idOf(used).toString(16).padStart(4, '0')).join('');
      return { face: 'unseen', resource: state('unseen').resource, hex, widths: slots.map(({ width }) => width), chars };
    },
    ref(face) {
      const found = state(face);
      return (found.ref ??= writer.alloc());
    },
    setLabel(text) {
      label = text;
    },
    async embed(target) {
      const faces = [...states.values()];
      const outlines = openFonts(faces.map((face) => fileOf(face.key)));
      try {
        for (const { ref, key, glyphs } of faces)
          if (ref) await writeFontFace(target, ref, outlines.open(fileOf(key)), glyphs, key === 'body' || key.startsWith('song'));
      } finally {
        outlines.close();
      }
    },
  };
}
