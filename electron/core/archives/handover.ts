import { existsSync, readdirSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Database, Sql } from '../db/database.ts';
import { realExisting } from './real-path.ts';

/** Where an archive keeps copies of originals that came in a 交接包: folders of ours, each complete before it becomes a source. */
export const handoverFolder = (archivePath: string): string => join(archivePath, '交接材料');

/**
 * These folders go where the archive goes: after it was moved or restored elsewhere, its sources of that kind point to where the folder
 * lies now. One that is not there stays as it was.
 */
export async function followMoved(db: Database, archivePath: string): Promise<void> {
  const rows = await db.all<{ id: number; path: string; handover: string }>(
    'SELECT id, path, handover FROM sources WHERE handover IS NOT NULL',
  );
  for (const { id, path, handover } of rows) {
    const place = realExisting(join(handoverFolder(archivePath), ...handover.split('/')));
    if (place !== path && existsSync(place)) await db.run('UPDATE sources SET path = ? WHERE id = ?', [place, id]);
  }
}

/**
 * Folders below 交接材料 that no source of the archive is: their pack was taken back, or the source removed. They stay until a person
 * deletes them, since the merge may be done again. Names as `sources.handover` has them, in order.
 */
export async function unusedCopies(
  db: Sql,
  archivePath: string,
): Promise<readonly { readonly folder: string; readonly files: number; readonly sizeBytes: number }[]> {
  const home = handoverFolder(archivePath);
  const rows = await db.all<{ handover: string }>('SELECT handover FROM sources WHERE handover IS NOT NULL');
  const used = new Set(rows.map(({ handover }) => handover));
  const folders = foldersIn(home).flatMap((unit) => foldersIn(join(home, unit)).map((name) => `${unit}/${name}`));
  return folders
    .filter((folder) => !used.has(folder))
    .map((folder) => ({ folder, ...contentOf(join(home, ...folder.split('/'))) }));
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A passing folder of a merge begins with a dot and is no one's copy yet. */
const foldersIn = (folder: string): readonly string[] =>
  entriesOf(folder)
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();

function contentOf(folder: string): { readonly files: number; readonly sizeBytes: number } {
  let [files, sizeBytes] = [0, 0];
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    const below = entry.isDirectory()
      ? contentOf(path)
      : { files: 1, sizeBytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 };
    files += below.files;
    sizeBytes += below.sizeBytes;
  }
  return { files, sizeBytes };
}
