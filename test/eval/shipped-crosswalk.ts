import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../electron/core/db/database.ts';
import { migrate } from '../../electron/core/db/migrate.ts';
import { storeFramework } from '../../electron/core/frameworks/frameworks.ts';
import { readCrosswalk } from '../../electron/core/links/crosswalk.ts';
import type { CrosswalkPair } from '../../shared/domain/crosswalk.ts';
import type { Framework } from '../../shared/domain/framework.ts';

/** The shipped lines between these frameworks, read as an archive that holds them reads them. */
export async function readShippedCrosswalk(frameworks: readonly Framework[]): Promise<CrosswalkPair[]> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-crosswalk-'));
  const db = await openDatabase({ path: join(folder, 'archive.sqlite') });
  try {
    await migrate(db);
    for (const one of frameworks) await db.transaction((tx) => storeFramework(tx, one, new Date(0)));
    return await readCrosswalk(db);
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
