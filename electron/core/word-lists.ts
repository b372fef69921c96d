import { child, elements, parseXml } from './xml-tree.ts';

interface Level {
  readonly format: string;
  readonly text: string;
  readonly start: number;
}

/** Counts list paragraphs and gives each its mark (“1.”, “一、”, “(3)”, “1.2”, “•”), asked in the order of the document. */
export interface Lists {
  readonly markFor: (listId: string, level: number) => string | null;
}

/** Reads word/numbering.xml (ECMA-376 part 1, 17.9); without it there are no marks. */
export function readLists(xml: string | undefined): Lists {
  if (!xml) return { markFor: () => null };
  const root = parseXml(xml);
  const abstracts = new Map<string, Map<number, Level>>();
  const nums = new Map<string, { readonly abstractId: string; readonly starts: ReadonlyMap<number, number> }>();
  for (const element of elements(root)) {
    if (element.name === 'w:abstractNum') {
      const levels = new Map<number, Level>();
      for (const level of elements(element).filter((part) => part.name === 'w:lvl')) {
        levels.set(Number(level.attributes['w:ilvl'] ?? 0), {
          format: child(level, 'w:numFmt')?.attributes['w:val'] ?? 'decimal',
          text: child(level, 'w:lvlText')?.attributes['w:val'] ?? '%1.',
          start: Number(child(level, 'w:start')?.attributes['w:val'] ?? 1),
        });
      }
      abstracts.set(element.attributes['w:abstractNumId'] ?? '', levels);
    }
    if (element.name === 'w:num') {
      const abstractId = child(element, 'w:abstractNumId')?.attributes['w:val'] ?? '';
      const starts = elements(element).flatMap((part): [number, number][] => {
        const start = child(part, 'w:startOverride')?.attributes['w:val'];
        return start === undefined ? [] : [[Number(part.attributes['w:ilvl'] ?? 0), Number(start)]];
      });
      nums.set(element.attributes['w:numId'] ?? '', { abstractId, starts: new Map(starts) });
    }
  }
  const counters = new Map<string, number[]>();
  const begun = new Set<string>();
  return {
    markFor(listId, level) {
      const num = nums.get(listId);
      const levels = num && abstracts.get(num.abstractId);
      const own = levels?.get(level);
      if (!levels || !own || num === undefined) return null;
      const { abstractId, starts } = num;
      const counts = counters.get(abstractId) ?? [];
      const start = starts.get(level);
      // A list of its own over the same levels goes on counting, unless it says where it begins.
      if (start !== undefined && !begun.has(`${listId} ${level}`)) counts[level] = start - 1;
      begun.add(`${listId} ${level}`);
      counts[level] = (counts[level] ?? own.start - 1) + 1;
      counts.length = level + 1;
      counters.set(abstractId, counts);
      if (own.format === 'bullet') return '•';
      return own.text.replace(/%(\d)/g, (_, digit: string) => {
        const at = Number(digit) - 1;
        return formatNumber(counts[at] ?? levels.get(at)?.start ?? 1, levels.get(at)?.format ?? 'decimal');
      });
    },
  };
}

const HAN = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'ideographTraditional':
    case 'japaneseCounting':
      return hanNumber(value);
    case 'upperLetter':
      return String.fromCharCode(64 + ((value - 1) % 26) + 1);
    case 'lowerLetter':
      return String.fromCharCode(96 + ((value - 1) % 26) + 1);
    case 'upperRoman':
      return roman(value);
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x2460 + value - 1) : `(${value})`;
    case 'none':
      return '';
    default:
      return String(value);
  }
}

/** 1 → 一, 12 → 十二, 120 → 一百二十; plain digits from 1000 on. */
export function hanNumber(value: number): string {
  if (value < 10) return HAN[value] ?? String(value);
  if (value < 100)
    return `${value < 20 ? '' : (HAN[Math.floor(value / 10)] ?? '')}十${value % 10 === 0 ? '' : (HAN[value % 10] ?? '')}`;
  if (value < 1000) {
    const rest = value % 100;
    const tail = rest === 0 ? '' : rest < 10 ? `〇${hanNumber(rest)}` : `${rest < 20 ? '一' : ''}${hanNumber(rest)}`;
    return `${HAN[Math.floor(value / 100)] ?? ''}百${tail}`;
  }
  return String(value);
}

function roman(value: number): string {
  const steps: readonly (readonly [number, string])[] = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']]; // prettier-ignore
  let rest = Math.min(value, 3999);
  let out = '';
  for (const [number, letters] of steps) {
    while (rest >= number) {
      out += letters;
      rest -= number;
    }
  }
  return out;
}
