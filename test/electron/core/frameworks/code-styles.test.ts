import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { frameworkWorkbook } from '../../../../electron/core/frameworks/export-sheet.ts';
import { importSheetBytes } from '../../../../electron/core/frameworks/import-sheet.ts';
import { makeRecordCore } from '../records/record-core.ts';

const OWN = '项目,编号,标准,责任单位\n志愿服务,Ⅲ-1-①,队伍建设,文明办\n,Ⅲ-1-②,活动记录,文明办\n交通,Ⅲ-2-①,文明劝导,交警队\n';

async function withOwn(name: string) {
  const made = await makeRecordCore(name, { indexed: true });
  const file = join(made.folder, '本地体系.csv');
  writeFileSync(file, OWN);
  return { ...made, file };
}

test('the preview guesses the style of the codes, and what the person leaves there is declared', async () => {
  const { call, file } = await withOwn('styles-preview');
  expect((await call('framework.preview', { file })).codeStyles).toEqual(['Ⅰ-1-①']);
  const { id } = await call('framework.adopt', { from: { file, name: '本地', edition: '', codeStyles: ['III-1-①', 'Ⅲ-1'] } });
  const styles = async () => (await call('archive.summary', {})).frameworks.find((one) => one.id === id)?.codeStyles;
  expect(await styles()).toEqual(['Ⅰ-1-①', 'Ⅰ-1']);
  await call('framework.setCodeStyles', { framework: id, codeStyles: [] });
  expect(await styles()).toEqual([]);
  await call('undo.run', {});
  expect(await styles()).toEqual(['Ⅰ-1-①', 'Ⅰ-1']);
  await expect(call('framework.setCodeStyles', { framework: id, codeStyles: ['甲'] })).rejects.toThrow('没有能认出的序号');
});

test('a declared style goes through Excel and back, and is not taken for a title', async () => {
  const first = importSheetBytes(new TextEncoder().encode(OWN), '本地体系.csv').framework;
  expect(first.codeStyles).toBeUndefined();
  const back = importSheetBytes(await frameworkWorkbook({ ...first, name: '本地', codeStyles: ['Ⅰ-1-①', '(一)'] }), 'x.xlsx');
  expect(back.framework.codeStyles).toEqual(['Ⅰ-1-①', '(一)']);
  expect(back.framework.name).toBe('本地');
  expect(back.framework.indicators.map((one) => one.code)).toEqual(first.indicators.map((one) => one.code));
});

test('files named by a declared style are suggested to the node that is meant', async () => {
  const { call, file, folder } = await withOwn('styles-suggest');
  writeFileSync(join(folder, '材料', 'III—1—② 台账.txt'), '某某');
  await call('framework.adopt', { from: { file, name: '本地', edition: '', codeStyles: ['Ⅰ-1-①'] } });
  await call('index.run', {});
  const { documents } = await call('suggest.list', {});
  const own = documents.find((one) => one.path.includes('III—1—②'))?.suggestions.filter((one) => one.indicator.startsWith('Ⅲ-'));
  expect(own?.[0]).toMatchObject({ indicator: 'Ⅲ-1-②', band: 'high' });
});
