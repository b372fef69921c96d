import { AppError } from '../../../shared/contract/errors.ts';
import type { Database } from './database.ts';

/** How many `MIGRATIONS` there are; they themselves are loaded only for a database that needs some. */
export const SCHEMA_VERSION = 24;

/**
 * Brings a database to the newest schema. Each step and its version number share one transaction, so a crash leaves the
 * former version. `before` runs once when there is an older database to change. Throws AppError `refused` for a database made by a newer program.
 */
export async function migrate(db: Database, before: () => Promise<void> = async () => undefined): Promise<void> {
  const row = await db.get<{ user_version: number }>('PRAGMA user_version');
  const version = row?.user_version ?? 0;
  if (version > SCHEMA_VERSION) {
    throw new AppError(
      'refused',
      `档案库由更新版本的程序建立(数据版本 ${version},本程序只到 ${SCHEMA_VERSION})。请用新版程序打开,档案库没有被改动。`,
    );
  }
  if (version > 0 && version < SCHEMA_VERSION) await before();
  if (version === SCHEMA_VERSION) return;
  const { MIGRATIONS } = await import('./migrations.ts');
  for (let next = version; next < SCHEMA_VERSION; next++) {
    await db.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[next] ?? ''}; PRAGMA user_version = ${next + 1}; COMMIT;`);
  }
}
