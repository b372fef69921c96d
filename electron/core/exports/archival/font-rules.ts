import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject } from 'pdf-lib';
import { decodeStream } from '../pdf/filters.ts';
import { arrayOf, dictOf, entry, nameOf, numberOf, resolve, streamOf, type ObjectSource } from '../pdf/objects.ts';
import { cffGlyphs, type GlyphProgram } from './cff.ts';
import { characterOf, macCodeOf, nameInEncoding } from './glyph-names.ts';
import { readTrueType, type TrueTypeProgram } from './truetype.ts';
import { readType1 } from './type1.ts';

/** Why text set with a font does not keep to ISO 19005-2 §6.2.11. */
export type FontFault = 'font-outside' | 'font';

/** A font as the rules see it: text of it is asked for code by code. */
export interface JudgedFont {
  /** Bytes of one code. */
  readonly codeBytes: 1 | 2;
  /** What is wrong with the font whatever is set with it, shown or not. */
  readonly fault: FontFault | null;
  /** What is wrong where a code is shown. */
  readonly faultOf: (code: number) => FontFault | null;
  /** Type 3: the glyph's own content, to be judged as content is. */
  readonly content?: ((code: number) => PDFObject | undefined) | undefined;
  readonly resources?: PDFObject | undefined;
}

/** Consistent are widths that differ by no more (ISO 19005-2 §6.2.11.5). */
const MOST_DIFFERENCE = 1;
const SYMBOLIC = 4;
const IDENTITY: readonly string[] = ['Identity-H', 'Identity-V'];
const [BOX_OPEN, MISSING] = [0xf000, 0] as const;

const failing = (fault: FontFault, codeBytes: 1 | 2 = 1): JudgedFont => ({ codeBytes, fault, faultOf: () => fault });

/** Judges a font dictionary. What cannot be judged for certain counts as a fault: a page must never claim more than was checked. */
export function judgeFont(objects: ObjectSource, font: PDFDict): JudgedFont {
  if (nameOf(objects, entry(font, 'Type')) !== 'Font') return failing('font');
  switch (nameOf(objects, entry(font, 'Subtype'))) {
    case 'Type0':
      return compositeFont(objects, font);
    case 'TrueType':
      return trueTypeFont(objects, font);
    case 'Type1':
    case 'MMType1':
      return type1Font(objects, font);
    case 'Type3':
      return type3Font(objects, font);
    default:
      return failing('font');
  }
}

function programOf(objects: ObjectSource, descriptor: PDFDict | undefined, key: string): Uint8Array | null {
  const stream = streamOf(objects, entry(descriptor, key));
  if (!stream) return null;
  try {
    return decodeStream(objects, stream, { tolerant: true });
  } catch {
    return null;
  }
}

const isEmbedded = (descriptor: PDFDict | undefined): boolean =>
  ['FontFile', 'FontFile2', 'FontFile3'].some((key) => entry(descriptor, key) !== undefined);

/** The glyph of each code, and whether its width is the one that the dictionary says. */
function glyphFaults(
  program: Pick<GlyphProgram, 'glyphs' | 'widthOf'>,
  glyphOf: (code: number) => number,
  widthOf: (code: number) => number,
): (code: number) => FontFault | null {
  const known = new Map<number, FontFault | null>();
  const judge = (code: number): FontFault | null => {
    const glyph = glyphOf(code);
    if (glyph <= MISSING || glyph >= program.glyphs) return 'font';
    const width = program.widthOf(glyph);
    return width !== null && Math.abs(width - widthOf(code)) <= MOST_DIFFERENCE ? null : 'font';
  };
  return (code) => {
    let fault = known.get(code);
    if (fault === undefined) known.set(code, (fault = judge(code)));
    return fault;
  };
}

function compositeFont(objects: ObjectSource, font: PDFDict): JudgedFont {
  const encoding = resolve(objects, entry(font, 'Encoding'));
  const descendant = dictOf(objects, arrayOf(objects, entry(font, 'DescendantFonts'))[0]);
  // Other character maps may be allowed; which characters they mean is not judged here.
  if (!(encoding instanceof PDFName) || !IDENTITY.includes(encoding.decodeText()) || !descendant) return failing('font', 2);
  if (nameOf(objects, entry(font, 'BaseFont')) === undefined || nameOf(objects, entry(descendant, 'BaseFont')) === undefined)
    return failing('font', 2);
  if (nameOf(objects, entry(descendant, 'Type')) !== 'Font') return failing('font', 2);
  const descriptor = dictOf(objects, entry(descendant, 'FontDescriptor'));
  if (!isEmbedded(descriptor)) return { codeBytes: 2, fault: null, faultOf: () => 'font-outside' };
  const widthOf = cidWidths(objects, descendant);
  if (nameOf(objects, entry(descendant, 'Subtype')) === 'CIDFontType2') {
    const bytes = programOf(objects, descriptor, 'FontFile2');
    const program = bytes && readTrueType(bytes);
    const glyphOf = program && cidToGlyph(objects, entry(descendant, 'CIDToGIDMap'));
    if (!program || !glyphOf) return failing('font', 2);
    return { codeBytes: 2, fault: null, faultOf: glyphFaults(program, glyphOf, widthOf) };
  }
  const program = cffProgram(objects, descriptor, ['CIDFontType0C', 'OpenType']);
  if (!program) return failing('font', 2);
  return { codeBytes: 2, fault: null, faultOf: glyphFaults(program, program.glyphOfCid, widthOf) };
}

