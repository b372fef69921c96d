import type { NegativeItem } from '../../../shared/domain/framework.ts';
import type { Grid } from './sheet-grid.ts';

/** Third sheet of our own export: what a framework forbids or asks for before anything else (负面清单、必备条件). */
export const NEGATIVE_SHEET = '负面清单';

export const NEGATIVE_HEADS = ['编号', '事项', '类别', '回看月数'] as const;

const KINDS: readonly NegativeItem['kind'][] = ['一票否决', '必备条件'];

/** One row of the sheet, in the order of `NEGATIVE_HEADS`. */
export function negativeRow({ code, name, kind, windowMonths }: NegativeItem): string[] {
  return [code, name, kind, windowMonths === null ? '' : String(windowMonths)];
}

/** Reads the sheet of our own export; a sheet of this name with other heads is not ours and gives nothing. */
export function readNegativeSheet(grid: Grid | undefined): NegativeItem[] {
  const heads = grid?.rows[0]?.map((cell) => cell.text) ?? [];
  if (!grid || NEGATIVE_HEADS.some((head, at) => heads[at] !== head)) return [];
  return grid.rows.slice(1).flatMap((cells): NegativeItem[] => {
    const [code = '', name = '', kindWord, months = ''] = cells.map((cell) => cell.text);
    const kind = KINDS.find((one) => one === kindWord);
    return name === '' || kind === undefined
      ? []
      : [{ code, name, kind, windowMonths: /^\d+$/.test(months) ? Number(months) : null }];
  });
}
