import type { LinkOutputs } from '../../../shared/contract/links.ts';
import type { UndoOutputs } from '../../../shared/contract/undo.ts';
import { readFacts } from '../../../shared/domain/facts.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { markForSearch, openSearch } from '../documents/documents.ts';
import { followRules } from '../filing/filing.ts';
import {
  afterCrosswalkUndo,
  confirmBand,
  decide,
  decideMany,
  followMoved,
  listSuggestions,
  putOff,
  readBand,
  readQueue,
  readSame,
  readTriage,
  rejectAll,
  searchIndicators,
} from '../links/links.ts';
import { readSettings } from '../archives/archives.ts';
import { applyPages } from '../ocr/ocr.ts';
import { peekUndo, redoLast, undoLast, type Mover } from '../undo/undo.ts';
import { localDay } from '../local-day.ts';

type LinkProcedure = keyof LinkOutputs | keyof UndoOutputs | 'suggest.list' | 'links.decide' | 'links.confirmBand';

/** Handlers of 归类 and of undo. */
export function linkHandlers(core: CoreContext): Pick<Handlers, LinkProcedure> {
  const by = () => ({ actor: core.actor, now: core.now() });
  const searchable = async (path: string) => {
    const { db } = await core.archive(path);
    await openSearch(db);
    return db;
  };
  const onDocuments: Mover['onDocuments'] = async (tx, ids, recognised) => {
    for (const id of recognised) await applyPages(tx, id, { readFacts, today: localDay(core.now()) });
    await markForSearch(tx, ids);
  };
  /** 年度结转 moves the 测评基准日: what is held of an open archive's settings follows it back and forth. */
  const settled = async <Step>(path: string, step: Step): Promise<Step> => {
    const opened = await core.archive(path);
    const settings = await readSettings(opened.db);
    if (settings.baseDate !== opened.settings.baseDate) core.adopt({ ...opened, settings });
    return step;
  };
  const follow = { onDocuments, onRules: followRules, onLinks: followMoved, onCrosswalk: afterCrosswalkUndo };
  return {
    'suggest.list': async ({ archive, document }) =>
      listSuggestions(await core.archive(archive), document === undefined ? {} : { path: document }),
    'links.decide': async ({ archive, document, indicator, framework, ...decision }) => {
      const of = { documentPath: document, indicatorCode: indicator, frameworkId: framework };
      return decide(await core.archive(archive), { ...decision, ...of, ...by() });
    },
    'links.confirmBand': async ({ archive, band }) => confirmBand(await core.archive(archive), { band, ...by() }),
    'links.queue': async ({ archive, ...filter }) => readQueue((await core.archive(archive)).db, filter),
    'links.triage': async ({ archive, framework, documentId }) => readTriage(await core.archive(archive), framework, documentId),
    'links.same': async ({ archive, ...of }) => readSame((await core.archive(archive)).db, of),
    'links.bandDocuments': async ({ archive, framework, band }) => ({
      pairs: await readBand((await core.archive(archive)).db, framework, band),
    }),
    'links.decideMany': async ({ archive, pairs }) => decideMany(await core.archive(archive), pairs, by()),
    'links.none': async ({ archive, framework, documentId }) =>
      rejectAll(await core.archive(archive), framework, documentId, by()),
    'links.later': async ({ archive, framework, documentId }) => {
      await putOff(await core.archive(archive), framework, documentId, by());
      return {};
    },
    'indicators.search': async ({ archive, ...query }) => ({
      indicators: await searchIndicators(await core.archive(archive), query),
    }),
    'undo.peek': async ({ archive }) => peekUndo((await core.archive(archive)).db),
    'undo.run': async ({ archive }) => settled(archive, await undoLast(await searchable(archive), { ...by(), ...follow })),
    'undo.redo': async ({ archive }) => settled(archive, await redoLast(await searchable(archive), { ...by(), ...follow })),
  };
}
