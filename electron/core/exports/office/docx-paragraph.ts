import type { Block, Edges, ImageBlock, ParagraphBlock, ParagraphBox, Run, Stroke } from '../layout/blocks.ts';
import type { DrawnBlock } from '../layout/drawn-blocks.ts';
import { PICTURE_CHAR } from '../layout/characters.ts';
import { child, type XmlElement } from '../../xml-tree.ts';
import { besideEachOther } from './chart-rows.ts';
import type { DocxContext } from './docx-context.ts';
import { faceOf, paragraphSettings, readLook, type Look } from './docx-look.ts';
import { readRuns, type Piece } from './docx-runs.ts';
import { readLines, readShade } from './docx-table-style.ts';

/** A paragraph with what stands in it: lists' marks, pictures, text boxes, page breaks (ECMA-376 part 1, 17.3.1). */
export function readParagraph(paragraph: XmlElement, context: DocxContext): Block[] {
  const { styles } = context;
  const properties = child(paragraph, 'w:pPr');
  const styleId = child(properties, 'w:pStyle')?.attributes['w:val'];
  const direct = readLook(properties);
  const look: Look = { ...styles.defaults, ...context.cellLook, ...styles.paragraph(styleId), ...direct };
  const mark = look.listId && look.listId !== '0' ? context.lists.markFor(look.listId, look.listLevel ?? 0) : null;
  const read = readRuns(paragraph, look, { ...context, fields: [] });
  const pieces = inTheLine(read, read.some(isPicture) ? (largestSize(read) ?? look.sizePt ?? 10.5) : 0, context.widthPt);
  const markLook = { ...look, ...readLook(child(properties, 'w:rPr')) };
  const sizePt = largestSize(pieces) ?? markLook.sizePt ?? 10.5;
  const indented = mark && look.leftPt === undefined ? { ...look, leftPt: 21 * ((look.listLevel ?? 0) + 1) } : look;
  const settings = { ...paragraphSettings(indented, sizePt), ...frameAlign(properties) };
  const box = boxOf([...(properties ? [properties] : []), ...styles.paragraphProperties(styleId)]);
  const align: ImageBlock['align'] = settings.align === 'center' || settings.align === 'right' ? settings.align : 'left';
  const blocks: Block[] = [];
  let runs: Run[] = [];
  const flush = () => {
    const first = blocks.every((block) => block.kind !== 'paragraph');
    blocks.push({
      kind: 'paragraph',
      runs,
      ...settings,
      ...(mark && first ? { mark } : {}),
      ...(isHeading(runs) || settings.align === 'right' ? { keepWithNext: true } : {}),
      ...(runs.some(({ text }) => text.includes('\t')) ? { tabs: look.tabs ?? [] } : {}),
      ...(box ? { box } : {}),
    } satisfies ParagraphBlock);
    runs = [];
  };
  if (look.breakBefore) blocks.push({ kind: 'page-break' });
  // What lies over or under the text lies where its paragraph is, whatever stands between.
  for (const block of pieces.flatMap((piece) => (piece.kind === 'blocks' ? piece.blocks.filter(isOverlay) : [])))
    blocks.push(block.from === 'here' ? { ...block, yPt: block.yPt + (settings.spaceBeforePt ?? 0) } : block);
  // What text runs round stands before all of it: its place is counted from the paragraph.
  blocks.push(...pieces.flatMap((piece) => (piece.kind === 'blocks' ? piece.blocks.filter(isRound) : [])));
  const opening = blocks.length;
  for (const piece of pieces) {
    if (piece.kind === 'run') runs.push(...(piece.run.text === '' ? [] : [piece.run]));
    else {
      const inFlow = piece.blocks.filter((block) => !isOverlay(block) && !isRound(block));
      // Blanks between charts part them no more than they do in their line.
      if (inFlow[0]?.kind === 'chart' && blocks.at(-1)?.kind === 'chart' && runs.every(({ text }) => text.trim() === ''))
        runs = [];
      if (inFlow.length > 0 && runs.length > 0) flush();
      blocks.push(...inFlow.map((block) => alignedTo(block, align, context.widthPt)));
    }
  }
  if (runs.length > 0) flush();
  else if (blocks.length === opening) {
    if (box || mark) {
      runs = [{ text: '', sizePt, face: faceOf(markLook) }];
      flush();
    } else {
      const { spaceBeforePt = 0, spaceAfterPt = 0 } = settings;
      const linePt = settings.lineDistance?.pt ?? sizePt * (settings.lineHeight ?? 1.3);
      blocks.push({ kind: 'space', heightPt: linePt + spaceBeforePt + spaceAfterPt });
    }
  }
  return besideEachOther(blocks, context.widthPt);
}

/** A picture in a line is at most so high; a larger one stands between lines, however it was put in. */
const HIGHEST_IN_LINE_PT = 220;

const isPicture = (piece: Piece): piece is Piece & { kind: 'blocks' } => {
  const [block, ...others] = piece.kind === 'blocks' ? piece.blocks : [];
  return block?.kind === 'image' && block.align === undefined && others.length === 0;
};

/**
 * The pictures of a paragraph that were put into its text, as characters of its lines where words or another picture stand beside them
 * (20.4.2.8); one alone is a picture between lines.
 */
