import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Mark } from '../../../../../electron/core/charts/charts.ts';
import { createJudge } from '../../../../../electron/core/exports/archival/judge.ts';
import { A4_HEIGHT_PT, A4_WIDTH_PT, type LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { writeBook } from '../sections/book.ts';

const look = { sizePt: 40, bold: false, color: '#008000', serif: false } as const;
const square = (x: number, y: number, side: number, fill: string): Mark => ({
  kind: 'path',
  steps: [['M', x, y], ['L', x + side, y], ['L', x + side, y + side], ['L', x, y + side], ['Z']],
  fill,
  stroke: null,
}); // prettier-ignore

test('marks of a figure are drawn at their place: areas, strokes, what a frame cuts away and words in any direction', async () => {
  const marks: Mark[] = [
    square(0, 0, 50, '#ff0000'),
    { kind: 'clip', x: 100, y: 0, width: 50, height: 20, marks: [square(100, 0, 50, '#0000ff')] },
    { kind: 'path', steps: [['M', 0, 100], ['C', 50, 100, 100, 100, 150, 100]], fill: null, stroke: { widthPt: 6, color: '#ff00ff', dashed: false } },
    { kind: 'text', x: 250, y: 300, text: '██', anchor: 'middle', turn: -90, ...look },
    { kind: 'text', x: 250, y: 60, text: '图例 35%', anchor: 'end', turn: 0, ...look, sizePt: 9 },
  ]; // prettier-ignore
  const page: LaidPage = {
    widthPt: A4_WIDTH_PT,
    heightPt: A4_HEIGHT_PT,
    drawings: [{ kind: 'figure', x: 100, y: 200, width: 300, height: 300, marks }],
  };
  const path = join(temporaryFolder('figure'), 'figure.pdf');
  await writeBook(path, () => [{ page, stamps: [], name: null }]);
  const [picture] = await renderPages(path, [0], Math.round(A4_WIDTH_PT));
  const at = (x: number, y: number): number[] => {
    const from = 4 * ((200 + y) * (picture?.widthPx ?? 0) + 100 + x);
    return [...(picture?.rgba ?? []).slice(from, from + 3)];
  };
  expect(at(25, 25)).toEqual([255, 0, 0]);
  expect(at(125, 10)).toEqual([0, 0, 255]);
  expect(at(125, 35), 'cut away').toEqual([255, 255, 255]);
  expect(at(75, 100)).toEqual([255, 0, 255]);
  // Two full blocks of 40 points, turned upwards round their middle.
  const inked = Array.from({ length: 200 }, (_, y) => y + 200).filter((y) => at(235, y)[0] !== 255);
  expect(Math.min(...inked)).toBeLessThan(270);
  expect(Math.max(...inked)).toBeGreaterThan(325);
  const source = await openPdfSource(path);
  expect(source.sourcePages.flatMap((one) => createJudge(source.objects).page(one))).toEqual([]);
  source.close();
});
