import { z } from 'zod';

/** Undo of a person's decisions, kept in the archive: it works after a restart too. */

export interface UndoState {
  readonly undo: { readonly label: string; readonly at: string } | null;
  readonly redo: { readonly label: string; readonly at: string } | null;
}

export interface UndoneStep {
  /** What was undone or done again: `确认 3 项`. */
  readonly label: string;
  /** Rows put back. */
  readonly changes: number;
  /** A 材料文件夹 lies elsewhere now: what is known of its files is to be looked at again. */
  readonly indexAgain: boolean;
}

const archive = z.string().min(1);

export const undoInputs = {
  'undo.peek': z.object({ archive }),
  'undo.run': z.object({ archive }),
  'undo.redo': z.object({ archive }),
} as const;

export interface UndoOutputs {
  'undo.peek': UndoState;
  'undo.run': UndoneStep;
  'undo.redo': UndoneStep;
}

export const UNDO_WRITES = ['undo.run', 'undo.redo'] as const satisfies readonly (keyof typeof undoInputs)[];
