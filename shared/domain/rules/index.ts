import { codeRule } from './code.ts';
import { crosswalkRule } from './crosswalk.ts';
import { learnedRule } from './learned.ts';
import type { Rule } from './rule.ts';
import { unitRule } from './unit.ts';
import { vocabularyRule } from './vocabulary.ts';
import { wordsRule } from './words.ts';

/** Every rule. Adding a rule means adding a file and a line here; their evidence is added up in suggest.ts. */
export const RULES: readonly Rule[] = [codeRule, wordsRule, learnedRule, vocabularyRule, unitRule, crosswalkRule];
