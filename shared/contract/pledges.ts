import { z } from 'zod';

/** 责任状: which unit signed when, with its scan among the 材料 and the 风险抵押金. */

const archive = z.string().min(1);
const unit = z.string().trim().min(1).max(60);

export interface Pledge {
  readonly id: number;
  readonly unit: string;
  /** `YYYY-MM-DD`. */
  readonly signedOn: string;
  readonly documentId: number | null;
  readonly documentTitle: string | null;
  readonly depositYuan: number | null;
  readonly note: string;
}

export const pledgeInputs = {
  'pledges.list': z.object({ archive, unit }),
  'pledges.save': z.object({
    ...{ archive, unit },
    id: z.number().int().nullable(),
    signedOn: z.string(),
    documentId: z.number().int().nullable(),
    depositYuan: z.number().min(0).max(1e9).nullable(),
    note: z.string().max(200),
  }),
  'pledges.remove': z.object({ archive, id: z.number().int() }),
} as const;

export interface PledgeOutputs {
  /** `signed` of all `units` have signed: 签订率. */
  'pledges.list': { readonly pledges: readonly Pledge[]; readonly signed: number; readonly units: number };
  'pledges.save': Readonly<Record<string, never>>;
  'pledges.remove': Readonly<Record<string, never>>;
}

export const PLEDGE_WRITES = ['pledges.save', 'pledges.remove'] as const satisfies readonly (keyof typeof pledgeInputs)[];
