import type { PDFRef } from 'pdf-lib';
import type { PlacedWords } from '../../../../shared/domain/reading-order.ts';
import type { NumberPreset } from '../../../../shared/domain/volume-look.ts';
import type { Fonts } from '../fonts.ts';
import type { OverlayLink, PagePlace } from '../pdf/place.ts';
import type { FontFace } from './blocks.ts';
import { paint } from './canvas.ts';
import { A4_HEIGHT_PT, A4_WIDTH_PT, mm } from './drawing.ts';
import type { Drawing } from './drawing.ts';
import { FOOT_STRIP_PT, HEAD_STRIP_PT } from './frames.ts';
import type { Frame, Side } from './frames.ts';
import { wordsOperators } from './words.ts';

/** What a page's furniture says. */
export interface Stamp {
  /**
   * Where page numbers stand. `official` (公文, GB/T 9704-2012 §7.5): bottom centre “— n —”; `records` (文书, DA/T 22): top outer
   * corner, front right, back left; `technical` (科技, GB/T 11822): bottom outer corner.
   */
  readonly preset: NumberPreset;
  readonly side: Side;
  /** The page label as it is printed; null on pages that carry no number. */
  readonly number: string | null;
  /** Indicator or material code for the top outer corner, or null. */
  readonly code: string | null;
  /** The destination the code leads to, or null: from a material back to its 指标页. */
  readonly codeLink: string | null;
  /** Running title, e.g. `〇〇市文明城市创建档案 · 第 2 卷`; '' leaves it out. */
  readonly header: string;
  /** Words such as 不完整, 草稿. */
  readonly marks: readonly string[];
}

/** The strips of a page that hold all stamps and that content never covers. */
export const STAMP_STRIPS: readonly Frame[] = [
  { x: 0, y: 0, width: A4_WIDTH_PT, height: HEAD_STRIP_PT },
  { x: 0, y: A4_HEIGHT_PT - FOOT_STRIP_PT, width: A4_WIDTH_PT, height: FOOT_STRIP_PT },
];

const BINDING_PT = mm(28);
const OUTER_PT = mm(15);
const HEAD_BASELINE_PT = mm(11);
const HEAD_RULE_PT = mm(13.4);
const FOOT_BASELINE_PT = A4_HEIGHT_PT - mm(9);
const HEAD_SIZE_PT = 9;
const GREY = '#555555';

