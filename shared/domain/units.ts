import type { Lexicon } from './lexicon.ts';
import { fold } from './text.ts';

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
