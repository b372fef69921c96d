import { expect, test } from 'vitest';
import { importSheetBytes } from '../../../../electron/core/frameworks/import-sheet.ts';
import { imported, outline, workbook } from './sheet-book.ts';
import { growthOf } from '../../../support/growth.ts';

const HEAD = ['测评项目', '测评内容', '测评标准', '测评方法', '牵头单位', '责任单位', '完成时间', '材料要求'];

test('a sheet with merged cells, a title above and numbers in the cells becomes a tree of three levels', async () => {
  const { framework, mapping, headerRow, notUnderstood } = await imported({
    rows: [
      ['满洲里市创建全国文明城市责任分解一体表(2026年)'],
      [],
      HEAD,
      ['Ⅰ-1 理想信念教育', 'Ⅱ-1 学习宣传', '1)纳入党委议事日程', '材料审核、问卷调查', '市委宣传部', '市文明办、市教育局;团市委', '2026年6月30日', '规范文件1份;说明报告1份(近12个月)'],
      [null, null, '2)中心组带头学', '材料审核', '市委组织部', '市委宣传部', '长期', '实景图片3张(2025年1月至2026年6月)'],
      [null, 'Ⅱ-2 中国梦教育', '1)开展主题活动', '实地考察', '市教育局', '', '', '文件、照片、总结'],
    ],
    merges: ['A1:H1', 'A4:A6', 'B4:B5'],
  });
  expect([framework.name, framework.edition, framework.reconstructed, headerRow]).toEqual(['满洲里市创建全国文明城市责任分解一体表', '2026年', false, 3]);
  expect(framework.levelNames).toEqual(['测评项目', '测评内容', '测评标准']);
  expect(outline(framework)).toEqual([
    'Ⅰ-1 理想信念教育',
    '  Ⅱ-1 学习宣传',
    '    Ⅱ-1-1) 纳入党委议事日程',
    '    Ⅱ-1-2) 中心组带头学',
    '  Ⅱ-2 中国梦教育',
    '    Ⅱ-2-1) 开展主题活动',
  ]);
  expect(framework.indicators[2]).toMatchObject({
    leaf: true,
    methods: ['材料审核', '问卷调查'],
    leadUnit: '市委宣传部',
    units: ['市文明办', '市教育局', '团市委'],
    dueText: '2026-06-30',
    requirements: [
      { kind: '规范文件', minCount: 1, windowMonths: null },
      { kind: '说明报告', minCount: 1, windowMonths: 12 },
    ],
  });
  expect(framework.indicators[3]).toMatchObject({ dueText: '长期', requirements: [{ kind: '实景图片', minCount: 3, windowFrom: '2025-01-01', windowTo: '2026-06-30' }] });
  expect(framework.indicators[5]?.requirements.map((one) => one.kind)).toEqual(['规范文件', '实景图片', '工作总结']);
  expect(mapping).toMatchObject({ A: '测评项目', C: '测评标准', H: '材料要求' });
  expect(notUnderstood).toEqual([]);
}); // prettier-ignore

test('a head of two rows with merged cells on row 8 is found', async () => {
  const blank = Array.from({ length: 6 }, () => []);
  const { framework, headerRow, mapping } = await imported({
    rows: [
      ...blank,
      ['序号', '测评指标', null, '责任分工', null, '完成\n时限', '备注'],
      [null, '项目', '内容', '牵头单位', '配合单位', null, null],
      [1, '志愿服务', '建立服务站', '市文明办', '团市委', '2026.6.30', '见附件'],
      [2, '志愿服务', '发展志愿者', '市民政局', '', '', ''],
    ],
    merges: ['A7:A8', 'B7:C7', 'D7:E7', 'F7:F8', 'G7:G8'],
  });
  expect(headerRow).toBe(8);
  expect(mapping).toEqual({ A: '序号', B: '项目', C: '内容', D: '牵头单位', E: '配合单位', F: '完成时限', G: '备注' });
  expect(outline(framework)).toEqual(['1 志愿服务', '  1-1 建立服务站', '  1-2 发展志愿者']);
  expect(framework.indicators[1]).toMatchObject({ leadUnit: '市文明办', units: ['团市委'], dueText: '2026-06-30' });
});

