import { AlignmentType, BorderStyle, HeightRule, Paragraph, Table, TableCell, TableRow, TextRun, VerticalMergeType, WidthType, type IBorderOptions, type ITableCellOptions } from 'docx'; // prettier-ignore
import { expect, test } from 'vitest';
import type { TableBlock } from '../../../../../electron/core/exports/layout/blocks.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { change, drawingsOf, fileOf, fileOfXml, FRAME, pagesOf, wordsOn } from './docx-files.ts';

/** Width of the text of A4 with the margins a new file has. */
const A4_TEXT_PT = 451.3;
const none: IBorderOptions = { style: BorderStyle.NONE };
const NO_LINES = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
const cell = (text: string, more: Partial<ITableCellOptions> = {}) => new TableCell({ ...more, children: [new Paragraph(text)] });
const tableIn = async (path: string): Promise<TableBlock> => {
  const { blocks } = await readDocxBlocks(path, FRAME.width);
  const table = blocks.find((block) => block.kind === 'table');
  if (!table) throw new Error('a table was expected');
  return table;
};
const edgesIn = (table: TableBlock): string[][] =>
  table.rows.map(({ cells }) => cells.map(({ edges }) => Object.keys(edges ?? {}).sort().join(' '))); // prettier-ignore

test('a table without lines, as letterheads and places to sign are laid out, gets none; one with lines gets them', async () => {
  const rows = () => [new TableRow({ children: [cell('承办单位'), cell('签发')] })];
  const pagesWith = async (borders: typeof NO_LINES | undefined) => {
    const path = await fileOf([new Table({ rows: rows(), ...(borders ? { borders } : {}) })]);
    return pagesOf((await readDocxBlocks(path, FRAME.width)).blocks)[0];
  };
  const bare = await pagesWith(NO_LINES);
  expect([drawingsOf(bare, 'line').length, drawingsOf(bare, 'rect').length, wordsOn(bare)]).toEqual([0, 0, ['承办单位', '签发']]);
  expect(drawingsOf(await pagesWith(undefined), 'rect')).toHaveLength(2);
});

test('lines have the colour, width and kind a cell says, and what a cell says wins over the table', async () => {
  const red: IBorderOptions = { style: BorderStyle.SINGLE, size: 18, color: 'FF0000' };
  const table = await tableIn(
    await fileOf([
      new Table({
        borders: NO_LINES,
        rows: [
          new TableRow({ children: [cell('甲', { borders: { bottom: red } }), cell('乙', { borders: { left: { style: BorderStyle.DOUBLE } } })] }), // prettier-ignore
        ],
      }),
    ]),
  );
  const [left, right] = table.rows[0]?.cells ?? [];
  expect(left?.edges).toEqual({ bottom: { widthPt: 2.25, color: '#ff0000', kind: 'solid' } });
  expect(right?.edges?.left?.kind).toBe('double');
});

test('an edge a cell leaves open stays open although the table has lines within', async () => {
  const table = await tableIn(
    await fileOf([
      new Table({
        rows: [new TableRow({ children: [cell('上', { borders: { bottom: none } })] }), new TableRow({ children: [cell('下')] })],
      }),
    ]),
  );
  expect(edgesIn(table)).toEqual([['left right top'], ['bottom left right']]);
});

test('shading of cells and of a style’s head row and bands is printed, with the colour the style gives the words on it', async () => {
  const path = await fileOf([
    new Table({
      style: 'Banded',
      borders: NO_LINES,
      rows: ['表头', '一', '二', '三'].map((text, at) => new TableRow({ children: [cell(text, at === 3 ? { shading: { fill: 'FFEECC' } } : {})] })), // prettier-ignore
    }),
  ]);
  const style =
    '<w:style w:type="table" w:styleId="Banded"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="4472C4"/></w:tcPr></w:tblStylePr><w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/></w:tcPr></w:tblStylePr></w:style>';
  change(path, 'word/styles.xml', (xml) => xml.replace('</w:styles>', `${style}</w:styles>`));
  change(
    path,
    'word/document.xml',
    (xml) =>
    xml.replace('</w:tblPr>', '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'), // prettier-ignore
  );
  const table = await tableIn(path);
  expect(table.rows.map(({ cells }) => cells[0]?.shade)).toEqual(['#4472c4', '#d9e2f3', undefined, '#ffeecc']);
  const head = table.rows[0]?.cells[0]?.blocks[0];
  expect(head?.kind === 'paragraph' && head.runs[0]).toMatchObject({ color: '#ffffff', face: 'song-bold' });
});

