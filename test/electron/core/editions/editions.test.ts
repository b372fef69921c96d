import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGrids } from '../../../../electron/core/frameworks/frameworks.ts';
import { writeWorkbook } from '../../../../electron/core/ledgers/ledgers.ts';
import { NO_CONDITIONS } from '../../../../shared/domain/filing-rule.ts';
import { NO_DUTY } from '../../../../shared/domain/duty.ts';
import { makeRecordCore } from '../records/record-core.ts';

const OLD = 'wen-ming-dan-wei';

/**
 * An archive over 文明单位, and next year's handbook as a table: the first leaf renumbered, the second polished, the third gone, the
 * fourth under another 测评项目, one more at the end; the rest as before.
 */
async function withNextYear(name: string) {
  const made = await makeRecordCore(name, { indexed: true });
  const { call, folder } = made;
  const { nodes } = await call('indicators.tree', { framework: OLD });
  const leaves = nodes.filter(({ leaf }) => leaf);
  const [first, second, third, fourth] = leaves;
  if (!first || !second || !third || !fourth) throw new Error('the shipped framework has leaves');
  const groupOf = (parentId: number | null): string => nodes.find(({ id }) => id === parentId)?.name ?? '';
  const rows = leaves.flatMap((leaf) => {
    if (leaf === third) return [];
    const group = leaf === fourth ? groupOf(leaves.at(-1)?.parentId ?? null) : groupOf(leaf.parentId);
    const code = leaf === first ? '单-1-99' : leaf.code;
    const words = leaf === second ? `${leaf.name},并有年度计划` : leaf.name;
    return [[group, code, words, '']];
  });
  rows.sort(([a = ''], [b = '']) => a.localeCompare(b));
  rows.push([rows.at(-1)?.[0] ?? '', '单-9-77', '建立乡村振兴结对帮扶点并按季度走访慰问', '']);
  const file = join(folder, '2027年版.xlsx');
  const columns = ['测评项目', '编号', '测评标准', '牵头单位'].map((header) => ({
    header,
    widthChars: 20,
    type: 'text' as const,
  }));
  await writeWorkbook(file, [{ name: '体系', title: '文明单位测评体系', remarks: [], columns, rows }]);
  const to = { file, name: '文明单位测评体系', edition: '2027年版' };
  const next = async () => {
    const { frameworks } = await call('archive.summary', {});
    return frameworks.find(({ id }) => id !== OLD);
  };
  return { ...made, leaves, first, second, third, fourth, to, next, choices: {} };
}

test('a new edition from a table is compared leaf by leaf: kept, reworded, renumbered, moved, gone and new', async () => {
  const { call, first, second, third, fourth, to, leaves } = await withNextYear('edition-compare');
  const preview = await call('editions.preview', { framework: OLD, to, choices: {} });
  const rowOf = (code: string) => preview.rows.find((row) => row.from.code === code);
  expect(rowOf(first.code)).toMatchObject({ to: { code: '单-1-99' }, changes: ['改号'], open: false });
  expect(rowOf(second.code)).toMatchObject({ to: { code: second.code }, changes: ['措辞有改'], open: false });
  expect(rowOf(third.code)?.to).toBe(null);
  expect(rowOf(fourth.code)).toMatchObject({ to: { code: fourth.code }, changes: ['移位'] });
  expect(preview.totals).toEqual({
    same: leaves.length - 4,
    ...{ reworded: 1, recoded: 1, moved: 1, removed: 1, added: 1, open: 0 },
  });
  const added = new Set(preview.added);
  expect(preview.nodes.filter(({ key, leaf }) => leaf && added.has(key)).map(({ code }) => code)).toEqual(['单-9-77']);
});

