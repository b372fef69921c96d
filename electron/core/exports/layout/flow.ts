import type { Fonts } from '../fonts.ts';
import type { Block, SectionBlock } from './blocks.ts';
import { A4_HEIGHT_PT, A4_WIDTH_PT } from './drawing.ts';
import type { Drawing, LaidPage } from './drawing.ts';
import { columnsPart } from './columns.ts';
import { drawnParts } from './drawn.ts';
import { fillPages, type PlacedPart } from './fill.ts';
import type { Frame } from './frames.ts';
import { entryParts } from './entry.ts';
import { paragraphParts, spacePart } from './paragraph.ts';
import { drawLayerOf, drawParts, heightOf, nothing } from './part.ts';
import { mayRound, roundPart } from './round.ts';
import type { Layer, Part } from './part.ts';
import { frameOfSection, numbered, sectionsOf, stripsOf, type Strips } from './section.ts';
import { chartPart, codePart, imagePart, rulePart } from './single-parts.ts';
import { tableParts } from './table.ts';

export type { LaidPage } from './drawing.ts';

export interface FlowOptions {
  /** The area text may use, the same for all pages or told for a page's 0-based index. All frames are equally large. */
  readonly frame: Frame | ((pageIndex: number) => Frame);
  readonly fonts: Pick<Fonts, 'advance' | 'measure'>;
  /** Paper; A4 portrait when absent. */
  readonly paper?: { readonly widthPt: number; readonly heightPt: number };
}

/** Pages whose number is known and whose drawings are made when asked for, so that long sources need not be held drawn. */
export interface PagePlan {
  readonly pageCount: number;
  /** Throws RangeError for an index that is not a page. */
  page(index: number): LaidPage;
}

/**
 * Sets blocks on as many pages as they need. No block gives no page. Line breaking obeys kinsoku, table headers are repeated, rows
 * higher than a page are divided, pictures are scaled down (never up) to the frame, single lines are not left alone.
 */
export function layoutBlocks(blocks: readonly Block[], options: FlowOptions): LaidPage[] {
  const plan = planPages(blocks, options);
  return Array.from({ length: plan.pageCount }, (_, index) => plan.page(index));
}

/** As `layoutBlocks`, page by page. */
export function planPages(blocks: readonly Block[], options: FlowOptions): PagePlan {
  const frameOf = typeof options.frame === 'function' ? options.frame : () => options.frame as Frame;
  const paper = options.paper ?? { widthPt: A4_WIDTH_PT, heightPt: A4_HEIGHT_PT };
  const sections = sectionsOf(blocks);
  const pages: PlannedPage[] = [];
  let number = 1;
  for (const { page, blocks: own } of sections) {
    const frame = frameOfSection(frameOf(0), page);
    number = page?.firstNumber ?? number;
    const first = number;
    const strips = stripsOf(page, frame.height, (strip) => columnParts(strip, frame.width, frame.height, options.fonts));
    const heightOn = (index: number): number => {
      const { headPt, footPt } = strips(index, first + index);
      return frame.height - headPt - footPt;
    };
    const filled = fillPages(columnParts(own, frame.width, heightOn(1), options.fonts), heightOn).pages;
    // A paper that is a letterhead only is a page too.
    const isBare = filled.length === 0 && sections.length === 1 && heightOn(0) < frame.height;
    for (const [index, placed] of (isBare ? [[]] : filled).entries())
      pages.push({ page, placed, strips: strips(index, first + index), number: first + index });
    number = first + filled.length;
  }
  const total = String(pages.length);
  return {
    pageCount: pages.length,
    page(index) {
      const planned = pages[index];
      if (!planned) throw new RangeError(`no page ${index} of ${pages.length}`);
      const frame = frameOf(index);
      const drawings = drawPage(planned, frameOfSection(frame, planned.page), total, options.fonts);
      return { ...paper, drawings: planned.page?.across ? [{ kind: 'across', ...frame, drawings }] : drawings };
    },
  };
}

