import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { takenIn, type PackConflict, type PackCount, type PackMerge } from '../../../shared/contract/packs.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import { handoverFolder, type Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { markForSearch, openSearch } from '../documents/documents.ts';
import type { JobContext } from '../jobs/jobs.ts';
import type { FactsDeps } from '../ocr/ocr.ts';
import { addReceived } from '../sources/sources.ts';
import { undoable } from '../undo/undo.ts';
import type { Item, Take, Taking } from './area.ts';
import { planMerge, type MergePlan } from './ground.ts';
import { openPack, type Pack } from './read-pack.ts';
import { settleStaged, stageOriginals, type Staged } from './stage.ts';

const MOST_SHOWN = 200;
const MOST_TROUBLES = 200;

/**
 * What taking a pack in would do; nothing is stored. Every original is read through. Throws as `openPack`; what stands against taking it
 * in at all is `refusal`.
 */
export async function previewMerge(archive: Archive, file: string, deps: FactsDeps, ctx: JobContext): Promise<PackMerge> {
  const pack = await openPack(file);
  try {
    const plan = await planMerge(archive.db, pack, [], deps).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'refused') return error.message;
      throw error;
    });
    if (typeof plan === 'string') return { ...NOTHING, ...aboutPack(pack), refusal: plan };
    const { broken } = await stageOriginals(archive.path, pack, new Set(), ctx);
    return { ...resultOf(pack, plan, []), refusal: broken.length > 0 ? brokenWords(pack, broken) : null };
  } finally {
    pack.close();
  }
}

/**
 * Takes a pack in: the originals that are not here are copied into a folder of ours and checked, then everything is stored in one
 * transaction and one step of undo, and the folder becomes a source. A kill before that leaves the archive as it was. The same pack again
 * stores nothing. Throws as `previewMerge` and `stageOriginals`, and `refused` for what a preview calls its refusal.
 */
export async function mergePack(
  archive: Archive,
  { file, take }: { readonly file: string; readonly take: Take },
  by: By,
  deps: FactsDeps,
  ctx: JobContext,
): Promise<PackMerge> {
  const pack = await openPack(file);
  try {
    await openSearch(archive.db);
    const { wanted } = await planMerge(archive.db, pack, take, deps);
    const { staged, broken } = await stageOriginals(archive.path, pack, wanted, ctx);
    if (broken.length > 0) throw new AppError('refused', brokenWords(pack, broken));
    const handover = staged && (await settleStaged(archive.path, staged, pack));
    ctx.progress({ stage: '收进档案库', done: 0, total: null, label: pack.content.unit });
    try {
      return await archive.db.transaction((tx) => store(tx, archive, pack, { staged, handover, take, by, deps }));
    } catch (error) {
      if (handover !== null) rmSync(placeOf(archive, handover), { recursive: true, force: true });
      throw error;
    }
  } finally {
    pack.close();
  }
}

function brokenWords(pack: Pack, broken: readonly string[]): string {
  const more = broken.length > 1 ? `等 ${broken.length} 份原件` : '';
  return `不能收这个交接包:${pack.file}。里面的“${broken[0] ?? ''}”${more}与清单不符,在途中损坏或被改过。请让对方重新拷贝一份;没有收进任何内容。`;
}

const placeOf = (archive: Archive, handover: string): string => join(handoverFolder(archive.path), ...handover.split('/'));

interface Storing {
  readonly staged: Staged | null;
  readonly handover: string | null;
  readonly take: Take;
  readonly by: By;
  readonly deps: FactsDeps;
}

async function store(tx: Sql, archive: Archive, pack: Pack, { staged, handover, take, by, deps }: Storing): Promise<PackMerge> {
  // Looked at again: what was decided while the originals were copied counts.
  const plan = await planMerge(tx, pack, take, deps);
  const result = resultOf(pack, plan, take);
  const { chosen } = plan;
  const copied = new Set(staged?.files.map(({ sha256 }) => sha256));
  if ([...plan.wanted].some((sha256) => !copied.has(sha256)))
    throw new AppError(
      'refused',
      `收“${pack.content.unit}”的交接包时,这里的决定或文件变了。请重新读取,看过再收;没有收进任何内容。`,
    );
  if (chosen.size === 0 && plan.newUnits.length === 0 && staged === null) return { ...result, merged: true, changed: false };
  const at = by.now.toISOString();
  const { content } = pack;
  await tx.run(
    `INSERT INTO documents (sha256, size_bytes, type, first_seen_at)
     SELECT value ->> 0, value ->> 1, 'other', ? FROM json_each(?) WHERE true ON CONFLICT (sha256) DO NOTHING`,
    [at, JSON.stringify((staged?.files ?? []).map(({ sha256, sizeBytes }) => [sha256, sizeBytes]))],
  );
  const taking: Taking = { chosen, by, idOf: await idsOf(tx, plan) };
  for (const area of plan.areas) await area.prepare?.(tx, taking);
  const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM packs');
  const label = `收交接包:${content.unit}`;
  const watch = [
    ...plan.areas.flatMap((area) => area.watch(taking)),
    { table: 'units' as const, where: 'name IN (SELECT value FROM json_each(?))', params: [JSON.stringify(plan.newUnits.map(({ name }) => name.trim()))] }, // prettier-ignore
    { table: 'packs' as const, where: 'id > ?', params: [last?.id ?? 0] },
    ...(handover === null ? [] : [{ table: 'sources' as const, where: 'handover = ?', params: [handover] }]),
  ];
  const folder = handover === null ? null : realpathSync(placeOf(archive, handover));
  await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
    if (staged && handover !== null && folder !== null)
      await addReceived(tx, { path: folder, handover, files: staged.files, at });
    await addUnits(tx, plan);
    for (const area of plan.areas) await area.write(tx, taking);
    const said = Object.fromEntries(plan.areas.flatMap(({ items }) => items.flatMap(({ key, pack: text }) => (text === null ? [] : [[key, text]])))); // prettier-ignore
    await tx.run(
      'INSERT INTO packs (sha256, unit, sender, made_at, merged_at, merged_by, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [pack.sha256, plan.ground.unitOf(content.unit), content.archive.name, content.madeAt, at, by.actor, JSON.stringify(said)],
    );
  });
  await markForSearch(
    tx,
    content.documents.flatMap(({ sha256 }) => plan.ground.knownIds.get(sha256) ?? []),
  );
  const detail = {
    ...{ file: lastName(pack.file.replaceAll('\\', '/')), sha256: pack.sha256, unit: content.unit, from: content.archive.name },
    ...{ madeAt: content.madeAt, documents: staged?.files.length ?? 0, folder: handover },
    ...{
      links: takenIn(result, '佐证'),
      withdrawn: result.counts.reduce((sum, one) => sum + one.withdrawn, 0),
      conflicts: result.conflicts.map(({ key, taken }) => ({ key, taken })),
    },
  };
  await appendAudit(tx, { at, actor: by.actor, action: 'pack.merge', detail });
  return { ...result, merged: true, changed: true, folder };
}

