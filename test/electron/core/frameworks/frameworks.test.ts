import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTreeProblem } from '../../../../electron/core/frameworks/schema.ts';
import {
  importSheet,
  loadBuiltinFramework,
  previewFramework,
  resolveFramework,
} from '../../../../electron/core/frameworks/frameworks.ts';
import { AppError } from '../../../../shared/contract/errors.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frameworks-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a framework is found by id, by JSON file and by csv file', async () => {
  const builtin = await loadBuiltinFramework('wen-ming-dan-wei');
  expect(await resolveFramework('wen-ming-dan-wei')).toEqual(builtin);
  await writeFile(join(folder, 'own.json'), JSON.stringify({ ...builtin, id: 'own' }));
  expect(await resolveFramework(join(folder, 'own.json'))).toEqual({ ...builtin, id: 'own' });
  await writeFile(join(folder, '表.csv'), '测评内容,责任单位\n志愿服务,市文明办\n');
  expect((await resolveFramework(join(folder, '表.csv'))).indicators).toHaveLength(1);
});

test.each([
  ['nothing', 'not-found', 'wei-sheng-chengshi'],
  ['missing.json', 'not-found', 'missing.json'],
  ['missing.xlsx', 'not-found', '没有这个文件'],
])('%s is refused with what to do', async (reference, code, message) => {
  const path = reference.includes('.') ? join(folder, reference) : reference;
  await expect(resolveFramework(path)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
});

test('a preview says what a table would become', async () => {
  await writeFile(join(folder, '预览.csv'), '测评内容,责任单位,材料要求,备注\n志愿服务,市文明办,照片3张,x\n');
  await writeFile(join(folder, 'map.json'), '{"headerRow": 1, "columns": {"测评内容": "A"}}');
  expect(await previewFramework(join(folder, '预览.csv'))).toMatchObject({
    leaves: 1,
    preview: [{ code: '1', name: '志愿服务', leadUnit: '市文明办', requirements: '实景图片3张' }],
    notUnderstood: [{ row: 1, column: 'D' }],
  });
  expect((await previewFramework(join(folder, '预览.csv'), join(folder, 'map.json'))).mapping).toEqual({ A: '测评内容' });
});

const sample = 'resources/sample/责任分解一体表.xlsx';
test.skipIf(!existsSync(sample))('the sample table is understood but for what was planted in it', async () => {
  const { framework, notUnderstood } = await importSheet(sample);
  const leaves = framework.indicators.filter((one) => one.leaf);
  expect(leaves).toHaveLength(23);
  expect(framework.levelNames).toEqual(['测评项目', '测评内容', '测评标准']);
  expect(leaves.every((one) => one.leadUnit !== '')).toBe(true);
  expect(findTreeProblem(framework)).toBeNull();
  expect(notUnderstood.map((one) => one.text)).toContain('若干');
  expect(notUnderstood.some((one) => one.text.startsWith('※'))).toBe(true);
});

const corpora = process.env['TAIZHANG_CORPORA'] ?? '../shared/corpora';
if (!existsSync(corpora)) console.log('corpora not found: tests on foreign tables are skipped');
const tables = existsSync(corpora)
  ? readdirSync(corpora, { recursive: true, encoding: 'utf8' }).filter((file) => /^0[24].*\.(?:xlsx?|et|csv)$/.test(file))
  : [];

test.skipIf(tables.length === 0)(
  'every foreign table is imported as a sound tree or refused in one Chinese sentence',
  async () => {
    const accepted: string[] = [];
    for (const table of tables) {
      try {
        const { framework } = await importSheet(join(corpora, table));
        expect(findTreeProblem(framework), table).toBeNull();
        accepted.push(table);
      } catch (error) {
        expect(error, `${table}: ${String(error)}`).toBeInstanceOf(AppError);
        expect((error as AppError).code).toBe('refused');
      }
    }
    expect(accepted.filter((table) => table.startsWith('02-'))).toHaveLength(3);
    expect(accepted.length).toBeLessThan(10);
  },
);
