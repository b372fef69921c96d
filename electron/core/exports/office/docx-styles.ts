import type { Align, FontFace, ParagraphBlock } from '../layout/blocks.ts';
import { child, elements, parseXml, type XmlElement } from '../../xml-tree.ts';

/** Look of a run or paragraph, every field optional so that layers can be laid over each other (defaults < style < direct). */
export interface Look {
  readonly sizePt?: number;
  readonly bold?: boolean;
  readonly fontName?: string;
  readonly underline?: boolean;
  readonly strike?: boolean;
  readonly color?: string;
  readonly align?: Align;
  readonly firstLinePt?: number;
  readonly firstLineChars?: number;
  readonly leftPt?: number;
  readonly rightPt?: number;
  readonly beforePt?: number;
  readonly afterPt?: number;
  readonly lineMultiple?: number;
  readonly lineDistance?: { readonly pt: number; readonly rule: 'exact' | 'at-least' } | undefined;
  readonly keepNext?: boolean;
  readonly listId?: string;
  readonly listLevel?: number;
}

/** Resolves a style id with everything it is based on. */
export interface Styles {
  readonly defaults: Look;
  readonly paragraph: (id: string | undefined) => Look;
}

const TWIPS_PER_PT = 20;

/** Reads word/styles.xml (ECMA-376 part 1, 17.7); an absent part gives Word's own defaults. */
export function readStyles(xml: string | undefined): Styles {
  const base: Look = { sizePt: 10.5 };
  if (!xml) return { defaults: base, paragraph: () => base };
  const root = parseXml(xml);
  const docDefaults = child(root, 'w:docDefaults');
  const defaults: Look = {
    ...base,
    ...readLook(child(child(docDefaults, 'w:rPrDefault'), 'w:rPr')),
    ...readLook(child(child(docDefaults, 'w:pPrDefault'), 'w:pPr')),
  };
  const styles = new Map<string, XmlElement>();
  let normal: string | undefined;
  for (const style of elements(root).filter((element) => element.name === 'w:style')) {
    const id = style.attributes['w:styleId'];
    if (!id) continue;
    styles.set(id, style);
    if (style.attributes['w:type'] === 'paragraph' && style.attributes['w:default'] === '1') normal = id;
  }
  const resolve = (id: string | undefined, depth: number): Look => {
    const style = id === undefined ? undefined : styles.get(id);
    if (!style || depth > 20) return defaults;
    const parent = child(style, 'w:basedOn')?.attributes['w:val'];
    return { ...resolve(parent, depth + 1), ...readLook(child(style, 'w:pPr')), ...readLook(child(style, 'w:rPr')) };
  };
  return { defaults, paragraph: (id) => resolve(id ?? normal, 0) };
}

/** Reads a w:rPr or w:pPr element; fields it does not mention are absent. */
export function readLook(properties: XmlElement | undefined): Look {
  if (!properties) return {};
  const look: { -readonly [K in keyof Look]: Look[K] } = {};
  for (const element of elements(properties)) {
    const value = element.attributes['w:val'];
    switch (element.name) {
      case 'w:sz':
        if (Number(value) > 0) look.sizePt = Math.min(72, Number(value) / 2);
        break;
      case 'w:b':
        look.bold = isOn(value);
        break;
      case 'w:u':
        look.underline = value !== undefined && value !== 'none';
        break;
      case 'w:strike':
        look.strike = isOn(value);
        break;
      case 'w:color':
        if (value && /^[0-9a-f]{6}$/i.test(value)) look.color = `#${value.toLowerCase()}`;
        break;
      case 'w:rFonts': {
        const name = element.attributes['w:eastAsia'] ?? element.attributes['w:ascii'];
        if (name) look.fontName = name;
        break;
      }
      case 'w:jc':
        look.align = ALIGN[value ?? ''] ?? 'left';
        break;
      case 'w:ind':
        Object.assign(look, readIndent(element.attributes));
        break;
      case 'w:spacing':
        Object.assign(look, readSpacing(element.attributes));
        break;
      case 'w:keepNext':
        look.keepNext = isOn(value);
        break;
      case 'w:numPr': {
        const id = child(element, 'w:numId')?.attributes['w:val'];
        if (id) look.listId = id;
        look.listLevel = Number(child(element, 'w:ilvl')?.attributes['w:val'] ?? 0);
        break;
      }
    }
  }
  return look;
}

