import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bestSheet, importGrids, readTables } from '../../../../electron/core/frameworks/import-sheet.ts';
import { makeRecordCore } from '../records/record-core.ts';
import { paragraph, wordFile, wordTable, type WordCell } from './word-book.ts';

const HEAD = ['测评项目', '测评内容', '测评标准', '责任单位'];
const down = (text: string): WordCell => ({ text, merge: 'restart' });
const ON: WordCell = { text: '', merge: 'continue' };

const read = async (bytes: Buffer) => {
  const grids = await readTables(bytes, '手册.docx');
  return importGrids(grids, bestSheet(grids, '手册.docx'), '手册.docx');
};
const treeOf = ({ framework }: Awaited<ReturnType<typeof read>>): readonly string[] =>
  framework.indicators.map((one) => `${one.level}${one.leaf ? '' : '+'} ${one.code} ${one.name}`);

test('merged cells are carried down, the title above names the framework, units and line breaks within a cell are read', async () => {
  const file = wordFile([
    '附件1',
    '滨河区创建文明城市责任分解表(2026年)',
    wordTable([
      HEAD,
      [down('Ⅱ-1 理想信念'), down('学习宣传'), 'Ⅱ-1-1) 开展学习', '区委宣传部'],
      [ON, ON, 'Ⅱ-1-2) 组织宣讲', '区委宣传部、\n区文明办'],
      [ON, '阵地建设', 'Ⅱ-1-3) 建好阵地', '区文明办'],
    ]),
  ]);
  const found = await read(file);
  expect(found.framework).toMatchObject({ name: '滨河区创建文明城市责任分解表', edition: '2026年' });
  expect(found.framework.levelNames).toEqual(['测评项目', '测评内容', '测评标准']);
  expect(treeOf(found)).toHaveLength(6);
  expect(
    found.framework.indicators
      .filter((one) => one.leaf)
      .map((one) => `${one.code} ${one.name} ${one.leadUnit} ${one.units.join()}`),
  ).toEqual(['Ⅱ-1-1) 开展学习 区委宣传部 ', 'Ⅱ-1-2) 组织宣讲 区委宣传部 区文明办', 'Ⅱ-1-3) 建好阵地 区文明办 ']);
});

const PART_ONE = [
  HEAD,
  ['理想信念', '学习宣传', '1.1.1 开展学习', '宣传部'],
  ['理想信念', '学习宣传', '1.1.2 组织宣讲', '宣传部'],
];

test('tables that go on are joined as one, the repeated head left out, one without a head too; another table stays apart', async () => {
  const file = wordFile([
    '责任分解表',
    wordTable(PART_ONE),
    '(续表)',
    wordTable([HEAD, ['文明交通', '秩序', '2.1.1 劝导', '交警队']]),
    wordTable([['文明交通', '设施', '2.1.2 护栏', '住建局']]),
    '联系人',
    wordTable([['姓名', '电话'], ['王敏', '123']]), // prettier-ignore
  ]);
  const grids = await readTables(file, '手册.docx');
  expect(grids.map((one) => `${one.sheet} ${one.rows.length}`)).toEqual(['表 1 起 3 张接成一张 6', '表 1 4', '表 2 3', '表 3 1', '表 4 3']); // prettier-ignore
  const found = importGrids(grids, bestSheet(grids, '手册.docx'), '手册.docx');
  expect(found.sheet).toBe('表 1 起 3 张接成一张');
  expect(found.framework.indicators.filter((one) => one.leaf).map((one) => one.code)).toEqual([
    '1.1.1',
    '1.1.2',
    '2.1.1',
    '2.1.2',
  ]);
});

test('a head pasted again on every page within one table is left out', async () => {
  const [head, first, second] = PART_ONE as [string[], string[], string[]];
  const found = await read(wordFile([wordTable([head, first, head, second])]));
  expect(found.framework.indicators.filter((one) => one.leaf)).toHaveLength(2);
});

test('numbered headings over every one of the tables become the level above', async () => {
  const table = (code: string, name: string) => wordTable([HEAD.slice(1), [name, `${code} ${name}标准`, '文明办']]);
  const found = await read(wordFile(['操作手册', '一、组织领导', table('1.1', '机构'), '二、宣传教育', table('2.1', '阵地')]));
  expect(treeOf(found).filter((line) => line.startsWith('1'))).toEqual(['1+ 一 组织领导', '1+ 二 宣传教育']);
});

test('deleted rows and text, text boxes and content controls of Word are read as they are shown', async () => {
  const [head, first, second] = PART_ONE as [string[], string[], string[]];
  const plain = wordTable([head, first, second, ['删去的', '内容', '9.9.9 删去', '某']]);
  const changed = plain
    .replace(/<w:tr>(?=(?:(?!<w:tr>).)*删去的)/, '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>')
    .replace(
      '<w:t xml:space="preserve">1.1.1 开展学习',
      '<w:t xml:space="preserve">1.1.1 开展</w:t></w:r><w:del><w:r><w:delText>旧的</w:delText></w:r></w:del><w:r><w:t>学习',
    )
    .replace(/<w:tbl>(.*)<\/w:tbl>/, '<w:sdt><w:sdtContent><w:tbl>$1</w:tbl></w:sdtContent></w:sdt>');
  const found = await read(wordFile([changed]));
  expect(found.framework.indicators.filter((one) => one.leaf).map((one) => `${one.code} ${one.name}`)).toEqual([
    '1.1.1 开展学习',
    '1.1.2 组织宣讲',
  ]);
});

