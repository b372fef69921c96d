import { expect, test } from 'vitest';
import type { Drawing, LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { drawingsOf, fileOfXml, FRAME, pagesOf } from './docx-files.ts';

const lines = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} w:val="single" w:sz="4"/>`).join(''); // prettier-ignore
const word = (text: string) => `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>${text}</w:t></w:r></w:p>`; // prettier-ignore
const cell = (width: number, text: string, rest = '') =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${rest}<w:vAlign w:val="center"/></w:tcPr>${word(text)}</w:tc>`;
const row = (cells: string, height = 0) =>
  `<w:tr>${height > 0 ? `<w:trPr><w:trHeight w:val="${height}"/></w:trPr>` : ''}${cells}</w:tr>`;
const DOWN = '<w:textDirection w:val="tbRl"/>';
const pagesIn = async (rows: string): Promise<LaidPage[]> =>
  pagesOf(
    (
      await readDocxBlocks(
        await fileOfXml(
          `<w:tbl><w:tblPr><w:tblBorders>${lines}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="600"/><w:gridCol w:w="7000"/></w:tblGrid>${rows}</w:tbl>${word('后')}`,
        ),
        FRAME.width,
      )
    ).blocks,
  );
type Text = Drawing & { kind: 'text' };
const inside = ({ drawings }: Drawing & { kind: 'across' }): Text[] => drawings.filter((one): one is Text => one.kind === 'text');
/** Where on the page the middle of an upright character is, by the turn its cell has. */
const middleOf = ({ x, y, sizePt }: Text, { x: left, y: top, width }: Drawing & { kind: 'across' }) => ({
  x: left + width - (y - sizePt / 2),
  y: top + x - 0.38 * sizePt,
});

test('the words of an upright cell run down in its middle, each character standing, as its row gives them height', async () => {
  const [page] = await pagesIn(row(cell(600, '基本情况', DOWN) + cell(7000, '张三'), 2000));
  const [turned, ...others] = drawingsOf(page, 'across');
  expect(others).toEqual([]);
  expect(turned).toMatchObject({ clockwise: true });
  const chars = inside(turned!);
  expect(chars.map(({ text, turned: stands }) => [text, stands])).toEqual([['基', true], ['本', true], ['情', true], ['况', true]]); // prettier-ignore
  const middles = chars.map((one) => middleOf(one, turned!));
  expect(middles[1]!.y - middles[0]!.y).toBeCloseTo(14, 1);
  const box = drawingsOf(page, 'rect').find(({ width }) => width < 60)!;
  expect(box.height).toBeCloseTo(100, 0);
  expect((middles[0]!.y + middles[3]!.y) / 2, 'in the middle of its height').toBeCloseTo(box.y + 50, 0);
  expect(middles[0]!.x, 'and its width').toBeCloseTo(box.x + box.width / 2, 0);
});

test('a row without a height of its own becomes as high as the upright words need, and no word is lost', async () => {
  const [page] = await pagesIn(row(cell(600, '主要事迹及有关情况说明', DOWN) + cell(7000, '内容')));
  const box = drawingsOf(page, 'rect').find(({ width }) => width < 60)!;
  expect(box.height).toBeGreaterThan(11 * 14);
  expect(box.height).toBeLessThan(11 * 14 + 20);
  expect(inside(drawingsOf(page, 'across')[0]!).map(({ text }) => text).join('')).toBe('主要事迹及有关情况说明'); // prettier-ignore
});

test('words of a merged cell keep to the rows it covers; figures and brackets lie along the line', async () => {
  const part = (merge: string, text: string) => cell(600, text, `${merge}${DOWN}`);
  const rows = row(part('<w:vMerge w:val="restart"/>', '情况（2026）') + cell(7000, '一'), 1200) + row(part('<w:vMerge/>', '') + cell(7000, '二'), 1200); // prettier-ignore
  const [page] = await pagesIn(rows);
  const [turned] = drawingsOf(page, 'across');
  expect(inside(turned!).map(({ text, turned: stands }) => [text, stands ?? false])).toEqual([['情', true], ['况', true], ['（2026）', false]]); // prettier-ignore
  expect(turned!.height).toBeGreaterThan(100);
  expect(drawingsOf(page, 'rect').find(({ width }) => width < 60)!.height).toBeCloseTo(120, 0);
});

test('more words than the height of a row has room for go on in a second line, left of the first', async () => {
  const xml = row(cell(600, '左') + cell(7000, '一二三四五六七八九十', DOWN), 1600);
  const [page] = await pagesIn(xml);
  const [turned] = drawingsOf(page, 'across');
  const middles = inside(turned!).map((one) => middleOf(one, turned!));
  const xs = [...new Set(middles.map(({ x }) => Math.round(x)))];
  expect(xs).toHaveLength(2);
  expect(xs[1]).toBeLessThan(xs[0]!);
  expect(middles).toHaveLength(10);
});

test('a cell whose words run up is turned the other way as a whole', async () => {
  const [page] = await pagesIn(row(cell(600, '自下而上', '<w:textDirection w:val="btLr"/>') + cell(7000, '右'), 2000));
  const [turned] = drawingsOf(page, 'across');
  expect(turned).not.toHaveProperty('clockwise');
  expect(inside(turned!).map(({ text, turned: stands }) => [text, stands])).toEqual([['自下而上', undefined]]);
});

test('a table with upright cells that is divided over pages prints each of them once', async () => {
  const rows = Array.from({ length: 14 }, (_, at) => row(cell(600, `第${at}项`, DOWN) + cell(7000, '内容'), 1500)).join('');
  const pages = await pagesIn(rows);
  expect(pages.length).toBeGreaterThan(1);
  const words = pages.flatMap((page) => drawingsOf(page, 'across')).map((one) => inside(one).map(({ text }) => text).join('')); // prettier-ignore
  expect(words).toEqual(Array.from({ length: 14 }, (_, at) => `第${at}项`));
});
