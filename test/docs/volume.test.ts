import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const rows = readFileSync('docs/volume.md', 'utf8')
  .split(/^## Every promise, /m)
  .at(-1)!
  .split(/\r?\n/)
  .filter((line) => /^\| (?!promise)[^-|]/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const pathsIn = (cell: string | undefined): string[] => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? '');

test('every rule that a machine checks, E1 to E8, has a row', () => {
  const promised = rows.map(([, promise]) => promise ?? '').join('\n');
  expect(Array.from({ length: 8 }, (_, at) => `(E${at + 1})`).filter((rule) => !promised.includes(rule))).toEqual([]);
});

test.each(rows)('%s%s names files that are there, a test among them', (...cells) => {
  expect(cells).toHaveLength(6);
  const [where, tests] = [pathsIn(cells[2]), pathsIn(cells[3])];
  expect(where.length).toBeGreaterThan(0);
  expect(tests.length).toBeGreaterThan(0);
  expect([...where, ...tests].filter((path) => !existsSync(path))).toEqual([]);
  expect(tests.filter((path) => !path.endsWith('.test.ts'))).toEqual([]);
});
