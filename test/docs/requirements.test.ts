import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** How many capabilities each part of the requirements has. */
const PARTS = { T: 9, R: 8, E: 15, S: 10, M: 18, U: 4 } as const;

const rows = readFileSync('docs/requirements.md', 'utf8')
  .split(/\r?\n/)
  .filter((line) => /^\| [TRESMU]\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const pathsIn = (cell: string | undefined): string[] => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? '');

test('every requirement has a row of its own, in order', () => {
  const ids = Object.entries(PARTS).flatMap(([part, count]) => Array.from({ length: count }, (_, at) => `${part}${at + 1}`));
  expect(rows.map(([, id]) => id)).toEqual(ids);
});

test.each(rows)('%s%s %s names files that are there, a test among them', (...cells) => {
  const [where, tests] = [pathsIn(cells[3]), pathsIn(cells[4])];
  expect(where.length).toBeGreaterThan(0);
  expect(tests.length).toBeGreaterThan(0);
  expect([...where, ...tests].filter((path) => !existsSync(path))).toEqual([]);
  expect(tests.filter((path) => !path.endsWith('.test.ts'))).toEqual([]);
});