function cffProgram(objects: ObjectSource, descriptor: PDFDict | undefined, subtypes: readonly string[]): GlyphProgram | null {
  const stream = streamOf(objects, entry(descriptor, 'FontFile3'));
  const bytes = programOf(objects, descriptor, 'FontFile3');
  if (!stream || !bytes || !subtypes.includes(nameOf(objects, entry(stream.dict, 'Subtype')) ?? '')) return null;
  return cffGlyphs(bytes);
}

/** Widths by CID (ISO 32000-1 §9.7.4.3). */
function cidWidths(objects: ObjectSource, font: PDFDict): (cid: number) => number {
  const standard = numberOf(objects, entry(font, 'DW')) ?? 1000;
  const widths = new Map<number, number>();
  const ranges: { readonly first: number; readonly last: number; readonly width: number }[] = [];
  const items = arrayOf(objects, entry(font, 'W')).map((item) => resolve(objects, item));
  for (let at = 0; at < items.length;) {
    const first = items[at];
    if (!(first instanceof PDFNumber)) break;
    const second = items[at + 1];
    if (second instanceof PDFArray) {
      second.asArray().forEach((width, index) => widths.set(first.asNumber() + index, numberOf(objects, width) ?? 0));
      at += 2;
    } else {
      const [last, width] = [numberOf(objects, items[at + 1]), numberOf(objects, items[at + 2])];
      if (last !== undefined && width !== undefined) ranges.push({ first: first.asNumber(), last, width });
      at += 3;
    }
  }
  return (cid) => widths.get(cid) ?? ranges.find(({ first, last }) => cid >= first && cid <= last)?.width ?? standard;
}

/** Null where the map is of no known kind. One that is missing means identity, and is written by `mend`. */
function cidToGlyph(objects: ObjectSource, value: PDFObject | undefined): ((cid: number) => number) | null {
  const found = resolve(objects, value);
  if (found === undefined || (found instanceof PDFName && found.decodeText() === 'Identity')) return (cid) => cid;
  const stream = streamOf(objects, value);
  if (!stream) return null;
  try {
    const map = Buffer.from(decodeStream(objects, stream));
    return (cid) => (2 * cid + 1 < map.length ? map.readUInt16BE(2 * cid) : MISSING);
  } catch {
    return null;
  }
}

/** Widths by code of a simple font, or null where the entries do not fit each other (ISO 19005-2 §6.2.11.2). */
function simpleWidths(objects: ObjectSource, font: PDFDict): ((code: number) => number) | null {
  const [first, last] = [numberOf(objects, entry(font, 'FirstChar')), numberOf(objects, entry(font, 'LastChar'))];
  const widths = resolve(objects, entry(font, 'Widths'));
  if (first === undefined || last === undefined || !(widths instanceof PDFArray) || widths.size() !== last - first + 1)
    return null;
  const missing = numberOf(objects, entry(dictOf(objects, entry(font, 'FontDescriptor')), 'MissingWidth')) ?? 0;
  return (code) => (code >= first && code <= last ? (numberOf(objects, widths.get(code - first)) ?? missing) : missing);
}

interface SimpleEncoding {
  /** WinAnsiEncoding and the like; null for the font's own. */
  readonly base: string | null;
  readonly differences: ReadonlyMap<number, string>;
}

function simpleEncoding(objects: ObjectSource, font: PDFDict): SimpleEncoding | null {
  const found = resolve(objects, entry(font, 'Encoding'));
  if (found === undefined) return null;
  if (found instanceof PDFName) return { base: found.decodeText(), differences: new Map() };
  const dict = found instanceof PDFDict ? found : undefined;
  const differences = new Map<number, string>();
  let code = 0;
  for (const item of arrayOf(objects, entry(dict, 'Differences'))) {
    const value = resolve(objects, item);
    if (value instanceof PDFNumber) code = value.asNumber();
    else if (value instanceof PDFName) differences.set(code++, value.decodeText());
  }
  return { base: nameOf(objects, entry(dict, 'BaseEncoding')) ?? null, differences };
}

