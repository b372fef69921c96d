import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const quiet = { signal: new AbortController().signal, progress: () => undefined };

test('a title given by hand is taken back as one step, and search follows both ways', async () => {
  const folder = temporaryFolder('edit-undo');
  const source = join(folder, '材料');
  mkdirSync(source);
  writeFileSync(join(source, '通知.txt'), '关于开展文明交通行动的通知\n\n各单位:现将有关事项通知如下。');
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'logs'), actor: '资料员' });
  const archive = join(folder, '档案库');
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, quiet);
  await core.call('index.run', { archive }, quiet);
  const found = async (query: string): Promise<number> => (await core.call('documents.list', { archive, query }, quiet)).total;
  const [document] = (await core.call('documents.list', { archive }, quiet)).documents;
  await core.call('documents.edit', { archive, id: document!.id, title: '光盘行动倡议书' }, quiet);
  expect(await found('光盘行动')).toBe(1);
  expect(await core.call('undo.peek', { archive }, quiet)).toMatchObject({ undo: { label: '改题名' } });
  await core.call('undo.run', { archive }, quiet);
  expect((await core.call('documents.list', { archive }, quiet)).documents[0]?.title).toBe(document!.title);
  expect(await found('光盘行动')).toBe(0);
  await core.call('undo.redo', { archive }, quiet);
  expect(await found('光盘行动')).toBe(1);
  await core.close();
});
