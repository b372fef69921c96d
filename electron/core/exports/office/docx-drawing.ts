import type { Block, ChartBlock, ImageBlock } from '../layout/blocks.ts';
import type { DrawnBlock, Shape } from '../layout/drawn-blocks.ts';
import { child, descendants, elements, type XmlElement } from '../../xml-tree.ts';
import { drawnPictures } from './drawn-pictures.ts';
import type { DocxContext } from './docx-context.ts';
import { placeOfAnchor, type Place } from './docx-place.ts';
import { EMU_PER_PT } from '../../office-units.ts';
import type { Piece } from './docx-runs.ts';
import { NOT_PRINTED, shapesOf } from './docx-shapes.ts';
import { vmlDrawings } from './docx-vml.ts';

/** Lower than this a drawing is a rule, which stands at its place whatever runs round it. */
const RULE_PT = 12;

/** A chart whose file does not say how large it is. */
const USUAL_CHART = { widthPt: 360, heightPt: 216 };

/** Pictures, charts, lines and text boxes of a drawing, at their places; what else it holds is said. */
export function readDrawing(drawing: XmlElement, context: DocxContext): Piece[] {
  const blocks =
    drawing.name === 'w:drawing'
      ? elements(drawing).flatMap((one) => drawnBlocks(one, context))
      : vmlDrawings(drawing, context).map(({ shapes, widthPt, heightPt, place }) =>
          blockOf(shapes, { widthPt, heightPt }, place, context),
        );
  if (blocks.length > 0)
    return [{ kind: 'blocks', blocks: blocks.flatMap((block) => (context.boxed || isBare(block) ? inText(block) : [block])) }];
  const isPicture = [...drawnPictures(drawing), ...descendants(drawing, 'v:textpath')].length > 0;
  if (drawing.name !== 'w:drawing' && !isPicture) context.notes.add(NOT_PRINTED);
  return [];
}

function drawnBlocks(element: XmlElement, context: DocxContext): Block[] {
  const extent = child(element, 'wp:extent')?.attributes ?? {};
  const graphic = child(element, 'a:graphic');
  if (!graphic) return [];
  const told = {
    widthPt: Math.max(0, Number(extent['cx'] ?? 0) / EMU_PER_PT || 0),
    heightPt: Math.max(0, Number(extent['cy'] ?? 0) / EMU_PER_PT || 0),
  };
  const isTold = told.widthPt > 1 && told.heightPt > 1;
  const size = isTold || descendants(graphic, 'c:chart').length === 0 ? told : USUAL_CHART;
  const [drawn, ...others] = drawnPictures(graphic);
  const shapes = shapesOf(graphic, size, context);
  // A file that does not say how large its one picture is means it as it is.
  if (drawn && others.length === 0 && (size.widthPt <= 1 || size.heightPt <= 1)) {
    const own = { widthPt: drawn.widthPt || 200, heightPt: drawn.heightPt || 150 };
    return shapesOf(graphic, own, context).map((shape) =>
      blockOf([shape], own, placeOfAnchor(element, context.sheet, own), context),
    );
  }
  return shapes.length === 0 ? [] : [blockOf(shapes, size, placeOfAnchor(element, context.sheet, size), context)];
}

/** A box in the flow without lines and colour is text like any other. */
function isBare(block: Block): boolean {
  const isPlain = (shape: Shape): boolean => shape.kind === 'box' && Object.keys(shape.edges).length === 0 && !shape.shade;
  return block.kind === 'drawn' && block.inFlow && !block.round && block.shapes.every(isPlain);
}

/** What a drawing holds, one after the other instead of at its place: within a text box nothing is drawn over each other. */
function inText(block: Block): Block[] {
  if (block.kind !== 'drawn') return [block];
  return block.shapes.flatMap((shape): Block[] => {
    if (shape.kind === 'box') return [...shape.blocks];
    if (shape.kind === 'line' || shape.kind === 'outline') return [];
    if (shape.kind === 'chart')
      return [{ kind: 'chart', chart: shape.chart, widthPt: shape.width, heightPt: shape.height, align: 'center' }];
    const { bytes, format, width, height } = shape;
    return [{ kind: 'image', bytes, format, widthPt: width, heightPt: height, align: 'center' }];
  });
}

function blockOf(
  shapes: readonly Shape[],
  size: { readonly widthPt: number; readonly heightPt: number },
  place: Place,
  context: DocxContext,
): Block {
  const [first] = shapes;
  const isRule =
    place.kind !== 'inline' && size.heightPt < RULE_PT && shapes.every(({ kind }) => kind !== 'picture' && kind !== 'chart');
  const inFlow = place.kind !== 'over' && !isRule;
  const room = context.widthPt - size.widthPt;
  const xPt = place.kind === 'inline' ? 0 : place.xPt * context.scale;
  const round = inFlow && !context.boxed ? place.round : undefined;
  if (!round && inFlow && (first?.kind === 'picture' || first?.kind === 'chart') && shapes.length === 1) {
    const picture: ImageBlock | ChartBlock =
      first.kind === 'chart'
        ? { kind: 'chart', chart: first.chart, ...size }
        : { kind: 'image', bytes: first.bytes, format: first.format, ...size };
    // What stands in the line is aligned as its paragraph is; what text runs round keeps its side.
    if (place.kind === 'inline') return picture;
    return { ...picture, align: room <= 0 ? 'center' : xPt < room / 4 ? 'left' : xPt > (room * 3) / 4 ? 'right' : 'center' };
  }
  return {
    kind: 'drawn',
    shapes,
    ...size,
    xPt,
    yPt: round && place.from === 'head' ? 0 : place.yPt,
    from: place.from,
    inFlow,
    ...(place.kind === 'inline' ? { inLine: true } : {}),
    ...(round ? { round } : {}),
    under: place.under,
  } satisfies DrawnBlock;
}
