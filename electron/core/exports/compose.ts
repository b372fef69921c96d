import { PDFRef } from 'pdf-lib';
import { AppError } from '../../../shared/contract/errors.ts';
import { pagesCarry } from '../../../shared/domain/red-lines.ts';
import type { PlannedEvidence, VolumePlan } from '../../../shared/domain/volume.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { attachOriginal } from './archival/attach.ts';
import type { AttachedFile } from './archival/profile.ts';
import type { PlacedWords } from '../../../shared/domain/reading-order.ts';
import type { SourceWatch } from './changed-sources.ts';
import type { Fonts } from './fonts.ts';
import { paintPage, type WriteImage } from './layout/canvas.ts';
import type { Drawing, LaidPage } from './layout/drawing.ts';
import { layoutBlocks, planPages } from './layout/flow.ts';
import { photoFrame, placedFrame, sideOf } from './layout/frames.ts';
import { stampDrawings, stampOverlay, withWords, type Stamp, type StampOverlay } from './layout/stamp.ts';
import { CHANGED, type Measured } from './measure.ts';
import { readOfficePages } from './office/office.ts';
import { documentOf } from './document.ts';
import { BLANK_PAGE, measureKey, type Paginated, type VolumePart } from './paginate.ts';
import { embedBytes, embedPicture } from './pdf/images.ts';
import { sourceOutline } from './pdf/outline.ts';
import { placePages } from './pdf/place.ts';
import type { PrintCopies } from './print-copies.ts';
import { redLinesOn, withLinesOnPage, withLinesOnPictures, withRedLines } from './red-lines.ts';
import { openPagePictures, openPdfSource, PdfRefused, type PdfSource } from './pdf/source.ts';
import type { OutlineNode, PdfWriter, WrittenFile } from './pdf/writer.ts';
import {
  fullWidthPunctuation,
  indicatorKey,
  photoBlocks,
  photoGridBlocks,
  placeholderBlocks,
  volumeMarks,
  volumeWords,
  type Picture,
} from './sections/index.ts';

const A4_TOP_PT = 841.89;

export interface ComposeInput {
  readonly plan: VolumePlan;
  readonly paginated: Paginated;
  readonly measured: ReadonlyMap<string, Measured>;
  readonly fonts: Fonts;
  readonly writer: PdfWriter;
  readonly password: string | undefined;
  /** The recognised words of a document, by page (1-based). */
  readonly wordsOf: (documentId: number) => Promise<(page: number) => readonly PlacedWords[] | null>;
  readonly watch: SourceWatch;
  readonly prints: PrintCopies;
  readonly ctx: JobContext;
}

/** Evidence that could be measured but failed while its pages were written, with the reason; the build starts over with it refused. */
export class EvidenceFailed extends Error {
  readonly failed: ReadonlyMap<PlannedEvidence, string>;
  constructor(failed: ReadonlyMap<PlannedEvidence, string>) {
    super([...failed.values()].join('\n'));
    this.name = 'EvidenceFailed';
    this.failed = failed;
  }
}

/** What writing a volume found out: the file's own figures and remarks on sources (removed scripts, repaired structure). */
export interface Composed {
  readonly written: WrittenFile;
  readonly notes: readonly { readonly evidence: PlannedEvidence; readonly sentences: readonly string[] }[];
}

/**
 * Streams a paginated volume into the writer, page by page in reading order, and finishes the file. Sources are opened one at a
 * time; one that is used again later stays open so that what its pages share is stored once. Throws EvidenceFailed after
 * the pass when any evidence could not be written, AppError `sources-changed` from `watch`.
 */
export async function composeVolume(input: ComposeInput): Promise<Composed> {
  const state = createState(input);
  try {
    for (const { part, firstPage } of input.paginated.parts) {
      stopIfCancelled(input.ctx.signal);
      input.ctx.progress({
        stage: '成册',
        done: firstPage - 1,
        total: input.paginated.pageCount,
        label: part.kind === 'own' ? part.label : (part.items[0]?.title ?? ''),
      });
      if (part.kind === 'own') {
        input.fonts.setLabel(input.plan.title);
        await writeOwn(state, part.pages, firstPage, { code: part.code });
      } else await writeEvidence(state, part, firstPage);
    }
    if (state.failed.size > 0) throw new EvidenceFailed(state.failed);
    await input.fonts.embed(input.writer);
    return {
      written: input.writer.finish(documentOf(input.plan, input.paginated, { ...state, attached: [...state.attached.values()] })),
      notes: state.notes,
    };
  } finally {
    for (const { source } of state.open.values()) source.close();
  }
}