test('every decision goes along: evidence with pages and caption, rejections, 不适用, requirements, units, rules, 台账, 评分办法', async () => {
  const { call, first, second, fourth, to, next, photo, paper, list } = await withNextYear('edition-carry');
  const pair = (documentId: number, indicatorId: number, action: 'confirm' | 'reject') => ({ documentId, indicatorId, action });
  const pairs = [pair(paper, first.id, 'confirm'), pair(photo, first.id, 'reject')];
  await call('links.decideMany', { pairs });
  const described = { kind: '规范文件' as const, caption: '正式印发', firstPage: 1, lastPage: 1 };
  await call('links.describe', { documentId: paper, indicatorId: first.id, ...described });
  const line = { page: 1, x1: 0.1, y1: 0.2, x2: 0.9, y2: 0.2 };
  await call('redLines.draw', { documentId: paper, indicatorId: first.id, lines: [line] });
  await call('indicators.setNotApplicable', { indicator: second.id, reason: '本单位没有食堂' });
  const need = { kind: '媒体截图' as const, minCount: 7, windowMonths: null, windowFrom: null, windowTo: null, note: '' };
  await call('indicators.setRequirements', { indicator: fourth.id, requirements: [need] });
  const duty = { ...NO_DUTY, unit: '党办', person: '王敏' };
  await call('duties.set', { indicator: first.id, due: '2027-03-01', lead: true, duties: [duty] });
  const conditions = { ...NO_CONDITIONS, name: '通知' };
  await call('filing.save', { rules: [{ indicatorId: first.id, name: '通知', active: true, conditions }] });
  const problem = { site: '一楼大厅', problem: '缺制度牌', found: '2026-11-01', indicator: first.code };
  await call('records.save', { ledger: 'wenti', values: problem });
  await call('records.save', { ledger: 'yingjian', values: { indicator: fourth.code, lacking: '图书室', reason: '在建' } });
  const grades = [{ name: '好', points: 100, fromShare: 0 }];
  const scheme = { grades, parts: [], years: [], precondition: null };
  await call('scoring.change', { framework: OLD, scheme });

  const carried = await call('editions.change', { framework: OLD, to, choices: {} });
  expect(carried).toMatchObject({ confirmed: 1, rejected: 1, duties: 1, rules: 1, records: 2 });
  const framework = (await next())?.id ?? '';
  const { nodes } = await call('indicators.tree', { framework });
  const idOf = (code: string): number => nodes.find((node) => node.code === code)?.id ?? 0;
  const moved = await call('indicators.read', { indicator: idOf('单-1-99') });
  expect(moved.evidence).toMatchObject([
    {
      documentId: paper,
      ownKind: '规范文件',
      caption: '正式印发',
      firstPage: 1,
      lastPage: 1,
      redLines: [{ ...line, recheck: false }],
    },
  ]);
  expect(moved.rejected.map(({ documentId }) => documentId)).toEqual([photo]);
  expect(moved).toMatchObject({ leadUnit: '党办', dueText: '2027-03-01' });
  expect((await call('indicators.read', { indicator: idOf(second.code) })).notApplicable).toBe('本单位没有食堂');
  expect((await call('indicators.read', { indicator: idOf(fourth.code) })).requirements).toMatchObject([
    { kind: '媒体截图', minCount: 7 },
  ]);
  expect((await call('filing.list', { framework })).rules.map(({ name }) => name)).toEqual(['通知']);
  expect((await list('wenti'))[0]?.values['indicator']).toBe('单-1-99');
  expect((await call('home.read', { framework })).hardware).toBe(1);
  expect((await call('statistics.read', { framework })).scheme.grades).toEqual(grades);
  // The present edition stays whole beside it.
  const before = await call('indicators.read', { indicator: first.id });
  expect(before.evidence).toHaveLength(1);
  expect((await call('home.read', { framework: OLD })).hardware).toBe(1);
  const { recent } = await call('home.read', { framework });
  expect(recent[0]?.words).toBe(
    '换版:文明单位创建档案(2012全国试行13项+地方归档习惯合并版) → 文明单位测评体系(2027年版),带过去 1 条佐证',
  );
});

test('one undo takes the whole change back, one redo does it again, also after 编目 made suggestions for it', async () => {
  const { call, first, to, next, paper, list } = await withNextYear('edition-undo');
  await call('links.decideMany', { pairs: [{ documentId: paper, indicatorId: first.id, action: 'confirm' }] });
  const problem = { site: '一楼大厅', problem: '缺制度牌', found: '2026-11-01', indicator: first.code };
  await call('records.save', { ledger: 'wenti', values: problem });
  await call('editions.change', { framework: OLD, to, choices: {} });
  await call('index.run', {});
  await call('undo.run', {});
  expect(await next()).toBe(undefined);
  expect((await list('wenti'))[0]?.values['indicator']).toBe(first.code);
  expect((await call('indicators.read', { indicator: first.id })).evidence).toHaveLength(1);
  await call('undo.redo', {});
  const { nodes } = await call('indicators.tree', { framework: (await next())?.id ?? '' });
  const moved = nodes.find(({ code }) => code === '单-1-99');
  expect((await call('indicators.read', { indicator: moved?.id ?? 0 })).evidence).toHaveLength(1);
  expect((await call('check.run', {})).problems).toEqual([]);
});

