import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folders.ts';
import { makeTree } from './tree.ts';

const digest = (folder: string, paths: readonly string[]): string[] =>
  paths.map((path) =>
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex'),
  );

test('the same seed makes the same tree, another seed another, and no two files are equal', async () => {
  const [one, two, other] = [temporaryFolder('tree'), temporaryFolder('tree'), temporaryFolder('tree')];
  const first = await makeTree(one, 60, 7);
  const second = await makeTree(two, 60, 7);
  const third = await makeTree(other, 60, 8);
  expect(second).toEqual(first);
  expect(third).not.toEqual(first);
  const digests = digest(one, first.map(({ path }) => path)); // prettier-ignore
  expect(digest(two, second.map(({ path }) => path))).toEqual(digests); // prettier-ignore
  expect(new Set(digests).size).toBe(60);
});
