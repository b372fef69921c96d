import { heldWords, type Held } from '../../../shared/contract/editions.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { NodeHeld } from '../../../shared/contract/nodes.ts';
import type { CodeStyle } from '../../../shared/domain/code-styles.ts';
import { subtreeOf, type TreeNode } from '../../../shared/domain/tree-change.ts';
import type { Sql } from '../db/database.ts';
import { readHoldings, type Holdings } from '../editions/editions.ts';

export interface StoredTree {
  readonly framework: string;
  readonly name: string;
  readonly levelNames: readonly string[];
  readonly codeStyles: readonly CodeStyle[];
  readonly nodes: readonly TreeNode[];
}

/** The nodes of a framework in print order. Throws AppError `not-found`. */
export async function readNodes(db: Sql, framework: string): Promise<StoredTree> {
  const row = await db.get<{ name: string; level_names: string; code_styles: string }>(
    'SELECT name, level_names, code_styles FROM frameworks WHERE id = ?',
    [framework],
  );
  if (!row) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
  const nodes = await db.all<Omit<TreeNode, 'leaf'> & { readonly leaf: number }>(
    'SELECT id, parent_id AS parentId, level, leaf, code, name FROM indicators WHERE framework_id = ? ORDER BY position',
    [framework],
  );
  return {
    framework,
    name: row.name,
    levelNames: JSON.parse(row.level_names) as string[],
    codeStyles: JSON.parse(row.code_styles) as string[],
    nodes: nodes.map((node) => ({ ...node, leaf: node.leaf === 1 })),
  };
}

/** What would go with a node and all beneath it. Throws AppError `not-found`. */
export async function readNodeHeld(db: Sql, id: number): Promise<NodeHeld> {
  const row = await db.get<{ framework: string }>('SELECT framework_id AS framework FROM indicators WHERE id = ?', [id]);
  if (!row) throw new AppError('not-found', '这条指标已经不在测评体系里。请刷新后再试。');
  const { nodes } = await readNodes(db, row.framework);
  return heldBeneath(db, subtreeOf(nodes, id), await readHoldings(db, row.framework));
}

/** The same of nodes by row id. */
export async function heldBeneath(db: Sql, ids: ReadonlySet<number>, holdings: Holdings): Promise<NodeHeld> {
  const held = [...ids].map(holdings.of).reduce(sumOf);
  const lines = await db.get<{ n: number }>(
    `SELECT count(*) AS n FROM crosswalk WHERE one_id IN (SELECT value FROM json_each(?1))
       OR other_id IN (SELECT value FROM json_each(?1))`,
    [JSON.stringify([...ids])],
  );
  const crosswalk = lines?.n ?? 0;
  const words = [heldWords(held), crosswalk > 0 ? `指标对照 ${crosswalk} 行` : ''].filter((part) => part !== '').join('、');
  return { beneath: ids.size - 1, held, crosswalk, words };
}

function sumOf(one: Held, other: Held): Held {
  return {
    confirmed: one.confirmed + other.confirmed,
    rejected: one.rejected + other.rejected,
    notApplicable: one.notApplicable || other.notApplicable,
    duties: one.duties + other.duties,
    rules: one.rules + other.rules,
    records: one.records + other.records,
    requirements: one.requirements || other.requirements,
  };
}
