import { child, elements, textOf, type XmlElement } from '../../xml-tree.ts';
import type { DrawnBlock } from '../layout/drawn-blocks.ts';
import { EMU_PER_PT } from '../../office-units.ts';

/** The sheet a section is set on in the file, points. */
export interface Sheet {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly topPt: number;
  readonly rightPt: number;
  readonly bottomPt: number;
  readonly leftPt: number;
}

/** Where a drawing stands: in the line, in the flow because text makes room for it, or over or under the text. */
export interface Place {
  readonly kind: 'inline' | 'in-flow' | 'over';
  readonly xPt: number;
  readonly yPt: number;
  readonly from: DrawnBlock['from'];
  readonly under: boolean;
  /** Text runs round it. */
  readonly round?: DrawnBlock['round'];
}

export const INLINE: Place = { kind: 'inline', xPt: 0, yPt: 0, from: 'here', under: false };

/** Stretches a position may be counted in: from where, how long; points from the left edge, or the head, of the text. */
type Stretch = readonly [from: number, length: number];

function acrossIn(relative: string, sheet: Sheet): Stretch {
  const text = sheet.widthPt - sheet.leftPt - sheet.rightPt;
  switch (relative) {
    case 'page':
      return [-sheet.leftPt, sheet.widthPt];
    case 'leftMargin':
    case 'insideMargin':
    case 'left-margin-area':
    case 'inner-margin-area':
      return [-sheet.leftPt, sheet.leftPt];
    case 'rightMargin':
    case 'outsideMargin':
    case 'right-margin-area':
    case 'outer-margin-area':
      return [text, sheet.rightPt];
    default:
      return [0, text];
  }
}

/** Null where it is counted from the paragraph. */
function downIn(relative: string, sheet: Sheet): Stretch | null {
  const text = sheet.heightPt - sheet.topPt - sheet.bottomPt;
  switch (relative) {
    case 'page':
      return [-sheet.topPt, sheet.heightPt];
    case 'margin':
      return [0, text];
    case 'topMargin':
    case 'insideMargin':
    case 'top-margin-area':
    case 'inner-margin-area':
      return [-sheet.topPt, sheet.topPt];
    case 'bottomMargin':
    case 'outsideMargin':
    case 'bottom-margin-area':
    case 'outer-margin-area':
      return [text, sheet.bottomPt];
    default:
      return null;
  }
}

function aligned([from, length]: Stretch, align: string, size: number): number {
  if (align === 'center') return from + (length - size) / 2;
  return align === 'right' || align === 'bottom' || align === 'outside' ? from + length - size : from;
}

/** Along one axis: said by a side or by a distance. */
function placed(stretch: Stretch, align: string, offsetPt: number, size: number): number {
  return align === '' ? stretch[0] + offsetPt : aligned(stretch, align, size);
}

/** Place of a wp:anchor or wp:inline (ECMA-376 part 1, 20.4.2.3). */
export function placeOfAnchor(anchor: XmlElement, sheet: Sheet, size: { widthPt: number; heightPt: number }): Place {
  if (anchor.name !== 'wp:anchor') return INLINE;
  const [across, down] = [child(anchor, 'wp:positionH'), child(anchor, 'wp:positionV')];
  const said = (axis: XmlElement | undefined) => ({
    align: (axis && child(axis, 'wp:align') ? textOf(child(axis, 'wp:align') as XmlElement) : '').trim(),
    offsetPt:
      Number(axis && child(axis, 'wp:posOffset') ? textOf(child(axis, 'wp:posOffset') as XmlElement) : 0) / EMU_PER_PT || 0,
  });
  const [x, y] = [said(across), said(down)];
  const stretch = downIn(down?.attributes['relativeFrom'] ?? '', sheet);
  const wrap = elements(anchor).find(({ name }) => /^wp:wrap(Square|Tight|Through|TopAndBottom)$/.test(name));
  const isBehind = ['1', 'true'].includes(anchor.attributes['behindDoc'] ?? '');
  return {
    kind: wrap && !isBehind ? 'in-flow' : 'over',
    xPt: placed(acrossIn(across?.attributes['relativeFrom'] ?? '', sheet), x.align, x.offsetPt, size.widthPt),
    yPt: stretch ? placed(stretch, y.align, y.offsetPt, size.heightPt) : y.offsetPt,
    from: stretch ? 'head' : 'here',
    under: isBehind,
    ...(wrap && !isBehind ? { round: roundOf(wrap, anchor) } : {}),
  };
}

