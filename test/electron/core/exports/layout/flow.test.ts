import { expect, test } from 'vitest';
import type { Block, TableRow } from '../../../../../electron/core/exports/layout/blocks.ts';
import type { Drawing, LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { heightOfBlocks, layoutBlocks, planPages } from '../../../../../electron/core/exports/layout/flow.ts';
import { growthOf } from '../../../../support/growth.ts';

const fonts = {
  advance: (codePoint: number): number => (codePoint >= 0x2000 ? 1000 : 500),
  measure: (text: string, _face: string, sizePt: number): number => Array.from(text).length * sizePt,
};
const frame = { x: 50, y: 40, width: 200, height: 300 };
const lay = (blocks: readonly Block[]): LaidPage[] => layoutBlocks(blocks, { frame, fonts });
const isText = (drawing: Drawing): drawing is Drawing & { kind: 'text' } => drawing.kind === 'text';
const textsOf = (page: LaidPage | undefined): string[] => (page?.drawings ?? []).filter(isText).map((drawing) => drawing.text);
const paragraph = (text: string, more: object = {}): Block => ({
  kind: 'paragraph',
  runs: [{ text, sizePt: 10 }],
  lineHeight: 2,
  ...more,
});
const rows = (count: number): TableRow[] =>
  Array.from({ length: count }, (_, index) => ({ cells: [{ blocks: [paragraph(`r${index}`)] }, { blocks: [paragraph('x')] }] }));

/** Every drawing lies inside the frame. */
function expectInside(pages: readonly LaidPage[]): void {
  for (const page of pages) {
    for (const drawing of page.drawings) {
      if (drawing.kind === 'text') {
        expect(drawing.y).toBeLessThanOrEqual(frame.y + frame.height);
        expect(drawing.y).toBeGreaterThan(frame.y);
        expect(drawing.x).toBeGreaterThanOrEqual(frame.x - 0.01);
      } else if (drawing.kind !== 'line' && drawing.kind !== 'path') {
        expect(drawing.y).toBeGreaterThanOrEqual(frame.y - 0.01);
        expect(drawing.y + drawing.height).toBeLessThanOrEqual(frame.y + frame.height + 0.02);
        expect(drawing.x + drawing.width).toBeLessThanOrEqual(frame.x + frame.width + 0.01);
      }
    }
  }
}

test('no block gives no page and text fills page after page without loss', () => {
  expect(lay([])).toEqual([]);
  const text = Array.from({ length: 1000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
  const pages = lay([paragraph(text)]);
  // 20 characters a line, 15 lines a page
  expect(pages.length).toBe(4);
  expect(pages.flatMap(textsOf).join('')).toBe(text);
  expectInside(pages);
});

test('a table longer than a page repeats its header and keeps every row once', () => {
  const header: TableRow = { cells: [{ blocks: [paragraph('H')] }, { blocks: [paragraph('K')] }] };
  const pages = lay([{ kind: 'table', columns: [1, 1], headerRows: 1, rows: [header, ...rows(40)] }]);
  expect(pages.length).toBeGreaterThan(2);
  for (const page of pages) expect(textsOf(page).slice(0, 2)).toEqual(['H', 'K']);
  expect(pages.flatMap(textsOf).filter((text) => text.startsWith('r'))).toEqual(rows(40).map((_, index) => `r${index}`));
  expectInside(pages);
});

test('a row higher than a page goes on over the next pages with the header above it', () => {
  const header: TableRow = { cells: [{ blocks: [paragraph('H')] }] };
  const words = Array.from({ length: 50 }, (_, index) => `w${index}`);
  const tall: TableRow = { cells: [{ blocks: words.map((word) => paragraph(word)) }] };
  const pages = lay([
    {
      kind: 'table',
      columns: [1],
      headerRows: 1,
      rows: [header, tall, ...rows(1).map((row) => ({ cells: row.cells.slice(0, 1) }))],
    },
  ]);
  expect(pages.length).toBe(4);
  for (const page of pages) expect(textsOf(page)[0]).toBe('H');
  expect(pages.flatMap(textsOf).filter((text) => text.startsWith('w'))).toEqual(words);
  expectInside(pages);
});

test('cells span columns and rows, and rows tied by a span stay on one page', () => {
  const spanning: TableRow[] = [
    { cells: [{ blocks: [paragraph('S')], rowSpan: 3 }, { blocks: [paragraph('a')] }] },
    { cells: [{ blocks: [paragraph('b')] }] },
    { cells: [{ blocks: [paragraph('c')] }] },
    { cells: [{ blocks: [paragraph('wide')], colSpan: 2 }] },
  ];
  const pages = lay([paragraph('一\n'.repeat(12)), { kind: 'table', columns: [1, 1], rows: spanning }]);
  expect(textsOf(pages[1])).toEqual(['S', 'a', 'b', 'c', 'wide']);
  const boxes = pages[1]!.drawings.filter((drawing) => drawing.kind === 'rect');
  expect(boxes.map((box) => [Math.round(box.x - frame.x), Math.round(box.width), Math.round(box.height)])).toEqual([
    [0, 100, 78],
    [100, 100, 26],
    [100, 100, 26],
    [100, 100, 26],
    [0, 200, 26],
  ]);
});

test('a span over more rows than a page holds is divided and loses nothing', () => {
  const tied: TableRow[] = rows(40).map((row, index) =>
    index === 0
      ? { cells: [{ blocks: [paragraph('S')], rowSpan: 40 }, ...row.cells.slice(0, 1)] }
      : { cells: row.cells.slice(0, 1) },
  );
  const pages = lay([{ kind: 'table', columns: [1, 1], rows: tied }]);
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.flatMap(textsOf).filter((text) => text.startsWith('r')).length).toBe(40);
  expectInside(pages);
});

test('cells beyond the declared columns, absurd spans and columns without width lose nothing', () => {
  const cells = (words: readonly string[], more: object = {}) => ({
    cells: words.map((word) => ({ blocks: [paragraph(word)], ...more })),
  });
  const pages = lay([
    { kind: 'table', columns: [], rows: [cells(['a', 'b']), cells(['c', 'd', 'e'])] },
    {
      kind: 'table',
      columns: [1, 0],
      rows: [cells(['f', 'g', 'h']), cells(['i'], { colSpan: 1e9, rowSpan: 1e9 }), cells(['j'])],
    },
  ]);
  expect(pages.flatMap(textsOf).sort().join('')).toBe('abcdefghij');
  expectInside(pages);
});

test('a heading is not left at the foot of a page', () => {
  const pages = lay([paragraph('一\n'.repeat(13)), paragraph('标题', { keepWithNext: true }), paragraph('二三')]);
  expect(textsOf(pages[0])).not.toContain('标题');
  expect(textsOf(pages[1])).toEqual(['标题', '二三']);
});

test('a heading goes with what it heads across the space between them', () => {
  const filled = paragraph('一\n'.repeat(12));
  const pages = lay([
    filled,
    paragraph('标题', { keepWithNext: true }),
    { kind: 'space', heightPt: 10 },
    paragraph('二三\n四五'),
  ]);
  expect(pages.map((page) => textsOf(page).includes('标题'))).toEqual([false, true]);
});

test('no single line of a paragraph stands alone at the head or foot of a page', () => {
  const long = '字'.repeat(60);
  const pages = lay([paragraph(Array.from({ length: 14 }, () => '一').join('\n')), paragraph(long)]);
  expect(textsOf(pages[0]).at(-1)).toBe('一');
  expect(textsOf(pages[1]).length).toBe(3);
});

test('pictures are scaled down to the frame, never up', () => {
  const image = (widthPt: number, heightPt: number): Block => ({
    kind: 'image',
    bytes: new Uint8Array(),
    format: 'jpg',
    widthPt,
    heightPt,
  });
  const sizes = lay([image(400, 200), image(50, 20), image(100, 3000)])
    .flatMap((page) => page.drawings)
    .map((drawing) => (drawing.kind === 'image' ? [drawing.width, drawing.height] : []));
  expect(sizes.map((size) => size.map(Math.round))).toEqual([[200, 100], [50, 20], [10, 294]]); // prettier-ignore
});

test('a page break starts a page, a fill pushes what follows to the foot, spaces at a page head vanish', () => {
  const pages = lay([paragraph('上'), { kind: 'fill' }, paragraph('下'), { kind: 'page-break' }, paragraph('二')]);
  expect(pages.map(textsOf)).toEqual([['上', '下'], ['二']]);
  const low = pages[0]!.drawings.find((drawing) => isText(drawing) && drawing.text === '下') as Drawing & { kind: 'text' };
  expect(low.y).toBeGreaterThan(frame.y + frame.height - 20);
});

test('a line of contents takes the same room whatever its label, and links as a whole', () => {
  const entry = (label: string): Block => ({
    kind: 'entry',
    runs: [{ text: '很长的题名'.repeat(12), sizePt: 10 }],
    label,
    linkTo: 'ind/1',
  });
  expect(heightOfBlocks([entry('')], 200, fonts)).toBe(heightOfBlocks([entry('1234')], 200, fonts));
  const [page] = lay([entry('12')]);
  const label = page!.drawings.find((drawing) => isText(drawing) && drawing.text === '12') as Drawing & { kind: 'text' };
  expect(label.x + 20).toBeCloseTo(frame.x + frame.width, 5);
  expect(page!.drawings.filter((drawing) => drawing.kind === 'link').every((link) => link.linkTo === 'ind/1')).toBe(true);
});

test('pages can be asked for one by one and frames may alternate', () => {
  const plan = planPages([paragraph('一'), { kind: 'page-break' }, paragraph('二')], {
    frame: (index) => ({ ...frame, x: index % 2 === 0 ? 50 : 90 }),
    fonts,
  });
  expect(plan.pageCount).toBe(2);
  expect([0, 1].map((index) => (plan.page(index).drawings[0] as { x: number }).x)).toEqual([50, 90]);
  expect(() => plan.page(2)).toThrow(RangeError);
});

test('a table of 3,000 rows and a text of 200,000 characters cost in proportion to their length', () => {
  const table = (count: number) => {
    const big = Array.from({ length: count }, () => ({
      cells: Array.from({ length: 10 }, () => ({ blocks: [paragraph('路口秩序')] })),
    }));
    return planPages([{ kind: 'table', columns: Array(10).fill(1), rows: big }], { frame, fonts }).pageCount;
  };
  const text = (times: number) => planPages([paragraph('文明交通，2026年。'.repeat(times))], { frame, fonts }).pageCount;
  expect(table(3000)).toBeGreaterThan(300);
  expect(text(20_000)).toBeGreaterThan(300);
  expect(growthOf(table, 190)).toBeLessThan(4);
  expect(growthOf(text, 1_250)).toBeLessThan(4);
});
