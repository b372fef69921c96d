import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { ArchiveSummary } from '../../../shared/contract/session.ts';
import type { SessionOutputs } from '../../../shared/contract/session.ts';
import {
  copySample,
  freeFolder,
  SAMPLE,
  sampleFolders,
  syncServiceOf,
  writeSettings,
  type Archive,
} from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import { backUpDaily } from '../backups/backups.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { listSources, planRelink } from '../sources/sources.ts';

/** Handlers of the window's own state and of its one open archive. */
export function sessionHandlers(core: CoreContext): Pick<Handlers, keyof SessionOutputs> {
  const state = (): SessionOutputs['session.read'] => ({
    archive: core.initialArchive,
    recent: core.session.recent(),
    preferences: core.session.preferences(),
    version: core.version,
    actor: core.actor,
    platform: process.platform,
    driver: core.openedDriver(),
    logFolder: core.logFolder(),
    // 文档 is often kept in OneDrive: no good place for a new archive.
    documentsFolder: syncServiceOf(core.documentsFolder, process.env) === null ? core.documentsFolder : homedir(),
  });
  const open = async (path: string): Promise<ArchiveSummary> => {
    const archive = await core.archive(path);
    core.session.opened(archive.path, archive.settings.name, core.now());
    const summary = await summarise(archive);
    // The window is not kept waiting; what goes wrong is in the log, and 设置 shows how old the last backup is.
    void backUpDaily(archive, core.now()).catch(core.logInternal);
    return summary;
  };
  return {
    'session.read': async () => state(),
    'session.prefer': async ({ key, value }) => {
      core.session.prefer(key, value);
      return { preferences: core.session.preferences() };
    },
    'archive.open': ({ archive }) => open(archive),
    'archive.close': async ({ archive }) => {
      await core.release(archive);
      return {};
    },
    'archive.forget': async ({ archive }) => {
      core.session.forget(archive);
      return { recent: core.session.recent() };
    },
    'archive.summary': async ({ archive }) => summarise(await core.archive(archive)),
    'archive.configure': async ({ archive: path, name, unit, baseDate }) => {
      const archive = await core.archive(path);
      const settings = {
        name: name ?? archive.settings.name,
        unit: unit ?? archive.settings.unit,
        baseDate: baseDate ?? archive.settings.baseDate,
      };
      await archive.db.transaction(async (tx) => {
        await writeSettings(tx, settings);
        const detail = { before: archive.settings, after: settings };
        await appendAudit(tx, { at: core.now().toISOString(), actor: core.actor, action: 'archive.configure', detail });
      });
      const changed = { ...archive, settings };
      core.adopt(changed);
      core.session.opened(archive.path, settings.name, core.now());
      return summarise(changed);
    },
    'source.relinkPlan': async ({ archive: at, from, to }) => {
      const { db, path } = await core.archive(at);
      return { relinks: await planRelink(db, from, to, path) };
    },
    'archive.createSample': async ({ folder }) => {
      const free = freeFolder(resolve(folder));
      const { source, archive } = sampleFolders(free);
      copySample(source);
      const { framework, baseDate, unit, name } = SAMPLE;
      const { createFromInput } = await import('./create.ts');
      await createFromInput(core, {
        archive,
        framework: [framework],
        sources: [source],
        baseDate,
        unit,
        name,
        syncFolderOk: true,
      });
      return open(archive);
    },
  };
}

async function summarise(archive: Archive): Promise<ArchiveSummary> {
  const { db, settings } = archive;
  const counted = await db.get<{
    documents: number;
    toTriage: number;
    indexedAt: string | null;
    begunAt: string | null;
    editions: number;
  }>(
    `SELECT
       (SELECT count(DISTINCT document_id) FROM locations WHERE state = 'ok' AND missing_at IS NULL) AS documents,
       (SELECT count(DISTINCT k.document_id) FROM links k JOIN locations l ON l.document_id = k.document_id
          WHERE k.state = 'suggested' AND l.state = 'ok' AND l.missing_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM links o WHERE o.document_id = k.document_id AND o.state = 'confirmed')) AS toTriage,
       (SELECT max(ended_at) FROM runs) AS indexedAt,
       (SELECT max(started_at) FROM runs WHERE ended_at IS NOT NULL AND result IS NOT NULL) AS begunAt,
       (SELECT count(*) FROM exports) AS editions`,
  );
  const frameworks = await db.all<{
    id: string;
    name: string;
    edition: string;
    reconstructed: number;
    note: string;
    codeStyles: string;
    leaves: number;
  }>(
    `SELECT f.id, f.name, f.edition, f.reconstructed, f.note, f.code_styles AS codeStyles,
       (SELECT count(*) FROM indicators i WHERE i.framework_id = f.id AND i.leaf = 1) AS leaves
     FROM frameworks f ORDER BY f.added_at, f.rowid`,
  );
  const sources = await listSources(db);
  return {
    archive: archive.path,
    ...settings,
    frameworks: frameworks.map((one) => ({
      ...one,
      codeStyles: JSON.parse(one.codeStyles) as string[],
      reconstructed: one.reconstructed === 1,
    })),
    sources: sources.map(({ path, files, addedAt, received }) => ({
      ...{ path, files, present: existsSync(path), received },
      indexed: (counted?.begunAt ?? '') >= addedAt,
    })),
    documents: counted?.documents ?? 0,
    toTriage: counted?.toTriage ?? 0,
    indexedAt: counted?.indexedAt ?? null,
    editions: counted?.editions ?? 0,
  };
}
