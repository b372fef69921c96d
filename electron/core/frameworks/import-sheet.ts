import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ImportPreview } from '../../../shared/contract/results.ts';
import { MOST_STYLES, normalStyles, type CodeStyle } from '../../../shared/domain/code-styles.ts';
import type { Framework } from '../../../shared/domain/framework.ts';
import { joinLines } from './cell-text.ts';
import { NEGATIVE_SHEET, readNegativeSheet } from './negative-sheet.ts';
import { requirementWords } from './requirement-text.ts';
import { RECONSTRUCTED_NOTE } from './schema.ts';
import { columnLetter, readGrids, type Grid } from './sheet-grid.ts';
import { FIELD_WORDS, findHeader, type Header } from './sheet-header.ts';
import { headerFromMap, parseSheetMap, type SheetMap } from './sheet-map.ts';
import type { NotUnderstood } from './sheet-draft.ts';
import { readRows, type KnownUpper } from './sheet-rows.ts';
import { buildTree, frameworkOf } from './sheet-tree.ts';
import { isOldWordFile, isWordFile, readWordGrids } from './word-tables.ts';
import { UPPER_SHEET, readUpperSheet, withUpperDetails } from './upper-sheet.ts';

/** What a sheet was understood as. */
export interface SheetImport {
  readonly framework: Framework;
  /** The first leaves as understood. */
  readonly preview: ImportPreview['preview'];
  /** Column letter → its head as read from the sheet and what we take it for, e.g. `D` → `测评标准`. */
  readonly mapping: ImportPreview['mapping'];
  /** Every cell, row or column that was left out or guessed, with the reason. */
  readonly notUnderstood: readonly NotUnderstood[];
  /** Names of the sheets that were not read. */
  readonly otherSheets: readonly string[];
  /** The sheet that was read, and the 1-based row of its head's last line. */
  readonly sheet: string;
  readonly headerRow: number;
}

const PREVIEW_LEAVES = 10;

/** The line above the table of our own export that declares the 编号样式, and what stands between several. */
export const STYLES_LINE = '编号样式:';
export const STYLES_BETWEEN = '  ';

/**
 * Imports a framework from an Excel/WPS/csv table (责任分解一体表 and its like): finds the head row by its column names, fills
 * merged cells, reads numbers, units, dates and requirements. `mapFile` is a JSON file that overrides the columns:
 * `{"sheet": "Sheet1", "headerRow": 3, "columns": {"测评项目": "A", "标准": "D", "责任单位": "F"}}` (see `sheet-map.ts`).
 * Throws AppError `refused`: not readable, password, no head found (with the words looked for), no indicator found.
 */
export async function importSheet(file: string, mapFile?: string): Promise<SheetImport> {
  const map = mapFile === undefined ? undefined : parseSheetMap(await readInput(mapFile), basename(mapFile));
  const label = basename(file);
  const grids = await readTables(await readInput(file), label);
  return importGrids(grids, map ? headerFromMap(grids, map) : bestSheet(grids, label), label);
}

/** As `importSheet`, from bytes already read; `fileName` stands in messages and names the framework when nothing else does. */
export function importSheetBytes(bytes: Uint8Array, fileName: string, map?: SheetMap): SheetImport {
  const grids = readGrids(bytes, fileName);
  return importGrids(grids, map ? headerFromMap(grids, map) : bestSheet(grids, fileName), fileName);
}

/**
 * The tables of a file: sheets of a workbook, or tables of a Word document. Throws AppError `refused` as `readGrids` and `readWordGrids` do,
 * and for a Word 97–2003 document, whose tables are not read.
 */
export async function readTables(bytes: Uint8Array, label: string): Promise<Grid[]> {
  if (isWordFile(bytes)) return readWordGrids(bytes, label);
  if (isOldWordFile(bytes))
    throw new AppError(
      'refused',
      `${label} 是旧格式的文字文档(.doc、.wps),里面的表格读不出来。请在 WPS 或 Word 中打开它,另存为 .docx 后再导入。`,
    );
  return readGrids(bytes, label);
}

/** A sheet of a workbook and the head to read it by. */
export interface ChosenSheet {
  readonly grid: Grid;
  readonly header: Header;
}

