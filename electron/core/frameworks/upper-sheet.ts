import type { Framework, Indicator } from '../../../shared/domain/framework.ts';
import { CONFIDENCE } from './sheet-attributes.ts';
import { readDue, readMethods, readUnits, splitOutsideBrackets } from './cell-text.ts';
import { readRequirements, requirementWords } from './requirement-text.ts';
import type { Grid } from './sheet-grid.ts';

/** Second sheet of our own export: what the upper indicators carry themselves, so that nothing is lost on the way back. */
export const UPPER_SHEET = '上级指标';

export const UPPER_HEADS = [
  '层级', '编号', '名称', '标准全文', '别名编号', '测评方法', '牵头单位', '责任单位', '完成时间', '材料要求', '关键词', '弱关键词', '可信度',
] as const; // prettier-ignore

type UpperDetails = Omit<Indicator, 'id' | 'parentId' | 'leaf'>;

/** One row of the second sheet, in the order of `UPPER_HEADS`. */
export function upperRow(one: Indicator): string[] {
  return [
    String(one.level),
    one.code,
    one.name,
    one.standard,
    joinList(one.altCodes),
    joinList(one.methods),
    one.leadUnit,
    joinList(one.units),
    one.dueText,
    one.requirements.map(requirementWords).join('\n'),
    joinList(one.keywords),
    joinList(one.weakKeywords),
    confidenceWord(one.confidence),
  ];
}

/** A list as one cell: `、` between the words, line breaks where a word holds a `、` itself. */
export function joinList(words: readonly string[]): string {
  return words.join(words.some((word) => /[、,，;；]/.test(word)) ? '\n' : '、');
}

/** `high` → `高`; '' for none. */
export function confidenceWord(confidence: string): string {
  return [...CONFIDENCE].find(([, code]) => code === confidence)?.[0] ?? '';
}

/** Reads the second sheet of our own export; a sheet of this name with other heads is not ours and gives nothing. */
export function readUpperSheet(grid: Grid | undefined): UpperDetails[] {
  const heads = grid?.rows[0]?.map((cell) => cell.text) ?? [];
  if (!grid || UPPER_HEADS.some((head, at) => heads[at] !== head)) return [];
  return grid.rows.slice(1).flatMap((cells) => {
    const [level, code, name, standard, altCodes, methods, leadUnit, units, due, materials, keywords, weak, confidence] =
      cells.map((cell) => cell.text);
    if (!code || !name) return [];
    return {
      level: Number(level),
      code,
      name,
      standard: standard ?? '',
      altCodes: splitList(altCodes),
      methods: readMethods(methods ?? ''),
      leadUnit: leadUnit ?? '',
      units: readUnits(units ?? '').units,
      dueText: readDue(due ?? ''),
      requirements: readRequirements(materials ?? '').requirements,
      keywords: splitList(keywords),
      weakKeywords: splitList(weak),
      confidence: CONFIDENCE.get(confidence ?? '') ?? '',
    };
  });
}

function splitList(text: string | undefined): string[] {
  return splitOutsideBrackets(text ?? '', text?.includes('\n') ? '\n' : '、,，;；');
}

/**
 * Gives the upper indicators of an imported framework back what the second sheet says about them, by number and name. One that has none
 * beneath it is a heading whose indicators are still to come.
 */
export function withUpperDetails(framework: Framework, upper: readonly UpperDetails[]): Framework {
  if (upper.length === 0) return framework;
  const details = new Map(upper.map((one) => [`${one.level} ${one.code} ${one.name}`, one]));
  const indicators = framework.indicators.map((one): Indicator => {
    const found = details.get(`${one.level} ${one.code} ${one.name}`);
    return found ? { ...one, ...found, leaf: false } : one;
  });
  return { ...framework, indicators };
}
