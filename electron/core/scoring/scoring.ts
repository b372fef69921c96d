import { AppError } from '../../../shared/contract/errors.ts';
import { NO_SCHEME, schemeProblem, type ScoringScheme } from '../../../shared/domain/scoring.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Database, Sql } from '../db/database.ts';
import { undoable } from '../undo/undo.ts';

const keyOf = (framework: string): string => `scoring:${framework}`;

/** How a framework is scored in this archive; every indicator weighs the same until the clerk says otherwise. */
export async function readScheme(db: Sql, framework: string): Promise<ScoringScheme> {
  const row = await db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', [keyOf(framework)]);
  return row ? (JSON.parse(row.value) as ScoringScheme) : NO_SCHEME;
}

/** Stores how a framework is scored: one step of undo, one audit row. Throws AppError `usage` for a scheme that makes no sense, `not-found` for the framework. */
export async function storeScheme(db: Database, framework: string, scheme: ScoringScheme, by: By): Promise<void> {
  const problem = schemeProblem(scheme);
  if (problem) throw new AppError('usage', `没有保存评分办法:${problem}`);
  await db.transaction(async (tx) => {
    const named = await tx.get<{ name: string }>('SELECT name FROM frameworks WHERE id = ?', [framework]);
    if (!named) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
    const before = await readScheme(tx, framework);
    const watch = [{ table: 'settings' as const, where: 'key = ?', params: [keyOf(framework)] }];
    await undoable(tx, { label: `修改“${named.name}”的评分办法`, at: by.now, actor: by.actor, watch }, () =>
      tx.run('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [
        keyOf(framework),
        JSON.stringify(scheme),
      ]),
    );
    const detail = { framework, name: named.name, before, after: scheme };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'scoring.change', detail });
  });
}
