import { AlignmentType, ImageRun, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { change, drawingsOf, fileOf, FRAME, pagesOf, wordsOn } from './docx-files.ts';

const data = await sharp({ create: { width: 90, height: 30, channels: 3, background: '#0000c0' } })
  .png()
  .toBuffer();
/** A picture put into the text, points. */
const picture = (width: number, height: number) =>
  new ImageRun({ type: 'png', data, transformation: { width: (width * 4) / 3, height: (height * 4) / 3 } });
const text = (words: string) => new TextRun({ text: words, size: 32 });
const pagesIn = async (path: string): Promise<LaidPage[]> => pagesOf((await readDocxBlocks(path, FRAME.width)).blocks);
const lineOf = (page: LaidPage | undefined, words: string) => drawingsOf(page, 'text').find((one) => one.text.includes(words));

test('a signature within a sentence stands in its line, its foot on the base line, words before and behind it', async () => {
  const [page] = await pagesIn(
    await fileOf([new Paragraph({ children: [text('经办人：'), picture(90, 30), text('三月五日')] })]),
  );
  const [image] = drawingsOf(page, 'image');
  const [before, behind] = [lineOf(page, '经办人'), lineOf(page, '三月')];
  expect(before!.y).toBe(behind!.y);
  expect(image).toMatchObject({ width: 90, height: 30 });
  expect(image!.y + image!.height).toBeCloseTo(before!.y, 5);
  expect(image!.x).toBeCloseTo(before!.x + 4 * 16, 1);
  expect(behind!.x).toBeCloseTo(image!.x + 90, 1);
  expect(wordsOn(page).join('')).toBe('经办人：三月五日');
});

test('the line is as high as its picture, also where its distance is exact, and the next stands below', async () => {
  const line = { spacing: { line: 400, lineRule: 'exact' as const } };
  const [page] = await pagesIn(
    await fileOf([
      new Paragraph({ children: [text('上一行')] }),
      new Paragraph({ ...line, children: [text('签名'), picture(120, 60)] }),
      new Paragraph({ children: [text('下一行')] }),
    ]),
  );
  const [image] = drawingsOf(page, 'image');
  expect(image!.y).toBeGreaterThan(lineOf(page, '上一行')!.y);
  expect(image!.y + image!.height).toBeCloseTo(lineOf(page, '签名')!.y, 5);
  expect(lineOf(page, '下一行')!.y - 16).toBeGreaterThan(lineOf(page, '签名')!.y);
});

test('a picture that would stand out of its line goes to the next one', async () => {
  const words = '一二三四五六七八九十'.repeat(3).slice(0, 26);
  const [page] = await pagesIn(await fileOf([new Paragraph({ children: [text(words), picture(90, 30), text('后')] })]));
  const [image] = drawingsOf(page, 'image');
  const column = drawingsOf(page, 'text')[0]!.x;
  expect(image!.x).toBeCloseTo(column, 1);
  expect(image!.y + image!.height).toBeGreaterThan(drawingsOf(page, 'text')[0]!.y);
});

test('two photos side by side stay so; one alone, or one too high for a line, stands between lines', async () => {
  const pair = await pagesIn(
    await fileOf([new Paragraph({ alignment: AlignmentType.CENTER, children: [picture(200, 150), picture(200, 150)] })]),
  );
  const [left, right] = drawingsOf(pair[0], 'image');
  expect(right!.y).toBe(left!.y);
  expect(right!.x).toBeCloseTo(left!.x + 200, 1);
  expect((left!.x + right!.x + 200) / 2).toBeCloseTo(FRAME.x + FRAME.width / 2, 0);
  const read = async (...children: (TextRun | ImageRun)[]) =>
    (await readDocxBlocks(await fileOf([new Paragraph({ children })]), FRAME.width)).blocks;
  expect((await read(picture(90, 30))).map(({ kind }) => kind)).toEqual(['section', 'image']);
  expect((await read(text('如图'), picture(300, 240), text('所示'))).map(({ kind }) => kind)).toEqual([
    'section',
    'paragraph',
    'image',
    'paragraph',
  ]);
});

test('a picture lowered as equations are hangs below the base line by as much, and nothing overlaps it', async () => {
  const path = await fileOf([
    new Paragraph({ children: [text('式'), picture(60, 40), text('如下')] }),
    new Paragraph({ children: [text('下一行')] }),
  ]);
  change(path, 'word/document.xml', (xml) => xml.replace('<w:r><w:drawing>', '<w:r><w:rPr><w:position w:val="-40"/></w:rPr><w:drawing>')); // prettier-ignore
  const [page] = await pagesIn(path);
  const [image] = drawingsOf(page, 'image');
  expect(image!.y + image!.height - lineOf(page, '如下')!.y).toBeCloseTo(20, 5);
  expect(lineOf(page, '下一行')!.y - 16 * 0.88).toBeGreaterThan(image!.y + image!.height);
});

test('in a cell a picture in a line is no wider than the cell', async () => {
  const cell = (...children: (TextRun | ImageRun)[]) => new TableCell({ children: [new Paragraph({ children })] });
  const [page] = await pagesIn(
    await fileOf([
      new Table({ columnWidths: [2000, 7000], rows: [new TableRow({ children: [cell(text('签'), picture(89, 30)), cell(text('空'))] })] }), // prettier-ignore
    ]),
  );
  const [image] = drawingsOf(page, 'image');
  expect(image!.width).toBeLessThanOrEqual(89);
  expect(image!.x + image!.width).toBeLessThanOrEqual(lineOf(page, '空')!.x);
});
