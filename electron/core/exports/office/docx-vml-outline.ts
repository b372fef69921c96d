import type { Stroke } from '../layout/blocks.ts';
import type { Shape, ShapePlace } from '../layout/drawn-blocks.ts';
import { elements, type XmlElement } from '../../xml-tree.ts';
import { standing } from './shape-look.ts';
import { arrowHeads, outlineOf, type ShapeOutline } from './shape-outline.ts';

/** Preset shapes of Word 97 by their number (o:spt, [MS-ODRAW] 2.4.24), by the names they have since. */
const PRESETS: Readonly<Record<string, string>> = { 2: 'roundRect', 3: 'ellipse', 4: 'diamond', 5: 'triangle', 6: 'rtTriangle', 7: 'parallelogram', 8: 'trapezoid', 9: 'hexagon', 10: 'octagon', 11: 'plus', 13: 'rightArrow', 15: 'homePlate', 20: 'line', 32: 'straightConnector1', 33: 'bentConnector2', 34: 'bentConnector3', 55: 'chevron', 61: 'wedgeRectCallout', 66: 'leftArrow', 67: 'downArrow', 68: 'upArrow', 69: 'leftRightArrow', 70: 'upDownArrow', 85: 'leftBracket', 86: 'rightBracket', 87: 'leftBrace', 88: 'rightBrace', 110: 'flowChartDecision', 111: 'flowChartInputOutput', 114: 'flowChartDocument', 116: 'flowChartTerminator', 120: 'flowChartConnector', 176: 'flowChartAlternateProcess', 185: 'bracketPair' }; // prettier-ignore

/** The outline of a shape of VML in its place; null for a box and for shapes that are not known. */
export function vmlOutline(element: XmlElement, style: ReadonlyMap<string, string>, place: ShapePlace): ShapeOutline | null {
  const name = presetOf(element);
  if (name === undefined) return null;
  const flip = style.get('flip') ?? '';
  const frame: XmlElement = {
    name: 'xfrm',
    attributes: {
      rot: String(60_000 * (Number.parseFloat(style.get('rotation') ?? '0') || 0)),
      flipH: flip.includes('x') ? '1' : '0',
      flipV: flip.includes('y') ? '1' : '0',
    },
    children: [],
  };
  const geometry: XmlElement = { name: 'prstGeom', attributes: { prst: name }, children: [] };
  return outlineOf({ name: 'spPr', attributes: {}, children: [frame, geometry] }, standing(frame, place));
}

function presetOf({ name, attributes }: XmlElement): string | undefined {
  if (name === 'v:oval') return 'ellipse';
  if (name === 'v:roundrect') return 'roundRect';
  return PRESETS[/_t(\d+)$/.exec(attributes['type'] ?? '')?.[1] ?? attributes['o:spt'] ?? ''];
}

/** The heads of a line's ends (v:stroke). */
export function vmlHeads(element: XmlElement, stroke: Stroke, { steps }: ShapeOutline, place: ShapePlace): Shape[] {
  const said = elements(element).find(({ name }) => name === 'v:stroke')?.attributes ?? {};
  const end = (name: string, arrow: string | undefined): XmlElement => ({
    name,
    attributes: { type: arrow === undefined || arrow === 'none' ? 'none' : arrow === 'oval' ? 'oval' : 'triangle' },
    children: [],
  });
  const line = { name: 'ln', attributes: {}, children: [end('headEnd', said['startarrow']), end('tailEnd', said['endarrow'])] };
  return arrowHeads(line, stroke, steps, place);
}
