import { expect, test } from 'vitest';
import { boxesOf } from '../../../../electron/core/duties/box-papers.ts';
import type { BoxChoice } from '../../../../shared/contract/duties.ts';
import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../../shared/domain/volume.ts';

const evidence = (title: string): PlannedEvidence => ({
  ...{
    mark: '①',
    materialCode: title,
    documentId: 1,
    sha256: '',
    sizeBytes: 1,
    type: 'pdf',
    title,
    kind: null,
    docNumber: null,
  },
  ...{
    issuer: null,
    date: null,
    takenAt: null,
    caption: null,
    photoCaption: null,
    firstPage: null,
    lastPage: null,
    path: '',
    source: '',
    redLines: [],
    linesToRecheck: 0,
  },
});
const leaf = (titles: readonly string[]): PlannedIndicator => ({
  ...{
    id: 1,
    code: 'x',
    name: 'x',
    standard: '',
    methods: [],
    leadUnit: '',
    units: [],
    state: '齐全',
    needs: [],
    notApplicable: null,
  },
  evidence: titles.map(evidence),
});
const group = (name: string, leaves: readonly PlannedIndicator[]): PlannedGroup => ({
  code: '',
  name,
  levelName: '',
  parents: [],
  indicators: leaves,
});
const boxed = (
  groups: readonly PlannedGroup[],
  thicknessMm: BoxChoice['thicknessMm'],
  pages: Readonly<Record<string, number | null>>,
) =>
  boxesOf({ groups, pagesOf: ({ title }) => pages[title] ?? null }, thicknessMm).map((box) => [
    box.number,
    box.group,
    box.items.map(({ number, evidence: { title } }) => `${number} ${title}`),
  ]);

test('a box holds one 测评项目 as far as its thickness goes, 件号 run through all boxes, and nothing is left out', () => {
  const groups = [group('甲', [leaf(['一', '二']), leaf(['三'])]), group('空', [leaf([])]), group('乙', [leaf(['四'])])];
  // 20 mm hold 160 leaves.
  expect(boxed(groups, 20, { 一: 100, 二: 60, 三: 1, 四: 5 })).toEqual([
    [1, '甲', ['1 一', '2 二']],
    [2, '甲', ['3 三']],
    [3, '乙', ['4 四']],
  ]);
});

test('卷皮 of 10 and 15 mm hold 80 and 120 leaves, and are never chosen by themselves', () => {
  const groups = [group('甲', [leaf(['一', '二', '三'])])];
  const pages = { 一: 60, 二: 30, 三: 30 };
  const shares = ([10, 15] as const).map((thickness) => boxed(groups, thickness, pages).map(([, , items]) => items));
  expect(shares).toEqual([[['1 一'], ['2 二', '3 三']], [['1 一', '2 二', '3 三']]]);
  expect(boxesOf({ groups, pagesOf: () => 1 }, 'auto').map(({ thicknessMm }) => thicknessMm)).toEqual([20]);
});

test('what is thicker than a box has one of its own; unknown pages count as one', () => {
  expect(boxed([group('甲', [leaf(['一', '二', '三'])])], 20, { 一: 400, 二: null, 三: 159 })).toEqual([
    [1, '甲', ['1 一']],
    [2, '甲', ['2 二', '3 三']],
  ]);
});

test('chosen by themselves, boxes are filled to the thickest and each is the narrowest that holds what lies in it', () => {
  const pages = { 一: 399, 二: 1, 三: 160, 四: 161, 五: 321, 六: 900 };
  const groups = ['一 二', '三', '四', '五', '六'].map((titles) => group(titles, [leaf(titles.split(' '))]));
  const boxes = boxesOf({ groups, pagesOf: ({ title }) => pages[title as keyof typeof pages] }, 'auto');
  // 8 leaves a millimetre; what no box holds lies in the thickest.
  expect(boxes.map((box) => [box.group, box.thicknessMm])).toEqual([
    ['一 二', 50],
    ['三', 20],
    ['四', 30],
    ['五', 50],
    ['六', 50],
  ]);
});
