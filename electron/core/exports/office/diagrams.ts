import type { Shape, ShapePlace } from '../layout/drawn-blocks.ts';
import { descendants, elements, parseXml, type XmlElement } from '../../xml-tree.ts';
import { local } from '../../drawing-colours.ts';
import { colourIn, found, inside, type Colours } from './drawing-colours.ts';
import { bodyOf, readDrawingText } from './drawing-text.ts';
import { arrowHeads, outlineOf } from './shape-outline.ts';
import { fillOf, placeOf, strokeOf, type Scale } from './shape-look.ts';
import { EMU_PER_PT } from '../../office-units.ts';

/** A diagram (SmartArt) of an office file. */
export interface Diagram {
  /** The shapes that the program drew it with last (dsp:drawing); absent where the file holds none. */
  readonly drawing?: XmlElement;
  /** What stands in it, a paragraph an entry. */
  readonly texts: readonly string[];
}

/**
 * The diagrams of a part by the relation of their data (ECMA-376 part 1, 21.4; [MS-ODRAWXML] 2.3.2): the data names the relation of the
 * drawing. One that is broken is left out.
 * @param targets where the part's relations lead
 * @param part bytes of a target
 */
export function readDiagrams(
  targets: ReadonlyMap<string, string>,
  part: (target: string) => Buffer | undefined,
): ReadonlyMap<string, Diagram> {
  const treeOf = (target: string | undefined): XmlElement | undefined => {
    const bytes = target === undefined ? undefined : part(target);
    try {
      return bytes && bytes.length <= MOST_BYTES ? parseXml(bytes.toString('utf8')) : undefined;
    } catch {
      return undefined;
    }
  };
  return new Map(
    [...targets].flatMap(([relation, target]) => {
      const data = /diagrams\/data\d*\.xml$/.test(target) ? treeOf(target) : undefined;
      if (!data) return [];
      const drawing = treeOf(targets.get(found(data, 'dataModelExt')?.attributes['relId'] ?? ''));
      const texts = descendants(data, 'dgm:t').flatMap((text) => elements(text).map(wordsOf)).filter((words) => words.trim() !== ''); // prettier-ignore
      return [[relation, { texts, ...(drawing ? { drawing } : {}) }] as const];
    }),
  );
}

const MOST_BYTES = 8 << 20;

const wordsOf = (paragraph: XmlElement): string =>
  descendants(paragraph, 'a:t')
    .flatMap(({ children }) => children.filter((one) => typeof one === 'string'))
    .join('');

const MOST_SHAPES = 2_000;

/** The shapes of a diagram at their places in a frame of that size in points, each with its words; null where it has none. */
export function diagramShapes(diagram: Diagram, size: { widthPt: number; heightPt: number }, colours: Colours): Shape[] | null {
  const tree = diagram.drawing && found(diagram.drawing, 'spTree');
  const members = tree ? elements(tree).filter((one) => local(one) === 'sp').slice(0, MOST_SHAPES) : []; // prettier-ignore
  const shapes = members.flatMap((member) => memberShapes(member, colours));
  const [right, bottom] = [Math.max(0, ...shapes.map(({ x, width }) => x + width)), Math.max(0, ...shapes.map(({ y, height }) => y + height))]; // prettier-ignore
  // A frame whose size was changed after the drawing was made.
  const scale = Math.min(1, size.widthPt / right, size.heightPt / bottom);
  if (shapes.length === 0 || !(scale > 0)) return null;
  return scale < 1 ? members.flatMap((member) => memberShapes(member, colours, scale)) : shapes;
}

function memberShapes(member: XmlElement, colours: Colours, share = 1): Shape[] {
  const scale: Scale = { x: share / EMU_PER_PT, y: share / EMU_PER_PT, dx: 0, dy: 0 };
  const properties = inside(member, 'spPr');
  const style = inside(member, 'style');
  const place = placeOf(inside(properties, 'xfrm'), scale);
  if (!place) return [];
  const stroke = strokeOf(inside(properties, 'ln'), style, colours);
  const fill = fillOf(properties, inside(style, 'fillRef'), colours);
  return [...areaOf(properties, place, stroke, fill), ...wordsIn(member, place, scale, colours)];
}

function areaOf(
  properties: XmlElement | undefined,
  place: ShapePlace,
  stroke: ReturnType<typeof strokeOf>,
  fill: string | null,
): Shape[] {
  const outline = outlineOf(properties, place) ?? boxOutline(place);
  const filled = fill !== null && outline.closed ? { fill } : {};
  if (!stroke && fill === null) return [];
  return [
    { kind: 'outline', ...place, steps: outline.steps, ...filled, ...(stroke ? { stroke } : {}) },
    ...(stroke ? arrowHeads(inside(properties, 'ln'), stroke, outline.steps, place) : []),
  ];
}

function boxOutline({ x, y, width, height }: ShapePlace): Pick<NonNullable<ReturnType<typeof outlineOf>>, 'steps' | 'closed'> {
  return {
    steps: [['move', x, y], ['line', x + width, y], ['line', x + width, y + height], ['line', x, y + height], ['close']],
    closed: true,
  }; // prettier-ignore
}

/** The frame of a shape's words turned as its shape is too: it says only how they are turned in that. */
function turnedWith(text: XmlElement | undefined, shape: XmlElement | undefined): XmlElement | undefined {
  const turn = (frame: XmlElement | undefined): number => Number(frame?.attributes['rot'] ?? 0) || 0;
  return text && { ...text, attributes: { ...text.attributes, rot: String(turn(text) + turn(shape)) } };
}

/** The words of a shape, in the frame the drawing gives them. */
function wordsIn(member: XmlElement, place: ShapePlace, scale: Scale, colours: Colours): Shape[] {
  const body = inside(member, 'txBody');
  const color = colourIn(inside(inside(member, 'style'), 'fontRef'), colours);
  const blocks = body ? readDrawingText(body, color, colours) : [];
  if (blocks.every(({ kind }) => kind === 'space')) return [];
  const at = placeOf(turnedWith(inside(member, 'txXfrm'), inside(inside(member, 'spPr'), 'xfrm')), scale) ?? place;
  return [{ kind: 'box', ...at, edges: {}, blocks, ...bodyOf(inside(body, 'bodyPr')) }];
}
