import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../electron/core/db/database.ts';
import { whileLocked } from '../../packaging/build-page.ts';

/** Names the folder that the files of one run share. */
export const SHARED_FOLDER_VARIABLE = 'TAIZHANG_TEST_SHARED';

const LOCK_LIMIT_MS = 170_000;

/**
 * The sample archive in a state that takes seconds to reach: `created`, not indexed; `indexed`, after 编目, nothing confirmed;
 * `confirmed`, made as 打开示例 makes it, indexed, suggestions of high confidence confirmed; `scans`, indexed, of a dozen scans and photos.
 */
export type PatternKind = 'created' | 'indexed' | 'confirmed' | 'scans';

/** Makes the archive at `archive` over the sample files it lays at `source`; whatever else it needs lies below `folder`. */
export type MakePattern = (place: {
  readonly folder: string;
  readonly archive: string;
  readonly source: string;
}) => Promise<void>;

/**
 * Copies the archive of a kind to `archive` and, where there are none yet, the sample files to `source`. The archive is made through
 * the core by the first test file of the run that asks, the others wait for it; only the path of its source is another one in the copy,
 * and no step of how it was made that names the path can be undone.
 */
export async function copyPattern(kind: PatternKind, make: MakePattern, archive: string, source: string): Promise<void> {
  const pattern = await madeOnce(kind, make);
  cpSync(join(pattern, '档案库'), archive, { recursive: true, preserveTimestamps: true });
  if (!existsSync(source)) cpSync(join(pattern, '材料'), source, { recursive: true, preserveTimestamps: true });
  const db = await openDatabase({ path: join(archive, 'archive.sqlite') });
  await db.run('UPDATE sources SET path = ?', [source]);
  await db.close();
}

async function madeOnce(kind: PatternKind, make: MakePattern): Promise<string> {
  const shared = process.env[SHARED_FOLDER_VARIABLE];
  if (shared === undefined) throw new Error(`${SHARED_FOLDER_VARIABLE} is set by test/support/global-setup.ts`);
  const [folder, done] = [join(shared, kind), join(shared, `${kind}.made`)];
  if (existsSync(done)) return folder;
  const makeUnlessMade = async (): Promise<void> => {
    if (existsSync(done)) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    await make({ folder, archive: join(folder, '档案库'), source: join(folder, '材料') });
    writeFileSync(done, '');
  };
  await whileLocked(join(shared, `${kind}.lock`), makeUnlessMade, { limitMs: LOCK_LIMIT_MS });
  return folder;
}
