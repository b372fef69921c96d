import type { Align, Block, Padding, Run } from '../layout/blocks.ts';
import { elements, textOf, type XmlElement } from '../../xml-tree.ts';
import { local } from '../../drawing-colours.ts';
import { colourIn, inside, type Colours } from './drawing-colours.ts';
import { faceOf } from './docx-look.ts';
import { EMU_PER_PT } from '../../office-units.ts';

const ALIGN: Readonly<Record<string, Align>> = { ctr: 'center', r: 'right', just: 'justify', dist: 'distribute' };
const USUAL_SIZE_PT = 18;
/** Single spacing as a multiple of the size. */
const SINGLE = 1.3;

/**
 * The paragraphs of a text of DrawingML (a:p, ECMA-376 part 1, 21.1.2.2).
 * @param color `#rrggbb` of what says no other
 */
export function readDrawingText(body: XmlElement, color: string | undefined, colours: Colours): Block[] {
  return elements(body)
    .filter((one) => local(one) === 'p')
    .map((paragraph): Block => {
      const properties = inside(paragraph, 'pPr');
      const runs = elements(paragraph).flatMap((one) => runOf(one, color, colours));
      const sizePt = Math.max(...runs.map((run) => run.sizePt ?? 0), 0) || sizeOf(inside(paragraph, 'endParaRPr'));
      const share = shareOf(inside(properties, 'lnSpc')) ?? 1;
      const lineHeight = Math.max(1, SINGLE * share);
      if (runs.every(({ text }) => text.trim() === '')) return { kind: 'space', heightPt: sizePt * lineHeight };
      const before = distanceOf(inside(properties, 'spcBef'), sizePt);
      const after = distanceOf(inside(properties, 'spcAft'), sizePt);
      const bullet = inside(properties, 'buChar')?.attributes['char'];
      const leftPt = Math.min(200, Math.max(0, Number(properties?.attributes['marL'] ?? 0) / EMU_PER_PT || 0));
      return {
        ...{ kind: 'paragraph', runs, align: ALIGN[properties?.attributes['algn'] ?? ''] ?? 'left', lineHeight },
        ...(leftPt > 0 ? { leftPt } : {}),
        ...(bullet ? { mark: /^[\uf000-\uf0ff]/.test(bullet) ? '•' : (Array.from(bullet)[0] ?? '•') } : {}),
        ...(before > 0 ? { spaceBeforePt: before } : {}),
        ...(after > 0 ? { spaceAfterPt: after } : {}),
      };
    });
}

function runOf(element: XmlElement, color: string | undefined, colours: Colours): Run[] {
  if (local(element) === 'br') return [{ text: '\n', sizePt: sizeOf(inside(element, 'rPr')) }];
  const text = inside(element, 't');
  if (!['r', 'fld'].includes(local(element)) || !text) return [];
  const properties = inside(element, 'rPr');
  const { attributes } = properties ?? { attributes: {} as Record<string, string> };
  const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';
  const fontName = inside(properties, 'ea')?.attributes['typeface'] ?? inside(properties, 'latin')?.attributes['typeface'];
  const own = colourIn(inside(properties, 'solidFill'), colours) ?? color;
  return [
    {
      text: textOf(text),
      // The fonts of a theme have no strokes of different thickness.
      face: faceOf({
        bold: isOn(attributes['b']),
        fontName: fontName === undefined || fontName.startsWith('+') ? 'hei' : fontName,
      }),
      sizePt: sizeOf(properties),
      ...(isOn(attributes['i']) ? { slanted: true } : {}),
      ...(attributes['u'] !== undefined && attributes['u'] !== 'none' ? { underline: true } : {}),
      ...(own && own !== '#000000' ? { color: own } : {}),
    },
  ];
}

function sizeOf(properties: XmlElement | undefined): number {
  const size = Number(properties?.attributes['sz'] ?? USUAL_SIZE_PT * 100) / 100;
  return Math.min(96, Math.max(3, Number.isFinite(size) ? size : USUAL_SIZE_PT));
}

function shareOf(spacing: XmlElement | undefined): number | undefined {
  const share = Number(inside(spacing, 'spcPct')?.attributes['val']) / 100_000;
  return share > 0 ? Math.min(3, share) : undefined;
}

function distanceOf(spacing: XmlElement | undefined, sizePt: number): number {
  const points = Number(inside(spacing, 'spcPts')?.attributes['val']) / 100;
  const distance = points >= 0 ? points : (shareOf(spacing) ?? 0) * sizePt;
  return Math.min(60, distance);
}

/** What a:bodyPr says of the room round a text and of where in it the text stands. */
export function bodyOf(body: XmlElement | undefined): { readonly padding: Padding; readonly anchor?: 'middle' | 'bottom' } {
  const inset = (name: string, usual: number): number =>
    Math.min(60, Math.max(0, Number(body?.attributes[name] ?? usual) / EMU_PER_PT || 0));
  const anchor = body?.attributes['anchor'];
  return {
    padding: {
      leftPt: inset('lIns', 91_440),
      rightPt: inset('rIns', 91_440),
      topPt: inset('tIns', 45_720),
      bottomPt: inset('bIns', 45_720),
    },
    ...(anchor === 'ctr' ? { anchor: 'middle' } : anchor === 'b' ? { anchor: 'bottom' } : {}),
  };
}
