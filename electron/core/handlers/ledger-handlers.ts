import { dirname, resolve } from 'node:path';
import type { LedgerCliOutputs } from '../../../shared/contract/ledgers.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { ledgerNamed } from '../ledger-list.ts';
import { writeWorkbook } from '../ledgers/ledgers.ts';
import { makeFolders } from '../make-folders.ts';
import { localDay } from '../local-day.ts';

/** Handlers of the ledgers as workbooks. */
export function ledgerHandlers(core: CoreContext): Pick<Handlers, keyof LedgerCliOutputs> {
  return {
    'ledger.write': async ({ archive, name, xlsx }) => {
      const ledger = ledgerNamed(name);
      const opened = await core.archive(archive);
      const file = resolve(xlsx);
      const sheets = await ledger.sheets(opened, localDay(core.now()));
      makeFolders(dirname(file));
      await writeWorkbook(file, sheets);
      return { file, name: ledger.name, rows: sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0) };
    },
  };
}
