import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDownloads, keptCacheFolder } from '../../../../electron/core/downloads/downloads.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('downloads');
const own = (name: string) => {
  const file = join(folder, name);
  writeFileSync(file, name);
  return { file, mime: 'application/pdf', name, disposition: 'inline' as const };
};

test('a file is handed out only by the token it was offered under, and the same file keeps its token', () => {
  const downloads = createDownloads();
  const { token, sizeBytes } = downloads.offer(own('甲.pdf'));
  expect(downloads.take(token).name).toBe('甲.pdf');
  expect(sizeBytes).toBe(Buffer.byteLength('甲.pdf'));
  expect(downloads.offer(own('甲.pdf')).token).toBe(token);
  expect(downloads.offer(own('乙.pdf')).token).not.toBe(token);
  expect(() => downloads.take(join(folder, '甲.pdf'))).toThrow('已经不在');
  expect(() => createDownloads().take(token)).toThrow('已经不在');
});

test('a file that is gone is no longer handed out, nor offered', () => {
  const downloads = createDownloads();
  const file = own('丙.pdf');
  const { token } = downloads.offer(file);
  rmSync(file.file);
  expect(() => downloads.take(token)).toThrow('请重新生成');
  expect(() => downloads.offer(file)).toThrow('请重新生成');
});

test('only the newest 200 offers stay', () => {
  const downloads = createDownloads();
  const tokens = Array.from({ length: 201 }, (_, at) => downloads.offer(own(`${at}.pdf`)).token);
  expect(() => downloads.take(tokens[0]!)).toThrow('已经不在');
  expect(downloads.take(tokens[1]!).name).toBe('1.pdf');
});

test('the cache folder keeps its newest files and is made where it is not there', () => {
  const cache = keptCacheFolder(folder, 'tables', 2);
  expect(existsSync(cache)).toBe(true);
  ['旧', '中', '新'].forEach((name, at) => {
    writeFileSync(join(cache, name), name);
    utimesSync(join(cache, name), 1000 + at, 1000 + at);
  });
  mkdirSync(join(cache, '最新的文件夹'));
  keptCacheFolder(folder, 'tables', 2);
  expect(readdirSync(cache).sort()).toEqual(['新', '最新的文件夹'].sort());
});
