import type { Align, Emphasis, FontFace, ParagraphBlock, TabStop } from '../layout/blocks.ts';
import { child, elements, type XmlElement } from '../../xml-tree.ts';
import { clamp, readTabs } from './docx-tabs.ts';
import { TWIPS_PER_PT } from '../../office-units.ts';

/** Look of a run or paragraph, every field optional so that layers can be laid over each other (defaults < style < direct). */
export interface Look {
  readonly sizePt?: number;
  readonly bold?: boolean;
  readonly fontName?: string;
  readonly underline?: 'single' | 'double' | 'dotted' | 'none';
  readonly strike?: boolean;
  readonly color?: string;
  /** Behind the characters. */
  readonly runShade?: string | null;
  readonly raised?: 'super' | 'sub' | 'none';
  /** Moved above the line it stands in, below zero under it; points. */
  readonly positionPt?: number;
  readonly hidden?: boolean;
  readonly italic?: boolean;
  readonly emphasis?: Emphasis | null;
  /** Letters as capitals; small ones keep the size of small letters. */
  readonly capitals?: 'all' | 'small' | 'none';
  /** Added after every character, points. */
  readonly spacingPt?: number;
  /** Width of characters as a share of their own. */
  readonly stretch?: number;
  readonly align?: Align;
  readonly firstLinePt?: number;
  readonly firstLineChars?: number;
  readonly leftPt?: number;
  readonly leftChars?: number;
  readonly rightPt?: number;
  readonly rightChars?: number;
  readonly beforePt?: number;
  readonly afterPt?: number;
  readonly beforeLines?: number;
  readonly afterLines?: number;
  readonly lineMultiple?: number;
  readonly lineDistance?: { readonly pt: number; readonly rule: 'exact' | 'at-least' } | undefined;
  readonly keepNext?: boolean;
  readonly breakBefore?: boolean;
  readonly tabs?: readonly TabStop[];
  readonly listId?: string;
  readonly listLevel?: number;
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
        if (value !== undefined) look.underline = underlineOf(value);
        break;
      case 'w:strike':
      case 'w:dstrike':
        look.strike = isOn(value);
        break;
      case 'w:vanish':
        look.hidden = isOn(value);
        break;
      case 'w:i':
        look.italic = isOn(value);
        break;
      case 'w:em':
        look.emphasis = EMPHASIS[value ?? ''] ?? null;
        break;
      case 'w:caps':
      case 'w:smallCaps':
        if (isOn(value)) look.capitals = element.name === 'w:caps' ? 'all' : 'small';
        else look.capitals ??= 'none';
        break;
      case 'w:color':
        if (value && /^[0-9a-f]{6}$/i.test(value)) look.color = `#${value.toLowerCase()}`;
        else if (value === 'auto') look.color = '#000000';
        break;
      case 'w:highlight':
        look.runShade = HIGHLIGHTS[value ?? ''] ?? null;
        break;
      case 'w:vertAlign':
        look.raised = value === 'superscript' ? 'super' : value === 'subscript' ? 'sub' : 'none';
        break;
      case 'w:position':
        look.positionPt = clamp(Number(value) / 2 || 0, -100, 100);
        break;
      case 'w:w':
        look.stretch = clamp((Number.parseFloat(value ?? '') || 100) / 100, 0.33, 3);
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
        // The same word is the distance of lines in a paragraph and that of characters in a run.
        if (value === undefined) Object.assign(look, readSpacing(element.attributes));
        else look.spacingPt = clamp(Number(value) / TWIPS_PER_PT || 0, -20, 100);
        break;
      case 'w:keepNext':
        look.keepNext = isOn(value);
        break;
      case 'w:pageBreakBefore':
        look.breakBefore = isOn(value);
        break;
      case 'w:tabs':
        look.tabs = readTabs(element);
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
  distribute: 'distribute',
  thaiDistribute: 'distribute',
};

/** w:em (ECMA-376 part 1, 17.18.24); the dot stands where Chinese has it. */
const EMPHASIS: Readonly<Record<string, Emphasis>> = { dot: 'dot', underDot: 'dot', circle: 'ring', comma: 'comma' };

