import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ColumnWord, FrameworkPreview, SheetMapping } from '../../../shared/contract/frameworks.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { guessStyles, normalStyles, type CodeStyle } from '../../../shared/domain/code-styles.ts';
import type { Framework } from '../../../shared/domain/framework.ts';
import { xlsx } from '../xlsx-library.ts';
import { bestSheet, importGrids, readInput, readTables, type ChosenSheet, type SheetImport } from './import-sheet.ts';
import { requirementWords } from './requirement-text.ts';
import { columnLetter, type Grid } from './sheet-grid.ts';
import type { Column, Field } from './sheet-header.ts';
import { UPPER_SHEET } from './upper-sheet.ts';

const ROWS_SHOWN = 50;
const INDICATORS_SHOWN = 500;
const TROUBLES_SHOWN = 200;
const CELL_CHARACTERS = 200;
/** The command line's way out, and the window's. */
const BY_FILE = '请改列名,或用对应关系文件(--map)指定列。';
const BY_HAND = '请在表格上方为每一列选择它的意思。';

const FIELDS: Readonly<Record<Exclude<ColumnWord, '忽略'>, Field>> = {
  测评项目: 'level', 测评内容: 'level', 测评标准: 'standard', 测评方法: 'methods', 牵头单位: 'lead', 责任单位: 'units', 配合单位: 'partners',
  完成时间: 'due', 材料要求: 'materials', 编号: 'code', 关键词: 'keywords', 标准全文: 'fullStandard', 弱关键词: 'weakKeywords',
  别名编号: 'altCodes', 可信度: 'confidence',
}; // prettier-ignore

/** What a table would become, with the grid it was read from, for a person to correct. Throws AppError only when it is no table. */
export async function previewTable(file: string, mapping: SheetMapping | undefined): Promise<FrameworkPreview> {
  const grids = await readTables(await readInput(file), basename(file));
  const { chosen, problem } = choose(grids, basename(file), mapping);
  const understood = chosen.header ? tryImport(grids, { ...chosen, header: chosen.header }, basename(file)) : problem;
  const found = typeof understood === 'string' ? null : understood;
  const indicators = found?.framework.indicators ?? [];
  return {
    file,
    sheets: grids.map((one) => one.sheet).filter((name) => name !== UPPER_SHEET),
    mapping: mapping ?? mappingOf(chosen),
    rows: chosen.grid.rows.slice(0, ROWS_SHOWN).map((_, row) => textsOf(chosen.grid, row)),
    columnLetters: Array.from({ length: chosen.grid.columnCount }, (_, column) => columnLetter(column)),
    rowCount: chosen.grid.rows.length,
    name: found?.framework.name ?? '',
    edition: found?.framework.edition ?? '',
    codeStyles: found?.framework.codeStyles ?? guessStyles(indicators.filter((one) => one.leaf).map((one) => one.code)),
    leaves: indicators.filter((one) => one.leaf).length,
    indicators: indicators.slice(0, INDICATORS_SHOWN).map((one) => ({
      ...{ code: one.code, name: one.name, level: one.level, leaf: one.leaf, leadUnit: one.leadUnit },
      requirements: one.requirements.map(requirementWords).join(';'),
    })),
    indicatorCount: indicators.length,
    notUnderstood: found?.notUnderstood.slice(0, TROUBLES_SHOWN) ?? [],
    notUnderstoodCount: found?.notUnderstood.length ?? 0,
    problem: typeof understood === 'string' ? understood : null,
  };
}

/** A table to take over under a name a person chose. */
export interface TableChoice {
  readonly file: string;
  readonly mapping?: SheetMapping | undefined;
  readonly name: string;
  readonly edition: string;
  /** 编号样式 as the person left them; absent: what the table itself declares. */
  readonly codeStyles?: readonly CodeStyle[] | undefined;
}