/** How text runs round a drawing (20.4.2.15 to 20.4.2.20), by the box round it whatever its outline is. */
function roundOf(wrap: XmlElement, anchor: XmlElement): NonNullable<DrawnBlock['round']> {
  const distance = (side: string): number =>
    Math.min(72, Math.max(0, Number(wrap.attributes[side] ?? anchor.attributes[side] ?? 0) / EMU_PER_PT || 0));
  const said = wrap.attributes['wrapText'];
  const sides = wrap.name === 'wp:wrapTopAndBottom' ? 'none' : said === 'left' || said === 'right' ? said : 'both';
  return { sides, leftPt: distance('distL'), rightPt: distance('distR'), abovePt: distance('distT'), belowPt: distance('distB') };
}

/** Place of a drawing of Word 97 (VML) by its style and how text runs round it. */
export function placeOfStyle(
  style: ReadonlyMap<string, string>,
  wrap: { readonly type: string; readonly side: string },
  sheet: Sheet,
  size: { widthPt: number; heightPt: number },
): Place {
  if (style.get('position') !== 'absolute') return INLINE;
  const wraps = wrap.type !== 'none';
  const align = (axis: string): string => (style.get(`mso-position-${axis}`) ?? '').replace('absolute', '');
  const stretch = downIn(style.get('mso-position-vertical-relative') ?? '', sheet);
  const x = lengthPt(style.get('margin-left') ?? style.get('left'));
  const y = lengthPt(style.get('margin-top') ?? style.get('top'));
  return {
    kind: wraps ? 'in-flow' : 'over',
    xPt: placed(acrossIn(style.get('mso-position-horizontal-relative') ?? '', sheet), align('horizontal'), x, size.widthPt),
    yPt: stretch ? placed(stretch, align('vertical'), y, size.heightPt) : y,
    from: stretch ? 'head' : 'here',
    under: Number(style.get('z-index') ?? 0) < 0,
    ...(wraps ? { round: roundOfStyle(style, wrap) } : {}),
  };
}

function roundOfStyle(
  style: ReadonlyMap<string, string>,
  { type, side }: { readonly type: string; readonly side: string },
): NonNullable<DrawnBlock['round']> {
  const distance = (name: string, usual: string): number =>
    Math.min(72, Math.max(0, lengthPt(style.get(`mso-wrap-distance-${name}`) ?? usual)));
  const sides = /^topandbottom$/i.test(type) ? 'none' : side === 'left' || side === 'right' ? side : 'both';
  return { sides, leftPt: distance('left', '9pt'), rightPt: distance('right', '9pt'), abovePt: distance('top', '0'), belowPt: distance('bottom', '0') }; // prettier-ignore
}

const UNITS: Readonly<Record<string, number>> = { pt: 1, in: 72, cm: 72 / 2.54, mm: 72 / 25.4, pc: 12, px: 0.75, emu: 1 / EMU_PER_PT, '': 1 }; // prettier-ignore

/** A length of VML in points; 0 for none. A number alone counts as points. */
export function lengthPt(value: string | undefined): number {
  const [, number = '', unit = ''] = /^\s*(-?[\d.]+)\s*([a-z]*)/i.exec(value ?? '') ?? [];
  return (Number(number) || 0) * (UNITS[unit.toLowerCase()] ?? 1);
}
