import { AlignmentType, Footer, Header, ImageRun, PageNumber, PageOrientation, Paragraph, SectionType, TabStopType, Table, TableCell, TableRow, TextRun, type ISectionOptions } from 'docx'; // prettier-ignore
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Block, ParagraphBlock } from '../../../../../electron/core/exports/layout/blocks.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { hasContent } from '../../../../../electron/core/exports/office/office.ts';
import { change, drawingsOf, fileOf, fileOfSections, fileOfXml, FRAME, pagesOf, wordsOn } from './docx-files.ts';

const read = async (path: string) => readDocxBlocks(path, FRAME.width);
const para = (...children: (string | TextRun)[]) =>
  new Paragraph({ children: children.map((child) => (typeof child === 'string' ? new TextRun(child) : child)) });
const many = (count: number) => Array.from({ length: count }, (_, at) => para(`第${at + 1}行`));
const pagesIn = async (...sections: ISectionOptions[]) => pagesOf((await read(await fileOfSections(sections))).blocks);
const paragraphs = (blocks: readonly Block[]): ParagraphBlock[] => blocks.filter((block) => block.kind === 'paragraph');

test('head and foot stand on every page, the text between them, with the page numbers of the document', async () => {
  const numbers = new TextRun({ children: ['第', PageNumber.CURRENT, '页，共', PageNumber.TOTAL_PAGES, '页'] });
  const pages = await pagesIn({
    headers: { default: new Header({ children: [para('滨河区创建办文件')] }) },
    footers: { default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [numbers] })] }) },
    children: many(60),
  });
  expect(pages).toHaveLength(2);
  pages.forEach((page, index) => {
    expect(wordsOn(page)[0]).toBe('滨河区创建办文件');
    expect(wordsOn(page).join('')).toContain(`第${index + 1}页，共2页`);
    const texts = drawingsOf(page, 'text');
    const [head, first] = texts.filter(({ text }) => text === '滨河区创建办文件' || text.endsWith('行'));
    expect(first?.y).toBeGreaterThan((head?.y ?? 0) + 10);
    const foot = texts.find(({ text }) => text.startsWith('第') && !text.endsWith('行'));
    expect(foot?.y).toBeGreaterThan(Math.max(...texts.filter(({ text }) => text.endsWith('行')).map(({ y }) => y)));
  });
  expect(pages.flatMap(wordsOn).filter((word) => word.endsWith('行'))).toHaveLength(60);
});

test('the first page has a head of its own where the file says so, a 红头 with its picture, and the others have theirs', async () => {
  const data = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#c00000' } })
    .png()
    .toBuffer();
  const logo = new ImageRun({ type: 'png', data, transformation: { width: 80, height: 40 } });
  const pages = await pagesIn({
    properties: { titlePage: true },
    headers: {
      first: new Header({ children: [new Paragraph({ children: [logo, new TextRun('红头')] })] }),
      default: new Header({ children: [para('续页')] }),
    },
    children: many(60),
  });
  expect(pages.map((page) => [wordsOn(page)[0], drawingsOf(page, 'image').length])).toEqual([
    ['红头', 1],
    ['续页', 0],
  ]);
});

test('a section without a head of its own keeps that of the one before; numbers begin anew where it says so', async () => {
  const footer = () => new Footer({ children: [para(new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] }))] });
  const pages = await pagesIn(
    { headers: { default: new Header({ children: [para('甲')] }) }, footers: { default: footer() }, children: [para('一')] },
    { properties: { page: { pageNumbers: { start: 7 } } }, footers: { default: footer() }, children: [para('二')] },
  );
  expect(pages.map((page) => wordsOn(page).join(' '))).toEqual(['甲 —  1  — 一', '甲 —  7  — 二']);
});

test('a head that is broken is said and does not keep the text from being printed', async () => {
  const path = await fileOfSections([
    { headers: { default: new Header({ children: [para('红头')] }) }, children: [para('正文')] },
  ]);
  change(path, 'word/header1.xml', (xml) => xml.slice(0, xml.length / 2));
  const { blocks, notes } = await read(path);
  expect([pagesOf(blocks).map(wordsOn), notes]).toEqual([[['正文']], ['有的页眉或页脚读不出来,没有印出']]);
});

test('heads and feet that would fill the page leave most of it to the text', async () => {
  const tall = new Header({ children: many(80) });
  const pages = await pagesIn({ headers: { default: tall }, footers: { default: new Footer({ children: many(80) }) }, children: [para('正文')] }); // prettier-ignore
  expect(pages.length).toBe(1);
  expect(wordsOn(pages[0])).toContain('正文');
});

