import { expect, test } from 'vitest';
import { ownPages, pagesOfText, pagesWithin, paperOf } from '../../../shared/domain/volume-estimate.ts';

test('thickness is a tenth of a millimetre a sheet, rounded up; two sides halve the sheets', () => {
  expect(paperOf(320)).toEqual({ pages: 320, singleSidedMm: 32, doubleSidedMm: 16 });
  expect(paperOf(301)).toMatchObject({ singleSidedMm: 31, doubleSidedMm: 16 });
  expect(paperOf(0)).toMatchObject({ singleSidedMm: 0, doubleSidedMm: 0 });
});

test('a thickness holds so many pages, on both sides twice as many, and no page more', () => {
  expect([pagesWithin(20, false), pagesWithin(20, true), pagesWithin(5.05, false)]).toEqual([200, 400, 50]);
  expect([paperOf(pagesWithin(20, true)).doubleSidedMm, paperOf(pagesWithin(20, true) + 1).doubleSidedMm]).toEqual([20, 21]);
});

test('a volume without evidence still has its own pages, and every indicator adds one', () => {
  const empty = ownPages({ leaves: 0, groups: 0, indicators: 0, evidence: 0 });
  expect(empty).toBe(6);
  expect(ownPages({ leaves: 0, groups: 1, indicators: 3, evidence: 0 })).toBe(empty + 4);
});

test('a text has at least one page', () => {
  expect(pagesOfText(0, 'text')).toBe(1);
  expect(pagesOfText(1400, 'text')).toBe(2);
});
