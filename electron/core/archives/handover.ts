import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../db/database.ts';
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