function trueTypeFont(objects: ObjectSource, font: PDFDict): JudgedFont {
  const descriptor = dictOf(objects, entry(font, 'FontDescriptor'));
  const widthOf = simpleWidths(objects, font);
  if (nameOf(objects, entry(font, 'BaseFont')) === undefined || !widthOf)
    return isEmbedded(descriptor) ? failing('font') : failing('font-outside');
  if (!isEmbedded(descriptor)) return { codeBytes: 1, fault: null, faultOf: () => 'font-outside' };
  const bytes = programOf(objects, descriptor, 'FontFile2');
  const program = bytes && readTrueType(bytes);
  if (!program) return failing('font');
  const isSymbolic = ((numberOf(objects, entry(descriptor, 'Flags')) ?? 0) & SYMBOLIC) !== 0;
  const encoding = simpleEncoding(objects, font);
  const glyphOf = isSymbolic ? symbolicGlyphs(program, encoding) : namedGlyphs(program, encoding);
  return glyphOf ? { codeBytes: 1, fault: null, faultOf: glyphFaults(program, glyphOf, widthOf) } : failing('font');
}

/** Symbolic: no encoding but the font's own, of one map or that of Microsoft symbols (ISO 19005-2 §6.2.11.6). */
function symbolicGlyphs(program: TrueTypeProgram, encoding: SimpleEncoding | null): ((code: number) => number) | null {
  const symbols = program.cmap(3, 0);
  if (encoding !== null || !(program.cmapCount === 1 || symbols)) return null;
  if (symbols) return (code) => symbols(BOX_OPEN + code) || symbols(code);
  return program.cmap(1, 0);
}

function namedGlyphs(program: TrueTypeProgram, encoding: SimpleEncoding | null): ((code: number) => number) | null {
  const [unicode, mac] = [program.cmap(3, 1), program.cmap(1, 0)];
  if (encoding?.base !== 'WinAnsiEncoding' && encoding?.base !== 'MacRomanEncoding') return null;
  if (program.cmap(3, 0) ? program.cmapCount < 2 : program.cmapCount === 0) return null;
  const { base, differences } = encoding;
  // Names of glyphs must be those of the Adobe Glyph List, found in Microsoft's Unicode map.
  if (differences.size > 0 && (!unicode || [...differences.values()].some((name) => characterOf(name) === null))) return null;
  return (code) => {
    const name = differences.get(code) ?? nameInEncoding(base, code);
    const character = name === null ? null : characterOf(name);
    if (name === null || character === null) return MISSING;
    return unicode?.(character) || mac?.(macCodeOf(name) ?? -1) || MISSING;
  };
}

function type1Font(objects: ObjectSource, font: PDFDict): JudgedFont {
  const descriptor = dictOf(objects, entry(font, 'FontDescriptor'));
  if (!isEmbedded(descriptor)) return { codeBytes: 1, fault: null, faultOf: () => 'font-outside' };
  const widthOf = simpleWidths(objects, font);
  if (nameOf(objects, entry(font, 'BaseFont')) === undefined || !widthOf) return failing('font');
  const bytes = programOf(objects, descriptor, 'FontFile');
  const program = bytes ? readType1(bytes) : cffProgram(objects, descriptor, ['Type1C', 'OpenType']);
  if (!program) return failing('font');
  const encoding = simpleEncoding(objects, font);
  const isSymbolic = ((numberOf(objects, entry(descriptor, 'Flags')) ?? 0) & SYMBOLIC) !== 0;
  const glyphOf = (code: number): number => {
    const base = encoding?.base ?? (isSymbolic || !encoding ? null : 'StandardEncoding');
    const own = base === null ? program.nameOf(code) : nameInEncoding(base, code);
    const name = encoding?.differences.get(code) ?? own;
    return name === null || name === '.notdef' ? MISSING : program.glyphNamed(name);
  };
  return { codeBytes: 1, fault: null, faultOf: glyphFaults(program, glyphOf, widthOf) };
}

/** Type 3: glyphs are content. Whether their widths fit is told by the first operator of each, which the judge of contents hands over. */
function type3Font(objects: ObjectSource, font: PDFDict): JudgedFont {
  const widthOf = simpleWidths(objects, font);
  const encoding = simpleEncoding(objects, font);
  const glyphs = dictOf(objects, entry(font, 'CharProcs'));
  if (!widthOf || !encoding || !glyphs) return failing('font');
  const content = (code: number): PDFObject | undefined => {
    const name = encoding.differences.get(code);
    return name === undefined || name === '.notdef' ? undefined : entry(glyphs, name);
  };
  const faultOf = (code: number): FontFault | null => {
    const stream = streamOf(objects, content(code));
    if (!stream) return 'font';
    try {
      const head = Buffer.from(decodeStream(objects, stream).subarray(0, 200)).toString('latin1');
      const width = /^\s*([-+.\d]+)\s+[-+.\d]+\s+(?:d0|(?:[-+.\d]+\s+){4}d1)\b/.exec(head)?.[1];
      return width !== undefined && Math.abs(Number(width) - widthOf(code)) <= MOST_DIFFERENCE ? null : 'font';
    } catch {
      return 'font';
    }
  };
  return { codeBytes: 1, fault: null, faultOf, content, resources: entry(font, 'Resources') };
}
