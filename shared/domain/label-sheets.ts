/** Sheets of self-adhesive labels (不干胶) that 盒签 are printed on. Lengths in millimetres. */

export interface LabelSheet {
  readonly columns: number;
  readonly rows: number;
  /** Of one label. */
  readonly widthMm: number;
  readonly heightMm: number;
  /** From the paper's edges to the first label. */
  readonly leftMm: number;
  readonly topMm: number;
  /** Between labels. */
  readonly gapXMm: number;
  readonly gapYMm: number;
}

export const A4_MM = { width: 210, height: 297 } as const;

/**
 * Cuts of A4 that paper makers sell in China and abroad, by what they print on the packet; the last is plain paper to be cut with
 * scissors. Measures are the makers' own; a printer that pulls its paper askew is mended by the margins.
 */
export const LABEL_SHEETS = {
  '2×5': { columns: 2, rows: 5, widthMm: 99.1, heightMm: 57, leftMm: 4.65, topMm: 6, gapXMm: 2.5, gapYMm: 0 },
  '2×5 满版': { columns: 2, rows: 5, widthMm: 105, heightMm: 59.4, leftMm: 0, topMm: 0, gapXMm: 0, gapYMm: 0 },
  '2×4': { columns: 2, rows: 4, widthMm: 99.1, heightMm: 67.7, leftMm: 4.65, topMm: 13.1, gapXMm: 2.5, gapYMm: 0 },
  '2×7': { columns: 2, rows: 7, widthMm: 99.1, heightMm: 38.1, leftMm: 4.65, topMm: 15.15, gapXMm: 2.5, gapYMm: 0 },
  '3×7': { columns: 3, rows: 7, widthMm: 63.5, heightMm: 38.1, leftMm: 7.25, topMm: 15.15, gapXMm: 2.5, gapYMm: 0 },
  '3×8': { columns: 3, rows: 8, widthMm: 63.5, heightMm: 33.9, leftMm: 7.25, topMm: 12.9, gapXMm: 2.5, gapYMm: 0 },
  '3×8 满版': { columns: 3, rows: 8, widthMm: 70, heightMm: 37, leftMm: 0, topMm: 0.5, gapXMm: 0, gapYMm: 0 },
  'A4 普通纸': { columns: 2, rows: 4, widthMm: 86, heightMm: 60, leftMm: 16, topMm: 16.5, gapXMm: 6, gapYMm: 8 },
} as const satisfies Readonly<Record<string, LabelSheet>>;
export type LabelSheetName = keyof typeof LABEL_SHEETS;

/** A label smaller than this holds no line that can be read. */
export const SMALLEST_LABEL_MM = { width: 30, height: 20 } as const;

/** Why a sheet cannot be printed on A4, beginning at that place (from 1), or null. */
export function sheetFault(sheet: LabelSheet, startAt: number): string | null {
  const right = sheet.leftMm + sheet.columns * sheet.widthMm + (sheet.columns - 1) * sheet.gapXMm;
  const bottom = sheet.topMm + sheet.rows * sheet.heightMm + (sheet.rows - 1) * sheet.gapYMm;
  const two = (value: number): string => value.toFixed(1).replace(/\.0$/, '');
  if (right > A4_MM.width + 0.05) return `横向共 ${two(right)} 毫米,超出 A4 的 210 毫米。请减小左边距、标签宽或列间距。`;
  if (bottom > A4_MM.height + 0.05) return `纵向共 ${two(bottom)} 毫米,超出 A4 的 297 毫米。请减小上边距、标签高或行间距。`;
  const places = sheet.columns * sheet.rows;
  if (startAt > places) return `一张只有 ${places} 枚,不能从第 ${startAt} 枚开始。`;
  return null;
}

/**
 * Where label `index` (from 0) stands when the first goes to place `startAt` (from 1, along rows) of a sheet already used in part:
 * the sheet (from 0) and its corner from the paper's top left.
 */
export function labelPlace(
  sheet: LabelSheet,
  startAt: number,
  index: number,
): { readonly page: number; readonly xMm: number; readonly yMm: number } {
  const at = startAt - 1 + index;
  const perPage = sheet.columns * sheet.rows;
  const place = at % perPage;
  return {
    page: Math.floor(at / perPage),
    xMm: sheet.leftMm + (place % sheet.columns) * (sheet.widthMm + sheet.gapXMm),
    yMm: sheet.topMm + Math.floor(place / sheet.columns) * (sheet.heightMm + sheet.gapYMm),
  };
}
