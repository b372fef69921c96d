import { isEmpty } from '../../../shared/contract/editions.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { NodeChange, NodeEdited } from '../../../shared/contract/nodes.ts';
import {
  namingProblem,
  subtreeOf,
  withMoved,
  withShape,
  withNode,
  withoutNode,
  type ChangedTree,
  type TreeNode,
} from '../../../shared/domain/tree-change.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import { forgetMutesOnIndicators, mutesOnIndicators } from '../checks/checks.ts';
import type { Sql } from '../db/database.ts';
import { carryDecisions, readHoldings, type Holdings } from '../editions/editions.ts';
import { isBuiltin } from '../frameworks/frameworks.ts';
import { refuseWrongRequirements, writeRequirements } from '../indicators/indicators.ts';
import { readNamingRecords, repointRecords, type NamingRecord } from '../records/records.ts';
import { undoable, type Watched } from '../undo/undo.ts';
import { heldBeneath, readNodes, type StoredTree } from './tree.ts';

/** A change as it will be done: what the step may write, its words, and the work. */
interface Prepared {
  readonly words: string;
  readonly id: number | null;
  readonly watch?: readonly Watched[];
  /** Former and new code where one changed. */
  readonly recoded?: readonly [from: string, to: string];
  readonly work: () => Promise<void>;
}

/** What a change is made on. */
interface Ground {
  readonly tx: Sql;
  readonly tree: StoredTree;
  readonly holdings: Holdings;
  readonly by: By;
}

/**
 * Adds, renames, moves or removes one node of a framework of one's own: one transaction, one step of undo, one audit row. A former code stays
 * as another code of its node, so that files named with it are still understood; rows of 台账 that name a code follow it. What hangs on a
 * node that goes is taken over by the leaf the clerk names, or nothing is done. Throws AppError `refused` with one sentence: for a shipped
 * 示例模板, a code used twice, an empty name, a place inside itself or too deep, work that would be lost; `not-found` for what is gone.
 */
export async function editNode(
  { db }: Archive,
  { framework, change }: { readonly framework: string; readonly change: NodeChange },
  by: By,
): Promise<NodeEdited> {
  const shipped = await isBuiltin(framework);
  return db.transaction(async (tx) => {
    const tree = await readNodes(tx, framework);
    if (shipped)
      throw new AppError('refused', `“${tree.name}”是示例模板,不直接修改。请先在“设置 → 测评体系”里另存为自己的一套,再修改。`);
    const ground = { tx, tree, holdings: await readHoldings(tx, framework), by };
    const { id, words, watch = [], recoded, work } = await prepare(ground, change);
    const nodes: Watched = { table: 'indicators', where: 'framework_id = ? ORDER BY position', params: [framework] };
    const own = 'indicator_id IN (SELECT id FROM indicators WHERE framework_id = ?)';
    const needs: Watched = { table: 'requirements', where: own, params: [framework] };
    await undoable(tx, { label: words, at: by.now, actor: by.actor, watch: [nodes, needs, ...watch] }, work);
    const detail = { framework, act: change.act, words, ...(recoded ? { recoded } : {}) };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'node.edit', detail });
    return { id, words };
  });
}

function prepare(ground: Ground, change: NodeChange): Promise<Prepared> {
  switch (change.act) {
    case 'add':
      return adding(ground, change);
    case 'name':
      return naming(ground, change);
    case 'move':
      return moving(ground, change);
    case 'shape':
      return shaping(ground, change);
    case 'remove':
      return removing(ground, change);
  }
}

async function adding(ground: Ground, change: Extract<NodeChange, { act: 'add' }>): Promise<Prepared> {
  const { tx, tree } = ground;
  const [code, name] = [oneLine(change.code), oneLine(change.name)];
  const { requirements = [], heading = false } = change;
  refuseWrongRequirements(requirements);
  const last = await tx.get<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM indicators');
  const id = (last?.id ?? 0) + 1;
  const next = sound(withNode(tree.nodes, tree.levelNames, { id, code, name, place: change, heading }));
  await refuseHeldParent(ground, change.parentId);
  return {
    id,
    words: `${heading ? '增加上级标题' : '增加指标'}:${code} ${name}`,
    work: async () => {
      await tx.run(
        `INSERT INTO indicators (id, framework_id, key, parent_id, position, level, leaf, code, alt_codes, name, standard, methods, lead_unit,
           units, due_text, keywords, weak_keywords, confidence)
         VALUES (?, ?, ?, ?, -1, 1, 1, ?, '[]', ?, '', '[]', '', '[]', '', '[]', '[]', '')`,
        [id, tree.framework, `own-${id}`, change.parentId, code, name],
      );
      await writeRequirements(tx, id, heading ? [] : requirements);
      await settle(tx, [...tree.nodes, ...next.filter((one) => one.id === id).map((one) => ({ ...one, level: 0 }))], next);
    },
  };
}

