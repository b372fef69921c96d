import type { LedgerDefinition } from './ledger.ts';
import { rectification } from './rectification.ts';

/** Every mechanism ledger, in the order of the screen. A new one is a file and a line here. */
export const LEDGERS: readonly LedgerDefinition[] = [rectification];

/** The ledger of an id, or undefined. */
export function ledgerOf(id: string): LedgerDefinition | undefined {
  return LEDGERS.find((one) => one.id === id);
}
