import { lstatSync } from 'node:fs';
import { OFFICE_TYPES, PICTURE_TYPES } from '../../../shared/domain/document.ts';
import { mayFlowAnew, pagesCarry } from '../../../shared/domain/red-lines.ts';
import type { PlannedEvidence } from '../../../shared/domain/volume.ts';
import type { Fonts } from './fonts.ts';
import { createJudge } from './archival/judge.ts';
import { aboutPictures, type PageFault } from './archival/reasons.ts';
import { planPages } from './layout/flow.ts';
import { photoFrame } from './layout/frames.ts';
import { hasContent, readOfficePages } from './office/office.ts';
import { brokenPages, type BrokenPages, type PictureBudget } from './pdf/integrity.ts';
import { tryPlacing } from './pdf/faithful.ts';
import type { Looker } from './pdf/look.ts';
import { openPdfSource, PdfRefused, type PdfSource } from './pdf/source.ts';
import { wordPlaces } from '../pdf-pages/pdf-pages.ts';
import type { PrintCopies } from './print-copies.ts';
import type { Renditions } from '../renditions/renditions.ts';
import { isOnlineOnly } from '../sources/sources.ts';
import type { EvidenceFile } from './plan.ts';
import { hashFile } from '../hash-file.ts';

/** How an evidence becomes pages, decided before the first page is written; `refused` gets a placeholder page. */
export type Measured =
  | {
      readonly kind: 'pdf';
      /** The file the pages are taken from. */
      readonly path: string | Uint8Array;
      /** The evidence itself, where its pages were made by another program; else the same file. */
      readonly original: string | Uint8Array;
      readonly pageIndexes: readonly number[];
      /** Its pages go in as pictures: placed as they are they looked different. */
      readonly asPictures: boolean;
      /** Pages (0-based) that go in as pictures because a PDF/A cannot hold them as they are, with the reasons. */
      readonly pictured: ReadonlyMap<number, readonly PageFault[]>;
      /** 电子签章: the original goes beside the volume. */
      readonly signed: boolean;
      /** 红线 drawn on the preview stand under the same words on these pages. */
      readonly carriesLines: boolean;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'photo'; readonly path: string | Uint8Array; readonly notes: readonly string[] }
  | {
      readonly kind: 'office';
      readonly path: string;
      readonly storedText: string;
      readonly pages: number;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      /** Its file is not there as it was indexed. */
      readonly displaced?: boolean;
    };

type Placed = Measured & { kind: 'pdf' };

export interface MeasureOptions {
  readonly fonts: Fonts;
  readonly password: string | undefined;
  readonly storedText: (documentId: number) => Promise<string>;
  /** How the words stood on pages (1-based) of a document when red lines were drawn on them, as far as that is known. */
  readonly wordPlaces: (documentId: number) => Promise<ReadonlyMap<number, string>>;
  readonly looker: Looker;
  readonly renditions: Renditions;
  readonly prints: PrintCopies;
  /** Which pages of a PDF are compared with their source: all, one even of a regular file, or those of irregular files only. */
  readonly comparing: 'all' | 'sample' | 'irregular';
  /** How much of the pictures may still be gone through code by code. */
  readonly pictures: PictureBudget;
  /** The volume is a PDF/A: every page is judged. */
  readonly archival: boolean;
  readonly signal: AbortSignal;
}

/**
 * Opens one evidence's file, makes sure it still is what was indexed (SHA-256), and counts the pages it will take. Whatever is
 * wrong becomes `refused` with one sentence; it never throws but for cancelling.
 */
export async function measureEvidence(evidence: PlannedEvidence, file: EvidenceFile, options: MeasureOptions): Promise<Measured> {
  const { path } = file;
  if (path === null) return displaced('文件已不在原处,编目时记下的位置找不到它。请找回原件后重新编目');
  const changed = await findChange(path, evidence, options.signal);
  if (changed) return displaced(changed);
  try {
    if (evidence.type === 'pdf') return await measurePdf(path, evidence, options);
    // A scanner's stack of pages, which has no place on one page with a caption.
    if (evidence.type === 'tiff' && (file.pages ?? 1) > 1) return await measurePdf(path, evidence, options);
    if (PICTURE_TYPES.includes(evidence.type)) return await measurePhoto(path, file, evidence.sha256, options.prints);
    if (file.state === 'encrypted') return refuse(file.stateMessage ?? '它有打开密码。请在 WPS 中去掉密码后重新编目');
    if (file.state === 'failed') return refuse(file.stateMessage ?? BROKEN_FILE);
    if (OFFICE_TYPES.includes(evidence.type)) return await measureOffice(path, evidence, file, options);
    return refuse(NOT_PAGES[evidence.type] ?? '这种格式不能变成页面,原件另附');
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof PdfRefused) return refuse(error.message);
    return refuse(file.stateMessage ?? BROKEN_FILE);
  }
}

const NOT_PAGES: Readonly<Record<string, string>> = {
  zip: '压缩包不能装订成页。请解压后把里面的文件分别归类',
  video: '影像资料不能装订成页,原件另附',
  audio: '录音不能装订成页,原件另附',
};

