import type { Block, Furniture, Run, SectionBlock } from './blocks.ts';
import type { Frame } from './frames.ts';
import { heightOf } from './part.ts';
import type { Part } from './part.ts';

/** Blocks that share a kind of page; without a `SectionBlock` before them the whole frame is theirs. */
export interface Section {
  readonly page: SectionBlock | null;
  readonly blocks: readonly Block[];
}

/** Parts blocks where a section begins. */
export function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: { page: SectionBlock | null; blocks: Block[] }[] = [];
  let own: { page: SectionBlock | null; blocks: Block[] } = { page: null, blocks: [] };
  for (const block of blocks) {
    if (block.kind === 'section') {
      if (own.blocks.length > 0) sections.push(own);
      own = { page: block, blocks: [] };
    } else own.blocks.push(block);
  }
  return [...sections, own];
}

/** The frame a section's pages have within the volume's: across as it is read, narrower text in the middle. */
export function frameOfSection(frame: Frame, page: SectionBlock | null): Frame {
  if (!page) return frame;
  const whole = page.across ? { x: 0, y: 0, width: frame.height, height: frame.width } : frame;
  const width = Math.min(page.widthPt, whole.width);
  return { ...whole, x: whole.x + (whole.width - width) / 2, width };
}

const NONE: readonly Block[] = [];

/** What stands on a page of a section, by its place in the section (from 0) and the number it says. */
function furnitureOn(furniture: Furniture | undefined, index: number, number: number): readonly Block[] {
  if (!furniture) return NONE;
  if (index === 0 && furniture.first) return furniture.first;
  return number % 2 === 0 && furniture.even ? furniture.even : furniture.every;
}

/** Room between the text and what stands above or below it on every page. */
const APART_PT = 8;
/** More of a page is not given to either. */
const MOST = 0.4;

/** Height a head or foot takes of a page, with what is drawn above the text's area. */
function furnitureHeight(blocks: readonly Block[], parts: readonly Part[], pageHeightPt: number): number {
  if (blocks.length === 0) return 0;
  const above = Math.max(0, ...blocks.map((block) => (block.kind === 'drawn' && block.from === 'head' ? -block.yPt : 0)));
  const text = heightOf(parts);
  return Math.min(Math.max(text > 0 ? text + APART_PT : 0, above), pageHeightPt * MOST);
}

/** What a page has above and below its text, and the heights that takes. */
export interface Strips {
  readonly head: readonly Block[];
  readonly foot: readonly Block[];
  readonly headPt: number;
  readonly footPt: number;
}

/** Tells the strips of a section's pages, by a page's place in the section (from 0) and its number; each head and foot is measured once. */
export function stripsOf(
  page: SectionBlock | null,
  pageHeightPt: number,
  partsOf: (blocks: readonly Block[]) => readonly Part[],
): (index: number, number: number) => Strips {
  const heights = new Map<readonly Block[], number>();
  const heightIn = (blocks: readonly Block[]): number => {
    const known = heights.get(blocks) ?? furnitureHeight(blocks, partsOf(blocks), pageHeightPt);
    heights.set(blocks, known);
    return known;
  };
  return (index, number) => {
    const [head, foot] = [furnitureOn(page?.head, index, number), furnitureOn(page?.foot, index, number)];
    return { head, foot, headPt: heightIn(head), footPt: heightIn(foot) };
  };
}

/** Blocks with the numbers of their page and of all pages in the place of their fields. */
export function numbered(blocks: readonly Block[], page: string, pages: string): readonly Block[] {
  const inRun = (run: Run): Run => (run.field === undefined ? run : { ...run, text: run.field === 'page' ? page : pages });
  return blocks.map((block): Block => {
    switch (block.kind) {
      case 'paragraph':
        return { ...block, runs: block.runs.map(inRun) };
      case 'table':
        return {
          ...block,
          rows: block.rows.map((row) => ({
            ...row,
            cells: row.cells.map((cell) => ({ ...cell, blocks: numbered(cell.blocks, page, pages) })),
          })),
        };
      case 'drawn':
        return {
          ...block,
          shapes: block.shapes.map((shape) =>
            shape.kind === 'box' ? { ...shape, blocks: numbered(shape.blocks, page, pages) } : shape,
          ),
        };
      default:
        return block;
    }
  });
}
