import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  confirmAutomatic,
  followRules,
  learnedDrafts,
  listFilingRules,
  previewRule,
  readRulesFile,
  removeRule,
  saveRules,
  setAutomatic,
  writeRules,
} from '../../../../electron/core/filing/filing.ts';
import { listSuggestions } from '../../../../electron/core/links/links.ts';
import { redoLast, undoLast } from '../../../../electron/core/undo/undo.ts';
import { NO_CONDITIONS, type FilingConditions } from '../../../../shared/domain/filing-rule.ts';
import { index, put, type Place } from '../sources/index-support.ts';
import { audits, decideOn, links, NOW, placeWith, suggest, suggested } from '../links/links-support.ts';

let place: Place;
afterEach(() => place.end());

const BY = { actor: '资料员', now: NOW };
const LATER = new Date('2026-07-01T08:00:00Z');
const MOVER = { ...BY, onDocuments: async () => undefined, onRules: followRules };
const photo = (n: number): string => `路口/IMG_${n}.txt`;
const files = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [photo(n + 1), `内容${n + 1}`]));

const leafId = async (code: string): Promise<number> =>
  (await place.archive.db.get<{ id: number }>('SELECT id FROM indicators WHERE code = ?', [code]))!.id;
const save = async (
  conditions: Partial<FilingConditions>,
  more: { id?: number; code?: string; name?: string; active?: boolean } = {},
) =>
  saveRules(
    place.archive,
    [
      {
        ...(more.id === undefined ? {} : { id: more.id }),
        ...{ indicatorId: await leafId(more.code ?? 'Ⅱ-11-1)'), name: more.name ?? '路口照片', active: more.active ?? true },
        conditions: { ...NO_CONDITIONS, ...conditions },
      },
    ],
    BY,
  );
const rules = async () => (await listFilingRules(place.archive.db, 'test')).rules;
const only = async () => (await rules())[0]!;
const reasonsOf = async (path: string): Promise<readonly string[]> =>
  ((await listSuggestions(place.archive, { path })).documents[0]?.suggestions[0]?.reasons ?? []).map(({ text }) => text);
const decidedBy = async (): Promise<(string | null)[]> =>
  (
    await place.archive.db.all<{ decided_by: string | null }>(
      "SELECT decided_by FROM links WHERE state = 'confirmed' ORDER BY id",
    )
  ).map((row) => row.decided_by);

describe('a kept rule', () => {
  test('suggests at once with its own reason, decides nothing, and a later run says the same', async () => {
    place = await placeWith({ ...files(3), '别处/IMG_9.txt': '九' });
    await suggest(place);
    await save({ folder: '路口' });
    const expected = { [photo(1)]: ['Ⅱ-11-1)'], [photo(2)]: ['Ⅱ-11-1)'], [photo(3)]: ['Ⅱ-11-1)'], '别处/IMG_9.txt': [] };
    expect(await suggested(place)).toEqual(expected);
    expect(await reasonsOf(photo(1))).toEqual(['符合归类规则“路口照片”']);
    await suggest(place);
    expect(await suggested(place)).toEqual(expected);
    expect(await decidedBy()).toEqual([]);
    expect(await only()).toMatchObject({ open: 3, automatic: false, madeBy: '资料员', code: 'Ⅱ-11-1)' });
  });

  test('edited or deleted takes back what it suggested, and undo and redo take that along', async () => {
    place = await placeWith(files(2));
    await save({ folder: '路口' });
    const { id } = await only();
    await save({ name: 'IMG_2' }, { id });
    expect(await suggested(place)).toEqual({ [photo(1)]: [], [photo(2)]: ['Ⅱ-11-1)'] });
    await save({ name: 'IMG_2' }, { id, active: false });
    expect(await suggested(place)).toEqual({ [photo(1)]: [], [photo(2)]: [] });
    await removeRule(place.archive, id, BY);
    expect(await rules()).toEqual([]);
    expect((await undoLast(place.archive.db, MOVER)).label).toBe('删除归类规则“路口照片”');
    await undoLast(place.archive.db, MOVER);
    expect(await suggested(place, photo(2))).toEqual({ [photo(2)]: ['Ⅱ-11-1)'] });
    await redoLast(place.archive.db, MOVER);
    expect(await suggested(place, photo(2))).toEqual({ [photo(2)]: [] });
  });

  test('of a folder fits a document that also lies elsewhere, under a name that says more', async () => {
    place = await placeWith({ '路口/IMG_1.txt': '文', '别处/学雷锋主题班会.txt': '文' });
    await suggest(place);
    await save({ folder: '路口' });
    expect(await suggested(place, photo(1))).toEqual({ '别处/学雷锋主题班会.txt': ['Ⅱ-11-1)'] });
  });

  test('with conditions that say nothing, a used name or a branch is refused and nothing is kept', async () => {
    place = await placeWith(files(1));
    await expect(save({})).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('还没有写条件') });
    await expect(save({ folder: '路口' }, { code: 'Ⅱ-9' })).rejects.toMatchObject({ code: 'refused' });
    await save({ folder: '路口' });
    await expect(save({ folder: '别处' })).rejects.toMatchObject({ message: expect.stringContaining('已经有一条规则叫') });
    expect(await rules()).toHaveLength(1);
  });
});

