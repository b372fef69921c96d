import type { Sql } from '../db/database.ts';
import type { ArchiveSettings } from './archives.ts';

/** Reads the archive's settings; an absent one is ''. */
export async function readSettings(db: Sql): Promise<ArchiveSettings> {
  const rows = await db.all<{ key: string; value: string }>('SELECT key, value FROM settings');
  const found = new Map(rows.map((row) => [row.key, row.value]));
  return { name: found.get('name') ?? '', unit: found.get('unit') ?? '', baseDate: found.get('baseDate') ?? '' };
}

/** Writes every setting given; call inside a transaction. */
export async function writeSettings(tx: Sql, settings: ArchiveSettings): Promise<void> {
  for (const [key, value] of Object.entries(settings)) {
    await tx.run('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [
      key,
      String(value),
    ]);
  }
}
