import { createHash, type Hash } from 'node:crypto';
import { constants, existsSync, lstatSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { PackMade } from '../../../shared/contract/packs.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { PACK_LIST, PACK_NOTE, type PackContent, type PackDocument } from '../../../shared/domain/pack.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Database } from '../db/database.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { gbkBytes } from '../gbk.ts';
import { makeFolders } from '../make-folders.ts';
import { fullPath } from '../sources/sources.ts';
import { createZip, type ZipWriter } from '../zip-writer.ts';
import { memberName } from './member-name.ts';
import { packNote } from './note.ts';
import { selectPack } from './select.ts';

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
  const zip = await createZip(part, gbkBytes).catch((error: unknown) => {
    throw writingFailure(error, part);
  });
  try {
    const documents = await copyOriginals(archive.db, zip, content.documents, documentIds, by.now, ctx);
    const whole: PackContent = { ...content, documents };
    for (const [name, text] of [
      [PACK_LIST, `${JSON.stringify(whole)}\n`],
      [PACK_NOTE, packNote(whole)],
    ] as const)
      await zip.add(name, once(text), { modified: by.now, sizeBytes: Buffer.byteLength(text), stored: false });
    await zip.finish();
    renameSync(part, file);
    const sizeBytes = statSync(file).size;
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
    // It may be closed already.
    await zip.abort().catch(() => undefined);
    rmSync(part, { force: true });
    throw writingFailure(error, file);
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
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
  zip: ZipWriter,
  documents: readonly PackDocument[],
  ids: readonly number[],
  modified: Date,
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
    done.push(await copyOne(zip, { ...document, member }, places.get(ids[at] ?? 0) ?? [], modified, ctx));
  }
  return done;
}

/** The first place whose bytes are what was indexed. */
async function copyOne(
  zip: ZipWriter,
  { member, ...document }: PackDocument & { readonly member: string },
  places: readonly Place[],
  modified: Date,
  ctx: JobContext,
): Promise<PackDocument> {
  for (const { root, path, raw_path: raw } of places) {
    try {
      const hash = createHash('sha256');
      const source = bytesOf(fullPath(root, path, raw), document.sizeBytes, hash, ctx);
      await zip.add(member, source, { modified, sizeBytes: document.sizeBytes, stored: true });
      if (hash.digest('hex') === document.sha256) return { ...document, member };
      zip.dropLast();
    } catch (error) {
      if (error instanceof AppError || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    }
  }
  const problem =
    places.length === 0
      ? '原件不在原处,没有随包。请找回文件并重新编目后再打包。'
      : '原件在编目以后改过或打不开,没有随包。请重新编目后再打包。';
  return { ...document, member: null, problem };
}

const PIECE_BYTES = 1 << 20;
// A name may have become a pipe or a link since it was indexed: opening must neither hang nor leave the source.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** The bytes of an original through one buffer, hashed on the way. Throws file system errors, and Error when its size is another now. */
async function* bytesOf(path: string | Buffer, sizeBytes: number, hash: Hash, ctx: JobContext): AsyncGenerator<Uint8Array> {
  if (!lstatSync(path).isFile()) throw new Error('no file any more');
  const file = await open(path, FLAGS);
  try {
    const buffer = Buffer.alloc(PIECE_BYTES);
    let size = 0;
    for (;;) {
      stopIfCancelled(ctx.signal);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      size += bytesRead;
      if (size > sizeBytes || (bytesRead === 0 && size < sizeBytes)) throw new Error('its size is another now');
      if (bytesRead === 0) return;
      const piece = buffer.subarray(0, bytesRead);
      hash.update(piece);
      yield piece;
    }
  } finally {
    await file.close();
  }
}
