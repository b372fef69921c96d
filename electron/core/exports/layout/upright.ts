import type { Fonts } from '../fonts.ts';
import type { Block, TableCell } from './blocks.ts';
import type { Drawing } from './drawing.ts';
import type { Frame } from './frames.ts';
import { isFullWidth, mayStretch, squeezed } from './kinsoku.ts';
import { contentPart, drawParts, heightOf, nothing, type Part } from './part.ts';

type LayColumn = (blocks: readonly Block[], widthPt: number) => Part[];

type Direction = NonNullable<TableCell['direction']>;

/** A line of a cell whose row has no height of its own is at most so long where it can be broken. */
const LONGEST_PT = 240;
const SHORTEST_PT = 12;
const MOST_PT = 640;
/** Between the ends of lines and the edges of their cell. */
const APART_PT = 2;

/**
 * Room that text along the height of a cell takes of that height, as a part that draws nothing: `drawUpright` does when the height is known.
 * @param widthPt width of the cell within
 * @param isGiven whether rows give it a height, which its lines then keep to as long as all of them find room side by side
 */
export function uprightRoom(blocks: readonly Block[], widthPt: number, isGiven: boolean, layColumn: LayColumn): Part {
  const thickness = (lengthPt: number): number => heightOf(layColumn(blocks, lengthPt));
  const least = thickness(MOST_PT);
  const shortest = (roomPt: number): number => {
    let [low, high] = [SHORTEST_PT, MOST_PT];
    while (high - low > 1) {
      const middle = (low + high) / 2;
      if (thickness(middle) > roomPt + 0.01) low = middle;
      else high = middle;
    }
    return high;
  };
  // Lines that are not broken take least room side by side; where even that is more than there is, they stand out.
  const unbroken = shortest(least);
  const fitting = least > widthPt ? unbroken : shortest(widthPt);
  return contentPart((isGiven ? fitting : Math.max(fitting, Math.min(unbroken, LONGEST_PT))) + 2 * APART_PT, nothing);
}

/** What text is laid and measured with. */
export interface UprightLaying {
  readonly layColumn: LayColumn;
  readonly fonts: Pick<Fonts, 'advance'>;
}

/** Draws blocks along the height of a place; `side` says where across its width the lines stand. */
export function drawUpright(
  blocks: readonly Block[],
  direction: Direction,
  side: 'first' | 'middle' | 'last',
  within: Frame,
  { layColumn, fonts }: UprightLaying,
  out: Drawing[],
): void {
  const place = { ...within, y: within.y + APART_PT, height: within.height - 2 * APART_PT };
  const parts = layColumn(blocks, place.height);
  const free = place.width - heightOf(parts);
  const drawings: Drawing[] = [];
  drawParts(parts, drawings, 0, side === 'middle' || free < 0 ? free / 2 : side === 'last' ? free : 0);
  if (direction === 'up') out.push({ kind: 'across', ...place, drawings });
  else out.push({ kind: 'across', ...place, clockwise: true, drawings: drawings.flatMap((one) => standing(one, fonts)) });
}

/** Height of the middle of a Chinese character above the base line, and how far marks at its foot move in a line that runs down. */
const MIDDLE = 0.38;
const MOVED = 0.55;
const AT_FOOT = new Set('，。、．');
/** Brackets and dashes lie along their line. */
const LYING = new Set('（）《》〈〉「」『』【】〔〕〖〗［］｛｝“”‘’—…～｜─');

/** Text of a line that will run down, its Chinese characters standing upright in it. */
function standing(drawing: Drawing, fonts: UprightLaying['fonts']): Drawing[] {
  if (drawing.kind !== 'text') return [drawing];
  const { sizePt, stretchPt = 0, spacingPt = 0, widthShare = 1 } = drawing;
  const chars = Array.from(drawing.text);
  const drawn: (Drawing & { kind: 'text' })[] = [];
  let x = drawing.x;
  let lies = false;
  chars.forEach((char, at) => {
    const code = char.codePointAt(0) ?? 0;
    const next = chars[at + 1];
    const last = drawn.at(-1);
    const isUpright = isFullWidth(code) && !LYING.has(char);
    const moved = AT_FOOT.has(char) ? MOVED * sizePt : 0;
    if (isUpright) {
      const [ownX, ownY] = [x + sizePt / 2 + MIDDLE * sizePt - moved, drawing.y - MIDDLE * sizePt + sizePt / 2 - moved];
      drawn.push({ ...drawing, text: char, x: ownX, y: ownY, turned: true });
    } else if (lies && last) drawn[drawn.length - 1] = { ...last, text: last.text + char };
    else drawn.push({ ...drawing, text: char, x });
    lies = !isUpright;
    const own = (fonts.advance(code, drawing.face) * sizePt) / 1000;
    const squeeze = next !== undefined && own >= sizePt * 0.99 ? squeezed(char, next) * sizePt : 0;
    x += own * widthShare + spacingPt - squeeze + (next !== undefined && mayStretch(char, next) ? stretchPt : 0);
  });
  return drawn;
}
