import { writeXlsx, type CellValue } from 'hucre/xlsx';
import { utils } from '@e965/xlsx';
import { importSheetBytes, type SheetImport } from '../../../../electron/core/frameworks/import-sheet.ts';
import type { SheetMap } from '../../../../electron/core/frameworks/sheet-map.ts';
import type { Framework } from '../../../../shared/domain/framework.ts';

export interface Page {
  readonly name?: string;
  readonly rows: readonly (readonly CellValue[])[];
  /** `A2:A5` */
  readonly merges?: readonly string[];
}

/** A real workbook. */
export async function workbook(...pages: readonly Page[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: pages.map(({ name, rows, merges }, at) => ({
      name: name ?? `Sheet${at + 1}`,
      rows: rows.map((row) => [...row]),
      merges: (merges ?? []).map((range) => {
        const { s, e } = utils.decode_range(range);
        return { startRow: s.r, startCol: s.c, endRow: e.r, endCol: e.c };
      }),
    })),
  });
}

export async function imported(page: Page, map?: SheetMap): Promise<SheetImport> {
  return importSheetBytes(await workbook(page), '责任分解表.xlsx', map);
}

/** `code name` of every indicator, indented by level. */
export function outline(framework: Framework): string[] {
  return framework.indicators.map((one) => `${'  '.repeat(one.level - 1)}${one.code} ${one.name}`);
}

/** A framework without its ids: parents by code. */
export function withoutIds(framework: Framework) {
  const byId = new Map(framework.indicators.map((one) => [one.id, one.code]));
  const { id: _, ...rest } = framework;
  return {
    ...rest,
    indicators: framework.indicators.map(({ id: _id, parentId, ...one }) => ({ ...one, parent: parentId && byId.get(parentId) })),
  };
}
