import { z } from 'zod';
import type { CheckGroup, CheckPlace } from '../domain/checks/index.ts';

/** 体检 in the window: what the rules find in the record, and what the clerk chose to ignore, each with a reason. */

export interface MutedCheck {
  readonly reason: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface CheckFinding {
  readonly subject: string;
  readonly what: string;
  readonly message: string;
  readonly to: CheckPlace | null;
  /** Null while it counts. */
  readonly muted: MutedCheck | null;
}

export interface RuleFindings {
  readonly rule: string;
  readonly group: CheckGroup;
  readonly title: string;
  readonly why: string;
  readonly mend: string;
  /** Those that count, and those that are ignored. */
  readonly open: number;
  readonly muted: number;
  /** The first 300, those that count first. */
  readonly findings: readonly CheckFinding[];
}

const archive = z.string().min(1);

export interface CleanedCopies {
  /** Below 交接材料. */
  readonly folders: readonly string[];
  readonly files: number;
  readonly sizeBytes: number;
}

export const checkCliInputs = {
  /** Deletes copies of 交接包 that nothing uses: these folders below 交接材料, or all. It cannot be undone. */
  'checks.cleanCopies': z.object({ archive, folders: z.union([z.literal('all'), z.array(z.string().min(1)).min(1)]) }),
} as const;

export interface CheckCliOutputs {
  'checks.cleanCopies': CleanedCopies;
}

export const checkInputs = {
  /** Every rule, found or not. Opens no file. */
  'checks.read': z.object({ archive }),
  /** Ignores findings of a rule for a written reason, or counts them again (`reason` null). `all`: every finding there is now. */
  'checks.mute': z.object({
    archive,
    rule: z.string().min(1),
    subjects: z.union([z.literal('all'), z.array(z.string().min(1)).min(1)]),
    reason: z.string().nullable(),
  }),
} as const;

export interface CheckOutputs {
  'checks.read': { readonly rules: readonly RuleFindings[] };
  'checks.mute': { readonly changed: number };
}

export const CHECK_WRITES = ['checks.mute', 'checks.cleanCopies'] as const satisfies readonly (
  keyof typeof checkInputs | keyof typeof checkCliInputs
)[];
