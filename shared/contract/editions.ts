import { z } from 'zod';
import type { EditionChange } from '../domain/edition-match.ts';
import type { OfferedFile } from './gaps.ts';
import { importedTable } from './frameworks.ts';

/** 换版: a new edition of a framework beside the present one, with every decision carried over. */

/** What hangs on an old node and would be lost without a successor. */
export interface Held {
  readonly confirmed: number;
  readonly rejected: number;
  readonly notApplicable: boolean;
  /** Units given to it by a person. */
  readonly duties: number;
  /** 归类规则. */
  readonly rules: number;
  /** Rows of 台账 that name its code and are not closed. */
  readonly records: number;
  /** 材料要求 changed by a person. */
  readonly requirements: boolean;
}

/** Nothing would be lost. */
export function isEmpty(held: Held): boolean {
  return (
    held.confirmed + held.rejected + held.duties + held.rules + held.records === 0 && !held.notApplicable && !held.requirements
  );
}

/** What hangs on a leaf, in few words: `佐证 2 份、否决 1 份、责任分配`. */
export function heldWords(held: Held): string {
  return [
    held.confirmed > 0 ? `佐证 ${held.confirmed} 份` : '',
    held.rejected > 0 ? `否决 ${held.rejected} 份` : '',
    held.notApplicable ? '不适用' : '',
    held.duties > 0 ? '责任分配' : '',
    held.rules > 0 ? `归类规则 ${held.rules} 条` : '',
    held.records > 0 ? `台账 ${held.records} 行` : '',
    held.requirements ? '改过的材料要求' : '',
  ]
    .filter((part) => part !== '')
    .join('、');
}

export interface EditionNode {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly leaf: boolean;
}

/** One node of the present edition, where it goes, and what hangs on it. */
export interface EditionRow {
  readonly from: EditionNode;
  /** Null: 删去, or nobody has said yet. */
  readonly to: EditionNode | null;
  readonly changes: readonly EditionChange[];
  /** 0–1. */
  readonly likeness: number;
  /** A person said so. */
  readonly chosen: boolean;
  /** Must be looked at first: something hangs on it, and where it goes is open or only proposed. */
  readonly open: boolean;
  readonly held: Held;
}

export interface EditionPreview {
  readonly from: { readonly id: string; readonly name: string; readonly edition: string };
  readonly to: {
    readonly id: string;
    readonly name: string;
    readonly edition: string;
    readonly leaves: number;
    readonly note: string;
  };
  /** In the order of the present edition. */
  readonly rows: readonly EditionRow[];
  /** All nodes of the new edition, in its order. */
  readonly nodes: readonly EditionNode[];
  /** Keys of nodes of the new edition that nothing became. */
  readonly added: readonly string[];
  readonly totals: {
    readonly same: number;
    readonly reworded: number;
    readonly recoded: number;
    readonly moved: number;
    readonly removed: number;
    readonly added: number;
    readonly open: number;
  };
}

export interface EditionCarried {
  readonly id: string;
  readonly name: string;
  readonly confirmed: number;
  readonly rejected: number;
  readonly duties: number;
  readonly rules: number;
  readonly records: number;
}

const archive = z.string().min(1);
const change = {
  archive,
  /** The present edition. */
  framework: z.string().min(1),
  /** A shipped one or a file as 建库 takes it, one that the archive holds already, or a table whose columns a person has looked at. */
  to: z.union([z.object({ reference: z.string().min(1) }), z.object({ held: z.string().min(1) }), importedTable]),
  /** Leaf of the present edition → leaf of the new one, as a person says; '' for none: its decisions stay with the old edition alone. */
  choices: z.record(z.string(), z.string()),
};

export const editionInputs = {
  'editions.preview': z.object(change),
  'editions.change': z.object(change),
  /** 新旧编号对照表 as a workbook, before or after the change. */
  'editions.workbook': z.object({ ...change, path: z.string().min(1).optional() }),
} as const;

export const editionCliInputs = {
  /** Compares; with `apply` changes too. `choicesFile`: JSON, old code → new code, '' for none. */
  'edition.run': z.object({
    archive,
    framework: z.string().min(1),
    /** Id of a shipped framework or of one of the archive, or a file. */
    next: z.string().min(1),
    choicesFile: z.string().min(1).optional(),
    xlsx: z.string().min(1).optional(),
    apply: z.literal(true).optional(),
  }),
} as const;

export interface EditionCliOutputs {
  'edition.run': { readonly preview: EditionPreview; readonly carried: EditionCarried | null; readonly file: string | null };
}

export interface EditionOutputs {
  'editions.preview': EditionPreview;
  'editions.change': EditionCarried;
  'editions.workbook': { readonly path: string | null; readonly file: OfferedFile | null };
}

export const EDITION_WRITES = ['editions.change', 'edition.run'] as const satisfies readonly (
  keyof typeof editionInputs | keyof typeof editionCliInputs
)[];