interface PlannedPage {
  readonly page: SectionBlock | null;
  readonly placed: readonly PlacedPart[];
  readonly strips: Strips;
  readonly number: number;
}

function drawPage({ placed, strips, number }: PlannedPage, frame: Frame, total: string, fonts: FlowOptions['fonts']): Drawing[] {
  const drawings: Drawing[] = [];
  const area = { ...frame, y: frame.y + strips.headPt, height: frame.height - strips.headPt - strips.footPt };
  const stripOf = (blocks: readonly Block[], isFoot: boolean): { readonly parts: readonly Part[]; readonly y: number } => {
    const parts = columnParts(numbered(blocks, String(number), total), frame.width, frame.height, fonts);
    return { parts, y: isFoot ? frame.y + frame.height - heightOf(parts) : frame.y };
  };
  const edges = [stripOf(strips.head, false), stripOf(strips.foot, true)];
  const onLayer = (layer: Layer): void => {
    for (const { parts, y } of edges) drawLayerOf(parts, layer, drawings, frame.x, y, area);
    for (const { part, y } of placed) part.drawLayer?.(layer, drawings, area.x, area.y + y, area);
  };
  onLayer('under');
  for (const { parts, y } of edges) drawParts(parts, drawings, frame.x, y);
  const used = placed.reduce((most, item) => Math.max(most, item.y + item.part.heightPt), 0);
  const fills = placed.filter((item) => item.part.role === 'fill').length;
  const share = fills > 0 ? Math.max(0, area.height - used) / fills : 0;
  let shift = 0;
  for (const { part, y } of placed) {
    if (part.role === 'fill') shift += share;
    else part.draw(drawings, area.x, area.y + y + shift);
  }
  onLayer('over');
  return drawings;
}

function columnParts(blocks: readonly Block[], widthPt: number, pageHeightPt: number, fonts: FlowOptions['fonts']): Part[] {
  const parts: Part[] = [];
  const add = (more: readonly Part[]): void => {
    for (const part of more) parts.push(part);
  };
  const laying = { widthPt, pageHeightPt, fonts, layColumn: (inside: readonly Block[], width: number) => columnParts(inside, width, pageHeightPt, fonts) }; // prettier-ignore
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at] as Block;
    if (mayRound(block, laying)) {
      const { part, taken, rest } = roundPart(blocks, at, laying);
      parts.push(part);
      if (rest) add(paragraphParts(rest, widthPt, fonts));
      at += taken - (rest ? 0 : 1);
      continue;
    }
    switch (block.kind) {
      case 'paragraph':
        add(paragraphParts(block, widthPt, fonts));
        break;
      case 'entry':
        add(entryParts(block, widthPt, fonts));
        break;
      case 'table':
        add(tableParts(block, widthPt, pageHeightPt, laying));
        break;
      case 'image':
        parts.push(imagePart(block, widthPt, pageHeightPt));
        break;
      case 'chart':
        parts.push(chartPart(block, widthPt, pageHeightPt, fonts));
        break;
      case 'code':
        parts.push(codePart(block));
        break;
      case 'drawn':
        add(drawnParts(block, widthPt, pageHeightPt, laying));
        break;
      case 'section':
        break;
      case 'space':
        parts.push(spacePart(block.heightPt, false));
        break;
      case 'rule':
        parts.push(rulePart(widthPt));
        break;
      case 'columns':
        parts.push(columnsPart(block, pageHeightPt, laying.layColumn, fonts));
        break;
      case 'page-break':
      case 'column-break':
      case 'fill':
        parts.push({ heightPt: 0, gapPt: 0, keepWithNext: false, role: block.kind, draw: nothing });
        break;
    }
  }
  return parts;
}

/** Height blocks take when nothing forces a page to end, in points. */
export function heightOfBlocks(blocks: readonly Block[], widthPt: number, fonts: FlowOptions['fonts']): number {
  return heightOf(columnParts(blocks, widthPt, Number.MAX_SAFE_INTEGER, fonts));
}
