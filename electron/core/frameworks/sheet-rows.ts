import { joinLines, splitCode, splitOutsideBrackets } from './cell-text.ts';
import { addAttributes } from './sheet-attributes.ts';
import type { DraftNode, NotUnderstood } from './sheet-draft.ts';
import { columnLetter, type Grid, type GridCell } from './sheet-grid.ts';
import type { Column, Header } from './sheet-header.ts';

export interface Draft {
  readonly roots: readonly DraftNode[];
  readonly levelNames: readonly string[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** Numbers of upper indicators as our own export writes them: printed cell → code and name, exact for any spelling. */
export type KnownUpper = ReadonlyMap<string, { readonly code: string; readonly name: string }>;

const TOTAL = /^(?:小\s*计|合\s*计|总\s*计|共\s*计|本页小计)/;
const REMARK =
  /^(?:注\s*[:：]|备注\s*[:：]|说明\s*[:：]|填表|填报|制表|审核|审批|联系人|联系电话|第\s*\S{1,4}\s*页|共\s*\d+\s*[页条项])/;

interface Reading {
  readonly grid: Grid;
  readonly header: Header;
  readonly levels: readonly Column[];
  readonly codes: readonly Column[];
  readonly known: KnownUpper;
  readonly verbatim: boolean;
  readonly hasSections: boolean;
  readonly problems: NotUnderstood[];
  readonly roots: DraftNode[];
  /** The open node of each level, the section (if any) first. */
  readonly open: (DraftNode | null)[];
}

/** Turns the rows under a head into a tree of draft nodes. Every row or cell left out stands in `notUnderstood`. */
export function readRows(grid: Grid, header: Header, known: KnownUpper): Draft {
  const levels = levelColumns(header);
  const rows = grid.rows.map((_, row) => row).filter((row) => row > header.lastRow);
  const kinds = kindsOfRows(grid, header, levels, rows);
  const hasSections = kinds.includes('section');
  const problems: NotUnderstood[] = [];
  const codes = header.columns.filter((one) => one.field === 'code' || (one.field === 'serial' && isCodeLike(grid, rows, one)));
  const verbatim = header.columns.some((one) => one.field === 'fullStandard');
  const open: (DraftNode | null)[] = Array.from({ length: levels.length + 1 }, () => null);
  const reading: Reading = { grid, header, levels, codes, known, verbatim, hasSections, problems, roots: [], open };
  rows.forEach((row, at) => readRow(reading, row, kinds[at] ?? 'empty'));
  problems.push(...unusedColumns(grid, header, rows, codes));
  const names = distinctNames(levels.map((one) => one.head));
  return { roots: reading.roots, levelNames: hasSections ? [sectionName(names), ...names] : names, notUnderstood: problems };
}

function levelColumns(header: Header): readonly Column[] {
  const levels = header.columns.filter((one) => one.field === 'level');
  return [...levels, ...header.columns.filter((one) => one.field === 'standard')];
}

function sectionName(names: readonly string[]): string {
  return names.includes('版块') ? '部分' : '版块';
}

/** Two columns under one head are two levels: 考评项目, 考评项目(二级). */
function distinctNames(names: readonly string[]): string[] {
  return names.map((name, at) => {
    const before = names.slice(0, at).filter((other) => other === name).length;
    return before === 0 ? name : `${name}(${'二三四五'.charAt(before - 1)}级)`;
  });
}

/** A 序号 column is a number of indicators when it is not just 1, 2, 3 …. */
function isCodeLike(grid: Grid, rows: readonly number[], column: Column): boolean {
  const texts = rows.map((row) => grid.rows[row]?.[column.column]?.text ?? '').filter((text) => text !== '');
  const numbers = texts.filter((text) => !/^\d+$/.test(text) && splitCode(`${text} x`).code !== '');
  return numbers.length > 0 && numbers.length >= texts.length * 0.6;
}

type RowKind = 'empty' | 'head' | 'title' | 'section' | 'total' | 'remark' | 'data';

/** A row across the table is a section when it is numbered, or when the table begins with one; else somebody's remark. */
function kindsOfRows(grid: Grid, header: Header, levels: readonly Column[], rows: readonly number[]): RowKind[] {
  const kinds = rows.map((row) => rowKind(grid, header, levels, row));
  const beginsWithSection = kinds.find((kind) => kind === 'section' || kind === 'data') === 'section';
  return kinds.map((kind, at) => {
    if (kind !== 'section') return kind;
    const text = joinLines((grid.rows[rows[at] ?? 0] ?? []).find((cell) => cell.text !== '')?.text ?? '');
    const isHeading = splitCode(text).code !== '' || (beginsWithSection && text.length <= 20 && !/[，,。；;※*]/.test(text));
    return isHeading ? 'section' : 'remark';
  });
}

function rowKind(grid: Grid, header: Header, levels: readonly Column[], row: number): RowKind {
  const cells = [...new Set(grid.rows[row] ?? [])].filter((cell) => cell.text !== '');
  const [first] = cells;
  if (!first) return 'empty';
  const mapped = header.columns.map((one) => ({
    head: one.head,
    text: grid.rows[row]?.[one.column]?.text.replace(/\s+/g, '') ?? '',
  }));
  const filled = mapped.filter((one) => one.text !== '');
  if (filled.length >= 2 && filled.filter((one) => one.text === one.head).length >= filled.length * 0.7) return 'head';
  if (TOTAL.test(first.text) || levels.some((one) => TOTAL.test(grid.rows[row]?.[one.column]?.text ?? ''))) return 'total';
  if (cells.length > 1) return 'data';
  if (REMARK.test(first.text)) return 'remark';
  if (isTitle(grid, header, first.text)) return 'title';
  const width = first.endColumn - first.originColumn + 1;
  const inLevels = levels.filter((one) => one.column >= first.originColumn && one.column <= first.endColumn).length;
  if (first.originRow < row) return 'data';
  if (width >= 3 && (width > inLevels || inLevels === levels.length)) return 'section';
  return inLevels === 0 && width === 1 && !/^\d+$/.test(first.text) && first.originColumn < (levels[0]?.column ?? 0)
    ? 'section'
    : 'data';
}

function isTitle(grid: Grid, header: Header, text: string): boolean {
  return grid.rows.slice(0, header.firstRow).some((cells) => cells.some((cell) => cell.text === text));
}

function readRow(reading: Reading, row: number, kind: RowKind): void {
  const { grid, problems } = reading;
  const text = () => [...new Set(grid.rows[row] ?? [])].map((cell) => cell.text).filter((one) => one !== '').join(' | '); // prettier-ignore
  switch (kind) {
    case 'empty':
    case 'head':
    case 'title':
      return;
    case 'total':
      problems.push({ row: row + 1, column: '', text: text(), reason: '看作合计行,没有导入' });
      return;
    case 'remark':
      problems.push({ row: row + 1, column: '', text: text(), reason: '看作表外的说明,没有导入' });
      return;
    case 'section': {
      const cell = (grid.rows[row] ?? []).find((one) => one.text !== '');
      if (cell) openNode(reading, { at: 0, row, cell, ...splitCode(joinLines(cell.text)), printed: joinLines(cell.text) });
      return;
    }
    case 'data':
      readData(reading, row);
  }
}

function readData(reading: Reading, row: number): void {
  const { grid, header, levels, open, problems } = reading;
  const cells = grid.rows[row] ?? [];
  const shown = levels.map(({ column }, at) => {
    const cell = cells[column];
    const fromLeft = cell !== undefined && levels.slice(0, at).some((left) => cells[left.column] === cell);
    return cell && cell.text !== '' && !fromLeft ? cell : null;
  });
  const deepest = shown.findLastIndex((cell) => cell !== null);
  shown.forEach((cell, at) => {
    if (!cell) return;
    const slot = at + 1;
    const current = open[slot];
    if (current && current.cell === cell) return;
    const printed = joinLines(cell.text);
    const code = rowCode(reading, { row, level: at, deepest, cell });
    const coded = codedName(reading, cell, code);
    if (current && current.printed === printed && (coded.code === current.code || coded.code === '')) {
      if (at === deepest && at === levels.length - 1) problems.push(repeated(row, levels[at], printed, current.row));
      return;
    }
    openNode(reading, { at: slot, row, cell, ...coded, printed });
  });
  const target = open.findLast((node) => node !== null);
  if (!target) {
    const text = cells.map((cell) => cell.text).filter((one) => one !== '').join(' | '); // prettier-ignore
    problems.push({ row: row + 1, column: '', text, reason: '这一行没有写明属于哪个指标,没有导入' });
    return;
  }
  addAttributes(target, { grid, header, row, problems });
}

interface Opening {
  /** Slot in `open`: 0 the section, then the level columns. */
  readonly at: number;
  readonly row: number;
  readonly cell: GridCell;
  readonly code: string;
  readonly name: string;
  readonly local: boolean;
  readonly printed: string;
}

function openNode(reading: Reading, opening: Opening): void {
  const { open, roots, hasSections, levels, problems } = reading;
  const parent = open.slice(0, opening.at).findLast((node) => node !== null) ?? null;
  const siblings = parent?.children ?? roots;
  const same = siblings.find((one) => one.code === opening.code && one.printed === opening.printed);
  const fullText = opening.printed.length > 60 || /\n/.test(opening.cell.text.trim());
  const isLast = opening.at === levels.length;
  const standard = isLast && fullText && !reading.verbatim ? opening.cell.text.trim() : '';
  const node: DraftNode = same ?? {
    level: hasSections ? opening.at + 1 : opening.at,
    parent,
    row: opening.row + 1,
    cell: opening.cell,
    printed: opening.printed,
    code: opening.code,
    codeIsLocal: opening.local,
    name: isLast && fullText && !reading.verbatim ? shortName(opening.name, opening.cell.text) : opening.name,
    standard,
    children: [],
    methods: [],
    lead: '',
    units: [],
    partners: [],
    due: [],
    materials: [],
    keywords: [],
    weakKeywords: [],
    altCodes: [],
    confidence: '',
    usedCells: new Set(),
  };
  if (!same) siblings.push(node);
  else if (isLast) problems.push(repeated(opening.row, levels[opening.at - 1], opening.printed, same.row));
  open.fill(null, opening.at);
  open[opening.at] = node;
}

function repeated(row: number, column: Column | undefined, text: string, before: number): NotUnderstood {
  const letter = column ? columnLetter(column.column) : '';
  return { row: row + 1, column: letter, text, reason: `与第 ${before} 行是同一条,已合并` };
}

/** First clause of a long standard, at most 60 characters; the full text stays beside it. */
function shortName(name: string, full: string): string {
  const firstLine = splitOutsideBrackets(full, '\n;；。')[0] ?? name;
  const text = splitCode(joinLines(firstLine)).name.replace(/^[(（]?1[)）、.．]\s*/, '');
  if (text.length <= 60) return text;
  const cut = Math.max(text.lastIndexOf('，', 59), text.lastIndexOf('、', 59), text.lastIndexOf(',', 59));
  return text.slice(0, cut > 20 ? cut : 60);
}

function codedName(reading: Reading, cell: GridCell, code: string): { code: string; name: string; local: boolean } {
  const printed = joinLines(cell.text);
  const known = reading.known.get(printed);
  if (known) return { ...known, local: false };
  if (code === '')
    return reading.verbatim && reading.known.size > 0 ? { code: '', name: printed, local: false } : splitCode(printed);
  const name = printed.startsWith(code) ? printed.slice(code.length).replace(/^[\s、.．:：]+/, '') : printed;
  return { code, name: name === '' ? printed : name, local: isLocal(code) };
}

function isLocal(code: string): boolean {
  return splitCode(`${code} x`).local;
}

interface CodePlace {
  readonly row: number;
  readonly level: number;
  readonly deepest: number;
  readonly cell: GridCell;
}

/** The number printed in a code column for this cell, or ''. A code merged over the same rows as an upper cell belongs to that. */
function rowCode(reading: Reading, place: CodePlace): string {
  const { grid, codes, levels, problems } = reading;
  const cells = grid.rows[place.row] ?? [];
  for (const column of codes) {
    const cell = cells[column.column];
    if (!cell || cell.text === '' || cell.originRow !== place.row) continue;
    const beside = codes.length > 1 ? levels.findIndex((one) => one.column === column.column + 1) : -1;
    const sameRows = levels.findLastIndex((one) => {
      const other = cells[one.column];
      return other !== undefined && other.text !== '' && other.originRow === cell.originRow && other.endRow === cell.endRow;
    });
    const owner = beside >= 0 ? beside : sameRows >= 0 ? sameRows : place.deepest;
    if (owner !== place.level) continue;
    if (cell.date === null) return joinLines(cell.text).replace(/[、.．]$/, '');
    const code = cell.date.slice(5).replace(/^0/, '').replace('-0', '-');
    const reason = `Excel 把编号变成了日期,已还原为 ${code},请核对`;
    problems.push({ row: place.row + 1, column: columnLetter(column.column), text: cell.text, reason });
    return code;
  }
  return '';
}

/** Columns with text that have no place in a framework, one line each, so that nothing goes unnoticed. */
function unusedColumns(grid: Grid, header: Header, rows: readonly number[], codes: readonly Column[]): NotUnderstood[] {
  const used = new Set(header.columns.filter((one) => one.field !== 'other' && one.field !== 'serial').map((one) => one.column));
  for (const one of codes) used.add(one.column);
  const unused: NotUnderstood[] = [];
  for (let column = 0; column < grid.columnCount; column++) {
    const head = header.columns.find((one) => one.column === column);
    if (used.has(column) || head?.field === 'serial') continue;
    const cells = new Set(
      rows.map((row) => grid.rows[row]?.[column]).filter((cell) => cell?.originColumn === column && cell.text !== ''),
    );
    if (cells.size === 0) continue;
    const text = head?.head ?? grid.rows[header.lastRow]?.[column]?.text ?? '';
    const why = head ? '测评体系里没有对应的内容' : '没有认出列名';
    const reason = `${why},这一列的 ${cells.size} 格没有导入`;
    unused.push({ row: header.lastRow + 1, column: columnLetter(column), text, reason });
  }
  return unused;
}
