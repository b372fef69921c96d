import type { CrosswalkOutputs } from '../../../shared/contract/crosswalk.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { createCodeIndex, type CodeIndex } from '../../../shared/domain/codes.ts';
import { RELATION_WORDS, RELATIONS } from '../../../shared/domain/crosswalk.ts';
import type { Indicator } from '../../../shared/domain/framework.ts';
import type { Sql } from '../db/database.ts';
import { readFrameworks, type StoredFramework } from '../frameworks/frameworks.ts';
import { writeWorkbook } from '../ledgers/ledgers.ts';
import { firstSheetRows, readOwnFile } from '../own-table.ts';
import { listCrosswalk } from './list.ts';

const HEADS = ['指标编号', '指标名称', '关系', '另一测评体系', '另一指标编号', '另一指标名称', '来源'] as const;
const WIDTHS = [14, 40, 16, 34, 14, 40, 10] as const;
const MOST_ROWS = 2000;

/** Writes the lines of a framework that count as a table, which `readCrosswalkFile` takes back. Throws AppError `not-found`, `refused`. */
export async function writeCrosswalk(db: Sql, id: string, path: string): Promise<void> {
  const all = await readFrameworks(db);
  const nameOf = (framework: string): string => all.find((one) => one.id === framework)?.name ?? framework;
  const { name } = frameworkOf(all, id);
  const lines = (await listCrosswalk(db, id)).flatMap((line) =>
    line.relation === null ? [] : [{ ...line, relation: line.relation }],
  );
  await writeWorkbook(path, [
    {
      name: '指标对照',
      title: `指标对照:${name}`,
      remarks: [
        `“关系”读作“本行左边的指标……右边的指标”,只填:${RELATIONS.map((one) => RELATION_WORDS[one]).join('、')}。`,
        '“来源”为“示例”的,是按示例模板的文字写成的,不是官方对照。改好后可在“指标对照”里导入。',
      ],
      columns: HEADS.map((header, at) => ({ header, widthChars: WIDTHS[at] ?? 16, type: 'text' as const })),
      rows: lines.map(({ one, other, relation, decidedBy }) => [
        ...[one.code, one.name, RELATION_WORDS[relation], nameOf(other.framework), other.code, other.name],
        decidedBy ?? '示例',
      ]),
    },
  ]);
}

/**
 * Reads a table of lines for a framework; nothing is kept. A line that cannot be used has a sentence. Throws AppError `not-found`, or
 * `refused` for a file without the columns.
 */
export async function readCrosswalkFile(db: Sql, id: string, file: string): Promise<CrosswalkOutputs['crosswalk.readFile']> {
  const all = await readFrameworks(db);
  const framework = frameworkOf(all, id);
  const endsOf = createEnds();
  const troubles: string[] = [];
  const rows = readLines(file).flatMap(({ row, line }) => {
    const [code, , word, otherName, otherCode] = line;
    const other = all.find(({ name, id: otherId }) => name === otherName || otherId === otherName);
    const relation = RELATIONS.find((known) => RELATION_WORDS[known] === word);
    const one = endsOf(framework, code ?? '');
    const two = other && endsOf(other, otherCode ?? '');
    const problem = !one
      ? `“${framework.name}”里没有编号为“${code ?? ''}”的末级指标`
      : !other || other.id === id
        ? `档案库里没有另一测评体系“${otherName ?? ''}”`
        : !two
          ? `“${other.name}”里没有编号为“${otherCode ?? ''}”的末级指标`
          : relation === undefined
            ? `不认识关系“${word ?? ''}”`
            : null;
    if (problem === null && one && two && relation) return [{ one, other: two, relation }];
    troubles.push(`第 ${row} 行没有读入:${problem ?? ''}。`);
    return [];
  });
  return { rows, troubles };
}

/** Finds a leaf by its code in any spelling; each framework's codes are made ready once. */
function createEnds() {
  const indexes = new Map<string, CodeIndex<Indicator>>();
  return (framework: StoredFramework, code: string) => {
    const index = indexes.get(framework.id) ?? createCodeIndex(framework.indicators, framework.codeStyles);
    indexes.set(framework.id, index);
    const leaf = index.exact(code);
    const rowId = leaf?.leaf ? framework.rowIds.get(leaf.id) : undefined;
    return leaf && rowId !== undefined ? { id: rowId, framework: framework.id, code: leaf.code, name: leaf.name } : null;
  };
}

/** The lines under the headings, in the order of `HEADS`, with their row in the table. */
function readLines(file: string): { row: number; line: string[] }[] {
  const rows = firstSheetRows(readOwnFile(file, '指标对照'), file, MOST_ROWS + 20);
  const head = rows.findIndex((row) => row.includes('指标编号') && row.includes('另一指标编号'));
  if (head < 0) throw new AppError('refused', `“${file}”里没有“指标编号”和“另一指标编号”两列。请照着导出的表格填写。`);
  const columns = HEADS.map((name) => rows[head]?.indexOf(name) ?? -1);
  const lines = rows
    .slice(head + 1)
    .map((cells, at) => ({ row: head + 2 + at, line: columns.map((column) => String(cells[column] ?? '').trim()) }))
    .filter(({ line }) => line[0] !== '' || line[4] !== '');
  if (lines.length === 0) throw new AppError('refused', `“${file}”里没有一行指标对照。请照着导出的表格填写。`);
  if (lines.length > MOST_ROWS)
    throw new AppError('refused', `“${file}”里有 ${lines.length} 行,一次最多导入 ${MOST_ROWS} 行。请分成几个文件。`);
  return lines;
}

function frameworkOf(all: readonly StoredFramework[], id: string): StoredFramework {
  const framework = all.find((one) => one.id === id);
  if (!framework) throw new AppError('not-found', `档案库里没有测评体系 ${id}。请刷新后再试。`);
  return framework;
}
