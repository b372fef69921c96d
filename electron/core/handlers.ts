import { dirname, resolve } from 'node:path';
import type { Output } from '../../shared/contract/api.ts';
import { readFacts } from '../../shared/domain/facts.ts';
import { checkArchive } from './checks/checks.ts';
import type { CoreContext } from './core.ts';
import type { Handlers } from './dispatch.ts';
import { listDocuments } from './documents/documents.ts';
import { exportVolumes, verifyExport } from './exports/exports.ts';
import { createExtractPool, extractorVersion, sniffFile } from './extract/extract.ts';
import { exportFramework, listBuiltinFrameworks, previewFramework, resolveFramework } from './frameworks/frameworks.ts';
import { readGaps, writeGapsWorkbook } from './gaps/gaps.ts';
import { createFromInput, localDate } from './handlers/create.ts';
import { documentsHandlers } from './handlers/documents-handlers.ts';
import { exportsHandlers } from './handlers/exports-handlers.ts';
import { homeHandlers } from './handlers/home-handlers.ts';
import { linkHandlers } from './handlers/link-handlers.ts';
import { indicatorHandlers } from './handlers/indicator-handlers.ts';
import { editionHandlers } from './handlers/edition-handlers.ts';
import { frameworkHandlers, ownFramework } from './handlers/framework-handlers.ts';
import { gapsHandlers } from './handlers/gaps-handlers.ts';
import { ocrHandlers, recognise } from './handlers/ocr-handlers.ts';
import { statisticsHandlers } from './handlers/statistics-handlers.ts';
import { checkHandlers } from './handlers/check-handlers.ts';
import { backupHandlers } from './handlers/backup-handlers.ts';
import { dutyHandlers } from './handlers/duty-handlers.ts';
import { doubtHandlers } from './handlers/doubt-handlers.ts';
import { confirmAutomatic } from './filing/filing.ts';
import { crosswalkHandlers } from './handlers/crosswalk-handlers.ts';
import { filingHandlers } from './handlers/filing-handlers.ts';
import { recordHandlers } from './handlers/record-handlers.ts';
import { packHandlers } from './handlers/pack-handlers.ts';
import { nodeHandlers } from './handlers/node-handlers.ts';
import { jobHandlers } from './handlers/job-handlers.ts';
import { ledgerHandlers } from './handlers/ledger-handlers.ts';
import { sessionHandlers } from './handlers/session-handlers.ts';
import { submitHandlers } from './handlers/submit-handlers.ts';
import { keepOutOfSources } from './handlers/written-places.ts';
import { stopIfCancelled, type JobContext } from './jobs/jobs.ts';
import { confirmBand, decide, listSuggestions, runSuggest } from './links/links.ts';
import { makeFolders } from './make-folders.ts';
import { keepOcrText } from './ocr/ocr.ts';
import { addSource, listSources, relinkSources, removeSource, runIndex } from './sources/sources.ts';
import { looksLikeBag, verifyPackage } from './submit/submit.ts';

/** Reading limits of one file. */
const EXTRACT_LIMITS = { timeLimitMs: 30_000, memoryLimitMb: 512 };

