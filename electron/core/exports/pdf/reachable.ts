import { PDFArray, PDFDict, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { fieldEntry } from './annotations.ts';
import { arrayOf, dictOf, entriesOf, entry, isStream, nameOf, resolve } from './objects.ts';
import type { ObjectSource, SourceObject, SourceStream } from './objects.ts';
import type { SourcePage } from './page-tree.ts';

/** What is behind the pages of a source. */
export interface Reached {
  readonly pagesWithoutContent: number;
  readonly missing: number;
  /** Fonts whose programs are not in the file. */
  readonly fontsOutside: readonly string[];
  /** A signature field that is signed: 电子签章. */
  readonly signed: boolean;
}

/**
 * Reads every object reachable from the pages once, so that an irregular file falls through to the tolerant reader
 * before anything of it is written; counts what is named but not in the file.
 */
export function readAll(objects: ObjectSource, pages: readonly SourcePage[]): Reached {
  const fontsOutside = new Set<string>();
  let signed = false;
  let missing = 0;
  for (const { value } of reached(objects, pages)) {
    if (value === undefined) missing++;
    else if (value instanceof PDFDict) {
      const font = fontOutside(objects, value);
      if (font !== undefined) fontsOutside.add(font);
      signed ||= isSignedField(objects, value);
    }
  }
  const pagesWithoutContent = pages.filter(({ page }) => lacksContent(objects, page)).length;
  return { pagesWithoutContent, missing, fontsOutside: [...fontsOutside].sort(), signed };
}

function lacksContent(objects: ObjectSource, page: SourcePage['page']): boolean {
  const dict = resolve(objects, page);
  const contents = dict instanceof PDFDict ? entry(dict, 'Contents') : undefined;
  const parts =
    resolve(objects, contents) instanceof PDFArray ? arrayOf(objects, contents) : contents === undefined ? [] : [contents];
  return parts.some((part) => !isStream(resolve(objects, part)));
}

/** Every stream behind the pages once, with the page (0-based) it is first reached from. */
export function* streamsOf(
  objects: ObjectSource,
  pages: readonly SourcePage[],
): Generator<{ readonly page: number; readonly stream: SourceStream }> {
  for (const { page, value } of reached(objects, pages)) if (isStream(value)) yield { page, stream: value };
}

const SKIPPED: ReadonlySet<string> = new Set(['/Parent', '/StructParents', '/PieceInfo']);

/** Everything behind the pages once: dictionaries and streams, and undefined for what is named but not in the file. */
function* reached(
  objects: ObjectSource,
  pages: readonly SourcePage[],
): Generator<{ readonly page: number; readonly value: SourceObject | undefined }> {
  const seen = new Set<number>();
  const pending: PDFObject[] = [];
  const push = (value: SourceObject | undefined): void => {
    const found = isStream(value) ? value.dict : value;
    if (found instanceof PDFRef || found instanceof PDFDict || found instanceof PDFArray) pending.push(found);
  };
  for (const [index, page] of pages.entries()) {
    push(page.page);
    push(page.resources);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next instanceof PDFRef) {
        if (seen.has(next.objectNumber)) continue;
        seen.add(next.objectNumber);
        const found = objects.get(next);
        if (found === undefined || isStream(found)) yield { page: index, value: found };
        push(found);
      } else if (next instanceof PDFDict) {
        yield { page: index, value: next };
        for (const [key, value] of entriesOf(next)) if (!SKIPPED.has(key.toString())) push(value);
      } else if (next instanceof PDFArray) {
        next.asArray().forEach(push);
      }
    }
  }
}

/** Fonts every reader brings along (ISO 32000-1 §9.6.2.2). */
const STANDARD_FONTS =
  /^(Courier|Helvetica|Times-Roman|Times|Symbol|ZapfDingbats)(-(Bold|Oblique|Italic|BoldOblique|BoldItalic))?$/;

/** Name of a font whose program is not in the file; undefined for anything else. */
function fontOutside(objects: ObjectSource, dict: PDFDict): string | undefined {
  if (nameOf(objects, entry(dict, 'Type')) !== 'Font') return undefined;
  const subtype = nameOf(objects, entry(dict, 'Subtype')) ?? '';
  if (subtype === 'Type0' || subtype === 'Type3') return undefined;
  const descriptor = dictOf(objects, entry(dict, 'FontDescriptor'));
  const embedded = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => entry(descriptor, key) !== undefined);
  const name = (nameOf(objects, entry(dict, 'BaseFont')) ?? subtype).replace(/^[A-Z]{6}\+/, '');
  return embedded || STANDARD_FONTS.test(name) ? undefined : name;
}

const NAMED_FONTS = 3;

/** Old Chinese programs write font names as GBK bytes. */
function fontName(name: string): string {
  const isBytes = /[\x80-\xff]/.test(name) && !/[^\x00-\xff]/.test(name);
  return isBytes ? new TextDecoder('gb18030').decode(Buffer.from(name, 'latin1')) : name;
}

/** A Chinese sentence about fonts that are not in the file, or none. */
export function aboutFonts(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const named = names.slice(0, NAMED_FONTS).map(fontName).join('、');
  return [`原文件没有嵌入字体 ${named}${names.length > NAMED_FONTS ? ` 等 ${names.length} 种` : ''}，在别的电脑上字形可能不同。`];
}

/** A widget whose field, or a field above it, is a signature with a value (ISO 32000-1 §12.8). */
function isSignedField(objects: ObjectSource, dict: PDFDict): boolean {
  if (nameOf(objects, entry(dict, 'Subtype')) !== 'Widget') return false;
  return nameOf(objects, fieldEntry(objects, dict, 'FT')) === 'Sig' && fieldEntry(objects, dict, 'V') !== undefined;
}
