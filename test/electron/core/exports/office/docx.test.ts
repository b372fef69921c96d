import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AlignmentType,
  Document,
  FootnoteReferenceRun,
  LineRuleType,
  Packer,
  Paragraph,
  TextRun,
  type IParagraphOptions,
  type ISectionOptions,
} from 'docx';
import { expect, test } from 'vitest';
import { loadFonts } from '../../../../../electron/core/exports/fonts.ts';
import type { ParagraphBlock } from '../../../../../electron/core/exports/layout/blocks.ts';
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

async function blocksOf(
  children: ISectionOptions['children'],
  extra: { footnotes?: Record<string, { children: Paragraph[] }> } = {},
) {
  const path = join(folder, `${Math.floor(performance.now() * 1000)}.docx`);
  writeFileSync(path, await Packer.toBuffer(new Document({ ...extra, sections: [{ children }] })));
  return readDocxBlocks(path);
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
  expect((blocks[0] as ParagraphBlock).firstLineIndentPt).toBe(32);
});

test('footnotes are not lost in silence', async () => {
  const { notes } = await blocksOf([new Paragraph({ children: [new TextRun('正文'), new FootnoteReferenceRun(1)] })], {
    footnotes: { 1: { children: [new Paragraph('脚注')] } },
  });
  expect(notes.join()).toContain('脚注');
});
