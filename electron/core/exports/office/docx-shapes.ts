import type { Edges, Padding, Shape, ShapePlace, Stroke } from '../layout/blocks.ts';
import { elements, type XmlElement } from '../../xml-tree.ts';
import { chartIn } from './docx-charts.ts';
import { pictureKey, readBox, type DocxContext } from './docx-context.ts';
import { EMU_PER_PT } from './units.ts';
import { drawnPictures } from './drawn-pictures.ts';

/** How coordinates of a group become points of the drawing. */
interface Scale {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

const POINTS: Scale = { x: 1 / EMU_PER_PT, y: 1 / EMU_PER_PT, dx: 0, dy: 0 };

const local = (element: XmlElement): string => element.name.slice(element.name.indexOf(':') + 1);
const inside = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element && elements(element).find((one) => local(one) === name);

/**
 * Pictures, lines and boxes of a drawing (ECMA-376 part 1, 20.1.2.2; shapes of Word: part 4), each at its place in it. A drawing of one
 * shape begins where that does, whatever place the shape says. What is none of them is said.
 * @param size of the drawing, points
 */
export function shapesOf(graphic: XmlElement, size: { widthPt: number; heightPt: number }, context: DocxContext): Shape[] {
  return elements(graphic).flatMap((data) =>
    elements(data).flatMap((element): Shape[] => {
      const place = { x: 0, y: 0, width: size.widthPt, height: size.heightPt };
      switch (local(element)) {
        case 'pic':
        case 'wsp':
          return shapeOf(element, place, context);
        case 'wgp':
          return groupOf(element, POINTS, place, context);
        case 'chart':
          return chartShape(element, place, context);
        case 'wpc':
          return elements(element).flatMap((one) => memberOf(one, POINTS, context));
        default:
          context.notes.add(NOT_PRINTED);
          return [];
      }
    }),
  );
}

export const NOT_PRINTED = '文中有图形或嵌入的对象没有印出,请核对原件';

function groupOf(group: XmlElement, outer: Scale, whole: ShapePlace | null, context: DocxContext): Shape[] {
  const frame = inside(inside(group, 'grpSpPr'), 'xfrm');
  const [offset, extent, from, within] = ['off', 'ext', 'chOff', 'chExt'].map((name) => inside(frame, name)?.attributes ?? {});
  const at = placeOf(frame, outer) ?? whole;
  if (!at) return [];
  const number = (value: string | undefined): number => Number(value) || 0;
  const place = whole ?? at;
  const share = (length: number, ext: string | undefined, inner: string | undefined, scale: number): number =>
    number(inner) > 0 ? length / number(inner) : number(ext) > 0 ? scale : scale;
  const x = share(place.width, extent?.['cx'], within?.['cx'], outer.x);
  const y = share(place.height, extent?.['cy'], within?.['cy'], outer.y);
  const start = (own: Readonly<Record<string, string>> | undefined, axis: string) => number((own ?? offset)?.[axis]);
  const scale = { x, y, dx: place.x - start(from, 'x') * x, dy: place.y - start(from, 'y') * y };
  return elements(group).flatMap((one) => memberOf(one, scale, context));
}

function memberOf(element: XmlElement, scale: Scale, context: DocxContext): Shape[] {
  switch (local(element)) {
    case 'grpSp':
    case 'wgp':
      return groupOf(element, scale, null, context);
    case 'pic':
    case 'wsp':
    case 'sp':
    case 'cxnSp': {
      const place = placeOf(inside(inside(element, 'spPr'), 'xfrm'), scale);
      return place ? shapeOf(element, place, context) : [];
    }
    case 'graphicFrame': {
      const place = placeOf(inside(element, 'xfrm'), scale);
      const chart = found(element, 'chart');
      return place && chart ? chartShape(chart, place, context) : [];
    }
    default:
      return [];
  }
}

function chartShape(element: XmlElement, place: ShapePlace, context: DocxContext): Shape[] {
  const chart = chartIn(element, context);
  return chart ? [{ kind: 'chart', ...place, chart }] : [];
}

/** A frame's place, as it stands when it is turned by a right angle. */
function placeOf(frame: XmlElement | undefined, scale: Scale): ShapePlace | null {
  const [offset, extent] = [inside(frame, 'off')?.attributes, inside(frame, 'ext')?.attributes];
  if (!frame || !extent) return null;
  const width = (Number(extent['cx']) || 0) * scale.x;
  const height = (Number(extent['cy']) || 0) * scale.y;
  const place = {
    x: (Number(offset?.['x']) || 0) * scale.x + scale.dx,
    y: (Number(offset?.['y']) || 0) * scale.y + scale.dy,
    width,
    height,
  };
  return liesAcross(frame) ? turned(place) : place;
}

function liesAcross(frame: XmlElement | undefined): boolean {
  return Math.round(Number(frame?.attributes['rot'] ?? 0) / 5_400_000) % 2 !== 0;
}

function turned({ x, y, width, height }: ShapePlace): ShapePlace {
  return { x: x + (width - height) / 2, y: y + (height - width) / 2, width: height, height: width };
}

/** Geometries that are a line from corner to corner. */
const LINES = /^(line|(straight|bent|curved)Connector\d)$/;

function shapeOf(element: XmlElement, place: ShapePlace, context: DocxContext): Shape[] {
  const properties = inside(element, 'spPr');
  const pictures = drawnPictures({ name: '', attributes: {}, children: [element] }).flatMap((drawn): Shape[] => {
    const picture = context.pictures.get(pictureKey(drawn.relation, drawn.shown));
    return picture ? [{ kind: 'picture', ...place, bytes: picture.bytes, format: picture.format }] : [];
  });
  if (local(element) === 'pic') return pictures;
  const style = inside(element, 'style');
  const line = inside(properties, 'ln');
  const stroke = strokeOf(line, style, context.colours);
  const geometry = inside(properties, 'prstGeom')?.attributes['prst'] ?? '';
  if (LINES.test(geometry)) {
    const frame = inside(properties, 'xfrm')?.attributes ?? {};
    const isFlat = place.height < 1 || place.width < 1;
    const rises = !isFlat && (frame['flipV'] === '1') !== (frame['flipH'] === '1');
    return stroke ? [{ kind: 'line', ...place, stroke, rises }] : [];
  }
  const text = found(element, 'txbxContent');
  const shade = fillOf(properties, inside(style, 'fillRef'), context.colours);
  const padding = paddingOf(inside(element, 'bodyPr'));
  const width = Math.max(6, place.width - padding.leftPt - padding.rightPt);
  const blocks = text ? readBox(text, width, context) : [];
  const edges: Edges = stroke ? { top: stroke, right: stroke, bottom: stroke, left: stroke } : {};
  if (!stroke && !shade && blocks.length === 0) return pictures;
  return [...pictures, { kind: 'box', ...place, edges, blocks, padding, ...(shade ? { shade } : {}) }];
}

function found(element: XmlElement, name: string): XmlElement | undefined {
  for (const one of elements(element)) {
    const here = local(one) === name ? one : found(one, name);
    if (here) return here;
  }
  return undefined;
}

function paddingOf(body: XmlElement | undefined): Padding {
  const inset = (name: string, usual: number): number =>
    Math.min(60, Math.max(0, Number(body?.attributes[name] ?? usual) / EMU_PER_PT || 0));
  return {
    leftPt: inset('lIns', 91_440),
    rightPt: inset('rIns', 91_440),
    topPt: inset('tIns', 45_720),
    bottomPt: inset('bIns', 45_720),
  };
}

function strokeOf(line: XmlElement | undefined, style: XmlElement | undefined, colours: Colours): Stroke | null {
  if (inside(line, 'noFill')) return null;
  const reference = inside(style, 'lnRef');
  const usual = Number(reference?.attributes['idx'] ?? 0) > 0;
  const own = inside(line, 'solidFill');
  if (!usual && !own) return null;
  const width = Number(line?.attributes['w'] ?? 9_525) / EMU_PER_PT || 0.75;
  const dash = inside(line, 'prstDash')?.attributes['val'] ?? 'solid';
  return {
    widthPt: Math.min(12, Math.max(0.25, width)),
    color: colourIn(own ?? reference, colours) ?? '#000000',
    kind: dash === 'solid' ? 'solid' : 'dotted',
  };
}

function fillOf(properties: XmlElement | undefined, reference: XmlElement | undefined, colours: Colours): string | null {
  if (inside(properties, 'noFill')) return null;
  const own = inside(properties, 'solidFill');
  const usual = Number(reference?.attributes['idx'] ?? 0) > 0 ? reference : undefined;
  const color = colourIn(own ?? usual, colours) ?? null;
  return color === '#ffffff' ? null : color;
}

/** Colours of the document's theme by their names (`accent1` …). */
export type Colours = ReadonlyMap<string, string>;

/** Names under which shapes ask for the colours of a theme. */
const SAME: Readonly<Record<string, string>> = { tx1: 'dk1', tx2: 'dk2', bg1: 'lt1', bg2: 'lt2' };

function colourIn(holder: XmlElement | undefined, colours: Colours): string | undefined {
  const rgb = inside(holder, 'srgbClr')?.attributes['val'];
  if (rgb && /^[0-9a-f]{6}$/i.test(rgb)) return `#${rgb.toLowerCase()}`;
  const system = inside(holder, 'sysClr')?.attributes['lastClr'];
  if (system && /^[0-9a-f]{6}$/i.test(system)) return `#${system.toLowerCase()}`;
  const name = inside(holder, 'schemeClr')?.attributes['val'] ?? '';
  return colours.get(SAME[name] ?? name);
}

/** Reads the colours of a theme part; none without one. */
export function readColours(theme: XmlElement | undefined): Colours {
  const scheme = theme && found(theme, 'clrScheme');
  return new Map(
    (scheme ? elements(scheme) : []).flatMap((one) => {
      const color = colourIn(one, new Map());
      return color ? [[local(one), color] as const] : [];
    }),
  );
}
