import { backupCliInputs, backupInputs } from '../../shared/contract/backups.ts';
import { checkCliInputs, checkInputs } from '../../shared/contract/checks.ts';
import { crosswalkInputs } from '../../shared/contract/crosswalk.ts';
import { documentsInputs } from '../../shared/contract/documents.ts';
import { doubtCliInputs, doubtInputs } from '../../shared/contract/doubts.ts';
import { dutyImportInputs } from '../../shared/contract/duty-import.ts';
import { dutyInputs } from '../../shared/contract/duties.ts';
import { editionCliInputs, editionInputs } from '../../shared/contract/editions.ts';
import { exportsInputs } from '../../shared/contract/exports.ts';
import { filingInputs } from '../../shared/contract/filing.ts';
import { frameworkCliInputs, frameworkInputs } from '../../shared/contract/frameworks.ts';
import { gapsInputs } from '../../shared/contract/gaps.ts';
import { homeInputs } from '../../shared/contract/home.ts';
import { indicatorInputs } from '../../shared/contract/indicators.ts';
import { jobInputs } from '../../shared/contract/jobs.ts';
import { ledgerCliInputs } from '../../shared/contract/ledgers.ts';
import { linkInputs } from '../../shared/contract/links.ts';
import { nodeCliInputs, nodeInputs } from '../../shared/contract/nodes.ts';
import { ocrInputs } from '../../shared/contract/ocr.ts';
import { packCliInputs } from '../../shared/contract/packs.ts';
import { pledgeInputs } from '../../shared/contract/pledges.ts';
import { recordInputs } from '../../shared/contract/records.ts';
import { rollupInputs } from '../../shared/contract/rollup.ts';
import { sessionInputs } from '../../shared/contract/session.ts';
import { statisticsInputs } from '../../shared/contract/statistics.ts';
import { submitCliInputs, submitInputs } from '../../shared/contract/submit.ts';
import { undoInputs } from '../../shared/contract/undo.ts';
import { yearEndInputs } from '../../shared/contract/year-end.ts';
import type { CoreContext } from './core.ts';
import type { Handlers } from './dispatch.ts';
import { keepOutOfSources } from './handlers/written-places.ts';
import { later, proceduresOf } from './later.ts';

/** Every procedure of the contract, in one list. The code behind a line is loaded by the first call of one of its procedures. */
export function createHandlers(core: CoreContext): Handlers {
  const handlers: Handlers = {
    ...later(proceduresOf(sessionInputs), async () => (await import('./handlers/session-handlers.ts')).sessionHandlers(core)),
    ...later(['archive.create'], async () => {
      const { createFromInput } = await import('./handlers/create.ts');
      return { 'archive.create': (input) => createFromInput(core, input) };
    }),
    ...later(proceduresOf(jobInputs), async () => (await import('./handlers/job-handlers.ts')).jobHandlers(core)),
    ...later(['source.add', 'source.remove', 'source.relink', 'index.run'], async () =>
      (await import('./handlers/index-handlers.ts')).indexHandlers(core),
    ),
    ...later([...proceduresOf(documentsInputs), 'documents.list'], async () =>
      (await import('./handlers/documents-handlers.ts')).documentsHandlers(core),
    ),
    ...later(proceduresOf(homeInputs), async () => (await import('./handlers/home-handlers.ts')).homeHandlers(core)),
    ...later([...proceduresOf(statisticsInputs), ...proceduresOf(rollupInputs)], async () =>
      (await import('./handlers/statistics-handlers.ts')).statisticsHandlers(core),
    ),
    ...later([...proceduresOf(checkInputs), ...proceduresOf(checkCliInputs), 'check.run'], async () =>
      (await import('./handlers/check-handlers.ts')).checkHandlers(core),
    ),
    ...later(
      [...proceduresOf(linkInputs), ...proceduresOf(undoInputs), 'suggest.list', 'links.decide', 'links.confirmBand'],
      async () => (await import('./handlers/link-handlers.ts')).linkHandlers(core),
    ),
    ...later(proceduresOf(indicatorInputs), async () =>
      (await import('./handlers/indicator-handlers.ts')).indicatorHandlers(core),
    ),
    ...later([...proceduresOf(gapsInputs), 'gaps.read'], async () =>
      (await import('./handlers/gaps-handlers.ts')).gapsHandlers(core),
    ),
    ...later([...proceduresOf(editionInputs), ...proceduresOf(editionCliInputs)], async () =>
      (await import('./handlers/edition-handlers.ts')).editionHandlers(core),
    ),
    ...later(proceduresOf(yearEndInputs), async () => (await import('./handlers/year-end-handlers.ts')).yearEndHandlers(core)),
    ...later([...proceduresOf(nodeInputs), ...proceduresOf(nodeCliInputs)], async () =>
      (await import('./handlers/node-handlers.ts')).nodeHandlers(core),
    ),
    ...later(
      [
        ...proceduresOf(frameworkInputs),
        ...proceduresOf(frameworkCliInputs),
        ...(['framework.list', 'framework.show', 'framework.add', 'framework.import', 'framework.export'] as const),
      ],
      async () => (await import('./handlers/framework-handlers.ts')).frameworkHandlers(core),
    ),
    ...later([...proceduresOf(exportsInputs), 'export.run', 'verify.run'], async () =>
      (await import('./handlers/exports-handlers.ts')).exportsHandlers(core),
    ),
    ...later([...proceduresOf(submitInputs), ...proceduresOf(submitCliInputs)], async () =>
      (await import('./handlers/submit-handlers.ts')).submitHandlers(core),
    ),
    ...later(proceduresOf(ocrInputs), async () => (await import('./handlers/ocr-handlers.ts')).ocrHandlers(core)),
    ...later([...proceduresOf(doubtInputs), ...proceduresOf(doubtCliInputs)], async () =>
      (await import('./handlers/doubt-handlers.ts')).doubtHandlers(core),
    ),
    ...later(proceduresOf(recordInputs), async () => (await import('./handlers/record-handlers.ts')).recordHandlers(core)),
    ...later([...proceduresOf(dutyInputs), ...proceduresOf(dutyImportInputs), ...proceduresOf(pledgeInputs)], async () =>
      (await import('./handlers/duty-handlers.ts')).dutyHandlers(core),
    ),
    ...later([...proceduresOf(backupInputs), ...proceduresOf(backupCliInputs)], async () =>
      (await import('./handlers/backup-handlers.ts')).backupHandlers(core),
    ),
    ...later(proceduresOf(ledgerCliInputs), async () => (await import('./handlers/ledger-handlers.ts')).ledgerHandlers(core)),
    ...later(proceduresOf(filingInputs), async () => (await import('./handlers/filing-handlers.ts')).filingHandlers(core)),
    ...later(proceduresOf(crosswalkInputs), async () =>
      (await import('./handlers/crosswalk-handlers.ts')).crosswalkHandlers(core),
    ),
    ...later(proceduresOf(packCliInputs), async () => (await import('./handlers/pack-handlers.ts')).packHandlers(core)),
  };
  return keepOutOfSources(handlers, core);
}
