import type { Input } from '../../../shared/contract/api.ts';
import { isEmpty, type EditionNode, type EditionPreview, type EditionRow, type Held } from '../../../shared/contract/editions.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { changesBetween, matchEditions } from '../../../shared/domain/edition-match.ts';
import type { Framework, Indicator } from '../../../shared/domain/framework.ts';
import type { Sql } from '../db/database.ts';
import { readFrameworks, readTable, resolveFramework, type StoredFramework } from '../frameworks/frameworks.ts';
import { readHoldings, type Holdings } from './held.ts';

export type EditionChoice = Pick<Input<'editions.preview'>, 'framework' | 'to' | 'choices'>;

const NOTHING: Held = {
  ...{ confirmed: 0, rejected: 0, notApplicable: false, duties: 0, rules: 0, records: 0, requirements: false },
};

/** Both editions, where every node goes, and what hangs on it. */
export interface Comparison {
  readonly from: StoredFramework;
  readonly to: Framework;
  /** True when the archive holds the new edition already. */
  readonly held: boolean;
  readonly rows: readonly EditionRow[];
  readonly added: readonly string[];
  readonly holdings: Holdings;
}

/**
 * Reads the new edition and compares it with the present one. Throws AppError `not-found` for an unknown framework or shipped id,
 * `refused` for a table nothing is understood of, the same framework twice, or an edition the archive holds under that name.
 */
export async function compareEditions(db: Sql, { framework, to, choices }: EditionChoice): Promise<Comparison> {
  const held = await readFrameworks(db);
  const from = held.find(({ id }) => id === framework);
  if (!from) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
  const next = await readNext(held, to);
  if (next.id === from.id)
    throw new AppError('refused', `新版与现在的“${from.name}”是同一个体系。请选另一个版本,或导入时改一个版本名。`);
  const isHeld = held.some(({ id }) => id === next.id);
  if (isHeld && !('held' in to))
    throw new AppError('refused', `档案库里已经有“${next.name}”(${next.edition})。请在“已在档案库的体系”里选它。`);
  return compare(from, next, { held: isHeld, choices, holdings: await readHoldings(db, framework) });
}

async function readNext(held: readonly StoredFramework[], to: EditionChoice['to']): Promise<Framework> {
  if ('reference' in to) return resolveFramework(to.reference);
  if (!('held' in to)) return readTable(to);
  const found = held.find(({ id }) => id === to.held);
  if (!found) throw new AppError('not-found', `档案库里没有测评体系 ${to.held}。请刷新后再试。`);
  return found;
}

function compare(
  from: StoredFramework,
  to: Framework,
  facts: { readonly held: boolean; readonly choices: EditionChoice['choices']; readonly holdings: Holdings },
): Comparison {
  const { choices, holdings } = facts;
  const targets = new Map(to.indicators.map((one) => [one.id, one]));
  const matches = new Map(matchEditions(from.indicators, to.indicators).map((one) => [one.from, one]));
  const goes = (one: Indicator): Indicator | null => {
    const said = one.leaf ? choices[one.id] : undefined;
    const key = said ?? matches.get(one.id)?.to ?? '';
    const target = targets.get(key);
    if (said !== undefined && said !== '' && target?.leaf !== true)
      throw new AppError('usage', `“${one.code}”的去向不是新版的末级指标。请重新选择。`);
    return target ?? null;
  };
  const parents = new Map(
    from.indicators.flatMap((one): [string, string][] => {
      const target = goes(one);
      return target ? [[one.id, target.id]] : [];
    }),
  );
  const rows = from.indicators.map((one): EditionRow => {
    const [target, match] = [goes(one), matches.get(one.id)];
    const chosen = one.leaf && choices[one.id] !== undefined;
    const hangs = one.leaf ? holdings.of(from.rowIds.get(one.id) ?? 0) : NOTHING;
    const plain = target !== null && match?.to === target.id && match.sure;
    return {
      from: nodeOf(one),
      to: target ? nodeOf(target) : null,
      changes: target ? changesBetween(one, target, parents) : [],
      likeness: target !== null && match?.to === target.id ? match.likeness : 0,
      chosen,
      open: one.leaf && !chosen && !plain && !isEmpty(hangs),
      held: hangs,
    };
  });
  const reached = new Set(rows.flatMap((row) => row.to?.key ?? []));
  return {
    ...{ from, to, rows, holdings, held: facts.held },
    added: to.indicators.filter(({ id }) => !reached.has(id)).map(({ id }) => id),
  };
}

function nodeOf({ id, code, name, level, leaf }: Indicator): EditionNode {
  return { key: id, code, name, level, leaf };
}

/** The comparison as the window shows it. Totals count leaves; one leaf may count in several of them. */
export function previewOf({ from, to, rows, added }: Comparison): EditionPreview {
  const leaves = rows.filter((row) => row.from.leaf);
  const count = (test: (row: EditionRow) => boolean): number => leaves.filter(test).length;
  const leafKeys = new Set(to.indicators.filter(({ leaf }) => leaf).map(({ id }) => id));
  return {
    from: { id: from.id, name: from.name, edition: from.edition },
    to: { id: to.id, name: to.name, edition: to.edition, leaves: leafKeys.size, note: to.note },
    rows,
    nodes: to.indicators.map(nodeOf),
    added,
    totals: {
      same: count((row) => row.to !== null && row.changes.length === 0),
      reworded: count((row) => row.changes.includes('措辞有改')),
      recoded: count((row) => row.changes.includes('改号')),
      moved: count((row) => row.changes.includes('移位')),
      removed: count((row) => row.to === null),
      added: added.filter((key) => leafKeys.has(key)).length,
      open: count((row) => row.open),
    },
  };
}