test('the preview tells every document it fits and what was decided about it, also by its text, before anything is kept', async () => {
  place = await placeWith({ ...files(5), '别处/甲.txt': '内容1 劝导' });
  await suggest(place);
  await decideOn(place, photo(1), 'Ⅱ-11-1)', 'confirm');
  await decideOn(place, photo(2), 'Ⅱ-11-1)', 'reject');
  await decideOn(place, photo(3), 'Ⅱ-9-1)', 'confirm');
  const preview = async (conditions: Partial<FilingConditions>) =>
    previewRule(place.archive.db, { indicatorId: await leafId('Ⅱ-11-1)'), conditions: { ...NO_CONDITIONS, ...conditions } });
  const shown = await preview({ folder: '路口' });
  expect(shown.counts).toEqual({ open: 2, elsewhere: 1, rejected: 1, confirmed: 1 });
  expect(shown.hits.map((hit) => [hit.item.path, hit.standing, hit.elsewhere])).toEqual([
    [photo(4), 'open', ''],
    [photo(5), 'open', ''],
    [photo(3), 'elsewhere', 'Ⅱ-9-1)'],
    [photo(2), 'rejected', ''],
    [photo(1), 'confirmed', ''],
  ]);
  expect((await preview({ text: '内容1' })).hits.map(({ item }) => item.path)).toEqual(['别处/甲.txt', photo(1)]);
  expect((await preview({ text: '内容1', folder: '路口' })).hits.map(({ item }) => item.path)).toEqual([photo(1)]);
  expect(await rules()).toEqual([]);
  await expect(preview({})).rejects.toMatchObject({ code: 'refused' });
});

describe('自动确认', () => {
  test('confirms what is open on the clerk’s word, in one step, and never against a decision', async () => {
    place = await placeWith(files(5));
    await save({ folder: '路口' });
    await decideOn(place, photo(1), 'Ⅱ-11-1)', 'reject');
    await decideOn(place, photo(2), 'Ⅱ-9-1)', 'confirm');
    const before = await links(place);
    const { id } = await only();
    expect(await setAutomatic(place.archive, { id, on: true }, BY)).toEqual({ confirmed: 3 });
    const after = await links(place);
    expect(after.filter((line) => line.endsWith(' confirmed'))).toEqual([
      `${photo(2)} Ⅱ-9-1) confirmed`,
      ...[3, 4, 5].map((n) => `${photo(n)} Ⅱ-11-1) confirmed`),
    ]);
    expect(after).toContain(`${photo(1)} Ⅱ-11-1) rejected`);
    expect((await decidedBy()).filter((by) => by === '资料员,按归类规则“路口照片”')).toHaveLength(3);
    expect((await audits(place)).at(-1)).toMatchObject({
      action: 'rule.automatic',
      detail: {
        name: '路口照片',
        indicator: 'Ⅱ-11-1)',
        on: true,
        links: [3, 4, 5].map((n) => ({ path: photo(n), indicator: 'Ⅱ-11-1)' })),
      },
    });
    expect(await only()).toMatchObject({ automatic: true, confirmed: 3, acceptance: { of: 2, accepted: 0 } });
    expect((await undoLast(place.archive.db, MOVER)).label).toBe('自动确认“路口照片”3 份');
    expect(await links(place)).toEqual(before);
    expect((await only()).automatic).toBe(false);
  });

  test('goes on with what a later 编目 finds, until the rule is changed', async () => {
    place = await placeWith(files(2));
    await save({ folder: '路口' });
    const { id } = await only();
    await setAutomatic(place.archive, { id, on: true }, BY);
    put(place.source, photo(3), '内容3');
    await index(place);
    await suggest(place);
    expect(await confirmAutomatic(place.archive, BY)).toBe(1);
    expect(await confirmAutomatic(place.archive, BY)).toBe(0);
    await save({ folder: '路口', name: 'IMG' }, { id });
    expect((await only()).automatic).toBe(false);
    put(place.source, photo(4), '内容4');
    await index(place);
    await suggest(place);
    expect(await confirmAutomatic(place.archive, BY)).toBe(0);
    expect(await suggested(place, photo(4))).toEqual({ [photo(4)]: ['Ⅱ-11-1)'] });
  });

  test('teaches nothing: a folder full of what a rule confirmed is no habit of the clerk', async () => {
    place = await placeWith(files(6));
    await save({ folder: '路口' });
    await setAutomatic(place.archive, { id: (await only()).id, on: true }, BY);
    await removeRule(place.archive, (await only()).id, BY);
    put(place.source, photo(7), '内容7');
    await index(place);
    await suggest(place);
    expect(await suggested(place, photo(7))).toEqual({ [photo(7)]: [] });
    expect(await learnedDrafts(place.archive.db, 'test')).toEqual([]);
  });

  test('is refused for a rule not in use', async () => {
    place = await placeWith(files(1));
    await save({ folder: '路口' }, { active: false });
    await expect(setAutomatic(place.archive, { id: (await only()).id, on: true }, BY)).rejects.toMatchObject({ code: 'refused' });
  });
});

