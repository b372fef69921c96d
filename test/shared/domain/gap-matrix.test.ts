import { describe, expect, test } from 'vitest';
import { filterMatrix, gapMatrix, OTHER_MONTHS, whyNotCounted, type MatrixLeaf } from '../../../shared/domain/gap-matrix.ts';
import { assessLeaf, type GapLink, type GapRequirement } from '../../../shared/domain/gaps.ts';

const BASE = '2026-06-30';
let nextId = 1;

const asks = (kind: GapRequirement['kind'], minCount: number, windowMonths: number | null = null): GapRequirement => ({
  kind, minCount, windowMonths, windowFrom: null, windowTo: null,
}); // prettier-ignore
const link = (kind: GapLink['kind'], date: string | null, more: Partial<GapLink> = {}): GapLink => ({
  state: 'confirmed', kind, date, documentState: 'ok', ...more,
}); // prettier-ignore
function leaf(code: string, more: Partial<MatrixLeaf> & { requirements?: GapRequirement[]; notApplicable?: string }): MatrixLeaf {
  const { requirements = [], notApplicable = null, links = [], ...rest } = more;
  const judged = assessLeaf({ requirements, links, baseDate: BASE, notApplicable });
  return { id: nextId++, code, name: code, leadUnit: '甲局', units: [], links, ...judged, ...rest };
}

const LEAVES = [
  leaf('1', {
    requirements: [asks('规范文件', 1), asks('实景图片', 3, 12)],
    links: [
      ...[link('规范文件', null), link('规范文件', '2020-01-01'), link('规范文件', '2020-01-02')],
      ...[link('实景图片', '2026-06-01'), link('实景图片', '2024-06-01'), link('实景图片', '2026-05-09', { state: 'suggested' })],
    ],
    units: ['乙局'],
  }),
  leaf('2', { requirements: [asks('工作台账', 2)], leadUnit: '乙局', units: ['甲局', '丙街道'] }),
  leaf('3', { links: [link(null, '2026-01-05')] }),
  leaf('4', { requirements: [asks('规范文件', 1)], notApplicable: '没有此类场所' }),
];

describe('by unit', () => {
  const matrix = gapMatrix(LEAVES, 'unit', BASE);

  test('units stand in the order of the leaves they lead, and every leaf has a cell under each of its units', () => {
    expect(matrix.columns.map((column) => [column.key, column.leaves])).toEqual([
      ['甲局', 4],
      ['乙局', 2],
      ['丙街道', 1],
    ]);
    expect(matrix.rows[1]!.cells.map((cell) => [matrix.columns[cell.column]!.key, cell.role])).toEqual([
      ['乙局', 'lead'],
      ['甲局', 'other'],
      ['丙街道', 'other'],
    ]);
  });

  test('a surplus of one kind does not hide the lack of another', () => {
    expect(matrix.rows[0]).toMatchObject({ confirmed: 2, required: 4, suggested: 1 });
  });

  test('a leaf that asks for nothing in particular needs one document', () => {
    expect(matrix.rows[2]).toMatchObject({ confirmed: 1, required: 1, state: '齐全', lacking: '' });
  });

  test('a column counts its lacking leaves and carries its worst state', () => {
    expect(matrix.columns[0]).toMatchObject({ lacking: 2, state: '缺失' });
  });
});

test('by kind, only kinds that are asked for stand in the columns', () => {
  const matrix = gapMatrix(LEAVES, 'kind', BASE);
  expect(matrix.columns.map((column) => column.key)).toEqual(['规范文件', '实景图片', '工作台账']);
  expect(matrix.rows[0]!.cells).toMatchObject([
    { column: 0, confirmed: 1, required: 1, state: '齐全' },
    { column: 1, confirmed: 1, required: 3, suggested: 1, state: '数量不足' },
  ]);
  expect(matrix.rows[2]!.cells).toEqual([]);
});

test('by month, the cells of a row add up to its counted documents; those outside its window are in none', () => {
  const matrix = gapMatrix(LEAVES, 'month', BASE);
  const months = matrix.columns.map((column) => column.key);
  expect(months).toHaveLength(14);
  expect([months[0], months[1], months.at(-1)]).toEqual(['2026-06', '2026-05', OTHER_MONTHS]);
  const found = Object.fromEntries(matrix.rows[0]!.cells.map((cell) => [months[cell.column], [cell.confirmed, cell.suggested]]));
  expect(found).toEqual({ [OTHER_MONTHS]: [3, 0], '2026-06': [1, 0], '2026-05': [0, 1] });
  expect(matrix.rows[3]!.cells).toEqual([]);
});

describe('filter', () => {
  const matrix = gapMatrix(LEAVES, 'unit', BASE);

  test('a unit keeps its leaves and only its own column, with totals of just those', () => {
    const shown = filterMatrix(matrix, { states: [], unit: '乙局', text: '' });
    expect(shown.rows.map((row) => row.code)).toEqual(['1', '2']);
    expect(shown.columns.map((column) => [column.key, column.leaves])).toEqual([['乙局', 2]]);
    expect(shown.rows.flatMap((row) => row.cells.map((cell) => cell.column))).toEqual([0, 0]);
    expect(shown.states).toMatchObject({ 齐全: 0, 缺失: 1 });
  });

  test('states and words narrow together; full-width digits find plain ones', () => {
    expect(filterMatrix(matrix, { states: ['缺失'], unit: '', text: '' }).rows.map((row) => row.code)).toEqual(['2']);
    expect(filterMatrix(matrix, { states: ['缺失'], unit: '', text: '1' }).rows).toEqual([]);
    expect(filterMatrix(matrix, { states: [], unit: '', text: '丙街道' }).rows.map((row) => row.code)).toEqual(['2']);
  });
});

test('why a document does not count is said in words, and nothing is said of one that counts', () => {
  const { needs } = LEAVES[0]!;
  expect(whyNotCounted(link('实景图片', '2024-06-01'), needs)).toBe('日期不在时限内(2024-06-01)');
  expect(whyNotCounted(link('实景图片', null), needs)).toBe('没有日期,不能算在时限内');
  expect(whyNotCounted(link('媒体截图', '2026-06-01'), needs)).toBe('不是所要的材料类型(它是媒体截图)');
  expect(whyNotCounted(link(null, '2026-06-01'), needs)).toBe('没有定材料类型');
  expect(whyNotCounted(link('规范文件', null, { documentState: 'missing' }), needs)).toBe('文件不在原处');
  expect(whyNotCounted(link('规范文件', null), needs)).toBeNull();
});
