import type { Output } from '../../../shared/contract/api.ts';
import { readFacts } from '../../../shared/domain/facts.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { createExtractPool, extractorVersion } from '../extract/extract.ts';
import { confirmAutomatic } from '../filing/filing.ts';
import { withLittleHeapRoom } from '../heap-room.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { runSuggest } from '../links/links.ts';
import { keepOcrText } from '../ocr/ocr.ts';
import { addSource, listSources, relinkSources, removeSource, runIndex } from '../sources/sources.ts';
import { localDay } from '../local-day.ts';
import { recognise } from './ocr-handlers.ts';

/** Reading limits of one file. */
const EXTRACT_LIMITS = { timeLimitMs: 30_000, memoryLimitMb: 512 };

/** Handlers of 材料文件夹 and of 编目. */
export function indexHandlers(core: CoreContext): Pick<Handlers, `source.${'add' | 'remove' | 'relink'}` | 'index.run'> {
  const sourcesOf = async (archive: string): Promise<Output<'source.add'>> => ({
    sources: await listSources((await core.archive(archive)).db),
  });
  const by = () => ({ actor: core.actor, now: core.now() });
  return {
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
      const relinked = await relinkSources(db, { from, to, also, ...by() }, path);
      return { ...(await sourcesOf(archive)), relinked };
    },
    'index.run': async ({ archive, ocr }, ctx) => {
      const result = await index(core, archive, ctx);
      return ocr ? { ...result, ocr: await recognise(core, archive, ctx) } : result;
    },
  };
}

/**
 * 编目 and then 建议: suggestions follow the documents, so one run of `index` leaves both fresh. V8 keeps little room for garbage
 * meanwhile: by itself it takes 128 MB for young objects once 建议 begins. Throws AppError.
 */
export const index = (core: CoreContext, path: string, ctx: JobContext): Promise<Output<'index.run'>> =>
  withLittleHeapRoom(() => indexThenSuggest(core, path, ctx));

async function indexThenSuggest(core: CoreContext, path: string, ctx: JobContext): Promise<Output<'index.run'>> {
  const archive = await core.archive(path);
  const pool = createExtractPool({ threads: core.threads, ...EXTRACT_LIMITS, startReader: core.startReader });
  try {
    const result = await runIndex(archive, ctx, {
      now: core.now,
      today: localDay(core.now()),
      threads: core.threads,
      pool,
      extractorVersion,
      readFacts,
    });
    stopIfCancelled(ctx.signal);
    await keepOcrText(archive, ctx, { today: localDay(core.now()), readFacts });
    await runSuggest(archive, ctx);
    await confirmAutomatic(archive, { actor: core.actor, now: core.now() });
    return result;
  } finally {
    await pool.close();
  }
}