const BROKEN_FILE = '文件已损坏,排不成页面。请找原件重新导出后再编目';
const BROKEN_PICTURE = '图片已损坏,打不开。请用看图软件打开后另存为 JPG,再重新编目';

function refuse(reason: string): Measured {
  return { kind: 'refused', reason };
}

function displaced(reason: string): Measured {
  return { kind: 'refused', reason, displaced: true };
}

/** Of a file that changed since it was indexed. */
export const CHANGED = '编目之后文件内容有改动。请重新编目,核对后再成册';
const ONLINE_ONLY = '文件现在只在云盘上。请在云盘软件中把它下载到本机,再成册';

async function findChange(path: string | Uint8Array, evidence: PlannedEvidence, signal: AbortSignal): Promise<string | null> {
  try {
    const { size, blocks } = lstatSync(Buffer.from(path));
    if (isOnlineOnly({ name: '', sizeBytes: size, blocks }, process.platform)) return ONLINE_ONLY;
    if (size === evidence.sizeBytes && (await hashFile(path, signal)) === evidence.sha256) return null;
    return CHANGED;
  } catch (error) {
    if (signal.aborted) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return code === 'ENOENT' ? '文件已不在原处。请找回原件后重新编目' : `文件读不出来(${code})。请检查它是否被占用,再重新编目`;
  }
}

async function measurePdf(path: string | Uint8Array, evidence: PlannedEvidence, options: MeasureOptions): Promise<Measured> {
  const isTiff = evidence.type === 'tiff';
  const source = await openPdfSource(path, options.password, { asPictures: isTiff });
  try {
    const first = evidence.firstPage ?? 1;
    const last = Math.min(evidence.lastPage ?? source.pageCount, source.pageCount);
    if (first > last) return refuse(`只有 ${source.pageCount} 页,选定的第 ${first} 页不存在。请改页码范围`);
    const pageIndexes = Array.from({ length: last - first + 1 }, (_, index) => first - 1 + index);
    const { looker, password } = options;
    const tried = pagesToTry(source, pageIndexes, options.comparing);
    const pictured =
      options.archival && source.readerName !== 'pictures' ? judged(source, pageIndexes) : new Map<number, never>();
    const asTheyAre = tried.filter((index) => !pictured.has(index));
    const trial = { path, password, pageIndexes: asTheyAre, looker, archival: options.archival };
    const likenesses = asTheyAre.length === 0 ? [] : await tryPlacing(source, trial);
    const placed: Placed = {
      kind: 'pdf',
      path,
      original: path,
      pageIndexes,
      asPictures: isTiff,
      pictured,
      carriesLines: true,
      signed: source.signed,
      notes: [
        ...source.notes,
        ...aboutPictures(pictured, pageIndexes.length),
        ...(isTiff ? [] : aboutBroken(await brokenPages(source.objects, source.sourcePages, options.pictures))),
      ],
    };
    const isUnlike = likenesses.some((likeness) => likeness === 'differs' || likeness === 'blank');
    return isUnlike ? await asPictures(placed, source, password) : placed;
  } finally {
    source.close();
  }
}

/** Pages a PDF/A cannot hold as they are. */
function judged(source: PdfSource, pageIndexes: readonly number[]): ReadonlyMap<number, readonly PageFault[]> {
  const judge = createJudge(source.objects);
  const found = new Map<number, readonly PageFault[]>();
  for (const index of pageIndexes) {
    const page = source.sourcePages[index];
    const faults = page ? judge.page(page) : [];
    if (faults.length > 0) found.set(index, faults);
  }
  return found;
}

const NAMED_PAGES = 6;

/** What is said of a file with broken data behind some pages (0-based), whichever of them are bound: pages share what they draw. */
function aboutBroken({ data, pictures }: BrokenPages): readonly string[] {
  return [
    ...(data.length === 0 ? [] : [`原件第 ${namedPages(data)}的数据已损坏，可能缺字缺图，请找回完整的原件核对。`]),
    ...(pictures.length === 0 ? [] : [`原件第 ${namedPages(pictures)}的图像数据有损，可能缺图或变色，请找回完整的原件核对。`]),
  ];
}

function namedPages(pages: readonly number[]): string {
  const named = pages.slice(0, NAMED_PAGES).map((page) => page + 1);
  return `${named.join('、')}${pages.length > NAMED_PAGES ? ` 等 ${pages.length} 页` : ' 页'}`;
}

/** First, middle and last of an irregular file; one of a regular file of a sample. Pages that are pictures already need no comparing. */
function pagesToTry(
  source: PdfSource,
  pageIndexes: readonly number[],
  comparing: MeasureOptions['comparing'],
): readonly number[] {
  if (source.readerName === 'pictures') return [];
  if (comparing === 'all') return pageIndexes;
  const middle = Math.floor(pageIndexes.length / 2);
  const places = source.readerName !== 'strict' ? [0, middle, pageIndexes.length - 1] : comparing === 'sample' ? [middle] : [];
  return [...new Set(places)].flatMap((place) => pageIndexes[place] ?? []);
}

