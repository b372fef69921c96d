import type { DutyOutputs } from '../../../shared/contract/duties.ts';
import type { PledgeOutputs } from '../../../shared/contract/pledges.ts';
import type { DutyImportOutputs } from '../../../shared/contract/duty-import.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { listPeople, readIndicatorDuties, readItems, readUnits, savePerson, saveUnit, setDuties } from '../duties/duties.ts';
import {
  dutyPaper,
  dutySheets,
  importDuties,
  materialLabels,
  materialPapers,
  listPledges,
  previewDuties,
  removePledge,
  savePledge,
} from '../duties/duties.ts';
import { writeWorkbook } from '../ledgers/ledgers.ts';
import { localDay } from '../local-day.ts';
import { printing, writeOrOffer } from './write-or-offer.ts';

/** Handlers of 责任. */
export function dutyHandlers(
  core: CoreContext,
): Pick<Handlers, keyof DutyOutputs | keyof DutyImportOutputs | keyof PledgeOutputs> {
  const by = () => ({ actor: core.actor, now: core.now() });
  const today = () => localDay(core.now());
  return {
    'duties.units': async ({ archive, framework }) => readUnits(await core.archive(archive), framework, today()),
    'duties.items': async ({ archive, framework, unit }) => ({
      today: today(),
      items: await readItems(await core.archive(archive), { framework, unit, today: today() }),
    }),
    'duties.read': async ({ archive, indicator }) => readIndicatorDuties(await core.archive(archive), indicator),
    'duties.paper': async ({ archive, path, format, ...wanted }) => {
      const opened = await core.archive(archive);
      const paper = await dutyPaper(opened, { ...wanted, today: today() });
      const place = { path, name: `${wanted.what}_${wanted.unit}_${today()}.${format}` };
      const { made, ...written } = await writeOrOffer(core, opened, place, async (file) =>
        (await printing()).writePapers([paper], file, format),
      );
      return { pages: made, ...written };
    },
    'duties.materials': async ({ archive, framework, path, format, what, box }) => {
      const opened = await core.archive(archive);
      const papers = await materialPapers(opened, { framework, what, box, today: today() });
      const place = { path, name: `${what}_${today()}.${format}` };
      const { made, ...written } = await writeOrOffer(core, opened, place, async (file) =>
        (await printing()).writePapers(papers, file, format),
      );
      return { pages: made, ...written };
    },
    'duties.labels': async ({ archive, framework, box, path, ...choice }) => {
      const opened = await core.archive(archive);
      const labels = await materialLabels(opened, { framework, box });
      const place = { path, name: `盒签_${today()}.pdf` };
      const { made, ...written } = await writeOrOffer(core, opened, place, async (file) =>
        (await printing()).writeLabels(labels, { ...choice, day: today() }, file),
      );
      return { labels: labels.length, pages: made, ...written };
    },
    'duties.set': async ({ archive, ...wanted }) => setDuties(await core.archive(archive), wanted, by()),
    'duties.preview': async ({ archive, ...table }) => previewDuties(await core.archive(archive), table),
    'duties.import': async ({ archive, ...table }) => importDuties(await core.archive(archive), table, by()),
    'duties.workbook': async ({ archive, path }) => {
      const opened = await core.archive(archive);
      const sheets = await dutySheets(opened);
      const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
      const place = { path, name: `责任分解一体表_${today()}.xlsx` };
      const { made: _, ...written } = await writeOrOffer(core, opened, place, (file) => writeWorkbook(file, sheets));
      return { rows, ...written };
    },
    'units.save': async ({ archive, ...unit }) => saveUnit(await core.archive(archive), unit, by()),
    'pledges.list': async ({ archive, unit }) => listPledges(await core.archive(archive), unit),
    'pledges.save': async ({ archive, ...pledge }) => {
      await savePledge(await core.archive(archive), pledge, by());
      return {};
    },
    'pledges.remove': async ({ archive, id }) => {
      await removePledge(await core.archive(archive), id, by());
      return {};
    },
    'people.list': async ({ archive, unit }) => ({ people: await listPeople(await core.archive(archive), unit) }),
    'people.save': async ({ archive, ...person }) => savePerson(await core.archive(archive), { ...person, today: today() }, by()),
  };
}