interface State extends ComposeInput {
  readonly pages: PDFRef[];
  readonly notes: { evidence: PlannedEvidence; sentences: readonly string[] }[];
  /** Originals within the volume, by SHA-256. */
  readonly attached: Map<string, AttachedFile>;
  /** Bookmarks of placed PDFs, by measureKey. */
  readonly outlines: Map<string, readonly OutlineNode[]>;
  readonly failed: Map<PlannedEvidence, string>;
  /** Sources still to be used again, by SHA-256. */
  readonly open: Map<string, { source: PdfSource; usesLeft: number }>;
  /** Photos written in this volume by SHA-256, each with the token that stands for its bytes in a block. */
  readonly pictures: Map<string, { readonly widthPx: number; readonly heightPx: number; readonly token: Uint8Array }>;
  /** Pictures already written, by the bytes object that stands for them in a block. */
  readonly tokens: WeakMap<Uint8Array, PDFRef>;
  /** Recognised words of photos, by the bytes object that stands for the photo in a block. */
  readonly words: WeakMap<Uint8Array, readonly PlacedWords[]>;
}

function createState(input: ComposeInput): State {
  const maps = { attached: new Map(), outlines: new Map(), failed: new Map(), open: new Map(), pictures: new Map() };
  return { ...input, ...maps, tokens: new WeakMap(), words: new WeakMap(), pages: [], notes: [] };
}

/** @param header what the running head says instead of the volume's own title */
function stampOf(state: State, page: number, code: string | null, header?: string): Stamp {
  const { plan, paginated } = state;
  const part = paginated.parts.findLast((known) => known.firstPage <= page);
  const numbered =
    plan.numbering === 'whole' || part?.part.kind === 'evidence' || (part?.part.kind === 'own' && part.part.numbered);
  const label = part?.part.kind === 'own' ? part.part.label : '';
  const cover = label === '封面';
  const blank = label === BLANK_PAGE;
  const indicator = part?.part.kind === 'evidence' ? indicatorKey(part.part.indicator) : null;
  return {
    preset: plan.numberPreset,
    side: sideOf(page, plan.doubleSided),
    number: cover || (blank && !numbered) ? null : (paginated.labels[page - 1] ?? null),
    code,
    codeLink: indicator !== null && paginated.pageOf.has(indicator) ? indicator : null,
    header: cover ? '' : (header ?? (plan.header || `${plan.title} ${volumeWords(plan)}`)),
    marks: cover ? [] : volumeMarks(plan),
  };
}

async function writeOwn(
  state: State,
  pages: readonly LaidPage[],
  firstPage: number,
  head: { readonly code: string | null; readonly header?: string },
): Promise<void> {
  for (const [index, page] of pages.entries()) {
    const number = firstPage + index;
    const drawings = page.drawings
      .filter((drawing) => drawing.kind !== 'link' || state.paginated.pageOf.has(drawing.linkTo))
      .flatMap((drawing) => withItsWords(state, drawing));
    const stamps = stampDrawings(stampOf(state, number, head.code, head.header), state.fonts);
    await addLaidPage(state, { ...page, drawings }, stamps);
  }
}

/** A photo, and over it what was read on it. */
function withItsWords(state: State, drawing: Drawing): readonly Drawing[] {
  const words = drawing.kind === 'image' ? state.words.get(drawing.bytes) : undefined;
  if (drawing.kind !== 'image' || !words) return [drawing];
  const { x, y, width, height } = drawing;
  return [drawing, { kind: 'words', x, y, width, height, turned: false, words }];
}

async function addLaidPage(state: State, page: LaidPage, stamps: readonly Drawing[]): Promise<void> {
  const { writer, fonts } = state;
  const writeImage: WriteImage = async (bytes, format) => {
    const known = state.tokens.get(bytes);
    if (known) return known;
    const ref = await embedBytes(writer, bytes, { format, withoutCmyk: state.plan.archival !== undefined });
    state.tokens.set(bytes, ref);
    return ref;
  };
  const painted = await paintPage(page, stamps, { writer, fonts, writeImage });
  state.pages.push(writer.addPage(painted).ref);
}

