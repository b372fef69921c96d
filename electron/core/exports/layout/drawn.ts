import type { Fonts } from '../fonts.ts';
import type { Block, ParagraphBlock, Run } from './blocks.ts';
import type { DrawnBlock, Shape } from './drawn-blocks.ts';
import type { Drawing } from './drawing.ts';
import { drawEdges, drawStroke } from './edges.ts';
import type { Frame } from './frames.ts';
import { transformed } from './outline.ts';
import { contentPart, drawLayerOf, drawParts, heightOf, nothing } from './part.ts';
import type { Part } from './part.ts';
import { drawChart } from './single-parts.ts';

type LayColumn = (blocks: readonly Block[], widthPt: number) => Part[];

/** What boxes and charts of a drawing are laid with. */
interface Laying {
  readonly fonts: Pick<Fonts, 'measure'>;
  readonly layColumn: LayColumn;
}

/** How far a drawing may stand out of the text's area: at its sides and below. */
const BESIDE_PT = 40;
const BELOW_PT = 20;
/** In the flow a drawing higher than this share of a page gives its words to the column, which can be divided. */
const HIGHEST = 0.6;

/** A drawing as one part, under the text of its page; one in the flow that is too high as the parts of what its boxes hold. */
export function drawnParts(block: DrawnBlock, widthPt: number, pageHeightPt: number, laying: Laying): Part[] {
  const scale = Math.min(1, (widthPt + 2 * BESIDE_PT) / block.widthPt, pageHeightPt / block.heightPt);
  const shapes = block.shapes.map((shape) => prepare(scaled(shape, scale), laying));
  if (!block.inFlow) return [overlay(block, scale, shapes)];
  const heightPt = Math.max(block.heightPt * scale, ...shapes.map(({ shape }) => shape.y + shape.height));
  const isFigure =
    block.shapes.some(({ kind }) => kind === 'outline') && shapes.filter(({ parts }) => parts.length > 0).length > 1;
  if (!isFigure && heightPt > pageHeightPt * HIGHEST && shapes.some(({ parts }) => parts.length > 0)) {
    return shapes.flatMap((one) => (one.parts.length > 0 ? one.parts : [whole([one], one.shape.height, one.shape.y)]));
  }
  const x = Math.max(0, Math.min(block.xPt, widthPt - block.widthPt * scale));
  return [whole(shapes, heightPt, 0, x)];
}

interface Prepared {
  readonly shape: Shape;
  readonly fonts: Laying['fonts'];
  readonly parts: readonly Part[];
}

function whole(shapes: readonly Prepared[], heightPt: number, top: number, left = 0): Part {
  return contentPart(heightPt, (out, x, y) => shapes.forEach((one) => drawShape(one, out, x + left, y - top)));
}

