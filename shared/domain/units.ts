import type { Lexicon } from './lexicon.ts';
import { fold, lettersOf } from './text.ts';

/**
 * The plain core of a unit's name: `市公安局` and `滨河区公安局` give `公安局`, without which no name of one town would match
 * the duty table of another. Names that would become shorter than two characters stay whole.
 */
export function plainUnit(name: string): string {
  const folded = fold(name)
    .replace(/\(.*?\)/gu, '')
    .trim();
  const bare = folded.replace(/^(?:[\p{Script=Han}]{2,4}[市区县州]|[市区县省州镇])(?=[\p{Script=Han}]{2})/u, '');
  return bare.length >= 2 ? bare : folded;
}

/** Every name of a unit as it may stand in a path, folded, the plain name first. Names of fewer than three characters are left out. */
export function unitSpellings(unit: string, lexicon: Pick<Lexicon, 'unitAliases'>): string[] {
  const plain = plainUnit(unit);
  const aliases = Object.entries(lexicon.unitAliases)
    .filter(([name, others]) => [name, ...others].some((one) => plainUnit(one) === plain))
    .flatMap(([name, others]) => [name, ...others]);
  return [...new Set([plain, ...aliases.map(plainUnit)])].filter((name) => name.length >= 3);
}

const UNIT_ENDING =
  /(?:[局办委处科室队所站院馆部厅会社]|中心|公司|社区|街道|支队|大队|指挥部|银行|工厂|厂|集团|[一-龥]镇|[一-龥]村|学校|[小中大]学|[一二三四五六七八九十][小中]|幼儿园|支部|超市|市场|宾馆|酒店|县|区|支局|法院|检察院|工会|团委|妇联|残联|科协|消协|食堂|物业)$/u;

/** Whether a folder's name (folded) only says whose it is: a unit's name says little of what lies in it. */
export function isUnitName(folded: string): boolean {
  const letters = lettersOf(folded).replace(/^\d+/, '');
  return letters.length <= 10 && UNIT_ENDING.test(letters);
}
