import { A4_HEIGHT_PT, A4_WIDTH_PT, mm } from './drawing.ts';

/** A rectangle on a page, in points from its top left corner. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** 正面 (front, odd: binding on the left) or 背面 (back, even: binding on the right). */
export type Side = 'front' | 'back';

/** Side of a page by its 1-based position; one-sided printing has only fronts. */
export function sideOf(position: number, doubleSided: boolean): Side {
  return doubleSided && position % 2 === 0 ? 'back' : 'front';
}

/** 版心 of our own text pages: top 37 mm, binding side 28 mm, 156 × 225 mm (GB/T 9704-2012 §5.2). */
export function textFrame(side: Side): Frame {
  const width = mm(156);
  const binding = mm(28);
  return { x: side === 'front' ? binding : A4_WIDTH_PT - binding - width, y: mm(37), width, height: mm(225) };
}

/** Room for photos and their captions: as wide as the header line, clear of the stamps' strips. */
export function photoFrame(side: Side): Frame {
  const binding = mm(28);
  const outer = mm(15);
  const y = HEAD_STRIP_PT + mm(3);
  const width = A4_WIDTH_PT - binding - outer;
  return { x: side === 'front' ? binding : outer, y, width, height: A4_HEIGHT_PT - y - FOOT_STRIP_PT - mm(2) };
}

/** Strips at the head and foot of every page that only stamps use. */
export const HEAD_STRIP_PT = mm(15);
export const FOOT_STRIP_PT = mm(17);

/**
 * Room for placed PDF pages and photos: 25 mm free at the binding side, 8 mm at the other, and the stamps' strips at head and foot
 * (EXPORT rule: placed pages are scaled to leave the strips).
 */
export function placedFrame(side: Side): Frame {
  const binding = mm(25);
  const outer = mm(8);
  return {
    x: side === 'front' ? binding : outer,
    y: HEAD_STRIP_PT,
    width: A4_WIDTH_PT - binding - outer,
    height: A4_HEIGHT_PT - HEAD_STRIP_PT - FOOT_STRIP_PT,
  };
}
