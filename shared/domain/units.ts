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

/**
 * Gives every name of a unit as it may stand in a path, folded, the plain name first. Names of fewer than three characters are left out.
 * The list of other names is read once, and so is each unit.
 */
export function createUnitSpeller({ unitAliases }: Pick<Lexicon, 'unitAliases'>): (unit: string) => readonly string[] {
  const groups = Object.entries(unitAliases).map(([name, others]) => [name, ...others].map(plainUnit));
  const known = new Map<string, readonly string[]>();
  return (unit) => {
    const before = known.get(unit);
    if (before) return before;
    const plain = plainUnit(unit);
    const names = [plain, ...groups.filter((group) => group.includes(plain)).flat()];
    const spellings = [...new Set(names)].filter((name) => name.length >= 3);
    known.set(unit, spellings);
    return spellings;
  };
}

const UNIT_ENDING =
  /(?:[局办委处科室队所站院馆部厅会社]|中心|公司|社区|街道|支队|大队|指挥部|银行|工厂|厂|集团|[一-龥]镇|[一-龥]村|学校|[小中大]学|[一二三四五六七八九十][小中]|幼儿园|支部|超市|市场|宾馆|酒店|县|区|支局|法院|检察院|工会|团委|妇联|残联|科协|消协|食堂|物业)$/u;

/** Whether a folder's name (folded) only says whose it is: a unit's name says little of what lies in it. */
export function isUnitName(folded: string): boolean {
  const letters = lettersOf(folded).replace(/^\d+/, '');
  return letters.length <= 10 && UNIT_ENDING.test(letters);
}
