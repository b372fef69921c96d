import type { Stroke } from '../layout/blocks.ts';
import type { ShapePlace } from '../layout/drawn-blocks.ts';
import { elements, type XmlElement } from '../../xml-tree.ts';
import { colourIn, inside, type Colours } from './drawing-colours.ts';
import { EMU_PER_PT } from '../../office-units.ts';

/** How coordinates of a group become points of the drawing. */
export interface Scale {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** A frame's place, as it stands when it is turned by a right angle. */
export function placeOf(frame: XmlElement | undefined, scale: Scale): ShapePlace | null {
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
  return standing(frame, place);
}

/** A place as it stands when its frame is turned by a right angle. */
export function standing(frame: XmlElement | undefined, place: ShapePlace): ShapePlace {
  return liesAcross(frame) ? turned(place) : place;
}

function liesAcross(frame: XmlElement | undefined): boolean {
  return Math.round(Number(frame?.attributes['rot'] ?? 0) / 5_400_000) % 2 !== 0;
}

function turned({ x, y, width, height }: ShapePlace): ShapePlace {
  return { x: x + (width - height) / 2, y: y + (height - width) / 2, width: height, height: width };
}

/** The line round a shape (a:ln), by its style where it says none itself; null for none. */
export function strokeOf(line: XmlElement | undefined, style: XmlElement | undefined, colours: Colours): Stroke | null {
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

const NOTHING: XmlElement = { name: '', attributes: {}, children: [] };

/** What a shape is filled with, `#rrggbb`, of colours that run into each other the one in the middle; null for nothing. */
export function fillOf(properties: XmlElement | undefined, reference: XmlElement | undefined, colours: Colours): string | null {
  if (inside(properties, 'noFill')) return null;
  const stops = elements(inside(inside(properties, 'gradFill'), 'gsLst') ?? NOTHING);
  const own = inside(properties, 'solidFill') ?? stops[Math.floor(stops.length / 2)];
  const usual = Number(reference?.attributes['idx'] ?? 0) > 0 ? reference : undefined;
  return colourIn(own ?? usual, colours) ?? null;
}
