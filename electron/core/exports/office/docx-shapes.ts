import type { Block, Edges, Stroke } from '../layout/blocks.ts';
import type { Shape, ShapePlace } from '../layout/drawn-blocks.ts';
import { elements, type XmlElement } from '../../xml-tree.ts';
import { chartIn } from './docx-charts.ts';
import { diagramShapes } from './diagrams.ts';
import { pictureKey, readBox, type DocxContext } from './docx-context.ts';
import { local } from '../../drawing-colours.ts';
import { found, inside } from './drawing-colours.ts';
import { bodyOf } from './drawing-text.ts';
import { drawnPictures } from './drawn-pictures.ts';
import { arrowHeads, outlineOf } from './shape-outline.ts';
import { fillOf, placeOf, standing, strokeOf, type Scale } from './shape-look.ts';
import { EMU_PER_PT } from '../../office-units.ts';

const POINTS: Scale = { x: 1 / EMU_PER_PT, y: 1 / EMU_PER_PT, dx: 0, dy: 0 };

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
          return shapeOf(element, place, context);
        case 'wsp':
          return shapeOf(element, standing(inside(inside(element, 'spPr'), 'xfrm'), place), context);
        case 'wgp':
          return groupOf(element, POINTS, place, context);
        case 'chart':
          return chartShape(element, place, context);
        case 'wpc':
          return elements(element).flatMap((one) => memberOf(one, POINTS, context));
        case 'relIds':
          return diagramOf(element, size, context);
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

/** Geometries that are a line from corner to corner. */
const LINES = /^(line|straightConnector1)$/;
/** Those that are known to be lines only. */
const CONNECTORS = /^(line|(straight|bent|curved)Connector\d)$/;

function shapeOf(element: XmlElement, place: ShapePlace, context: DocxContext): Shape[] {
  const properties = inside(element, 'spPr');
  const pictures = drawnPictures({ name: '', attributes: {}, children: [element] }).flatMap((drawn): Shape[] => {
    const picture = context.pictures.get(pictureKey(drawn.relation, drawn.shown));
    return picture ? [{ kind: 'picture', ...place, bytes: picture.bytes, format: picture.format }] : [];
  });
  if (local(element) === 'pic') return pictures;
  const style = inside(element, 'style');
  const stroke = strokeOf(inside(properties, 'ln'), style, context.colours);
  if (CONNECTORS.test(presetIn(properties))) return stroke ? lineOf(properties, place, stroke) : [];
  const text = found(element, 'txbxContent');
  const outline = outlineOf(properties, place);
  const color = fillOf(properties, inside(style, 'fillRef'), context.colours);
  // A white box would hide what a form has printed under it; a white figure is part of a drawing.
  const fill = (outline ? outline.closed : color !== '#ffffff') ? color : null;
  const { padding: own, anchor } = bodyOf(inside(element, 'bodyPr'));
  const [insetX, insetY] = outline?.inset ?? [0, 0];
  const padding = { leftPt: own.leftPt + insetX, rightPt: own.rightPt + insetX, topPt: own.topPt + insetY, bottomPt: own.bottomPt + insetY }; // prettier-ignore
  const width = Math.max(6, place.width - padding.leftPt - padding.rightPt);
  const blocks = text ? readBox(text, width, context) : [];
  if (!stroke && fill === null && blocks.length === 0) return pictures;
  const box = { kind: 'box' as const, ...place, blocks, padding, ...(anchor ? { anchor } : {}) };
  if (!outline) {
    const edges: Edges = stroke ? { top: stroke, right: stroke, bottom: stroke, left: stroke } : {};
    return [...pictures, { ...box, edges, ...(fill === null ? {} : { shade: fill }) }];
  }
  const drawn: Shape[] = [
    { kind: 'outline', ...place, steps: outline.steps, ...(fill === null ? {} : { fill }), ...(stroke ? { stroke } : {}) },
  ];
  return [...pictures, ...(stroke || fill !== null ? drawn : []), ...(blocks.length > 0 ? [{ ...box, edges: {} }] : [])];
}

const presetIn = (properties: XmlElement | undefined): string => inside(properties, 'prstGeom')?.attributes['prst'] ?? '';

/** A line or connector with the heads of its ends. */
function lineOf(properties: XmlElement | undefined, place: ShapePlace, stroke: Stroke): Shape[] {
  const outline = outlineOf(properties, place);
  const line = inside(properties, 'ln');
  const heads = outline ? arrowHeads(line, stroke, outline.steps, place) : [];
  if (outline && (heads.length > 0 || !LINES.test(presetIn(properties))))
    return [{ kind: 'outline', ...place, steps: outline.steps, stroke }, ...heads];
  const frame = inside(properties, 'xfrm')?.attributes ?? {};
  const isFlat = place.height < 1 || place.width < 1;
  const rises = !isFlat && (frame['flipV'] === '1') !== (frame['flipH'] === '1');
  return [{ kind: 'line', ...place, stroke, rises }];
}

/** A diagram as it was drawn last; where the file holds no such drawing its words one under the other. */
function diagramOf(element: XmlElement, size: { widthPt: number; heightPt: number }, context: DocxContext): Shape[] {
  const relation = Object.entries(element.attributes).find(([name]) => name.endsWith(':dm'))?.[1] ?? '';
  const diagram = context.diagrams.get(relation);
  const shapes = diagram ? diagramShapes(diagram, size, context.colours) : null;
  if (shapes) {
    if (diagram?.drawing && found(diagram.drawing, 'blip')) context.notes.add('文中 SmartArt 图形里的图片没有印出,请核对原件');
    return shapes;
  }
  context.notes.add(diagram ? '文中的 SmartArt 图形只印出了文字,请核对原件' : NOT_PRINTED);
  const blocks = (diagram?.texts ?? []).map((text): Block => ({ kind: 'paragraph', runs: [{ text, sizePt: 10.5 }], align: 'left', lineHeight: 1.3 })); // prettier-ignore
  const padding = { topPt: 0, rightPt: 0, bottomPt: 0, leftPt: 0 };
  return blocks.length > 0 ? [{ kind: 'box', x: 0, y: 0, width: size.widthPt, height: size.heightPt, edges: {}, blocks, padding }] : []; // prettier-ignore
}
