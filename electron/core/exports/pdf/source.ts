import { readFile, stat } from 'node:fs/promises';
import { PDFArray, PDFDict, PDFDocument, PDFInvalidObject, PDFRawStream, PDFRef, PDFStream } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { arrayOf, dictOf, entry, isStream, nameOf, resolve } from './objects.ts';
import type { ObjectSource, SourceObject } from './objects.ts';
import { displayedSize, readPages } from './page-tree.ts';
import type { SourcePage } from './page-tree.ts';
import { openStrictReader } from './reader.ts';

/** An opened source document. Keep it open while its pages may be placed again: what they share is then written once. */
export interface PdfSource {
  readonly pageCount: number;
  readonly readerName: 'strict' | 'pdf-lib';
  /** Sizes as displayed: after rotation and UserUnit. */
  readonly pages: readonly { readonly widthPt: number; readonly heightPt: number }[];
  /** Chinese sentences about what differs from the original; placing pages adds to them. */
  readonly notes: readonly string[];
  readonly close: () => void;
  /** For `placePages`: the objects behind the pages. */
  readonly objects: ObjectSource;
  readonly sourcePages: readonly SourcePage[];
  readonly note: (sentence: string) => void;
}

export type RefusalCode = 'encrypted' | 'damaged' | 'no-pages';

/** A document that no reader of the chain can place; `message` is a Chinese sentence for the omission list. */
export class PdfRefused extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.name = 'PdfRefused';
    this.code = code;
  }
}

/** The tolerant reader holds the whole file and its objects: about three times its size. */
const MAX_TOLERANT_BYTES = 300 << 20;

const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  encrypted: '这个 PDF 设有打开密码，未能收入。请用密码打开后另存为不加密的 PDF，再重新编目。',
  damaged: '这个 PDF 已损坏或不完整，未能收入。请用 WPS 或阅读器打开后另存一份，再重新编目。',
  'no-pages': '这个 PDF 里没有页面，未能收入。请检查原文件是否完整。',
};
const TAIL_BYTES = 2048;
const INCOMPLETE = '这个 PDF 不完整，缺少页面或内容（可能没有下载或复制完），未能收入。请找回完整的原件，再重新编目。';
const WITHOUT_CONTENT = '有的页面内容在文件里找不到，显示为空白，请核对原件。';
const TOO_LARGE = '这个 PDF 结构不规范且超过 300 MB，未能收入。请用阅读器另存一份，或拆成几个文件后再重新编目。';
const READ_TOLERANTLY = '文件结构不规范，已用容错方式读取，请核对页面。';
const DECRYPTED = '原文件有加密或权限限制，已按打开后可见的内容收入。';
const FORM_DATA_ONLY = '这是动态表单（XFA），页面上可能只有提示文字，请另存为普通 PDF 后核对。';

interface Reached {
  readonly pagesWithoutContent: number;
  readonly missing: number;
  /** Fonts whose programs are not in the file. */
  readonly fontsOutside: readonly string[];
}

/**
 * Reads every object reachable from the pages once, so that an irregular file falls through to the tolerant reader
 * before anything of it is written; counts what is named but not in the file.
 */
function readAll(objects: ObjectSource, pages: readonly SourcePage[]): Reached {
  const fontsOutside = new Set<string>();
  let pagesWithoutContent = 0;
  let missing = 0;
  const seen = new Set<number>();
  const pending: PDFObject[] = [];
  const skip = new Set(['/Parent', '/StructParents', '/PieceInfo']);
  const push = (value: SourceObject | undefined): void => {
    const found = isStream(value) ? value.dict : value;
    if (found instanceof PDFRef || found instanceof PDFDict || found instanceof PDFArray) pending.push(found);
  };
  for (const page of pages) {
    push(page.page);
    push(page.resources);
    const dict = resolve(objects, page.page);
    const contents = dict instanceof PDFDict ? entry(dict, 'Contents') : undefined;
    const parts =
      resolve(objects, contents) instanceof PDFArray ? arrayOf(objects, contents) : contents === undefined ? [] : [contents];
    if (parts.some((part) => !isStream(resolve(objects, part)))) pagesWithoutContent++;
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next instanceof PDFRef) {
        if (seen.has(next.objectNumber)) continue;
        seen.add(next.objectNumber);
        const found = objects.get(next);
        if (found === undefined) missing++;
        push(found);
      } else if (next instanceof PDFDict) {
        const font = fontOutside(objects, next);
        if (font !== undefined) fontsOutside.add(font);
        for (const [key, value] of next.entries()) if (!skip.has(key.toString())) push(value);
      } else if (next instanceof PDFArray) {
        next.asArray().forEach(push);
      }
    }
  }
  return { pagesWithoutContent, missing, fontsOutside: [...fontsOutside].sort() };
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

