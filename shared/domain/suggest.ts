import { docNumberInName } from './doc-numbers.ts';
import type { Kind } from './document.ts';
import type { Framework } from './framework.ts';
import type { Lexicon } from './lexicon.ts';
import type { Band, Reason, Suggestion } from './link.ts';
import { RULES } from './rules/index.ts';
import { prepareFramework } from './rules/prepare.ts';
import type { ConfirmedExample, Evidence, PreparedDocument, PreparedFramework } from './rules/rule.ts';
import { fold, lettersOf } from './text.ts';

export type { ConfirmedExample } from './rules/rule.ts';

/** What is known of a document. `text` is its beginning with pages separated by form feeds; `folders` run from the source's root. */
export interface SuggestInput {
  readonly name: string;
  readonly folders: readonly string[];
  readonly title: string;
  readonly text: string;
  readonly kind: Kind | null;
  readonly issuer: string | null;
}

export interface Suggester {
  /** Best first, at most five for each framework; empty where nothing fits. */
  readonly suggest: (input: SuggestInput) => Suggestion[];
}

/** Raise it when a rule or a constant changes: what was suggested with another version is made anew by the next 编目. */
export const SUGGEST_VERSION = 1;

const PER_FRAMEWORK = 5;
const REASONS = 3;
const FLOOR = 0.2;
const HIGH = 0.8;
const MEDIUM = 0.5;
const RIVAL_SHARES = [0.8, 0.3, 0.2];

/**
 * Prepares suggesting for these frameworks. Cost: every word of every leaf is put once into an index by its first two
 * characters, so a document costs its own length plus the words really found in it (O(n + hits)), not words × leaves; likeness to
 * leaf wording and to confirmed documents goes through lists of shared character pairs in the same way.
 */
export function createSuggester(given: {
  readonly frameworks: readonly Framework[];
  readonly lexicon: Lexicon;
  readonly confirmed: readonly ConfirmedExample[];
}): Suggester {
  const frameworks = given.frameworks.map((one) => prepareFramework(one, given.lexicon, given.confirmed));
  const prepare = createPreparer(given.lexicon);
  return {
    suggest: (input) => {
      const document = prepare(input);
      return document === null ? [] : frameworks.flatMap((one) => suggestIn(one, document));
    },
  };
}

function suggestIn(framework: PreparedFramework, document: PreparedDocument): Suggestion[] {
  const byLeaf = new Map<number, Evidence[]>();
  for (const rule of RULES)
    for (const evidence of rule(document, framework)) {
      const list = byLeaf.get(evidence.leaf);
      if (list) list.push(evidence);
      else byLeaf.set(evidence.leaf, [evidence]);
    }
  const sums = [...byLeaf]
    .map(([leaf, evidence]) => ({ leaf, evidence, sum: evidence.reduce((sum, one) => sum + one.weight, 0) }))
    .sort((a, b) => b.sum - a.sum || a.leaf - b.leaf)
    .slice(0, PER_FRAMEWORK);
  return sums.flatMap(({ leaf, evidence, sum }, rank) => {
    const indicator = framework.leaves[leaf];
    const others = sums.filter((_, at) => at !== rank).map((one) => one.sum);
    const score = scoreOf(sum, others);
    if (indicator === undefined || score < FLOOR) return [];
    return [
      {
        frameworkId: framework.framework.id,
        indicatorId: indicator.id,
        score,
        band: bandOf(score),
        reasons: reasonsOf(evidence),
      },
    ];
  });
}

/**
 * Enough evidence, and more of it than for the strongest rivals: a text that speaks of many leaves alike proves none of them.
 * Constants fitted on measured acceptance (test/eval).
 */
function scoreOf(sum: number, others: readonly number[]): number {
  const enough = 1 - Math.exp(-sum / 1.1);
  const rivals = RIVAL_SHARES.reduce((total, share, at) => total + share * (others[at] ?? 0), 0);
  const ahead = sum / (sum + rivals);
  return Math.round(Math.min(0.99, enough * Math.min(1, ahead * 1.25)) * 1000) / 1000;
}

function bandOf(score: number): Band {
  return score >= HIGH ? 'high' : score >= MEDIUM ? 'medium' : 'low';
}

function reasonsOf(evidence: readonly Evidence[]): Reason[] {
  const seen = new Set<string>();
  return evidence
    .toSorted((a, b) => b.weight - a.weight)
    .filter(({ text }) => !seen.has(text) && seen.add(text))
    .slice(0, REASONS)
    .map(({ kind, text }) => ({ kind, text }));
}

/** Folds a document's names; gives null for files that are no evidence: leftovers of programs and reference reading. */
function createPreparer(lexicon: Lexicon): (input: SuggestInput) => PreparedDocument | null {
  const camera = lexicon.cameraNames.map((start) => lettersOf(fold(start)));
  const reference = lexicon.referenceNames.map((source) => new RegExp(source, 'u'));
  const evidence = lexicon.evidenceNames.map((source) => new RegExp(source, 'u'));
  const leftover = /^(?:~\$|\.|thumbs\.db$|desktop\.ini$|ehthumbs)|\.(?:tmp|part|crdownload|download|lnk|bak|db|ini)$/u;
  return ({ name, folders, title, text, kind, issuer }) => {
    const file = fold(name);
    if (leftover.test(file)) return null;
    const stem = file.replace(/\.[a-z0-9]{1,5}$/u, '');
    const about = evidence.some((one) => one.test(stem));
    if (!about && reference.some((one) => one.test(stem))) return null;
    const subject = withoutDocNumber(stem);
    const says = !isCameraName(subject, camera);
    const heading = withoutDocNumber(fold(title));
    const repeats = lettersOf(heading) === lettersOf(subject) || (!says && isCameraName(heading, camera));
    return {
      name: says ? subject : '',
      folders: folders.map(fold),
      folderNames: folders,
      title: repeats ? '' : heading,
      text: fold(text),
      kind,
      issuer: fold(issuer ?? ''),
    };
  };
}

/** A document number tells who issued a document, not what it is about: `天文明办〔2018〕31号` is no sign of the 文明办's own leaf. */
function withoutDocNumber(folded: string): string {
  const found = docNumberInName(folded);
  return found === null ? folded : `${folded.slice(0, found.index)} ${folded.slice(found.index + found.length)}`.trim();
}

/** A camera's or program's name: its known beginning and then only numbers, copies and punctuation. */
function isCameraName(stem: string, beginnings: readonly string[]): boolean {
  const letters = lettersOf(stem).replace(/副本|copy/gu, '');
  const start = beginnings.find((one) => letters.startsWith(one)) ?? '';
  return /^\d*$/.test(letters.slice(start.length));
}
