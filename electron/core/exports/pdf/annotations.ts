import { PDFArray, PDFDict, PDFName, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import type { Copier } from './copier.ts';
import { readDestination } from './destinations.ts';
import { apply, IDENTITY, transformBox } from './geometry.ts';
import type { Box, Matrix } from './geometry.ts';
import { isHiddenContent } from './layers.ts';
import { arrayOf, dictOf, entry, isStream, nameOf, numberOf, resolve, textOfName } from './objects.ts';
import type { ObjectSource, SourceStream } from './objects.ts';
import { boxOf } from './page-tree.ts';
import type { PdfWriter } from './writer.ts';

/** Where a page of the source came to lie: from its user space to that of the page in the volume. */
export interface PageTarget {
  readonly ref: PDFRef;
  readonly matrix: Matrix;
  readonly crop: Box;
  /** Upper left corner of the sheet as displayed, in user space. */
  readonly topLeft: readonly [x: number, y: number];
}

export interface AnnotationWork {
  readonly objects: ObjectSource;
  readonly copier: Copier;
  readonly writer: PdfWriter;
  readonly hidden: ReadonlySet<PDFRef>;
  readonly names: () => ReadonlyMap<string, PDFObject>;
  readonly targets: ReadonlyMap<PDFRef, PageTarget>;
  readonly note: (sentence: string) => void;
  /** The volume is a PDF/A: annotations are seen and printed, look as they do now, and lead nowhere else. */
  readonly archival: boolean;
}

/** An appearance to be drawn into the page, in the source's user space. */
export interface DrawnAppearance {
  readonly form: PDFRef;
  readonly matrix: Matrix;
}

export const FLAG_HIDDEN = 2;
export const FLAG_NO_VIEW = 32;
const MAX_FIELD_DEPTH = 32;
const POINT_LISTS = ['QuadPoints', 'Vertices', 'L', 'CL'];
/** Entries that lead out of the annotation or are made anew. */
const NOT_KEPT = new Set([
  'A',
  'AA',
  'PA',
  'Dest',
  'Parent',
  'P',
  'Popup',
  'IRT',
  'RT',
  'StructParent',
  'AF',
  'Kids',
  'FS',
  'Rect',
  'BS',
  'Border',
]);
export const FLAG_PRINT = 4;
/** No zoom, no turning, read only, locked: what says how an annotation is handled, not whether it is seen. */
const KEPT_FLAGS = 8 | 16 | 64 | 128 | 512;
const CMYK_COMPONENTS = 4;

/** What lives on as its appearance only. Stamps too: a 印章 must not depend on a viewer's “show comments”. */
export const DRAWN: ReadonlySet<string> = new Set([
  'Widget',
  'Stamp',
  'FileAttachment',
  'Movie',
  'Sound',
  'Screen',
  'RichMedia',
  '3D',
  'Watermark',
  'PrinterMark',
  'TrapNet',
]);
const LOST: Readonly<Record<string, string>> = {
  FileAttachment: '原文件中的附件未收入，只保留了图标。',
  Movie: '原文件中的视频未收入，只保留了画面。',
  Screen: '原文件中的视频未收入，只保留了画面。',
  RichMedia: '原文件中的多媒体未收入，只保留了画面。',
  Sound: '原文件中的声音未收入。',
  '3D': '原文件中的三维模型未收入，只保留了画面。',
};
const ACTIONS: Readonly<Record<string, string>> = {
  URI: '原文件中的网页链接已停用，文字保留。',
  JavaScript: '原文件中的脚本已去除。',
  Launch: '原文件中打开其他程序的链接已去除。',
  SubmitForm: '原文件中提交表单的按钮已停用。',
  ImportData: '原文件中导入数据的按钮已停用。',
  GoToR: '原文件中指向其他文件的链接已停用。',
  GoToE: '原文件中指向附件的链接已停用。',
};

/** An entry of a form field's widget, or of the nearest field above it that has one (ISO 32000-1 §12.7.3.1). */
export function fieldEntry(objects: ObjectSource, annotation: PDFDict, key: string): PDFObject | undefined {
  let dict: PDFDict | undefined = annotation;
  for (let depth = 0; dict && depth < MAX_FIELD_DEPTH; depth++) {
    const found = entry(dict, key);
    if (found !== undefined) return found;
    dict = dictOf(objects, entry(dict, 'Parent'));
  }
  return undefined;
}

/** The normal appearance in the state that is on (ISO 32000-1 §12.5.5). */
export function normalAppearance(
  objects: ObjectSource,
  annotation: PDFDict,
): { readonly value: PDFObject; readonly stream: SourceStream } | undefined {
  let value = entry(dictOf(objects, entry(annotation, 'AP')), 'N');
  const states = resolve(objects, value);
  if (states instanceof PDFDict) {
    const state = nameOf(objects, entry(annotation, 'AS')) ?? nameOf(objects, fieldEntry(objects, annotation, 'V')) ?? 'Off';
    value = entry(states, state);
  }
  const stream = resolve(objects, value);
  return value !== undefined && isStream(stream) ? { value, stream } : undefined;
}

/** The form XObject and the matrix that put an appearance into its annotation's rectangle (ISO 32000-1 §12.5.5, algorithm 8.1). */
function drawnAppearance(work: AnnotationWork, annotation: PDFDict, rect: Box): DrawnAppearance | undefined {
  const { objects, copier, writer } = work;
  const appearance = normalAppearance(objects, annotation);
  if (!appearance) return undefined;
  const { dict } = appearance.stream;
  const bbox = boxOf(objects, entry(dict, 'BBox'));
  const numbers = arrayOf(objects, entry(dict, 'Matrix')).map((item) => numberOf(objects, item) ?? 0);
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers.length === 6 ? numbers : IDENTITY;
  if (!bbox) return undefined;
  const placed = transformBox([a, b, c, d, e, f], bbox);
  const [width, height] = [placed.x1 - placed.x0, placed.y1 - placed.y0];
  if (!(width > 0 && height > 0 && rect.x1 > rect.x0 && rect.y1 > rect.y0)) return undefined;
  const [scaleX, scaleY] = [(rect.x1 - rect.x0) / width, (rect.y1 - rect.y0) / height];
  const matrix: Matrix = [scaleX, 0, 0, scaleY, rect.x0 - placed.x0 * scaleX, rect.y0 - placed.y0 * scaleY];
  if (appearance.value instanceof PDFRef && nameOf(objects, entry(dict, 'Subtype')) === 'Form')
    return { form: copier.ref(appearance.value), matrix };
  // An appearance need not say that it is a form; what `Do` paints must.
  const form = writer.alloc();
  const copy = PDFDict.withContext(writer.context);
  for (const [key, value] of dict.entries()) if (key !== PDFName.of('Length')) copy.set(key, copier.value(value));
  copy.set(PDFName.of('Type'), PDFName.of('XObject'));
  copy.set(PDFName.of('Subtype'), PDFName.of('Form'));
  copier.writeStream(form, copy, appearance.stream);
  return { form, matrix };
}

function points(work: AnnotationWork, value: PDFObject | undefined, matrix: Matrix): PDFObject {
  const numbers = arrayOf(work.objects, value).map((item) => numberOf(work.objects, item) ?? 0);
  const moved: number[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) moved.push(...apply(matrix, numbers[i] ?? 0, numbers[i + 1] ?? 0));
  return work.writer.context.obj(moved);
}

function scaled(work: AnnotationWork, value: PDFObject | undefined, scale: number, indexes?: readonly number[]): PDFObject {
  const items = arrayOf(work.objects, value).map((item, index) => {
    const number = numberOf(work.objects, item);
    return number !== undefined && (!indexes || indexes.includes(index))
      ? work.writer.context.obj(number * scale)
      : work.copier.value(item);
  });
  return work.writer.context.obj(items);
}

/** The place a link leads to inside the placed pages, or undefined after noting what was taken away. */
function linkTarget(work: AnnotationWork, annotation: PDFDict): PDFObject | undefined {
  const { objects, targets, writer } = work;
  const action = dictOf(objects, entry(annotation, 'A'));
  const kind = nameOf(objects, entry(action, 'S'));
  if (kind !== undefined && kind !== 'GoTo') {
    const sentence = ACTIONS[kind];
    if (sentence) work.note(sentence);
    return undefined;
  }
  const found = readDestination(objects, work.names, entry(annotation, 'Dest') ?? entry(action, 'D'));
  const target = found && targets.get(found.page);
  if (!found || !target) return undefined;
  if (found.left === null && found.top === null) return writer.context.obj([target.ref, 'XYZ', ...target.topLeft, null]);
  const [x, y] = apply(target.matrix, found.left ?? target.crop.x0, found.top ?? target.crop.y1);
  return writer.context.obj([target.ref, 'XYZ', x, y, null]);
}

function hasVisibleBorder(objects: ObjectSource, annotation: PDFDict): boolean {
  const style = dictOf(objects, entry(annotation, 'BS'));
  if (style) return (numberOf(objects, entry(style, 'W')) ?? 1) > 0;
  const border = arrayOf(objects, entry(annotation, 'Border'));
  return border.length < 3 || (numberOf(objects, border[2]) ?? 0) > 0;
}

function keptAnnotation(work: AnnotationWork, annotation: PDFDict, rect: Box, target: PageTarget): PDFRef | undefined {
  const { objects, copier, writer } = work;
  const { context } = writer;
  const isLink = nameOf(objects, entry(annotation, 'Subtype')) === 'Link';
  const destination = isLink ? linkTarget(work, annotation) : undefined;
  if (isLink && !destination && !hasVisibleBorder(objects, annotation) && !entry(annotation, 'AP')) return undefined;
  const scale = target.matrix[0];
  const copy = PDFDict.withContext(context);
  const set = (key: string, value: PDFObject): void => copy.set(PDFName.of(key), value);
  for (const [name, value] of annotation.entries()) {
    const key = textOfName(name);
    if (NOT_KEPT.has(key)) continue;
    if (POINT_LISTS.includes(key)) set(key, points(work, value, target.matrix));
    else if (key === 'InkList' || key === 'Path')
      set(key, context.obj(arrayOf(objects, value).map((list) => points(work, list, target.matrix))));
    else if (key === 'RD') set(key, scaled(work, value, scale));
    else set(key, copier.value(value));
  }
  const moved = transformBox(target.matrix, rect);
  set('Rect', context.obj([moved.x0, moved.y0, moved.x1, moved.y1]));
  set('P', target.ref);
  const style = dictOf(objects, entry(annotation, 'BS'));
  if (style) {
    const styleCopy = copier.value(style);
    if (styleCopy instanceof PDFDict)
      styleCopy.set(PDFName.of('W'), context.obj((numberOf(objects, entry(style, 'W')) ?? 1) * scale));
    set('BS', styleCopy);
  }
  const border = entry(annotation, 'Border');
  if (border) set('Border', scaled(work, border, scale, [0, 1, 2]));
  if (destination) set('Dest', destination);
  if (work.archival) keepForGood(work, annotation, copy, isLink);
  const ref = writer.alloc();
  writer.write(ref, copy);
  return ref;
}

/** Makes a kept annotation one that a PDF/A may hold (ISO 19005-2 §6.3): printed, never hidden, with its one normal appearance. */
function keepForGood(work: AnnotationWork, annotation: PDFDict, copy: PDFDict, isLink: boolean): void {
  const { objects, copier, writer } = work;
  const flags = numberOf(objects, entry(annotation, 'F')) ?? 0;
  copy.set(PDFName.of('F'), writer.context.obj((flags & KEPT_FLAGS) | FLAG_PRINT));
  for (const key of ['AP', 'AS']) copy.delete(PDFName.of(key));
  const appearance = isLink ? undefined : normalAppearance(objects, annotation);
  if (appearance) copy.set(PDFName.of('AP'), writer.context.obj({ N: copier.value(appearance.value) }));
  for (const key of ['C', 'IC'])
    if (arrayOf(objects, entry(annotation, key)).length === CMYK_COMPONENTS) copy.delete(PDFName.of(key));
}

function noteWidget(work: AnnotationWork, annotation: PDFDict, drawn: DrawnAppearance | undefined): void {
  const { objects } = work;
  const type = nameOf(objects, fieldEntry(objects, annotation, 'FT'));
  const value = fieldEntry(objects, annotation, 'V');
  if (entry(annotation, 'AA')) work.note('原文件中的脚本已去除。');
  const hasAppearance = entry(annotation, 'AP') !== undefined;
  if (!drawn && !hasAppearance && value !== undefined && (type === 'Tx' || type === 'Ch'))
    work.note('表单中有的内容没有保存外观，页面上可能看不到，请核对。');
}

/** Takes the annotations of one page over: kept and moved with the page, or drawn into it, or left out with a note. */
export function placeAnnotations(
  work: AnnotationWork,
  page: PDFDict,
  target: PageTarget,
): { readonly kept: readonly PDFRef[]; readonly drawn: readonly DrawnAppearance[] } {
  const { objects } = work;
  const kept: PDFRef[] = [];
  const drawn: DrawnAppearance[] = [];
  for (const item of arrayOf(objects, entry(page, 'Annots'))) {
    const annotation = resolve(objects, item);
    if (!(annotation instanceof PDFDict)) continue;
    const subtype = nameOf(objects, entry(annotation, 'Subtype')) ?? '';
    const flags = numberOf(objects, entry(annotation, 'F')) ?? 0;
    const rect = boxOf(objects, entry(annotation, 'Rect'));
    if (subtype === 'Popup' || flags & FLAG_HIDDEN || !rect) continue;
    if (isHiddenContent(objects, work.hidden, entry(annotation, 'OC'))) continue;
    const sentence = LOST[subtype];
    if (sentence) work.note(sentence);
    const drawnHere = DRAWN.has(subtype) && !(flags & FLAG_NO_VIEW) ? drawnAppearance(work, annotation, rect) : undefined;
    if (subtype === 'Widget') noteWidget(work, annotation, drawnHere);
    if (subtype === 'Widget' || subtype === 'Screen') linkTarget(work, annotation);
    if (drawnHere) drawn.push(drawnHere);
    else if (!DRAWN.has(subtype)) {
      const ref = keptAnnotation(work, annotation, rect, target);
      if (ref) kept.push(ref);
    }
  }
  return { kept, drawn };
}

/** The appearance values of a page's annotations: their streams belong to what a page's digest covers. */
export function appearancesOf(objects: ObjectSource, page: PDFDict): readonly PDFObject[] {
  const annotations = arrayOf(objects, entry(page, 'Annots')).map((item) => dictOf(objects, item));
  const values = annotations.map((annotation) => entry(annotation, 'AP'));
  return values.filter((value) => value instanceof PDFRef || value instanceof PDFDict || value instanceof PDFArray);
}