test('rows are as high as set, a narrow table stands where it is aligned, columns keep their widths', async () => {
  const path = await fileOf([
    new Table({
      width: { size: 4000, type: WidthType.DXA },
      columnWidths: [1000, 3000],
      alignment: AlignmentType.RIGHT,
      rows: [new TableRow({ height: { value: 1200, rule: HeightRule.ATLEAST }, children: [cell('姓名'), cell('')] })],
    }),
  ]);
  const [first, second] = drawingsOf(pagesOf((await readDocxBlocks(path, FRAME.width)).blocks)[0], 'rect');
  expect(first).toMatchObject({ width: 50, height: 60 });
  expect(second?.width).toBe(150);
  expect((second?.x ?? 0) + (second?.width ?? 0)).toBeCloseTo(FRAME.x + (FRAME.width + A4_TEXT_PT) / 2, 1);
});

test('a grid of no meaning gives way to the widths of the cells', async () => {
  const width = (size: number) => ({ width: { size, type: WidthType.DXA } });
  const table = await tableIn(
    await fileOf([new Table({ rows: [new TableRow({ children: [cell('序号', width(800)), cell('事项', width(6400))] })] })]),
  );
  expect([table.columns, table.widthPt]).toEqual([[800, 6400], 360]);
});

test('cells merged down and across keep their lines round them, the last cell says what is below', async () => {
  const row = (first: ITableCellOptions['verticalMerge']) =>
    new TableRow({ children: [cell('甲', { verticalMerge: first as never }), cell('乙')] });
  const table = await tableIn(
    await fileOf([
      new Table({
        rows: [row(VerticalMergeType.RESTART), row(VerticalMergeType.CONTINUE), new TableRow({ children: [cell('合计', { columnSpan: 2 })] })], // prettier-ignore
      }),
    ]),
  );
  expect(table.rows.map(({ cells }) => cells.length)).toEqual([2, 1, 1]);
  expect([table.rows[0]?.cells[0]?.rowSpan, table.rows[2]?.cells[0]?.colSpan]).toEqual([2, 2]);
  expect(edgesIn(table).flat()).toEqual(Array.from({ length: 4 }, () => 'bottom left right top'));
});

test('rows a tracked change deleted and hidden rows are left out, inserted ones stand', async () => {
  const row = (text: string, properties: string) =>
    `<w:tr><w:trPr>${properties}</w:trPr><w:tc><w:tcPr/><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc></w:tr>`;
  const table = await tableIn(
    await fileOfXml(
      `<w:tbl><w:tblPr/>${row('留', '')}${row('删', '<w:del w:id="1"/>')}${row('隐', '<w:hidden/>')}${row('增', '<w:ins w:id="2"/>')}</w:tbl>`,
    ),
  );
  expect(wordsOn(pagesOf([table])[0])).toEqual(['留', '增']);
});

test('a low row of exact height that is empty stays low, one with words is never cut', async () => {
  const row = (text: string) => new TableRow({ height: { value: 60, rule: HeightRule.EXACT }, children: [cell(text)] });
  const path = await fileOf([new Table({ rows: [row(''), row('字')] })]);
  const heights = drawingsOf(pagesOf((await readDocxBlocks(path, FRAME.width)).blocks)[0], 'rect').map(({ height }) => height);
  expect(heights[0]).toBe(3);
  expect(heights[1]).toBeGreaterThan(10);
});

test('a row that is not to be divided goes to the next page whole, one higher than a page is divided all the same', async () => {
  const lines = (count: number) =>
    new TableCell({
      children: Array.from({ length: count }, (_, at) => new Paragraph({ children: [new TextRun(`第${at + 1}行`)] })),
    });
  const pages = async (count: number) => {
    const path = await fileOf([
      ...Array.from({ length: 20 }, () => new Paragraph('前')),
      new Table({ rows: [new TableRow({ cantSplit: true, children: [lines(count)] })] }),
    ]);
    return pagesOf((await readDocxBlocks(path, FRAME.width)).blocks).map(
      (page) => wordsOn(page).filter((word) => word !== '前').length,
    );
  };
  expect(await pages(45)).toEqual([0, 45]);
  expect((await pages(90)).reduce((sum, count) => sum + count, 0)).toBe(90);
});
