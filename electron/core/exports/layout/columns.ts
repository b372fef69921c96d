import type { Fonts } from '../fonts.ts';
import type { Block, ColumnsBlock } from './blocks.ts';
import type { Drawing } from './drawing.ts';
import { drawStroke } from './edges.ts';
import { fillPages, type PlacedPart } from './fill.ts';
import { paragraphAfter } from './paragraph.ts';
import { contentPart, heightOf, type Layer, type Part } from './part.ts';

type LayColumn = (blocks: readonly Block[], widthPt: number) => Part[];

/** What columns hold, or what is left of it. */
interface Content {
  /** Height it would have in one column, counted no further than that. */
  totalPt(mostPt: number): number;
  /** Fills the columns, none of them higher than that. */
  fill(heightPt: number, goesOn: boolean): Filling;
}

interface Filling {
  readonly columns: readonly (readonly PlacedPart[])[];
  readonly rest: Content | null;
}

/** Text in columns as one part that is divided wherever its page ends. */
export function columnsPart(
  block: ColumnsBlock,
  pageHeightPt: number,
  layColumn: LayColumn,
  fonts: Pick<Fonts, 'advance' | 'measure'>,
): Part {
  const [first] = block.columns;
  const isEven = block.columns.every(({ widthPt }) => Math.abs(widthPt - (first?.widthPt ?? 0)) < 0.5);
  const content = isEven
    ? evenContent(layColumn(block.blocks, first?.widthPt ?? 0), block.columns.length, pageHeightPt)
    : unevenContent(block.blocks, { block, pageHeightPt, layColumn, fonts });
  return partOf(content, block, pageHeightPt, false);
}

function evenContent(parts: readonly Part[], count: number, pageHeightPt: number): Content {
  return {
    totalPt: () => heightOf(parts),
    fill(heightPt, goesOn) {
      const { pages, rest } = fillPages(parts, () => heightPt, { most: count, goesOn, measurePt: pageHeightPt });
      return { columns: pages, rest: rest.length > 0 ? evenContent(rest, count, pageHeightPt) : null };
    },
  };
}

interface Uneven {
  readonly block: ColumnsBlock;
  readonly pageHeightPt: number;
  readonly layColumn: LayColumn;
  readonly fonts: Pick<Fonts, 'advance' | 'measure'>;
}

/** So many heights of a column are laid for it, and this much at least. */
const ENOUGH = 2;
const LEAST_LAID_PT = 200;

/** Blocks are set anew for the width of each column; what a block that cannot be so was divided into keeps its width. */
function unevenContent(items: readonly (Block | Part)[], how: Uneven): Content {
  const lay = (item: Block | Part, widthPt: number): Part[] => ('role' in item ? [item] : how.layColumn([item], widthPt));
  const widest = Math.max(...how.block.columns.map(({ widthPt }) => widthPt));
  return {
    totalPt(mostPt) {
      let sum = 0;
      for (const item of items) if ((sum += heightOf(lay(item, widest))) > mostPt) break;
      return sum;
    },
    fill(heightPt, goesOn) {
      const columns: (readonly PlacedPart[])[] = [];
      let left = items;
      for (const [at, { widthPt }] of how.block.columns.entries()) {
        if (left.length === 0) break;
        // Laid as far as this column may reach, not to the end of a long text.
        const laid: { item: Block | Part; parts: readonly Part[] }[] = [];
        let sum = 0;
        for (const item of left) {
          if (sum > ENOUGH * heightPt + LEAST_LAID_PT) break;
          const parts = lay(item, widthPt);
          laid.push({ item, parts });
          sum += heightOf(parts);
        }
        const options = { most: 1, goesOn: goesOn || at > 0, measurePt: how.pageHeightPt };
        const { pages, rest } = fillPages(laid.flatMap(({ parts }) => parts), () => heightPt, options); // prettier-ignore
        columns.push(pages[0] ?? []);
        left = [...leftOf(laid, rest, widthPt, how.fonts), ...left.slice(laid.length)];
      }
      return { columns, rest: left.length > 0 ? unevenContent(left, how) : null };
    },
  };
}