test('a wide table on a sheet across is set across, over the length of our sheet', async () => {
  const page = { size: { orientation: PageOrientation.LANDSCAPE } };
  const cells = Array.from({ length: 10 }, (_, at) => new TableCell({ children: [para(`第${at + 1}列`)] }));
  const pages = await pagesIn(
    { children: [para('正文')] },
    { properties: { page }, children: [new Table({ rows: [new TableRow({ children: cells })] })] },
  );
  expect(pages).toHaveLength(2);
  expect([pages[1]?.widthPt, pages[1]?.heightPt]).toEqual([pages[0]?.widthPt, pages[0]?.heightPt]);
  const across = drawingsOf(pages[1], 'across')[0];
  const texts = across?.drawings.flatMap((drawing) => (drawing.kind === 'text' ? [drawing.x] : [])) ?? [];
  expect(texts).toHaveLength(10);
  expect(Math.max(...texts) - Math.min(...texts)).toBeGreaterThan(FRAME.width);
});

test('text is as wide as in the file, so that its lines end where they did', async () => {
  const margin = { left: 1588, right: 1474 };
  const text = new Paragraph({ children: [new TextRun({ text: '字'.repeat(27), size: 32 })] });
  const pages = await pagesIn({ properties: { page: { margin } }, children: [text] });
  expect(wordsOn(pages[0])).toHaveLength(1);
  expect(wordsOn((await pagesIn({ properties: { page: { margin: { ...margin, right: 1800 } } }, children: [text] }))[0])).toHaveLength(2); // prettier-ignore
});

test('a section that goes on where the one before ended begins no page', async () => {
  const pages = await pagesIn(
    { children: [para('一')] },
    { properties: { type: SectionType.CONTINUOUS, column: { count: 2 } }, children: [para('二')] },
  );
  expect(pages.map(wordsOn)).toEqual([['一', '二']]);
});

test('a paper that is a letterhead only is a page; one without a word is none', async () => {
  const { blocks } = await read(await fileOfSections([{ headers: { default: new Header({ children: [para('红头')] }) }, children: [] }])); // prettier-ignore
  expect([hasContent(blocks), pagesOf(blocks).map(wordsOn)]).toEqual([true, [['红头']]]);
  expect(hasContent((await read(await fileOf([para('')]))).blocks)).toBe(false);
});

test('tabs lead to their stops: what follows begins there, ends there or stands round it', async () => {
  const stops = [
    { type: TabStopType.LEFT, position: 2000 },
    { type: TabStopType.CENTER, position: 5000 },
    { type: TabStopType.RIGHT, position: 9000 },
  ];
  const text = new Paragraph({ tabStops: stops, children: [new TextRun({ text: '签名：\t李明\t中\t日期：', size: 20 })] });
  const [page] = await pagesIn({ children: [text] });
  const left = FRAME.x + (FRAME.width - 451.3) / 2;
  const at = (word: string) => (drawingsOf(page, 'text').find((drawing) => drawing.text === word)?.x ?? 0) - left;
  expect(at('李明')).toBeCloseTo(100, 0);
  expect(at('中') + 5).toBeCloseTo(250, 0);
  expect(at('日期：') + 30).toBeCloseTo(450, 0);
});

test('分散对齐 fills the line, the last one too; a line to write on is kept at a line’s end', async () => {
  const spread = new Paragraph({ alignment: AlignmentType.DISTRIBUTE, children: [new TextRun({ text: '滨河区', size: 40 })] });
  const [page] = await pagesIn({ children: [spread] });
  expect(drawingsOf(page, 'text')[0]?.stretchPt).toBeCloseTo((451.3 - 60) / 2, 0);
  const signed = para('签名：', new TextRun({ text: ' '.repeat(20), underline: {} }));
  const [line] = drawingsOf((await pagesIn({ children: [signed] }))[0], 'line');
  expect((line?.x2 ?? 0) - (line?.x1 ?? 0)).toBeGreaterThan(30);
});

test('raised, widened, spaced and highlighted characters are set so', async () => {
  const { blocks } = await read(
    await fileOf([
      para(
        new TextRun({ text: 'm', size: 20 }),
        new TextRun({ text: '2', size: 20, superScript: true }),
        new TextRun({ text: '宽', scale: 150, characterSpacing: 40 }),
        new TextRun({ text: '记', highlight: 'yellow' }),
      ),
    ]),
  );
  const [, raised, wide, marked] = paragraphs(blocks)[0]?.runs ?? [];
  expect([raised?.sizePt, raised?.raisePt]).toEqual([6.5, 3.5]);
  expect([wide?.stretch, wide?.spacingPt]).toEqual([1.5, 2]);
  expect(marked?.shade).toBe('#ffff00');
});

