import type { ChatFolder, ChatProposal } from '../../../shared/contract/records.ts';
import { PICTURE_TYPES, type DocumentType } from '../../../shared/domain/document.ts';
import { isChatPhoto, parseChat, readChat } from '../../../shared/domain/ledgers/chat.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import type { Archive } from '../archives/archives.ts';
import type { Sql } from '../db/database.ts';
import { readRecords } from './store.ts';

interface FileRow {
  readonly sourceId: number;
  readonly source: string;
  readonly path: string;
  readonly documentId: number;
  readonly type: DocumentType;
  readonly sha256: string;
  readonly date: string | null;
  readonly title: string | null;
}

/** Files whose content is known, with the folder they lie in. */
function readFiles(db: Pick<Sql, 'all'>, where: string, params: readonly (string | number)[]): Promise<readonly FileRow[]> {
  return db.all(
    `SELECT s.id AS sourceId, s.path AS source, l.path, d.id AS documentId, d.type, d.sha256, d.date, d.title
     FROM locations l JOIN sources s ON s.id = l.source_id JOIN documents d ON d.id = l.document_id
     WHERE l.state = 'ok' AND l.missing_at IS NULL AND ${where} ORDER BY l.path`,
    params,
  );
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Folders of the 材料文件夹 that hold pictures under the names WeChat gives, the newest path last; only what is indexed. */
export async function listChatFolders({ db }: Archive): Promise<readonly ChatFolder[]> {
  const files = await readFiles(
    db,
    "(l.path LIKE '%微信图片%' OR l.path LIKE '%mmexport%' OR l.path LIKE '%wx_camera%' OR l.path LIKE '%WeChat%')",
    [],
  );
  const found = new Map<string, ChatFolder & { photos: number }>();
  for (const { sourceId, source, path } of files) {
    if (!isChatPhoto(lastName(path))) continue;
    const folder = folderOf(path);
    const key = `${sourceId} ${folder}`;
    const one = found.get(key) ?? { sourceId, folder, name: folder === '' ? source : `${lastName(source)}/${folder}`, photos: 0 };
    found.set(key, { ...one, photos: one.photos + 1 });
  }
  return [...found.values()];
}

/** What a folder of a WeChat group would become: its pictures and its texts, read from what 编目 stored; nothing is written. */
export async function readChatFolder(
  { db }: Archive,
  { sourceId, folder }: Pick<ChatFolder, 'sourceId' | 'folder'>,
): Promise<ChatProposal> {
  const inside =
    folder === ''
      ? "instr(l.path, '/') = 0"
      : "substr(l.path, 1, length(?2) + 1) = ?2 || '/' AND instr(substr(l.path, length(?2) + 2), '/') = 0";
  const files = await readFiles(db, `l.source_id = ?1 AND ${inside}`, folder === '' ? [sourceId] : [sourceId, folder]);
  const pictures = files.filter(({ type }) => PICTURE_TYPES.includes(type));
  const texts = await db.all<{ text: string }>(
    'SELECT text FROM contents WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id',
    [JSON.stringify(files.filter(({ type }) => type === 'txt').map(({ documentId }) => documentId))],
  );
  const records = await readRecords(db);
  const taken = new Set((records.get('wenti') ?? []).flatMap(({ documents }) => documents.map(({ documentId }) => documentId)));
  const sites = ['shidi', 'wenti'].flatMap((ledger) =>
    (records.get(ledger) ?? []).map(({ values }) => String(values['site'] ?? '')),
  );
  const messages = texts.flatMap(({ text }) => parseChat(text)).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const fresh = pictures.filter(({ documentId }) => !taken.has(documentId));
  const reading = readChat(
    messages,
    fresh.map(({ documentId, path, date }) => ({ documentId, name: lastName(path), date })),
    [...new Set(sites)],
  );
  return {
    ...reading,
    photos: fresh.map(({ documentId, sha256, type, date, title, path }) => ({
      documentId,
      sha256,
      type,
      date,
      title: title ?? lastName(path),
      present: true,
    })),
    messages: messages.length,
    alreadyUsed: pictures.length - fresh.length,
  };
}
