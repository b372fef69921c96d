import { z } from 'zod';
import type { GapState, GapTotals } from '../domain/gaps.ts';
import type { OfferedFile } from './gaps.ts';

/** 汇总: how the archives of several units stand together (U2). They are only read. */

/** One archive, or why it could not be read. */
export interface RollupUnit {
  readonly path: string;
  /** The unit of the archive, else its name. */
  readonly name: string;
  /** Sentence for a person; '' where it was read. */
  readonly problem: string;
  readonly totals: GapTotals | null;
  /** Confirmed materials, each counted once. */
  readonly materials: number;
  /** Of those the ones another archive holds too. */
  readonly shared: number;
  readonly problems: number;
  readonly overdue: number;
}

export interface RollupLeaf {
  readonly code: string;
  readonly name: string;
  /** One for each unit in their order; null where its archive has no such indicator or could not be read. */
  readonly states: readonly (GapState | null)[];
  /** Best of all: what the upper level may count when it takes the units' materials over. */
  readonly best: GapState;
}

export interface Rollup {
  readonly framework: string;
  readonly units: readonly RollupUnit[];
  readonly leaves: readonly RollupLeaf[];
  /** Leaves by their best state. */
  readonly together: GapTotals;
  /** Confirmed materials of all, the same content counted once. */
  readonly materials: number;
  /** How many more there would be if the same content were counted in each archive. */
  readonly repeated: number;
}

const wanted = {
  archive: z.string().min(1),
  framework: z.string().min(1),
  /** Folders of other archives. */
  others: z.array(z.string().min(1)).max(200),
};

export const rollupInputs = {
  'rollup.read': z.object(wanted),
  'rollup.workbook': z.object({ ...wanted, path: z.string().min(1).optional() }),
} as const;

export interface RollupOutputs {
  'rollup.read': Rollup;
  'rollup.workbook': { readonly rows: number; readonly path: string | null; readonly file: OfferedFile | null };
}
