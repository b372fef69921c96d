import type { Fonts } from '../fonts.ts';
import type { Block, ParagraphBlock } from './blocks.ts';
import type { DrawnBlock } from './drawn-blocks.ts';
import { paragraphAfter, paragraphParts } from './paragraph.ts';
import { contentPart, nothing, type Part } from './part.ts';

/** What blocks beside drawings are laid with. */
export interface RoundLaying {
  readonly widthPt: number;
  readonly pageHeightPt: number;
  readonly fonts: Pick<Fonts, 'advance' | 'measure'>;
  readonly layColumn: (blocks: readonly Block[], widthPt: number) => Part[];
}

/** Drawings and the text beside them as one part, and where the text goes on under them. */
export interface Round {
  readonly part: Part;
  /** Blocks it took. */
  readonly taken: number;
  /** What is left of the paragraph after those. */
  readonly rest: ParagraphBlock | null;
}

/** A drawing in its place, and the room text keeps away from; points from the head and left edge of the whole. */
interface Obstacle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly sides: 'both' | 'left' | 'right' | 'none';
}

interface Room {
  readonly left: number;
  readonly width: number;
}

interface PlacedPart {
  readonly part: Part;
  readonly x: number;
  readonly y: number;
}

/** Text is not set beside a drawing where it has less room than this (an inch, as in Word). */
const LEAST_PT = 72;
/** So many drawings have text beside them together; the next begin below. */
const MOST_DRAWINGS = 40;
/** A drawing higher than this share of a page stands between paragraphs. */
const HIGHEST = 0.6;

/** A drawing text runs round. */
type RoundBlock = DrawnBlock & Required<Pick<DrawnBlock, 'round'>>;

/** Whether text may run round a drawing: one that has to be divided over pages stands between paragraphs. */
export function mayRound(block: Block, laying: RoundLaying): block is RoundBlock {
  if (block.kind !== 'drawn' || !block.round || block.heightPt > laying.pageHeightPt * HIGHEST) return false;
  const [part, ...others] = partsOf(block, laying);
  return part !== undefined && others.length === 0 && part.heightPt <= laying.pageHeightPt * HIGHEST;
}

function partsOf({ round: _round, ...plain }: DrawnBlock, { widthPt, layColumn }: RoundLaying): Part[] {
  return layColumn([plain], widthPt);
}

/** Sets the text after the drawing at `from` beside it, as far as it reaches (ECMA-376 part 1, 20.4.2.17), with the drawings that follow. */
export function roundPart(blocks: readonly Block[], from: number, laying: RoundLaying): Round {
  const obstacles: Obstacle[] = [];
  const placed: PlacedPart[] = [];
  let taken = 0;
  let rest: ParagraphBlock | null = null;
  let y = 0;
  const bottom = (): number => Math.max(0, ...obstacles.map((one) => one.bottom));
  for (let block = blocks[from]; block; block = rest ?? blocks[from + taken]) {
    if (obstacles.length < MOST_DRAWINGS && mayRound(block, laying)) {
      const drawn = placeDrawing(block, y, obstacles, laying);
      obstacles.push(drawn.obstacle);
      placed.push(drawn);
      taken += 1;
      continue;
    }
    if (y >= bottom() - 0.01) break;
    if (block.kind === 'drawn' && !block.inFlow) {
      placed.push(...laying.layColumn([block], laying.widthPt).map((part) => ({ part, x: 0, y })));
      taken += 1;
    } else if (block.kind === 'space') {
      y += block.heightPt;
      taken += 1;
    } else if (block.kind === 'paragraph') {
      const set = setBeside(block, placed.length > obstacles.length || y > 0, y, obstacles, laying);
      placed.push(...set.placed);
      y = set.y;
      rest = set.rest;
      if (!rest) taken += 1;
    } else {
      y = bottom();
      break;
    }
  }
  const first = blocks.slice(from, from + taken + 1).find(({ kind }) => kind === 'paragraph');
  const heightPt = Math.max(y, bottom());
  return { part: { ...partOf(placed, heightPt), gapPt: gapOf(first) }, taken, rest };
}

const gapOf = (block: Block | undefined): number => (block?.kind === 'paragraph' ? (block.spaceBeforePt ?? 0) : 0);

function partOf(placed: readonly PlacedPart[], heightPt: number): Part {
  return {
    ...contentPart(heightPt, (out, x, y) => placed.forEach((one) => one.part.draw(out, x + one.x, y + one.y))),
    ...(placed.some(({ part }) => part.drawLayer !== undefined)
      ? { drawLayer: (layer, out, x, y, area) => placed.forEach((one) => one.part.drawLayer?.(layer, out, x + one.x, y + one.y, area)) } // prettier-ignore
      : {}),
  };
}

