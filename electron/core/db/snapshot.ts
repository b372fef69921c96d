import { renameSync, rmSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import { openDatabase, type Database } from './database.ts';

/**
 * Writes the database as it is now into a file of its own: one consistent state, whatever else runs. Written beside as `.part`,
 * opened again and read through (every page, every reference), then renamed: what bears the name is whole.
 * Throws AppError `internal` when the copy does not read back, and what SQLite throws (a full disk among it); then no file is left.
 */
export async function writeSnapshot(db: Database, file: string): Promise<void> {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  try {
    await db.run('VACUUM INTO ?', [part]);
    const copy = await openDatabase({ path: part, driver: db.driver, readOnly: true });
    try {
      const faults = await databaseFaults(copy);
      if (faults.length > 0) throw new AppError('internal', `备份写出后读不回来(${faults[0]}),已删除。请检查磁盘后再备份一次。`);
    } finally {
      await copy.close();
    }
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** What SQLite finds wrong with its own file, and references that lead nowhere; empty when all is well. Reads every page. */
export async function databaseFaults(db: Database): Promise<readonly string[]> {
  const integrity = await db.all<{ integrity_check: string }>('PRAGMA integrity_check');
  const references = await db.all<{ table: string; rowid: number }>('PRAGMA foreign_key_check');
  return [
    ...integrity.flatMap((row) => (row.integrity_check === 'ok' ? [] : [row.integrity_check])),
    ...references.map((row) => `表 ${row.table} 第 ${row.rowid} 行指向不存在的记录`),
  ];
}
