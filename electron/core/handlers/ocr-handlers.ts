import type { OcrOutputs } from '../../../shared/contract/ocr.ts';
import { readFacts } from '../../../shared/domain/facts.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { confirmAutomatic } from '../filing/filing.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { runSuggest } from '../links/links.ts';
import { correctPage, createOcrWorker, readPages, runOcr } from '../ocr/ocr.ts';
import { localDay } from '../local-day.ts';

/** One page, at 5 s on a slow machine, with room for the largest. */
const PAGE_LIMIT_MS = 120_000;

/** Handlers of 识别. */
export function ocrHandlers(core: CoreContext): Pick<Handlers, keyof OcrOutputs> {
  return {
    'ocr.run': ({ archive }, ctx) => recognise(core, archive, ctx),
    'ocr.pages': async ({ archive, id }) => ({ pages: await readPages((await core.archive(archive)).db, id) }),
    'ocr.correct': async ({ archive: path, ...correction }, ctx) => {
      const archive = await core.archive(path);
      const by = { actor: core.actor, now: core.now() };
      await correctPage(archive, correction, by, { today: localDay(by.now), readFacts });
      await runSuggest(archive, ctx);
      return { pages: await readPages(archive.db, correction.id) };
    },
  };
}

/** 识别 and then 建议, so that new words lead to new suggestions. */
export async function recognise(core: CoreContext, path: string, ctx: JobContext): Promise<OcrOutputs['ocr.run']> {
  const archive = await core.archive(path);
  const worker = createOcrWorker({ timeLimitMs: PAGE_LIMIT_MS });
  try {
    const result = await runOcr(archive, ctx, { now: core.now, today: localDay(core.now()), readFacts, worker });
    stopIfCancelled(ctx.signal);
    await runSuggest(archive, ctx);
    await confirmAutomatic(archive, { actor: core.actor, now: core.now() });
    return result;
  } finally {
    await worker.close();
  }
}