test('section rows become a level, repeated heads and titles are passed over, totals and remarks are reported', async () => {
  const { framework, notUnderstood } = await imported({
    rows: [
      ['责任分解表', null, null, null],
      ['序号', '测评内容', '测评标准', '责任单位'],
      ['第一部分 思想道德', null, null, null],
      [1, '学习', '有计划', '市委宣传部'],
      [2, '学习', '有记录', '市委宣传部'],
      ['责任分解表', null, null, null],
      ['序号', '测评内容', '测评标准', '责任单位'],
      [],
      ['第二部分 社会环境', null, null, null],
      [3, '治安', '有巡查', '市公安局'],
      ['小计', null, '3项', null],
      ['填表单位:市创建办', null, null, null],
    ],
    merges: ['A1:D1', 'A3:D3', 'A6:D6', 'A9:D9', 'A12:D12'],
  });
  expect(framework.levelNames).toEqual(['版块', '测评内容', '测评标准']);
  expect(outline(framework)).toEqual([
    '第一部分 思想道德',
    '  第一部分-1 学习',
    '    第一部分-1-1 有计划',
    '    第一部分-1-2 有记录',
    '第二部分 社会环境',
    '  第二部分-1 治安',
    '    第二部分-1-1 有巡查',
  ]);
  expect(notUnderstood.map((one) => [one.row, one.reason])).toEqual([
    [11, '看作合计行,没有导入'],
    [12, '看作表外的说明,没有导入'],
  ]);
});

test('a remark across the table is no section: it is reported and makes no level', async () => {
  const { framework, notUnderstood } = await imported({
    rows: [
      ['测评内容', '测评标准', '责任单位'],
      ['学习', '有计划', '市委宣传部'],
      ['※以上口径待定，等会议纪要下来再改', null, null],
      ['以下为新增', null, null],
      ['学习', '有记录', '市委宣传部'],
    ],
    merges: ['A3:C3', 'A4:C4'],
  });
  expect(outline(framework)).toEqual(['1 学习', '  1-1 有计划', '  1-2 有记录']);
  expect(notUnderstood.map((one) => one.row)).toEqual([3, 4]);
});

test('without 牵头单位 the first named unit leads (P09, P24); a unit marked as leading leads wherever it stands', async () => {
  const { framework } = await imported({
    rows: [
      ['测评标准', '责任单位'],
      ['甲', '市文明办\n市教育局、团市委'],
      ['乙', '市教育局、市文明办(牵头)、各县(市、区)'],
      ['丙', '牵头:市卫健委\n配合:市教育局,市民政局'],
      ['丁', '市城管局 市住建局'],
    ],
  });
  expect(framework.indicators.map((one) => [one.leadUnit, ...one.units])).toEqual([
    ['市文明办', '市教育局', '团市委'],
    ['市文明办', '市教育局', '各县(市、区)'],
    ['市卫健委', '市教育局', '市民政局'],
    ['市城管局', '市住建局'],
  ]);
});

test('a standard merged over several rows is one indicator with the units and materials of all its rows', async () => {
  const { framework, notUnderstood } = await imported({
    rows: [
      ['测评内容', '测评标准', '责任单位', '材料要求'],
      ['交通', '礼让斑马线', '市公安局', '文件1份'],
      [null, null, '市交通局', '照片5张'],
      [null, '停放有序', '市城管局', '台账'],
    ],
    merges: ['A2:A4', 'B2:B3'],
  });
  expect(framework.indicators).toHaveLength(3);
  expect(framework.indicators[1]).toMatchObject({
    name: '礼让斑马线',
    leadUnit: '市公安局',
    units: ['市交通局'],
    requirements: [{ kind: '规范文件' }, { kind: '实景图片', minCount: 5 }],
  });
  expect(notUnderstood).toEqual([]);
});

test('cells left blank below, as a csv of a merged sheet has them, are filled for the levels only', () => {
  const csv = '\uFEFF测评项目,测评内容,责任单位\n一、环境,1.市容,市城管局\n,2.绿化,市林业局\n二、秩序,1.交通,\n';
  const { framework } = importSheetBytes(Buffer.from(csv), '表.csv');
  expect(outline(framework)).toEqual(['一 环境', '  一-1 市容', '  一-2 绿化', '二 秩序', '  二-1 交通']);
  expect(framework.indicators.at(-1)?.leadUnit).toBe('');
});

test.each(['utf16le', 'utf16be'])('a csv in %s without a mark is read', (encoding) => {
  const bytes = Buffer.from('测评项目,测评内容,责任单位\n一、环境,1.市容,市城管局\n', 'utf16le');
  const { framework } = importSheetBytes(encoding === 'utf16be' ? bytes.swap16() : bytes, '表.csv');
  expect(framework.indicators.map(({ name }) => name)).toEqual(['环境', '市容']);
});

test('bytes with zeros that are no text are still refused as no table', () => {
  const bytes = Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 37) % 11));
  expect(() => importSheetBytes(bytes, '表.csv')).toThrow('不是 Excel/WPS 表格');
});

test('a csv in GB18030 is read', () => {
  const bytes = Buffer.from('b2e2c6c0c4dac8dd2cd4f0c8ceb5a5cebb0ad6beb8a2b7fecef12cc4b3bed60a', 'hex'); // 测评内容,责任单位⏎志父服务…
  const { framework } = importSheetBytes(bytes, '表.csv');
  expect(framework.levelNames).toEqual(['测评内容']);
  expect(framework.indicators).toHaveLength(1);
});

