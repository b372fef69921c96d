import { expect, test } from 'vitest';
import type { Block } from '../../../../../electron/core/exports/layout/blocks.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { AXES, chartPart, columns, fill, filled, series, wordsOf } from '../../charts/chart-parts.ts';
import { change, drawingsOf, fileOfXml, FRAME, pagesOf, wordsOn } from './docx-files.ts';

const PART = chartPart(columns(series(0, '走访户数', [12, 30], { categories: ['滨河社区', '东湖社区'], more: fill('c00000') })) + AXES, { more: '<c:title/>' }); // prettier-ignore
const A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
const SHOWN = `<a:graphic ${A}><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId90"/></a:graphicData></a:graphic>`;
const extent = (width: number, height: number) => `<wp:extent cx="${width * 12_700}" cy="${height * 12_700}"/>`;
const inline = (width: number, height: number) =>
  `<w:drawing><wp:inline>${extent(width, height)}${SHOWN}</wp:inline></w:drawing>`;

/** A Word file with this body and the chart it refers to. */
async function fileWith(body: string, part: string = PART): Promise<string> {
  const path = await fileOfXml(body);
  change(path, 'word/charts/chart1.xml', () => part);
  change(path, 'word/_rels/document.xml.rels', (xml) => xml.replace('</Relationships>', '<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" Target="charts/chart1.xml"/></Relationships>')); // prettier-ignore
  return path;
}

const read = (path: string) => readDocxBlocks(path, FRAME.width);
const charts = (blocks: readonly Block[]) => blocks.filter((block) => block.kind === 'chart');
const words = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

test('a chart in a paragraph is drawn between its neighbours, as large and aligned as the file says, with its words', async () => {
  const body = `${words('前文')}<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>${inline(300, 200)}</w:r></w:p>${words('后文')}`;
  const { blocks, notes } = await read(await fileWith(body));
  expect(notes).toEqual([]);
  const [page] = pagesOf(blocks);
  const [figure] = drawingsOf(page, 'figure');
  expect(figure).toMatchObject({ width: 300, height: 200 });
  expect((figure?.x ?? 0) + 150).toBeCloseTo(FRAME.x + FRAME.width / 2, 1);
  const [before, after] = ['前文', '后文'].map((text) => drawingsOf(page, 'text').find((one) => one.text === text)?.y ?? 0);
  expect(before).toBeLessThan(figure?.y ?? 0);
  expect(after).toBeGreaterThan((figure?.y ?? 0) + 200);
  expect(wordsOf(figure?.marks ?? [])).toEqual(expect.arrayContaining(['走访户数', '滨河社区', '东湖社区', '30']));
  expect(wordsOn(page)).toEqual(['前文', '后文']);
});

test('a chart wider than the text is set smaller, its words no smaller than can be read', async () => {
  const { blocks } = await read(await fileWith(`<w:p><w:r>${inline(1_200, 600)}</w:r></w:p>`));
  const [figure] = drawingsOf(pagesOf(blocks)[0], 'figure');
  expect(figure?.width).toBeGreaterThan(400);
  expect(figure?.width).toBeLessThanOrEqual(FRAME.width);
  expect(figure?.height).toBeCloseTo((figure?.width ?? 0) / 2, 3);
  const sizes = (figure?.marks ?? []).flatMap((mark) => (mark.kind === 'text' ? [mark.sizePt] : []));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(7);
});

test('a chart at a place of its own stands there', async () => {
  const anchor = `<w:drawing><wp:anchor behindDoc="0"><wp:positionH relativeFrom="column"><wp:posOffset>${60 * 12_700}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>${40 * 12_700}</wp:posOffset></wp:positionV>${extent(200, 120)}<wp:wrapNone/>${SHOWN}</wp:anchor></w:drawing>`;
  const { blocks } = await read(await fileWith(`<w:p><w:r>${anchor}</w:r><w:r><w:t>正文</w:t></w:r></w:p>`));
  const [page] = pagesOf(blocks);
  const [figure] = drawingsOf(page, 'figure');
  expect(figure).toMatchObject({ width: 200, height: 120 });
  expect((figure?.x ?? 0) - (drawingsOf(page, 'text')[0]?.x ?? 0)).toBeCloseTo(60, 1);
  expect(filled(figure?.marks.flatMap((mark) => (mark.kind === 'clip' ? mark.marks : [mark])) ?? [], '#c00000')).toHaveLength(2);
});

