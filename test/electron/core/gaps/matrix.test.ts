import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { read } from '@e965/xlsx';
import { beforeAll, describe, expect, test } from 'vitest';
import { filterMatrix } from '../../../../shared/domain/gap-matrix.ts';
import type { Output } from '../../../../shared/contract/api.ts';
import { makeSampleCore, quiet, type SampleCore } from '../../../support/sample-core.ts';

let sample: SampleCore;
let leaves: Output<'gaps.read'>['frameworks'][number]['indicators'];
const matrixBy = (by: 'unit' | 'kind' | 'month') =>
  sample.core.call('gaps.matrix', { archive: sample.archive, framework: sample.framework, by }, quiet());

beforeAll(async () => {
  sample = await makeSampleCore('gaps-matrix');
  leaves = (await sample.core.call('gaps.read', { archive: sample.archive }, quiet())).frameworks[0]!.indicators;
});

describe('the matrix says what gaps.read says', () => {
  test('by kind, every cell is the sum of the needs of that kind', async () => {
    const matrix = await matrixBy('kind');
    const cells = matrix.rows.flatMap((row) =>
      row.cells.map(
        (cell) => `${row.code} ${matrix.columns[cell.column]!.key} ${cell.confirmed}/${cell.required}+${cell.suggested}`,
      ),
    );
    const brute = leaves.flatMap((leaf) =>
      [...new Set(leaf.needs.map((need) => need.kind))].map((kind) => {
        const needs = leaf.needs.filter((need) => need.kind === kind);
        const sum = (value: (need: (typeof needs)[number]) => number) => needs.reduce((total, need) => total + value(need), 0);
        const confirmed = sum((need) => Math.min(need.confirmed, need.required));
        return `${leaf.code} ${kind} ${confirmed}/${sum((need) => need.required)}+${sum((need) => need.suggested)}`;
      }),
    );
    expect(cells.length).toBeGreaterThan(200);
    expect(cells).toEqual(brute);
    expect(matrix.rows.map((row) => row.state)).toEqual(leaves.map((leaf) => leaf.state));
  });

  test('by unit, a leaf stands under each unit that gaps.read names with it, in its own state', async () => {
    const matrix = await matrixBy('unit');
    const cells = matrix.rows.flatMap((row) =>
      row.cells.map((cell) => `${row.code} ${matrix.columns[cell.column]!.key} ${cell.state}`),
    );
    const brute = leaves.flatMap((leaf) =>
      [...new Set([leaf.leadUnit, ...leaf.units])].filter(Boolean).map((unit) => `${leaf.code} ${unit} ${leaf.state}`),
    );
    expect(cells.length).toBeGreaterThan(200);
    expect(cells).toEqual(brute);
  });

  test('by month, no more documents are counted than the needs counted', async () => {
    const matrix = await matrixBy('month');
    let compared = 0;
    for (const [index, row] of matrix.rows.entries()) {
      const { needs } = leaves[index]!;
      const total = row.cells.reduce((sum, cell) => sum + cell.confirmed, 0);
      if (needs.length === 1) {
        expect(total).toBe(needs[0]!.confirmed);
        compared++;
      } else expect(total).toBeLessThanOrEqual(needs.reduce((sum, need) => sum + need.confirmed, 0) || total);
    }
    expect(compared).toBeGreaterThan(0);
  });

  test('its states add up to the leaves', async () => {
    const { states, rows } = await matrixBy('unit');
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(leaves.length);
    expect(rows).toHaveLength(leaves.length);
  });
});

test('a leaf card lists its documents and why some do not count; an unknown leaf is said to be gone', async () => {
  const matrix = await matrixBy('kind');
  const row = matrix.rows.find((one) => one.suggested > 0)!;
  const input = { archive: sample.archive, framework: sample.framework };
  const card = await sample.core.call('gaps.leaf', { ...input, indicator: row.id }, quiet());
  expect(card.code).toBe(row.code);
  expect(card.evidence).toHaveLength(card.confirmed + card.suggested);
  expect(card.evidence.some((one) => one.link === 'suggested')).toBe(true);
  await expect(sample.core.call('gaps.leaf', { ...input, indicator: 999_999 }, quiet())).rejects.toMatchObject({
    code: 'not-found',
  });
});

describe('the workbook', () => {
  const NO_FILTER = { states: [], unit: '', text: '' };

  test('goes to the chosen path and holds just the leaves asked for', async () => {
    const path = join(sample.folder, '缺项.xlsx');
    const input = { archive: sample.archive, framework: sample.framework, ...NO_FILTER, states: ['缺失' as const], path };
    const made = await sample.core.call('gaps.workbook', input, quiet());
    const shown = filterMatrix(await matrixBy('kind'), { ...NO_FILTER, states: ['缺失'] });
    expect(made).toEqual({ leaves: shown.rows.length, path, file: null });
    const sheet = read(readFileSync(path)).Sheets['全部指标']!;
    const states = Object.entries(sheet)
      .filter(([cell]) => /^D\d+$/.test(cell))
      .map(([, value]) => (value as { v: string }).v)
      .filter((value) => value !== '状态');
    expect(new Set(states)).toEqual(new Set(['缺失']));
    expect(states).toHaveLength(shown.rows.length);
  });

  test('without a path it lies in the archive and is handed out by a token only', async () => {
    const input = { archive: sample.archive, framework: sample.framework, ...NO_FILTER };
    const { file, path } = await sample.core.call('gaps.workbook', input, quiet());
    expect(path).toBeNull();
    const own = sample.core.ownFile(file!.token);
    expect(own.file.startsWith(join(sample.archive, 'cache'))).toBe(true);
    expect(statSync(own.file).size).toBe(file!.sizeBytes);
    expect(() => sample.core.ownFile('no-such-token-here')).toThrow('已经不在');
  });

  test('a filter that leaves nothing is refused and writes nothing', async () => {
    const path = join(sample.folder, '空.xlsx');
    const input = { archive: sample.archive, framework: sample.framework, ...NO_FILTER, text: '没有这样的指标', path };
    await expect(sample.core.call('gaps.workbook', input, quiet())).rejects.toMatchObject({ code: 'refused' });
    expect(existsSync(path)).toBe(false);
  });
});

test('leaves judged by one 测评方法 are shown alone, and their number is told beside its name', async () => {
  const matrix = await matrixBy('kind');
  const [method] = matrix.methods;
  expect(method?.leaves).toBeGreaterThan(0);
  const shown = filterMatrix(matrix, { states: [], unit: '', text: '', method: method?.method });
  expect(shown.rows).toHaveLength(method?.leaves ?? 0);
  expect(shown.rows.every((row) => row.methods.includes(method?.method ?? ''))).toBe(true);
  expect(matrix.methods.some(({ leaves: count }) => count < matrix.rows.length)).toBe(true);
});
