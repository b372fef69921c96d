import { z } from 'zod';
import type { OfferedFile } from './gaps.ts';

/** 责任分解一体表 in and out: what its columns mean, what would change, and the workbook. */

const archive = z.string().min(1);
const framework = z.string().min(1);

/** What a column of a 责任分解表 holds. */
export const DUTY_COLUMNS = [
  '编号',
  '指标',
  '牵头单位',
  '责任单位',
  '配合单位',
  '分管领导',
  '责任人',
  '责任科室',
  '完成时间',
  '任务',
  '进度',
  '责任',
  '考评',
  '奖惩',
  '上级单位',
  '忽略',
] as const;
export type DutyColumn = (typeof DUTY_COLUMNS)[number];

/** What to do where a leaf is given out already, and otherwise: keep it, take the table's, or refuse the whole table. */
export const DUTY_CONFLICTS = ['skip', 'update', 'stop'] as const;
export type DutyConflict = (typeof DUTY_CONFLICTS)[number];

const mapping = z.object({
  sheet: z.string().min(1),
  /** 1-based row of the head. */
  headerRow: z.number().int().min(1),
  /** Column letter → meaning. */
  columns: z.record(z.string(), z.enum(DUTY_COLUMNS)),
});
export type DutyMapping = z.infer<typeof mapping>;

const table = {
  ...{ archive, framework, file: z.string().min(1), mapping: mapping.optional(), conflict: z.enum(DUTY_CONFLICTS) },
  /** Lines with a unit nobody knows yet: take it as a new unit, or leave the line out. */
  newUnits: z.enum(['add', 'skip']),
};

export type DutyChange = 'added' | 'updated' | 'same' | 'skipped' | 'conflict';

/** What a table does: `leaves` = added + updated + same + skipped + conflicts; lines without any unit are `empty`. */
export interface DutyImport {
  readonly sheet: string;
  readonly sheets: readonly string[];
  readonly headerRow: number;
  readonly columns: readonly { readonly letter: string; readonly head: string; readonly word: DutyColumn }[];
  /** Lines below the head. */
  readonly lines: number;
  readonly leaves: number;
  readonly added: number;
  readonly updated: number;
  readonly same: number;
  readonly skipped: number;
  readonly conflicts: number;
  readonly empty: number;
  /** Units that would be new. */
  readonly newUnits: readonly string[];
  /** Lines that were left out or only partly understood, each with the reason; the first 500. */
  readonly troubles: readonly { readonly row: number; readonly text: string; readonly reason: string }[];
  readonly troubleCount: number;
  /** The first 200 leaves the table speaks of. */
  readonly first: readonly {
    readonly code: string;
    readonly name: string;
    readonly units: readonly string[];
    readonly due: string;
    readonly change: DutyChange;
  }[];
}

export const dutyImportInputs = {
  /** A dry run: nothing is written. */
  'duties.preview': z.object(table),
  /** One step of undo; with `stop` and a conflict nothing is written. */
  'duties.import': z.object(table),
  /** 责任分解一体表 to `path`, or without one where the page can download it. */
  'duties.workbook': z.object({ archive, path: z.string().min(1).optional() }),
} as const;

export interface DutyImportOutputs {
  'duties.preview': DutyImport;
  'duties.import': DutyImport;
  'duties.workbook': { readonly rows: number; readonly path: string | null; readonly file: OfferedFile | null };
}

export const DUTY_IMPORT_WRITES = ['duties.import'] as const satisfies readonly (keyof typeof dutyImportInputs)[];
