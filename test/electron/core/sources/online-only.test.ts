import { ftruncateSync, openSync, closeSync, lstatSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../electron/core/documents/documents.ts';
import { readGaps } from '../../../../electron/core/gaps/gaps.ts';
import { isOnlineOnly } from '../../../../electron/core/sources/sources.ts';
import { isFolder } from '../../../../electron/core/sources/walk.ts';
import { decideOn, placeWith } from '../links/links-support.ts';
import { index, put, textDeps, type Place } from './index-support.ts';

const file = { name: '通知.docx', sizeBytes: 500_000, blocks: 0 };

describe('a file that is only in the cloud', () => {
  test.each([
    ['win32', file, true],
    ['darwin', file, true],
    ['win32', { ...file, blocks: 984 }, false],
    // Its content may lie in the directory's own record.
    ['win32', { ...file, sizeBytes: 600 }, false],
    // FUSE and network file systems may allocate nothing for any file.
    ['linux', file, false],
    ['darwin', { ...file, name: '.通知.docx.icloud', sizeBytes: 180, blocks: 8 }, true],
    ['linux', { ...file, name: '通知.docx.nextcloud', sizeBytes: 1, blocks: 8 }, true],
    ['win32', { ...file, name: '通知.icloud', sizeBytes: 180, blocks: 8 }, false],
  ] as const)('on %s %o: %s', (platform, one, expected) => expect(isOnlineOnly(one, platform)).toBe(expected));
});

test('a reparse point that a listing calls a link is a folder where the file system says so, and a link where it does not', () => {
  const listed = { isDirectory: () => false, isSymbolicLink: () => true };
  expect(isFolder(listed, () => ({ isDirectory: () => true }))).toBe(true);
  expect(isFolder(listed, () => ({ isDirectory: () => false }))).toBe(false);
  const gone = (): never => {
    throw new Error('ENOENT');
  };
  expect(isFolder(listed, gone)).toBe(false);
  expect(isFolder({ isDirectory: () => true, isSymbolicLink: () => false }, gone)).toBe(true);
});

describe('编目 under the rules of Windows', () => {
  let place: Place;
  beforeEach(async () => {
    place = await placeWith({ '在本机.txt': '在本机的文件', '也在.txt': '后来只在云盘上'.repeat(400) });
  });
  afterEach(() => place.end());

  /** A size and nothing allocated, and read never or long ago. */
  const placeholder = (path: string, sizeBytes: number): string => {
    const full = join(place.source, path);
    const handle = openSync(`${full}.new`, 'w');
    ftruncateSync(handle, sizeBytes);
    closeSync(handle);
    renameSync(`${full}.new`, full);
    utimesSync(full, 1_000_000, 2_000_000);
    return full;
  };
  const windows = () => ({ ...textDeps(), platform: 'win32' as const });
  const readAt = (full: string): number => Math.floor(lstatSync(full).atimeMs / 1000);

  test('opens no placeholder, names it with what to do, and reads it once it has been downloaded', async () => {
    const full = placeholder('只在云上.txt', 8192);
    const control = put(place.source, '对照.txt', '对照');
    utimesSync(control, 1_000_000, 2_000_000);
    expect(lstatSync(full).blocks).toBe(0);
    const deps = windows();
    const ran = await index(place, deps);
    expect(ran.skipped).toEqual([
      {
        path: '只在云上.txt',
        source: place.source,
        reason: '只在云盘上,还没有下载到本机。请先在云盘软件中选择“始终保留在此设备上”,再重新编目',
      },
    ]);
    expect(ran.found).toBe(ran.indexed + ran.unchanged + ran.skipped.length + ran.failed.length);
    expect(deps.read.some((path) => path.includes('只在云上'))).toBe(false);
    expect(readAt(full)).toBe(1_000_000);
    // Where the file system keeps reading times at all, the file beside it shows that reading would have left a trace.
    if (readAt(control) === 1_000_000) console.warn('这个文件系统不记读取时间');
    writeFileSync(full, '下载下来的内容');
    expect(await index(place, windows())).toMatchObject({ indexed: 1, skipped: [] });
  });

  test('evidence that went to the cloud keeps its link, is told as online-only and does not count until it is back', async () => {
    await decideOn(place, '也在.txt', 'Ⅱ-11-1)', 'confirm');
    const states = async () =>
      (await readGaps(place.archive, {})).frameworks[0]?.indicators.map(({ code, state }) => `${code} ${state}`);
    expect(await states()).toContain('Ⅱ-11-1) 齐全');
    const { size } = lstatSync(join(place.source, '也在.txt'));
    const full = placeholder('也在.txt', size);
    await index(place, windows());
    expect((await listDocuments(place.archive, { state: 'online-only' })).documents.map(({ path }) => path)).toEqual([
      '也在.txt',
    ]);
    expect(await states()).toContain('Ⅱ-11-1) 无法读取');
    expect(readAt(full)).toBe(1_000_000);
    put(place.source, '也在.txt', '后来只在云盘上'.repeat(400));
    await index(place, windows());
    expect((await listDocuments(place.archive, { state: 'online-only' })).total).toBe(0);
    expect(await states()).toContain('Ⅱ-11-1) 齐全');
  });
});
