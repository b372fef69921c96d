import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PackMerge } from '../../../../shared/contract/packs.ts';
import { NO_DUTY } from '../../../../shared/domain/duty.ts';
import { treeHash } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';
import { FRAMEWORK, makeTwoLevels, type Level } from './two-archives.ts';

const ONE = 'Ⅱ-1-1)';
const TWO = 'Ⅱ-1-2)';

const countOf = (merge: PackMerge, area: string) => {
  const { area: _, ...counts } = merge.counts.find((one) => one.area === area)!;
  return counts;
};
const NONE = { added: 0, updated: 0, withdrawn: 0, same: 0, conflicts: 0 };
const leafOf = async (level: Level, code: string): Promise<number> =>
  (await level.call('indicators.tree', { framework: FRAMEWORK })).nodes.find((one) => one.code === code)!.id;
const evidenceOf = async (level: Level, code: string) =>
  (await level.call('indicators.read', { indicator: await leafOf(level, code) })).evidence;

test('evidence of a bureau comes up with its original, kind, caption and unit, in one step that can be undone', async () => {
  const { lower, upper, folder, pack } = await makeTwoLevels('pack-journey');
  lower.put('交通/劝导方案.txt', '文明交通劝导工作方案');
  await lower.call('index.run', {});
  await lower.confirm('交通/劝导方案.txt', ONE, { kind: '规范文件', caption: '正式印发' });
  await lower.call('documents.edit', {
    id: await lower.idOf('交通/劝导方案.txt'),
    title: '文明交通劝导方案',
    date: '2026-03-05',
  });
  await lower.call('records.save', {
    ledger: 'wenti',
    values: { site: '校门口', problem: '占道经营', found: '2026-06-01', unit: '市教育局' },
  });
  await upper.call('index.run', {});
  const sources = [treeHash(lower.source), treeHash(upper.source)];
  const file = await pack('第一次');

  const preview = await upper.call('merge.preview', { file });
  expect(preview).toMatchObject({ unit: '市教育局', from: '教育局', refusal: null, merged: false, troubles: [] });
  expect(preview.documents).toEqual({ total: 1, added: 1, known: 0, absent: 0 });
  expect(countOf(preview, '佐证')).toEqual({ ...NONE, added: 1 });
  expect(preview.shown).toEqual([`劝导方案.txt → ${ONE}`]);
  expect(existsSync(join(upper.archive, '交接材料'))).toBe(false);

  const merged = await upper.call('merge.run', { file });
  expect(merged).toMatchObject({ merged: true, changed: true });
  const copy = join(merged.folder!, '材料', '交通', '劝导方案.txt');
  expect(readFileSync(copy, 'utf8')).toBe('文明交通劝导工作方案');
  const [evidence] = await evidenceOf(upper, ONE);
  expect(evidence).toMatchObject({ title: '文明交通劝导方案', ownKind: '规范文件', caption: '正式印发', date: '2026-03-05' });
  const gaps = await upper.call('gaps.read', { unit: '市教育局' });
  expect(gaps.frameworks[0]!.indicators.find(({ code }) => code === ONE)!.needs.some(({ confirmed }) => confirmed > 0)).toBe(
    true,
  );
  const made = await upper.call('export.run', { out: join(folder, '成册'), indicators: [ONE], draft: true });
  expect(made.omitted).toEqual([]);
  expect(made.placed.map(({ path, indicator }) => [path, indicator])).toEqual([['材料/交通/劝导方案.txt', ONE]]);
  expect(await upper.call('verify.run', { path: join(folder, '成册') })).toMatchObject({ ok: true });
  const { rows } = await upper.call('records.list', { ledger: 'wenti' });
  expect(rows.map(({ values, state }) => [values['site'], state])).toEqual([['校门口', '立项']]);
  expect((await upper.call('home.read', { framework: FRAMEWORK })).recent[1]!.words).toBe(
    '收交接包:市教育局,佐证 1 项、材料 1 份',
  );

  await upper.call('undo.run', {});
  expect(await evidenceOf(upper, ONE)).toEqual([]);
  expect((await upper.call('records.list', { ledger: 'wenti' })).rows).toEqual([]);
  expect((await upper.call('documents.list', { query: '劝导' })).documents).toEqual([]);
  expect(readFileSync(copy, 'utf8')).toBe('文明交通劝导工作方案');
  await upper.call('undo.redo', {});
  await upper.call('index.run', {});
  expect(await evidenceOf(upper, ONE)).toHaveLength(1);
  expect([treeHash(lower.source), treeHash(upper.source)]).toEqual(sources);
});

