import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import { NO_RULES } from '../../../../shared/domain/package-rules.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('package-rules');
const archive = join(folder, '档案库');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const PROVINCE = {
  ...NO_RULES,
  name: '省系统',
  formats: ['.PDF', 'jpg'],
  maxWords: 500,
  formatsFor: { 照片: ['.JPG'], 影像: [] },
};
let core: Core;

beforeAll(async () => {
  mkdirSync(join(folder, '材料'));
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [join(folder, '材料')] }, quiet);
});
afterAll(() => core.close());

const names = async (): Promise<readonly string[]> =>
  (await core.call('submit.rules', { archive }, quiet)).rules.map(({ name, shipped }) => `${name}${shipped ? '*' : ''}`);

test('报送要求 are kept, changed, renamed and taken away, each one step of undo; the shipped ones stay', async () => {
  expect(await names()).toEqual(['不限*', '网上申报(示例)*']);
  await core.call('submit.saveRules', { archive, rules: PROVINCE }, quiet);
  const { rules } = await core.call('submit.rules', { archive }, quiet);
  expect(rules.at(-1)).toMatchObject({ name: '省系统', formats: ['pdf', 'jpg'], formatsFor: { 照片: ['jpg'] }, maxWords: 500 });
  await core.call('submit.saveRules', { archive, rules: { ...PROVINCE, name: '省厅系统' }, was: '省系统' }, quiet);
  expect(await names()).toEqual(['不限*', '网上申报(示例)*', '省厅系统']);
  await core.call('undo.run', { archive }, quiet);
  expect(await names()).toEqual(['不限*', '网上申报(示例)*', '省系统']);
  await core.call('submit.removeRules', { archive, name: '省系统' }, quiet);
  expect(await names()).toEqual(['不限*', '网上申报(示例)*']);
  await core.call('undo.run', { archive }, quiet);
  expect(await names()).toEqual(['不限*', '网上申报(示例)*', '省系统']);
});

test('a name that is taken, limits that make no sense and files that are no rules are refused in words', async () => {
  await expect(core.call('submit.saveRules', { archive, rules: PROVINCE }, quiet)).rejects.toThrow('已有名为“省系统”的报送要求');
  await expect(core.call('submit.saveRules', { archive, rules: { ...PROVINCE, name: '' } }, quiet)).rejects.toThrow('没有写名称');
  await expect(core.call('submit.removeRules', { archive, name: '没有' }, quiet)).rejects.toThrow('没有名为“没有”的报送要求');
  await expect(core.call('submit.check', { archive, rules: '市系统' }, quiet)).rejects.toThrow(
    '可用的有:不限、网上申报(示例)、省系统',
  );
  writeFileSync(join(folder, '坏.json'), '{');
  await expect(core.call('submit.check', { archive, rules: join(folder, '坏.json') }, quiet)).rejects.toThrow('报送要求读不出来');
  const { rules, blockers } = await core.call('submit.check', { archive, rules: '省系统' }, quiet);
  expect([rules.name, blockers[0]]).toEqual(['省系统', expect.stringContaining('没有可以报送的材料')]);
});