const ALIGN: Readonly<Record<string, Align>> = {
  center: 'center',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'justify',
};

function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off', 'none'].includes(value);
}

function readIndent(a: Readonly<Record<string, string>>): Look {
  const pt = (value: string | undefined) =>
    value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value) / TWIPS_PER_PT;
  const hanging = pt(a['w:hanging']);
  const first = hanging === undefined ? pt(a['w:firstLine']) : -hanging;
  const left = pt(a['w:left'] ?? a['w:start']);
  const right = pt(a['w:right'] ?? a['w:end']);
  const chars = Number(a['w:firstLineChars']);
  return {
    ...(first === undefined ? {} : { firstLinePt: first }),
    ...(left === undefined ? {} : { leftPt: left }),
    ...(right === undefined ? {} : { rightPt: right }),
    ...(chars > 0 ? { firstLineChars: chars / 100 } : {}),
  };
}

function readSpacing(a: Readonly<Record<string, string>>): Look {
  const pt = (value: string | undefined) =>
    value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value) / TWIPS_PER_PT;
  const [before, after, line] = [pt(a['w:before']), pt(a['w:after']), pt(a['w:line'])];
  const rule = a['w:lineRule'] ?? 'auto';
  return {
    ...(before === undefined ? {} : { beforePt: before }),
    ...(after === undefined ? {} : { afterPt: after }),
    ...(line === undefined || line <= 0
      ? {}
      : rule === 'auto'
        ? { lineMultiple: line / 12, lineDistance: undefined }
        : { lineDistance: { pt: line, rule: rule === 'exact' ? ('exact' as const) : ('at-least' as const) } }),
  };
}

/** Our open-licence face for a Word font name: 黑体-like names to hei, everything else to song; 小标宋 is bold song. */
export function faceOf(look: Look): FontFace {
  const name = look.fontName ?? '';
  if (/小标宋/.test(name)) return 'song-bold';
  const hei = /黑|雅黑|hei|gothic|arial|calibri|sans/i.test(name);
  return hei ? (look.bold ? 'hei-bold' : 'hei') : look.bold ? 'song-bold' : 'song';
}

/**
 * Paragraph settings of our layout for a look; sizes and distances are kept inside sensible limits.
 * @param sizePt size of the paragraph's text: what is counted in characters is counted in it
 */
export function paragraphSettings(look: Look, sizePt: number): Omit<ParagraphBlock, 'kind' | 'runs'> {
  const firstLineIndentPt = look.firstLineChars ? look.firstLineChars * sizePt : look.firstLinePt;
  const { lineDistance } = look;
  return {
    align: look.align ?? 'left',
    ...(firstLineIndentPt ? { firstLineIndentPt: clamp(firstLineIndentPt, -100, 200) } : {}),
    ...(look.leftPt ? { leftPt: clamp(look.leftPt, 0, 200) } : {}),
    ...(look.rightPt ? { rightPt: clamp(look.rightPt, 0, 200) } : {}),
    ...(look.beforePt ? { spaceBeforePt: clamp(look.beforePt, 0, 100) } : {}),
    ...(look.afterPt ? { spaceAfterPt: clamp(look.afterPt, 0, 100) } : {}),
    ...(look.keepNext ? { keepWithNext: true } : {}),
    ...(lineDistance
      ? { lineDistance: { ...lineDistance, pt: clamp(lineDistance.pt, 6, 120) } }
      : { lineHeight: clamp(1.3 * (look.lineMultiple ?? 1), 1.05, 3) }),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
