import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WebPages } from '../../../../../electron/core/renditions/web/page.ts';
import { webPagesOfPptx } from '../../../../../electron/core/renditions/web/pptx.ts';
import { brush, choose, emf, emr, font, NO_PEN, rgb, wideText } from '../../metafiles/metafile-files.ts';
import { zip } from '../../../../../resources/sample/make/encodings.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { AXES, chartPart, columns, series } from '../../charts/chart-parts.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const NAMESPACES = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${OFFICE}"`;
const rels = (...all: readonly (readonly [string, string, string])[]): string =>
  `<Relationships>${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
const tree = (shapes: string): string => `<p:cSld><p:spTree>${shapes}</p:spTree></p:cSld>`;
const at = (x: number, y: number, w: number, h: number): string =>
  `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${w}" cy="${h}"/></a:xfrm>`;
const shape = (holder: string, properties: string, body: string): string =>
  `<p:sp><p:nvSpPr><p:cNvPr id="2" name="s"/><p:cNvSpPr/><p:nvPr>${holder}</p:nvPr></p:nvSpPr><p:spPr>${properties}</p:spPr>${body === '' ? '' : `<p:txBody><a:bodyPr/><a:lstStyle/>${body}</p:txBody>`}</p:sp>`;
const words = (text: string, looks = ''): string => `<a:p><a:r><a:rPr ${looks}/><a:t>${text}</a:t></a:r></a:p>`;

