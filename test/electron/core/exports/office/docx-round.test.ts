import { HorizontalPositionRelativeFrom, ImageRun, Paragraph, Table, TableCell, TableRow, TextRun, TextWrappingSide, TextWrappingType, VerticalPositionRelativeFrom, type IFloating } from 'docx'; // prettier-ignore
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { drawingsOf, fileOf, fileOfXml, FRAME, pagesOf, wordsOn } from './docx-files.ts';

const EMU = 12_700;
const data = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#008000' } })
  .png()
  .toBuffer();
/** A photo of 120 by 90 points that floats so far from the column's edge and its paragraph. */
const photo = (x: number, y: number, more: Partial<IFloating> = {}) =>
  new ImageRun({
    type: 'png',
    data,
    transformation: { width: 160, height: 120 },
    floating: {
      horizontalPosition: { relative: HorizontalPositionRelativeFrom.COLUMN, offset: x * EMU },
      verticalPosition: { relative: VerticalPositionRelativeFrom.PARAGRAPH, offset: y * EMU },
      wrap: { type: TextWrappingType.SQUARE, side: TextWrappingSide.BOTH_SIDES },
      margins: { left: 10 * EMU, right: 10 * EMU, top: 0, bottom: 0 },
      ...more,
    },
  });
const text = (words: string) => new TextRun({ text: words, size: 32 });
const CHARS = Array.from({ length: 400 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('');
const pagesIn = async (...children: Paragraph[]): Promise<LaidPage[]> =>
  pagesOf((await readDocxBlocks(await fileOf(children), FRAME.width)).blocks);
const COLUMN = 451.3;
/** The lines of a page, each with where it begins and ends and its base line. */
const linesOn = (page: LaidPage | undefined) => {
  const left = FRAME.x + (FRAME.width - COLUMN) / 2;
  return drawingsOf(page, 'text').map(({ x, y, text: words }) => ({
    from: x - left,
    to: x - left + Array.from(words).length * 16,
    y: y - FRAME.y,
    words,
  }));
};

test('text runs beside a photo at the right as far as it reaches, and as wide as ever under it, with no character lost', async () => {
  const [page] = await pagesIn(new Paragraph({ children: [photo(331, 0), text(CHARS)] }));
  const lines = linesOn(page);
  const [image] = drawingsOf(page, 'image');
  expect(image!.y).toBeCloseTo(FRAME.y, 1);
  expect(lines.map(({ words }) => words).join('')).toBe(CHARS);
  const beside = lines.filter(({ y }) => y - 16 * 0.88 < 90);
  expect(beside.length).toBeGreaterThan(3);
  for (const { to } of beside) expect(to).toBeLessThanOrEqual(321 + 0.5);
  expect(Math.max(...lines.slice(beside.length).map(({ to }) => to))).toBeGreaterThan(430);
});

test('text beside a photo at the left begins behind it by its distance; the first lines above it are as wide as ever', async () => {
  const [page] = await pagesIn(new Paragraph({ children: [photo(0, 40), text(CHARS)] }));
  const froms = linesOn(page).map(({ from }) => Math.round(from));
  const first = froms.indexOf(130);
  expect(first).toBe(1);
  expect([...new Set(froms)].sort((a, b) => a - b)).toEqual([0, 130]);
  expect(froms.lastIndexOf(130)).toBeLessThan(froms.length - 3);
});

test('the next paragraphs run beside it too, until its foot', async () => {
  const [page] = await pagesIn(
    new Paragraph({ children: [photo(331, 0), text('一')] }),
    new Paragraph({ children: [text(CHARS.slice(0, 40))] }),
    new Paragraph({ children: [text('三')] }),
  );
  const [image] = drawingsOf(page, 'image');
  const lines = linesOn(page);
  expect(lines.filter(({ words }) => words.length > 1).every(({ to }) => to <= 321.5)).toBe(true);
  expect(lines.at(-1)!.words).toBe('三');
  expect(image!.y - FRAME.y + 90).toBeGreaterThan(lines[2]!.y);
});

test('text stands on both sides of a photo in the middle, on one where the file says so, and above and below where it says that', async () => {
  const froms = async (more: Partial<IFloating>, x = 160) => {
    const [page] = await pagesIn(new Paragraph({ children: [photo(x, 0, more), text(CHARS)] }));
    const lines = linesOn(page);
    expect(lines.map(({ words }) => words).join('')).toBe(CHARS);
    return lines.filter(({ y }) => y - 14 < 85).map(({ from }) => Math.round(from));
  };
  expect((await froms({})).slice(0, 4)).toEqual([0, 290, 0, 290]);
  const right = { wrap: { type: TextWrappingType.SQUARE, side: TextWrappingSide.RIGHT } };
  expect([...new Set(await froms(right))]).toEqual([290]);
  const apart = { wrap: { type: TextWrappingType.TOP_AND_BOTTOM } };
  expect(await froms(apart)).toEqual([]);
});

test('where less than an inch is left beside a picture, text goes on below it', async () => {
  const [page] = await pagesIn(new Paragraph({ children: [photo(60, 0), text('字')] }));
  expect(linesOn(page)[0]!.from, 'at the right there is room').toBeCloseTo(190, 0);
  const wide = new ImageRun({ type: 'png', data, transformation: { width: 520, height: 120 }, floating: { horizontalPosition: { relative: HorizontalPositionRelativeFrom.COLUMN, offset: 0 }, verticalPosition: { relative: VerticalPositionRelativeFrom.PARAGRAPH, offset: 0 }, wrap: { type: TextWrappingType.SQUARE } } }); // prettier-ignore
  const [other] = await pagesIn(new Paragraph({ children: [wide, text('字')] }));
  expect(linesOn(other)[0]!.y).toBeGreaterThan(90);
});

test('a photo that finds no room on its page goes to the next with the text beside it', async () => {
  const filler = Array.from({ length: 33 }, (_, at) => new Paragraph({ children: [text(`满${at}`)] }));
  const pages = await pagesIn(...filler, new Paragraph({ children: [photo(331, 0), text('签')] }));
  expect(pages).toHaveLength(2);
  expect(pages.map((page) => drawingsOf(page, 'image').length)).toEqual([0, 1]);
  expect(wordsOn(pages[1])).toEqual(['签']);
});

test('beside it a list keeps its marks and a seal its place over the text; a table begins below', async () => {
  const seal = photo(20, 30, { wrap: { type: TextWrappingType.NONE } });
  const file = await fileOf([
    new Paragraph({ children: [photo(331, 0), text('一')] }),
    new Paragraph({ children: [seal, text('落款')] }),
    new Table({ rows: [new TableRow({ children: [new TableCell({ children: [new Paragraph('表')] })] })] }),
  ]);
  const [page] = pagesOf((await readDocxBlocks(file, FRAME.width)).blocks);
  expect(wordsOn(page)).toEqual(['一', '落款', '表']);
  const [, sealed] = drawingsOf(page, 'image');
  expect(sealed).toMatchObject({ ink: true });
  const [cell] = drawingsOf(page, 'rect');
  expect(cell!.y - FRAME.y).toBeGreaterThanOrEqual(90);
});

test('text runs round a picture of Word 97 by the distances of its style', async () => {
  const shape = '<w:pict><v:rect style="position:absolute;margin-left:0;margin-top:0;width:100pt;height:60pt;mso-wrap-distance-right:20pt" fillcolor="red"><w10:wrap type="square"/></v:rect></w:pict>'; // prettier-ignore
  const path = await fileOfXml(`<w:p><w:r>${shape}</w:r><w:r><w:t>${CHARS.slice(0, 200)}</w:t></w:r></w:p>`);
  const [page] = pagesOf((await readDocxBlocks(path, FRAME.width)).blocks);
  const xs = drawingsOf(page, 'text').map(({ x }) => Math.round(x));
  expect([...new Set(xs)].sort((a, b) => a - b).map((x, _, all) => x - all[0]!)).toEqual([0, 120]);
});
