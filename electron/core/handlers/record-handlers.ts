import { resolve } from 'node:path';
import { ledgerOf } from '../../../shared/domain/ledgers/index.ts';
import type { RecordOutputs } from '../../../shared/contract/records.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import {
  addRecords,
  countRecords,
  importRecords,
  listChatFolders,
  listRecords,
  makeNegativeList,
  makeSelfCheck,
  moveRecord,
  previewImport,
  proposeForRow,
  readChatFolder,
  readSiteTypes,
  removeRecords,
  saveRecord,
  spawnRecords,
  writeRecords,
} from '../records/records.ts';
import { readKnownUnits } from '../duties/duties.ts';
import { recordPapers, reportDraft } from '../record-papers/record-papers.ts';
import { localDay } from '../local-day.ts';
import { printing, writeOrOffer } from './write-or-offer.ts';

/** Handlers of 台账. */
export function recordHandlers(core: CoreContext): Pick<Handlers, keyof RecordOutputs> {
  const today = (): string => localDay(core.now());
  const by = () => ({ actor: core.actor, now: core.now() });
  return {
    'records.counts': async ({ archive }) => ({ counts: await countRecords((await core.archive(archive)).db, today()) }),
    'records.siteTypes': () => readSiteTypes(),
    'records.list': async ({ archive, ledger }) => listRecords(await core.archive(archive), ledger, today()),
    'records.save': async ({ archive, ...edit }) => ({ id: await saveRecord(await core.archive(archive), edit, by()) }),
    'records.proposals': async ({ archive, ...row }) => ({ documents: await proposeForRow(await core.archive(archive), row) }),
    'records.move': async ({ archive, ...move }) => ({
      state: await moveRecord(await core.archive(archive), { ...move, today: today() }, by()),
    }),
    'records.remove': async ({ archive, ids }) => ({ removed: await removeRecords(await core.archive(archive), ids, by()) }),
    'records.spawn': async ({ archive, id }) => spawnRecords(await core.archive(archive), id, by()),
    'records.chatFolders': async ({ archive }) => ({ folders: await listChatFolders(await core.archive(archive)) }),
    'records.chat': async ({ archive, ...folder }) => readChatFolder(await core.archive(archive), folder),
    'records.addMany': async ({ archive, ...wanted }) => ({ added: await addRecords(await core.archive(archive), wanted, by()) }),
    'records.selfCheck': async ({ archive, framework }) => makeSelfCheck(await core.archive(archive), framework, today(), by()),
    'records.negativeList': async ({ archive, framework }) => makeNegativeList(await core.archive(archive), framework, by()),
    'records.preview': async ({ archive, ...request }) =>
      previewImport(await core.archive(archive), { ...request, file: resolve(request.file) }, readKnownUnits),
    'records.import': async ({ archive, ...request }) =>
      importRecords(await core.archive(archive), { ...request, file: resolve(request.file) }, readKnownUnits, by()),
    'records.workbook': async ({ archive, path, ...request }) => {
      const opened = await core.archive(archive);
      const wanted = { ...request, today: today() };
      const place = { path, name: `${ledgerOf(request.ledger)?.name ?? '台账'}_${today()}.xlsx` };
      const { made, ...written } = await writeOrOffer(core, opened, place, (file) => writeRecords(opened, wanted, file));
      return { rows: made, ...written };
    },
    'records.draft': async ({ archive, framework, path, format }) => {
      const opened = await core.archive(archive);
      const draft = await reportDraft(opened, { framework, today: today() });
      const place = { path, name: `汇报草稿_${today()}.${format}` };
      const { made, ...written } = await writeOrOffer(core, opened, place, async (file) =>
        (await printing()).writePapers([draft], file, format),
      );
      return { pages: made, ...written };
    },
    'records.paper': async ({ archive, path, format, ...request }) => {
      const opened = await core.archive(archive);
      const { papers, rows } = await recordPapers(opened, { ...request, today: today() });
      const name = `${ledgerOf(request.ledger)?.name ?? '台账'}${request.title}_${today()}.${format}`;
      const { made, ...written } = await writeOrOffer(core, opened, { path, name }, async (file) =>
        (await printing()).writePapers(papers, file, format),
      );
      return { rows, pages: made, ...written };
    },
  };
}
