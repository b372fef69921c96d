import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectFilesOf, promisesIn } from './promises.ts';

const rows = promisesIn(readFileSync('docs/window.md', 'utf8'), 'promise');
/** Of the page about suggestions only the last part lists promises; its other tables are figures. */
const ofSuggestions = promisesIn(readFileSync('docs/suggestions.md', 'utf8').split('\n## 逐句对照')[1] ?? '', '要求');

test('every screen of the window has a row', () => {
  const screens = ['首次使用', '工作台', '材料', '归类', '指标', '缺项', '成册', '导入测评体系', '设置'];
  const promised = rows.map(([, promise]) => promise ?? '');
  expect(screens.filter((screen) => !promised.some((one) => one === screen || one.startsWith(`${screen}:`)))).toEqual([]);
});

test('every sentence about suggestions has a row', () => {
  expect(ofSuggestions.length).toBeGreaterThanOrEqual(20);
});

test.each([...rows, ...ofSuggestions])('%s%s names files that are there, a test among them', (...cells) => expectFilesOf(cells));

test('what needs a real Windows PC is listed to be ticked, every kind of package among it', () => {
  const list = readFileSync('docs/windows-checklist.md', 'utf8');
  expect(list.split(/\r?\n/).filter((line) => line.startsWith('- [ ] ')).length).toBeGreaterThan(20);
  for (const kind of ['NSIS', 'portable', 'zip']) expect(list).toContain(kind);
});
