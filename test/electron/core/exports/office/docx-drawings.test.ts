import { AlignmentType, HorizontalPositionRelativeFrom, ImageRun, Paragraph, Table, TableCell, TableRow, TextRun, TextWrappingType, VerticalPositionRelativeFrom, type IFloating } from 'docx'; // prettier-ignore
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { DrawnBlock } from '../../../../../electron/core/exports/layout/drawn-blocks.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { drawingsOf, fileOf, fileOfXml, FRAME, pagesOf, wordsOn } from './docx-files.ts';

const red = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#e00000' } })
  .png()
  .toBuffer();
const EMU = 12_700;
/** A seal of 90 points at so many points from the column's edge and its paragraph. */
const seal = (x: number, y: number, more: Partial<IFloating> = {}) =>
  new ImageRun({
    type: 'png',
    data: red,
    transformation: { width: 120, height: 120 },
    floating: {
      horizontalPosition: { relative: HorizontalPositionRelativeFrom.COLUMN, offset: x * EMU },
      verticalPosition: { relative: VerticalPositionRelativeFrom.PARAGRAPH, offset: y * EMU },
      wrap: { type: TextWrappingType.NONE },
      ...more,
    },
  });
const read = async (path: string) => readDocxBlocks(path, FRAME.width);
const line = (text: string) => new Paragraph({ children: [new TextRun({ text, size: 32 })] });
const place = (page: Parameters<typeof drawingsOf>[0]) => drawingsOf(page, 'image')[0];

test('a seal lies over the words of its paragraph, at the place the file says, as ink they are read through', async () => {
  const path = await fileOf([
    line('正文'),
    new Paragraph({ children: [seal(300, -30), new TextRun({ text: '滨河区创建办', size: 32 })] }),
    line('2026年3月5日'),
  ]);
  const [page] = pagesOf((await read(path)).blocks);
  const column = drawingsOf(page, 'text')[0]?.x ?? 0;
  const signature = drawingsOf(page, 'text').find(({ text }) => text === '滨河区创建办');
  expect(place(page)).toMatchObject({ width: 90, height: 90, ink: true });
  expect((place(page)?.x ?? 0) - column).toBeCloseTo(300, 1);
  expect((signature?.y ?? 0) - (place(page)?.y ?? 0)).toBeGreaterThan(30);
  expect((signature?.y ?? 0) - (place(page)?.y ?? 0)).toBeLessThan(60);
  expect(page?.drawings.at(-1)?.kind, 'over the text').toBe('image');
});

test('a picture behind the text lies under it', async () => {
  const path = await fileOf([new Paragraph({ children: [seal(0, 0, { behindDocument: true }), new TextRun('字')] })]);
  const [page] = pagesOf((await read(path)).blocks);
  expect(page?.drawings.map(({ kind }) => kind)).toEqual(['image', 'text']);
  expect(place(page)?.ink).toBeUndefined();
});

test('at the end of a page a seal stays on the page of its paragraph and within the sheet', async () => {
  for (const before of [34, 35, 36]) {
    const path = await fileOf([
      ...Array.from({ length: before }, () => line('满')),
      new Paragraph({ children: [seal(0, 20), new TextRun({ text: '签发', size: 32 })] }),
    ]);
    const pages = pagesOf((await read(path)).blocks);
    const at = pages.findIndex((page) => wordsOn(page).includes('签发'));
    expect(pages.map((page) => drawingsOf(page, 'image').length)).toEqual(pages.map((_, index) => (index === at ? 1 : 0)));
    const picture = place(pages[at]);
    expect((picture?.y ?? 0) + (picture?.height ?? 0)).toBeLessThanOrEqual(FRAME.y + FRAME.height + 20.01);
  }
});