/** Writes one evidence's pages. A failure is noted and the pass goes on, so that one more pass is enough for all of them. */
async function writeEvidence(state: State, part: VolumePart & { kind: 'evidence' }, firstPage: number): Promise<void> {
  const [evidence] = part.items;
  if (!evidence) return;
  state.fonts.setLabel(evidence.path);
  const before = state.pages.length;
  for (const item of part.items)
    if (item.linesToRecheck > 0) state.notes.push({ evidence: item, sentences: [toRecheck(item.linesToRecheck)] });
  try {
    await writeMeasured(state, part, { evidence, firstPage });
    if (state.plan.archival === '3b') for (const item of part.items) attachOriginal(state, item);
    if (state.pages.length - before !== part.pageCount) state.failed.set(evidence, '页数与检查时不同。请重新编目后再成册');
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (!(error instanceof PictureFailed))
      state.failed.set(
        evidence,
        error instanceof PdfRefused ? error.message : `排入时出错,原件另附(${String((error as Error).message)})`,
      );
    else state.failed.set(error.evidence, error.message);
  }
  if (part.measured.kind !== 'refused') for (const item of await state.watch.changed(part.items)) state.failed.set(item, CHANGED);
}

class PictureFailed extends Error {
  readonly evidence: PlannedEvidence;
  constructor(evidence: PlannedEvidence, reason: string) {
    super(reason);
    this.evidence = evidence;
  }
}

async function writeMeasured(
  state: State,
  part: VolumePart & { kind: 'evidence' },
  at: { evidence: PlannedEvidence; firstPage: number },
): Promise<void> {
  const { measured } = part;
  const { evidence, firstPage } = at;
  switch (measured.kind) {
    case 'pdf':
      return writePdf(state, evidence, measured, firstPage);
    case 'photo':
      return writePhotos(state, part.items, firstPage);
    case 'office':
      return writeOffice(state, evidence, measured, firstPage);
    case 'refused': {
      const blocks = placeholderBlocks(evidence, part.indicator.code, fullWidthPunctuation(measured.reason));
      const pages = layoutBlocks(blocks, { frame: photoFrame(sideOf(firstPage, state.plan.doubleSided)), fonts: state.fonts });
      return writeOwn(state, pages.slice(0, 1), firstPage, { code: evidence.materialCode });
    }
  }
}

async function writePdf(
  state: State,
  evidence: PlannedEvidence,
  measured: Measured & { kind: 'pdf' },
  firstPage: number,
): Promise<void> {
  const held = state.open.get(evidence.sha256) ?? {
    source: await openPdfSource(measured.path, state.password, measured),
    usesLeft: usesOf(state.paginated, evidence.sha256),
  };
  held.usesLeft--;
  if (held.usesLeft > 0) state.open.set(evidence.sha256, held);
  else state.open.delete(evidence.sha256);
  const drawn = measured.carriesLines ? evidence.redLines : [];
  if (drawn.length < evidence.redLines.length) state.notes.push({ evidence, sentences: [OTHER_PAGES] });
  const asPictures = measured.pageIndexes.filter((index) => measured.pictured.has(index));
  const pictures = asPictures.length > 0 ? await openPagePictures(measured.path, state.password, asPictures) : null;
  try {
    const overlays: StampOverlay[] = [];
    for (let index = 0; index < measured.pageIndexes.length; index++) {
      overlays.push(await stampOverlay(stampOf(state, firstPage + index, evidence.materialCode), state.fonts));
    }
    const wordsOn = await state.wordsOf(evidence.documentId);
    const placed = placePages(state.writer, held.source, {
      pageIndexes: measured.pageIndexes,
      archival: state.plan.archival !== undefined,
      pictures,
      frame: (ordinal) => fromBottom(placedFrame(sideOf(firstPage + ordinal, state.plan.doubleSided))),
      overlay: (ordinal, place) => {
        const page = (measured.pageIndexes[ordinal] ?? 0) + 1;
        const ofText = pictures?.wordsOn(page - 1) ?? [];
        const words = ofText.length > 0 ? ofText : wordsOn(page);
        const stamp = withWords(overlayAt(overlays, ordinal), words, place, state.fonts);
        return withRedLines(stamp, redLinesOn(drawn, page), place);
      },
    });
    state.pages.push(...placed.map((page) => page.ref));
    const places = new Map<PDFRef, PDFRef>();
    placed.forEach(({ ref }, ordinal) => {
      const page = held.source.sourcePages[measured.pageIndexes[ordinal] ?? 0]?.page;
      if (page instanceof PDFRef) places.set(page, ref);
    });
    state.outlines.set(measureKey(evidence), sourceOutline(held.source.objects, places));
    if (held.source.notes.length > 0) state.notes.push({ evidence, sentences: [...held.source.notes] });
  } finally {
    pictures?.source.close();
    if (held.usesLeft <= 0) held.source.close();
  }
}

/** Lines stand where they were drawn only on the pages they were drawn on. */
const OTHER_PAGES = '收入的页面与划红线时的不同,红线没有印出,请核对';

