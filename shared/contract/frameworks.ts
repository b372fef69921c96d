import { z } from 'zod';
import { MOST_STYLES, STYLE_CHARACTERS, type CodeStyle } from '../domain/code-styles.ts';
import type { OfferedFile } from './gaps.ts';

/** 测评体系 in the window: what a table would become, taking one into the open archive, and writing one out. */

/** What a person can say about a column. 测评项目 and 测评内容 both make levels, from left to right; 测评标准 is the deepest. */
export const COLUMN_WORDS = [
  '忽略', '测评项目', '测评内容', '测评标准', '测评方法', '牵头单位', '责任单位', '配合单位', '完成时间', '材料要求', '编号', '关键词', '标准全文',
  '弱关键词', '别名编号', '可信度',
] as const; // prettier-ignore
export type ColumnWord = (typeof COLUMN_WORDS)[number];

export const sheetMapping = z.object({
  sheet: z.string(),
  /** 1-based row of the head's last line, data begin below; 0 when the sheet has no head. */
  headerRow: z.number().int().min(0).max(20_000),
  /** Column letter → what it holds; columns that are not named are left out. */
  columns: z.record(z.string().regex(/^[A-Z]{1,2}$/), z.enum(COLUMN_WORDS)),
});
export type SheetMapping = z.infer<typeof sheetMapping>;

export interface PreviewIndicator {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly leaf: boolean;
  readonly leadUnit: string;
  /** 材料要求 in words, '' for none. */
  readonly requirements: string;
}

export interface FrameworkPreview {
  readonly file: string;
  readonly sheets: readonly string[];
  /** How the sheet was read: as guessed, or as asked. */
  readonly mapping: SheetMapping;
  /** The first rows as they stand in the sheet; a merged cell shows its text in its first place only. */
  readonly rows: readonly (readonly string[])[];
  readonly columnLetters: readonly string[];
  /** Rows of the whole sheet. */
  readonly rowCount: number;
  readonly name: string;
  readonly edition: string;
  /** 编号样式: what the table declares, else a guess from its codes. */
  readonly codeStyles: readonly CodeStyle[];
  readonly leaves: number;
  /** In print order; the first ones of a long framework. */
  readonly indicators: readonly PreviewIndicator[];
  readonly indicatorCount: number;
  /** Rows and cells that were left out or guessed; the first ones. */
  readonly notUnderstood: readonly {
    readonly row: number;
    readonly column: string;
    readonly text: string;
    readonly reason: string;
  }[];
  readonly notUnderstoodCount: number;
  /** Why nothing was understood, one sentence, or null. */
  readonly problem: string | null;
}

const archive = z.string().min(1);
const codeStyles = z.array(z.string().max(STYLE_CHARACTERS)).max(MOST_STYLES);
/** A table as a person wants it taken over: what its columns hold, and the name it gets. */
export const importedTable = z.object({
  file: z.string().min(1),
  mapping: sheetMapping.optional(),
  name: z.string().trim().min(1),
  edition: z.string().trim(),
  /** Absent: what the table itself declares. */
  codeStyles: codeStyles.optional(),
});

export type ImportedTable = z.infer<typeof importedTable>;

const name = z.string().trim().min(1).max(60);
const edition = z.string().trim().max(40);

export const frameworkInputs = {
  'framework.preview': z.object({ file: z.string().min(1), mapping: sheetMapping.optional() }),
  /** Takes a built-in framework (its id) or an imported table into the archive. */
  'framework.adopt': z.object({ archive, from: z.union([z.object({ reference: z.string().min(1) }), importedTable]) }),
  /** A copy of one's own beside it: nodes and 材料要求, no decisions (those go along with 换版). */
  'framework.saveAs': z.object({ archive, framework: z.string().min(1), name, edition }),
  'framework.rename': z.object({ archive, framework: z.string().min(1), name, edition }),
  /** Writes a framework of the archive as a 责任分解一体表, to `path`, or without one where the page can download it. */
  'framework.workbook': z.object({ archive, framework: z.string().min(1), path: z.string().min(1).optional() }),
} as const;

/** Asked by the window and by the command line alike. */
export const frameworkCliInputs = {
  /** 编号样式 of a framework of the archive, shipped ones too: it says how its codes are read, and changes none. */
  'framework.setCodeStyles': z.object({ archive, framework: z.string().min(1), codeStyles }),
} as const;

export interface FrameworkOutputs {
  'framework.preview': FrameworkPreview;
  'framework.adopt': { readonly id: string; readonly name: string; readonly leaves: number };
  'framework.saveAs': { readonly id: string };
  'framework.rename': Record<string, never>;
  'framework.workbook': { readonly path: string | null; readonly file: OfferedFile | null };
}

export const FRAMEWORK_WRITES = [
  'framework.adopt',
  'framework.saveAs',
  'framework.rename',
] as const satisfies readonly (keyof typeof frameworkInputs)[];

export interface FrameworkCliOutputs {
  'framework.setCodeStyles': { readonly codeStyles: readonly CodeStyle[] };
}
