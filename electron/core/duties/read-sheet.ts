import { basename } from 'node:path';
import { DUTY_COLUMNS, type DutyColumn, type DutyMapping } from '../../../shared/contract/duty-import.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { bestSheet, columnLetter, readGrids, readInput, type Column, type Grid } from '../frameworks/frameworks.ts';

/** One line of a 责任分解表, its cells by what they mean; merged cells give their text to every line they cover. */
export interface SheetLine {
  /** 1-based row of the sheet. */
  readonly row: number;
  readonly cells: Partial<Record<DutyColumn, string>>;
  /** The cell that names the indicator, so that lines of one merged cell are known to belong together. */
  readonly place: string;
}

export interface DutySheet {
  readonly sheet: string;
  readonly sheets: readonly string[];
  readonly headerRow: number;
  readonly columns: readonly { readonly letter: string; readonly head: string; readonly word: DutyColumn }[];
  readonly lines: readonly SheetLine[];
}

/** Heads that say more than the reader of frameworks asks for, tried in this order. */
const HEADS: readonly (readonly [RegExp, DutyColumn])[] = [
  [/科室|处室|股室/, '责任科室'],
  [/分管.*领导|责任领导|包保领导|分管负责人/, '分管领导'],
  [/责任人|联系人|负责人|联络员/, '责任人'],
  // 五定 (种子 003); only these heads alone, for 工作任务 is what others call the indicator.
  [/^(?:定任务|任务)$/, '任务'],
  [/^(?:定进度|进度)$/, '进度'],
  [/^(?:定责任|责任)$/, '责任'],
  [/^(?:定考评|考评)$/, '考评'],
  [/^(?:定奖惩|奖惩)$/, '奖惩'],
  [/^(?:上级单位|上级部门)$/, '上级单位'],
];

const FIELDS: Partial<Record<Column['field'], DutyColumn>> = {
  ...{
    code: '编号',
    standard: '指标',
    level: '指标',
    lead: '牵头单位',
    units: '责任单位',
    partners: '配合单位',
    due: '完成时间',
  },
};

/** Reads a table. Columns are found by their heads or, with `mapping`, as a person said. Throws AppError `refused`, `not-found`. */
export async function readDutySheet(file: string, mapping: DutyMapping | undefined): Promise<DutySheet> {
  const label = basename(file);
  const grids = readGrids(await readInput(file), label);
  const { grid, headerRow, named } = mapping ? byHand(grids, mapping) : await byHeads(grids, label);
  const names = named.filter(({ word }) => word === '指标').map(({ column }) => column);
  const deepest = names.at(-1);
  const used = named.map((one) => (one.word === '指标' && one.column !== deepest ? { ...one, word: '忽略' as const } : one));
  if (!used.some(({ word }) => word === '编号' || word === '指标'))
    throw new AppError('refused', `${label} 里没有认出编号或指标的列。请为列选好意思后再读。`);
  if (!used.some(({ word }) => word === '牵头单位' || word === '责任单位'))
    throw new AppError('refused', `${label} 里没有认出牵头单位或责任单位的列。请为列选好意思后再读。`);
  const all = Array.from({ length: grid.columnCount }, (_, column) => ({
    letter: columnLetter(column),
    head: grid.rows[headerRow - 1]?.[column]?.text.replace(/\s+/g, '').slice(0, 20) ?? '',
    word: used.find((one) => one.column === column)?.word ?? ('忽略' as const),
  }));
  return {
    sheet: grid.sheet,
    sheets: grids.map((one) => one.sheet),
    headerRow,
    columns: all,
    lines: linesOf(grid, headerRow, used),
  };
}

interface Named {
  readonly column: number;
  readonly word: DutyColumn;
}
interface Choice {
  readonly grid: Grid;
  readonly headerRow: number;
  readonly named: readonly Named[];
}

async function byHeads(grids: readonly Grid[], label: string): Promise<Choice> {
  const { grid, header } = await bestSheet(grids, label);
  const named = header.columns.map(({ column, head, field }): Named => {
    const word = HEADS.find(([pattern]) => pattern.test(head))?.[1] ?? FIELDS[field] ?? '忽略';
    return { column, word };
  });
  return { grid, headerRow: header.lastRow + 1, named };
}

function byHand(grids: readonly Grid[], mapping: DutyMapping): Choice {
  const grid = grids.find((one) => one.sheet === mapping.sheet);
  if (!grid) throw new AppError('refused', `文件里没有名为“${mapping.sheet}”的工作表。请重新选择工作表。`);
  const named = Object.entries(mapping.columns).flatMap(([letter, word]): Named[] => {
    const column = Array.from({ length: grid.columnCount }, (_, at) => at).find((at) => columnLetter(at) === letter);
    return column === undefined || !DUTY_COLUMNS.includes(word) ? [] : [{ column, word }];
  });
  return { grid, headerRow: mapping.headerRow, named: named.toSorted((a, b) => a.column - b.column) };
}

function linesOf(grid: Grid, headerRow: number, named: readonly Named[]): readonly SheetLine[] {
  const keyColumn = named.find(({ word }) => word === '编号') ?? named.find(({ word }) => word === '指标');
  return grid.rows.slice(headerRow).flatMap((row, at): SheetLine[] => {
    const cells: Partial<Record<DutyColumn, string>> = {};
    for (const { column, word } of named) {
      const text = row[column]?.text ?? '';
      if (word !== '忽略' && text !== '') cells[word] = cells[word] === undefined ? text : `${cells[word]}\n${text}`;
    }
    if (Object.keys(cells).length === 0) return [];
    const key = keyColumn === undefined ? undefined : row[keyColumn.column];
    const place = key ? `${key.originRow} ${key.originColumn}` : '';
    return [{ row: headerRow + at + 1, cells, place }];
  });
}
