import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createArchive, type Archive } from '../../../../electron/core/archives/archives.ts';
import { markForSearch, openSearch, readIds } from '../../../../electron/core/documents/documents.ts';
import { gramsOf, wordQuery } from '../../../../electron/core/documents/grams.ts';
import { seeded } from './generated-text.ts';

/** Pieces that follow each other at random: nearly all pairs are frequent, most words of three and more are not in most texts. */
const PIECES = ['文明', '交通', '志愿', '服务', '在', '行动', '中心', '交', '通报', '明', ',', 'ABC', '2026', '\n'];
const next = seeded(11);
const random = (below: number): number => Math.floor(next() * below);
const textOf = (): string => Array.from({ length: 40 }, () => PIECES[random(PIECES.length)]).join('');

let root = '';
let archive: Archive;
const texts: string[] = [];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'taizhang-frequent-'));
  texts.length = 0;
  const settings = { name: 'n', unit: '', baseDate: '2026-06-30' };
  const now = () => new Date('2026-06-30T00:00:00Z');
  const fill = async ({ db }: Archive) => void (await db.run("INSERT INTO sources (id, path, added_at) VALUES (1, '/材料', '')"));
  archive = await createArchive(join(root, '档案库'), settings, fill, { now });
});
afterEach(async () => {
  await archive.close();
  rmSync(root, { recursive: true });
});

/** So many further documents with texts of their own, as an index run stores them. */
async function add(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({ id: texts.length + at + 1, text: textOf() }));
  texts.push(...rows.map(({ text }) => text));
  const packed = JSON.stringify(rows);
  await archive.db.run(
    `INSERT INTO documents (id, sha256, size_bytes, type, text_state, first_seen_at)
     SELECT value ->> 'id', 'sha' || (value ->> 'id'), 1, 'txt', 'ok', '' FROM json_each(?)`,
    [packed],
  );
  await archive.db.run(
    `INSERT INTO locations (source_id, path, size_bytes, modified_ms, document_id, state, seen_run)
     SELECT 1, '㐀' || char(0x3401 + (value ->> 'id') / 100, 0x3500 + (value ->> 'id') % 100), 1, 1, value ->> 'id', 'ok', 1 FROM json_each(?)`,
    [packed],
  );
  await archive.db.run("INSERT INTO contents (document_id, text) SELECT value ->> 'id', value ->> 'text' FROM json_each(?)", [
    packed,
  ]);
  await openSearch(archive.db);
  await archive.db.transaction((tx) => markForSearch(tx, rows.map(({ id }) => id))); // prettier-ignore
}

const search = (query: string): Promise<readonly number[]> =>
  readIds(archive, { filter: { query }, sort: 'newest', direction: 'up' });
const brute = (word: string): number[] =>
  texts.flatMap((text, at) => (text.toLowerCase().includes(word.toLowerCase()) ? [at + 1] : []));

async function frequent(): Promise<ReadonlySet<string>> {
  const rows = await archive.db.all<{ piece: string }>('SELECT piece FROM search.frequent');
  return new Set(rows.map(({ piece }) => piece));
}

/** Words of one to six characters from the texts, and some that may stand in none. */
function words(): readonly string[] {
  const drawn = [1, 2, 3, 4, 5, 6].flatMap((length) =>
    Array.from({ length: 25 }, () => {
      const text = texts[random(texts.length)]!;
      const from = random(text.length - length);
      return text.slice(from, from + length);
    }),
  );
  return [...drawn, '通交通交', '明明明', '中心中心在', '志愿交通'].filter((word) => /^[^\s,]+$/.test(word));
}

test('an archive of many documents finds exactly what looking through every text finds, whatever the length of the word', async () => {
  await add(2100);
  for (const word of words()) expect([word, await search(word)]).toEqual([word, brute(word)]);
  const pairs = await frequent();
  expect(pairs.size).toBeGreaterThan(20);
  expect(pairs.has('交通')).toBe(true);
});

test('a small archive needs no frequent pairs, and chooses them once it has grown; grown fourfold it chooses anew', async () => {
  await add(300);
  await search('交通');
  expect((await frequent()).size).toBe(0);
  await add(1800);
  await search('交通');
  const chosen = await archive.db.get('SELECT documents FROM search.chosen');
  expect(chosen).toEqual({ documents: 2100 });
  await add(6400);
  for (const word of words().slice(-40)) expect([word, await search(word)]).toEqual([word, brute(word)]);
  expect(await archive.db.get('SELECT documents FROM search.chosen')).toEqual({ documents: 8500 });
});

test('the kept answer of a search is forgotten when a text changes', async () => {
  await add(20);
  expect(await search('换了的字')).toEqual([]);
  await archive.db.transaction(async (tx) => {
    await tx.run("UPDATE contents SET text = '换了的字' WHERE document_id = 7");
    await markForSearch(tx, [7]);
  });
  expect(await search('换了的字')).toEqual([7]);
  expect(await search(' 换了的字 ')).toEqual([7]);
});

test('three characters whose pairs are frequent are one piece, and a word of them needs no look at the text', () => {
  const pairs = new Set(['交通', '通安', '安全']);
  expect(gramsOf('交通安', pairs).split(' ').sort()).toEqual(['交', '通', '安', '交通', '通安', '交通安'].sort());
  expect(gramsOf('交通,安', pairs).split(' ')).not.toContain('交通安');
  expect(wordQuery('交通安', pairs)).toEqual({ word: '交通安', terms: ['"交通安"'], exact: true });
  expect(wordQuery('交通安全', pairs)).toEqual({ word: '交通安全', terms: ['"交通安"', '"通安全"'], exact: false });
  expect(wordQuery('文交通安', pairs)).toEqual({ word: '文交通安', terms: ['"文交"', '"交通安"'], exact: false });
  expect(wordQuery('交通安', new Set())).toEqual({ word: '交通安', terms: ['"交通"', '"通安"'], exact: false });
});
