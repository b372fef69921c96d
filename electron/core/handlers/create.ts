import { basename, resolve } from 'node:path';
import type { Input, Output } from '../../../shared/contract/api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Framework } from '../../../shared/domain/framework.ts';
import { createArchive, refuseSynchronised } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import type { CoreContext } from '../core.ts';
import { readTable, resolveFramework, storeFramework } from '../frameworks/frameworks.ts';
import { addSource, refuseSource } from '../sources/sources.ts';
import { localDay } from '../local-day.ts';

/**
 * 建库: makes the archive, stores its frameworks and adds its sources, or leaves nothing behind. The 测评基准日 is today unless given.
 * Throws AppError `refused`, `sync-folder`, `usage` or `not-found`.
 */
export async function createFromInput(core: CoreContext, input: Input<'archive.create'>): Promise<Output<'archive.create'>> {
  const path = resolve(input.archive);
  refuseSynchronised(path, input.syncFolderOk ?? false);
  const sources = input.sources.map((source) => resolve(source));
  sources.forEach((source, index) => refuseSource(source, path, sources.slice(0, index)));
  const frameworks: Framework[] = [];
  for (const from of input.framework)
    frameworks.push(typeof from === 'string' ? await resolveFramework(from) : await readTable(from));
  const repeated = frameworks.find((framework, index) => frameworks.findIndex((other) => other.id === framework.id) !== index);
  if (repeated) throw new AppError('usage', `测评体系“${repeated.name}”写了两次,写一次就够。`);
  const settings = {
    name: input.name ?? basename(path),
    unit: input.unit ?? '',
    baseDate: input.baseDate ?? localDay(core.now()),
  };
  const archive = await createArchive(
    path,
    settings,
    async ({ db }) => {
      const by = { actor: core.actor, now: core.now() };
      await db.transaction(async (tx) => {
        for (const framework of frameworks) await storeFramework(tx, framework, by.now);
        const detail = { ...settings, frameworks: frameworks.map(({ id, name, edition }) => ({ id, name, edition })) };
        await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'archive.create', detail });
      });
      for (const source of sources) await addSource(db, source, path, by);
    },
    { now: core.now, driver: core.driver },
  );
  core.adopt(archive);
  return {
    archive: path,
    name: settings.name,
    baseDate: settings.baseDate,
    frameworks: frameworks.map((framework) => ({
      id: framework.id,
      name: framework.name,
      leaves: framework.indicators.filter((indicator) => indicator.leaf).length,
      note: framework.note,
    })),
    sources,
  };
}