function aboutFonts(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const named = names.slice(0, NAMED_FONTS).map(fontName).join('、');
  return [`原文件没有嵌入字体 ${named}${names.length > NAMED_FONTS ? ` 等 ${names.length} 种` : ''}，在别的电脑上字形可能不同。`];
}

function sourceOf(
  objects: ObjectSource,
  sourcePages: readonly SourcePage[],
  rest: { readonly readerName: PdfSource['readerName']; readonly notes: readonly string[]; readonly close: () => void },
): PdfSource {
  const notes = [...rest.notes];
  const note = (sentence: string): void => {
    if (!notes.includes(sentence)) notes.push(sentence);
  };
  if (entry(dictOf(objects, entry(objects.catalog, 'AcroForm')), 'XFA') !== undefined) note(FORM_DATA_ONLY);
  return { ...rest, notes, note, objects, sourcePages, pageCount: sourcePages.length, pages: sourcePages.map(displayedSize) };
}

function openStrictly(path: string | Uint8Array): PdfSource {
  const reader = openStrictReader(path);
  try {
    const { pages } = readPages(reader, { strict: true });
    if (pages.length === 0) throw new PdfRefused('no-pages', REFUSALS['no-pages']);
    const { pagesWithoutContent, fontsOutside } = readAll(reader, pages);
    if (pagesWithoutContent > 0) throw new Error('page content is missing');
    return sourceOf(reader, pages, { readerName: 'strict', notes: aboutFonts(fontsOutside), close: reader.close });
  } catch (error) {
    reader.close();
    throw error;
  }
}

/** The objects of a document held in memory by the tolerant reader. */
function objectsOf(document: PDFDocument): ObjectSource {
  const get = (ref: PDFRef): SourceObject | undefined => {
    const found = document.context.lookup(ref);
    if (found instanceof PDFInvalidObject) return undefined;
    if (!(found instanceof PDFStream)) return found;
    const bytes = (): Uint8Array => (found instanceof PDFRawStream ? found.contents : found.getContents());
    return { kind: 'stream', dict: found.dict, length: bytes().length, range: null, bytes };
  };
  return { get, catalog: document.catalog };
}

/** Owner-locked files open with the empty password; the clerk's own is tried after it. */
async function loadTolerantly(bytes: Uint8Array, passwords: readonly string[]): Promise<PDFDocument> {
  const options = { ignoreEncryption: false, updateMetadata: false, throwOnInvalidObject: false };
  let refusal: unknown = null;
  for (const password of passwords) {
    try {
      return await PDFDocument.load(bytes, { ...options, password });
    } catch (error) {
      refusal = error;
      if (!isAboutEncryption(error)) break;
    }
  }
  throw new PdfRefused(
    isAboutEncryption(refusal) ? 'encrypted' : 'damaged',
    REFUSALS[isAboutEncryption(refusal) ? 'encrypted' : 'damaged'],
  );
}

function isAboutEncryption(error: unknown): boolean {
  return error instanceof Error && /password|encrypt/i.test(`${error.name} ${error.message}`);
}

async function openTolerantly(path: string | Uint8Array, password: string | undefined): Promise<PdfSource> {
  const file = typeof path === 'string' ? path : Buffer.from(path);
  if ((await stat(file)).size > MAX_TOLERANT_BYTES) throw new PdfRefused('damaged', TOO_LARGE);
  const bytes = await readFile(file);
  const document = await loadTolerantly(bytes, password ? ['', password] : ['']);
  try {
    const objects = objectsOf(document);
    const { pages, lost } = readPages(objects, { strict: false });
    if (pages.length === 0) throw new Error('no pages');
    const { pagesWithoutContent, missing, fontsOutside } = readAll(objects, pages);
    const isCutOff = !bytes.subarray(-TAIL_BYTES).includes('%%EOF');
    if (lost > 0 || (isCutOff && missing > 0)) throw new PdfRefused('damaged', INCOMPLETE);
    const notes = [
      document.context.isDecrypted ? DECRYPTED : READ_TOLERANTLY,
      ...(pagesWithoutContent > 0 ? [WITHOUT_CONTENT] : []),
      ...aboutFonts(fontsOutside),
    ];
    return sourceOf(objects, pages, { readerName: 'pdf-lib', notes, close: () => undefined });
  } catch (error) {
    throw error instanceof PdfRefused ? error : new PdfRefused('damaged', REFUSALS.damaged);
  }
}

/**
 * Opens a PDF by the reading chain: strict lazy reader, then the tolerant library (also for files locked by an owner password only,
 * and with `password` for files that need one). Throws PdfRefused where both give up, and what opening the file itself throws.
 * Close the source.
 */
export async function openPdfSource(path: string | Uint8Array, password?: string): Promise<PdfSource> {
  await stat(typeof path === 'string' ? path : Buffer.from(path));
  try {
    return openStrictly(path);
  } catch (error) {
    if (error instanceof PdfRefused) throw error;
    return openTolerantly(path, password);
  }
}
