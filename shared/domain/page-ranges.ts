import type { Reason, Suggestion } from './link.ts';
import type { SuggestInput } from './rules/document.ts';
import { bandOf } from './rules/weigh.ts';
import type { Suggester } from './suggest.ts';
import { fold, lettersOf } from './text.ts';

/** A shorter document is looked at as a whole. */
export const LEAST_PAGES = 6;
/** A longer one is a book: a clerk chooses its pages. Bounds the cost of one document too. */
export const MOST_PAGES = 200;
/** A page says something when it is likelier right than wrong. */
const SAYS = 0.5;
/** So much surer than the whole document a page must be. */
const CLEARLY = 0.1;
/** A range over more of the document than this is the document. */
const MOST_SHARE = 0.6;
/** Pages without a word of their own between two of the same leaf, or after the last before another begins. */
const SILENT = 2;
const MOST_RANGES = 5;
const REASONS = 3;
/** What only some pages say is never taken with “把握大的一并确认”. */
const MOST_SCORE = 0.9;
const HEADING_LETTERS = { least: 2, most: 30 };

/** Best suggestion of one page in one framework. */
interface Said {
  readonly page: number;
  readonly best: Suggestion;
}

interface Range {
  readonly indicatorId: string;
  readonly first: number;
  readonly last: number;
  /** Its surest page. */
  readonly best: Said;
}

/**
 * Adds to the suggestions of a whole document those of its pages: a long paper that proves several indicators gets, for each, the
 * pages that speak of it. Each page is weighed by the same rules as a document without a name whose title is its first line. A
 * framework in which the whole document is sure of one leaf, or in which fewer than two leaves have pages, stays as it is, and so does
 * what a clerk's rule says of the whole.
 * `pages` are the texts of its pages, in order. Cost: one weighing for each page, at most 200.
 */
export function withPageRanges(
  suggester: Pick<Suggester, 'suggest'>,
  input: SuggestInput,
  pages: readonly string[],
  whole: readonly Suggestion[],
): Suggestion[] {
  if (pages.length < LEAST_PAGES || pages.length > MOST_PAGES) return [...whole];
  const said = new Map<string, Said[]>();
  const sure = new Set(whole.filter(({ band }) => band === 'high').map(({ frameworkId }) => frameworkId));
  pages.forEach((text, at) => {
    const found = suggester.suggest({ name: '', folders: [], title: headingOf(text), text, kind: input.kind, issuer: null });
    const seen = new Set<string>();
    for (const best of found) {
      if (seen.has(best.frameworkId) || sure.has(best.frameworkId)) continue;
      seen.add(best.frameworkId);
      if (best.score >= SAYS) said.set(best.frameworkId, [...(said.get(best.frameworkId) ?? []), { page: at + 1, best }]);
    }
  });
  const added = [...said.values()].flatMap((those) => inFramework(those, pages.length, whole));
  const replaced = new Set(added.map(({ frameworkId, indicatorId }) => `${frameworkId} ${indicatorId}`));
  return [...whole.filter(({ frameworkId, indicatorId }) => !replaced.has(`${frameworkId} ${indicatorId}`)), ...added].sort(
    (a, b) => b.score - a.score,
  );
}

function inFramework(said: readonly Said[], pageCount: number, whole: readonly Suggestion[]): Suggestion[] {
  const longest = new Map<string, Range>();
  for (const range of rangesOf(said, pageCount)) {
    const held = longest.get(range.indicatorId);
    if (held === undefined || lengthOf(range) > lengthOf(held)) longest.set(range.indicatorId, range);
  }
  const telling = [...longest.values()].filter((range) => lengthOf(range) <= pageCount * MOST_SHARE);
  if (telling.length < 2) return [];
  return telling
    .flatMap(({ indicatorId, first, last, best: { page, best } }): Suggestion[] => {
      const own = whole.find((one) => one.frameworkId === best.frameworkId && one.indicatorId === indicatorId);
      const ruled = own?.reasons.some(({ rule }) => rule !== undefined) ?? false;
      if (own !== undefined && (ruled || best.score < own.score + CLEARLY)) return [];
      const score = Math.min(MOST_SCORE, best.score);
      const words = first === last ? `第 ${first} 页` : `第 ${first}–${last} 页`;
      const reasons: Reason[] = [
        { kind: 'pages', text: `${words}说的是这一条`, pages: [first, last] },
        ...best.reasons.map(({ kind, text }) => ({ kind, text: `第 ${page} 页:${text}` })),
      ];
      return [{ frameworkId: best.frameworkId, indicatorId, score, band: bandOf(score), reasons: reasons.slice(0, REASONS) }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_RANGES);
}

/** Neighbouring pages of one leaf as ranges; a page or two that say nothing belong to what they continue. */
function rangesOf(said: readonly Said[], pageCount: number): Range[] {
  const ranges: Range[] = [];
  for (const one of said) {
    const before = ranges.at(-1);
    const { indicatorId } = one.best;
    if (before?.indicatorId === indicatorId && one.page - before.last - 1 <= SILENT)
      ranges[ranges.length - 1] = {
        ...before,
        last: one.page,
        best: one.best.score > before.best.best.score ? one : before.best,
      };
    else ranges.push({ indicatorId, first: one.page, last: one.page, best: one });
  }
  return ranges.map((range, at) => {
    const next = ranges[at + 1]?.first ?? pageCount + 1;
    return next - range.last - 1 <= SILENT && at + 1 < ranges.length ? { ...range, last: next - 1 } : range;
  });
}

function lengthOf({ first, last }: Range): number {
  return last - first + 1;
}

/** The first line of a page where it looks like a heading, else ''. */
function headingOf(text: string): string {
  const line = text.split(/\r?\n/u).find((one) => one.trim() !== '')?.trim() ?? ''; // prettier-ignore
  const { length } = lettersOf(fold(line));
  return length >= HEADING_LETTERS.least && length <= HEADING_LETTERS.most ? line : '';
}