async function idsOf(tx: Sql, { ground }: MergePlan): Promise<Taking['idOf']> {
  const before = [...ground.former.keys()].flatMap((key) => /^link:([0-9a-f]{64}):/.exec(key)?.[1] ?? []);
  const rows = await tx.all<{ id: number; sha256: string }>(
    'SELECT d.id, d.sha256 FROM (SELECT DISTINCT value FROM json_each(?)) r JOIN documents d ON d.sha256 = r.value',
    [JSON.stringify([...ground.documents.keys(), ...before])],
  );
  const ids = new Map(rows.map(({ id, sha256 }) => [sha256, id]));
  return (sha256) => ids.get(sha256) ?? 0;
}

/** A unit nobody knew, with what stands above it; names that mean another unit here are left out. */
async function addUnits(tx: Sql, { newUnits, ground }: MergePlan): Promise<void> {
  const own = new Set(newUnits.map(({ name }) => name.trim()));
  const free = (names: readonly string[]): string[] =>
    names.filter((name) => ground.known.unitOf(name) === null && !own.has(name));
  const rows = newUnits.map((unit) => ({
    name: unit.name.trim(),
    parent: unit.parent.trim() === '' ? '' : ground.unitOf(unit.parent),
    ...{ former: JSON.stringify(free(unit.formerNames)), abbreviations: JSON.stringify(free(unit.abbreviations)) },
  }));
  await tx.run(
    `INSERT INTO units (name, parent, former_names, abbreviations)
     SELECT value ->> '$.name', value ->> '$.parent', value ->> '$.former', value ->> '$.abbreviations' FROM json_each(?) WHERE true
     ON CONFLICT (name) DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

function aboutPack({ file, sizeBytes, content }: Pack) {
  const { unit, units, archive, madeAt, madeBy, documents } = content;
  return {
    ...{ file, sizeBytes, unit, units: units.map(({ name }) => name), from: archive.name, madeAt, madeBy },
    documents: { total: documents.length, added: 0, known: 0, absent: 0 },
  };
}

const NOTHING = {
  ...{ counts: [], conflicts: [], shown: [], troubles: [], newUnits: [] },
  ...{ refusal: null, merged: false, changed: false, folder: null },
} as const;

function resultOf(pack: Pack, plan: MergePlan, take: Take): PackMerge {
  const about = aboutPack(pack);
  const number = (items: readonly Item[], ...standings: readonly Item['standing'][]): number =>
    items.filter(({ standing }) => standings.includes(standing)).length;
  const countsOf = plan.areas.map(({ area, items }): PackCount => ({
    ...{ area, added: number(items, 'new'), updated: number(items, 'update'), withdrawn: number(items, 'withdrawn') },
    ...{ same: number(items, 'same'), conflicts: number(items, 'differs', 'gone') },
  }));
  const conflicts = plan.areas.flatMap(({ area, items }) =>
    items
      .filter(({ standing }) => standing === 'differs' || standing === 'gone')
      .map(({ key, words, hereWords: here, packWords }): PackConflict => ({
        ...{ key, area, words, here, pack: packWords, taken: take === 'all' || take.includes(key) },
      })),
  );
  const shown = plan.areas.flatMap(({ area, items }) =>
    area === '佐证' ? items.filter(({ standing }) => standing === 'new').map(({ words }) => words) : [],
  );
  const troubles = [...plan.troubles, ...plan.areas.flatMap((area) => area.troubles)];
  const more = troubles.length - MOST_TROUBLES;
  return {
    ...NOTHING,
    ...about,
    documents: { ...about.documents, added: plan.wanted.size, known: plan.present, absent: plan.absent },
    ...{ counts: countsOf, conflicts, shown: shown.slice(0, MOST_SHOWN) },
    troubles: more > 0 ? [...troubles.slice(0, MOST_TROUBLES), `还有 ${more} 条没有列出。`] : troubles,
    newUnits: plan.newUnits.map(({ name }) => name),
  };
}
