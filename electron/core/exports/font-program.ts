import { createHash } from 'node:crypto';
import type { Font } from 'fontkit';
import { PDFHexString, PDFName } from 'pdf-lib';
import type { PDFContext, PDFDict, PDFObject, PDFRef } from 'pdf-lib';

/** What fonts need of a PDF writer. */
export interface FontWriter {
  readonly context: PDFContext;
  alloc(): PDFRef;
  write(ref: PDFRef, object: PDFObject): void | Promise<void>;
  writeStream(ref: PDFRef, dict: PDFDict, bytes: Uint8Array, options: { readonly compress: boolean }): void | Promise<void>;
}

/** A character in use; its character id is its place in the list plus one. */
export interface UsedGlyph {
  readonly text: string;
  readonly glyphId: number;
  /** Thousandths of the font size. */
  readonly width: number;
}

/** fontkit's subset as it is (its published types differ). */
interface GlyphSubset {
  includeGlyph(glyphId: number): number;
  encode(): Uint8Array;
}

/**
 * Writes one face as a composite font (ISO 32000-1 §9.7): Identity-H, a TrueType subset, a map from character id to glyph, widths
 * and a ToUnicode map. The same glyphs in the same order give the same bytes.
 */
export async function writeFontFace(
  writer: FontWriter,
  ref: PDFRef,
  font: Font,
  glyphs: readonly UsedGlyph[],
  serif: boolean,
): Promise<void> {
  const { context } = writer;
  const subset = font.createSubset() as unknown as GlyphSubset;
  const map = new Uint8Array(2 * (glyphs.length + 1));
  glyphs.forEach((glyph, index) => {
    const id = subset.includeGlyph(glyph.glyphId);
    map[2 * index + 2] = id >> 8;
    map[2 * index + 3] = id & 0xff;
  });
  const program = subset.encode();
  const name = `${subsetTag(program)}+${font.postscriptName}`;
  const perThousand = 1000 / font.unitsPerEm;
  const scaled = (value: number) => Math.round(value * perThousand);
  const [fileRef, mapRef, unicodeRef, descriptorRef, cidRef] = [0, 1, 2, 3, 4].map(() => writer.alloc()) as [
    PDFRef,
    PDFRef,
    PDFRef,
    PDFRef,
    PDFRef,
  ];
  await writer.writeStream(fileRef, context.obj({ Length1: program.length }), program, { compress: true });
  await writer.writeStream(mapRef, context.obj({}), map, { compress: true });
  await writer.writeStream(unicodeRef, context.obj({}), toUnicodeMap(glyphs), { compress: true });
  const { bbox } = font;
  await writer.write(
    descriptorRef,
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: serif ? 6 : 4,
      FontBBox: [scaled(bbox.minX), scaled(bbox.minY), scaled(bbox.maxX), scaled(bbox.maxY)],
      ItalicAngle: 0,
      Ascent: scaled(font.ascent),
      Descent: scaled(font.descent),
      CapHeight: scaled(font.capHeight),
      StemV: /bold/i.test(font.postscriptName) ? 140 : 80,
      FontFile2: fileRef,
    }),
  );
  await writer.write(
    cidRef,
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: { Registry: PDFHexString.of('41646F6265'), Ordering: PDFHexString.of('4964656E74697479'), Supplement: 0 },
      FontDescriptor: descriptorRef,
      DW: 1000,
      W: [1, glyphs.map((glyph) => Math.round(glyph.width * 100) / 100)],
      CIDToGIDMap: mapRef,
    }),
  );
  await writer.write(
    ref,
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: PDFName.of('Identity-H'),
      DescendantFonts: [cidRef],
      ToUnicode: unicodeRef,
    }),
  );
}

/** Six capital letters told from the subset's bytes (ISO 32000-1 §9.6.4 asks for a tag that differs between subsets). */
function subsetTag(program: Uint8Array): string {
  const digest = createHash('sha256').update(program).digest();
  return Array.from(digest.subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

function toUnicodeMap(glyphs: readonly UsedGlyph[]): Uint8Array {
  const lines = [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <FFFF> endcodespacerange',
  ];
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');
  for (let start = 0; start < glyphs.length; start += 100) {
    const block = glyphs.slice(start, start + 100);
    lines.push(`${block.length} beginbfchar`);
    block.forEach((glyph, index) => {
      const units = Array.from({ length: glyph.text.length }, (_, at) => hex(glyph.text.charCodeAt(at)));
      lines.push(`<${hex(start + index + 1)}> <${units.join('')}>`);
    });
    lines.push('endbfchar');
  }
  lines.push('endcmap CMapName currentdict /CMap defineresource pop end end', '');
  return new TextEncoder().encode(lines.join('\n'));
}
