import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { DroppedDocuments } from '../../../shared/contract/documents.ts';
import type { Database } from '../db/database.ts';

/** Named in one sentence; the rest is counted. */
const NAMED = 3;

interface Place {
  readonly documentId: number | null;
  readonly missing: number;
  readonly reason: string | null;
}

type Found =
  | { readonly found: 'document'; readonly id: number }
  | { readonly found: 'outside' | 'not-indexed' | 'gone' | 'twice'; readonly name: string; readonly folder: string }
  | { readonly found: 'left-out'; readonly name: string; readonly folder: string; readonly reason: string };

/** The documents behind files dropped from the system's file window, by their paths; what is not one is named with what to do. */
export async function findByPaths(db: Database, paths: readonly string[]): Promise<DroppedDocuments> {
  const sources = await db.all<{ id: number; path: string }>('SELECT id, path FROM sources ORDER BY id');
  const found: Found[] = [];
  for (const path of paths) found.push(await findByPath(db, sources, realPath(path)));
  return told(found);
}

async function findByPath(
  db: Database,
  sources: readonly { readonly id: number; readonly path: string }[],
  path: string,
): Promise<Found> {
  const [name, folder] = [basename(path), dirname(path)];
  const inside = sources.flatMap((source) => {
    const below = relative(source.path, path);
    return below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below) ? [] : [{ source, below }];
  })[0];
  if (!inside) return { found: 'outside', name, folder };
  // Windows takes names of any case for the same file.
  const collation = process.platform === 'win32' ? 'COLLATE NOCASE' : '';
  const place = await db.get<Place>(
    `SELECT document_id AS documentId, missing_at IS NOT NULL AS missing, reason FROM locations
     WHERE source_id = ? AND path = ? ${collation}`,
    [inside.source.id, inside.below.split(sep).join('/')],
  );
  if (!place) return { found: 'not-indexed', name, folder };
  if (place.missing === 1) return { found: 'gone', name, folder };
  if (place.documentId === null) return { found: 'left-out', name, folder, reason: place.reason ?? '编目时没有读出来。' };
  return { found: 'document', id: place.documentId };
}

/** The same in a browser, which tells name and size of a dropped file but not where it lies. */
export async function findByNames(
  db: Database,
  files: readonly { readonly name: string; readonly sizeBytes: number }[],
): Promise<DroppedDocuments> {
  const rows = await db.all<{ at: number; documentId: number }>(
    `WITH f AS MATERIALIZED (SELECT key AS at, value ->> '$.name' AS name, value ->> '$.sizeBytes' AS size FROM json_each(?))
     SELECT DISTINCT f.at, l.document_id AS documentId FROM locations l JOIN f ON f.size = l.size_bytes
     WHERE l.state = 'ok' AND l.missing_at IS NULL AND l.document_id IS NOT NULL
       AND (l.path = f.name OR substr(l.path, -length(f.name) - 1) = '/' || f.name)`,
    [JSON.stringify(files)],
  );
  const found = files.map(({ name }, at): Found => {
    const [first, ...more] = rows.filter((row) => row.at === at);
    if (!first) return { found: 'not-indexed', name, folder: '' };
    return more.length > 0 ? { found: 'twice', name, folder: '' } : { found: 'document', id: first.documentId };
  });
  return told(found);
}

function realPath(path: string): string {
  try {
    return realpathSync(resolve(path));
  } catch {
    return resolve(path);
  }
}

function told(found: readonly Found[]): DroppedDocuments {
  const ids = [...new Set(found.flatMap((one) => (one.found === 'document' ? [one.id] : [])))];
  const of = (kind: Exclude<Found['found'], 'document'>) => found.filter((one) => one.found === kind).filter(isTrouble);
  const [outside, notIndexed, gone, twice, leftOut] = [of('outside'), of('not-indexed'), of('gone'), of('twice'), of('left-out')];
  const folders = [...new Set(outside.map(({ folder }) => folder))];
  const sentences = [
    outside.length > 0 &&
      `${names(outside)}不在材料文件夹里。请在“设置”里添加 ${folders.slice(0, NAMED).join('、')} 并编目,再拖进来。`,
    notIndexed.length > 0 && `${names(notIndexed)}还没有编目,或编目后改过。请先编目(F5),再拖进来。`,
    gone.length > 0 && `${names(gone)}上次编目时不在原处。请重新编目(F5),再拖进来。`,
    twice.length > 0 && `${names(twice)}在档案库里有几份同名同大小的材料。请从“材料”里选要的那一份归入。`,
    ...leftOut
      .slice(0, NAMED)
      .map((one) => `“${one.name}”没有收入档案库:${one.found === 'left-out' ? sentence(one.reason) : ''}`),
  ];
  const message = sentences.filter((one) => one !== false).join('');
  return { ids, message: message === '' ? null : message };
}

function isTrouble(one: Found): one is Exclude<Found, { readonly found: 'document' }> {
  return one.found !== 'document';
}

function sentence(reason: string): string {
  return /[。!?]$/.test(reason) ? reason : `${reason}。`;
}

function names(troubles: readonly { readonly name: string }[]): string {
  const some = troubles.slice(0, NAMED).map(({ name }) => `“${name}”`);
  return `${some.join('、')}${troubles.length > NAMED ? `等 ${troubles.length} 个文件` : ''}`;
}
