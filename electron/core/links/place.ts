import { AppError } from '../../../shared/contract/errors.ts';
import type { Database } from '../db/database.ts';

/** SQL: the first path (in the order of paths) at which document `d` is present, or NULL. */
export const FIRST_PLACE =
  "(SELECT min(l.path) FROM locations l WHERE l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL)";

/** SQL: the number of the source of that place, or NULL. */
export const FIRST_SOURCE =
  "(SELECT l.source_id FROM locations l WHERE l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL ORDER BY l.path, l.source_id LIMIT 1)";

/** Splits a path relative to its source (with `/`) into its file name and its folders from the root. */
export function placeOf(path: string): { name: string; folders: string[] } {
  const folders = path.split('/');
  return { name: folders.pop() ?? '', folders };
}

export interface PlacedDocument {
  readonly id: number;
  readonly path: string;
  readonly source: string;
  readonly present: boolean;
}

interface PlaceRow {
  readonly id: number;
  readonly path: string;
  readonly source: string;
  readonly present: number;
}

const PLACES = `SELECT l.document_id AS id, l.path, s.path AS source, l.state = 'ok' AND l.missing_at IS NULL AS present
  FROM locations l JOIN sources s ON s.id = l.source_id WHERE l.document_id IS NOT NULL`;

/**
 * The document at a path: relative to its source or absolute, with `/` or `\\`, in any Unicode composition. Files that are still
 * there come before files that are gone. Throws AppError `not-found`, or `usage` naming the files when several sources hold
 * different documents under this path.
 */
export async function findDocument(db: Database, path: string): Promise<PlacedDocument> {
  const spellings = [...new Set([path, path.normalize('NFC'), path.normalize('NFD')].flatMap(bothSlashes))];
  const sources = await db.all<{ path: string }>('SELECT path FROM sources');
  const relative = spellings.flatMap((one) => sources.flatMap((source) => withinSource(one, source.path)));
  let rows = await db.all<PlaceRow>(`${PLACES} AND l.path IN (SELECT value FROM json_each(?))`, [
    JSON.stringify([...new Set([...spellings, ...relative.map(({ inner }) => inner)])]),
  ]);
  rows = rows.filter(
    (row) => spellings.includes(row.path) || relative.some((one) => one.inner === row.path && one.source === row.source),
  );
  if (rows.length === 0) {
    const wanted = new Set(spellings.map((one) => one.normalize('NFC')));
    rows = (await db.all<PlaceRow>(PLACES)).filter((row) => wanted.has(row.path.normalize('NFC')));
  }
  const present = rows.filter((row) => row.present === 1);
  const fitting = present.length > 0 ? present : rows;
  const [first] = fitting;
  if (first === undefined) throw await notFound(db, path);
  if (new Set(fitting.map((row) => row.id)).size > 1) {
    const files = fitting.map((row) => `${row.source}/${row.path}`).join('、');
    throw new AppError('usage', `有几个材料文件夹里都有“${path}”,内容不同:${files}。请写完整路径指明是哪一个。`);
  }
  return { id: first.id, path: first.path, source: first.source, present: first.present === 1 };
}

function bothSlashes(path: string): string[] {
  return path.includes('\\') ? [path, path.replaceAll('\\', '/')] : [path.replace(/^\.\//, '')];
}

function withinSource(path: string, source: string): { inner: string; source: string }[] {
  const root = source.replaceAll('\\', '/').replace(/\/+$/, '').normalize('NFC');
  const full = path.replaceAll('\\', '/');
  const form = full.normalize('NFC').startsWith(`${root}/`) ? full : null;
  if (form === null) return [];
  const inner = form.normalize('NFC').slice(root.length + 1);
  return [...new Set([inner, inner.normalize('NFD'), form.slice(root.length + 1)])].map((one) => ({ inner: one, source }));
}

async function notFound(db: Database, path: string): Promise<AppError> {
  const { name } = placeOf(path.replaceAll('\\', '/'));
  const like = await db.all<{ path: string }>(
    "SELECT path FROM locations WHERE document_id IS NOT NULL AND (path = ?1 OR substr(path, -length(?1) - 1) = '/' || ?1) LIMIT 3",
    [name.normalize('NFC')],
  );
  const hint =
    like.length > 0 ? `同名的有:${like.map((one) => one.path).join('、')}。` : '请先运行 taizhang index 编目,再核对路径。';
  return new AppError('not-found', `档案库里没有这份材料:${path}。${hint}`);
}