/** Page furniture of one A4 portrait page. Everything lies in `STAMP_STRIPS`, at least 5 mm from the paper's edges. */
export function stampDrawings(stamp: Stamp, fonts: Pick<Fonts, 'measure'>): Drawing[] {
  const out: Drawing[] = [];
  const front = stamp.side === 'front';
  const left = front ? BINDING_PT : OUTER_PT;
  const right = A4_WIDTH_PT - (front ? OUTER_PT : BINDING_PT);
  const width = (text: string, face: FontFace, sizePt: number): number => fonts.measure(text, face, sizePt);
  const put = (text: string, x: number, y: number, sizePt: number, face: FontFace, color = '#000000'): void => {
    out.push({ kind: 'text', x, y, text, face, sizePt, color, artifact: true });
  };
  const plate = (x: number, y: number, textWidth: number, sizePt: number): void => {
    out.push({ kind: 'rect', x: x - 2, y: y - sizePt, width: textWidth + 4, height: sizePt * 1.3, fill: '#ffffff' });
  };
  /** Next free x at the outer end of the head; texts are put from the outer corner inwards. */
  let outer = front ? right : left;
  const putOuter = (text: string, sizePt: number, face: FontFace, linkTo: string | null = null): void => {
    const textWidth = width(text, face, sizePt);
    const x = front ? outer - textWidth : outer;
    plate(x, HEAD_BASELINE_PT, textWidth, sizePt);
    put(text, x, HEAD_BASELINE_PT, sizePt, face);
    const area = { x: x - 2, y: HEAD_BASELINE_PT - sizePt, width: textWidth + 4, height: sizePt * 1.3 };
    if (linkTo !== null) out.push({ kind: 'link', ...area, linkTo });
    outer += (front ? -1 : 1) * (textWidth + 10);
  };

  if (stamp.header || stamp.code !== null || stamp.marks.length > 0) {
    out.push({ kind: 'line', x1: left, y1: HEAD_RULE_PT, x2: right, y2: HEAD_RULE_PT, thicknessPt: 0.4, color: '#888888' });
  }
  if (stamp.number !== null && stamp.preset === 'records') putOuter(stamp.number, 12, 'song');
  if (stamp.code !== null) putOuter(stamp.code, HEAD_SIZE_PT, 'hei', stamp.codeLink);

  const marks = stamp.marks.map((mark) => `【${mark}】`).join('');
  const marksWidth = marks ? width(marks, 'hei-bold', HEAD_SIZE_PT) + 4 : 0;
  const room = (front ? outer - left : right - outer) - marksWidth - 6;
  const header = shorten(stamp.header, room, (text) => width(text, 'song', HEAD_SIZE_PT));
  const headerWidth = width(header, 'song', HEAD_SIZE_PT);
  if (header) put(header, front ? left : right - headerWidth, HEAD_BASELINE_PT, HEAD_SIZE_PT, 'song', GREY);
  if (marks) {
    put(marks, front ? left + headerWidth + 2 : right - headerWidth - marksWidth + 2, HEAD_BASELINE_PT, HEAD_SIZE_PT, 'hei-bold');
  }

  if (stamp.number !== null && stamp.preset !== 'records') {
    const official = stamp.preset === 'official';
    const text = official ? `— ${stamp.number} —` : stamp.number;
    const sizePt = official ? 14 : 12;
    const textWidth = width(text, 'song', sizePt);
    const x = official ? (A4_WIDTH_PT - textWidth) / 2 : front ? right - textWidth : left;
    plate(x, FOOT_BASELINE_PT, textWidth, sizePt);
    put(text, x, FOOT_BASELINE_PT, sizePt, 'song');
  }
  return out;
}

/** `text` cut with … so that it is at most `roomPt` wide; '' when nothing fits. */
export function shorten(text: string, roomPt: number, measure: (text: string) => number): string {
  if (measure(text) <= roomPt) return text;
  const chars = Array.from(text);
  while (chars.length > 0 && measure(`${chars.join('')}…`) > roomPt) chars.pop();
  return chars.length > 0 ? `${chars.join('')}…` : '';
}

/** Stamps for a placed page: operators in displayed A4 portrait coordinates and the fonts they use. */
export interface StampOverlay {
  readonly content: Uint8Array;
  readonly resources: { readonly fonts: ReadonlyMap<string, PDFRef>; readonly xObjects: ReadonlyMap<string, PDFRef> };
  readonly links: readonly OverlayLink[];
}

/** A stamp's overlay together with the words of the scanned page under it, which lies in `box`. */
export function withWords(
  stamp: StampOverlay,
  words: readonly PlacedWords[] | null,
  { box, turned }: PagePlace,
  fonts: Pick<Fonts, 'unseen' | 'ref'>,
): StampOverlay {
  if (!words) return stamp;
  const used = new Map(stamp.resources.fonts);
  const operators = wordsOperators(words, { ...box, turned }, fonts, used);
  const content = Buffer.concat([Buffer.from(`${operators}\n`, 'latin1'), stamp.content]);
  return { ...stamp, content, resources: { ...stamp.resources, fonts: used } };
}

/** The same furniture as `stampDrawings`, as an overlay over a placed PDF page. */
export async function stampOverlay(stamp: Stamp, fonts: Fonts): Promise<StampOverlay> {
  const painted = await paint(stampDrawings(stamp, fonts), A4_HEIGHT_PT, fonts, () => {
    throw new Error('stamps hold no pictures');
  });
  const links = painted.links.map(({ rect: [x, y, right, top], linkTo }) => ({
    x,
    y,
    width: right - x,
    height: top - y,
    to: linkTo,
  }));
  return { content: painted.content, resources: { fonts: painted.fonts, xObjects: painted.xObjects }, links };
}
