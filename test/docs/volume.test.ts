import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectFilesOf, promisesIn } from './promises.ts';

const rows = promisesIn(
  readFileSync('docs/volume.md', 'utf8')
    .split(/^## Every promise, /m)
    .at(-1)!,
  'promise',
);

test('every rule that a machine checks, E1 to E8, has a row', () => {
  const promised = rows.map(([, promise]) => promise ?? '').join('\n');
  expect(Array.from({ length: 8 }, (_, at) => `(E${at + 1})`).filter((rule) => !promised.includes(rule))).toEqual([]);
});

test.each(rows)('%s%s names files that are there, a test among them', (...cells) => expectFilesOf(cells));
