import { z } from 'zod';

/** 台账 as workbooks: one verb for every table of the work (CLI.md `ledger`). */

export const ledgerCliInputs = {
  'ledger.write': z.object({ archive: z.string().min(1), name: z.string().min(1), xlsx: z.string().min(1) }),
} as const;

export interface LedgerCliOutputs {
  /** The workbook written, the ledger's full name, and its rows without heads and titles. */
  'ledger.write': { readonly file: string; readonly name: string; readonly rows: number };
}
