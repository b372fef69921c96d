import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectFilesOf, promisesIn } from './promises.ts';

const text = readFileSync('docs/sources.md', 'utf8');
const rows = promisesIn(text, 'promise');

test('formats, 识别文字, photos, identity, search and hostile files each have their promises', () => {
  const parts = text.split(/^### /m).slice(1);
  expect(parts.map((part) => part.split('\n')[0])).toEqual([
    'Formats',
    '识别文字',
    'Photos',
    'Identity and change',
    'Search, speed and memory',
    'Hostile files',
  ]);
  expect(parts.filter((part) => promisesIn(part, 'promise').length === 0)).toEqual([]);
});

test.each(rows)('%s%s names files that are there, a test among them', (...cells) => expectFilesOf(cells));
