import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { A4_MM, LABEL_SHEETS, labelPlace, sheetFault, type LabelSheet } from '../../../../shared/domain/label-sheets.ts';
import { writeLabels, type BoxLabel } from '../../../../electron/core/exports/label-sheet.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('label-sheet');
const PT = 72 / 25.4;
const label = (number: number): BoxLabel => ({
  unit: '云泽市创建办',
  title: `Ⅱ-${number} 学习宣传贯彻习近平新时代中国特色社会主义思想和党的二十大精神情况`,
  fields: [
    { name: '全宗号', text: '' },
    { name: '年度', text: '2024—2026' },
    { name: '保管期限', text: '30 年' },
    { name: '起止件号', text: `${number * 10}—${number * 10 + 9}` },
  ],
  number: { name: '盒号', text: String(number) },
});
const labels = Array.from({ length: 11 }, (_, at) => label(at + 1));

/** Boxes of the words of each label on its page, in millimetres from the page's top left corner. */
async function printed(sheet: LabelSheet, startAt: number) {
  const out = join(folder, `${sheet.columns}x${sheet.rows}-${sheet.leftMm}-${startAt}.pdf`);
  const pages = await writeLabels(labels, { sheet, startAt, outlined: false, day: '2026-06-30' }, out);
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: Uint8Array.from(readFileSync(out)), verbosity: 0 });
  const document = await task.promise;
  expect(document.numPages).toBe(pages);
  const found = [];
  for (let at = 1; at <= pages; at++) {
    const { items } = await (await document.getPage(at)).getTextContent();
    const words = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []));
    found.push(
      words.map(({ str, transform, width }) => {
        const [x, y] = [Number(transform[4]), Number(transform[5])];
        return { text: str, left: x / PT, top: A4_MM.height - y / PT, right: (x + width) / PT };
      }),
    );
  }
  await task.destroy();
  return found;
}

describe.each(Object.entries(LABEL_SHEETS))('on the sheet %s', (_, sheet) => {
  test('every label lies on the paper and every word inside one label, 4 mm or more from the paper’s edge', async () => {
    expect(sheetFault(sheet, 1)).toBeNull();
    const pages = await printed(sheet, 3);
    const perPage = sheet.columns * sheet.rows;
    expect(pages).toHaveLength(Math.ceil((labels.length + 2) / perPage));
    const used = new Set<string>();
    pages.forEach((page, pageAt) => {
      for (const { text, left, top, right } of page) {
        const place = Array.from({ length: perPage }, (_place, at) => ({ at, ...labelPlace(sheet, 1, at) })).find(
          ({ xMm, yMm }) => left >= xMm && right <= xMm + sheet.widthMm + 0.1 && top > yMm && top <= yMm + sheet.heightMm,
        );
        expect(place, text).toBeDefined();
        used.add(`${pageAt} ${place!.at}`);
        expect(Math.min(left, A4_MM.width - right, A4_MM.height - top), text).toBeGreaterThan(4);
      }
    });
    expect([...used].sort()).toEqual(
      labels.map((_label, at) => `${Math.floor((at + 2) / perPage)} ${(at + 2) % perPage}`).sort(),
    );
  });
});

test('a sheet larger than A4, or a beginning it has not, is refused in words and leaves no file', async () => {
  const out = join(folder, '大.pdf');
  const sheet = { ...LABEL_SHEETS['3×8'], leftMm: 30 };
  await expect(writeLabels(labels, { sheet, startAt: 1, outlined: false, day: '2026-06-30' }, out)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('超出 A4'),
  });
  await expect(
    writeLabels(labels, { sheet: LABEL_SHEETS['2×5'], startAt: 11, outlined: false, day: '2026-06-30' }, out),
  ).rejects.toMatchObject({ message: '一张只有 10 枚,不能从第 11 枚开始。' });
  expect(existsSync(out) || existsSync(`${out}.part`)).toBe(false);
});