test.each([
  ['文档里只有文字', wordFile(['只有文字']), '里没有表格,只有文字'],
  ['损坏的文档', wordFile([wordTable([HEAD])]).subarray(0, 300), /已损坏/],
])('%s is refused in words', async (_, bytes, words) => {
  await expect(readTables(bytes, '手册.docx')).rejects.toThrow(words);
});

test('an old .doc is asked to be saved as .docx', async () => {
  const sample = new URL(
    '../../../../resources/sample/files/06 市容环境/城管局/背街小巷/背街小巷整治提升情况说明报告.doc',
    import.meta.url,
  );
  const old = readFileSync(sample);
  await expect(readTables(old, '旧.doc')).rejects.toThrow('另存为 .docx');
});

test('the preview of the window shows the tables to choose from, and what is chosen is taken over', async () => {
  const { call, folder } = await makeRecordCore('word-framework');
  const file = join(folder, '手册.docx');
  writeFileSync(
    file,
    wordFile(['责任分解表', wordTable(PART_ONE), wordTable([HEAD, ['文明交通', '秩序', '2.1.1 劝导', '交警队']])]),
  );
  const preview = await call('framework.preview', { file });
  expect(preview.sheets).toEqual(['表 1 起 2 张接成一张', '表 1', '表 2']);
  expect([preview.leaves, preview.name, preview.codeStyles]).toEqual([3, '责任分解表', ['1.1.1']]);
  const mapping = { ...preview.mapping, sheet: '表 2', headerRow: 1 };
  const { leaves } = await call('framework.adopt', { from: { file, mapping, name: '文档里的', edition: '' } });
  expect(leaves).toBe(1);
});

const level = (at: number, format: string, text: string): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const NUMBERING = {
  'word/numbering.xml': `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
    <w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '%1、')}</w:abstractNum>
    <w:abstractNum w:abstractNumId="1">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2')}</w:abstractNum>
    <w:abstractNum w:abstractNumId="2">${level(0, 'bullet', '●')}</w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="1"/>
      <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
  </w:numbering>`,
  'word/styles.xml': `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
    <w:style w:type="paragraph" w:styleId="Part"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="PartBold"><w:basedOn w:val="Part"/></w:style>
    <w:style w:type="paragraph" w:styleId="Circular"><w:basedOn w:val="Circular"/></w:style>
  </w:styles>`,
};
const listed = (text: string, id: number, depth = 0): WordCell => ({ text, list: { id, level: depth } });

test('numbers that Word counts by itself are codes as it shows them: decimal, of several levels, Chinese, from a style, begun anew', async () => {
  const table = wordTable([
    ['测评项目', '测评标准', '责任单位'],
    [listed('组织领导', 2), listed('机构', 2, 1), '文明办'],
    ['', listed('会议', 2, 1), '文明办'],
    [listed('宣传教育', 2), listed('阵地', 2, 1), listed('宣传部', 3)],
  ]);
  const tree = treeOf(await read(wordFile([table], NUMBERING)));
  expect(tree).toEqual(['1+ 1 组织领导', '2 1.1 机构', '2 1.2 会议', '1+ 2 宣传教育', '2 2.1 阵地']);

  const part = (title: string, style: string, name: string): readonly string[] => [
    paragraph(title, { style }),
    wordTable([HEAD.slice(1), [`${name}内容`, listed(name, 4), '文明办'], [`${name}内容`, listed(`${name}二`, 4), '文明办']]),
  ];
  const parts = [...part('组织领导', 'Part', '机构'), ...part('宣传教育', 'PartBold', '阵地')];
  const found = await read(wordFile([paragraph('操作手册', { style: 'Circular' }), ...parts], NUMBERING));
  expect(treeOf(found).filter((line) => line.startsWith('1'))).toEqual(['1+ 一 组织领导', '1+ 二 宣传教育']);
  const leaves = found.framework.indicators.filter((one) => one.leaf).map(({ code, name }) => `${code} ${name}`);
  expect(leaves).toEqual(['5 机构', '6 机构二', '7 阵地', '8 阵地二']);
});

test('a Word file whose lists cannot be read is read without their numbers', async () => {
  const rows = [HEAD, ['理想', '学习', listed('1.1.1 开展学习', 2), '宣传部']];
  const found = await read(wordFile([wordTable(rows)], { 'word/numbering.xml': '<w:numbering' }));
  expect(found.framework.indicators.at(-1)?.code).toBe('1.1.1');
});
