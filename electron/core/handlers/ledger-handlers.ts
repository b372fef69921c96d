import { dirname, resolve } from 'node:path';
import type { LedgerCliOutputs } from '../../../shared/contract/ledgers.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { isInside, type Archive } from '../archives/archives.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { ledgerNamed } from '../ledger-list.ts';
import { writeWorkbook } from '../ledgers/ledgers.ts';
import { makeFolders } from '../make-folders.ts';
import { listSources } from '../sources/sources.ts';
import { localDate } from './create.ts';

/** Handlers of the ledgers as workbooks. */
export function ledgerHandlers(core: CoreContext): Pick<Handlers, keyof LedgerCliOutputs> {
  return {
    'ledger.write': async ({ archive, name, xlsx }) => {
      const ledger = ledgerNamed(name);
      const opened = await core.archive(archive);
      const file = resolve(xlsx);
      await refuseInSource(opened, file);
      const sheets = await ledger.sheets(opened, localDate(core.now()));
      makeFolders(dirname(file));
      await writeWorkbook(file, sheets);
      return { file, name: ledger.name, rows: sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0) };
    },
  };
}

/** Throws AppError `refused` for a place inside a 材料文件夹, which is only ever read. */
export async function refuseInSource(archive: Archive, file: string): Promise<void> {
  for (const source of await listSources(archive.db))
    if (isInside(file, source.path))
      throw new AppError('refused', `不能写到材料文件夹里:${file}。材料文件夹只读不写,请换一个位置。`);
}
