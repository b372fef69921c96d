import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { forkReader, type StartReader } from '../../../../electron/core/extract/extract.ts';
import { temporaryFolder } from '../../../support/folders.ts';

test('a file whose reader faults costs one row: all others are read, and the next 编目 leaves it alone', async () => {
  const folder = temporaryFolder('crash');
  const source = join(folder, '材料');
  mkdirSync(source);
  for (let at = 1; at <= 12; at++) writeFileSync(join(source, `通知${at}.txt`), `第 ${at} 份通知`);
  writeFileSync(join(source, '崩溃.txt'), '这份材料让读取程序崩溃');
  const started: string[] = [];
  const startReader: StartReader = (settings, events) => {
    started.push('reader');
    const threadFile = new URL('../extract/threads/crashing.ts', import.meta.url).href;
    return forkReader({ ...settings, threadFile }, events);
  };
  const now = () => new Date('2026-11-26T09:00:00+08:00');
  const core = createCore({ now, logFolder: join(folder, 'log'), threads: 2, startReader });
  const ctx = { signal: new AbortController().signal, progress: () => undefined };
  const archive = join(folder, '档案库');
  try {
    await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, ctx);
    const first = await core.call('index.run', { archive }, ctx);
    expect(first).toMatchObject({ found: 13, indexed: 13, failed: [] });
    expect(first.unreadable).toMatchObject([{ path: '崩溃.txt', code: 'failed' }]);
    expect(first.unreadable?.[0]?.message).toContain('程序出错');
    const { documents } = await core.call('documents.list', { archive, state: 'ok' }, ctx);
    expect(documents).toHaveLength(12);
    const before = started.length;
    const again = await core.call('index.run', { archive }, ctx);
    expect(again).toMatchObject({ found: 13, unchanged: 13, unreadable: first.unreadable });
    expect(started).toHaveLength(before);
  } finally {
    await core.close();
  }
});
