import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const quiet = { signal: new AbortController().signal, progress: () => undefined };

test('the 工作台 gives the sums of the last run, every skipped and unreadable file with its reason, and coverage that adds up', async () => {
  const folder = temporaryFolder('home');
  const source = join(folder, '材料');
  mkdirSync(source);
  writeFileSync(join(source, '关于开展文明交通行动的通知.txt'), '关于开展文明交通行动的通知');
  writeFileSync(join(source, '空.docx'), '');
  writeFileSync(join(source, '坏.pdf'), '%PDF-1.4 broken');
  const core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  const archive = join(folder, '档案库');
  const framework = 'wenming-chengshi';
  await core.call('archive.create', { archive, framework: [framework], sources: [source], baseDate: '2026-06-30' }, quiet);
  expect((await core.call('home.read', { archive, framework }, quiet)).lastRun).toBeNull();
  await core.call('index.run', { archive }, quiet);
  const home = await core.call('home.read', { archive, framework }, quiet);
  expect(home.lastRun?.sums).toMatchObject({ found: 3, indexed: 2, unchanged: 0, skipped: 1, failed: 0 });
  expect(home.troubles.map(({ path }) => path)).toEqual(['坏.pdf', '空.docx']);
  expect(home.troubles.every(({ why }) => why.length > 3)).toBe(true);
  expect(home.unreadable).toBe(1);
  expect(home.coverage.reduce((sum, one) => sum + one.leaves, 0)).toBe(home.totals.leaves);
  await core.call('links.confirmBand', { archive, band: 'high' }, quiet);
  const after = await core.call('home.read', { archive, framework }, quiet);
  expect(after.recent[0]).toMatchObject({ actor: '资料员', words: expect.stringContaining('一并确认') as string });
  await core.close();
});
