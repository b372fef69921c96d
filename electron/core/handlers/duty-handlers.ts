import type { DutyOutputs } from '../../../shared/contract/duties.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { listPeople, readIndicatorDuties, readItems, readUnits, savePerson, saveUnit, setDuties } from '../duties/duties.ts';
import { localDate } from './create.ts';

/** Handlers of 责任. */
export function dutyHandlers(core: CoreContext): Pick<Handlers, keyof DutyOutputs> {
  const by = () => ({ actor: core.actor, now: core.now() });
  const today = () => localDate(core.now());
  return {
    'duties.units': async ({ archive, framework }) => readUnits(await core.archive(archive), framework, today()),
    'duties.items': async ({ archive, framework, unit }) => ({
      today: today(),
      items: await readItems(await core.archive(archive), { framework, unit, today: today() }),
    }),
    'duties.read': async ({ archive, indicator }) => readIndicatorDuties(await core.archive(archive), indicator),
    'duties.set': async ({ archive, ...wanted }) => setDuties(await core.archive(archive), wanted, by()),
    'units.save': async ({ archive, ...unit }) => saveUnit(await core.archive(archive), unit, by()),
    'people.list': async ({ archive, unit }) => ({ people: await listPeople(await core.archive(archive), unit) }),
    'people.save': async ({ archive, ...person }) => savePerson(await core.archive(archive), person, by()),
  };
}
