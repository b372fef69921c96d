import { PICTURE_TYPES, type DocumentType } from './document.ts';

/** 红线: a straight red line under (or beside) the passage that proves an indicator, as inspectors ask for (红笔直线划出印证内容). */
export interface RedLine {
  /** 1-based page of the document. */
  readonly page: number;
  /** Ends in parts of the page as it is looked at: 0 at the left or top, 1 at the right or bottom. */
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Formats whose pages our own layout sets, the same in the preview and in the volume, or that are pages already. */
const CARRYING: readonly DocumentType[] = [
  'pdf',
  ...PICTURE_TYPES,
  'docx',
  'xlsx',
  'xls',
  'csv',
  'txt',
  'md',
  'doc',
  'rtf',
  'odt',
];

/** Formats a browser engine turns into pages. Without one they are set from their text alone, where a line would stand elsewhere. */
const PRINTED: readonly DocumentType[] = ['html', 'eml', 'ofd', 'pptx'];
/** Of these those whose words flow: other fonts or another engine may break their lines elsewhere. */
const FLOWING: readonly DocumentType[] = ['html', 'eml'];

/** True for what red lines can be drawn on, given that its pages are made as `pagesCarry` asks. */
export function carriesRedLines(type: DocumentType): boolean {
  return CARRYING.includes(type) || PRINTED.includes(type);
}

/** Whether lines drawn on the pages of a document stand under the same words in the volume; `printed`: a browser engine made the pages. */
export function pagesCarry(type: DocumentType, printed: boolean): boolean {
  return CARRYING.includes(type) || (printed && PRINTED.includes(type));
}

/** True for formats whose pages, printed anew, may differ from those a line was drawn on. */
export function mayFlowAnew(type: DocumentType): boolean {
  return FLOWING.includes(type);
}

/** A line shorter than this part of the page was a slip of the hand. */
const SHORTEST = 0.01;

/**
 * A line of a hand made straight: level where it goes more across than down (`shape` is the page's width by its height), else
 * upright beside several lines of text; inside the page. Null when it is too short to be meant.
 */
export function straightLine(
  page: number,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  shape: number,
): RedLine | null {
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  const across = Math.abs(to.x - from.x) * shape;
  const down = Math.abs(to.y - from.y);
  const level = across >= down;
  const line = level
    ? { page, x1: within(Math.min(from.x, to.x)), y1: within(to.y), x2: within(Math.max(from.x, to.x)), y2: within(to.y) }
    : { page, x1: within(to.x), y1: within(Math.min(from.y, to.y)), x2: within(to.x), y2: within(Math.max(from.y, to.y)) };
  return (level ? line.x2 - line.x1 : line.y2 - line.y1) < SHORTEST ? null : line;
}