async function asPictures(placed: Placed, source: PdfSource, password: string | undefined): Promise<Measured> {
  const pictures = await openPdfSource(placed.path, password, { asPictures: true }).catch(() => null);
  if (!pictures) return refuse(LOOKS_DIFFERENT);
  try {
    if (pictures.pageCount !== source.pageCount) return refuse(LOOKS_DIFFERENT);
    return { ...placed, asPictures: true, pictured: new Map(), notes: [...placed.notes, ...pictures.notes] };
  } finally {
    pictures.close();
  }
}

const LOOKS_DIFFERENT = '收入后的页面与原件看起来不同,也画不成图片。请用阅读器打开后另存一份,再重新编目';

async function measurePhoto(
  path: string | Uint8Array,
  file: EvidenceFile,
  sha256: string,
  prints: PrintCopies,
): Promise<Measured> {
  if (file.state === 'failed') return refuse(file.stateMessage ?? BROKEN_PICTURE);
  const problem = await prints.probe(path, sha256, { isKnownWhole: file.seenAsPicture });
  return problem === null ? { kind: 'photo', path, notes: [] } : refuse(problem);
}

async function measureOffice(
  path: string | Uint8Array,
  evidence: PlannedEvidence,
  file: EvidenceFile,
  options: MeasureOptions,
): Promise<Measured> {
  if (typeof path !== 'string') return refuse('文件名不是有效的文字编码,排不成页面。请改名后重新编目');
  const made = await options.renditions.of({ path, type: evidence.type, sha256: evidence.sha256 });
  if (made.pdf !== null) {
    const placed = await measureRendition(made.pdf, evidence, options);
    if (placed) {
      const carriesLines = pagesCarry(evidence.type, made.by === 'engine') && made.by !== 'suite';
      const mayBeElsewhere = carriesLines && (await wordsMoved(evidence, { pdf: made.pdf, isNew: made.isNew }, options));
      const notes = [...made.notes, ...placed.notes, ...(mayBeElsewhere ? [LINES_ANEW] : [])];
      return { ...placed, original: path, signed: made.signed, carriesLines, notes };
    }
  }
  const storedText = await options.storedText(evidence.documentId);
  const frame = photoFrame('front');
  const { blocks, notes } = await readOfficePages({ path, type: evidence.type, widthPt: frame.width, storedText });
  if (!hasContent(blocks)) return refuse('文件里没有内容,没有可以印出的页');
  options.fonts.setLabel(evidence.path);
  const pages = planPages(blocks, { frame, fonts: options.fonts }).pageCount;
  const missing = missingGlyphs(options.fonts, evidence.path);
  const all = [...(made.pdf === null ? made.notes : []), ...notes];
  return { kind: 'office', path, storedText, pages, notes: missing === '' ? all : [...all, missing] };
}

/** Whether words may stand elsewhere than when lines were drawn on their pages. */
async function wordsMoved(
  { type, redLines, documentId }: PlannedEvidence,
  { pdf, isNew }: { readonly pdf: string; readonly isNew: boolean },
  options: MeasureOptions,
): Promise<boolean> {
  if (!mayFlowAnew(type) || redLines.length === 0) return false;
  const stood = await options.wordPlaces(documentId);
  const pages = [...new Set(redLines.map(({ page }) => page))];
  // Lines of an earlier version, or of another archive: nobody noted how the words stood.
  if (pages.some((page) => !stood.has(page))) return isNew;
  const stand = await wordPlaces(pdf, pages).catch(() => new Map<number, string>());
  return pages.some((page) => stand.get(page) !== stood.get(page));
}

const LINES_ANEW = '页面已重新排印,请核对红线是否还在印证的话下面';

/** Pages another program made of the document; null when they cannot be placed, then ours are. */
async function measureRendition(pdf: string, evidence: PlannedEvidence, options: MeasureOptions): Promise<Placed | null> {
  const measured = await measurePdf(pdf, evidence, options).catch(() => null);
  options.signal.throwIfAborted();
  return measured?.kind === 'pdf' ? measured : null;
}

const NAMED_GLYPHS = 8;

/** A sentence naming the characters of one file that no font has; '' when it has none. */
function missingGlyphs(fonts: Fonts, label: string): string {
  const chars = [...fonts.missing].filter(([, labels]) => labels.has(label)).map(([char]) => char);
  return chars.length === 0 ? '' : missingSentence(chars);
}

export function missingSentence(chars: readonly string[]): string {
  const named = chars
    .slice(0, NAMED_GLYPHS)
    .map((char) => `“${char}”(U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()})`)
    .join('、');
  return `字体里没有${named}${chars.length > NAMED_GLYPHS ? ` 等 ${chars.length} 个字` : ''},印成了 〓,请核对原件`;
}

/** Pages an evidence takes when it has pages of its own. */
export function pagesOf(measured: Measured): number {
  switch (measured.kind) {
    case 'pdf':
      return measured.pageIndexes.length;
    case 'office':
      return measured.pages;
    case 'photo':
    case 'refused':
      return 1;
  }
}
