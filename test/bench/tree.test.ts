import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createExtractPool } from '../../electron/core/extract/extract.ts';
import { sniffFile } from '../../electron/core/extract/sniff.ts';
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

test('the tree holds every kind of file an office has, and each reads as what it is', async () => {
  const folder = temporaryFolder('tree');
  const made = await makeTree(folder, 300, 5);
  const states = new Map<string, Set<string>>();
  const pool = createExtractPool({ threads: 1, timeLimitMs: 60_000, memoryLimitMb: 512 });
  try {
    const some = made.filter(({ path }, at) => at < 120 || /\.(doc|zip)$/.test(path));
    for (const { path } of some) {
      const file = join(folder, path);
      const type = await sniffFile(file);
      expect(path.endsWith(`.${type}`), path).toBe(true);
      const { state, text } = await pool.extract(
        { path: file, sizeBytes: statSync(file).size, type },
        new AbortController().signal,
      );
      if (state === 'ok' && type === 'doc') expect(text).toMatch(/^关于.+\n.*[。,]/su);
      states.set(type, (states.get(type) ?? new Set()).add(state));
    }
  } finally {
    await pool.close();
  }
  const types = ['doc', 'docx', 'jpg', 'pdf', 'txt', 'xlsx', 'zip'];
  expect([...states.keys()].sort()).toEqual(types);
  for (const type of types) expect([...states.get(type)!].sort(), type).toEqual(type === 'pdf' ? ['empty', 'ok'] : ['ok']);
});
