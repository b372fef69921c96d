import { rename, rm, writeFile } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import type { FilingDraft, FilingFile } from '../../../shared/contract/filing.ts';
import { createCodeIndex, type CodeIndex } from '../../../shared/domain/codes.ts';
import { conditionsProblem, kindNamed, type FilingConditions } from '../../../shared/domain/filing-rule.ts';
import type { Indicator } from '../../../shared/domain/framework.ts';
import { safePart } from '../../../shared/domain/safe-names.ts';
import type { Sql } from '../db/database.ts';
import { readFrameworks, type StoredFramework } from '../frameworks/frameworks.ts';
import { writeWorkbook } from '../ledgers/ledgers.ts';
import { firstSheetRows, readOwnFile } from '../own-table.ts';
import { conditionsOf, readRules } from './list.ts';

/** Columns of the table and keys of the JSON, in order. */
const HEADS = ['规则名称', '指标编号', '指标名称', '文件夹', '名称含', '正文含', '责任者含', '材料类型', '系列', '启用'] as const;
type Head = (typeof HEADS)[number];
const WIDTHS = [22, 12, 28, 28, 22, 22, 20, 12, 28, 8] as const;
const FORMAT = '迎检台账归类规则';
const MOST_RULES = 500;

type Line = Readonly<Record<Head, string>>;

/**
 * Writes the rules of a framework as JSON or as a table, both of which `readRulesFile` takes back. Whether a rule confirms by itself
 * is not written: that is said anew, with the preview, in each archive. Throws AppError `not-found`, `refused` when it cannot be written.
 */
export async function writeRules(
  db: Sql,
  { framework: id, format }: { readonly framework: string; readonly format: 'json' | 'xlsx' },
  path: string,
): Promise<void> {
  const framework = await frameworkOf(db, id);
  const lines = (await readRules(db, id)).map((row): Line => {
    const { folder, name, text, issuer, kind, series } = conditionsOf(row);
    return {
      ...{ 规则名称: row.name, 指标编号: row.code, 指标名称: row.indicator_name, 文件夹: folder, 名称含: name, 正文含: text },
      ...{ 责任者含: issuer, 材料类型: kind ?? '', 系列: series, 启用: row.active === 1 ? '是' : '否' },
    };
  });
  if (format === 'json') {
    const content = { 格式: FORMAT, 版本: 1, 测评体系: framework.name, 规则: lines };
    await writeText(path, `${JSON.stringify(content, null, 2)}\n`);
    return;
  }
  await writeWorkbook(path, [
    {
      name: '归类规则',
      title: `归类规则:${framework.name}`,
      remarks: ['空着的条件不要求;名称、正文里几个词用空格隔开,要全部出现。改好后可在“归类规则”里导入。'],
      columns: HEADS.map((header, at) => ({ header, widthChars: WIDTHS[at] ?? 16, type: 'text' as const })),
      rows: lines.map((line) => HEADS.map((head) => line[head])),
    },
  ]);
}

async function writeText(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, text);
    await rename(part, path);
  } catch (error) {
    // What cannot be removed was never there.
    await rm(part, { force: true }).catch(() => undefined);
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new AppError('refused', `规则写不进 ${path}(${code})。请确认文件夹存在、可以写入,再导出一次。`);
  }
}

/**
 * Reads a file of rules for a framework; nothing is kept. What cannot be used has a sentence: a code that is no leaf, conditions that
 * say nothing, a name already used. Throws AppError `not-found`, or `refused` for a file that is none of ours.
 */
export async function readRulesFile(db: Sql, id: string, file: string): Promise<FilingFile> {
  const framework = await frameworkOf(db, id);
  const lines = readLines(file);
  const taken = new Map(
    (await db.all<{ name: string }>('SELECT name FROM rules')).map(({ name }) => [name, `已经有一条规则叫“${name}”`]),
  );
  const codes = createCodeIndex(framework.indicators, framework.codeStyles);
  const drafts: FilingDraft[] = [];
  const troubles: string[] = [];
  lines.forEach((line, at) => {
    const draft = draftOf(line, framework, codes);
    const name = line.规则名称.trim();
    const problem = typeof draft === 'string' ? draft : taken.get(name);
    if (problem !== undefined || typeof draft === 'string') {
      troubles.push(`第 ${at + 1} 条“${name}”没有读入:${problem?.replace(/。$/u, '')}。`);
      return;
    }
    taken.set(name, '这个名称在文件里出现了两次');
    drafts.push(draft);
  });
  return { drafts, troubles };
}

