import { readFileSync, statSync } from 'node:fs';
import { AppError } from '../../shared/contract/errors.ts';
import { xlsx } from './xlsx-library.ts';

/** Tables the program wrote itself and a person filled in: small, so that one of another kind is told by its size. */

const MOST_BYTES = 5_000_000;

/**
 * The bytes of such a file. `what` is what it holds, `指标对照`, as its screen is called. Throws AppError `not-found` when it cannot be
 * read, `refused` when it is too large to be one.
 */
export function readOwnFile(file: string, what: string): Buffer {
  try {
    if (statSync(file).size > MOST_BYTES)
      throw new AppError('refused', `“${file}”超过 5 MB,不像是${what}。请选从“${what}”导出的文件。`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('not-found', `读不到这个文件:${file}。请核对路径,再试一次。`);
  }
}

/** The cells of the first sheet as shown, its first `mostRows` rows. Throws AppError `refused` for what is no table. */
export function firstSheetRows(bytes: Buffer, file: string, mostRows: number): readonly (readonly unknown[])[] {
  try {
    const book = xlsx().read(bytes, { sheetRows: mostRows });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    return sheet ? xlsx().utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, defval: '' }) : [];
  } catch {
    throw new AppError('refused', `“${file}”不是能读的 Excel 表格。请用 WPS 或 Excel 打开确认,另存为 xlsx 再试。`);
  }
}