/** Every procedure of the contract, in one list. */
export function createHandlers(core: CoreContext): Handlers {
  const sourcesOf = async (archive: string): Promise<Output<'source.add'>> => ({
    sources: await listSources((await core.archive(archive)).db),
  });
  const by = () => ({ actor: core.actor, now: core.now() });
  const handlers: Handlers = {
    ...sessionHandlers(core),
    ...jobHandlers(core),
    ...documentsHandlers(core),
    ...homeHandlers(core),
    ...statisticsHandlers(core),
    ...checkHandlers(core),
    ...linkHandlers(core),
    ...indicatorHandlers(core),
    ...gapsHandlers(core),
    ...editionHandlers(core),
    ...nodeHandlers(core),
    ...frameworkHandlers(core),
    ...exportsHandlers(core),
    ...submitHandlers(core),
    ...ocrHandlers(core),
    ...doubtHandlers(core),
    ...recordHandlers(core),
    ...dutyHandlers(core),
    ...backupHandlers(core),
    ...ledgerHandlers(core),
    ...filingHandlers(core),
    ...crosswalkHandlers(core),
    ...packHandlers(core, (archive, ctx) => index(core, archive, ctx)),
    'archive.create': (input) => createFromInput(core, input),
    'framework.list': async () => ({ frameworks: await listBuiltinFrameworks() }),
    'framework.show': ({ id }) => resolveFramework(id),
    'framework.import': ({ file, map }) => previewFramework(file, map),
    'framework.export': async ({ id, out, archive }) => {
      const framework = archive === undefined ? await resolveFramework(id) : await ownFramework(core, archive, id);
      makeFolders(dirname(resolve(out)));
      await exportFramework(framework, resolve(out));
      return { file: resolve(out) };
    },
    'source.add': async ({ archive, path }) => {
      const opened = await core.archive(archive);
      await addSource(opened.db, path, opened.path, by());
      return sourcesOf(archive);
    },
    'source.remove': async ({ archive, path }) => {
      await removeSource((await core.archive(archive)).db, path, by());
      return sourcesOf(archive);
    },
    'source.relink': async ({ archive, from, to, also = [] }) => {
      const { db, path } = await core.archive(archive);
      const relinked = await relinkSources(db, { from, to, also, actor: core.actor, now: core.now() }, path);
      return { ...(await sourcesOf(archive)), relinked };
    },
    'index.run': async ({ archive, ocr }, ctx) => {
      const result = await index(core, archive, ctx);
      return ocr ? { ...result, ocr: await recognise(core, archive, ctx) } : result;
    },
    'documents.list': async ({ archive, ...filter }) => listDocuments(await core.archive(archive), filter),
    'suggest.list': async ({ archive, document }) =>
      listSuggestions(await core.archive(archive), document === undefined ? {} : { path: document }),
    'links.decide': async (input) =>
      decide(await core.archive(input.archive), {
        documentPath: input.document,
        indicatorCode: input.indicator,
        frameworkId: input.framework,
        action: input.action,
        kind: input.kind,
        caption: input.caption,
        firstPage: input.firstPage,
        lastPage: input.lastPage,
        actor: core.actor,
        now: core.now(),
      }),
    'links.confirmBand': async ({ archive, band }) =>
      confirmBand(await core.archive(archive), { band, actor: core.actor, now: core.now() }),
    'gaps.read': async ({ archive, framework, unit, xlsx }) => {
      const result = await readGaps(await core.archive(archive), { frameworkId: framework, unit });
      if (xlsx) await writeGapsWorkbook(result, resolve(xlsx));
      return result;
    },
    'export.run': async ({ archive, ...options }, ctx) => exportVolumes(await core.archive(archive), options, core, ctx),
    'verify.run': ({ path }, ctx) => (looksLikeBag(path) ? verifyPackage(path, ctx) : verifyExport(path, ctx)),
    'check.run': async ({ archive }, ctx) => checkArchive(await core.archive(archive), localDate(core.now()), ctx),
  };
  return keepOutOfSources(handlers, core);
}

/** 编目 and then 建议: suggestions follow the documents, so one run of `index` leaves both fresh. */
async function index(core: CoreContext, path: string, ctx: JobContext): Promise<Output<'index.run'>> {
  const archive = await core.archive(path);
  const pool = createExtractPool({ threads: core.threads, ...EXTRACT_LIMITS, startReader: core.startReader });
  try {
    const result = await runIndex(archive, ctx, {
      now: core.now,
      today: localDate(core.now()),
      threads: core.threads,
      pool,
      sniff: sniffFile,
      extractorVersion,
      readFacts,
    });
    stopIfCancelled(ctx.signal);
    await keepOcrText(archive, ctx, { today: localDate(core.now()), readFacts });
    await runSuggest(archive, ctx);
    await confirmAutomatic(archive, { actor: core.actor, now: core.now() });
    return result;
  } finally {
    await pool.close();
  }
}
