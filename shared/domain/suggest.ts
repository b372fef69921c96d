import type { CrosswalkPair } from './crosswalk.ts';
import { createFilingIndex, filingReason, type FilingRule } from './filing-rule.ts';
import type { Framework } from './framework.ts';
import type { Lexicon } from './lexicon.ts';
import type { Reason, Suggestion } from './link.ts';
import { createPreparer, type SuggestInput } from './rules/document.ts';
import { RULES } from './rules/index.ts';
import { prepareFramework } from './rules/prepare.ts';
import type { DecidedExample, Evidence, EvidenceKind, PreparedDocument, PreparedFramework, Rule } from './rules/rule.ts';
import { bandOf, weigh } from './rules/weigh.ts';
import { readWordList } from './rules/word-list.ts';

export type { SuggestInput } from './rules/document.ts';
export type { DecidedExample } from './rules/rule.ts';

export interface Suggester {
  /** Best first, at most five for each framework; empty where nothing fits. */
  readonly suggest: (input: SuggestInput) => Suggestion[];
  /**
   * What a person decided under this number (the order of deciding) is this from now on; null takes it back. Costs that one decision:
   * nothing is made ready anew.
   */
  readonly learn: (id: number, example: DecidedExample | null) => void;
}

/** Raise it when a rule or a constant changes: what was suggested with another version is made anew by the next 编目. */
export const SUGGEST_VERSION = 10;

const REASONS = 3;
/** A sign that says less than this share of the strongest is no reason to show. */
const LEAST_REASON = 0.1;

/**
 * Prepares suggesting for these frameworks. Cost: every word of every leaf is put once into an index by its first two
 * characters, so a document costs its own length plus the words really found in it (O(n + hits)), not words × leaves; likeness to
 * leaf wording and to decided documents goes through lists of shared character pairs in the same way.
 */
export function createSuggester(given: {
  readonly frameworks: readonly Framework[];
  readonly lexicon: Lexicon;
  /** What a person confirmed or rejected; the only thing that teaches. */
  readonly decided: readonly DecidedExample[];
  /** 归类规则 of the clerk; none where left out. */
  readonly filing?: readonly FilingRule[];
  /** 指标对照 between these frameworks; none where left out. */
  readonly crosswalk?: readonly CrosswalkPair[];
  /** All of them, unless a measurement leaves one out. */
  readonly rules?: readonly Rule[];
}): Suggester {
  const crosswalk = { frameworks: given.frameworks, pairs: given.crosswalk ?? [] };
  const words = readWordList(given.lexicon);
  const frameworks = given.frameworks.map((one) => prepareFramework(one, words, crosswalk));
  const prepare = createPreparer(given.lexicon);
  const rules = given.rules ?? RULES;
  const filing = createFilingIndex(given.filing ?? []);
  const learn: Suggester['learn'] = (id, example) => {
    for (const { framework, leafOf, examples } of frameworks) {
      const leaf = example?.frameworkId === framework.id ? leafOf.get(example.indicatorId) : undefined;
      examples.put(id, example === null || leaf === undefined ? null : { ...example, leaf });
    }
  };
  given.decided.forEach((example, id) => learn(id, example));
  return {
    learn,
    suggest: (input) => {
      const fitting = filing.match({ ...input, text: () => input.text });
      const document = prepare(input, fitting.length > 0 || (input.confirmed ?? []).length > 0);
      if (document === null) return [];
      return frameworks.flatMap((one) => suggestIn(one, document, rules, fitting));
    },
  };
}

/** About what a series of equal confirmations says, and more: a clerk wrote it down. Other strong evidence still shows beside it. */
const FILED = 8;

function filedEvidence(framework: PreparedFramework, fitting: readonly FilingRule[]): Evidence[] {
  return fitting.flatMap((rule): Evidence[] => {
    const leaf = rule.frameworkId === framework.framework.id ? framework.leafOf.get(rule.indicatorId) : undefined;
    return leaf === undefined ? [] : [{ leaf, weight: FILED, kind: 'rule', text: filingReason(rule.name), rule: rule.id }];
  });
}

function suggestIn(
  framework: PreparedFramework,
  document: PreparedDocument,
  rules: readonly Rule[],
  fitting: readonly FilingRule[],
): Suggestion[] {
  const evidence = [...rules.flatMap((rule) => rule(document, framework)), ...filedEvidence(framework, fitting)];
  return weigh(document, framework, evidence).flatMap(({ leaf, score, evidence: signs }) => {
    const indicator = framework.leaves[leaf];
    if (indicator === undefined) return [];
    return [
      {
        frameworkId: framework.framework.id,
        indicatorId: indicator.id,
        score,
        band: bandOf(score),
        reasons: reasonsOf(signs),
      },
    ];
  });
}

/** At most three, a clerk's rule and then the strongest first; shared pieces of words strengthen the listed word of their place instead of repeating it. */
function reasonsOf(evidence: readonly Evidence[]): Reason[] {
  const strongest: { kind: EvidenceKind; text: string; weight: number; rule?: number }[] = [];
  for (const one of evidence) {
    const { text, weight } = one;
    const same = strongest.find((one) => one.text === text);
    if (same) same.weight += weight;
    else strongest.push({ ...one });
  }
  const reasons = strongest.filter((one) => {
    const listed = strongest.filter(({ kind }) => `wording-${kind}` === one.kind).sort((a, b) => b.weight - a.weight)[0];
    if (listed) listed.weight += one.weight;
    return listed === undefined;
  });
  reasons.sort((a, b) => Number(b.kind === 'rule') - Number(a.kind === 'rule') || b.weight - a.weight);
  const least = Math.max(0, ...reasons.map(({ weight }) => weight)) * LEAST_REASON;
  return reasons
    .filter(({ kind, weight }) => kind === 'rule' || (weight > 0 && weight >= least))
    .slice(0, REASONS)
    .map(({ kind, text, rule }) => ({ kind, text, ...(rule === undefined ? {} : { rule }) }));
}
