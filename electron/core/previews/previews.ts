import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import type { DocumentLook } from '../../../shared/contract/documents.ts';
import { OFFICE_TYPES, PICTURE_TYPES, type DocumentType } from '../../../shared/domain/document.ts';
import { mayFlowAnew } from '../../../shared/domain/red-lines.ts';
import type { Archive } from '../archives/archives.ts';
import type { DocumentFileRequest, ServedFile } from '../documents/documents.ts';
import type { SinglePages } from '../exports/exports.ts';
import { wordPlaces } from '../pdf-pages/pdf-pages.ts';
import { createRenditions, isPrinted, type Renditions } from '../renditions/renditions.ts';
import { cachePath } from './cache.ts';
import { findOriginal, presentPath, type Original } from './original.ts';
import { PreviewFailed, type PreviewPool } from './preview-pool.ts';

export { findOriginal, presentPath } from './original.ts';
export { createPreviewPool, type PreviewPool } from './preview-pool.ts';

/** Raise when pages would look different: older files of the cache are then made anew. */
const PAGES_VERSION = 2;
/** A preview is for looking; the volume has all pages. */
const MAX_PAGES = 300;
/** Above these a browser gets a smaller picture instead of the file. */
const SHOWN_AS_IS_PIXELS = 40_000_000;
const SHOWN_AS_IS_BYTES = 25_000_000;
/** PDFium holds the whole file. */
const THUMBNAIL_PDF_BYTES = 80_000_000;
const THUMBNAIL_OFFICE_BYTES = 8_000_000;
const TEXT_CHARACTERS = 60_000;

const MIME: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  webp: 'image/webp',
};
const WEB_PICTURES: readonly DocumentType[] = ['jpg', 'png', 'gif', 'bmp', 'webp'];

const unknown = (): AppError => new AppError('not-found', '档案库里没有这份材料。请刷新列表后再试。');

/** A file a host sends for a document. Throws AppError with the sentence why there is none. */
export async function documentFile(archive: Archive, request: DocumentFileRequest, pool: PreviewPool): Promise<ServedFile> {
  const original = await findOriginal(archive, request.documentId, request.version);
  if (!original) throw unknown();
  switch (request.form) {
    case 'original':
      return { file: presentPath(original), mime: MIME[original.type] ?? 'application/octet-stream', name: original.name };
    case 'preview':
      return previewFile(archive, original, pool);
    case 'thumbnail':
      return thumbnailFile(archive, original, pool);
  }
}

/**
 * How a document can be looked at, made ready: pages, a picture, or the sentence why neither, with the text that was read.
 * Throws AppError `not-found` for an unknown document only.
 */
export async function lookAt(archive: Archive, documentId: number, pool: PreviewPool): Promise<DocumentLook> {
  const original = await findOriginal(archive, documentId, '');
  if (!original) throw unknown();
  try {
    const refused = refusalOf(original);
    if (refused !== null) throw new AppError('refused', refused);
    presentPath(original);
    if (original.type === 'pdf') return { kind: 'pages', form: 'original', printed: false, note: null };
    if (isShownAsIs(original)) return { kind: 'picture', form: 'original' };
    if (PICTURE_TYPES.includes(original.type)) {
      await previewFile(archive, original, pool);
      return { kind: 'picture', form: 'preview' };
    }
    const { note, printed } = await pagesFile(archive, original, { pool, path: presentPath(original) });
    return { kind: 'pages', form: 'preview', printed, note };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: 'none', message: error.message, text: await storedText(archive, original.id, TEXT_CHARACTERS) };
  }
}

function refusalOf({ type, state, message }: Original): string | null {
  if (state === 'encrypted') return message ?? '它有打开密码。请在 WPS 中去掉密码后重新编目。';
  if (state === 'failed' && type !== 'pdf') return message ?? '文件已损坏,打不开。请找原件重新导出后再编目。';
  if (type === 'pdf' || PICTURE_TYPES.includes(type) || OFFICE_TYPES.includes(type)) return null;
  return NOT_SHOWN[type] ?? '这种格式不能在这里显示。请用“打开原件”在相应的程序里看。';
}