/** A show of one slide, 100 × 50 pt, with a layout that places the title and a master that says how it looks. */
async function drawn(shapes: string, more: Readonly<Record<string, string | Buffer>> = {}): Promise<WebPages> {
  const parts: Record<string, string | Buffer> = {
    'ppt/presentation.xml': `<p:presentation ${NAMESPACES}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:sldSz cx="1270000" cy="635000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': rels(['rId1', 'slide', 'slides/slide1.xml']),
    'ppt/slides/slide1.xml': `<p:sld ${NAMESPACES}>${tree(shapes)}</p:sld>`,
    'ppt/slides/_rels/slide1.xml.rels': rels(['rId1', 'slideLayout', '../slideLayouts/l.xml']),
    'ppt/slideLayouts/l.xml': `<p:sldLayout ${NAMESPACES}>${tree(shape('<p:ph type="title"/>', at(12700, 25400, 635000, 127000), words('版式里的提示')))}</p:sldLayout>`,
    'ppt/slideLayouts/_rels/l.xml.rels': rels(['rId1', 'slideMaster', '../slideMasters/m.xml']),
    'ppt/slideMasters/m.xml': `<p:sldMaster ${NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></p:bgPr></p:bg><p:spTree>${shape('', at(0, 600000, 1270000, 12700), '').replace('<p:spPr>', '<p:spPr><a:solidFill><a:srgbClr val="00FF00"/></a:solidFill>')}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1"/><p:txStyles><p:titleStyle><a:lvl1pPr algn="ctr"><a:defRPr sz="4400" b="1"><a:solidFill><a:schemeClr val="accent1"><a:lumMod val="50000"/></a:schemeClr></a:solidFill></a:defRPr></a:lvl1pPr></p:titleStyle></p:txStyles></p:sldMaster>`,
    'ppt/slideMasters/_rels/m.xml.rels': rels(['rId1', 'theme', '../theme/t.xml']),
    'ppt/theme/t.xml': `<a:theme ${NAMESPACES}><a:themeElements><a:clrScheme><a:lt1><a:srgbClr val="FFFDF5"/></a:lt1><a:dk1><a:srgbClr val="111111"/></a:dk1><a:accent1><a:srgbClr val="FF0000"/></a:accent1></a:clrScheme><a:fontScheme><a:majorFont><a:latin typeface="Calibri"/><a:ea typeface="黑体"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface="宋体"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>`,
    ...more,
  };
  const path = join(temporaryFolder('pptx'), '课件.pptx');
  writeFileSync(
    path,
    zip(Object.entries(parts).map(([name, text]) => ({ name: Buffer.from(name), utf8: true, content: Buffer.from(text) }))),
  );
  return webPagesOfPptx(path);
}

test('a title takes its place from the layout, its look from the master and its colour from the theme', async () => {
  const { body, paper } = await drawn(shape('<p:ph type="title"/>', '', words('学雷锋')));
  expect(body).toContain('style="left:1pt;top:2pt;width:50pt;height:10pt"');
  expect(body).toMatch(/text-align:center.*font-size:44pt;color:rgb\(128,0,0\).*font-weight:700">学雷锋/s);
  expect(body).not.toContain('版式里的提示');
  expect([paper?.widthMm, paper?.heightMm].map((length) => Math.round(length ?? 0))).toEqual([35, 18]);
});

test('the ground is what the master says, and what the master draws stands under the slide', async () => {
  const { body } = await drawn(shape('', at(0, 0, 127000, 127000), words('正文')));
  expect(body).toContain('background:rgb(255,253,245)');
  expect(body.indexOf('rgb(0,255,0)')).toBeGreaterThan(0);
  expect(body.indexOf('rgb(0,255,0)')).toBeLessThan(body.indexOf('正文'));
});

test('shapes of a group stand where the group was moved to', async () => {
  const group = `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="127000" y="0"/><a:ext cx="254000" cy="254000"/><a:chOff x="0" y="0"/><a:chExt cx="127000" cy="127000"/></a:xfrm></p:grpSpPr>${shape('', at(12700, 12700, 25400, 25400), words('组'))}</p:grpSp>`;
  const { body } = await drawn(group);
  expect(body).toContain('style="left:12pt;top:2pt;width:4pt;height:4pt"');
});

test('lists are numbered the way the file counts, levels apart', async () => {
  const item = (text: string, level = 0, type = 'ea1ChsPeriod'): string =>
    `<a:p><a:pPr lvl="${level}"><a:buAutoNum type="${type}"/></a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`;
  const { body } = await drawn(
    shape('', at(0, 0, 9, 9), `${item('甲')}${item('子', 1, 'arabicParenR')}${item('乙')}${item('丑', 1, 'arabicParenR')}`),
  );
  expect(body.replaceAll(/<[^>]+>/g, '|').replaceAll(/\|+/g, '|')).toContain('|一.|甲|1)|子|二.|乙|1)|丑|');
});

test('a table keeps its columns, joined cells and the colour of its head', async () => {
  const cell = (text: string, more = ''): string =>
    `<a:tc ${more}><a:txBody><a:bodyPr/>${words(text)}</a:txBody><a:tcPr/></a:tc>`;
  const table = `<p:graphicFrame><p:xfrm><a:off x="0" y="0"/><a:ext cx="127000" cy="127000"/></p:xfrm><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/><a:tblGrid><a:gridCol w="127000"/><a:gridCol w="254000"/></a:tblGrid><a:tr h="12700">${cell('表头', 'gridSpan="2"')}${cell('', 'hMerge="1"')}</a:tr><a:tr h="12700">${cell('一')}${cell('二')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
  const { body } = await drawn(table);
  expect(body).toContain('<col style="width:10pt"><col style="width:20pt">');
  expect(body).toMatch(/<td colspan="2" style="background:#FF0000;.*color:#fff/);
  expect(body.match(/<td/g)).toHaveLength(3);
});

test('a chart is drawn in its place with its words, in the colours of the slide', async () => {
  const frame = `<p:graphicFrame><p:xfrm><a:off x="127000" y="254000"/><a:ext cx="3810000" cy="2540000"/></p:xfrm><a:graphic><a:graphicData><c:chart xmlns:c="c" r:id="rId9"/></a:graphicData></a:graphic></p:graphicFrame>`;
  const bars = series(0, '办件量', [37, 12], { categories: ['一月', '二月&amp;三月'], more: '<c:spPr><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></c:spPr>' }); // prettier-ignore
  const { body, notes } = await drawn(frame, {
    'ppt/slides/_rels/slide1.xml.rels': rels(
      ['rId1', 'slideLayout', '../slideLayouts/l.xml'],
      ['rId9', 'chart', '../charts/c.xml'],
    ),
    'ppt/charts/c.xml': chartPart(columns(bars) + AXES, { more: '<c:title/>' }),
  });
  expect(notes).toEqual([]);
  expect(body).toContain('left:10pt;top:20pt;width:300pt;height:200pt');
  expect(body).toMatch(/<svg[^>]* width="300pt" height="200pt"/);
  expect(body).toMatch(/<text[^>]*font-weight="700"[^>]*>办件量<\/text>/);
  expect(body).toContain('>二月&amp;三月</text>');
  expect(body.match(/<path d="M[^"]*Z" fill="#ff0000"/gi)).toHaveLength(2);
});

test('of a chart that cannot be drawn its figures are printed, and that is said', async () => {
  const frame = `<p:graphicFrame><p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData><c:chart xmlns:c="c" r:id="rId9"/></a:graphicData></a:graphic></p:graphicFrame>`;
  const chart = `<c:chartSpace xmlns:c="c"><c:chart><c:plotArea><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>办件量</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt><c:v>一月</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>37</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:plotArea></c:chart></c:chartSpace>`;
  const { body, notes } = await drawn(frame, {
    'ppt/slides/_rels/slide1.xml.rels': rels(
      ['rId1', 'slideLayout', '../slideLayouts/l.xml'],
      ['rId9', 'chart', '../charts/c.xml'],
    ),
    'ppt/charts/c.xml': chart,
  });
  expect(body).toMatch(/<td>办件量<\/td>.*<td>一月<\/td><td>37<\/td>/s);
  expect(notes).toEqual(['演示文稿里的图表的种类画不出来,按数据表印出,请核对原件']);
});

test('a slide that cannot be read keeps its place and is named', async () => {
  const { body, notes } = await drawn('', { 'ppt/slides/slide1.xml': '<p:sld' });
  expect(body).toContain('这一页读不出来');
  expect(notes).toEqual(['演示文稿里有的页读不出来,请核对原件']);
});

test('texts of a slide are texts, whatever they look like, and a typeface cannot leave its quotes', async () => {
  const evil = `<a:p><a:r><a:rPr><a:latin typeface="x';}body{display:none"/></a:rPr><a:t>&lt;script&gt;1&lt;/script&gt;</a:t></a:r></a:p>`;
  const { body } = await drawn(shape('', at(0, 0, 9, 9), evil));
  expect(body).toContain('&lt;script&gt;1');
  expect(body).not.toMatch(/[{}]/);
});

test('a file that is no presentation is refused', async () => {
  await expect(drawn('', { 'ppt/presentation.xml': '<x/>' })).rejects.toThrow('no slide');
  await expect(drawn('', { 'ppt/presentation.xml': 'x' })).rejects.toThrow('no presentation');
});

const RED = [brush(1, rgb(255, 0, 0)), choose(1), NO_PEN, emr(43, 0, 0, 100, 100)];
const WORDS = [font(2, '宋体', -40), choose(2), emr(30, 0, 0, 150, 150), wideText(10, 10, '图中字', 40)];

test('a metafile with words is drawn within the page, where its fonts are; one without from a file; both as cut', async () => {
  const shown = (id: string): string =>
    `<p:pic><p:nvPicPr><p:cNvPr id="3" name="p"/></p:nvPicPr><p:blipFill><a:blip r:embed="${id}"/><a:srcRect l="50000"/></p:blipFill><p:spPr>${at(0, 0, 254000, 127000)}</p:spPr></p:pic>`;
  const { body, files, notes } = await drawn(shown('rId7') + shown('rId8') + shown('rId7') + shown('rId9'), {
    'ppt/slides/_rels/slide1.xml.rels': rels(
      ['rId1', 'slideLayout', '../slideLayouts/l.xml'],
      ['rId7', 'image', '../media/image1.emf'],
      ['rId8', 'image', '../media/image2.emf'],
      ['rId9', 'image', '../media/image3.emf'],
    ),
    'ppt/media/image1.emf': emf([...RED, ...WORDS]),
    'ppt/media/image2.emf': emf(RED),
    'ppt/media/image3.emf': emf([]).subarray(0, 70),
  });
  expect(body.match(/>图中字<\/text>/g)).toHaveLength(2);
  expect(body).toMatch(/<svg class="i" style="width:200%;height:100%;left:-100%;top:0%" /);
  expect([...files.keys()]).toEqual(['picture-1.svg']);
  expect(Buffer.from(files.get('picture-1.svg') ?? '').toString()).toContain('fill="#ff0000"');
  expect(notes).toContain('演示文稿里有的图片画不出来,请核对原件');
  // What one clips with is not taken for the other's.
  const names = [...body.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(2);
});

test('an embedded object of PowerPoint 2007 shows the picture its old drawing keeps', async () => {
  const frame = `<p:graphicFrame><p:xfrm><a:off x="0" y="0"/><a:ext cx="254000" cy="127000"/></p:xfrm><a:graphic><a:graphicData uri="ole"><p:oleObj spid="_x0000_s9" name="公式" progId=""><p:embed/></p:oleObj></a:graphicData></a:graphic></p:graphicFrame>`;
  const { body, notes } = await drawn(frame, {
    'ppt/slides/_rels/slide1.xml.rels': rels(
      ['rId1', 'slideLayout', '../slideLayouts/l.xml'],
      ['rId5', 'vmlDrawing', '../drawings/vmlDrawing1.vml'],
    ),
    'ppt/drawings/vmlDrawing1.vml':
      '<xml xmlns:v="v" xmlns:o="o"><v:shape id="_x0000_s8"><v:imagedata o:relid="rId2"/></v:shape><v:shape id="_x0000_s9"><v:imagedata o:relid="rId1"/></v:shape></xml>',
    'ppt/drawings/_rels/vmlDrawing1.vml.rels': rels(['rId1', 'image', '../media/image1.emf']),
    'ppt/media/image1.emf': emf([...RED, ...WORDS]),
  });
  expect(body).toContain('>图中字</text>');
  expect(notes).toContain('演示文稿里嵌入的对象只印出了它的图');
});
