import type { Edges, Stroke } from '../layout/blocks.ts';
import type { Shape, ShapePlace } from '../layout/drawn-blocks.ts';
import { elements, type XmlElement } from '../../xml-tree.ts';
import { WHOLE_PICTURE } from '../../printable-picture.ts';
import { pictureKey, readBox, type DocxContext } from './docx-context.ts';
import { vmlHeads, vmlOutline } from './docx-vml-outline.ts';
import { INLINE, lengthPt, placeOfStyle, type Place } from './docx-place.ts';

/** A drawing of Word 97 (VML, ECMA-376 part 4) ready to be placed. */
export interface VmlDrawing {
  readonly shapes: readonly Shape[];
  readonly widthPt: number;
  readonly heightPt: number;
  readonly place: Place;
}

const SHAPES: readonly string[] = ['v:shape', 'v:rect', 'v:roundrect', 'v:oval', 'v:line', 'v:polyline', 'v:group'];

/** The drawings of a w:pict or w:object, in order. */
export function vmlDrawings(holder: XmlElement, context: DocxContext): VmlDrawing[] {
  return elements(holder)
    .filter(({ name }) => SHAPES.includes(name))
    .flatMap((element): VmlDrawing[] => {
      const style = styleOf(element);
      const line = element.name === 'v:line' ? lineOf(element) : null;
      const rule = element.attributes['o:hr'] === 't';
      const picture = pictureIn(element, context);
      const widthPt = line?.width ?? (rule ? context.widthPt : lengthPt(style.get('width')) || (picture?.widthPx ?? 0) * 0.75);
      const heightPt = line?.height ?? (lengthPt(style.get('height')) || (picture?.heightPx ?? 0) * 0.75);
      const place = { x: 0, y: 0, width: widthPt, height: heightPt };
      const shapes = shapesIn(element, place, context);
      if (shapes.length === 0) return [];
      const { type = 'none', side = 'both' } = elements(element).find(({ name }) => name === 'w10:wrap')?.attributes ?? {};
      const isBehind = Number(style.get('z-index') ?? 0) < 0;
      const where = placeOfStyle(style, { type: isBehind ? 'none' : type, side }, context.sheet, { widthPt, heightPt });
      const at =
        where.kind === 'inline' ? INLINE : { ...where, xPt: where.xPt + (line?.x ?? 0), yPt: where.yPt + (line?.y ?? 0) };
      return [{ shapes, widthPt, heightPt, place: at }];
    });
}

function shapesIn(element: XmlElement, place: ShapePlace, context: DocxContext): Shape[] {
  if (element.name === 'v:group') return groupIn(element, place, context);
  const stroke = strokeOf(element);
  if (element.name === 'v:line') {
    const [from, to] = [pointOf(element.attributes['from']), pointOf(element.attributes['to'])];
    const rises = (to.x - from.x) * (to.y - from.y) < 0;
    return stroke ? [{ kind: 'line', ...place, stroke, rises }] : [];
  }
  const picture = pictureIn(element, context);
  const pictures: Shape[] = picture ? [{ kind: 'picture', ...place, bytes: picture.bytes, format: picture.format }] : [];
  const hasImage = elements(element).some(({ name }) => name === 'v:imagedata');
  const words = elements(element).find(({ name }) => name === 'v:textpath')?.attributes['string'];
  if (words !== undefined) {
    context.notes.add(`水印“${words}”没有印出`);
    return [];
  }
  const text = elements(elements(element).find(({ name }) => name === 'v:textbox') ?? NOTHING).find(
    ({ name }) => name === 'w:txbxContent',
  );
  const width = Math.max(6, place.width - 14.4);
  const blocks = text ? readBox(text, width, context) : [];
  // A picture's outline is drawn only where it is asked for.
  const line = hasImage && element.attributes['stroked'] === undefined ? null : stroke;
  const edges: Edges = line ? { top: line, right: line, bottom: line, left: line } : {};
  const isFilled = !['f', 'false'].includes(element.attributes['filled'] ?? 't');
  const shade = isFilled && !hasImage ? colourOf(element.attributes['fillcolor']) : undefined;
  if (pictures.length > 0 && blocks.length === 0 && !line) return pictures;
  if (hasImage && pictures.length === 0 && blocks.length === 0) return [];
  const padding = { leftPt: 7.2, rightPt: 7.2, topPt: 3.6, bottomPt: 3.6 };
  const outline = hasImage ? null : vmlOutline(element, styleOf(element), place);
  if (!outline) return [...pictures, { kind: 'box', ...place, edges, blocks, padding, ...(shade && shade !== '#ffffff' ? { shade } : {}) }]; // prettier-ignore
  const fill = outline.closed && shade ? { fill: shade } : {};
  return [
    { kind: 'outline', ...place, steps: outline.steps, ...fill, ...(stroke ? { stroke } : {}) },
    ...(stroke ? vmlHeads(element, stroke, outline, place) : []),
    ...(blocks.length > 0 ? [{ kind: 'box' as const, ...place, edges: {}, blocks, padding }] : []),
  ];
}