/** As `importSheet`, from sheets already read and a head already chosen. Throws AppError `refused` when no indicator is found. */
export function importGrids(grids: readonly Grid[], { grid, header }: ChosenSheet, fileName: string): SheetImport {
  const upper = readUpperSheet(grids.find((one) => one.sheet === UPPER_SHEET));
  const known: KnownUpper = new Map(upper.map((one) => [joinLines(`${one.code} ${one.name}`), one]));
  const mayFold =
    header.columns.some((one) => one.field === 'standard') && !header.columns.some((one) => one.field === 'fullStandard');
  const tree = buildTree(readRows(grid, header, known), { mayFold });
  if (tree.indicators.length === 0) {
    throw new AppError(
      'refused',
      `${fileName} 的工作表“${grid.sheet}”在表头下面没有指标。请确认选对了工作表,或用对应关系文件指定列。`,
    );
  }
  const negativeList = readNegativeSheet(grids.find((one) => one.sheet === NEGATIVE_SHEET));
  const named = withUpperDetails(frameworkOf(tree, titleOf(grid, header, fileName)), upper);
  const codeStyles = declaredStyles(grid, header);
  const framework = {
    ...named,
    ...(negativeList.length > 0 ? { negativeList } : {}),
    ...(codeStyles.length > 0 ? { codeStyles } : {}),
  };
  const read = [grid.sheet, UPPER_SHEET, ...(negativeList.length > 0 ? [NEGATIVE_SHEET] : [])];
  return {
    framework,
    preview: previewOf(framework),
    mapping: Object.fromEntries(header.columns.map((one) => [columnLetter(one.column), one.head])),
    notUnderstood: tree.notUnderstood,
    otherSheets: grids.map((one) => one.sheet).filter((name) => !read.includes(name)),
    sheet: grid.sheet,
    headerRow: header.lastRow + 1,
  };
}

/** The bytes of a table or map file. Throws AppError `not-found`, `refused`. */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? '没有这个文件' : code === 'EISDIR' ? '这是一个文件夹' : `打不开(${code ?? ''})`;
    throw new AppError(code === 'ENOENT' ? 'not-found' : 'refused', `无法读取 ${file}:${why}。请检查路径后再试。`);
  }
}

/** The sheet whose head is understood best. Throws AppError `refused`, with the words looked for. */
export function bestSheet(grids: readonly Grid[], fileName: string): ChosenSheet {
  let best: { grid: Grid; header: Header } | null = null;
  for (const grid of grids.filter((one) => one.sheet !== UPPER_SHEET && readNegativeSheet(one).length === 0)) {
    const header = findHeader(grid);
    if (!header) continue;
    const better = best === null || header.score > best.header.score;
    const longer = best !== null && header.score === best.header.score && grid.rows.length > best.grid.rows.length;
    if (better || longer) best = { grid, header };
  }
  if (best) return best;
  const words = (['level', 'standard', 'methods', 'lead', 'units', 'due', 'materials', 'code'] as const)
    .map((field) => FIELD_WORDS[field].slice(0, 3).join('/'))
    .join('、');
  throw new AppError(
    'refused',
    `在 ${fileName} 的前 20 行没有找到表头。至少要有一列指标和另一列,找过的列名有:${words}。请改列名,或用对应关系文件(--map)指定列。`,
  );
}

/** What the line above the table says, and nothing where there is none: a guess is a person's to confirm. */
function declaredStyles(grid: Grid, header: Header): readonly CodeStyle[] {
  const lines = linesAbove(grid, header).filter((text) => text.startsWith(STYLES_LINE));
  return normalStyles(lines.flatMap((text) => text.slice(STYLES_LINE.length).trim().split(/\s+/))).slice(0, MOST_STYLES);
}

function linesAbove(grid: Grid, header: Header): readonly string[] {
  return grid.rows
    .slice(0, header.firstRow)
    .flatMap((cells) => [...new Set(cells)].map((cell) => joinLines(cell.text)))
    .filter((text) => text !== '');
}

function titleOf(grid: Grid, header: Header, fileName: string): Pick<Framework, 'name' | 'edition' | 'reconstructed' | 'note'> {
  const lines = linesAbove(grid, header);
  const note = lines.find((text) => text === RECONSTRUCTED_NOTE) ?? '';
  const candidates = lines.filter(
    (text) => text.length <= 80 && text !== note && !/^(?:附件|附表|版本|编号样式|单位|填报|制表|日期|时间|说明|注)/.test(text),
  );
  const named = candidates.find((text) => /体系|标准|细则|分解|清单|手册|[表册]$/.test(text)) ?? candidates[0];
  const sheet = /^(?:sheet|工作表)\s*\d*$/i.test(grid.sheet) ? '' : grid.sheet;
  const title = named ?? (sheet || fileName.replace(/\.[^.]+$/, ''));
  const version = lines.find((text) => text.startsWith('版本:'))?.slice('版本:'.length);
  if (version !== undefined) return { name: title, edition: version, reconstructed: note !== '', note };
  // 创建全国文明城市责任分解一体表(2026年): the year in brackets is the edition
  const dated = /^(.+?)\s*[(（]([^()（）]*(?:19|20)\d\d[^()（）]*)[)）]$/.exec(title);
  const name = dated?.[1] ?? title;
  const edition = dated?.[2] ?? /(?:19|20)\d\d年?(?:修订)?版/.exec(title)?.[0] ?? '';
  return { name, edition, reconstructed: note !== '', note };
}

function previewOf(framework: Framework): SheetImport['preview'] {
  return framework.indicators
    .filter((one) => one.leaf)
    .slice(0, PREVIEW_LEAVES)
    .map((one) => ({
      code: one.code,
      name: one.name,
      leadUnit: one.leadUnit,
      requirements: one.requirements.map(requirementWords).join(';'),
    }));
}