test('a cell merged over two level columns is no level of its own', async () => {
  const { framework } = await imported({
    rows: [
      ['测评项目', '测评内容', '测评标准', '责任单位'],
      ['特色指标', null, '有品牌', '市文明办'],
      ['环境', '市容', '路面整洁', '市城管局'],
      ['环境', '市容', '立面整洁', '市城管局'],
    ],
    merges: ['A2:B2'],
  });
  expect(outline(framework)).toEqual([
    '1 特色指标',
    '    1-1 有品牌',
    '2 环境',
    '  2-1 市容',
    '    2-1-1 路面整洁',
    '    2-1-2 立面整洁',
  ]);
});

test('one long standard under each content describes it instead of being a level; the text stays whole', async () => {
  const text = '1)有制度;\n2)有记录。';
  const { framework } = await imported({
    rows: [
      ['测评项目', '测评内容', '测评标准', '测评方法'],
      ['Ⅰ—1环境', 'Ⅲ—1市容', text, '1)材料审核\n2)材料审核、问卷调查'],
      [null, 'Ⅲ—2绿化', '绿地率达标', '实地考察'],
    ],
  });
  expect(outline(framework)).toEqual(['Ⅰ—1 环境', '  Ⅲ—1 市容', '  Ⅲ—2 绿化']);
  expect(framework.indicators[1]).toMatchObject({ standard: text, methods: ['材料审核', '问卷调查'], leaf: true });
});

test('numbers of every style are read from the cells, and none is taken from amounts, years or enumerations', async () => {
  const names = ['Ⅱ-9-1)甲', 'II-9—2)乙', '1.1.2 丙', '(十七)丁', 'A1戊', '卫-1-2 己', '2025年创建计划', '3.5万人以上', '1)一;2)二', 'A4纸打印', '12345热线'];
  const { framework } = await imported({ rows: [['测评标准', '责任单位'], ...names.map((name) => [name, '甲局'])] });
  expect(outline(framework)).toEqual([
    'Ⅱ-9-1) 甲', 'II-9—2) 乙', '1.1.2 丙', '(十七) 丁', 'A1 戊', '卫-1-2 己', '7 2025年创建计划', '8 3.5万人以上', '9 1)一;2)二', '10 A4纸打印', '11 12345热线',
  ]);
}); // prettier-ignore

test('double numbers are made unique and reported, the same row twice is merged and reported', async () => {
  const { framework, notUnderstood } = await imported({
    rows: [
      ['编号', '测评标准', '责任单位'],
      ['Ⅱ-1', '甲', '市教育局'],
      ['Ⅱ-1', '乙', '市教育局'],
      ['Ⅱ-1', '甲', '市民政局'],
    ],
  });
  expect(outline(framework)).toEqual(['Ⅱ-1 甲', 'Ⅱ-1(2) 乙']);
  expect(framework.indicators[0]).toMatchObject({ leadUnit: '市教育局', units: ['市民政局'] });
  expect(notUnderstood.map((one) => [one.row, one.column])).toEqual([[3, ''], [4, 'B']]); // prettier-ignore
});

test('a number Excel turned into a date is restored and reported; dates in the due column become dates', async () => {
  const { framework, notUnderstood } = await imported({
    rows: [
      ['编号', '测评标准', '责任单位', '完成时间'],
      [new Date(Date.UTC(2026, 0, 2)), '甲', '市教育局', new Date(Date.UTC(2026, 5, 30))],
    ],
  });
  expect(framework.indicators[0]).toMatchObject({ code: '1-2', dueText: '2026-06-30' });
  expect(notUnderstood.map((one) => one.reason)).toEqual(['Excel 把编号变成了日期,已还原为 1-2,请核对']);
});

test('columns without a place and cells without a kind are listed, nothing is dropped silently', async () => {
  const { notUnderstood } = await imported({
    rows: [
      ['测评内容', '测评标准', '责任单位', '材料要求', '备注', '神秘列'],
      ['交通', '有劝导', '市公安局等', '若干', '重点', 'x'],
      ['交通', '有停车位', '市公安局', '每季度1份总结', '', 'y'],
    ],
  });
  expect(notUnderstood.map((one) => `${one.row}${one.column} ${one.reason}`)).toEqual([
    '1E 测评体系里没有对应的内容,这一列的 1 格没有导入',
    '1F 没有认出列名,这一列的 2 格没有导入',
    '2C “等”没有写明是哪个单位,请补全',
    '2D 材料要求:没有认出材料类型',
    '3D 材料要求:“每季度”还不能自动按次计数,已按最少件数理解并写入说明,请核对',
  ]);
});

