import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { PackMade } from '../../../shared/contract/packs.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { PACK_LIST, PACK_NOTE, type PackContent, type PackDocument } from '../../../shared/domain/pack.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Database } from '../db/database.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { makeFolders } from '../make-folders.ts';
import { fullPath } from '../sources/sources.ts';
import { memberName } from './member-name.ts';
import { packNote } from './note.ts';
import { selectPack } from './select.ts';
import { createZip, type ZipOut } from './zip-out.ts';

/**
 * Writes the pack of a unit to a new file: the originals read and hashed while they are copied, the list last. Written beside as
 * `.part` and renamed, so that a pack with its name is a whole one. The same archive, unit and moment give the same bytes. An original
 * that is gone or no longer what was indexed is left out and named; what was decided of it goes along all the same. Throws AppError
 * `refused` for a file that exists or is named otherwise, or nothing to hand over, `not-found`, `disk-full`, `cancelled`.
 */
export async function makePack(
  archive: Archive,
  { unit, out }: { readonly unit: string; readonly out: string },
  by: By,
  ctx: JobContext,
): Promise<PackMade> {
  const file = resolve(out);
  if (!file.toLowerCase().endsWith('.zip'))
    throw new AppError('refused', `交接包要以 .交接包.zip 结尾,不能是 ${file}。请改一下文件名。`);
  if (existsSync(file)) throw new AppError('refused', `已有同名文件:${file}。请换一个文件名;原来的文件没有被改动。`);
  const { content, documentIds } = await selectPack(archive, unit, by);
  makeFolders(dirname(file));
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const zip = open(part);
  try {
    const documents = await copyOriginals(archive.db, zip, content.documents, documentIds, ctx);
    const whole: PackContent = { ...content, documents };
    zip.text(PACK_LIST, `${JSON.stringify(whole)}\n`);
    zip.text(PACK_NOTE, packNote(whole));
    const sizeBytes = zip.end();
    renameSync(part, file);
    const copied = documents.filter(({ member }) => member !== null);
    const omitted = documents.filter(({ member }) => member === null).map(({ path, problem: reason }) => ({ path, reason }));
    const made = { file, sizeBytes, unit: whole.unit, units: whole.units.length, links: whole.links.length };
    const counts = {
      documents: documents.length,
      copied: copied.length,
      duties: whole.duties.length,
      records: whole.records.length,
    };
    const detail = { file: lastName(file.replaceAll('\\', '/')), unit: whole.unit, links: made.links, ...counts };
    await archive.db.transaction((tx) =>
      appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'pack.make', detail }),
    );
    return { ...made, ...counts, omitted };
  } catch (error) {
    try {
      zip.close();
    } catch {
      // It was closed before it was renamed.
    }
    rmSync(part, { force: true });
    throw writingFailure(error, file);
  }
}

function open(part: string): ZipOut {
  try {
    return createZip(part);
  } catch (error) {
    throw writingFailure(error, part);
  }
}

/** What a person can do where writing failed; other errors stay as they are. */
function writingFailure(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC') return new AppError('disk-full', `磁盘空间不足,交接包没有写成:${file}。请腾出空间或换一个磁盘再试。`);
  if (['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ENAMETOOLONG'].includes(code))
    return new AppError('refused', `交接包写不到这里:${file}(${code})。请换一个可以写入的位置。`);
  return error;
}

interface Place {
  readonly document_id: number;
  readonly root: string;
  readonly path: string;
  readonly raw_path: Uint8Array | null;
}

async function copyOriginals(
  db: Database,
  zip: ZipOut,
  documents: readonly PackDocument[],
  ids: readonly number[],
  ctx: JobContext,
): Promise<PackDocument[]> {
  const places = new Map<number, Place[]>();
  const rows = await db.all<Place>(
    `SELECT l.document_id, s.path AS root, l.path, l.raw_path FROM locations l JOIN sources s ON s.id = l.source_id
     JOIN documents d ON d.id = l.document_id
     WHERE l.state = 'ok' AND l.missing_at IS NULL AND l.document_id IN (SELECT value FROM json_each(?))
     ORDER BY l.document_id, l.id IS NOT d.canonical_location_id, l.id`,
    [JSON.stringify(ids)],
  );
  for (const row of rows) places.set(row.document_id, [...(places.get(row.document_id) ?? []), row]);
  const done: PackDocument[] = [];
  for (const [at, document] of documents.entries()) {
    stopIfCancelled(ctx.signal);
    ctx.progress({ stage: '打交接包', done: at, total: documents.length, label: document.path });
    const member = memberName(at + 1, document.path);
    done.push(await copyOne(zip, document, member, places.get(ids[at] ?? 0) ?? [], ctx));
  }
  return done;
}

/** The first place whose bytes are what was indexed. */
async function copyOne(
  zip: ZipOut,
  document: PackDocument,
  member: string,
  places: readonly Place[],
  ctx: JobContext,
): Promise<PackDocument> {
  for (const { root, path, raw_path: raw } of places) {
    try {
      const sha256 = await zip.file(member, fullPath(root, path, raw), document.sizeBytes, ctx);
      if (sha256 === document.sha256) return { ...document, member };
      zip.dropLast();
    } catch (error) {
      if (error instanceof AppError || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    }
  }
  const problem =
    places.length === 0
      ? '原件不在原处,没有随包。请找回文件并重新编目后再打包。'
      : '原件在编目以后改过或打不开,没有随包。请重新编目后再打包。';
  return { ...document, problem };
}