test('it is refused, naming the leaf, while a decision has nowhere to go, and done once the clerk says where', async () => {
  const { call, third, first, to, next, paper } = await withNextYear('edition-refused');
  await call('links.decideMany', { pairs: [{ documentId: paper, indicatorId: third.id, action: 'confirm' }] });
  await expect(call('editions.change', { framework: OLD, to, choices: {} })).rejects.toThrow(
    `没有换版:1 条指标上有做过的工作,还没有说清去向:${third.code}(佐证 1 份)`,
  );
  expect(await next()).toBe(undefined);
  const preview = await call('editions.preview', { framework: OLD, to, choices: {} });
  const open = preview.rows.find((row) => row.open);
  expect(open?.from.code).toBe(third.code);
  const target = preview.nodes.find(({ code }) => code === '单-9-77')?.key ?? '';
  const choices = { [open?.from.key ?? '']: target };
  expect(await call('editions.change', { framework: OLD, to, choices })).toMatchObject({ confirmed: 1 });
  const { nodes } = await call('indicators.tree', { framework: (await next())?.id ?? '' });
  const placed = await call('indicators.read', { indicator: nodes.find(({ code }) => code === '单-9-77')?.id ?? 0 });
  expect(placed.evidence.map(({ documentId }) => documentId)).toEqual([paper]);
  await call('undo.run', {});
  const without = { [open?.from.key ?? '']: '' };
  expect(await call('editions.change', { framework: OLD, to, choices: without })).toMatchObject({ confirmed: 0 });
  expect((await call('indicators.read', { indicator: third.id })).evidence).toHaveLength(1);
  expect((await call('indicators.read', { indicator: first.id })).evidence).toHaveLength(0);
});

test('two old leaves may go into one: a confirmation stands over a rejection of the same paper', async () => {
  const { call, first, second, to, next, paper } = await withNextYear('edition-merge');
  const pairs = [
    { documentId: paper, indicatorId: first.id, action: 'reject' as const },
    { documentId: paper, indicatorId: second.id, action: 'confirm' as const },
  ];
  await call('links.decideMany', { pairs });
  const preview = await call('editions.preview', { framework: OLD, to, choices: {} });
  const rowOf = (code: string) => preview.rows.find((row) => row.from.code === code);
  const choices = { [rowOf(first.code)?.from.key ?? '']: rowOf(second.code)?.to?.key ?? '' };
  await call('editions.change', { framework: OLD, to, choices });
  const { nodes } = await call('indicators.tree', { framework: (await next())?.id ?? '' });
  const merged = await call('indicators.read', { indicator: nodes.find(({ code }) => code === second.code)?.id ?? 0 });
  expect(merged.evidence.map(({ documentId }) => documentId)).toEqual([paper]);
  expect(merged.rejected).toEqual([]);
});

test('an edition the archive holds already is taken as it is, and the same framework twice is refused', async () => {
  const { call, to, first, paper, next } = await withNextYear('edition-held');
  await call('framework.adopt', { from: to });
  const held = (await next())?.id ?? '';
  await call('links.decideMany', { pairs: [{ documentId: paper, indicatorId: first.id, action: 'confirm' }] });
  await expect(call('editions.change', { framework: OLD, to, choices: {} })).rejects.toThrow('档案库里已经有');
  await expect(call('editions.preview', { framework: OLD, to: { held: OLD }, choices: {} })).rejects.toThrow('同一个体系');
  expect(await call('editions.change', { framework: OLD, to: { held }, choices: {} })).toMatchObject({ confirmed: 1 });
  await call('undo.run', {});
  expect((await next())?.id).toBe(held);
  const { nodes } = await call('indicators.tree', { framework: held });
  const moved = await call('indicators.read', { indicator: nodes.find(({ code }) => code === '单-1-99')?.id ?? 0 });
  expect(moved.evidence).toEqual([]);
});

