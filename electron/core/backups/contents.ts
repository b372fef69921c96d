import { existsSync } from 'node:fs';
import type { BackupContents } from '../../../shared/contract/backups.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { readSettings } from '../archives/archives.ts';
import { verifyAudit } from '../audit/audit.ts';
import { openDatabase, type Database, type DriverName } from '../db/database.ts';
import { databaseFaults } from '../db/snapshot.ts';
import { readCopies, type Copy } from './copies.ts';

/**
 * Reads a backup through: every page, every reference, the chain of its record. `held` names the copies that came in a 交接包. Nothing is changed.
 * Throws AppError `refused` naming the file when it is not a whole backup.
 */
export async function readContents(
  file: string,
  driver: DriverName | undefined,
): Promise<BackupContents & { readonly held: readonly Copy[] }> {
  const db = await openDatabase({ path: file, driver, readOnly: true }).catch(() => null);
  if (!db) throw notBackup(file, '打不开');
  try {
    const faults = [...(await databaseFaults(db)), ...(await verifyAudit(db))];
    if (faults[0] !== undefined) throw notBackup(file, faults[0]);
    return { ...(await contentsOf(db)), held: await readCopies(db) };
  } catch (error) {
    // A database of something else has none of our tables.
    throw error instanceof AppError ? error : notBackup(file, '里面不是档案库');
  } finally {
    await db.close();
  }
}

/** What an archive's database holds, in numbers a person can check. */
export async function contentsOf(db: Database): Promise<BackupContents> {
  const settings = await readSettings(db);
  const counts = await db.get<{ documents: number; confirmed: number; editions: number }>(
    `SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM links WHERE state = 'confirmed') AS confirmed,
       (SELECT count(*) FROM exports) AS editions`,
  );
  const sources = await db.all<{ path: string }>('SELECT path FROM sources ORDER BY id');
  return {
    ...settings,
    ...{ documents: counts?.documents ?? 0, confirmed: counts?.confirmed ?? 0, editions: counts?.editions ?? 0 },
    sources: sources.map(({ path }) => ({ path, present: existsSync(path) })),
  };
}

function notBackup(file: string, why: string): AppError {
  return new AppError('refused', `这个文件不是完好的备份:${file}(${why})。请换一份较早的备份;它没有被改动。`);
}