async function naming({ tx, tree, by }: Ground, change: Extract<NodeChange, { act: 'name' }>): Promise<Prepared> {
  const node = nodeOf(tree, change.id);
  const [code, name] = [oneLine(change.code), oneLine(change.name)];
  const problem = namingProblem(tree.nodes, { id: node.id, code, name });
  if (problem !== null) throw new AppError('refused', problem);
  const recoded = code !== node.code;
  const every = recoded ? await readNamingRecords(tx, tree.framework, { every: true }) : null;
  const naming = every?.get(node.id) ?? [];
  const words = [
    recoded ? `指标改号:${node.code} → ${code}` : '',
    name === node.name ? '' : `指标改名:${code} ${node.name} → ${name}`,
  ].filter((part) => part !== '');
  return {
    id: node.id,
    words: words.join(';') || `指标没有改动:${code}`,
    ...(recoded ? { recoded: [node.code, code] as const, watch: [recordsOf(naming)] } : {}),
    work: async () => {
      await tx.run(
        `UPDATE indicators SET code = ?1, name = ?2, alt_codes = CASE WHEN code = ?1 THEN alt_codes ELSE
           (SELECT json_group_array(value) FROM (SELECT value FROM json_each(alt_codes) UNION SELECT code) WHERE value <> ?1) END
         WHERE id = ?3`,
        [code, name, node.id],
      );
      if (recoded) await repointRecords(tx, naming, { code, framework: null }, by);
    },
  };
}

async function moving(ground: Ground, change: Extract<NodeChange, { act: 'move' }>): Promise<Prepared> {
  const { tx, tree } = ground;
  const node = nodeOf(tree, change.id);
  const next = sound(withMoved(tree.nodes, tree.levelNames, change.id, change));
  if (change.parentId !== node.parentId) await refuseHeldParent(ground, change.parentId);
  const parent = change.parentId === null ? null : nodeOf(tree, change.parentId);
  const to = parent === null ? '最上一级' : `“${parent.code} ${parent.name}”`;
  return {
    id: node.id,
    words: change.parentId === node.parentId ? `调整指标顺序:${node.code}` : `移动指标:${node.code} ${node.name} → ${to}`,
    work: () => settle(tx, tree.nodes, next),
  };
}

async function shaping(ground: Ground, change: Extract<NodeChange, { act: 'shape' }>): Promise<Prepared> {
  const { tx, tree } = ground;
  const node = nodeOf(tree, change.id);
  const next = sound(withShape(tree.nodes, tree.levelNames, node.id, change.leaf));
  if (!change.leaf) await refuseHeldParent(ground, node.id);
  return {
    id: node.id,
    words: `${change.leaf ? '改为末级指标' : '改为上级标题'}:${node.code} ${node.name}`,
    work: () => settle(tx, tree.nodes, next),
  };
}

