import { nodeKey } from './code-keys.ts';
import type { Indicator } from './framework.ts';
import { bigrams, fold, lettersOf } from './text.ts';

/**
 * 换版: which node of a new edition is which node of the present one (REQUIREMENTS T5: 旧编号→新编号对照). Codes move between editions
 * and words are polished, so both are looked at; where neither is plain the clerk decides.
 */

/** What happened to a node, besides 不变. */
export const EDITION_CHANGES = ['措辞有改', '改号', '移位'] as const;
export type EditionChange = (typeof EDITION_CHANGES)[number];

export interface NodeMatch {
  /** Ids inside their frameworks. */
  readonly from: string;
  readonly to: string;
  /** How alike the wordings are, 0–1. */
  readonly likeness: number;
  /** False: only a proposal, which a person must look at before decisions go along. */
  readonly sure: boolean;
}

/** The same wording, or nearly. */
const SURE = 0.8;
/** With the same code, less is enough. */
const SURE_WITH_CODE = 0.55;
/** Below this nothing is proposed. */
const LEAST = 0.34;
/** The best must stand out from the second by this much to be sure. */
const MARGIN = 0.08;

/**
 * Pairs the nodes of two editions, each at most once: equal wording first, then equal codes with like wording, then likeness alone, best
 * first. Leaves pair with leaves, branches with branches; a branch also follows where most of its leaves went. Costs about the characters
 * of both plus, for each pair of characters, the nodes that share it.
 */
export function matchEditions(from: readonly Indicator[], to: readonly Indicator[]): readonly NodeMatch[] {
  const leaves = matchNodes(
    from.filter(({ leaf }) => leaf),
    to.filter(({ leaf }) => leaf),
  );
  const branches = matchNodes(
    from.filter(({ leaf }) => !leaf),
    to.filter(({ leaf }) => !leaf),
  );
  return [...branches, ...followLeaves(from, to, { leaves, branches }), ...leaves];
}

interface Prepared {
  readonly node: Indicator;
  readonly text: string;
  readonly key: string;
  readonly pairs: ReadonlyMap<string, number>;
  readonly size: number;
}

function prepare(node: Indicator): Prepared {
  const text = lettersOf(fold(`${node.name}${node.standard === node.name ? '' : node.standard}`));
  const pairs = new Map<string, number>();
  for (const pair of bigrams(text)) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  return { node, text, key: nodeKey(node.code), pairs, size: Math.max(1, text.length - 1) };
}

function matchNodes(from: readonly Indicator[], to: readonly Indicator[]): NodeMatch[] {
  const olds = from.map(prepare);
  const news = to.map(prepare);
  const found = new Map<Prepared, NodeMatch>();
  const taken = new Set<Prepared>();
  const take = (one: Prepared, other: Prepared, likeness: number, sure: boolean): void => {
    found.set(one, { from: one.node.id, to: other.node.id, likeness: Math.round(likeness * 100) / 100, sure });
    taken.add(other);
  };
  const alone = groupsOf(news, ({ text }) => text);
  const aloneBefore = groupsOf(olds, ({ text }) => text);
  for (const old of olds) {
    const same = (alone.get(old.text) ?? []).filter((one) => !taken.has(one));
    const other = same.find(({ key }) => key === old.key) ?? same[0];
    const many = same.length > 1 || (aloneBefore.get(old.text)?.length ?? 0) > 1;
    if (other && old.text !== '') take(old, other, 1, !many || other.key === old.key);
  }
  const byKey = new Map(news.map((one) => [one.key, one]));
  const likes = likenesses(
    olds.filter((one) => !found.has(one)),
    news.filter((one) => !taken.has(one)),
  );
  for (const old of olds) {
    const other = byKey.get(old.key);
    const likeness = other && !taken.has(other) ? (likes.get(old)?.get(other) ?? 0) : 0;
    if (other && !found.has(old) && likeness >= SURE_WITH_CODE) take(old, other, likeness, true);
  }
  const left = [...likes].flatMap(([old, others]) => {
    if (found.has(old)) return [];
    const best = [...others].filter(([other]) => !taken.has(other)).toSorted(([, a], [, b]) => b - a);
    const second = best[1]?.[1] ?? 0;
    return best.slice(0, 3).map(([other, likeness]) => ({ old, other, likeness, clear: likeness - second >= MARGIN }));
  });
  for (const { old, other, likeness, clear } of left.toSorted((a, b) => b.likeness - a.likeness))
    if (likeness >= LEAST && !found.has(old) && !taken.has(other)) take(old, other, likeness, clear && likeness >= SURE);
  return olds.flatMap((old) => found.get(old) ?? []);
}

/** Dice's measure over pairs of characters, only for nodes that share any. */
function likenesses(olds: readonly Prepared[], news: readonly Prepared[]): ReadonlyMap<Prepared, ReadonlyMap<Prepared, number>> {
  const holders = new Map<string, Prepared[]>();
  for (const one of news)
    for (const pair of one.pairs.keys()) {
      const list = holders.get(pair);
      if (list) list.push(one);
      else holders.set(pair, [one]);
    }
  return new Map(
    olds.map((old) => {
      const shared = new Map<Prepared, number>();
      for (const [pair, count] of old.pairs)
        for (const one of holders.get(pair) ?? [])
          shared.set(one, (shared.get(one) ?? 0) + Math.min(count, one.pairs.get(pair) ?? 0));
      return [old, new Map([...shared].map(([one, both]) => [one, (2 * both) / (old.size + one.size)]))];
    }),
  );
}

function groupsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Branches that no wording paired: where more than half of their own leaves went, if nothing else went there. */
function followLeaves(
  from: readonly Indicator[],
  to: readonly Indicator[],
  { leaves, branches }: { readonly leaves: readonly NodeMatch[]; readonly branches: readonly NodeMatch[] },
): NodeMatch[] {
  const parentOf = new Map(to.map(({ id, parentId }) => [id, parentId]));
  const gone = new Map(leaves.map((one) => [one.from, one.to]));
  const paired = new Set(branches.map((one) => one.from));
  const taken = new Set(branches.map((one) => one.to));
  const children = groupsOf(
    from.filter(({ leaf }) => leaf),
    ({ parentId }) => parentId ?? '',
  );
  return from.flatMap((node): NodeMatch[] => {
    const own = children.get(node.id) ?? [];
    if (node.leaf || paired.has(node.id) || own.length === 0) return [];
    const votes = new Map<string, number>();
    for (const { id } of own) {
      const parent = parentOf.get(gone.get(id) ?? '') ?? null;
      if (parent !== null) votes.set(parent, (votes.get(parent) ?? 0) + 1);
    }
    const [best] = [...votes].toSorted(([, a], [, b]) => b - a);
    if (!best || best[1] * 2 <= own.length || taken.has(best[0])) return [];
    taken.add(best[0]);
    return [{ from: node.id, to: best[0], likeness: 0, sure: false }];
  });
}

/** What is different between a node and what it became; none: 不变. `parents`: where the node above went, by its id. */
export function changesBetween(from: Indicator, to: Indicator, parents: ReadonlyMap<string, string>): readonly EditionChange[] {
  const words = (one: Indicator): string => lettersOf(fold(`${one.name} ${one.standard === one.name ? '' : one.standard}`));
  const before = from.parentId === null ? null : (parents.get(from.parentId) ?? null);
  return [
    ...(words(from) === words(to) ? [] : ['措辞有改' as const]),
    ...(nodeKey(from.code) === nodeKey(to.code) ? [] : ['改号' as const]),
    ...(before === to.parentId ? [] : ['移位' as const]),
  ];
}