test('新旧编号对照表 lists every old leaf with where it went, and what is new', async () => {
  const { call, to, first, third, folder, leaves } = await withNextYear('edition-table');
  const path = join(folder, '对照.xlsx');
  await call('editions.workbook', { framework: OLD, to, choices: {}, path });
  const [table, added] = readGrids(await readFile(path), '对照.xlsx');
  const rows = (table?.rows ?? []).map((row) => row.map(({ text }) => text));
  const rowOf = (code: string) => rows.find((row) => row[0] === code);
  expect(rowOf(first.code)?.[2]).toBe('单-1-99');
  expect(rowOf(first.code)?.[4]).toBe('改号');
  expect(rowOf(third.code)?.[4]).toBe('删去');
  expect(leaves.every(({ code }) => rowOf(code) !== undefined)).toBe(true);
  expect(added?.rows.flat().some(({ text }) => text === '单-9-77')).toBe(true);
});

test('the command line compares, writes the table, takes the clerk’s word by codes and changes', async () => {
  const { call, third, paper, folder, next } = await withNextYear('edition-line');
  await call('links.decideMany', { pairs: [{ documentId: paper, indicatorId: third.id, action: 'confirm' }] });
  const line = { framework: OLD, next: 'wen-ming-xiao-yuan' };
  const compared = await call('edition.run', { ...line, xlsx: join(folder, '对照表.xlsx') });
  expect(compared.carried).toBe(null);
  expect(compared.preview.rows.filter((row) => row.open).map(({ from }) => from.code)).toEqual([third.code]);
  await expect(call('edition.run', { ...line, apply: true })).rejects.toThrow('没有换版');
  const choicesFile = join(folder, '去向.json');
  await writeFile(choicesFile, JSON.stringify({ '单-77-77': '' }));
  await expect(call('edition.run', { ...line, choicesFile })).rejects.toThrow('“单-77-77”不是旧版的末级指标');
  await writeFile(choicesFile, JSON.stringify({ [third.code.replaceAll('-', '—')]: '校—1—1' }));
  const made = await call('edition.run', { ...line, choicesFile, apply: true });
  expect(made.carried).toMatchObject({ id: 'wen-ming-xiao-yuan', confirmed: 1 });
  expect((await next())?.id).toBe('wen-ming-xiao-yuan');
});

test('另存为 makes a framework of one’s own, 改名 lets 台账 follow, each undone in one step, and no name is taken twice', async () => {
  const { call, next, list, leaves, first } = await withNextYear('edition-own');
  const { frameworks } = await call('archive.summary', {});
  const shipped = frameworks.find(({ id }) => id === OLD);
  const named = { framework: OLD, name: '本局体系', edition: '2027' };
  const { id } = await call('framework.saveAs', named);
  expect(await next()).toMatchObject({ id, name: '本局体系', edition: '2027', leaves: leaves.length });
  await expect(call('framework.saveAs', named)).rejects.toThrow('已经有“本局体系(2027)”');
  await expect(call('framework.rename', named)).rejects.toThrow('已经有“本局体系(2027)”');
  await call('undo.run', {});
  expect(await next()).toBe(undefined);
  await call('undo.redo', {});
  expect(await next()).toMatchObject({ id, leaves: leaves.length });
  const label = `${shipped?.name ?? ''}(${shipped?.edition ?? ''})`;
  const values = { framework: label, indicator: first.code, lacking: '图书室', reason: '在建' };
  await call('records.save', { ledger: 'yingjian', values });
  await call('framework.rename', { framework: OLD, name: '文明单位档案', edition: '' });
  expect((await list('yingjian'))[0]?.values['framework']).toBe('文明单位档案');
  expect((await call('home.read', { framework: OLD })).hardware).toBe(1);
  await call('undo.run', {});
  expect((await list('yingjian'))[0]?.values['framework']).toBe(label);
  expect((await call('archive.summary', {})).frameworks.find((one) => one.id === OLD)?.name).toBe(shipped?.name);
});