test('a picture in the line stands where its paragraph is aligned, a number in a frame at the frame’s side', async () => {
  const data = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#c00000' } })
    .png()
    .toBuffer();
  const logo = new ImageRun({ type: 'png', data, transformation: { width: 80, height: 40 } });
  const { blocks } = await read(await fileOf([new Paragraph({ children: [logo] }), new Paragraph({ alignment: AlignmentType.RIGHT, children: [logo] })])); // prettier-ignore
  expect(blocks.flatMap((block) => (block.kind === 'image' ? [block.align] : []))).toEqual(['left', 'right']);
  const framed =
    '<w:p><w:pPr><w:framePr w:wrap="around" w:hAnchor="margin" w:xAlign="right"/></w:pPr><w:r><w:t>3</w:t></w:r></w:p>';
  expect(paragraphs((await read(await fileOfXml(framed))).blocks)[0]?.align).toBe('right');
});

test('a line under words keeps the distance the file says', async () => {
  const under = (space: number) =>
    new Paragraph({
      border: { bottom: { style: 'single' as const, size: 8, color: 'FF0000', space } },
      children: [new TextRun('文号')],
    });
  const [page] = await pagesIn({ children: [under(12)] });
  const [near] = await pagesIn({ children: [under(0)] });
  expect((drawingsOf(page, 'line')[0]?.y1 ?? 0) - (drawingsOf(near, 'line')[0]?.y1 ?? 0)).toBeCloseTo(12, 3);
});

test('the line under a letterhead is drawn once round paragraphs that share it, in its colour', async () => {
  const border = { bottom: { style: 'single' as const, size: 18, color: 'FF0000' } };
  const [page] = await pagesIn({
    children: [new Paragraph({ border, children: [new TextRun('文号')] }), new Paragraph({ border })],
  });
  expect(drawingsOf(page, 'line')).toMatchObject([{ color: '#ff0000', thicknessPt: 2.25 }]);
});

const math = (inside: string) => `<w:p><m:oMath xmlns:m="m">${inside}</m:oMath></w:p>`;
const r = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;

test('an equation reads in one line as it is meant', async () => {
  const root = `<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e><m:sSup><m:e>${r('b')}</m:e><m:sup>${r('2')}</m:sup></m:sSup>${r('-4ac')}</m:e></m:rad>`;
  const fraction = `<m:f><m:num>${r('-b±')}${root}</m:num><m:den>${r('2a')}</m:den></m:f>`;
  const sum = `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${r('n=1')}</m:sub><m:sup>${r('∞')}</m:sup><m:e><m:sSub><m:e>${r('a')}</m:e><m:sub>${r('n')}</m:sub></m:sSub>${r('x')}</m:e></m:nary>`;
  const { blocks, notes } = await read(await fileOfXml(math(r('x=') + fraction) + math(sum)));
  expect(paragraphs(blocks).map(({ runs }) => runs.map(({ text }) => text).join(''))).toEqual([
    'x=(-b±√(b^2-4ac))/(2a)',
    '∑_(n=1)^∞ a_n x',
  ]);
  expect(notes).toEqual(['文中的公式按文字印出,请核对原件']);
});

test('of tracked changes what is inserted stands and what is deleted does not, which is said; comments are counted', async () => {
  const words = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
  const body = `<w:p>${words('原')}<w:ins w:id="1">${words('增')}</w:ins><w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom w:id="3">${words('移出')}</w:moveFrom><w:moveTo w:id="4">${words('移入')}</w:moveTo><w:r><w:commentReference w:id="0"/></w:r></w:p>`;
  const { blocks, notes } = await read(await fileOfXml(body));
  expect(wordsOn(pagesOf(blocks)[0]).join('')).toBe('原增移入');
  expect(notes).toEqual(['文中有没有接受的修订:印的是修订之后的文字,删去的没有印出', '文中有 1 条批注没有印出']);
});

test('of a field its result is printed, of one within another’s code nothing', async () => {
  const char = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const code = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
  const words = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
  const inner = `${char('begin')}${code('PAGE')}${char('separate')}${words('9')}${char('end')}`;
  const body = `<w:p>${char('begin')}${code('IF ')}${inner}${code(' = 1')}${char('separate')}${words('结果')}${char('end')}${words('之后')}</w:p>`;
  expect(wordsOn(pagesOf((await read(await fileOfXml(body))).blocks)[0]).join('')).toBe('结果之后');
});