async function removing(ground: Ground, change: Extract<NodeChange, { act: 'remove' }>): Promise<Prepared> {
  const { tx, tree, holdings, by } = ground;
  const node = nodeOf(tree, change.id);
  const block = subtreeOf(tree.nodes, change.id);
  const next = sound(withoutNode(tree.nodes, change.id));
  const held = await heldBeneath(tx, block, holdings);
  const target = change.to === null ? null : nodeOf(tree, change.to);
  if (target && (!target.leaf || block.has(target.id)))
    throw new AppError('refused', `“${target.code}”不能接收:要选一条留下来的末级指标。请重新选择。`);
  if (held.words !== '' && target === null)
    throw new AppError('refused', `没有删除“${node.code} ${node.name}”:上面有${held.words}。请选一条末级指标来接收,再删除。`);
  const leaves = [...block];
  const naming = target === null ? [] : leaves.flatMap((id) => holdings.records.get(id) ?? []);
  const touched = JSON.stringify([...leaves, ...(target ? [target.id] : [])]);
  const here = 'indicator_id IN (SELECT value FROM json_each(?))';
  const beneath = held.beneath > 0 ? `(连同下级 ${held.beneath} 条)` : '';
  const passed = target !== null && held.words !== '' ? `,${held.words}由“${target.code}”接收` : '';
  return {
    id: null,
    words: `删除指标:${node.code} ${node.name}${beneath}${passed}`,
    watch: [
      { table: 'links', where: `${here} AND state <> 'suggested'`, params: [touched] },
      { table: 'red_lines', where: here, params: [touched] },
      { table: 'duties', where: here, params: [touched] },
      { table: 'rules', where: here, params: [touched] },
      {
        table: 'crosswalk',
        where: 'one_id IN (SELECT value FROM json_each(?1)) OR other_id IN (SELECT value FROM json_each(?1))',
        params: [touched],
      },
      mutesOnIndicators(leaves),
      recordsOf(naming),
    ],
    work: async () => {
      if (target) await passOn(tx, leaves, target.id);
      if (target) await repointRecords(tx, naming, { code: target.code, framework: null }, by);
      await settle(tx, tree.nodes, next);
      await forgetMutesOnIndicators(tx, leaves);
      await tx.run('DELETE FROM indicators WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(leaves)]);
    },
  };
}

/** What hangs on these leaves holds for another one: decisions, the lead of one that has none, lines of 指标对照 it does not have yet. */
async function passOn(tx: Sql, leaves: readonly number[], to: number): Promise<void> {
  await carryDecisions(tx, JSON.stringify(leaves.map((from) => [from, to])));
  await tx.run(
    `UPDATE indicators SET lead_unit = o.lead_unit, units = o.units, due_text = o.due_text
     FROM (SELECT lead_unit, units, due_text FROM indicators WHERE id IN (SELECT value FROM json_each(?)) AND lead_unit <> ''
       ORDER BY position LIMIT 1) o WHERE indicators.id = ? AND indicators.lead_unit = ''`,
    [JSON.stringify(leaves), to],
  );
  // A line knows its leaves by size of their ids, and its word is said from the smaller one.
  await tx.run(
    `INSERT INTO crosswalk (one_id, other_id, relation, decided_by, decided_at)
     SELECT min(far, ?2), max(far, ?2),
       CASE WHEN (near < far) = (?2 < far) THEN relation WHEN relation = 'part' THEN 'whole' WHEN relation = 'whole' THEN 'part'
         ELSE relation END, decided_by, decided_at
     FROM (SELECT one_id AS near, other_id AS far, relation, decided_by, decided_at FROM crosswalk WHERE one_id IN (SELECT value FROM json_each(?1))
       UNION ALL SELECT other_id, one_id, relation, decided_by, decided_at FROM crosswalk WHERE other_id IN (SELECT value FROM json_each(?1)))
     WHERE true ON CONFLICT (one_id, other_id) DO NOTHING`,
    [JSON.stringify(leaves), to],
  );
}

/** A leaf that becomes a branch keeps no 材料要求 and no evidence: while it has some that a person decided, nothing may go beneath it. */
async function refuseHeldParent({ tx, tree, holdings }: Ground, parentId: number | null): Promise<void> {
  const parent = parentId === null ? null : nodeOf(tree, parentId);
  if (!parent?.leaf) return;
  const held = await heldBeneath(tx, new Set([parent.id]), holdings);
  if (!isEmpty(held.held) || held.crosswalk > 0)
    throw new AppError(
      'refused',
      `“${parent.code} ${parent.name}”上有${held.words},下面加了指标它就不再是末级指标。请先把这些移到别的指标,或放到别的上级下面。`,
    );
}

/** Writes place, level and leaf of the nodes that changed; a leaf that became a branch has neither 材料要求 nor suggestions any more. */
async function settle(tx: Sql, former: readonly TreeNode[], next: readonly TreeNode[]): Promise<void> {
  const places = new Map(former.map((one, position) => [one.id, { one, position }]));
  const rows = next.flatMap((one, position) => {
    const was = places.get(one.id);
    const same =
      was?.position === position && was.one.parentId === one.parentId && was.one.level === one.level && was.one.leaf === one.leaf;
    return same ? [] : [[one.id, one.parentId, position, one.level, one.leaf ? 1 : 0]];
  });
  await tx.run(
    `UPDATE indicators SET parent_id = r.value ->> 1, position = r.value ->> 2, level = r.value ->> 3, leaf = r.value ->> 4
     FROM json_each(?) r WHERE indicators.id = r.value ->> 0`,
    [JSON.stringify(rows)],
  );
  const branches = next.filter((one) => !one.leaf && places.get(one.id)?.one.leaf === true).map(({ id }) => id);
  const list = JSON.stringify(branches);
  await tx.run('DELETE FROM requirements WHERE indicator_id IN (SELECT value FROM json_each(?))', [list]);
  await tx.run("DELETE FROM links WHERE state = 'suggested' AND indicator_id IN (SELECT value FROM json_each(?))", [list]);
}

function sound(changed: ChangedTree): readonly TreeNode[] {
  if ('problem' in changed) throw new AppError('refused', changed.problem);
  return changed.nodes;
}

function nodeOf({ nodes }: StoredTree, id: number): TreeNode {
  const node = nodes.find((one) => one.id === id);
  if (!node) throw new AppError('not-found', '这条指标已经不在测评体系里。请刷新后再试。');
  return node;
}

function recordsOf(naming: readonly NamingRecord[]): Watched {
  const ids = JSON.stringify(naming.map(({ record }) => record.id));
  return { table: 'records', where: 'id IN (SELECT value FROM json_each(?))', params: [ids] };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
