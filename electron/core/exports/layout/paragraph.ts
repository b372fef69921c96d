import type { Fonts } from '../fonts.ts';
import type { ParagraphBlock, ParagraphBox, Run } from './blocks.ts';
import type { Drawing } from './drawing.ts';
import { drawEdges } from './edges.ts';
import { drawEmphasis } from './emphasis.ts';
import { nothing } from './part.ts';
import type { Part } from './part.ts';
import { BODY_SIZE_PT, runsFrom } from './characters.ts';
import { breakLines } from './text.ts';
import type { Line } from './text.ts';

/** Height of a Chinese character above the base line, as a share of its square. */
export const ASCENT = 0.88;
export const DEFAULT_LINE_HEIGHT = 1.5;

type Measuring = Pick<Fonts, 'advance' | 'measure'>;

/** Draws a line of text with what is behind, under and over its characters. */
export function drawLine(line: Line, out: Drawing[], x: number, y: number, heightPt: number): void {
  const baseline = y + (heightPt - line.sizePt) / 2 + ASCENT * line.sizePt;
  for (const piece of line.pieces) {
    const { run } = piece;
    const sizePt = run.sizePt ?? BODY_SIZE_PT;
    const left = x + piece.xPt;
    const color = run.color === undefined ? {} : { color: run.color };
    const base = baseline - (run.raisePt ?? 0);
    if (run.shade !== undefined) {
      out.push({ kind: 'rect', x: left, y: base - ASCENT * sizePt, width: piece.widthPt, height: sizePt, fill: run.shade });
    }
    if (run.picture) {
      const { bytes, format, widthPt: width, heightPt: height } = run.picture;
      out.push({ kind: 'image', x: left, y: base - height, width, height, bytes, format });
    } else if (piece.text !== '') {
      out.push({
        kind: 'text',
        x: left,
        y: base,
        text: piece.text,
        face: run.face ?? 'song',
        sizePt,
        stretchPt: piece.stretchPt,
        ...color,
        ...(run.spacingPt ? { spacingPt: run.spacingPt } : {}),
        ...(run.stretch === undefined ? {} : { widthShare: run.stretch }),
        ...(run.slanted ? { slanted: true } : {}),
      });
    }
    const stroke = (at: number, dotsPt?: number): void => {
      const dots = dotsPt === undefined ? {} : { dotsPt };
      out.push({ kind: 'line', x1: left, y1: at, x2: left + piece.widthPt, y2: at, thicknessPt: sizePt / 20, ...color, ...dots });
    };
    const under = base + sizePt * 0.14;
    if (run.underline) stroke(under, run.underlineKind === 'dotted' ? 2 : undefined);
    if (run.underline && run.underlineKind === 'double') stroke(under + sizePt * 0.12);
    if (run.strike) stroke(base - sizePt * 0.34);
    if (run.emphasis && piece.marked) drawEmphasis(run.emphasis, piece.marked, { x: left, base, sizePt }, run.color, out);
    if (piece.leader) stroke(under, piece.leader === 'dots' ? 3 : undefined);
    if (run.linkTo !== undefined) {
      out.push({ kind: 'link', x: left, y, width: piece.widthPt, height: heightPt, linkTo: run.linkTo });
    }
  }
}

/** The narrowest width that needs no more lines than `roomPt` does. */
function balance(
  linesIn: (widthPt: number) => Line[],
  roomPt: number,
): { readonly lines: readonly Line[]; readonly widthPt: number } {
  const widest = linesIn(roomPt);
  if (widest.length < 2) return { lines: widest, widthPt: roomPt };
  let low = roomPt / 2;
  let high = roomPt;
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (linesIn(middle).length > widest.length) low = middle;
    else high = middle;
  }
  return { lines: linesIn(high), widthPt: high };
}

/** An exact distance may be smaller than the characters, as in the source, but never so small that lines cover each other. */
const LEAST_EXACT = 0.9;
/** Single spacing for Chinese, as a multiple of the font size, where a line is set larger than its distance says. */
const SINGLE = 1.3;

function lineHeightOf(block: ParagraphBlock, sizePt: number): number {
  const { lineDistance } = block;
  if (!lineDistance) return sizePt * (block.lineHeight ?? DEFAULT_LINE_HEIGHT);
  return Math.max(lineDistance.pt, sizePt * (lineDistance.rule === 'exact' ? LEAST_EXACT : SINGLE));
}

/** What pictures take above and below a line of that height, points. */
function roomOfPictures({ pictures, sizePt }: Line, linePt: number): { readonly above: number; readonly below: number } {
  if (!pictures) return { above: 0, below: 0 };
  const base = (linePt - sizePt) / 2 + ASCENT * sizePt;
  return { above: Math.max(0, pictures.abovePt - base), below: Math.max(0, pictures.belowPt - (linePt - base)) };
}

/** Pictures no wider than the column. */
function fitting(runs: readonly Run[], roomPt: number): readonly Run[] {
  if (runs.every(({ picture }) => !picture || picture.widthPt <= roomPt)) return runs;
  return runs.map((run): Run => {
    const share = Math.min(1, roomPt / (run.picture?.widthPt ?? 1));
    return run.picture ? { ...run, picture: { ...run.picture, widthPt: run.picture.widthPt * share, heightPt: run.picture.heightPt * share } } : run; // prettier-ignore
  });
}

