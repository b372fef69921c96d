import { z } from 'zod';
import { RELATIONS, type Relation } from '../domain/crosswalk.ts';
import type { OfferedFile } from './gaps.ts';

/** 指标对照: how the leaves of one framework stand to those of others. It only helps to suggest; nothing is confirmed by it. */

const archive = z.string().min(1);
const framework = z.string().min(1);
const row = z.object({
  /** Row ids of two leaves of different frameworks. */
  oneId: z.number().int(),
  otherId: z.number().int(),
  /** What one is to other; none: they have nothing to do with each other; shipped: as the 示例 says, if it says anything. */
  relation: z.enum([...RELATIONS, 'none', 'shipped']),
});

export interface CrosswalkEnd {
  /** Row id. */
  readonly id: number;
  readonly framework: string;
  readonly code: string;
  readonly name: string;
}

/** A line, read from the framework asked for: `one` belongs to it. */
export interface CrosswalkLine {
  readonly one: CrosswalkEnd;
  readonly other: CrosswalkEnd;
  /** Null where the clerk took the shipped line away. */
  readonly relation: Relation | null;
  /** What the shipped 示例 says of the two; null where nothing. */
  readonly shipped: Relation | null;
  /** The person who said it; null where only the 示例 does. */
  readonly decidedBy: string | null;
  /** ISO 8601. */
  readonly decidedAt: string | null;
}

/** Two leaves whose wording is alike. It counts for nothing until the clerk takes it over. */
export interface CrosswalkProposal {
  readonly one: CrosswalkEnd;
  readonly other: CrosswalkEnd;
  readonly relation: Relation;
  /** 0..1, the share of wording they have in common. */
  readonly likeness: number;
}

export const crosswalkInputs = {
  /** Lines of a framework, of all its leaves or of one. */
  'crosswalk.list': z.object({ archive, framework, leaf: z.number().int().optional() }),
  /** Leaves of the two frameworks that are called alike and have no line yet. */
  'crosswalk.proposals': z.object({ archive, framework, other: framework }),
  'crosswalk.set': z.object({ archive, rows: z.array(row).min(1).max(2000) }),
  /** What a table of lines was understood as; nothing is stored. */
  'crosswalk.readFile': z.object({ archive, framework, file: z.string().min(1) }),
  /** The lines that count as Excel, to `path`, or without one where the page can download it. */
  'crosswalk.write': z.object({ archive, framework, path: z.string().min(1).optional() }),
} as const;

export interface CrosswalkOutputs {
  'crosswalk.list': { readonly lines: readonly CrosswalkLine[] };
  'crosswalk.proposals': { readonly proposals: readonly CrosswalkProposal[] };
  'crosswalk.set': { readonly saved: number };
  'crosswalk.readFile': {
    readonly rows: readonly { readonly one: CrosswalkEnd; readonly other: CrosswalkEnd; readonly relation: Relation }[];
    /** A sentence for each line that was not understood. */
    readonly troubles: readonly string[];
  };
  'crosswalk.write': { readonly path: string | null; readonly file: OfferedFile | null };
}

export const CROSSWALK_WRITES = ['crosswalk.set'] as const satisfies readonly (keyof typeof crosswalkInputs)[];
