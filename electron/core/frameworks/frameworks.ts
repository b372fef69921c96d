import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ImportPreview } from '../../../shared/contract/results.ts';
import { guessStyles } from '../../../shared/domain/code-styles.ts';
import type { Framework } from '../../../shared/domain/framework.ts';
import { listBuiltinFrameworks, loadBuiltinFramework } from './builtin.ts';
import type * as Exporting from './export-sheet.ts';
import type * as Importing from './import-sheet.ts';
import type * as Previewing from './preview-table.ts';
import { parseFrameworkJson } from './schema.ts';

export { isBuiltin, listBuiltinFrameworks, loadBuiltinFramework, type BuiltinFramework } from './builtin.ts';
export { readDue } from './cell-text.ts';
export { columnLetter, readGrids, type Grid } from './sheet-grid.ts';
export type { TableChoice } from './preview-table.ts';
export type { SheetImport } from './import-sheet.ts';
export { joinLines, readUnits, splitCode } from './cell-text.ts';
export type { Column } from './sheet-header.ts';
export { requirementWords } from './requirement-text.ts';
export { ownFrameworkId, readFrameworks, storeFramework, type StoredFramework } from './store.ts';

// Whoever only reads stored frameworks, as every 编目 does, loads nothing of tables: the code of these comes with their first call.
export const importSheet: typeof Importing.importSheet = async (...call) =>
  (await import('./import-sheet.ts')).importSheet(...call);
export const readInput: typeof Importing.readInput = async (...call) => (await import('./import-sheet.ts')).readInput(...call);
export const bestSheet = async (...call: Parameters<typeof Importing.bestSheet>): Promise<Importing.ChosenSheet> =>
  (await import('./import-sheet.ts')).bestSheet(...call);
export const previewTable: typeof Previewing.previewTable = async (...call) =>
  (await import('./preview-table.ts')).previewTable(...call);
export const readTable: typeof Previewing.readTable = async (...call) => (await import('./preview-table.ts')).readTable(...call);
export const exportFramework: typeof Exporting.exportFramework = async (...call) =>
  (await import('./export-sheet.ts')).exportFramework(...call);

const SHEET_SUFFIXES = ['.xlsx', '.xls', '.et', '.ods', '.csv', '.xlsm', '.ett', '.docx', '.docm', '.doc', '.wps'];

/**
 * A framework by reference: the id of a built-in template, a `.json` file (a `Framework` value or one of our templates) or a
 * table (`.xlsx .xls .et .ods .csv`, or a `.docx` with tables). Throws AppError `not-found` (no such id or file, with the ids there are) or `refused`
 * (the file cannot be understood).
 */
export async function resolveFramework(ref: string): Promise<Framework> {
  const suffix = extname(ref).toLowerCase();
  if (SHEET_SUFFIXES.includes(suffix)) return (await importSheet(ref)).framework;
  if (suffix === '.json') return readFrameworkFile(ref);
  const builtin = await listBuiltinFrameworks();
  if (builtin.some((one) => one.id === ref)) return loadBuiltinFramework(ref);
  const ids = builtin.map((one) => one.id).join('、');
  throw new AppError('not-found', `没有名为 ${ref} 的测评体系。可用的内置体系有:${ids};也可以给出 .xlsx 或 .json 文件的路径。`);
}

/** What a table would be imported as (`framework import`), without storing anything. Throws as `importSheet`. */
export async function previewFramework(file: string, mapFile?: string): Promise<ImportPreview> {
  const { framework, preview, mapping, notUnderstood, otherSheets } = await importSheet(file, mapFile);
  const leaves = framework.indicators.filter((one) => one.leaf);
  const codeStyles = framework.codeStyles ?? guessStyles(leaves.map((one) => one.code));
  return { name: framework.name, leaves: leaves.length, codeStyles, mapping, preview, notUnderstood, otherSheets };
}

async function readFrameworkFile(file: string): Promise<Framework> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT') throw new AppError('not-found', `没有这个文件:${file}。请检查路径后再试。`);
    throw new AppError('refused', `无法读取 ${file}(${code})。请检查它是不是文件、能不能打开。`);
  }
  return parseFrameworkJson(text, basename(file, extname(file)), basename(file));
}