test('a place counted from the sheet is one on ours: at the right margin, at the foot', async () => {
  const at = {
    horizontalPosition: { relative: HorizontalPositionRelativeFrom.MARGIN, align: 'right' as never },
    verticalPosition: { relative: VerticalPositionRelativeFrom.MARGIN, offset: 0 },
  };
  const [page] = pagesOf(
    (await read(await fileOf([line('一'), line('二'), new Paragraph({ children: [seal(0, 0, at)] })]))).blocks,
  );
  const column = 451.3;
  expect(place(page)?.y).toBeCloseTo(FRAME.y, 1);
  expect((place(page)?.x ?? 0) + 90).toBeCloseTo(FRAME.x + (FRAME.width + column) / 2, 0);
});

test('in a cell a seal lies over the lines of the table, whose white ground it is', async () => {
  const path = await fileOf([
    new Table({
      rows: [
        new TableRow({ children: [new TableCell({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [seal(20, 0), new TextRun('盖章')] })] })] }), // prettier-ignore
      ],
    }),
  ]);
  const [page] = pagesOf((await read(path)).blocks);
  expect(page?.drawings.map(({ kind }) => kind)).toEqual(['rect', 'text', 'image']);
});

test('a picture text runs round stands at the place it has, its paragraph beside it', async () => {
  const path = await fileOf([
    new Paragraph({ children: [seal(340, 0, { wrap: { type: TextWrappingType.SQUARE } }), new TextRun('字')] }),
  ]);
  const [page] = pagesOf((await read(path)).blocks);
  const [words] = drawingsOf(page, 'text');
  expect(place(page)?.width).toBe(90);
  expect((place(page)?.x ?? 0) - (words?.x ?? 0)).toBeCloseTo(340, 1);
  expect(words?.y).toBeLessThan((place(page)?.y ?? 0) + 20);
});

const W = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"';
const A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
const anchored = (shape: string, cx: number, cy: number, wrap = '<wp:wrapNone/>') =>
  `<w:drawing><wp:anchor behindDoc="0"><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="${cx * EMU}" cy="${cy * EMU}"/>${wrap}<a:graphic ${A}><a:graphicData uri="wps">${shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>`;
const shapeOf = (properties: string, text = '') =>
  `<wps:wsp ${W}><wps:spPr>${properties}</wps:spPr>${text === '' ? '' : `<wps:txbx><w:txbxContent>${text}</w:txbxContent></wps:txbx>`}<wps:bodyPr/></wps:wsp>`;
const redLine = '<a:ln w="28575"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>';
const word = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

test('the drawn red line of a 红头文件 is printed in its colour and width, as a shape and as one of Word 97', async () => {
  const newer = anchored(shapeOf(`<a:prstGeom prst="line"/>${redLine}`), 440, 0);
  const older = '<w:pict><v:line style="position:absolute" from="0,4pt" to="440pt,4pt" strokecolor="red" strokeweight="2.25pt"/></w:pict>'; // prettier-ignore
  for (const drawn of [newer, older]) {
    const [page] = pagesOf((await read(await fileOfXml(`<w:p><w:r>${drawn}</w:r></w:p>${word('通知')}`))).blocks);
    const [one, ...others] = drawingsOf(page, 'line');
    expect(others).toEqual([]);
    expect(one).toMatchObject({ color: '#ff0000', thicknessPt: 2.25 });
    expect((one?.x2 ?? 0) - (one?.x1 ?? 0)).toBeCloseTo(440, 1);
    expect(one?.y1).toBe(one?.y2);
  }
});

test('a text box is printed once, with its frame and fill, though the file holds it for older programs too', async () => {
  const fill = '<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFF2CC"/></a:solidFill>';
  const box = anchored(shapeOf(`${fill}${redLine}`, word('框内')), 200, 40);
  const older = `<w:pict><v:shape style="position:absolute;width:200pt;height:40pt"><v:textbox><w:txbxContent>${word('框内')}</w:txbxContent></v:textbox></v:shape></w:pict>`;
  const both = `<mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback>${older}</mc:Fallback></mc:AlternateContent>`;
  const [page] = pagesOf((await read(await fileOfXml(`<w:p><w:r>${both}</w:r></w:p>${word('正文')}`))).blocks);
  expect(wordsOn(page).sort()).toEqual(['框内', '正文']);
  expect(drawingsOf(page, 'rect').map(({ fill: inside, stroke, width }) => [inside ?? stroke, width])).toEqual([
    ['#fff2cc', 200],
    ['#ff0000', 200],
  ]);
});