/** Blocks, or parts of them, that a column had no room for. */
function leftOf(
  laid: readonly { readonly item: Block | Part; readonly parts: readonly Part[] }[],
  rest: readonly Part[],
  widthPt: number,
  fonts: Uneven['fonts'],
): (Block | Part)[] {
  if (rest.length === 0) return [];
  // The second half of a part that was divided is none of those that were laid.
  const halves = laid.some(({ parts }) => parts.includes(rest[0] as Part)) ? [] : rest.slice(0, 1);
  const next = rest[halves.length];
  const at = next ? laid.findIndex(({ parts }) => parts.includes(next)) : laid.length;
  const after = laid.slice(at + 1).map(({ item }) => item);
  const found = laid[at];
  if (!found || !next) return [...halves, ...after];
  const line = found.parts.indexOf(next);
  if (line === 0) return [...halves, found.item, ...after];
  const isText = 'kind' in found.item && found.item.kind === 'paragraph' && next.role === 'content';
  const going = isText && found.item.kind === 'paragraph' ? [paragraphAfter(found.item, widthPt, fonts, line)] : found.parts.slice(line); // prettier-ignore
  return [...halves, ...going, ...after];
}

/** Higher than any page, so that it is divided. */
const ENDLESS_PT = 1e9;

function partOf(content: Content, block: ColumnsBlock, pageHeightPt: number, goesOn: boolean): Part {
  const split = (roomPt: number): readonly [Part, Part] | null => {
    const { columns, rest } = content.fill(roomPt, goesOn);
    return rest && columns.length > 0 ? [setPart(columns, block), partOf(rest, block, pageHeightPt, true)] : null;
  };
  const balanced = block.balanced ? balance(content, block.columns.length, pageHeightPt, goesOn) : null;
  if (balanced) return { ...setPart(balanced, block), flows: true, split };
  return {
    ...contentPart(ENDLESS_PT, (out, x, y) => setPart(content.fill(pageHeightPt, goesOn).columns, block).draw(out, x, y)),
    flows: true,
    split,
    within(roomPt) {
      const { columns, rest } = content.fill(roomPt, goesOn);
      return rest ? null : setPart(columns, block);
    },
  };
}

/** How closely the height of balanced columns is looked for. */
const CLOSE_PT = 0.5;

/** Columns as low as they can be with everything in them; null where a page is not high enough. */
function balance(content: Content, count: number, pageHeightPt: number, goesOn: boolean): Filling['columns'] | null {
  const totalPt = content.totalPt(pageHeightPt * count + 1);
  if (totalPt / count > pageHeightPt) return null;
  let high = Math.min(pageHeightPt, totalPt + 1);
  let low = totalPt / count / 2;
  let { columns: best, rest } = content.fill(high, goesOn);
  if (rest) return null;
  while (high - low > CLOSE_PT) {
    const middle = (low + high) / 2;
    const filling = content.fill(middle, goesOn);
    ({ rest } = filling);
    if (rest) low = middle;
    else [high, best] = [middle, filling.columns];
  }
  return best;
}

function setPart(columns: Filling['columns'], { columns: places, separator }: ColumnsBlock): Part {
  const placed = columns.flatMap((column, at) => column.map((one) => ({ ...one, x: places[at]?.xPt ?? 0 })));
  const heightPt = placed.reduce((most, { part, y }) => Math.max(most, y + part.heightPt), 0);
  const part = contentPart(heightPt, (out, x, y) => {
    for (const one of placed) one.part.draw(out, x + one.x, y + one.y);
    if (separator) drawSeparators(columns.length, places, heightPt, out, x, y);
  });
  if (placed.every(({ part: { drawLayer } }) => drawLayer === undefined)) return part;
  return {
    ...part,
    drawLayer(layer: Layer, out, x, y, area) {
      for (const one of placed) one.part.drawLayer?.(layer, out, x + one.x, y + one.y, area);
    },
  };
}

/** A line in the middle between columns that hold something (w:sep). */
function drawSeparators(
  filled: number,
  places: ColumnsBlock['columns'],
  heightPt: number,
  out: Drawing[],
  x: number,
  y: number,
): void {
  places.slice(1, filled).forEach(({ xPt }, at) => {
    const before = places[at];
    const middle = x + (xPt + (before ? before.xPt + before.widthPt : xPt)) / 2;
    drawStroke({ widthPt: 0.5, color: '#000000', kind: 'solid' }, [middle, y, middle, y + heightPt], out);
  });
}