const NOT_SHOWN: Partial<Record<DocumentType, string>> = {
  video: '影像资料不能在这里播放。请用“打开原件”在播放器里看。',
  audio: '录音不能在这里播放。请用“打开原件”在播放器里听。',
  zip: '压缩包不能直接显示。请先解压,再把里面的文件分别编目。',
  '7z': '压缩包不能直接显示。请先解压,再把里面的文件分别编目。',
  rar: '压缩包不能直接显示。请先解压,再把里面的文件分别编目。',
};

function isShownAsIs({ type, pixels, sizeBytes }: Original): boolean {
  return WEB_PICTURES.includes(type) && pixels <= SHOWN_AS_IS_PIXELS && sizeBytes <= SHOWN_AS_IS_BYTES;
}

async function previewFile(archive: Archive, original: Original, pool: PreviewPool): Promise<ServedFile> {
  const refused = refusalOf(original);
  if (refused !== null) throw new AppError('refused', refused);
  const path = presentPath(original);
  if (original.type === 'pdf' || isShownAsIs(original))
    return { file: path, mime: MIME[original.type] ?? 'application/octet-stream', name: original.name };
  if (PICTURE_TYPES.includes(original.type)) {
    const out = cachePath(archive.path, 'previews', `${original.sha256}.webp`);
    if (!existsSync(out)) await made(pool.make({ kind: 'picture', path, out }));
    return { file: out, mime: 'image/webp', name: `${original.name}.webp` };
  }
  return {
    file: (await pagesFile(archive, original, { pool, path })).file,
    mime: 'application/pdf',
    name: `${original.name}.pdf`,
  };
}

const pagesName = (sha256: string): string => `${sha256}-${PAGES_VERSION}.pdf`;

async function pagesFile(
  archive: Archive,
  original: Original,
  { pool, path }: { readonly pool: PreviewPool; readonly path: string | Uint8Array },
): Promise<{ readonly file: string; readonly note: string | null; readonly printed: boolean }> {
  const printed = await printedPages(archive, original, { pool, path });
  if (printed) return { ...printed, printed: true };
  const out = cachePath(archive.path, 'previews', pagesName(original.sha256));
  if (existsSync(out)) return { file: out, note: noteOf(archive, original), printed: false };
  const text = await storedText(archive, original.id, null);
  const { type, title } = original;
  const pages = await made(pool.make({ kind: 'pages', path, type, storedText: text, title, maxPages: MAX_PAGES, out }));
  if (!pages) throw new AppError('refused', '文件里没有内容,没有可以显示的页。');
  return { file: out, note: noteOf(archive, original), printed: false };
}

const NEVER = new AbortController().signal;
/** One an archive: its cache is kept within its limit when the archive is first looked at. */
const renditions = new WeakMap<Archive, Renditions>();

/** Pages as they will be in the volume, where a browser engine makes them; null where our own layout does. */
async function printedPages(
  archive: Archive,
  { type, sha256 }: Original,
  { pool, path }: { readonly pool: PreviewPool; readonly path: string | Uint8Array },
): Promise<{ readonly file: string; readonly note: string | null } | null> {
  if (!isPrinted(type) || pool.printer === null || typeof path !== 'string') return null;
  const known = renditions.get(archive);
  const made = known ?? createRenditions({ archivePath: archive.path, printer: pool.printer, suite: null, signal: NEVER });
  if (!known) renditions.set(archive, made);
  const { pdf, notes } = await made.of({ path, type, sha256 });
  return pdf === null ? null : { file: pdf, note: notes.length === 0 ? null : `${notes.join(';')}。` };
}

/**
 * How the words stand on pages (1-based) of a document whose pages are printed and may come out otherwise another time; empty for any other,
 * and where its pages cannot be had: then nothing is known of them.
 */
