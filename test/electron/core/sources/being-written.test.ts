import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listDocuments } from '../../../../electron/core/documents/documents.ts';
import { watchSources } from '../../../../electron/core/sources/sources.ts';
import { index, makePlace, put, textDeps, type Place } from './index-support.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => place.end());

const settling = () => ({ ...textDeps(), settleMs: 1500 });
const paths = async () => (await listDocuments(place.archive, {})).documents.map(({ path }) => path);

/** Appends to a file four times a second until ended. */
function writer(path: string): { readonly end: () => void } {
  writeFileSync(path, '第一行\n');
  const timer = setInterval(() => appendFileSync(path, '又一行\n'), 250);
  return { end: () => clearInterval(timer) };
}

test('a file that is still being written is named as such, and read whole once it stays the same', async () => {
  put(place.source, '写好了.txt', '完整的文件');
  const copying = writer(join(place.source, '正在复制.txt'));
  const ran = await index(place, settling());
  copying.end();
  expect(ran.failed).toEqual([
    {
      path: '正在复制.txt',
      code: 'changing',
      message: '文件正在被写入或复制,内容还在变化。请等它完成后重新编目',
      source: place.source,
    },
  ]);
  expect(await paths()).toEqual(['写好了.txt']);
  expect(await index(place, settling())).toMatchObject({ indexed: 1, unchanged: 1, failed: [] });
  expect(await paths()).toEqual(['写好了.txt', '正在复制.txt']);
});

test('a file written just before is waited for and read in the same run', async () => {
  writeFileSync(join(place.source, '刚存的.txt'), '刚存的文件');
  expect(await index(place, settling())).toMatchObject({ indexed: 1, failed: [] });
});

test('a time in the future is no reason to wait', async () => {
  put(place.source, '时钟不对.txt', '内容', -86_400);
  expect(await index(place, settling())).toMatchObject({ indexed: 1, failed: [] });
});

test('a watch looks again by itself until nothing is being written, and only the whole file becomes a document', async () => {
  const copying = writer(join(place.source, '正在复制.txt'));
  setTimeout(() => copying.end(), 3500);
  const stop = new AbortController();
  const failed: number[] = [];
  const look = async () => {
    const ran = await index(place, settling());
    failed.push(ran.failed.length);
    if (ran.failed.length > 0) return 'again' as const;
    stop.abort();
    return undefined;
  };
  const first = await look();
  // As on a network drive: no event can be what leads to the next look.
  await watchSources([place.source], look, stop.signal, { first, isNetwork: () => true, retryMs: 300, rescanMs: 60_000 });
  expect(failed.at(0)).toBe(1);
  expect(failed.at(-1)).toBe(0);
  const { documents, total } = await listDocuments(place.archive, { query: '又一行' });
  expect(total).toBe(1);
  expect(documents.map(({ path, state }) => [path, state])).toEqual([['正在复制.txt', 'ok']]);
  const contents = await place.archive.db.get<{ n: number }>('SELECT count(*) AS n FROM documents');
  expect(contents?.n).toBe(1);
});
