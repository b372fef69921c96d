import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { loadBuiltinFramework } from '../../../../electron/core/frameworks/builtin.ts';
import { exportFramework, frameworkWorkbook } from '../../../../electron/core/frameworks/export-sheet.ts';
import { importSheet, importSheetBytes } from '../../../../electron/core/frameworks/import-sheet.ts';
import type { Framework } from '../../../../shared/domain/framework.ts';
import { withoutIds } from './sheet-book.ts';

test.each(['wei-cheng-nian-ren', 'wei-sheng-chengshi', 'wen-ming-dan-wei', 'wen-ming-xiao-yuan', 'wenming-chengshi'])(
  '%s exported to Excel and imported again is the same tree, nothing reported',
  async (id) => {
    const framework = await loadBuiltinFramework(id);
    const back = importSheetBytes(await frameworkWorkbook(framework), 'x.xlsx');
    expect(withoutIds(back.framework)).toEqual(withoutIds(framework));
    expect(back.notUnderstood).toEqual([]);
    expect(back.otherSheets).toEqual([]);
  },
);

test('importing an export twice gives the same ids', async () => {
  const bytes = await frameworkWorkbook(await loadBuiltinFramework('wenming-chengshi'));
  const ids = () => importSheetBytes(bytes, 'x.xlsx').framework.indicators.map((one) => one.id);
  expect(ids()).toEqual(ids());
  expect(new Set(ids()).size).toBe(222);
});

test('cells are merged per version block, project and content, under a head row that repeats on every page', async () => {
  const book = read(await frameworkWorkbook(await loadBuiltinFramework('wenming-chengshi')), { type: 'array' });
  const sheet = book.Sheets['责任分解一体表']!;
  const merges = (sheet['!merges'] ?? []).map((range) => utils.encode_range(range));
  const rows = utils.sheet_to_json<string[]>(sheet, { header: 1, blankrows: true });
  expect(rows[4]).toEqual(['版块', '测评项目', '测评内容', '编号', '测评标准', '测评方法', '牵头单位', '责任单位', '完成时间', '材料要求', '关键词', '标准全文', '别名编号', '弱关键词', '可信度']); // prettier-ignore
  expect(rows[5]?.[2]).toBe('Ⅱ-1 学习宣传贯彻习近平新时代中国特色社会主义思想');
  expect(merges).toContain('C6:C9');
  expect(rows).toHaveLength(5 + 156);
});

const leafOf = (change: object) => ({
  altCodes: [], standard: '', methods: [], leadUnit: '', units: [], dueText: '', keywords: [], weakKeywords: [], confidence: '', requirements: [], ...change,
}); // prettier-ignore

test('odd numbers, formula-like text, leaves on an upper level, fixed windows and lists with commas survive the way back', async () => {
  const framework = {
    id: 'x',
    name: '我市责任分解表',
    edition: '',
    reconstructed: false,
    note: '',
    levelNames: ['项目', '内容', '标准'],
    indicators: [
      leafOf({ id: 'a', code: '党建★一', name: '1.带数字开头的项目', level: 1, parentId: null, leaf: false, leadUnit: '甲局', keywords: ['一、二', '三'] }),
      leafOf({ id: 'b', code: 'X.1', name: '=1+1 像公式的标准', level: 3, parentId: 'a', leaf: true, dueText: '长期', keywords: ['甲、乙', '丙'], requirements: [
        { kind: '实景图片', minCount: 3, windowMonths: null, windowFrom: '2025-01-01', windowTo: '2026-06-30', note: '含时间;地点、人物' },
        { kind: '规范文件', minCount: 1, windowMonths: 36, windowFrom: null, windowTo: null, note: '' },
        { kind: '规范文件', minCount: 2, windowMonths: null, windowFrom: null, windowTo: null, note: '近三年各1份' },
      ] }),
      leafOf({ id: 'c', code: '乙', name: '没有下级的项目', level: 1, parentId: null, leaf: true, leadUnit: '乙局', units: ['各县(市、区)'], dueText: '2026-06-30', methods: ['暗访'] }),
      leafOf({ id: 'f', code: '丙', name: '第三个项目', level: 1, parentId: null, leaf: false }),
      leafOf({ id: 'd', code: '0001', name: '只有一条标准的内容', level: 2, parentId: 'f', leaf: false }),
      leafOf({ id: 'e', code: '1-2', name: '唯一的标准', level: 3, parentId: 'd', leaf: true, standard: '唯一的标准,全文\n分两行。', altCodes: ['(一)', '第1条'], confidence: 'medium' }),
    ],
  } as unknown as Framework; // prettier-ignore
  const back = importSheetBytes(await frameworkWorkbook(framework), 'x.xlsx');
  expect(withoutIds(back.framework)).toEqual(withoutIds(framework));
});

test('an export lands in one whole file, and a folder that does not exist is a clear refusal', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'export-'));
  const framework = await loadBuiltinFramework('wen-ming-dan-wei');
  await exportFramework(framework, join(folder, '分解表.xlsx'));
  expect(await readdir(folder)).toEqual(['分解表.xlsx']);
  expect((await readFile(join(folder, '分解表.xlsx'))).subarray(0, 2).toString()).toBe('PK');
  expect((await importSheet(join(folder, '分解表.xlsx'))).framework.name).toBe(framework.name);
  await expect(exportFramework(framework, join(folder, '没有', '表.xlsx'))).rejects.toMatchObject({ code: 'refused' });
  await expect(exportFramework(framework, join(folder, '分解表.xlsx', '表.xlsx'))).rejects.toMatchObject({ code: 'refused' });
  expect(await readdir(folder)).toEqual(['分解表.xlsx']);
  await rm(folder, { recursive: true });
});