function draftOf(line: Line, framework: StoredFramework, codes: CodeIndex<Indicator>): FilingDraft | string {
  const name = line.规则名称.trim();
  if (name === '' || [...name].length > 60) return '规则名称要有 1 到 60 个字';
  const leaf =
    codes.exact(line.指标编号) ??
    framework.indicators.find((one) => one.leaf && one.name === line.指标名称.trim() && line.指标编号.trim() === '');
  if (!leaf) return `“${framework.name}”里没有编号为“${line.指标编号}”的指标`;
  if (!leaf.leaf) return `“${leaf.code}”不是末级指标`;
  const kind = kindNamed(line.材料类型);
  if (kind === null && line.材料类型.trim() !== '') return `不认识材料类型“${line.材料类型.trim()}”`;
  const conditions: FilingConditions = {
    ...{ folder: line.文件夹.trim(), name: line.名称含.trim(), text: line.正文含.trim(), issuer: line.责任者含.trim() },
    ...{ kind, series: line.系列.trim() },
  };
  const long = Object.values(conditions).some((one) => one !== null && one.length > 200);
  const problem = long ? '有一个条件超过 200 个字' : conditionsProblem(conditions);
  if (problem !== null) return problem;
  const rowId = framework.rowIds.get(leaf.id) ?? 0;
  return { indicatorId: rowId, code: leaf.code, indicatorName: leaf.name, name, conditions };
}

function readLines(file: string): Line[] {
  const bytes = readOwnFile(file, '归类规则');
  const lines = /\.json$/iu.test(file) ? jsonLines(bytes, file) : sheetLines(bytes, file);
  if (lines.length === 0) throw new AppError('refused', `“${file}”里没有归类规则。请选从“归类规则”导出的文件。`);
  if (lines.length > MOST_RULES)
    throw new AppError('refused', `“${file}”里有 ${lines.length} 条规则,一次最多导入 ${MOST_RULES} 条。请分成几个文件。`);
  return lines;
}

function lineOf(valueOf: (head: Head) => unknown): Line {
  const text = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  return Object.fromEntries(HEADS.map((head) => [head, text(valueOf(head))])) as Record<Head, string>;
}

function jsonLines(bytes: Buffer, file: string): Line[] {
  try {
    const content = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/u, '')) as {
      readonly 格式?: unknown;
      readonly 规则?: unknown;
    } | null;
    if (content?.格式 === FORMAT && Array.isArray(content.规则))
      return (content.规则 as readonly unknown[]).map((one) =>
        lineOf((head) => (typeof one === 'object' && one !== null ? (one as Record<string, unknown>)[head] : '')),
      );
  } catch {
    // Said below as for any other file that is none of ours.
  }
  throw new AppError('refused', `“${file}”不是从“归类规则”导出的 JSON。请重新导出,或改用 Excel 表格。`);
}

function sheetLines(bytes: Buffer, file: string): Line[] {
  const rows = firstSheetRows(bytes, file, MOST_RULES + 20);
  const head = rows.findIndex((row) => row.includes('规则名称') && row.includes('指标编号'));
  if (head < 0) throw new AppError('refused', `“${file}”里没有“规则名称”和“指标编号”两列。请照着导出的表格填写。`);
  const columns = rows[head] ?? [];
  return rows
    .slice(head + 1)
    .map((row) => lineOf((name) => row[columns.indexOf(name)] ?? ''))
    .filter((line) => line.规则名称.trim() !== '' || line.指标编号.trim() !== '');
}

async function frameworkOf(db: Sql, id: string): Promise<StoredFramework> {
  const framework = (await readFrameworks(db)).find((one) => one.id === id);
  if (!framework) throw new AppError('not-found', `档案库里没有测评体系 ${id}。请刷新后再试。`);
  return framework;
}

/** The name offered for the file of a framework's rules, without its suffix. Throws AppError `not-found`. */
export async function rulesFileName(db: Sql, framework: string): Promise<string> {
  return `归类规则_${safePart((await frameworkOf(db, framework)).name, '')}`;
}
