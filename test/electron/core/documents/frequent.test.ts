import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createArchive, type Archive } from '../../../../electron/core/archives/archives.ts';
import { markForSearch, openSearch, readIds, readPage } from '../../../../electron/core/documents/documents.ts';
import { idsOf } from '../../../../electron/core/documents/bits.ts';
import {
  frequentPieces,
  namePiecesOf,
  piecesOf,
  wordQuery,
  type FrequentPieces,
} from '../../../../electron/core/documents/grams.ts';
import { levelsOf } from '../../../../electron/core/documents/relevance.ts';
import { searchDocuments } from '../../../../electron/core/documents/search.ts';
import { storeDocuments } from '../../../support/store-documents.ts';
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
  const rows = Array.from({ length: count }, (_, at) => {
    const id = texts.length + at + 1;
    return { id, path: `㐀${String.fromCharCode(0x3401 + Math.floor(id / 100), 0x3500 + (id % 100))}`, text: textOf() };
  });
  texts.push(...rows.map(({ text }) => text));
  await storeDocuments(archive.db, rows);
  await openSearch(archive.db);
  await archive.db.transaction((tx) => markForSearch(tx, rows.map(({ id }) => id))); // prettier-ignore
}

const search = (query: string): Promise<readonly number[]> =>
  readIds(archive, { filter: { query }, sort: 'newest', direction: 'up' });
const searchBits = async (query: string): Promise<readonly number[]> =>
  idsOf(await searchDocuments(archive.db, query, { signal: new AbortController().signal, progress: () => undefined }), {
    direction: 'up',
  });
const brute = (word: string): number[] =>
  texts.flatMap((text, at) =>
    word
      .toLowerCase()
      .split(' ')
      .every((one) => text.toLowerCase().includes(one))
      ? [at + 1]
      : [],
  );

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

test('a document that changes or goes leaves the lists of frequent pieces, whatever their length', async () => {
  await add(2100);
  await search('交通');
  const listed = await archive.db.all<{ piece: string }>('SELECT piece FROM search.frequent WHERE number IS NOT NULL');
  expect(new Set(listed.map(({ piece }) => piece.length))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  await archive.db.transaction(async (tx) => {
    await tx.run("UPDATE contents SET text = '文明交通志愿服务' WHERE document_id IN (1, 1500)");
    await tx.run('DELETE FROM locations WHERE document_id IN (2, 1600)');
    await tx.run('DELETE FROM contents WHERE document_id IN (2, 1600)');
    await tx.run('DELETE FROM documents WHERE id IN (2, 1600)');
    await markForSearch(tx, [1, 2, 1500, 1600]);
  });
  for (const id of [1, 1500]) texts[id - 1] = '文明交通志愿服务';
  for (const id of [2, 1600]) texts[id - 1] = '';
  for (const word of [...words(), '文明交通', '交通志愿服务', '文明交通志愿服务']) {
    expect([word, await search(word)]).toEqual([word, brute(word)]);
    expect([...(await searchBits(word))]).toEqual(brute(word));
  }
});

test('a page of a search is a part of all its hits, in either direction and every order, with their number', async () => {
  await add(2100);
  for (const query of ['交通', '文明交通', '文明 行动', '在', '通交通交']) {
    for (const sort of ['newest', 'size', 'path'] as const) {
      for (const direction of ['up', 'down'] as const) {
        const all = await readIds(archive, { filter: { query }, sort, direction });
        expect([...all].sort((one, other) => one - other)).toEqual(brute(query));
        for (const [offset, limit] of [
          [0, 50],
          [7, 3],
          [all.length - 2, 50],
          [all.length + 5, 50],
        ] as const) {
          const page = await readPage(archive, { filter: { query }, sort, direction, offset: Math.max(0, offset), limit });
          expect(page.total).toBe(all.length);
          expect(page.documents.map(({ id }) => id)).toEqual(all.slice(Math.max(0, offset), Math.max(0, offset) + limit));
        }
      }
    }
  }
});

test('longer pieces are those whose two parts are frequent, and a word that is a piece needs no look at the text', () => {
  const frequent = (...pieces: string[]) => frequentPieces(new Map(pieces.map((piece) => [piece, null])));
  const asked = (word: string, pieces: FrequentPieces) => {
    const { pieces: wanted, exact } = wordQuery(word, pieces);
    return [wanted, exact];
  };
  const pairs = frequent('交通', '通安', '安全');
  expect(piecesOf('交通安,交', pairs)).toEqual({ numbers: [], others: ['交', '通', '交通', '安', '通安', '交通安'] });
  expect(
    piecesOf(
      '交通安',
      frequentPieces(
        new Map([
          ['交通', null],
          ['通', 3],
          ['通安', 7],
        ]),
      ),
    ).numbers,
  ).toEqual([3, 7]);
  expect(piecesOf('交通,安', pairs).others).not.toContain('交通安');
  expect(asked('交通安', pairs)).toEqual([['交通安'], true]);
  expect(asked('交通安全', pairs)).toEqual([['交通安', '通安全'], false]);
  expect(asked('文交通安', pairs)).toEqual([['文交', '交通安'], false]);
  expect(asked('交通安', frequent())).toEqual([['交通', '通安'], false]);
  const threes = frequent('交通', '通安', '安全', '交通安', '通安全');
  expect(piecesOf('交通安全', threes).others).toContain('交通安全');
  expect(asked('交通安全', threes)).toEqual([['交通安全'], true]);
  expect(asked('交通安全月', threes)).toEqual([['交通安全', '全月'], false]);
  expect(asked('交通,安', threes)).toEqual([['交通'], false]);
});

test('what marks a pair as one of a name or gives its level is no piece of any text, so that an exact word is never found by it', () => {
  const frequent = frequentPieces(new Map(['n', '志', 'n志', '志愿'].map((piece) => [piece, null])));
  const { others } = piecesOf('n志愿', frequent);
  expect(others).toContain('n志愿');
  expect(wordQuery('n志愿', frequent).exact).toBe(true);
  for (const token of [...namePiecesOf('志愿'), ...levelsOf('志愿').map((level) => level.token)])
    expect(piecesOf(token, frequent).others).not.toContain(token);
});