/** Reads a table as shown before. Its id follows from name and edition. Throws AppError `refused` when nothing is understood. */
export async function readTable({ file, mapping, name, edition, codeStyles }: TableChoice): Promise<Framework> {
  const label = basename(file);
  const grids = await readTables(await readInput(file), label);
  const { chosen, problem } = choose(grids, label, mapping);
  if (!chosen.header) throw new AppError('refused', problem);
  const { codeStyles: declared = [], ...framework } = importGrids(grids, { ...chosen, header: chosen.header }, label).framework;
  const styles = normalStyles(codeStyles ?? declared);
  const hash = createHash('sha256').update(`${name}\u0000${edition}`).digest('hex');
  return { ...framework, id: `sheet-${hash.slice(0, 10)}`, name, edition, ...(styles.length > 0 ? { codeStyles: styles } : {}) };
}

interface Choice {
  readonly chosen: { readonly grid: Grid; readonly header: ChosenSheet['header'] | null };
  /** Why there is no head, '' when there is one. */
  readonly problem: string;
}

function choose(grids: readonly Grid[], label: string, mapping: SheetMapping | undefined): Choice {
  if (mapping) return chosenByHand(grids, mapping);
  try {
    return { chosen: bestSheet(grids, label), problem: '' };
  } catch (error) {
    const [first] = grids;
    if (!(error instanceof AppError) || !first) throw error;
    return { chosen: { grid: first, header: null }, problem: error.message.replace(BY_FILE, BY_HAND) };
  }
}

function chosenByHand(grids: readonly Grid[], mapping: SheetMapping): Choice {
  const grid = grids.find((one) => one.sheet === mapping.sheet);
  if (!grid) throw new AppError('refused', `文件里没有名为“${mapping.sheet}”的工作表。请重新选择工作表。`);
  const named = Object.entries(mapping.columns).flatMap(([letter, word]): Column[] => {
    const column = xlsx().utils.decode_col(letter);
    if (word === '忽略' || column >= grid.columnCount) return [];
    const head = grid.rows[mapping.headerRow - 1]?.[column]?.text.replace(/\s+/g, '') ?? '';
    return [{ column, head: head === '' || head.length > 20 ? word : head, field: FIELDS[word] }];
  });
  named.sort((one, other) => one.column - other.column);
  const deepest = named.filter((one) => one.field === 'standard').at(-1)?.column;
  const columns = named.map((one): Column => {
    return one.field === 'standard' && one.column !== deepest ? { ...one, field: 'level' } : one;
  });
  if (!columns.some((one) => one.field === 'level' || one.field === 'standard')) {
    return {
      chosen: { grid, header: null },
      problem: '还没有指明哪一列是指标。请至少把一列选为“测评标准”或“测评内容”。',
    };
  }
  const lastRow = mapping.headerRow - 1;
  return { chosen: { grid, header: { firstRow: Math.max(0, lastRow), lastRow, columns, score: 0 } }, problem: '' };
}

function tryImport(grids: readonly Grid[], chosen: ChosenSheet, label: string): SheetImport | string {
  try {
    return importGrids(grids, chosen, label);
  } catch (error) {
    if (error instanceof AppError && error.code === 'refused') return error.message;
    throw error;
  }
}

/** The guess in the words of the column lists. Numbers that are only a running count are found anew from `编号`. */
function mappingOf({ grid, header }: Choice['chosen']): SheetMapping {
  const levels = header?.columns.filter((one) => one.field === 'level').map((one) => one.column) ?? [];
  const columns = (header?.columns ?? []).flatMap((one): [string, ColumnWord][] => {
    const word = one.field === 'level' ? (one.column === levels[0] ? '测评项目' : '测评内容') : wordOf(one.field);
    return [[columnLetter(one.column), word]];
  });
  return { sheet: grid.sheet, headerRow: header ? header.lastRow + 1 : 1, columns: Object.fromEntries(columns) };
}

function wordOf(field: Field): ColumnWord {
  return (Object.entries(FIELDS) as [ColumnWord, Field][]).find(([, one]) => one === field)?.[0] ?? '忽略';
}

function textsOf(grid: Grid, row: number): readonly string[] {
  return (grid.rows[row] ?? []).map((cell, column) =>
    cell.originRow === row && cell.originColumn === column ? cell.text.slice(0, CELL_CHARACTERS) : '',
  );
}
