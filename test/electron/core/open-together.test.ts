import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../../electron/core/core.ts';
import { temporaryFolder } from '../../support/folders.ts';

test('two calls that arrive together open the archive once, not one against the other', async () => {
  const folder = temporaryFolder('together');
  const [archive, source] = [join(folder, '档案库'), join(folder, '材料')];
  mkdirSync(source);
  const ctx = { signal: new AbortController().signal, progress: () => undefined };
  const options = { now: () => new Date(), logFolder: join(folder, 'logs') };
  const maker = createCore(options);
  await maker.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, ctx);
  await maker.close();

  const core = createCore(options);
  const both = await Promise.all([core.call('archive.open', { archive }, ctx), core.call('archive.summary', { archive }, ctx)]);
  expect(both.map((one) => one.archive)).toEqual([archive, archive]);
  await core.close();
});

test('the window is told the driver that really opened its archive', async () => {
  const folder = temporaryFolder('driver');
  const [archive, source] = [join(folder, '档案库'), join(folder, '材料')];
  mkdirSync(source);
  const ctx = { signal: new AbortController().signal, progress: () => undefined };
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'logs'), driver: 'node:sqlite' });
  expect((await core.call('session.read', {}, ctx)).driver).toBeNull();
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, ctx);
  expect((await core.call('session.read', {}, ctx)).driver).toBe('node:sqlite');
  await core.call('archive.close', { archive }, ctx);
  expect((await core.call('session.read', {}, ctx)).driver).toBeNull();
  await core.close();
});
