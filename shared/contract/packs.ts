import { z } from 'zod';
import type { OfferedFile } from './gaps.ts';

/** 交接包: what a unit hands up as one file, and taking it in at the level above. */

const archive = z.string().min(1);
const unit = z.string().trim().min(1).max(60);

export interface PackMade {
  readonly file: string;
  readonly sizeBytes: number;
  readonly unit: string;
  /** The unit and those below it. */
  readonly units: number;
  readonly links: number;
  readonly documents: number;
  /** Documents whose original is in the pack. */
  readonly copied: number;
  readonly duties: number;
  readonly records: number;
  /** Documents whose original is not in the pack. */
  readonly omitted: readonly { readonly path: string; readonly reason: string }[];
}

export const PACK_AREAS = ['佐证', '材料信息', '照片说明', '改正文字', '责任', '台账'] as const;
export type PackArea = (typeof PACK_AREAS)[number];

/** What taking a pack in does, area by area. */
export interface PackCount {
  readonly area: PackArea;
  readonly added: number;
  readonly updated: number;
  /** Evidence the unit no longer names, which nobody changed here. */
  readonly withdrawn: number;
  readonly same: number;
  /** Decided otherwise here: it stays as it is here unless it is asked for. */
  readonly conflicts: number;
}

/** Something that was decided otherwise here than in the pack. */
export interface PackConflict {
  /** Stable name, for `take`. */
  readonly key: string;
  readonly area: PackArea;
  /** What it is about: `通知.pdf → Ⅱ-1-1)`. */
  readonly words: string;
  readonly here: string;
  readonly pack: string;
  /** The pack's was asked for. */
  readonly taken: boolean;
}

export interface PackMerge {
  readonly file: string;
  readonly sizeBytes: number;
  readonly unit: string;
  readonly units: readonly string[];
  /** Name of the archive it was made from. */
  readonly from: string;
  /** ISO time. */
  readonly madeAt: string;
  readonly madeBy: string;
  readonly documents: {
    readonly total: number;
    /** New here: their originals are copied in. */
    readonly added: number;
    /** Here already, by content. */
    readonly known: number;
    /** Neither here nor in the pack. */
    readonly absent: number;
  };
  readonly counts: readonly PackCount[];
  readonly conflicts: readonly PackConflict[];
  /** New evidence in short words, the first 200. */
  readonly shown: readonly string[];
  /** What cannot be taken in, a sentence each: indicators of another edition, absent originals, rows without meaning. */
  readonly troubles: readonly string[];
  readonly newUnits: readonly string[];
  /** Why it cannot be taken in at all; null when it can. */
  readonly refusal: string | null;
  /** True once it is taken in. */
  readonly merged: boolean;
  /** Something was stored; false when all of it was here already. */
  readonly changed: boolean;
  /** Where the copies lie, null where none came. */
  readonly folder: string | null;
}

const file = z.string().min(1);

/** How many of an area came in: new, changed, and asked for where it was decided otherwise here. */
export function takenIn({ counts, conflicts }: Pick<PackMerge, 'counts' | 'conflicts'>, area: PackArea): number {
  const of = counts.find((one) => one.area === area);
  return (of?.added ?? 0) + (of?.updated ?? 0) + conflicts.filter((one) => one.area === area && one.taken).length;
}

/** Procedures of the command line. `take`: keys of conflicts where the pack's word is to count, or all. */
export const packCliInputs = {
  /** `out`: the file to write; without it the pack is offered for download. */
  'pack.run': z.object({ archive, unit, out: z.string().min(1).optional() }),
  'merge.preview': z.object({ archive, file }),
  'merge.run': z.object({ archive, file, take: z.union([z.literal('all'), z.array(z.string()).max(10_000)]).optional() }),
} as const;

export interface PackCliOutputs {
  'pack.run': PackMade & { readonly download: OfferedFile | null };
  'merge.preview': PackMerge;
  'merge.run': PackMerge;
}

export const PACK_WRITES = ['pack.run', 'merge.run'] as const satisfies readonly (keyof typeof packCliInputs)[];