test('of several sheets the one with the best head is read and the others are listed', async () => {
  const bytes = await workbook(
    { name: '封面', rows: [['创建资料']] },
    { name: '说明', rows: [['项目', '责任单位'], ['x', 'y']] },
    { name: '分解表', rows: [HEAD, ['环境', '市容', '整洁', '实地考察', '市城管局', '', '', '']] },
  ); // prettier-ignore
  const { sheet, otherSheets } = importSheetBytes(bytes, '表.xlsx');
  expect([sheet, otherSheets]).toEqual(['分解表', ['封面', '说明']]);
});

test('a map of columns overrules the head', async () => {
  const rows = [['甲', '乙', '丙'], ['市容', '整洁', '市城管局'], ['市容', '有序', '市公安局']]; // prettier-ignore
  await expect(imported({ rows })).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('测评项目') });
  const columns = { 测评内容: 'A', 标准: 'B', 责任单位: 'c' };
  const { framework } = await imported({ rows }, { sheet: 'Sheet1', headerRow: 1, columns });
  expect(outline(framework)).toEqual(['1 市容', '  1-1 整洁', '  1-2 有序']);
  expect(framework.indicators[2]?.leadUnit).toBe('市公安局');
  for (const wrong of [
    { columns: { ...columns, 天气: 'B' } },
    { columns: { 责任单位: 'C' } },
    { sheet: '没有' },
    { columns: { 标准: 'Z' } },
  ]) {
    await expect(imported({ rows }, { headerRow: 1, columns, ...wrong })).rejects.toMatchObject({ code: 'usage' });
  }
});

test('ids stay when a row is put in between, and change with the wording', async () => {
  const head = ['测评内容', '测评标准', '责任单位'];
  const idsOf = async (rows: string[][]) => {
    const { framework } = await imported({ rows: [head, ...rows] });
    return new Map(framework.indicators.map((one) => [one.name, one.id]));
  };
  const before = await idsOf([['市容', '整洁', '甲'], ['市容', '有序', '甲']]); // prettier-ignore
  const after = await idsOf([['市容', '新增', '乙'], ['市容', '整洁', '甲'], ['市容', '有序了', '甲']]); // prettier-ignore
  expect(after.get('整洁')).toBe(before.get('整洁'));
  expect(after.get('有序了')).not.toBe(before.get('有序'));
});

test('3,200 rows with merges are imported, at a cost in proportion to the rows', async () => {
  const bytesOf = (items: number) => {
    const rows: (string | null)[][] = [HEAD];
    const merges: string[] = [];
    for (let item = 0; item < items; item++) {
      for (let row = 0; row < 10; row++) {
        rows.push([row ? null : `Ⅰ-${item + 1}项目${item}`, row ? null : `内容${item}`, `标准${item}之${row}`, '材料审核', '甲局', '乙局、丙局', '长期', '文件、照片']);
      }
      merges.push(`A${item * 10 + 2}:A${item * 10 + 11}`, `B${item * 10 + 2}:B${item * 10 + 11}`);
    }
    return workbook({ rows, merges });
  };
  const bytes = new Map([[20, await bytesOf(20)], [320, await bytesOf(320)]]);
  const imported = (items: number) => importSheetBytes(bytes.get(items)!, '大表.xlsx');
  const { framework, notUnderstood } = imported(320);
  expect(framework.indicators.filter((one) => one.leaf)).toHaveLength(3200);
  expect(notUnderstood).toEqual([]);
  expect(growthOf(imported, 20)).toBeLessThan(4);
}); // prettier-ignore

test('a workbook cut short anywhere is refused and never hangs', async () => {
  const bytes = await workbook({ rows: [HEAD, ['环境', '市容', '整洁', '实地考察', '市城管局', '', '', '']] });
  for (let length = 4; length < bytes.length; length += 97) {
    expect(() => importSheetBytes(bytes.subarray(0, length), '表.xlsx')).toThrow('已损坏');
  }
});

test.each([
  ['an empty file', Buffer.alloc(0), '文件是空的'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), '不是 Excel'],
  ['a pdf', Buffer.from('%PDF-1.7\n'), '不是 Excel'],
  ['half a workbook', Buffer.from('504b0304140000000800', 'hex'), '已损坏'],
  ['a csv without a head', Buffer.from('a,b\n1,2\n'), '没有找到表头'],
  ['a head without rows', Buffer.from('测评内容,责任单位\n'), '下面没有指标'],
  ['only blank cells', Buffer.from(',,\n,,\n'), '没有内容'],
])('%s is refused with one clear sentence', (_, bytes, message) => {
  expect(() => importSheetBytes(bytes, '表.xlsx')).toThrow(message);
});
