import { Paragraph, TextRun, type IRunOptions } from 'docx';
import { expect, test } from 'vitest';
import type { Drawing } from '../../../../../electron/core/exports/layout/drawing.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { drawingsOf, fileOf, fileOfXml, FRAME, pagesOf } from './docx-files.ts';

const pageOf = async (path: string) => pagesOf((await readDocxBlocks(path, FRAME.width)).blocks)[0];
const runsOf = (...runs: IRunOptions[]) => fileOf([new Paragraph({ children: runs.map((run) => new TextRun(run)) })]);
const middleOf = ({ steps }: Drawing & { kind: 'path' }): { x: number; y: number } => {
  const points = steps.flatMap(([, ...numbers]) => numbers);
  const [xs, ys] = [0, 1].map((odd) => points.filter((_, at) => at % 2 === odd));
  return { x: (Math.min(...xs!) + Math.max(...xs!)) / 2, y: (Math.min(...ys!) + Math.max(...ys!)) / 2 };
};

test('italic characters lean, Chinese and Latin alike, and what a run says against its style stands upright', async () => {
  const page = await pageOf(await runsOf({ text: '倾斜 italic', italics: true }, { text: '正体' }));
  expect(drawingsOf(page, 'text').map(({ text, slanted }) => [text, slanted ?? false])).toEqual([
    ['倾斜 italic', true],
    ['正体', false],
  ]);
  const off = await pageOf(await fileOfXml('<w:p><w:r><w:rPr><w:i w:val="0"/></w:rPr><w:t>不斜</w:t></w:r></w:p>'));
  expect(drawingsOf(off, 'text')[0]?.slanted).toBeUndefined();
});

test('着重号 stand under the middle of each character, in its colour, and not at punctuation or spaces', async () => {
  const page = await pageOf(await runsOf({ text: '落实，责 任', size: 32, color: 'C00000', emphasisMark: { type: 'dot' } }));
  const [text] = drawingsOf(page, 'text');
  const dots = drawingsOf(page, 'path');
  expect(dots.map(({ fill }) => fill)).toEqual(['#c00000', '#c00000', '#c00000', '#c00000']);
  const [first, second, third] = dots.map(middleOf);
  expect(first!.x).toBeCloseTo(text!.x + 8, 1);
  expect(second!.x - first!.x, 'a character apart').toBeCloseTo(16, 1);
  expect(third!.x - second!.x, 'with a comma between').toBeCloseTo(32, 1);
  for (const { y } of dots.map(middleOf)) expect(y - text!.y, 'below the base line').toBeGreaterThan(2);
});

test('着重号 keep to their characters in a line that is set as wide as the others', async () => {
  const long = '落实责任'.repeat(20);
  const xml = `<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:em w:val="dot"/></w:rPr><w:t>${long}</w:t></w:r></w:p>`;
  const page = await pageOf(await fileOfXml(xml));
  const dots = drawingsOf(page, 'path').map(middleOf);
  const [line] = drawingsOf(page, 'text');
  const count = Array.from(line!.text).length;
  expect(dots).toHaveLength(80);
  expect(dots[count - 1]!.x - dots[0]!.x).toBeCloseTo((count - 1) * (10.5 + line!.stretchPt!), 1);
});

test('rings and commas stand above, a dot asked for below is the same dot', async () => {
  const marked = (mark: string) => `<w:r><w:rPr><w:em w:val="${mark}"/></w:rPr><w:t>字</w:t></w:r>`;
  const of = async (mark: string) => {
    const page = await pageOf(await fileOfXml(`<w:p>${marked(mark)}</w:p>`));
    const [path] = drawingsOf(page, 'path');
    return { path, y: path ? middleOf(path).y - (drawingsOf(page, 'text')[0]?.y ?? 0) : 0 };
  };
  expect(await of('underDot')).toEqual(await of('dot'));
  expect((await of('circle')).y).toBeLessThan(-10.5 * 0.88);
  expect((await of('circle')).path).toMatchObject({ stroke: '#000000' });
  expect((await of('comma')).y).toBeLessThan(-10.5 * 0.88);
  expect((await of('none')).path).toBeUndefined();
});

test('small capitals are capitals of which the small letters are lower; all capitals are of one height', async () => {
  const page = await pageOf(
    await runsOf({ text: 'Law 2026 法', smallCaps: true, size: 40 }, { text: ' Law', allCaps: true, size: 40 }),
  );
  expect(drawingsOf(page, 'text').map(({ text, sizePt }) => [text, sizePt])).toEqual([
    ['L', 20],
    ['AW', 16],
    [' 2026 法', 20],
    [' LAW', 20],
  ]);
});