const toRecheck = (lines: number): string => `文件或它的排版改动之前划的 ${lines} 条红线还没有重新核对,没有印出`;

function overlayAt(overlays: readonly StampOverlay[], ordinal: number): StampOverlay {
  const overlay = overlays[ordinal];
  if (!overlay) throw new Error(`no stamp for page ${ordinal}`);
  return overlay;
}

function fromBottom(frame: { x: number; y: number; width: number; height: number }): {
  x: number;
  y: number;
  width: number;
  height: number;
} {
  return { ...frame, y: A4_TOP_PT - frame.y - frame.height };
}

function usesOf(paginated: Paginated, sha256: string): number {
  return paginated.parts.filter(
    ({ part }) => part.kind === 'evidence' && part.measured.kind === 'pdf' && part.items[0]?.sha256 === sha256,
  ).length;
}

async function writePhotos(state: State, items: readonly PlannedEvidence[], firstPage: number): Promise<void> {
  const frame = photoFrame(sideOf(firstPage, state.plan.doubleSided));
  const photos = [];
  for (const evidence of items) photos.push({ evidence, picture: await pictureOf(state, evidence) });
  const [only] = photos;
  const blocks =
    state.plan.photosPerPage === 1
      ? only
        ? photoBlocks(only, frame, state.fonts)
        : []
      : photoGridBlocks(photos, { perPage: state.plan.photosPerPage, frame, fonts: state.fonts });
  const code =
    items.length === 1
      ? (items[0]?.materialCode ?? null)
      : `${items[0]?.materialCode ?? ''}~${(items.at(-1)?.materialCode ?? '').split('-').at(-1) ?? ''}`;
  const pages = layoutBlocks(blocks, { frame, fonts: state.fonts });
  await writeOwn(
    state,
    pages.map((page) => withLinesOnPictures(page, items)),
    firstPage,
    { code },
  );
}

/** The picture written once per volume; in a block a token stands for it, so that its bytes are never all in memory. */
async function pictureOf(state: State, evidence: PlannedEvidence): Promise<Picture> {
  const key = evidence.sha256;
  let known = state.pictures.get(key);
  if (!known) {
    const frame = photoFrame('front');
    const result = await embedPicture(state.writer, {
      path: pathOf(state, evidence),
      printWidthPt: frame.width,
      printHeightPt: frame.height,
      withoutCmyk: state.plan.archival !== undefined,
      kept: state.prints.of(key),
    });
    if (result.kind === 'refused') throw new PictureFailed(evidence, result.reason);
    const { picture } = result;
    if (picture.note) state.notes.push({ evidence, sentences: [picture.note] });
    known = { widthPx: picture.widthPx, heightPx: picture.heightPx, token: new Uint8Array(0) };
    state.pictures.set(key, known);
    state.tokens.set(known.token, picture.ref);
    const words = (await state.wordsOf(evidence.documentId))(1);
    if (words) state.words.set(known.token, words);
  }
  return { bytes: known.token, format: 'jpg', widthPx: known.widthPx, heightPx: known.heightPx };
}

function pathOf(state: State, evidence: PlannedEvidence): string | Uint8Array {
  const measured = state.measured.get(measureKey(evidence));
  return measured?.kind === 'photo' ? measured.path : `${evidence.source}/${evidence.path}`;
}

async function writeOffice(
  state: State,
  evidence: PlannedEvidence,
  measured: Measured & { kind: 'office' },
  firstPage: number,
): Promise<void> {
  const front = photoFrame('front');
  // Pages set from a file's content name the file in their head (EXPORT.md).
  const fileName = lastName(evidence.path);
  const { blocks } = await readOfficePages({
    path: measured.path,
    type: evidence.type,
    widthPt: front.width,
    storedText: measured.storedText,
  });
  const pages = planPages(blocks, {
    frame: (index) => photoFrame(sideOf(firstPage + index, state.plan.doubleSided)),
    fonts: state.fonts,
  });
  const drawn = pagesCarry(evidence.type, false) ? evidence.redLines : [];
  if (drawn.length < evidence.redLines.length) state.notes.push({ evidence, sentences: [OTHER_PAGES] });
  for (let index = 0; index < pages.pageCount; index++) {
    stopIfCancelled(state.ctx.signal);
    const page = withLinesOnPage(
      pages.page(index),
      redLinesOn(drawn, index + 1),
      sideOf(firstPage + index, state.plan.doubleSided),
    );
    await writeOwn(state, [page], firstPage + index, { code: evidence.materialCode, header: `文件：${fileName}` });
  }
}
