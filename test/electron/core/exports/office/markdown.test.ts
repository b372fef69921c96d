import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Block, ParagraphBlock, TableBlock } from '../../../../../electron/core/exports/layout/blocks.ts';
import { readOfficePages } from '../../../../../electron/core/exports/office/office.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { growthOf } from '../../../../support/growth.ts';
import MarkdownIt from 'markdown-it';

/** A Markdown file is printed as its writer meant it to be read. */
const path = join(temporaryFolder('markdown'), '方案.md');

async function read(content: string | Uint8Array) {
  writeFileSync(path, content);
  return readOfficePages({ path, type: 'md', widthPt: 442, storedText: '' });
}

const paragraphs = (blocks: readonly Block[]): readonly ParagraphBlock[] => blocks.filter((block) => block.kind === 'paragraph');
const textOf = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return `${block.mark === undefined ? '' : `${block.mark} `}${block.runs.map(({ text }) => text).join('')}`;
    case 'table':
      return block.rows.map(({ cells }) => cells.map((cell) => cell.blocks.map(textOf).join('')).join('|')).join('\n');
    default:
      return '';
  }
};
const textsOf = (blocks: readonly Block[]): readonly string[] => blocks.map(textOf).filter((text) => text !== '');

test('headings, lists, tasks, quotes, code and rules are set as what they are, without their marks', async () => {
  const { blocks, notes } = await read(
    '# 工作方案\r\n\r\n各单位:\r\n请报送材料。\r\n\r\n3. 巡查\n   - 夜间\n4. 总结\n\n- [ ] 没办\n- [x] 办了\n\n> 引用\n\n```\nif  (x)\n```\n\n---\n',
  );
  expect(textsOf(blocks)).toEqual(['工作方案', '各单位:\n请报送材料。', '3. 巡查', '• 夜间', '4. 总结', '□ 没办', '■ 办了', '引用', 'if\u00a0\u00a0(x)']); // prettier-ignore
  const [heading, body, patrol, night] = paragraphs(blocks);
  expect([heading!.runs[0]!.sizePt, heading!.runs[0]!.face, heading!.keepWithNext]).toEqual([18, 'hei-bold', true]);
  expect([body!.leftPt, patrol!.leftPt, night!.leftPt]).toEqual([0, 21, 42]);
  expect(blocks.at(-1)).toEqual({ kind: 'rule' });
  expect(notes).toEqual([]);
});

test('emphasis shows by the weight and the kind of the type, also where Chinese punctuation stands at its end', async () => {
  const { blocks } = await read('**重点:**后文*统一*,~~去年~~`a_b`,**“文明”**城市 3*4*5\n');
  const [line] = paragraphs(blocks);
  expect(line!.runs.map(({ text, face, strike }) => [text, face, strike ?? false])).toEqual([
    ['重点:', 'song-bold', false],
    ['后文', 'song', false],
    ['统一', 'hei', false],
    [',', 'song', false],
    ['去年', 'song', true],
    ['a_b', 'hei', false],
    [',', 'song', false],
    ['“文明”', 'song-bold', false],
    ['城市 3', 'song', false],
    ['4', 'hei', false],
    ['5', 'song', false],
  ]);
});

test('a table has its heading repeated, its columns aligned as asked and as wide as what stands in them', async () => {
  const { blocks } = await read('|单位|任务|数量|\n|:--|:--:|--:|\n|交警支队|早晚高峰<br>**执勤**|1,200|\n|教育局|护学|36|\n');
  const table = blocks.find((block): block is TableBlock => block.kind === 'table')!;
  expect(textOf(table)).toBe('单位|任务|数量\n交警支队|早晚高峰\n执勤|1,200\n教育局|护学|36');
  expect([table.headerRows, table.rows[1]!.cells.map(({ blocks: [cell] }) => (cell as ParagraphBlock).align)]).toEqual([
    1,
    ['left', 'center', 'right'],
  ]);
  expect(table.columns).toEqual([8, 8, 6]);
});

test('addresses of links stand behind their words, pictures are named and not fetched, HTML does not act and that is said', async () => {
  const { blocks, notes } = await read(
    '见[通知](https://example.cn/a%E6%96%87)、<https://example.cn/b>、[上文](#上文)\n\n![现场](https://example.cn/p.jpg)![](图/二.png)\n\n<script>alert(1)</script>\n\n<div align="center">居中</div>\n\n<!-- 略 -->\n',
  );
  expect(textsOf(blocks)).toEqual([
    '见通知（https://example.cn/a文）、https://example.cn/b、上文',
    '〔图片：现场〕〔图片：图/二.png〕',
    '居中',
  ]);
  expect(notes).toEqual(['文中 2 张图片不在这个文件里,没有印出,只印了名称', '文中的 HTML 标记没有印出,其中的文字照印']);
});

test('the head of notes kept by another program stands as it is written, and a rule at the start is none', async () => {
  expect(textsOf((await read('---\ntitle: 方案\ntags:\n  - 创建\n---\n正文\n')).blocks)).toEqual(['title:\u00a0方案', 'tags:', '\u00a0\u00a0-\u00a0创建', '正文']); // prettier-ignore
  expect(textsOf((await read('---\n\n正文\n\n---\n')).blocks)).toEqual(['正文']);
});

test('GBK is read like any text, and bytes in no encoding are refused as they are there', async () => {
  const gbk = Uint8Array.of(0x23, 0x20, 0xce, 0xc4, 0xc3, 0xf7, 0xb4, 0xb4, 0xbd, 0xa8, 0xb9, 0xa4, 0xd7, 0xf7, 0x0a);
  expect(textsOf((await read(gbk)).blocks)).toEqual(['文明创建工作']);
  const broken = Buffer.concat([Buffer.from('# 标题\n\n正文'), Buffer.of(0xe4, 0xbd), Buffer.from('在\n')]);
  await expect(read(broken)).rejects.toThrow('unknown text encoding');
});

test('what would lose text when read is printed as it is written, and that is said: deep nesting, a huge file, nothing but marks', async () => {
  const said = ['Markdown 文件太大、嵌套太深或只有标记,按原文连同标记印出'];
  const deep = await read(`${'>'.repeat(5000)} 深处的话\n`);
  expect([textsOf(deep.blocks).join('').endsWith('深处的话'), deep.notes]).toEqual([true, said]);
  const nested = Array.from({ length: 100 }, (_, at) => `${'  '.repeat(at)}- 第${at}层`).join('\n');
  expect([textsOf((await read(nested)).blocks).length, (await read('[a]: https://example.cn\n')).notes]).toEqual([100, said]);
  expect((await read('长'.repeat((1 << 20) + 1))).notes).toEqual(said);
});

test('a table of ten thousand rows loses none', async () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => `|${at}|滨河区第${at}单位|`).join('\n');
  const { blocks } = await read(`|序号|单位|\n|--|--|\n${rows}\n`);
  const table = blocks.find((block): block is TableBlock => block.kind === 'table')!;
  expect([table.rows.length, textOf(table).endsWith('9999|滨河区第9999单位')]).toEqual([10_001, true]);
}, 60_000);

test.each(['[', '*a ', '`a', '<a ', '![a](', 'a_b', '> a\n- b\n', '[a](<b'])(
  'reading grows with the text, not with its square: %j',
  (piece) => {
    const reader = new MarkdownIt({ html: true });
    expect(growthOf((size) => reader.parse(piece.repeat(size), {}), 2000)).toBeLessThan(6);
  },
);
