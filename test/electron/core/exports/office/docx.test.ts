import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AlignmentType,
  Document,
  FootnoteReferenceRun,
  ImageRun,
  LineRuleType,
  Packer,
  Paragraph,
  TextRun,
  type IParagraphOptions,
  type ISectionOptions,
} from 'docx';
import CFB from 'cfb';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { loadFonts } from '../../../../../electron/core/exports/fonts.ts';
import { heightOfBlocks, layoutBlocks } from '../../../../../electron/core/exports/layout/flow.ts';
import { photoFrame } from '../../../../../electron/core/exports/layout/frames.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { temporaryFolder } from '../../../../support/folders.ts';

const folder = temporaryFolder('docx');
const fonts = await loadFonts({
  alloc: () => {
    throw new Error('these fonts only measure');
  },
});

type Extra = { footnotes?: Record<string, { children: Paragraph[] }> };

async function fileOf(children: ISectionOptions['children'], extra: Extra = {}): Promise<string> {
  const path = join(folder, `${Math.floor(performance.now() * 1000)}.docx`);
  writeFileSync(path, await Packer.toBuffer(new Document({ ...extra, sections: [{ children }] })));
  return path;
}

async function blocksOf(children: ISectionOptions['children'], extra: Extra = {}) {
  return readDocxBlocks(await fileOf(children, extra), 442);
}

const body = (text: string, options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ ...options, children: [new TextRun({ text, size: 32, font: '仿宋_GB2312' })] });

test('an exact line distance is kept whatever the size of the text: 28 points for 3号 text', async () => {
  const spacing = { line: 560, lineRule: LineRuleType.EXACT };
  const { blocks } = await blocksOf([body('甲'.repeat(20), { spacing }), body('乙'.repeat(20), { spacing })]);
  expect(heightOfBlocks(blocks, 442, fonts)).toBeCloseTo(56, 1);
});

test('a distance of at least so much grows with the text, a multiple counts in its size', async () => {
  const least = await blocksOf([body('甲', { spacing: { line: 200, lineRule: LineRuleType.AT_LEAST } })]);
  expect(heightOfBlocks(least.blocks, 442, fonts)).toBeCloseTo(16 * 1.3, 1);
  const double = await blocksOf([body('甲', { spacing: { line: 480, lineRule: LineRuleType.AUTO } })]);
  expect(heightOfBlocks(double.blocks, 442, fonts)).toBeCloseTo(16 * 2.6, 1);
});

test('a heading at the foot of a page goes to the next one with its text, and the lines of a signature stay together', async () => {
  const right = { alignment: AlignmentType.RIGHT };
  const spacing = { line: 560, lineRule: LineRuleType.EXACT };
  const frame = photoFrame('front');
  const perPage = Math.floor(frame.height / 28);
  const filler = (count: number): Paragraph[] => Array.from({ length: count }, () => body('满', { spacing }));
  const textsOf = async (children: Paragraph[]): Promise<string[][]> => {
    const { blocks } = await blocksOf(children);
    return layoutBlocks(blocks, { frame, fonts }).map((page) =>
      page.drawings.flatMap((drawing) => (drawing.kind === 'text' ? [drawing.text] : [])),
    );
  };
  const headed = await textsOf([...filler(perPage - 1), body('四、复核情况', { spacing }), body('复核问题53个。', { spacing })]);
  expect(headed[1]).toEqual(['四、复核情况', '复核问题53个。']);
  const signed = await textsOf([
    ...filler(perPage - 1),
    body('中共滨河区委宣传部', { ...right, spacing }),
    body('2026年2月25日', { ...right, spacing }),
  ]);
  expect(signed[1]).toEqual(['中共滨河区委宣传部', '2026年2月25日']);
});

test('a first-line indent counted in characters is as wide as the characters of the text', async () => {
  const { blocks } = await blocksOf([body('各街道：', { indent: { firstLineChars: 200 } })]);
  expect(blocks.find((block) => block.kind === 'paragraph')?.firstLineIndentPt).toBe(32);
});

test('footnotes are printed after the text, under the number that stands in it', async () => {
  const referring = (text: string, id: number) => new Paragraph({ children: [new TextRun(text), new FootnoteReferenceRun(id)] });
  const { blocks, notes } = await blocksOf([referring('首先', 2), referring('其次', 1)], {
    footnotes: { 1: { children: [new Paragraph('据区统计局')] }, 2: { children: [new Paragraph('见会议纪要')] } },
  });
  const texts = blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [`${block.mark ?? ''}${block.runs.map(({ text }) => text).join('')}`] : [],
  );
  expect(texts).toEqual(['首先[1]', '其次[2]', '[1]见会议纪要', '[2]据区统计局']);
  expect(notes).toEqual([]);
});

test('a reference to a footnote that the file does not hold is said', async () => {
  const { notes } = await blocksOf([new Paragraph({ children: [new TextRun('正文'), new FootnoteReferenceRun(9)] })]);
  expect(notes).toEqual(['有的脚注或尾注在文件里找不到,没有印出']);
});

test('a picture is printed as it is cut in the text, in a text box too, once', async () => {
  const red = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer();
  const blue = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#0000ff' } })
    .png()
    .toBuffer();
  const data = await sharp(red)
    .composite([{ input: blue, left: 100, top: 0 }])
    .jpeg()
    .toBuffer();
  const image = new ImageRun({ type: 'jpg', data, transformation: { width: 100, height: 100 } });
  const path = await fileOf([new Paragraph({ children: [image] })]);
  const parts = CFB.read(readFileSync(path), { type: 'buffer' });
  const entry = CFB.find(parts, '/word/document.xml');
  if (!entry) throw new Error('a Word file has a text');
  const whole = Buffer.from(entry.content as Uint8Array).toString('utf8');
  const cut = whole.replace(/<a:srcRect\/>/, '').replace('<a:stretch>', '<a:srcRect l="50000"/><a:stretch>');
  const drawing = /<w:drawing>.*<\/w:drawing>/s.exec(cut)?.[0] ?? '';
  const boxed = `<w:r><w:drawing><wp:inline><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="wps"><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r>${drawing}</w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
  const shownOf = async (xml: string) => {
    CFB.utils.cfb_del(parts, '/word/document.xml');
    CFB.utils.cfb_add(parts, '/word/document.xml', Buffer.from(xml));
    writeFileSync(path, CFB.write(parts, { fileType: 'zip', type: 'buffer' }) as unknown as Buffer);
    const images = (await readDocxBlocks(path, 442)).blocks.filter((block) => block.kind === 'image');
    return Promise.all(images.map(async ({ bytes }) => (await sharp(bytes).stats()).dominant));
  };
  expect(await shownOf(cut)).toEqual([{ r: 8, g: 8, b: 248 }]);
  expect(await shownOf(cut.replace(/<w:r><w:drawing>.*<\/w:drawing><\/w:r>/s, boxed))).toEqual([{ r: 8, g: 8, b: 248 }]);
});
