import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { presetOf } from '../../../../shared/domain/scoring.ts';
import type { Framework, Indicator } from '../../../../shared/domain/framework.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

const leaf = (id: string, leadUnit: string, methods: readonly string[]): Indicator => ({
  ...{ id, code: id, name: `标准${id}`, altCodes: [], level: 2, parentId: 'p', leaf: true, standard: '', methods },
  ...{ leadUnit, units: [], dueText: '', keywords: [], weakKeywords: [], confidence: '' },
  requirements: [{ kind: '说明报告', minCount: 1, windowMonths: null, windowFrom: null, windowTo: null, note: '' }],
});
const framework: Framework = {
  ...{ id: 'mini', name: '小体系', edition: '2026', reconstructed: false, note: '', levelNames: ['测评项目', '测评标准'] },
  indicators: [
    { ...leaf('p', '', []), level: 1, parentId: null, leaf: false },
    leaf('a', '交警队', ['网上申报']),
    leaf('b', '交警队', ['实地考察']),
    leaf('c', '教育局', ['网上申报', '实地考察']),
    leaf('d', '教育局', ['问卷调查']),
  ],
};

/** An archive made on 1 January whose evidence for a was confirmed on 1 March; now it is 1 July. */
async function archiveOfFour(name: string) {
  const folder = temporaryFolder(name);
  const [source, archive, file] = [join(folder, '材料'), join(folder, '档案库'), join(folder, '小体系.json')];
  mkdirSync(source);
  writeFileSync(join(source, '报告20251201.txt'), '文明交通情况报告');
  writeFileSync(join(source, '汇报20260401.txt'), '文明校园情况汇报');
  writeFileSync(file, JSON.stringify(framework));
  let day = '2026-01-01';
  const core = createCore({ now: () => new Date(`${day}T04:00:00Z`), logFolder: join(folder, 'logs'), actor: '资料员' });
  await core.call('archive.create', { archive, framework: [file], sources: [source], baseDate: '2026-12-31' }, quiet());
  await core.call('index.run', { archive }, quiet());
  const decide = (document: string, indicator: string, action = 'confirm') =>
    core.call('links.decide', { archive, document, indicator, action, kind: '说明报告' }, quiet());
  day = '2026-03-01';
  await decide('报告20251201.txt', 'a');
  day = '2026-07-01';
  const read = () => core.call('statistics.read', { archive, framework: 'mini' }, quiet());
  return { core, archive, folder, decide, read };
}

describe('统计', () => {
  test('shows score, units, days and methods of what was confirmed, and when it became complete', async () => {
    const { core, read } = await archiveOfFour('statistics');
    const seen = await read();
    expect(seen.score).toMatchObject({ score: 25, formula: '1 条齐全 ÷ 4 条 × 100 = 25' });
    expect(seen.units.map(({ unit, rank, complete, leaves }) => [rank, unit, complete, leaves])).toEqual([
      [1, '交警队', 1, 2],
      [2, '教育局', 0, 2],
    ]);
    expect(seen.evidenceDays).toEqual(['2025-12-01']);
    expect(seen.period).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    const { trend } = seen;
    expect([trend[0], trend.at(-1)]).toEqual([
      { day: '2026-01-01', complete: 0, leaves: 4 },
      { day: '2026-07-01', complete: 1, leaves: 4 },
    ]);
    expect(trend.every(({ day, complete }) => complete === (day >= '2026-03-01' ? 1 : 0))).toBe(true);
    expect(seen.methods.map(({ method, totals, score }) => [method, totals.complete, totals.leaves, score])).toEqual([
      ['网上申报', 1, 2, 50],
      ['实地考察', 0, 2, 0],
      ['问卷调查', 0, 1, 0],
    ]);
    await core.close();
  });

  test('the way of scoring is stored, recorded, undone, and shows in gaps too', async () => {
    const { core, archive, read } = await archiveOfFour('scheme');
    const gaps = async () => (await core.call('gaps.read', { archive }, quiet())).frameworks[0]!.totals;
    expect(await gaps()).toMatchObject({ leaves: 4, complete: 1, score: 25 });
    const preset = presetOf('40-40-20', '2026-12-31');
    const scheme = { ...preset, precondition: { ...preset.precondition!, entered: 84 } };
    await core.call('scoring.change', { archive, framework: 'mini', scheme }, quiet());
    expect(await read()).toMatchObject({
      score: { score: 20, formula: '(网上资料 50 × 40 + 实地考察 0 × 40 + 问卷调查 0 × 20) ÷ 100 = 20' },
      years: { score: 20, unknown: [2024, 2025] },
      precondition: { least: 85, reached: 84, met: false },
    });
    expect(await gaps()).toMatchObject({ score: 20 });
    const { recent } = await core.call('home.read', { archive, framework: 'mini' }, quiet());
    expect(recent[0]!.words).toBe('修改评分办法:小体系');
    await core.call('undo.run', { archive }, quiet());
    expect(await gaps()).toMatchObject({ score: 25 });
    await expect(
      core.call('scoring.change', { archive, framework: 'mini', scheme: { ...scheme, grades: [] } }, quiet()),
    ).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('没有保存评分办法') as string });
    await core.close();
  });

  test('the workbook holds the formula and a sheet for each 测评方法', async () => {
    const { core, archive, folder } = await archiveOfFour('statistics-workbook');
    const path = join(folder, '统计.xlsx');
    await core.call('statistics.workbook', { archive, framework: 'mini', path }, quiet());
    const { sheets } = await readXlsx(readFileSync(path));
    expect(sheets.map(({ name }) => name)).toEqual(['得分', '各项目', '单位排名', '网上申报', '实地考察', '问卷调查']);
    const texts = (at: number): string => JSON.stringify(sheets[at]!.rows);
    expect(texts(0)).toContain('1 条齐全 ÷ 4 条 × 100 = 25');
    expect(texts(2)).toContain('落后');
    expect(sheets[3]!.rows.filter((row) => row[1] === 'a' || row[1] === 'c')).toHaveLength(2);
    await core.close();
  });
});
