import { codeRule } from './code.ts';
import type { Rule } from './rule.ts';
import { confirmedRule, wordingRule } from './similarity.ts';
import { unitRule } from './unit.ts';
import { wordsRule } from './words.ts';

/** Every rule. Adding a rule means adding a file and a line here; their evidence is added up in suggest.ts. */
export const RULES: readonly Rule[] = [codeRule, wordsRule, confirmedRule, wordingRule, unitRule];