function overlay(block: DrawnBlock, scale: number, shapes: readonly Prepared[]): Part {
  const [width, height] = [block.widthPt * scale, block.heightPt * scale];
  return {
    heightPt: 0,
    gapPt: 0,
    keepWithNext: true,
    role: 'content',
    draw: nothing,
    drawLayer(layer, out, x, y, area) {
      const fromHead = block.from === 'head' && area !== undefined;
      const wanted = { x: x + block.xPt, y: (fromHead ? area.y : y) + block.yPt };
      // In a head or foot, which lie outside the text's area, what is counted from its line stays there.
      const isFree = area === undefined || (!fromHead && (y < area.y || y >= area.y + area.height));
      const low = fromHead && block.yPt < 0 ? area.y + block.yPt : (area?.y ?? 0);
      const at = area
        ? {
            x: within(wanted.x, area.x - BESIDE_PT, area.x + area.width + BESIDE_PT - width),
            y: isFree ? wanted.y : within(wanted.y, low, area.y + area.height + BELOW_PT - height),
          }
        : wanted;
      // A picture over the text lets it be read, as the ink of a seal does; a box that hides what is under it would hide words.
      const isOver = ({ shape }: Prepared): boolean => shape.kind === 'picture' && !block.under;
      for (const one of shapes)
        if (isOver(one) === (layer === 'over')) drawShape(one, out, at.x, at.y, layer === 'over' ? 'ink' : undefined);
    },
  };
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

function scaled(shape: Shape, scale: number): Shape {
  const [x, y, width, height] = [shape.x * scale, shape.y * scale, shape.width * scale, shape.height * scale];
  if (shape.kind === 'outline')
    return {
      ...shape,
      ...{ x, y, width, height },
      steps: shape.steps.map((step) => transformed(step, (px, py) => [px * scale, py * scale])),
    };
  return { ...shape, x, y, width, height, ...(shape.kind === 'chart' ? { share: (shape.share ?? 1) * scale } : {}) };
}

/** Words larger than their box are set smaller, down to this share; what is still too much makes the box higher. */
const SMALLEST = 0.6;
const CLOSE_LINES = 1.15;

function prepare(shape: Shape, { fonts, layColumn }: Laying): Prepared {
  if (shape.kind !== 'box' || shape.blocks.length === 0) return { shape, fonts, parts: [] };
  const { padding } = shape;
  const width = Math.max(6, shape.width - padding.leftPt - padding.rightPt);
  const room = shape.height - padding.topPt - padding.bottomPt;
  let size = 1;
  const last = shape.blocks.findLastIndex(({ kind }) => kind !== 'space');
  const blocks = shape.blocks.slice(0, last + 1);
  let parts = layColumn(blocks, width);
  for (; heightOf(parts) > room + 1 && size > SMALLEST; size -= 0.1) parts = layColumn(closer(blocks, size), width);
  const height = Math.max(shape.height, heightOf(parts) + padding.topPt + padding.bottomPt);
  // What outgrows its box stands out of it above and below alike where it is in its middle.
  const y = shape.anchor === 'middle' ? shape.y - (height - shape.height) / 2 : shape.y;
  return { shape: { ...shape, y, height }, fonts, parts };
}

/** Lines closer to each other, and characters of that share of their size. */
function closer(blocks: readonly Block[], size: number): Block[] {
  return blocks.map((block): Block => {
    if (block.kind === 'space') return { ...block, heightPt: block.heightPt * size };
    return block.kind === 'paragraph' ? smaller(block, size) : block;
  });
}

function smaller(block: ParagraphBlock, size: number): ParagraphBlock {
  const { lineDistance, lineHeight } = block;
  return {
    ...block,
    ...(lineHeight === undefined ? {} : { lineHeight: Math.min(lineHeight, CLOSE_LINES) }),
    runs: block.runs.map((run) => smallerRun(run, size)),
    ...(lineDistance ? { lineDistance: { ...lineDistance, pt: lineDistance.pt * size } } : {}),
    ...(block.spaceBeforePt ? { spaceBeforePt: block.spaceBeforePt * size } : {}),
    ...(block.spaceAfterPt ? { spaceAfterPt: block.spaceAfterPt * size } : {}),
  };
}

function smallerRun(run: Run, size: number): Run {
  const { picture } = run;
  const drawn = picture ? { picture: { ...picture, widthPt: picture.widthPt * size, heightPt: picture.heightPt * size } } : {};
  return { ...run, sizePt: (run.sizePt ?? 12) * size, ...drawn };
}

function drawShape({ shape, fonts, parts }: Prepared, out: Drawing[], left: number, top: number, as?: 'ink'): void {
  const place: Frame = { x: left + shape.x, y: top + shape.y, width: shape.width, height: shape.height };
  switch (shape.kind) {
    case 'picture':
      out.push({ kind: 'image', ...place, bytes: shape.bytes, format: shape.format, ...(as === 'ink' ? { ink: true } : {}) });
      break;
    case 'chart':
      drawChart(shape.chart, place, shape.share ?? 1, fonts, out);
      break;
    case 'line': {
      const [from, to] = shape.rises ? [place.y + place.height, place.y] : [place.y, place.y + place.height];
      drawStroke(shape.stroke, [place.x, from, place.x + place.width, to], out);
      break;
    }
    case 'outline':
      drawOutline(shape, left, top, out);
      break;
    case 'box':
      if (shape.shade !== undefined) out.push({ kind: 'rect', ...place, fill: shape.shade });
      drawEdges(shape.edges, place, out);
      {
        const free = place.height - shape.padding.topPt - shape.padding.bottomPt - heightOf(parts);
        const down = Math.max(0, shape.anchor === 'middle' ? free / 2 : shape.anchor === 'bottom' ? free : 0);
        const [x, y] = [place.x + shape.padding.leftPt, place.y + shape.padding.topPt + down];
        drawLayerOf(parts, 'under', out, x, y);
        drawParts(parts, out, x, y);
        drawLayerOf(parts, 'over', out, x, y);
      }
      break;
  }
}

function drawOutline({ steps, fill, stroke }: Shape & { kind: 'outline' }, left: number, top: number, out: Drawing[]): void {
  const line = stroke ? { stroke: stroke.color, thicknessPt: stroke.widthPt } : {};
  out.push({
    kind: 'path',
    steps: steps.map((step) => transformed(step, (x, y) => [left + x, top + y])),
    ...(fill === undefined ? {} : { fill }),
    ...line,
    ...(stroke?.kind === 'dotted' ? { dotsPt: Math.max(2, 2.5 * stroke.widthPt) } : {}),
  });
}
