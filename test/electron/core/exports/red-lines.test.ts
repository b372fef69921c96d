import { expect, test } from 'vitest';
import { redLinesOn, withLinesOnPage, withLinesOnPictures, withRedLines } from '../../../../electron/core/exports/red-lines.ts';
import type { PlannedEvidence } from '../../../../shared/domain/volume.ts';

const LINE = { page: 2, x1: 0.25, y1: 0.5, x2: 0.75, y2: 0.5 };
const BOX = { x: 100, y: 50, width: 400, height: 600 };
const STAMPS = { content: Buffer.from('stamps'), resources: { fonts: new Map(), xObjects: new Map() } };
const strokes = (turned: boolean): string =>
  Buffer.from(withRedLines(STAMPS, [LINE], { box: BOX, turned }).content).toString('latin1');

test('only the lines of a page stand on it', () => {
  expect(redLinesOn([LINE, { ...LINE, page: 1 }], 2)).toEqual([LINE]);
});

test('on a placed page a line stands in its share of the page as it lies on the sheet, under the stamps', () => {
  expect(strokes(false)).toContain('200.00 350.00 m 400.00 350.00 l S');
  expect(strokes(false).endsWith('stamps')).toBe(true);
});

test('on a page that was turned with its head to the left, left to right runs upwards', () => {
  expect(strokes(true)).toContain('300.00 200.00 m 300.00 500.00 l S');
});

test('an overlay without lines stays as it is', () => {
  expect(withRedLines(STAMPS, [], { box: BOX, turned: false })).toBe(STAMPS);
});

test('on the back of a sheet lines stand as much further left as the words do', () => {
  const page = { widthPt: 600, heightPt: 800, drawings: [] };
  const [front, back] = (['front', 'back'] as const).map((side) => withLinesOnPage(page, [LINE], side).drawings[0]);
  expect(front).toMatchObject({ kind: 'line', x1: 150, y1: 400, x2: 450, y2: 400 });
  expect((front as { x1: number }).x1 - (back as { x1: number }).x1).toBeCloseTo(((28 - 15) / 25.4) * 72, 3);
});

test('each photo of a page has its own lines', () => {
  const image = (x: number) => ({
    kind: 'image' as const,
    x,
    y: 10,
    width: 100,
    height: 50,
    bytes: new Uint8Array(0),
    format: 'jpg' as const,
  });
  const items = [{ redLines: [] }, { redLines: [{ ...LINE, page: 1 }] }] as unknown as readonly PlannedEvidence[];
  const { drawings } = withLinesOnPictures({ widthPt: 600, heightPt: 800, drawings: [image(0), image(200)] }, items);
  expect(drawings.slice(2)).toEqual([expect.objectContaining({ kind: 'line', x1: 225, x2: 275, y1: 35, y2: 35 })]);
});