test('the same pack again adds nothing, and what is here already by content is not copied', async () => {
  const { lower, upper, pack } = await makeTwoLevels('pack-twice');
  lower.put('通知.txt', '关于开展文明交通行动的通知');
  upper.put('市里的通知.txt', '关于开展文明交通行动的通知');
  await lower.call('index.run', {});
  await upper.call('index.run', {});
  await lower.confirm('通知.txt', ONE);
  const file = await pack('两次');
  const first = await upper.call('merge.run', { file });
  expect(first).toMatchObject({ changed: true, folder: null, documents: { total: 1, added: 0, known: 1, absent: 0 } });
  const steps = await upper.call('undo.peek', {});
  const again = await upper.call('merge.run', { file });
  expect(again).toMatchObject({ merged: true, changed: false, folder: null });
  expect(countOf(again, '佐证')).toEqual({ ...NONE, same: 1 });
  expect(await upper.call('undo.peek', {})).toEqual(steps);
  expect(await evidenceOf(upper, ONE)).toHaveLength(1);
});

test('what was decided otherwise here stays until it is asked for, one by one', async () => {
  const { lower, upper, pack } = await makeTwoLevels('pack-conflicts');
  for (const level of [lower, upper]) {
    for (const name of ['甲', '乙', '丙']) level.put(`${name}.txt`, `${name}:文明交通材料`);
    await level.call('index.run', {});
  }
  await lower.confirm('甲.txt', ONE, { caption: '局里的说明' });
  await lower.confirm('乙.txt', ONE);
  await lower.confirm('丙.txt', TWO);
  await upper.confirm('甲.txt', ONE, { caption: '市里的说明' });
  await upper.call('links.decide', { document: '乙.txt', indicator: ONE, framework: FRAMEWORK, action: 'reject' });
  await upper.call('indicators.setNotApplicable', { indicator: await leafOf(upper, TWO), reason: '辖区没有' });
  const file = await pack('冲突');
  const preview = await upper.call('merge.preview', { file });
  const said = (merge: PackMerge) => merge.conflicts.map(({ words, here, pack: there }) => [words, here, there]);
  expect(said(preview)).toEqual([
    [`甲.txt → ${ONE}`, '已确认:没有定类型,整份,说明“市里的说明”', '已确认:没有定类型,整份,说明“局里的说明”'],
    [`乙.txt → ${ONE}`, '已否决', '已确认:没有定类型,整份'],
    [`丙.txt → ${TWO}`, '指标不适用:辖区没有', '已确认:没有定类型,整份'],
  ]);
  await upper.call('merge.run', { file });
  expect((await evidenceOf(upper, ONE)).map(({ caption }) => caption)).toEqual(['市里的说明']);
  const merged = await upper.call('merge.run', { file, take: [preview.conflicts[1]!.key] });
  expect(merged.conflicts.map(({ taken }) => taken)).toEqual([false, true, false]);
  expect((await evidenceOf(upper, ONE)).map(({ caption }) => caption).sort()).toEqual(['', '市里的说明']);
});

test('a newer pack of the same unit updates and withdraws what nobody changed here, and an older one is refused', async () => {
  const { lower, upper, clock, pack } = await makeTwoLevels('pack-newer');
  for (const name of ['甲', '乙', '丙']) lower.put(`${name}.txt`, `${name}:文明交通材料`);
  await lower.call('index.run', {});
  await upper.call('index.run', {});
  for (const name of ['甲', '乙', '丙']) await lower.confirm(`${name}.txt`, ONE, { caption: `${name}初稿` });
  const first = await pack('第一次');
  await upper.call('merge.run', { file: first });
  const here = await evidenceOf(upper, ONE);
  const own = here.find(({ caption }) => caption === '丙初稿')!;
  await upper.call('links.describe', {
    ...{ documentId: own.documentId, indicatorId: await leafOf(upper, ONE), kind: null, caption: '市里改过' },
    ...{ firstPage: null, lastPage: null },
  });
  await lower.confirm('甲.txt', ONE, { caption: '甲定稿' });
  await lower.call('links.decide', { document: '乙.txt', indicator: ONE, framework: FRAMEWORK, action: 'clear' });
  await lower.confirm('丙.txt', ONE, { caption: '丙定稿' });
  clock.now = new Date('2026-07-08T02:00:00Z');
  const second = await pack('第二次');
  const merged = await upper.call('merge.run', { file: second });
  expect(countOf(merged, '佐证')).toEqual({ ...NONE, updated: 1, withdrawn: 1, conflicts: 1 });
  expect((await evidenceOf(upper, ONE)).map(({ caption }) => caption).sort()).toEqual(['市里改过', '甲定稿']);
  const older = await upper.call('merge.preview', { file: first });
  expect(older.refusal).toMatch(/“市教育局”更新的一份\(2026-07-08 打的\)已经收过,这一份是 2026-06-30 打的/);
  await expect(upper.call('merge.run', { file: first })).rejects.toMatchObject({ code: 'refused', message: older.refusal });
});

