import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFInvalidObject, PDFRawStream, PDFStream } from 'pdf-lib';
import type { PDFRef } from 'pdf-lib';
import { createLooker } from './look.ts';
import { dictOf, entry, nameOf } from './objects.ts';
import type { ObjectSource, SourceObject } from './objects.ts';
import { displayedSize, readPages } from './page-tree.ts';
import type { SourcePage } from './page-tree.ts';
import type { PlacedWords } from '../../../../shared/domain/reading-order.ts';
import { isTiff, readPictureWords } from './page-pictures.ts';
import { aboutFonts, readAll } from './reachable.ts';
import { openStrictReader } from './reader.ts';

/** An opened source document. Keep it open while its pages may be placed again: what they share is then written once. */
export interface PdfSource {
  readonly pageCount: number;
  /** Which step of the chain reads it: object by object, repaired in memory, or its pages as pictures. */
  readonly readerName: 'strict' | 'pdf-lib' | 'pictures';
  /** Sizes as displayed: after rotation and UserUnit. */
  readonly pages: readonly { readonly widthPt: number; readonly heightPt: number }[];
  /** It carries a digital signature: 电子签章. What makes it valid is the original file, byte for byte. */
  readonly signed: boolean;
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
const AS_PICTURES = '这个 PDF 已损坏，不能按原样收入，各页已画成图片收入，请对照原件核对。';
const LOOKED_DIFFERENT = '按原样收入的页面与原件看起来不同，各页已画成图片收入，请对照原件核对。';
const TAIL_BYTES = 2048;
const INCOMPLETE = '这个 PDF 不完整，缺少页面或内容（可能没有下载或复制完），未能收入。请找回完整的原件，再重新编目。';
const WITHOUT_CONTENT = '有的页面内容在文件里找不到，显示为空白，请核对原件。';
const TOO_LARGE = '这个 PDF 结构不规范且超过 300 MB，未能收入。请用阅读器另存一份，或拆成几个文件后再重新编目。';
const READ_TOLERANTLY = '文件结构不规范，已用容错方式读取，请核对页面。';
const DECRYPTED = '原文件有加密或权限限制，已按打开后可见的内容收入。';
const SIGNED = '原件含电子签章，外观已保留，签名效力以原文件为准，原文件见附件。';
const PORTFOLIO = '这是 PDF 文件包，里面的文件未收入，只收入了它的封面页。请把里面的文件取出后分别归类。';
const WITHOUT_ATTACHMENTS = '原文件中的附件未收入。请把附件另存出来分别归类。';
const WITHOUT_SCRIPTS = '原文件中的脚本已去除。';
const WITHOUT_LAUNCH = '原文件中打开其他程序的动作已去除。';
const FORM_DATA_ONLY = '这是动态表单（XFA），页面上可能只有提示文字，请另存为普通 PDF 后核对。';

function sourceOf(
  objects: ObjectSource,
  sourcePages: readonly SourcePage[],
  rest: {
    readonly readerName: PdfSource['readerName'];
    readonly notes: readonly string[];
    readonly signed: boolean;
    readonly close: () => void;
  },
): PdfSource {
  const notes = [...rest.notes];
  const note = (sentence: string): void => {
    if (!notes.includes(sentence)) notes.push(sentence);
  };
  if (entry(dictOf(objects, entry(objects.catalog, 'AcroForm')), 'XFA') !== undefined) note(FORM_DATA_ONLY);
  if (rest.signed) note(SIGNED);
  const names = dictOf(objects, entry(objects.catalog, 'Names'));
  const isPortfolio = entry(objects.catalog, 'Collection') !== undefined;
  if (isPortfolio) note(PORTFOLIO);
  else if (entry(names, 'EmbeddedFiles') !== undefined) note(WITHOUT_ATTACHMENTS);
  const opening = nameOf(objects, entry(dictOf(objects, entry(objects.catalog, 'OpenAction')), 'S'));
  if (entry(names, 'JavaScript') !== undefined || entry(objects.catalog, 'AA') !== undefined || opening === 'JavaScript')
    note(WITHOUT_SCRIPTS);
  if (opening === 'Launch') note(WITHOUT_LAUNCH);
  return { ...rest, notes, note, objects, sourcePages, pageCount: sourcePages.length, pages: sourcePages.map(displayedSize) };
}

function openStrictly(path: string | Uint8Array): PdfSource {
  const reader = openStrictReader(path);
  try {
    const { pages } = readPages(reader, { strict: true });
    if (pages.length === 0) throw new PdfRefused('no-pages', REFUSALS['no-pages']);
    const { pagesWithoutContent, fontsOutside, signed } = readAll(reader, pages);
    if (pagesWithoutContent > 0) throw new Error('page content is missing');
    return sourceOf(reader, pages, { readerName: 'strict', notes: aboutFonts(fontsOutside), signed, close: reader.close });
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
    const { pagesWithoutContent, missing, fontsOutside, signed } = readAll(objects, pages);
    const isCutOff = !bytes.subarray(-TAIL_BYTES).includes('%%EOF');
    if (lost > 0 || (isCutOff && missing > 0)) throw new PdfRefused('damaged', INCOMPLETE);
    const notes = [
      document.context.isDecrypted ? DECRYPTED : READ_TOLERANTLY,
      ...(pagesWithoutContent > 0 ? [WITHOUT_CONTENT] : []),
      ...aboutFonts(fontsOutside),
    ];
    return sourceOf(objects, pages, { readerName: 'pdf-lib', notes, signed, close: () => undefined });
  } catch (error) {
    throw error instanceof PdfRefused ? error : new PdfRefused('damaged', REFUSALS.damaged);
  }
}

/** The pages drawn as pictures into a file of their own, which goes when the source is closed. */
async function openAsPictures(path: string | Uint8Array, password: string | undefined, note: string): Promise<PdfSource> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-pages-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const looker = createLooker();
  try {
    const pictures = join(folder, 'pages.pdf');
    await looker.writePictures(path, password, pictures);
    const source = openStrictly(pictures);
    if (!isTiff(path)) source.note(note);
    return {
      ...source,
      readerName: 'pictures',
      close: () => {
        source.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  } finally {
    await looker.close();
  }
}

/** Some pages of a PDF as pictures, each with the words that stood on it. */
export interface PagePictures {
  readonly source: PdfSource;
  /** Where each page (0-based) of the original is among the pictures. */
  readonly pageOf: ReadonlyMap<number, number>;
  readonly wordsOn: (page: number) => readonly PlacedWords[];
}

/** A file as the tolerant reader understands it, written anew for a program that cannot open it. Throws where that reader cannot either. */
async function writeRepaired(path: string | Uint8Array, password: string | undefined, to: string): Promise<void> {
  const file = typeof path === 'string' ? path : Buffer.from(path);
  if ((await stat(file)).size > MAX_TOLERANT_BYTES) throw new PdfRefused('damaged', TOO_LARGE);
  const document = await loadTolerantly(await readFile(file), password ? ['', password] : ['']);
  await writeFile(to, await document.save({ addDefaultPage: false, updateFieldAppearances: false }));
}

/**
 * Draws some pages (0-based) of a PDF into a file of their own, which goes when `source` is closed. Throws where they cannot be drawn, even
 * after repair.
 */
export async function openPagePictures(
  path: string | Uint8Array,
  password: string | undefined,
  pages: readonly number[],
): Promise<PagePictures> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-pages-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const looker = createLooker();
  try {
    const pictures = join(folder, 'pages.pdf');
    await looker.writePictures(path, password, pictures, pages).catch(async () => {
      const repaired = join(folder, 'repaired.pdf');
      await writeRepaired(path, password, repaired);
      await looker.writePictures(repaired, undefined, pictures, pages);
    });
    const words = await readPictureWords(pictures);
    const source = openStrictly(pictures);
    const pageOf = new Map(pages.map((page, index) => [page, index]));
    const close = (): void => {
      source.close();
      remove();
    };
    return {
      source: { ...source, readerName: 'pictures', close },
      pageOf,
      wordsOn: (page) => words[pageOf.get(page) ?? -1] ?? [],
    };
  } catch (error) {
    remove();
    throw error;
  } finally {
    await looker.close();
  }
}

/**
 * Opens a PDF by the reading chain: strict lazy reader, then the tolerant library (also for files locked by an owner password only,
 * and with `password` for files that need one), then, where no reader takes its objects but it can be drawn, its pages as pictures.
 * `asPictures` goes to that last step at once; it also takes a TIFF with its pages. Throws PdfRefused where all give up, and what opening the file itself throws.
 * Close the source.
 */
export async function openPdfSource(
  path: string | Uint8Array,
  password?: string,
  { asPictures = false }: { readonly asPictures?: boolean } = {},
): Promise<PdfSource> {
  await stat(typeof path === 'string' ? path : Buffer.from(path));
  if (asPictures) return openAsPictures(path, password, LOOKED_DIFFERENT);
  try {
    return openStrictly(path);
  } catch (error) {
    if (error instanceof PdfRefused) throw error;
  }
  try {
    return await openTolerantly(path, password);
  } catch (error) {
    // An incomplete file is refused for what it lacks: pictures of the rest would hide that.
    if (!(error instanceof PdfRefused) || error.message !== REFUSALS.damaged) throw error;
    return openAsPictures(path, password, AS_PICTURES).catch(() => Promise.reject(error));
  }
}