export async function printedWordPlaces(
  archive: Archive,
  { documentId, pages }: { readonly documentId: number; readonly pages: readonly number[] },
  pool: PreviewPool,
): Promise<ReadonlyMap<number, string>> {
  const original = await findOriginal(archive, documentId, '');
  if (!original || !mayFlowAnew(original.type) || refusalOf(original) !== null) return new Map();
  try {
    const printed = await printedPages(archive, original, { pool, path: presentPath(original) });
    return printed === null ? new Map() : await wordPlaces(printed.file, pages);
  } catch {
    return new Map();
  }
}

/** Waits for a file of the pool; its failures become sentences. */
async function made<T>(making: Promise<T>): Promise<T> {
  try {
    return await making;
  } catch (error) {
    throw error instanceof PreviewFailed ? new AppError('refused', sentenceOf(error.code)) : error;
  }
}

function sentenceOf(code: string): string {
  switch (code) {
    case 'TIME':
      return '排出这份材料的页面超过 60 秒,已放弃。请用“打开原件”查看,或拆成几个小文件后重新编目。';
    case 'MEMORY':
      return '这份材料太大,内存不够显示。请用“打开原件”查看,或拆成几个小文件后重新编目。';
    case 'BUSY':
    case 'CLOSED':
      return '这会儿没有来得及显示。请再选一次这份材料。';
    case 'NAME':
      return '文件名不是有效的文字编码,排不成页面。请改名后重新编目。';
    case 'ENOSPC':
    case 'disk-full':
      return '磁盘已满,没有地方存放预览。请腾出空间后再看。';
    case 'EACCES':
    case 'EPERM':
    case 'EBUSY':
      return '文件正被其他程序占用,或没有读取权限。请关闭正在使用它的程序后再看。';
    default:
      return '文件已损坏,或格式不受支持,显示不出来。请用“打开原件”查看,或找原件重新导出后再编目。';
  }
}

function noteOf(archive: Archive, { sha256 }: Original): string | null {
  try {
    const side = cachePath(archive.path, 'previews', `${pagesName(sha256)}.json`);
    const { pages, allPages, notes } = JSON.parse(readFileSync(side, 'utf8')) as SinglePages;
    const cut = allPages > pages ? [`共 ${allPages} 页,预览只到第 ${pages} 页`] : [];
    const sentences = [...cut, ...notes];
    return sentences.length === 0 ? null : `${sentences.join(';')}。`;
  } catch {
    return null;
  }
}

async function storedText(archive: Archive, documentId: number, characters: number | null): Promise<string> {
  const row = await archive.db.get<{ text: string }>('SELECT substr(text, 1, ?) AS text FROM contents WHERE document_id = ?', [
    characters ?? Number.MAX_SAFE_INTEGER,
    documentId,
  ]);
  return row?.text ?? '';
}

async function thumbnailFile(archive: Archive, original: Original, pool: PreviewPool): Promise<ServedFile> {
  const out = cachePath(archive.path, 'thumbnails', `${original.sha256}.webp`);
  const served = { file: out, mime: 'image/webp', name: `${original.name}.webp` };
  if (existsSync(out)) return served;
  const { type, sizeBytes } = original;
  const none = new AppError('not-found', '这份材料没有缩略图。');
  const refused = refusalOf(original);
  if (refused !== null) throw none;
  const path = presentPath(original);
  if (PICTURE_TYPES.includes(type)) {
    await made(pool.make({ kind: 'thumbnail', path, out }));
  } else if (type === 'pdf') {
    if (sizeBytes > THUMBNAIL_PDF_BYTES) throw none;
    await made(pool.make({ kind: 'first-page', path, out }));
  } else {
    if (sizeBytes > THUMBNAIL_OFFICE_BYTES) throw none;
    const { file: pages } = await pagesFile(archive, original, { pool, path });
    await made(pool.make({ kind: 'first-page', path: pages, out }));
  }
  return served;
}
