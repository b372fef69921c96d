import { createHash } from 'node:crypto';
import type { Database, Sql } from '../db/database.ts';

/** One thing a person or the program did that must stay known. `detail` becomes JSON. */
export interface AuditEntry {
  /** ISO time or local time; kept as given. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly detail: unknown;
}

/** Who did it, and when. */
export interface By {
  readonly actor: string;
  readonly now: Date;
}

interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly detail: string;
  readonly prev_hash: string;
  readonly hash: string;
}

/** Appends to the record, in the caller's transaction. Each row's hash covers the one before, so nothing can be changed or taken out unseen. */
export async function appendAudit(tx: Sql, entry: AuditEntry): Promise<void> {
  const last = await tx.get<{ hash: string }>('SELECT hash FROM audit ORDER BY seq DESC LIMIT 1');
  const prevHash = last?.hash ?? '';
  const detail = JSON.stringify(entry.detail);
  const row = { at: entry.at, actor: entry.actor, action: entry.action, detail, prev_hash: prevHash };
  await tx.run('INSERT INTO audit (at, actor, action, detail, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?)', [
    row.at,
    row.actor,
    row.action,
    row.detail,
    row.prev_hash,
    hashOf(row),
  ]);
}

/** Reads the whole record and returns one sentence per row that was changed, taken out or put in; none when it holds. */
export async function verifyAudit(db: Database): Promise<string[]> {
  const rows = await db.all<AuditRow>('SELECT seq, at, actor, action, detail, prev_hash, hash FROM audit ORDER BY seq');
  const problems: string[] = [];
  rows.forEach((row, index) => {
    const before = rows[index - 1];
    if (row.prev_hash !== (before?.hash ?? '') || (before && row.seq !== before.seq + 1))
      problems.push(`第 ${row.seq} 条之前有记录被删去或插入。`);
    if (hashOf(row) !== row.hash) problems.push(`第 ${row.seq} 条(${row.at} ${row.action})被改动过。`);
  });
  return problems;
}

function hashOf(row: Omit<AuditRow, 'seq' | 'hash'>): string {
  return createHash('sha256')
    .update(JSON.stringify([row.prev_hash, row.at, row.actor, row.action, row.detail]))
    .digest('hex');
}
