import { Column, ColumnBreak, FootnoteReferenceRun, PageBreak, Paragraph, SectionType, Table, TableCell, TableRow, TextRun, type ISectionOptions, type ISectionPropertiesOptions } from 'docx'; // prettier-ignore
import { expect, test } from 'vitest';
import type { LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { drawingsOf, fileOfSections, FRAME, pagesOf, wordsOn } from './docx-files.ts';

const para = (text: string) => new Paragraph({ children: [new TextRun({ text, size: 24 })] });
const lines = (count: number, name = '行') => Array.from({ length: count }, (_, at) => para(`${name}${at + 1}`));
const two = { column: { count: 2, space: 720 } };
const on = { type: SectionType.CONTINUOUS };
const pagesIn = async (...sections: ISectionOptions[]): Promise<LaidPage[]> =>
  pagesOf((await readDocxBlocks(await fileOfSections(sections), FRAME.width)).blocks);
/** Words by where they begin, from left to right, each column from its head. */
function columnsOn(page: LaidPage | undefined): string[][] {
  const byEdge = new Map<number, string[]>();
  for (const { x, text } of drawingsOf(page, 'text').sort((a, b) => a.y - b.y)) {
    byEdge.set(Math.round(x), [...(byEdge.get(Math.round(x)) ?? []), text]);
  }
  return [...byEdge].sort(([a], [b]) => a - b).map(([, words]) => words);
}
const yOf = (page: LaidPage | undefined, word: string) => drawingsOf(page, 'text').find(({ text }) => text === word)?.y ?? 0;

test('columns that end where a section goes on are about equally high, and what follows stands under them', async () => {
  const [page, ...others] = await pagesIn(
    { properties: on, children: [para('题目')] },
    { properties: { ...on, ...two }, children: lines(10) },
    { properties: on, children: [para('后文')] },
  );
  expect(others).toEqual([]);
  expect(columnsOn(page)).toEqual([
    ['题目', '行1', '行2', '行3', '行4', '行5', '后文'],
    ['行6', '行7', '行8', '行9', '行10'],
  ]);
  expect(yOf(page, '行6')).toBe(yOf(page, '行1'));
  expect(yOf(page, '后文') - yOf(page, '行10')).toBeCloseTo(yOf(page, '行2') - yOf(page, '行1'), 0);
});

test('the last columns of a document are filled one after the other, over pages, and no word is lost', async () => {
  const pages = await pagesIn({ properties: two, children: lines(120) });
  expect(pages).toHaveLength(2);
  const [left, right] = columnsOn(pages[0]);
  expect(left!.length).toBe(right!.length);
  expect(columnsOn(pages[1])).toHaveLength(1);
  expect(pages.flatMap(columnsOn).flat()).toEqual(Array.from({ length: 120 }, (_, at) => `行${at + 1}`));
});

test('columns divided by a page that ends go on at the head of the next one, balanced there', async () => {
  const pages = await pagesIn({ properties: two, children: lines(100) }, { properties: on, children: [para('后文')] });
  const [left, right] = columnsOn(pages[1]);
  expect(Math.abs(left!.length - 1 - right!.length)).toBeLessThanOrEqual(1);
  expect(left!.at(-1)).toBe('后文');
  expect(pages.flatMap(wordsOn)).toHaveLength(101);
});

test('a column break goes on in the next column, outside of columns on the next page', async () => {
  const broken = [para('左'), new Paragraph({ children: [new ColumnBreak(), new TextRun({ text: '右', size: 24 })] })];
  const [page] = await pagesIn({ properties: two, children: broken }, { properties: on, children: [para('后文')] });
  expect(columnsOn(page)).toEqual([['左', '后文'], ['右']]);
  expect((await pagesIn({ children: broken })).map(wordsOn)).toEqual([['左'], ['右']]);
});

test('a page break within columns ends them all', async () => {
  const pages = await pagesIn({
    properties: two,
    children: [para('一'), new Paragraph({ children: [new PageBreak()] }), para('二')],
  });
  expect(pages.map((page) => wordsOn(page))).toEqual([['一'], ['二']]);
});

test('a line stands in the middle between columns where the file asks for one', async () => {
  const asked = { column: { count: 3, space: 600, separate: true } };
  const [page] = await pagesIn({ properties: asked, children: lines(9) }, { properties: on, children: [para('后文')] });
  const edges = columnsOn(page).length;
  const rules = drawingsOf(page, 'line');
  expect([edges, rules.length]).toEqual([3, 2]);
  const width = (451.3 - 60) / 3;
  const left = Math.min(...drawingsOf(page, 'text').map(({ x }) => x));
  expect(rules[0]!.x1).toBeCloseTo(left + width + 15, 0);
  expect(rules[0]!.x1).toBe(rules[0]!.x2);
});

test('columns of different widths: a paragraph that is divided goes on as wide as its new column, no character twice or lost', async () => {
  const properties: ISectionPropertiesOptions = {
    column: { count: 2, equalWidth: false, children: [new Column({ width: 2000, space: 400 }), new Column({ width: 6600 })] },
  };
  const words = Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('');
  const [page] = await pagesIn({ properties, children: [para(words)] }, { properties: on, children: [para('后文')] });
  const texts = drawingsOf(page, 'text').filter(({ text }) => text !== '后文');
  const left = Math.min(...texts.map(({ x }) => x));
  const [narrow, wide] = [texts.filter(({ x }) => x < left + 50), texts.filter(({ x }) => x > left + 50)];
  expect([...narrow, ...wide].map(({ text }) => text).join('')).toBe(words);
  expect(Math.max(...narrow.map(({ text }) => text.length))).toBe(8);
  expect(Math.max(...wide.map(({ text }) => text.length))).toBe(27);
  expect(wide[0]!.x).toBeCloseTo(left + 120, 0);
});

test('a table stands within its column and is divided between columns; notes follow under all of them', async () => {
  const row = (at: number) => new TableRow({ children: [new TableCell({ children: [para(`格${at}`)] })] });
  const noted = new Paragraph({ children: [new TextRun('文'), new FootnoteReferenceRun(1)] });
  const file = await fileOfSections([{ properties: two, children: [new Table({ rows: [1, 2, 3, 4, 5, 6].map(row) }), noted] }], {
    footnotes: { 1: { children: [para('注文')] } },
  });
  const [page] = pagesOf((await readDocxBlocks(file, FRAME.width)).blocks);
  const cells = drawingsOf(page, 'rect');
  expect(Math.max(...cells.map(({ width }) => width))).toBeLessThanOrEqual(225);
  expect(new Set(cells.map(({ x }) => Math.round(x))).size, 'in both columns').toBe(2);
  expect(yOf(page, '注文')).toBeGreaterThan(Math.max(...[1, 2, 3, 4, 5, 6].map((at) => yOf(page, `格${at}`))));
});
