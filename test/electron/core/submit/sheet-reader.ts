import { readFileSync } from 'node:fs';
import { readXlsx } from 'hucre/xlsx';

/** The sheets of a workbook as rows of plain values, an empty cell as ''. */
export async function readSheets(
  path: string,
): Promise<readonly { readonly name: string; readonly rows: readonly (readonly unknown[])[] }[]> {
  const { sheets } = await readXlsx(readFileSync(path));
  return sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => row.map((value) => value ?? '')) }));
}