function inTheLine(pieces: readonly Piece[], sizePt: number, roomPt: number): readonly Piece[] {
  const isWords = (piece: Piece): boolean => piece.kind === 'run' && piece.run.text.trim() !== '';
  const low = (piece: Piece): boolean => isPicture(piece) && piece.blocks.every((one) => one.kind === 'image' && one.heightPt <= HIGHEST_IN_LINE_PT && one.widthPt <= roomPt); // prettier-ignore
  if (!pieces.some(isWords) && pieces.filter(low).length < 2) return pieces;
  return pieces.map((piece): Piece => {
    const [image] = isPicture(piece) && low(piece) ? piece.blocks : [];
    if (image?.kind !== 'image' || piece.kind !== 'blocks') return piece;
    const { bytes, format, widthPt, heightPt } = image;
    const { raisePt } = piece;
    return {
      kind: 'run',
      run: { text: PICTURE_CHAR, picture: { bytes, format, widthPt, heightPt }, sizePt, ...(raisePt ? { raisePt } : {}) },
    };
  });
}

/** Text in a frame of its own, as page numbers in a foot are, stands at the side its frame has (17.3.1.11). */
function frameAlign(properties: XmlElement | undefined): { align?: 'center' | 'right' } {
  const side = child(properties, 'w:framePr')?.attributes['w:xAlign'];
  return side === 'center' ? { align: 'center' } : side === 'right' || side === 'outside' ? { align: 'right' } : {};
}

/** What was put into the text stands at the side its paragraph is aligned to. */
function alignedTo(block: Block, align: NonNullable<ImageBlock['align']>, roomPt: number): Block {
  if ((block.kind === 'image' || block.kind === 'chart') && block.align === undefined) return { ...block, align };
  if (block.kind !== 'drawn' || !block.inLine || align === 'left') return block;
  return { ...block, xPt: Math.max(0, roomPt - block.widthPt) / (align === 'center' ? 2 : 1) };
}

const isRound = (block: Block): boolean => block.kind === 'drawn' && block.round !== undefined;
const isOverlay = (block: Block): block is DrawnBlock => block.kind === 'drawn' && !block.inFlow;

const LONGEST_HEADING = 36;

/** A short line in a heading's face (黑体, bold) without a full stop, or one that starts as 公文 headings do (一、 （一）). */
function isHeading(runs: readonly Run[]): boolean {
  const text = runs.map((run) => run.text).join('');
  if (runs.some(({ picture }) => picture !== undefined)) return false;
  if (text.trim() === '' || text.length > LONGEST_HEADING || /[。；;，,：:]$/.test(text.trimEnd())) return false;
  return (
    runs.every((run) => run.face !== 'song' || run.text.trim() === '') ||
    /^\s*([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])/.test(text)
  );
}

function largestSize(pieces: readonly Piece[]): number | undefined {
  const sizes = pieces.flatMap((piece) => (piece.kind === 'run' && piece.run.sizePt !== undefined ? [piece.run.sizePt] : []));
  return sizes.length > 0 ? Math.max(...sizes) : undefined;
}

/** Lines and shading of a paragraph by the strongest of its properties that says any (17.3.1.24, 17.3.1.31). */
function boxOf(properties: readonly XmlElement[]): ParagraphBox | undefined {
  const borders = properties.map((one) => child(one, 'w:pBdr')).find((one) => one !== undefined);
  const shading = properties.map((one) => child(one, 'w:shd')).find((one) => one !== undefined);
  const lines = readLines(borders);
  const edges: Partial<Record<keyof Edges, Stroke>> = {};
  for (const side of ['top', 'right', 'bottom', 'left'] as const) {
    const line = lines[side];
    if (line) edges[side] = line;
  }
  const shade = readShade(shading);
  if (Object.keys(edges).length === 0 && !shade) return undefined;
  const space = (side: string): number =>
    Math.min(31, Math.max(0, Number(child(borders, `w:${side}`)?.attributes['w:space'] ?? 0) || 0));
  return {
    edges,
    paddingPt: edges.left || edges.right || shade ? 4 : 0,
    topPt: edges.top ? space('top') : 0,
    bottomPt: edges.bottom ? space('bottom') : 0,
    ...(shade ? { shade } : {}),
  };
}

/** Neighbours with the same lines stand in one box (17.3.1.5): the line between them is open. */
export function joinBoxes(blocks: readonly Block[]): Block[] {
  return blocks.map((block, at): Block => {
    const own = boxIn(block);
    if (!own || block.kind !== 'paragraph') return block;
    const { top, bottom, ...sides } = own.edges;
    const isSame = (other: Block | undefined): boolean => {
      const box = other && boxIn(other);
      return box !== undefined && JSON.stringify(box.edges) === JSON.stringify(own.edges) && sidesOf(own) > 0;
    };
    const edges = {
      ...sides,
      ...(top && !isSame(blocks[at - 1]) ? { top } : {}),
      ...(bottom && !isSame(blocks[at + 1]) ? { bottom } : {}),
    };
    return {
      ...block,
      box: { ...own, edges, topPt: edges.top ? own.topPt : 0, bottomPt: edges.bottom ? own.bottomPt : 0 },
    };
  });
}

const boxIn = (block: Block): ParagraphBox | undefined => (block.kind === 'paragraph' ? block.box : undefined);
const sidesOf = ({ edges }: ParagraphBox): number => Object.keys(edges).length;