const NOTHING: XmlElement = { name: '', attributes: {}, children: [] };

function groupIn(group: XmlElement, place: ShapePlace, context: DocxContext): Shape[] {
  const [origin, size] = [pointOf(group.attributes['coordorigin']), pointOf(group.attributes['coordsize'])];
  const scale = { x: size.x > 0 ? place.width / size.x : 1, y: size.y > 0 ? place.height / size.y : 1 };
  const at = (x: number, y: number) => ({ x: place.x + (x - origin.x) * scale.x, y: place.y + (y - origin.y) * scale.y });
  return elements(group)
    .filter(({ name }) => SHAPES.includes(name))
    .flatMap((element) => {
      if (element.name === 'v:line') {
        const [from, to] = [pointOf(element.attributes['from']), pointOf(element.attributes['to'])];
        const start = at(Math.min(from.x, to.x), Math.min(from.y, to.y));
        const [width, height] = [Math.abs(to.x - from.x) * scale.x, Math.abs(to.y - from.y) * scale.y];
        return shapesIn(element, { ...start, width, height }, context);
      }
      const style = styleOf(element);
      const number = (name: string): number => Number.parseFloat(style.get(name) ?? '') || 0;
      const start = at(number('left'), number('top'));
      return shapesIn(element, { ...start, width: number('width') * scale.x, height: number('height') * scale.y }, context);
    });
}

function pictureIn(element: XmlElement, context: DocxContext) {
  const data = elements(element).find(({ name }) => name === 'v:imagedata');
  const relation = data?.attributes['r:id'] ?? data?.attributes['o:relid'];
  return relation === undefined ? undefined : context.pictures.get(pictureKey(relation, WHOLE_PICTURE));
}

function styleOf(element: XmlElement): ReadonlyMap<string, string> {
  const parts = (element.attributes['style'] ?? '').split(';').map((part) => part.split(':').map((word) => word.trim()));
  return new Map(parts.map(([name = '', value = '']) => [name.toLowerCase(), value]));
}

function pointOf(value: string | undefined): { x: number; y: number } {
  const [x, y] = (value ?? '').split(',').map(lengthPt);
  return { x: x ?? 0, y: y ?? 0 };
}

function lineOf(element: XmlElement): ShapePlace {
  const [from, to] = [pointOf(element.attributes['from']), pointOf(element.attributes['to'])];
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
}

function strokeOf({ attributes, ...element }: XmlElement): Stroke | null {
  if (['f', 'false'].includes(attributes['stroked'] ?? 't')) return null;
  const dash = element.children.some(
    (one) => typeof one !== 'string' && one.name === 'v:stroke' && one.attributes['dashstyle'] !== undefined,
  );
  return {
    widthPt: Math.min(12, Math.max(0.25, lengthPt(attributes['strokeweight']) || 0.75)),
    color: colourOf(attributes['strokecolor']) ?? '#000000',
    kind: dash ? 'dotted' : 'solid',
  };
}

const NAMES: Readonly<Record<string, string>> = { red: '#ff0000', black: '#000000', white: '#ffffff', blue: '#0000ff', green: '#008000', yellow: '#ffff00', gray: '#808080', silver: '#c0c0c0', maroon: '#800000', navy: '#000080' }; // prettier-ignore

/** A colour of VML: `#f00`, `#ff0000`, a name, each perhaps with an index of a palette behind it. */
function colourOf(value: string | undefined): string | undefined {
  const [word = ''] = (value ?? '').trim().toLowerCase().split(/\s/);
  if (/^#[0-9a-f]{6}$/.test(word)) return word;
  const [, r, g, b] = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(word) ?? [];
  return r && g && b ? `#${r}${r}${g}${g}${b}${b}` : NAMES[word];
}
