import { expect, test } from 'vitest';
import type { Drawing, LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { change, drawingsOf, fileOfXml, FRAME, pagesOf, wordsOn } from './docx-files.ts';

const EMU = 12_700;
const NAMES = 'xmlns:a="a" xmlns:dsp="dsp" xmlns:dgm="dgm"';
const A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
const W = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"';
const word = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const red = '<a:ln w="25400"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>';

interface ShapeLook {
  readonly geometry: string;
  readonly line?: string;
  readonly fill?: string;
  readonly text?: string;
  readonly frame?: string;
  readonly body?: string;
}

function shape({ geometry, line = red, fill = '', text = '', frame = '', body = '' }: ShapeLook): string {
  const box = text === '' ? '' : `<wps:txbx><w:txbxContent>${word(text)}</w:txbxContent></wps:txbx>`;
  const own = geometry.startsWith('<') ? geometry : `<a:prstGeom prst="${geometry}"/>`;
  return `<wps:wsp ${W}><wps:spPr>${frame}${own}${fill === '' ? '' : `<a:solidFill>${fill}</a:solidFill>`}${line}</wps:spPr>${box}<wps:bodyPr ${body}/></wps:wsp>`;
}

const drawn = (inside: string, width: number, height: number, placed = true) => {
  const place = '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'; // prettier-ignore
  const [open, close] = placed ? [`<wp:anchor behindDoc="0">${place}`, '<wp:wrapNone/>'] : ['<wp:inline>', ''];
  return `<w:r><w:drawing>${open}<wp:extent cx="${width * EMU}" cy="${height * EMU}"/>${close}<a:graphic ${A}><a:graphicData uri="u">${inside}</a:graphicData></a:graphic></wp:${placed ? 'anchor' : 'inline'}></w:drawing></w:r>`;
};
const read = async (path: string) => readDocxBlocks(path, FRAME.width);
const pageOf = async (run: string) => pagesOf((await read(await fileOfXml(`<w:p>${run}</w:p>${word('下文')}`))).blocks)[0];

type Path = Drawing & { kind: 'path' };
/** The points of an outline from its place's corner. */
function pointsOf({ steps }: Path, from: { readonly x: number; readonly y: number }): number[][] {
  return steps.flatMap((step) => (step[0] === 'close' ? [] : [[(step.at(-2) as number) - from.x, (step.at(-1) as number) - from.y]])); // prettier-ignore
}
/** The corner drawings of these pages begin at: that of the text. */
const cornerOf = (page: LaidPage | undefined) => ({ x: drawingsOf(page, 'text').at(-1)?.x ?? 0, y: FRAME.y });
const rounded = (points: readonly (readonly number[])[]) => points.map((point) => point.map((value) => Math.round(value)));

test('an ellipse is drawn as one, in the colours of the file, its words in its middle', async () => {
  const fill = '<a:srgbClr val="00FF00"/>';
  const page = await pageOf(drawn(shape({ geometry: 'ellipse', fill, text: '圆内', body: 'anchor="ctr"' }), 120, 60));
  const [path] = drawingsOf(page, 'path');
  expect(path).toMatchObject({ fill: '#00ff00', stroke: '#ff0000', thicknessPt: 2 });
  expect(path!.steps.map(([step]) => step)).toEqual(['move', 'curve', 'curve', 'curve', 'curve', 'close']);
  expect(rounded(pointsOf(path!, cornerOf(page)))[0]).toEqual([120, 30]);
  const words = drawingsOf(page, 'text').find(({ text }) => text === '圆内');
  expect(words!.y - FRAME.y).toBeGreaterThan(28);
  expect(words!.y - FRAME.y).toBeLessThan(40);
  expect(drawingsOf(page, 'rect')).toEqual([]);
});

test('a rounded rectangle, a decision and an arrow keep their outlines; one that is not known is a box as before', async () => {
  const countOf = async (geometry: string) => {
    const page = await pageOf(drawn(shape({ geometry }), 100, 40));
    return [drawingsOf(page, 'path')[0]?.steps.length ?? 0, drawingsOf(page, 'rect').length];
  };
  expect(await countOf('roundRect')).toEqual([10, 0]);
  expect(await countOf('flowChartDecision')).toEqual([5, 0]);
  expect(await countOf('rightArrow')).toEqual([8, 0]);
  expect(await countOf('rect')).toEqual([0, 1]);
  expect(await countOf('cloud')).toEqual([0, 1]);
});

test('an arrow turned by a right angle points down, a flipped one to the left, round the middle of its place', async () => {
  const tipOf = async (frame: string) => {
    const page = await pageOf(drawn(shape({ geometry: 'rightArrow', frame }), 80, 40));
    return rounded(pointsOf(drawingsOf(page, 'path')[0]!, cornerOf(page)))[3];
  };
  expect(await tipOf('')).toEqual([80, 20]);
  expect(await tipOf('<a:xfrm rot="5400000"/>')).toEqual([40, 60]);
  expect(await tipOf('<a:xfrm flipH="1"/>')).toEqual([0, 20]);
});

test('a distance the file adjusts is the adjusted one', async () => {
  const geometry = '<a:prstGeom prst="homePlate"><a:avLst><a:gd name="adj" fmla="val 25000"/></a:avLst></a:prstGeom>';
  const page = await pageOf(drawn(shape({ geometry }), 100, 40));
  expect(rounded(pointsOf(drawingsOf(page, 'path')[0]!, cornerOf(page)))[1]).toEqual([90, 0]);
});

test('a connector goes round its corner and has the head of an arrow at the end that says so', async () => {
  const line = red.replace('</a:ln>', '<a:tailEnd type="triangle"/></a:ln>');
  const page = await pageOf(drawn(shape({ geometry: 'bentConnector3', line }), 100, 60));
  const [way, head, ...others] = drawingsOf(page, 'path');
  expect(others).toEqual([]);
  expect(rounded(pointsOf(way!, cornerOf(page)))).toEqual([[0, 0], [50, 0], [50, 60], [100, 60]]); // prettier-ignore
  expect(rounded(pointsOf(head!, cornerOf(page)))[0]).toEqual([100, 60]);
  expect(head).toMatchObject({ fill: '#ff0000' });
  expect(head).not.toHaveProperty('stroke');
});

test('a figure drawn by hand is drawn by its points; one that is counted by formulas is a box', async () => {
  const free = (x: string) =>
    `<a:custGeom><a:pathLst><a:path w="200" h="100"><a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:lnTo><a:pt x="${x}" y="100"/></a:lnTo><a:quadBezTo><a:pt x="0" y="100"/><a:pt x="0" y="50"/></a:quadBezTo><a:close/></a:path></a:pathLst></a:custGeom>`;
  const page = await pageOf(drawn(shape({ geometry: free('200') }), 100, 40));
  expect(rounded(pointsOf(drawingsOf(page, 'path')[0]!, cornerOf(page)))).toEqual([[0, 0], [100, 40], [0, 20]]); // prettier-ignore
  const other = await pageOf(drawn(shape({ geometry: free('x1') }), 100, 40));
  expect([drawingsOf(other, 'path').length, drawingsOf(other, 'rect').length]).toEqual([0, 1]);
});

test('shapes of Word 97 keep their outlines too: an oval, an arrow by its number, a connector with its head', async () => {
  const older = (name: string, rest: string, inside = '') => `<w:r><w:pict><v:${name} style="position:absolute;margin-left:0;margin-top:0;width:80pt;height:40pt" ${rest}>${inside}</v:${name}></w:pict></w:r>`; // prettier-ignore
  const oval = await pageOf(
    older('oval', 'fillcolor="red"', `<v:textbox><w:txbxContent>${word('圆')}</w:txbxContent></v:textbox>`),
  );
  expect(drawingsOf(oval, 'path')).toMatchObject([{ fill: '#ff0000', stroke: '#000000' }]);
  expect([wordsOn(oval).includes('圆'), drawingsOf(oval, 'rect')]).toEqual([true, []]);
  const arrow = await pageOf(older('shape', 'type="#_x0000_t13"'));
  expect(rounded(pointsOf(drawingsOf(arrow, 'path')[0]!, cornerOf(arrow)))[3]).toEqual([80, 20]);
  const connector = await pageOf(older('shape', 'type="#_x0000_t32" filled="f"', '<v:stroke endarrow="block"/>').replace('height:40pt', 'height:40pt;flip:y')); // prettier-ignore
  const [line, head] = drawingsOf(connector, 'path');
  expect(rounded(pointsOf(line!, cornerOf(connector)))).toEqual([[0, 40], [80, 0]]); // prettier-ignore
  expect(rounded(pointsOf(head!, cornerOf(connector)))[0]).toEqual([80, 0]);
});

test('a colour is lighter or darker as the file says', async () => {
  const fillOf = async (change: string) => {
    const fill = `<a:srgbClr val="4472C4">${change}</a:srgbClr>`;
    return drawingsOf(await pageOf(drawn(shape({ geometry: 'ellipse', fill }), 40, 40)), 'path')[0]?.fill;
  };
  expect(await fillOf('')).toBe('#4472c4');
  expect(await fillOf('<a:lumMod val="20000"/><a:lumOff val="80000"/>')).toBe('#dae3f3');
  expect(await fillOf('<a:shade val="50000"/>')).toBe('#223962');
  expect(await fillOf('<a:alpha val="0"/>')).toBe('#ffffff');
});

/** A node of a diagram, as the program that made the file left it drawn. */
const node = (x: number, y: number, text: string, geometry = 'roundRect', rest = '') =>
  `<dsp:sp><dsp:spPr><a:xfrm><a:off x="${x * EMU}" y="${y * EMU}"/><a:ext cx="${100 * EMU}" cy="${40 * EMU}"/></a:xfrm><a:prstGeom prst="${geometry}"/><a:solidFill><a:srgbClr val="4472C4"/></a:solidFill></dsp:spPr><dsp:style><a:lnRef idx="0"/><a:fillRef idx="0"/><a:fontRef><a:srgbClr val="FFFFFF"/></a:fontRef></dsp:style><dsp:txBody><a:bodyPr anchor="ctr"/><a:p><a:pPr algn="ctr"/><a:r><a:rPr sz="1200"/><a:t>${text}</a:t></a:r></a:p></dsp:txBody>${rest}</dsp:sp>`;
const wire = `<dsp:sp><dsp:spPr><a:xfrm><a:off x="${150 * EMU}" y="${40 * EMU}"/><a:ext cx="${100 * EMU}" cy="${20 * EMU}"/></a:xfrm><a:custGeom><a:pathLst><a:path><a:moveTo><a:pt x="${100 * EMU}" y="0"/></a:moveTo><a:lnTo><a:pt x="0" y="${20 * EMU}"/></a:lnTo></a:path></a:pathLst></a:custGeom><a:ln w="12700"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></dsp:spPr></dsp:sp>`;

/** A Word file with an organisation chart of three units, 300 by 100 points. */
async function chartFile(drawing: string | null, frame: readonly [number, number] = [300, 100]): Promise<string> {
  const run = drawn('<dgm:relIds xmlns:dgm="d" xmlns:r="r" r:dm="rDm" r:lo="rLo"/>', ...frame, false);
  const path = await fileOfXml(`<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${run}</w:p>${word('下文')}`);
  change(
    path,
    'word/_rels/document.xml.rels',
    (xml) =>
    xml.replace('</Relationships>', '<Relationship Id="rDm" Type="t" Target="diagrams/data1.xml"/><Relationship Id="rDr" Type="t" Target="diagrams/drawing1.xml"/></Relationships>'), // prettier-ignore
  );
  const texts = ['领导小组', '宣传组', '督查组'].map((text) => `<dgm:pt><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`); // prettier-ignore
  change(path, 'word/diagrams/data1.xml', () => `<dgm:dataModel ${NAMES}><dgm:ptLst>${texts.join('')}</dgm:ptLst><dgm:extLst><a:ext><dsp:dataModelExt relId="rDr"/></a:ext></dgm:extLst></dgm:dataModel>`); // prettier-ignore
  if (drawing !== null) change(path, 'word/diagrams/drawing1.xml', () => `<dsp:drawing ${NAMES}><dsp:spTree>${drawing}</dsp:spTree></dsp:drawing>`); // prettier-ignore
  return path;
}

const units = `${wire}${node(100, 0, '领导小组')}${node(0, 60, '宣传组')}${node(200, 60, '督查组', 'chevron')}`;

test('a SmartArt is drawn as the program that made it drew it: units, lines and words in their colours, where the frame stands', async () => {
  const { blocks, notes } = await read(await chartFile(units));
  const [page] = pagesOf(blocks);
  expect(notes).toEqual([]);
  const [line, ...boxes] = drawingsOf(page, 'path');
  expect(boxes.map(({ fill }) => fill)).toEqual(['#4472c4', '#4472c4', '#4472c4']);
  expect(line).toMatchObject({ stroke: '#000000', thicknessPt: 1 });
  const words = drawingsOf(page, 'text');
  expect(words.map(({ text, color }) => [text, color])).toEqual([['领导小组', '#ffffff'], ['宣传组', '#ffffff'], ['督查组', '#ffffff'], ['下文', undefined]]); // prettier-ignore
  const left = FRAME.x + (FRAME.width - 300) / 2;
  const [first] = boxes.map((box) => pointsOf(box, { x: left, y: FRAME.y }));
  expect(Math.min(...first!.map(([x]) => x!))).toBeCloseTo(100, 0);
  expect(Math.max(...first!.map(([, y]) => y!))).toBeCloseTo(40, 0);
  expect(words[0]!.x - left).toBeCloseTo(150 - 24, 0);
  expect(words[3]!.y, 'below it').toBeGreaterThan(FRAME.y + 100);
});

test('a SmartArt in a smaller frame than it was drawn for is as much smaller', async () => {
  const [page] = pagesOf((await read(await chartFile(units, [150, 50]))).blocks);
  const points = drawingsOf(page, 'path').flatMap((path) => pointsOf(path, { x: 0, y: 0 }));
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  expect(spread(points.map(([x]) => x!))).toBeCloseTo(150, 0);
  expect(spread(points.map(([, y]) => y!))).toBeCloseTo(50, 0);
});

test('words of a turned unit stand in the frame the drawing gives them', async () => {
  const turned = node(0, 0, '竖立单元文字').replace('<a:xfrm>', '<a:xfrm rot="5400000">').replace('</dsp:sp>', `<dsp:txXfrm rot="-5400000"><a:off x="0" y="0"/><a:ext cx="${100 * EMU}" cy="${40 * EMU}"/></dsp:txXfrm></dsp:sp>`); // prettier-ignore
  const [page] = pagesOf((await read(await chartFile(turned))).blocks);
  expect(wordsOn(page), 'in one line').toContain('竖立单元文字');
});

test.each([
  ['without a drawing', null],
  ['with a broken drawing', '<dsp:sp><'],
])('a SmartArt %s prints its words, and that is said', async (_, drawing) => {
  const { blocks, notes } = await read(await chartFile(drawing));
  expect(wordsOn(pagesOf(blocks)[0])).toEqual(['领导小组', '宣传组', '督查组', '下文']);
  expect(notes).toEqual(['文中的 SmartArt 图形只印出了文字,请核对原件']);
});
