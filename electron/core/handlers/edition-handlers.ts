import { resolve } from 'node:path';
import type { EditionCliOutputs, EditionOutputs } from '../../../shared/contract/editions.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { changeEdition, choiceByCodes, compareEditions, previewOf, writeEditionTable } from '../editions/editions.ts';
import { localDay } from '../local-day.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 换版. */
export function editionHandlers(core: CoreContext): Pick<Handlers, keyof EditionOutputs | keyof EditionCliOutputs> {
  return {
    'edition.run': async ({ archive, xlsx, apply, ...said }) => {
      const opened = await core.archive(archive);
      const choice = await choiceByCodes(opened.db, said);
      const preview = previewOf(await compareEditions(opened.db, choice));
      const file = xlsx === undefined ? null : resolve(xlsx);
      if (file !== null) await writeEditionTable(preview, file);
      const carried = apply ? await changeEdition(opened, choice, { actor: core.actor, now: core.now() }) : null;
      return { preview, carried, file };
    },
    'editions.preview': async ({ archive, ...choice }) =>
      previewOf(await compareEditions((await core.archive(archive)).db, withPath(choice))),
    'editions.change': async ({ archive, ...choice }) =>
      changeEdition(await core.archive(archive), withPath(choice), { actor: core.actor, now: core.now() }),
    'editions.workbook': async ({ archive, path, ...choice }) => {
      const opened = await core.archive(archive);
      const preview = previewOf(await compareEditions(opened.db, withPath(choice)));
      const place = { path, name: `新旧编号对照表_${localDay(core.now())}.xlsx` };
      const { made: _, ...written } = await writeOrOffer(core, opened, place, (file) => writeEditionTable(preview, file));
      return written;
    },
  };
}

type Choice = Parameters<typeof compareEditions>[1];

function withPath(choice: Choice): Choice {
  const { to } = choice;
  return 'file' in to ? { ...choice, to: { ...to, file: resolve(to.file) } } : choice;
}