test('charts stand in cells and in text boxes too', async () => {
  const cell = `<w:tbl><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc><w:p><w:r>${inline(200, 100)}</w:r></w:p></w:tc></w:tr></w:tbl>`;
  const shape = `<w:drawing><wp:inline>${extent(300, 200)}<a:graphic ${A}><a:graphicData uri="x"><wps:wsp xmlns:wps="s"><wps:spPr><a:prstGeom prst="rect"/></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r>${inline(200, 100)}</w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>`;
  const { blocks } = await read(await fileWith(`${cell}<w:p><w:r>${shape}</w:r></w:p>`));
  expect(drawingsOf(pagesOf(blocks)[0], 'figure').map(({ width }) => Math.round(width))).toEqual([200, 200]);
});

test('charts of one paragraph stand beside each other where they fit, else below each other', async () => {
  const both = async (width: number) => {
    const path = await fileWith(
      `<w:p><w:r>${inline(width, 120)}</w:r><w:r><w:t> </w:t></w:r><w:r>${inline(width, 100)}</w:r></w:p>`,
    );
    return drawingsOf(pagesOf((await read(path)).blocks)[0], 'figure');
  };
  const [left, right] = await both(200);
  expect((right?.x ?? 0) - (left?.x ?? 0)).toBeCloseTo(200, 3);
  expect((right?.y ?? 0) + (right?.height ?? 0)).toBeCloseTo((left?.y ?? 0) + (left?.height ?? 0), 3);
  const [above, below] = await both(300);
  expect(below?.x).toBeCloseTo(above?.x ?? 0, 3);
  expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + 120);
});

test('a chart whose file tells no size has a usual one', async () => {
  const { blocks } = await read(await fileWith(`<w:p><w:r>${inline(0, 0)}</w:r></w:p>`));
  expect(charts(blocks)).toMatchObject([{ widthPt: 360, heightPt: 216 }]);
});

test('what cannot be drawn is named, what is drawn differently too, and the text is printed all the same', async () => {
  const notesOf = async (part: string) => {
    const { blocks, notes } = await read(await fileWith(`${words('正文')}<w:p><w:r>${inline(300, 200)}</w:r></w:p>`, part));
    expect(wordsOn(pagesOf(blocks)[0])).toContain('正文');
    return [charts(blocks).length, ...notes];
  };
  expect(await notesOf('<c:broken')).toEqual([0, '文中的图表读不出来,没有印出,请核对原件']);
  expect(await notesOf(chartPart('<c:surface3DChart/>'))).toEqual([0, '文中的图表的种类画不出来,没有印出,请核对原件']);
  expect(await notesOf(PART.replaceAll('barChart', 'bar3DChart'))).toEqual([1, '文中立体图表和复合饼图按平面图印出']);
});

test('of a chart of 2016 and later the picture of it is printed, one without is named', async () => {
  const newer = `<mc:Choice Requires="cx1"><w:drawing><wp:inline>${extent(300, 200)}<a:graphic ${A}><a:graphicData uri="ex"><cx:chart xmlns:cx="cx" r:id="rId91"/></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>`;
  const older = `<mc:Fallback><w:drawing><wp:inline>${extent(300, 200)}<a:graphic ${A}><a:graphicData uri="p"><pic:pic xmlns:pic="p"><pic:blipFill><a:blip r:embed="rId92"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Fallback>`;
  const shown = async (inside: string) => {
    const path = await fileWith(`<w:p><w:r><mc:AlternateContent>${inside}</mc:AlternateContent></w:r></w:p>`);
    change(path, 'word/media/image9.png', () => '');
    return (await read(path)).notes;
  };
  expect(await shown(newer)).toEqual(['文中的图表读不出来,没有印出,请核对原件']);
  expect(await shown(newer + older)).toEqual([]);
});
