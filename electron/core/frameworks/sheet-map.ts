import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { xlsx } from '../xlsx-library.ts';
import type { Grid } from './sheet-grid.ts';
import { FIELD_WORDS, fieldOf, type Column, type Header } from './sheet-header.ts';

/**
 * The file of `--map`: tells where things stand when the head cannot be found by its words.
 * - `sheet`: name of the sheet; without it the first one with text.
 * - `headerRow`: 1-based row of the last line of the head; data begin below. 0 when there is no head.
 * - `columns`: what → column letter. What: any column name we know (`测评项目`, `测评内容`, `标准`, `责任单位`, `材料要求` …).
 *   Several level columns make the levels from left to right; `标准` is the deepest.
 */
const sheetMapSchema = z.strictObject({
  sheet: z.string().optional(),
  headerRow: z.number().int().min(0),
  columns: z.record(z.string(), z.string().regex(/^[A-Za-z]{1,2}$/)),
});

export type SheetMap = z.infer<typeof sheetMapSchema>;

/** Reads the bytes of a map file; `label` stands in messages. Throws AppError `usage`. */
export function parseSheetMap(bytes: Uint8Array, label: string): SheetMap {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new AppError('usage', `对应关系文件 ${label} 不是有效的 JSON(${(error as Error).message})。`);
  }
  const parsed = sheetMapSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const example = '{"sheet":"Sheet1","headerRow":3,"columns":{"测评项目":"A","标准":"D","责任单位":"F"}}';
  throw new AppError(
    'usage',
    `对应关系文件 ${label} 的 ${issue?.path.join('.') || '内容'} 不对:${issue?.message ?? ''}。正确的样子:${example}`,
  );
}

/** The sheet and head a map names. Throws AppError `usage` for an unknown sheet, column name or a map without a level. */
export function headerFromMap(grids: readonly Grid[], map: SheetMap): { readonly grid: Grid; readonly header: Header } {
  const grid = map.sheet === undefined ? grids[0] : grids.find((one) => one.sheet === map.sheet);
  if (!grid) {
    const names = grids.map((one) => one.sheet).join('、');
    throw new AppError('usage', `没有名为“${map.sheet ?? ''}”的工作表。文件里有内容的工作表是:${names}。`);
  }
  const columns = Object.entries(map.columns).map(([head, letter]) => columnOf(grid, head, letter));
  columns.sort((one, other) => one.column - other.column);
  const hasStandard = columns.some((one) => one.field === 'standard');
  if (!hasStandard && !columns.some((one) => one.field === 'level')) {
    throw new AppError('usage', '对应关系文件没有指明哪一列是指标。请至少写明“标准”或“测评内容”在哪一列。');
  }
  return { grid, header: { firstRow: Math.max(0, map.headerRow - 1), lastRow: map.headerRow - 1, columns, score: 0 } };
}

function columnOf(grid: Grid, head: string, letter: string): Column {
  const column = xlsx().utils.decode_col(letter.toUpperCase());
  const field = fieldOf(head);
  if (field === null) {
    const words = Object.values(FIELD_WORDS).map((one) => one[0]).join('、'); // prettier-ignore
    throw new AppError('usage', `对应关系文件里的“${head}”不是可用的列名。可用的有:${words} 等。`);
  }
  if (column >= grid.columnCount) {
    throw new AppError('usage', `对应关系文件把“${head}”指向 ${letter.toUpperCase()} 列,但工作表“${grid.sheet}”没有这一列。`);
  }
  return { column, head, field: field === 'requirement' ? 'standard' : field };
}
