import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import { frameworkLabel } from '../../../shared/domain/framework.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { readFrameworks, storeFramework, type StoredFramework } from '../frameworks/frameworks.ts';
import { undoable } from '../undo/undo.ts';

export interface NamedFramework {
  readonly framework: string;
  readonly name: string;
  readonly edition: string;
}

/**
 * 另存为: a copy of a framework under a name of one's own, nodes and 材料要求 as they are now, without decisions. One step of undo, one
 * audit row. Returns its id. Throws AppError `not-found` for the framework, `refused` when the name is taken.
 */
export async function saveFrameworkAs({ db }: Archive, wanted: NamedFramework, by: By): Promise<string> {
  const { name, edition } = wanted;
  const hash = createHash('sha256').update(`${name}\u0000${edition}`).digest('hex');
  const id = `own-${hash.slice(0, 10)}`;
  await db.transaction(async (tx) => {
    const { from } = await freeName(tx, wanted, null);
    const own = 'indicator_id IN (SELECT id FROM indicators WHERE framework_id = ?)';
    const watch = [
      { table: 'frameworks' as const, where: 'id = ?', params: [id] },
      { table: 'indicators' as const, where: 'framework_id = ?', params: [id] },
      { table: 'requirements' as const, where: own, params: [id] },
    ];
    await undoable(tx, { label: `另存为测评体系“${name}”`, at: by.now, actor: by.actor, watch }, () =>
      storeFramework(tx, { ...from, id, name, edition }, by.now),
    );
    const detail = { from: frameworkLabel(from), id, name, edition };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'framework.save-as', detail });
  });
  return id;
}

/**
 * Gives a framework another name; rows of 台账 that name it follow. One step of undo, one audit row. Throws as `saveFrameworkAs`.
 */
export async function renameFramework({ db }: Archive, wanted: NamedFramework, by: By): Promise<void> {
  const { framework, name, edition } = wanted;
  await db.transaction(async (tx) => {
    const { from } = await freeName(tx, wanted, framework);
    const label = frameworkLabel({ name, edition });
    const naming = "row_values ->> '$.framework' = ?";
    const watch = [
      { table: 'frameworks' as const, where: 'id = ?', params: [framework] },
      { table: 'records' as const, where: `${naming} OR ${naming}`, params: [frameworkLabel(from), label] },
    ];
    await undoable(tx, { label: `测评体系改名为“${name}”`, at: by.now, actor: by.actor, watch }, async () => {
      await tx.run('UPDATE frameworks SET name = ?, edition = ? WHERE id = ?', [name, edition, framework]);
      await tx.run(`UPDATE records SET row_values = json_set(row_values, '$.framework', ?) WHERE ${naming}`, [
        label,
        frameworkLabel(from),
      ]);
    });
    const detail = { id: framework, from: frameworkLabel(from), to: label };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'framework.rename', detail });
  });
}

/** The framework meant, once nobody else has the name. */
async function freeName(tx: Sql, wanted: NamedFramework, itself: string | null): Promise<{ readonly from: StoredFramework }> {
  const held = await readFrameworks(tx);
  const from = held.find(({ id }) => id === wanted.framework);
  if (!from) throw new AppError('not-found', `档案库里没有测评体系 ${wanted.framework}。请刷新后再试。`);
  if (held.some((one) => one.id !== itself && one.name === wanted.name && one.edition === wanted.edition))
    throw new AppError('refused', `档案库里已经有“${frameworkLabel(wanted)}”。请换一个名称或版本。`);
  return { from };
}