test('采纳率 counts what a person answered: confirmed, rejected, and passed over for another leaf', async () => {
  place = await placeWith(files(5));
  await save({ folder: '路口' });
  const later = { now: LATER };
  await decideOn(place, photo(1), 'Ⅱ-11-1)', 'confirm', later);
  await decideOn(place, photo(2), 'Ⅱ-11-1)', 'confirm', later);
  await decideOn(place, photo(3), 'Ⅱ-11-1)', 'reject', later);
  await decideOn(place, photo(4), 'Ⅱ-9-1)', 'confirm', later);
  const { rules: kept, bands } = await listFilingRules(place.archive.db, 'test');
  expect(kept[0]).toMatchObject({ acceptance: { of: 4, accepted: 2 }, open: 1 });
  expect(bands).toEqual({ high: { of: 3, accepted: 2 }, medium: { of: 0, accepted: 0 }, low: { of: 0, accepted: 0 } });
});

test('从我的确认中提取: three equal confirmations in a folder or series become a draft, until it is kept', async () => {
  const issue = (n: number): string => `${n}月/林邑简讯第${n}期.txt`;
  place = await placeWith({ ...files(4), [issue(1)]: '一', [issue(2)]: '二', [issue(3)]: '三' });
  for (const path of [photo(1), photo(2), photo(3)]) await decideOn(place, path, 'Ⅱ-11-1)', 'confirm');
  for (const path of [issue(1), issue(2)]) await decideOn(place, path, 'Ⅱ-9-1)', 'confirm');
  const drafts = async () =>
    (await learnedDrafts(place.archive.db, 'test')).map(({ code, name, confirmed, decided }) => [code, name, confirmed, decided]);
  expect(await drafts()).toEqual([['Ⅱ-11-1)', '路口', 3, 3]]);
  await decideOn(place, issue(3), 'Ⅱ-9-1)', 'confirm');
  expect(await drafts()).toEqual([
    ['Ⅱ-9-1)', '林邑简讯第1期', 3, 3],
    ['Ⅱ-11-1)', '路口', 3, 3],
  ]);
  await save({ folder: '路口' });
  expect(await drafts()).toEqual([['Ⅱ-9-1)', '林邑简讯第1期', 3, 3]]);
});

describe('rules as a file', () => {
  test.each(['json', 'xlsx'] as const)('go out as %s and come back equal into an archive without them', async (format) => {
    place = await placeWith(files(1));
    const conditions: FilingConditions = {
      folder: '=路口',
      name: '照片 三月',
      text: '劝导',
      issuer: '交警',
      kind: '工作总结',
      series: '简报第3期',
    };
    await save(conditions, { name: '0012' });
    const file = join(place.root, `规则.${format}`);
    await writeRules(place.archive.db, { framework: 'test', format }, file);
    expect(await readRulesFile(place.archive.db, 'test', file)).toEqual({
      drafts: [],
      troubles: ['第 1 条“0012”没有读入:已经有一条规则叫“0012”。'],
    });
    await removeRule(place.archive, (await only()).id, BY);
    const { drafts, troubles } = await readRulesFile(place.archive.db, 'test', file);
    expect(troubles).toEqual([]);
    expect(drafts).toEqual([
      { indicatorId: await leafId('Ⅱ-11-1)'), code: 'Ⅱ-11-1)', indicatorName: '文明交通', name: '0012', conditions },
    ]);
  });

  test('that are not understood are named one by one; a file of another kind is refused', async () => {
    place = await placeWith(files(1));
    const file = join(place.root, '规则.json');
    const rule = { 规则名称: '甲', 指标编号: 'Ⅱ-11-1)', 文件夹: '路口' };
    const lines = [rule, { ...rule, 规则名称: '乙', 指标编号: '99' }, { ...rule, 规则名称: '丙', 材料类型: '说明' }, rule, 5];
    writeFileSync(file, JSON.stringify({ 格式: '迎检台账归类规则', 规则: lines }));
    const { drafts, troubles } = await readRulesFile(place.archive.db, 'test', file);
    expect(drafts.map(({ name }) => name)).toEqual(['甲']);
    expect(troubles).toEqual([
      '第 2 条“乙”没有读入:“试验体系”里没有编号为“99”的指标。',
      '第 3 条“丙”没有读入:不认识材料类型“说明”。',
      '第 4 条“甲”没有读入:这个名称在文件里出现了两次。',
      '第 5 条“”没有读入:规则名称要有 1 到 60 个字。',
    ]);
    writeFileSync(file, '{"a":1}');
    await expect(readRulesFile(place.archive.db, 'test', file)).rejects.toMatchObject({ code: 'refused' });
    await expect(readRulesFile(place.archive.db, 'test', join(place.root, '没有.xlsx'))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