test('words too many for their box are set smaller, then the box grows: none is lost', async () => {
  const box = anchored(shapeOf(redLine, word('一二三四五六七八九十'.repeat(12))), 120, 40);
  const [page] = pagesOf((await read(await fileOfXml(`<w:p><w:r>${box}</w:r></w:p>`))).blocks);
  expect(wordsOn(page).join('')).toHaveLength(120);
  expect(drawingsOf(page, 'text')[0]?.sizePt).toBeLessThan(10.5);
  expect(drawingsOf(page, 'rect')[0]?.height).toBeGreaterThan(40);
});

test('a text box that text runs round takes its room between paragraphs; one longer than a page goes over pages', async () => {
  const square = '<wp:wrapSquare wrapText="bothSides"/>';
  const low = anchored(shapeOf(redLine, word('框内')), 200, 60, square);
  const blocks = (await read(await fileOfXml(`<w:p><w:r>${low}</w:r></w:p>${word('下文')}`))).blocks;
  expect(blocks.filter(({ kind }) => kind === 'drawn')).toMatchObject([{ inFlow: true, heightPt: 60 }]);
  const long = anchored(shapeOf(redLine, word('长').repeat(120)), 200, 60, square);
  const pages = pagesOf((await read(await fileOfXml(`<w:p><w:r>${long}</w:r></w:p>`))).blocks);
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flatMap(wordsOn)).toHaveLength(120);
});

test('a group keeps where its members lie', async () => {
  const member = (x: number) =>
    `<wps:wsp ${W}><wps:spPr><a:xfrm><a:off x="${x}" y="0"/><a:ext cx="100" cy="100"/></a:xfrm>${redLine}</wps:spPr><wps:bodyPr/></wps:wsp>`;
  const group = `<wpg:wgp xmlns:wpg="g"><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1000" cy="100"/><a:chOff x="0" y="0"/><a:chExt cx="1000" cy="100"/></a:xfrm></wpg:grpSpPr>${member(0)}${member(900)}</wpg:wgp>`;
  const { blocks } = await read(await fileOfXml(`<w:p><w:r>${anchored(group, 200, 20)}</w:r></w:p>`));
  const drawn = blocks.find((block): block is DrawnBlock => block.kind === 'drawn');
  expect(drawn?.shapes.map(({ x, width, height }) => [x, width, height])).toEqual([
    [0, 20, 20],
    [180, 20, 20],
  ]);
});

test('text boxes within text boxes are read once each, however deep, and cost no more than their depth', async () => {
  const nested = (depth: number): string =>
    depth === 0
      ? word('里')
      : `<w:p><w:r><w:t>层</w:t></w:r><w:r>${anchored(shapeOf(redLine, nested(depth - 1)), 200, 40)}</w:r></w:p>`;
  const { blocks, notes } = await read(await fileOfXml(nested(12)));
  expect(pagesOf(blocks).flatMap(wordsOn).join('')).toBe('层'.repeat(11) + '里' + '层');
  expect(notes).toEqual([]);
});

test('a chart that leads nowhere is said, and so is a watermark by its words', async () => {
  const chart = `<w:drawing><wp:inline><wp:extent cx="100" cy="100"/><a:graphic ${A}><a:graphicData uri="chart"><c:chart xmlns:c="c"/></a:graphicData></a:graphic></wp:inline></w:drawing>`;
  const mark = '<w:pict><v:shape style="position:absolute;width:400pt;height:100pt"><v:textpath string="内部资料"/></v:shape></w:pict>'; // prettier-ignore
  const { notes } = await read(await fileOfXml(`<w:p><w:r>${chart}</w:r></w:p><w:p><w:r>${mark}</w:r></w:p>`));
  expect(notes).toEqual(['文中的图表读不出来,没有印出,请核对原件', '水印“内部资料”没有印出']);
});