test('indicators of another edition are named with what hangs on them, unknown units come along with the unit above', async () => {
  const { lower, upper, pack } = await makeTwoLevels('pack-unknown');
  await lower.call('framework.add', { framework: 'wen-ming-xiao-yuan' });
  const { nodes } = await lower.call('indicators.tree', { framework: 'wen-ming-xiao-yuan' });
  const leaf = nodes.find((one) => one.leaf)!;
  const school = await leafOf(lower, ONE);
  await lower.call('duties.set', {
    ...{ indicator: school, due: '', lead: true },
    duties: [{ ...NO_DUTY, unit: '第一小学', person: '李老师' }],
  });
  await lower.call('units.save', {
    name: '第一小学',
    newName: '第一小学',
    parent: '市教育局',
    formerNames: [],
    abbreviations: ['一小'],
  });
  lower.put('通知.txt', '关于开展文明交通行动的通知');
  await lower.call('index.run', {});
  await upper.call('index.run', {});
  await lower.confirm('通知.txt', ONE);
  await lower.call('links.decide', {
    document: '通知.txt',
    indicator: leaf.code,
    framework: 'wen-ming-xiao-yuan',
    action: 'confirm',
  });
  const merged = await upper.call('merge.run', { file: await pack('别的体系') });
  expect(merged.troubles).toEqual([expect.stringContaining(`这里没有指标“${leaf.code} ${leaf.name}”`)]);
  expect(merged.newUnits).toEqual(['第一小学']);
  const { units } = await upper.call('duties.units', { framework: FRAMEWORK });
  expect(units.find(({ name }) => name === '第一小学')).toMatchObject({ parent: '市教育局', abbreviations: ['一小'], joins: 1 });
  const { duties } = await upper.call('duties.read', { indicator: await leafOf(upper, ONE) });
  expect(duties.find(({ unit }) => unit === '第一小学')).toMatchObject({ person: '李老师', lead: false });
});

test('a pack is the same bytes each time, holds every original with its hash, and names what could not come along', async () => {
  const { lower, upper, folder, pack } = await makeTwoLevels('pack-bytes');
  lower.put('照片😀?.txt', '文明交通照片说明');
  lower.put('走了.txt', '后来不在的材料');
  await lower.call('index.run', {});
  await upper.call('index.run', {});
  await lower.confirm('照片😀?.txt', ONE);
  await lower.confirm('走了.txt', ONE);
  const [one, two] = [await pack('一'), await pack('二')];
  expect(createHash('sha256').update(readFileSync(one)).digest('hex')).toBe(
    createHash('sha256').update(readFileSync(two)).digest('hex'),
  );
  rmSync(join(lower.source, '走了.txt'));
  const out = join(folder, '三.交接包.zip');
  const made = await lower.call('pack.run', { unit: '市教育局', out });
  expect(made).toMatchObject({ links: 2, documents: 2, copied: 1 });
  expect(made.omitted).toEqual([{ path: '走了.txt', reason: expect.stringContaining('没有随包') }]);
  const merged = await upper.call('merge.run', { file: out });
  expect(merged.documents).toEqual({ total: 2, added: 1, known: 0, absent: 1 });
  expect(merged.troubles).toEqual([expect.stringContaining('“走了.txt”的原件没有随包,这里也没有')]);
  expect(readdirSync(join(merged.folder!, '材料'))).toEqual(['照片😀？.txt']);
  await expect(lower.call('pack.run', { unit: '市教育局', out })).rejects.toThrow(/已有同名文件/);
  await expect(lower.call('pack.run', { unit: '没有的局', out: `${out}.zip` })).rejects.toMatchObject({ code: 'not-found' });
  await expect(lower.call('pack.run', { unit: '市公安局', out: `${out}.zip` })).rejects.toThrow(/没有可以交接的内容/);
  await expect(lower.call('pack.run', { unit: '市教育局', out: join(lower.source, '包.zip') })).rejects.toThrow(/只读不写/);
});

test('copies go where the archive goes', async () => {
  const { core, lower, upper, folder, pack } = await makeTwoLevels('pack-moved');
  lower.put('通知.txt', '关于开展文明交通行动的通知');
  await lower.call('index.run', {});
  await lower.confirm('通知.txt', ONE);
  await upper.call('merge.run', { file: await pack('搬家') });
  await core.call('archive.close', { archive: upper.archive }, quiet());
  const moved = join(folder, '新位置');
  renameSync(upper.archive, moved);
  const call: Level['call'] = (procedure, input) => core.call(procedure, { archive: moved, ...input }, quiet());
  const result = await call('index.run', {});
  expect(result.missing).toBe(0);
  expect((await call('archive.summary', {})).sources.map(({ path }) => path)).toContainEqual(expect.stringContaining('新位置'));
  expect((await call('check.run', {})).problems).toEqual([]);
});
