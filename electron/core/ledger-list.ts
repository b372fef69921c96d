import { AppError } from '../../shared/contract/errors.ts';
import type { Archive } from './archives/archives.ts';
import { LEDGERS as RECORD_LEDGERS } from '../../shared/domain/ledgers/index.ts';
import { dutySheets, materialSheets, pledgeSheets, schoolSheets, submissionSheets } from './duties/duties.ts';
import type { SheetDefinition } from './ledgers/ledgers.ts';
import { recordSheets } from './records/records.ts';

/** A table of the work that is written as a workbook. */
export interface Ledger {
  /** As the sources of the work call it; the command line takes this or one of `altNames`. */
  readonly name: string;
  readonly altNames: readonly string[];
  /** Reads the archive; `today` is a local day `YYYY-MM-DD`. Its rows are what the answer counts. */
  readonly sheets: (archive: Archive, today: string) => Promise<readonly SheetDefinition[]>;
}

/** Every ledger, in the order they are named to a person. A new one is a line here. */
export const LEDGERS: readonly Ledger[] = [
  { name: '责任分解一体表', altNames: ['责任分解表', '任务分解表', '责任分解'], sheets: dutySheets },
  {
    name: '资料目录汇总表',
    altNames: ['材料目录汇总表', '材料(资料)目录汇总表', '资料目录', '材料清单'],
    sheets: materialSheets,
  },
  { name: '测评材料提交表', altNames: ['材料提交表', '提交表'], sheets: submissionSheets },
  { name: '分项标准表', altNames: ['分项目标准表'], sheets: schoolSheets },
  { name: '责任状签订表', altNames: ['责任状', '责任书'], sheets: pledgeSheets },
  ...RECORD_LEDGERS.map(({ id, name, altNames }): Ledger => ({
    name,
    altNames,
    sheets: async (archive, today) => [(await recordSheets(archive, { ledger: id, today })).rows],
  })),
];

/** The ledger of a name. Throws AppError `usage` naming those there are. */
export function ledgerNamed(name: string): Ledger {
  const found = LEDGERS.find((ledger) => ledger.name === name || ledger.altNames.includes(name));
  if (found) return found;
  throw new AppError('usage', `没有名为“${name}”的台账。可用的有:${LEDGERS.map((ledger) => ledger.name).join('、')}。`);
}