/** w:highlight (ECMA-376 part 1, 17.18.40). */
const HIGHLIGHTS: Readonly<Record<string, string>> = { yellow: '#ffff00', green: '#00ff00', cyan: '#00ffff', magenta: '#ff00ff', blue: '#8080ff', red: '#ff8080', darkBlue: '#8080c0', darkCyan: '#80c0c0', darkGreen: '#80c080', darkMagenta: '#c080c0', darkRed: '#c08080', darkYellow: '#c0c080', darkGray: '#a0a0a0', lightGray: '#c0c0c0', black: '#808080' }; // prettier-ignore

function underlineOf(value: string): NonNullable<Look['underline']> {
  if (value === 'none') return 'none';
  return value === 'double' || value === 'wavyDouble' ? 'double' : /^(dot|dash)/.test(value) ? 'dotted' : 'single';
}

/** Whether a switch is on (17.17.4): there, and not said to be off. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off', 'none'].includes(value);
}

type Attributes = Readonly<Record<string, string>>;

const twips = (value: string | undefined): number | undefined =>
  value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value) / TWIPS_PER_PT;
const hundredths = (value: string | undefined): number | undefined =>
  value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value) / 100;

/** Only what is said, so that it can be laid over what is not. */
function said<T extends object>(values: T): Look {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function readIndent(a: Attributes): Look {
  const hanging = twips(a['w:hanging']);
  const hangingChars = hundredths(a['w:hangingChars']);
  return said({
    firstLinePt: hanging === undefined ? twips(a['w:firstLine']) : -hanging,
    firstLineChars: hangingChars ? -hangingChars : hundredths(a['w:firstLineChars']),
    leftPt: twips(a['w:left'] ?? a['w:start']),
    leftChars: hundredths(a['w:leftChars'] ?? a['w:startChars']),
    rightPt: twips(a['w:right'] ?? a['w:end']),
    rightChars: hundredths(a['w:rightChars'] ?? a['w:endChars']),
  });
}

/** What Word leaves where a web page left it to the reader. */
const AUTO_PT = 14;

function readSpacing(a: Attributes): Look {
  const line = twips(a['w:line']);
  const rule = a['w:lineRule'] ?? 'auto';
  const auto = (name: string): boolean => a[name] !== undefined && isOn(a[name]);
  return {
    ...said({
      beforePt: auto('w:beforeAutospacing') ? AUTO_PT : twips(a['w:before']),
      afterPt: auto('w:afterAutospacing') ? AUTO_PT : twips(a['w:after']),
      beforeLines: hundredths(a['w:beforeLines']),
      afterLines: hundredths(a['w:afterLines']),
    }),
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

/** Points a line counts as where distances are given in lines and no grid says otherwise. */
const LINE_PT = 12;

/**
 * Paragraph settings of our layout for a look; sizes and distances are kept inside sensible limits.
 * @param sizePt size of the paragraph's text: what is counted in characters is counted in it
 */
export function paragraphSettings(look: Look, sizePt: number): Omit<ParagraphBlock, 'kind' | 'runs'> {
  const inChars = (chars: number | undefined, pt: number | undefined): number => (chars ? chars * sizePt : (pt ?? 0));
  const inLines = (lines: number | undefined, pt: number | undefined): number => (lines ? lines * LINE_PT : (pt ?? 0));
  const first = inChars(look.firstLineChars, look.firstLinePt);
  const left = inChars(look.leftChars, look.leftPt);
  const right = inChars(look.rightChars, look.rightPt);
  const before = inLines(look.beforeLines, look.beforePt);
  const after = inLines(look.afterLines, look.afterPt);
  const { lineDistance } = look;
  return {
    align: look.align ?? 'left',
    ...(first ? { firstLineIndentPt: clamp(first, -100, 200) } : {}),
    ...(left ? { leftPt: clamp(left, 0, 300) } : {}),
    ...(right ? { rightPt: clamp(right, 0, 300) } : {}),
    ...(before ? { spaceBeforePt: clamp(before, 0, 200) } : {}),
    ...(after ? { spaceAfterPt: clamp(after, 0, 200) } : {}),
    ...(look.keepNext ? { keepWithNext: true } : {}),
    ...(lineDistance
      ? { lineDistance: { ...lineDistance, pt: clamp(lineDistance.pt, 6, 120) } }
      : { lineHeight: clamp(1.3 * (look.lineMultiple ?? 1), 1.05, 3) }),
  };
}