interface LaidParagraph {
  readonly lines: readonly Line[];
  readonly runs: readonly Run[];
  /** How far its lines begin from the left edge of the column, and how wide they may be. */
  readonly left: number;
  readonly room: number;
  /** Width the lines keep to, narrower where they are made about equally long. */
  readonly usedPt: number;
}

function layParagraph(block: ParagraphBlock, widthPt: number, fonts: Measuring): LaidParagraph {
  const left = Math.max(block.leftPt ?? 0, markOf(block, fonts).widthPt);
  const right = block.rightPt ?? 0;
  const room = Math.max(widthPt - left - right, BODY_SIZE_PT);
  const runs = fitting(block.runs, room);
  const linesIn = (width: number): Line[] =>
    breakLines(runs, {
      widthPt: width,
      firstLineIndentPt: block.mark ? 0 : (block.firstLineIndentPt ?? 0),
      align: block.align ?? 'justify',
      wholeWords: block.balanced ?? false,
      fonts,
      ...(block.tabs ? { tabs: { stops: block.tabs, originPt: left } } : {}),
    });
  const { lines, widthPt: usedPt } = block.balanced ? balance(linesIn, room) : { lines: linesIn(room), widthPt: room };
  return { lines, runs, left, room, usedPt };
}

function markOf({ mark, runs: [first] }: ParagraphBlock, fonts: Measuring) {
  const sizePt = first?.sizePt ?? BODY_SIZE_PT;
  const face = first?.face ?? 'song';
  return { sizePt, face, widthPt: mark ? fonts.measure(mark, face, sizePt) + sizePt * 0.35 : 0 };
}

/** What is left of a paragraph after so many of the lines it has at that width, to be set at another one. */
export function paragraphAfter(block: ParagraphBlock, widthPt: number, fonts: Measuring, lineCount: number): ParagraphBlock {
  const { lines, left } = layParagraph(block, widthPt, fonts);
  const { mark: _mark, firstLineIndentPt: _indent, spaceBeforePt: _space, box, ...rest } = block;
  const from = lines[lineCount - 1]?.endsAt ?? 0;
  const { top: _top, ...edges } = box?.edges ?? {};
  return {
    ...rest,
    ...(box ? { box: { ...box, edges, topPt: 0 } } : {}),
    leftPt: left,
    runs: runsFrom(block.runs, from, { fonts, ...(block.tabs ? { tabs: block.tabs } : {}) }),
  };
}

/** A paragraph as one part a line. Two lines stay together at its start and at its end (孤行控制). */
export function paragraphParts(block: ParagraphBlock, widthPt: number, fonts: Measuring): Part[] {
  const { lines, left, room, usedPt } = layParagraph(block, widthPt, fonts);
  const { sizePt: markSizePt, face: markFace, widthPt: markWidth } = markOf(block, fonts);
  const inset = block.align === 'center' ? (room - usedPt) / 2 : 0;
  const parts = lines.map((line, index): Part => {
    const linePt = lineHeightOf(block, line.sizePt);
    const pictures = roomOfPictures(line, linePt);
    const above = pictures.above + (index === 0 ? (block.box?.topPt ?? 0) : 0);
    const heightPt = above + linePt + pictures.below + (index === lines.length - 1 ? (block.box?.bottomPt ?? 0) : 0);
    const tied = lines.length > 1 && (index === 0 || index === lines.length - 2);
    return {
      heightPt,
      gapPt: index === 0 ? (block.spaceBeforePt ?? 0) : 0,
      keepWithNext: tied || (block.keepWithNext === true && index === lines.length - 1),
      role: 'content',
      draw(out, x, y) {
        if (block.box) drawBox(block.box, index, lines.length, { x: x + left, y, width: room, height: heightPt }, out);
        if (block.mark && index === 0) {
          const baseline = y + above + (linePt - line.sizePt) / 2 + ASCENT * line.sizePt;
          out.push({ kind: 'text', x: x + left - markWidth, y: baseline, text: block.mark, face: markFace, sizePt: markSizePt });
        }
        drawLine(line, out, x + left + inset, y + above, linePt);
      },
    };
  });
  if (block.spaceAfterPt) parts.push(spacePart(block.spaceAfterPt, block.keepWithNext === true));
  return parts;
}

/** The part of a paragraph's box that its line `index` of `count` has. */
function drawBox(
  { edges, shade, paddingPt }: ParagraphBox,
  index: number,
  count: number,
  line: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  out: Drawing[],
): void {
  const { top, bottom, ...sides } = edges;
  const place = { ...line, x: line.x - paddingPt, width: line.width + 2 * paddingPt };
  if (shade !== undefined) out.push({ kind: 'rect', ...place, fill: shade });
  drawEdges(
    { ...sides, ...(top && index === 0 ? { top } : {}), ...(bottom && index === count - 1 ? { bottom } : {}) },
    place,
    out,
  );
}

/** Empty height that vanishes where it would open a page. */
export function spacePart(heightPt: number, keepWithNext: boolean): Part {
  return { heightPt, gapPt: 0, keepWithNext, role: 'space', draw: nothing };
}
