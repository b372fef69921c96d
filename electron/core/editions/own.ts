import { AppError } from '../../../shared/contract/errors.ts';
import { normalStyles, stylesProblem, type CodeStyle } from '../../../shared/domain/code-styles.ts';
import { frameworkLabel } from '../../../shared/domain/framework.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { ownFrameworkId, readFrameworks, storeFramework, type StoredFramework } from '../frameworks/frameworks.ts';
import { withNegativeRows } from '../records/records.ts';
import { undoable } from '../undo/undo.ts';

export interface NamedFramework {
  readonly framework: string;
  readonly name: string;
  readonly edition: string;
}

/**
 * 另存为: a copy of a framework under a name of one's own, nodes, 材料要求 and 负面清单 as they are now, without decisions. One step of undo, one
 * audit row. Returns its id. Throws AppError `not-found` for the framework, `refused` when the name is taken.
 */
export async function saveFrameworkAs({ db }: Archive, wanted: NamedFramework, by: By): Promise<string> {
  const { name, edition } = wanted;
  const id = ownFrameworkId(name, edition);
  await db.transaction(async (tx) => {
    const { from } = await freeName(tx, wanted, null);
    const own = 'indicator_id IN (SELECT id FROM indicators WHERE framework_id = ?)';
    const watch = [
      { table: 'frameworks' as const, where: 'id = ?', params: [id] },
      { table: 'indicators' as const, where: 'framework_id = ?', params: [id] },
      { table: 'requirements' as const, where: own, params: [id] },
    ];
    await undoable(tx, { label: `另存为测评体系“${name}”`, at: by.now, actor: by.actor, watch }, async () =>
      storeFramework(tx, { ...(await withNegativeRows(tx, from)), id, name, edition }, by.now),
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

/**
 * 编号样式 of a framework: how its codes are read in names of files; none: as they are found by themselves. One step of undo, one audit row;
 * nothing is written where they are so already. Returns them as kept. Throws AppError `not-found`, `refused` for a style without a number.
 */
export async function setCodeStyles(
  { db }: Archive,
  { framework, codeStyles }: { readonly framework: string; readonly codeStyles: readonly string[] },
  by: By,
): Promise<readonly CodeStyle[]> {
  const problem = stylesProblem(codeStyles);
  if (problem !== null) throw new AppError('refused', problem);
  const styles = normalStyles(codeStyles);
  await db.transaction(async (tx) => {
    const found = (await readFrameworks(tx)).find(({ id }) => id === framework);
    if (!found) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
    if (JSON.stringify(found.codeStyles ?? []) === JSON.stringify(styles)) return;
    const words = `编号样式:${found.name} ${styles.join('、') || '不声明'}`;
    const watch = [{ table: 'frameworks' as const, where: 'id = ?', params: [framework] }];
    await undoable(tx, { label: words, at: by.now, actor: by.actor, watch }, () =>
      tx.run('UPDATE frameworks SET code_styles = ? WHERE id = ?', [JSON.stringify(styles), framework]),
    );
    const detail = { id: framework, name: frameworkLabel(found), styles };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'framework.code-styles', detail });
  });
  return styles;
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
