import { existsSync } from 'node:fs';
import { expect } from 'vitest';

/** The rows of every table in a page of promises, but the one with the heading, as cells; the first and last are empty. */
export const promisesIn = (text: string, heading: string): string[][] =>
  text
    .split(/\r?\n/)
    .filter((line) => /^\| [^-|]/.test(line) && !line.startsWith(`| ${heading} `))
    .map((line) => line.split('|').map((cell) => cell.trim()));

const pathsIn = (cell: string | undefined): string[] => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? '');

/** A row says where its promise is kept and which tests watch it, and all of these files are there. */
export function expectFilesOf(row: readonly string[]): void {
  expect(row).toHaveLength(6);
  const [where, tests] = [pathsIn(row[2]), pathsIn(row[3])];
  expect(where.length).toBeGreaterThan(0);
  expect(tests.length).toBeGreaterThan(0);
  expect([...where, ...tests].filter((path) => !existsSync(path))).toEqual([]);
  expect(tests.filter((path) => !/\.(test|package)\.ts$/.test(path))).toEqual([]);
}
