import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import type { Input } from '../../../../shared/contract/api.ts';
import type { ExportResult } from '../../../../shared/contract/results.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { readVolume, textOf } from './volume-reader.ts';

const folder = temporaryFolder('editions');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const INDICATOR = 'Ⅱ-11-1';
let core: Core;

const paper = (name: string, words: string): void =>
  writeFileSync(join(source, `${name}.txt`), `${name}\n${words}\n云泽市创建办\n2026年3月5日\n`);
const index = () => core.call('index.run', { archive }, quiet);
const decide = (name: string, action: 'confirm' | 'clear') =>
  core.call('links.decide', { archive, document: `${name}.txt`, indicator: INDICATOR, action }, quiet);
async function bind(out: string, more: Partial<Input<'export.run'>> = {}): Promise<ExportResult> {
  const made = await core.call(
    'export.run',
    { archive, out: join(folder, out), draft: false, indicators: [INDICATOR], ...more },
    quiet,
  );
  expect((await core.call('verify.run', { path: join(folder, out) }, quiet)).problems).toEqual([]);
  return made;
}
async function words(out: string, made: ExportResult): Promise<readonly string[]> {
  const volume = await readVolume(join(folder, out, made.volumes[0]!.file));
  return volume.labels.map((_, page) => textOf(volume, page).replace(/\s/g, ''));
}

beforeAll(async () => {
  mkdirSync(source);
  for (const name of ['甲通知', '乙方案', '丙总结']) paper(name, '第一稿。');
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  await core.call(
    'archive.create',
    { archive, framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30' },
    quiet,
  );
  await index();
  for (const name of ['甲通知', '乙方案', '丙总结']) await decide(name, 'confirm');
  await bind('第1版', { photosPerPage: 4, header: '内部' });
  await decide('乙方案', 'clear');
  paper('丁照会', '新来的。');
  paper('乙方案', '第二稿,内容改过。');
  await index();
  await decide('乙方案', 'confirm');
  await decide('丁照会', 'confirm');
  await decide('丙总结', 'clear');
}, 60_000);
afterAll(() => core.close());

test('the first edition compares with nothing and keeps how it was made', async () => {
  expect(await core.call('exports.read', { archive, edition: 1 }, quiet)).toMatchObject({
    ...{ changes: null, supplementTo: null, listHolds: true },
    plan: { indicators: [INDICATOR], photosPerPage: 4, header: '内部', draft: false },
  });
});

test('the second says on a page, in its list and in a table what was added, replaced and removed since', async () => {
  const made = await bind('第2版');
  const pages = await words('第2版', made);
  const page = pages.find((text) => text.startsWith('版次变化') || text.includes('与第1版相比'))!;
  expect(page).toContain('新增1件，替换1件，移出1件，内容未变1件');
  for (const name of ['丁照会', '乙方案', '丙总结']) expect(page).toContain(name);
  const { changes } = await core.call('exports.read', { archive, edition: 2 }, quiet);
  expect(changes).toMatchObject({ since: 1, kept: 1 });
  expect(changes!.lines.slice(0, 3).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    ...['新增 丁照会.txt', '移出 丙总结.txt', '替换 乙方案.txt'],
  ]);
  const table = readFileSync(join(folder, '第2版', '版次变化.csv'), 'utf8');
  expect(table.startsWith('\uFEFF变化,指标,题名')).toBe(true);
  expect(table.split('\r\n').filter((line) => line.startsWith('页号变化'))).toHaveLength(
    changes!.lines.filter(({ kind }) => kind === '页号变化').length,
  );
});

test('a 补充卷 holds only what was not handed over, numbered behind it, and a second one only what came after', async () => {
  const made = await bind('补一', { supplementTo: 1 });
  expect(made.placed.map(({ path }) => path).sort()).toEqual(['丁照会.txt', '乙方案.txt']);
  expect(made.volumes[0]!.file).toContain('第1版补充卷');
  const pages = await words('补一', made);
  expect(pages[0]).toContain('第1版补充卷');
  expect(pages.join('')).toContain('Ⅱ-11-1)-补①');
  // Contents and 指标页 say the number that is stamped.
  expect(pages.filter((page) => /补①\s*(?!$)/.test(page.replaceAll('-补①', ''))).length).toBeGreaterThanOrEqual(2);
  await expect(bind('补二', { supplementTo: 1 })).rejects.toMatchObject({ code: 'refused' });
  paper('戊清单', '更晚的。');
  await index();
  await decide('戊清单', 'confirm');
  const second = await bind('补三', { supplementTo: 1 });
  expect(second.placed.map(({ path }) => path)).toEqual(['戊清单.txt']);
  expect((await words('补三', second)).join('')).toContain('Ⅱ-11-1)-补③');
  await expect(bind('补四', { supplementTo: second.edition })).rejects.toMatchObject({ code: 'refused' });
  await expect(bind('补五', { supplementTo: 99 })).rejects.toMatchObject({ code: 'not-found' });
});

test('a list rewritten as a whole in its folder is known from the record, although it agrees with itself', async () => {
  const file = join(folder, '第1版', 'manifest.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text} `);
  expect(await core.call('exports.read', { archive, edition: 1 }, quiet)).toMatchObject({ listHolds: false });
  writeFileSync(file, text);
});