/** Puts a drawing where it is asked for, below those that are there already. */
function placeDrawing(
  block: RoundBlock,
  y: number,
  obstacles: readonly Obstacle[],
  laying: RoundLaying,
): PlacedPart & { readonly obstacle: Obstacle } {
  const { widthPt, pageHeightPt } = laying;
  const { sides, leftPt, rightPt, abovePt, belowPt } = block.round;
  const [part = contentPart(0, nothing)] = partsOf(block, laying);
  const width = Math.min(block.widthPt, widthPt);
  const x = Math.max(0, Math.min(block.xPt, widthPt - width));
  const [left, right] = [x - leftPt, x + width + rightPt];
  let top = y + Math.max(0, Math.min(block.yPt, pageHeightPt * (1 - HIGHEST)));
  for (const one of obstacles)
    if (left < one.right && right > one.left && top < one.bottom && top + part.heightPt > one.top) top = one.bottom;
  return {
    ...{ part, x: 0, y: top },
    obstacle: { left, right, top: top - abovePt, bottom: top + part.heightPt + belowPt, sides },
  };
}

/** The lines of a paragraph that begin above the foot of the drawings, each as wide as its place allows. */
function setBeside(
  block: ParagraphBlock,
  isLater: boolean,
  from: number,
  obstacles: readonly Obstacle[],
  { widthPt, fonts }: RoundLaying,
): { readonly placed: PlacedPart[]; readonly y: number; readonly rest: ParagraphBlock | null } {
  const placed: PlacedPart[] = [];
  const bottom = Math.max(...obstacles.map((one) => one.bottom));
  let rest: ParagraphBlock | null = block;
  let y = from + (isLater ? gapOf(block) : 0);
  while (rest && y < bottom - 0.01) {
    const whole: ParagraphBlock = rest;
    const first = paragraphParts(whole, widthPt, fonts)[0]?.heightPt ?? 0;
    const [room, ...others] = roomsAt(y, first, widthPt, obstacles);
    if (!room) {
      y = Math.min(...obstacles.filter((one) => one.bottom > y + 0.01).map((one) => one.bottom));
      continue;
    }
    if (others.length > 0) {
      const line = setAcross(whole, [room, ...others], y, fonts);
      placed.push(...line.placed);
      [y, rest] = [line.y, line.rest];
      continue;
    }
    const parts = paragraphParts(whole, room.width, fonts);
    let count = 0;
    for (const part of parts) {
      const [own, other] = part.role === 'content' ? roomsAt(y, part.heightPt, widthPt, obstacles) : [room];
      if (
        count > 0 &&
        part.role === 'content' &&
        (y >= bottom - 0.01 || other || own?.left !== room.left || own.width !== room.width)
      )
        break;
      placed.push({ part, x: room.left, y });
      y += part.heightPt;
      count += 1;
    }
    rest = count < parts.length ? paragraphAfter(whole, room.width, fonts, count) : null;
  }
  return { placed, y, rest };
}

/** The rooms beside the drawings that a line of that height has, from left to right. */
function roomsAt(y: number, heightPt: number, widthPt: number, obstacles: readonly Obstacle[]): Room[] {
  let rooms: Room[] = [{ left: 0, width: widthPt }];
  for (const { top, bottom, left, right, sides } of obstacles) {
    if (y >= bottom - 0.01 || y + heightPt <= top + 0.01) continue;
    rooms = rooms.flatMap((room): Room[] => {
      const end = room.left + room.width;
      if (left >= end || right <= room.left) return sides === 'none' ? [] : [room];
      const before = sides === 'both' || sides === 'left' ? [{ left: room.left, width: left - room.left }] : [];
      const after = sides === 'both' || sides === 'right' ? [{ left: right, width: end - right }] : [];
      return [...before, ...after];
    });
  }
  return rooms.filter(({ width }) => width >= Math.min(LEAST_PT, widthPt));
}

/** One line on both sides of a drawing: text goes on from one room to the next. */
function setAcross(
  block: ParagraphBlock,
  rooms: readonly Room[],
  y: number,
  fonts: RoundLaying['fonts'],
): { readonly placed: PlacedPart[]; readonly y: number; readonly rest: ParagraphBlock | null } {
  const placed: PlacedPart[] = [];
  let rest: ParagraphBlock | null = block;
  let bottom = y;
  for (const { left, width } of rooms) {
    if (!rest) break;
    const [line, ...more]: Part[] = paragraphParts(rest, width, fonts);
    if (!line) break;
    placed.push({ part: line, x: left, y });
    const isLast = more.every(({ role }) => role !== 'content');
    bottom = Math.max(bottom, y + line.heightPt + (isLast ? (more[0]?.heightPt ?? 0) : 0));
    rest = isLast ? null : paragraphAfter(rest, width, fonts, 1);
  }
  return { placed, y: bottom, rest };
}
