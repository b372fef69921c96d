import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { openDatabase } from '../../../../electron/core/db/database.ts';
import { SCHEMA_VERSION } from '../../../../electron/core/db/migrate.ts';
import { temporaryFolder, treeHash } from '../../../support/folders.ts';
import { makeSampleCore, quiet } from '../../../support/sample-core.ts';

let now = new Date(2026, 5, 30, 8, 0, 0);
const sample = await makeSampleCore('backups', () => now);
const { core, archive, folder, source } = sample;
const backups = join(archive, 'backups');

test('a backup holds what was decided, and a restored archive goes on from there with the originals untouched', async () => {
  const before = treeHash(source);
  const made = await core.call('backup.run', { archive }, quiet());
  expect(made.confirmed).toBeGreaterThan(0);
  const to = join(folder, '恢复的档案库');
  const restored = await core.call('backup.restore', { file: made.file, to }, quiet());
  expect(restored).toMatchObject({ archive: to, confirmed: made.confirmed, documents: made.documents });
  const run = await core.call('index.run', { archive: to }, quiet());
  // Nothing is read again: what was read is in the backup.
  expect([run.indexed, run.unchanged > 0]).toEqual([0, true]);
  const found = await core.call('documents.list', { archive: to, query: '文明交通', limit: 5 }, quiet());
  expect(found.total).toBeGreaterThan(0);
  const home = await core.call('home.read', { archive: to, framework: sample.framework }, quiet());
  expect(home.recent.map(({ words }) => words)).toContain(`从备份恢复:${made.file.split('/').at(-1)}`);
  expect(await core.call('check.run', { archive: to }, quiet())).toMatchObject({ problems: [] });
  expect(treeHash(source)).toBe(before);
});

test('two backups of one second are two files, and a rehearsal leaves nothing behind', async () => {
  const first = await core.call('backup.run', { archive }, quiet());
  const second = await core.call('backup.run', { archive }, quiet());
  expect(first.file).not.toBe(second.file);
  const held = await core.call('backup.rehearse', { archive, file: second.file }, quiet());
  expect(held.documents).toBe(second.documents);
  expect(readdirSync(join(archive, 'cache', 'rehearsal'))).toEqual([]);
});

test('the window backs up by itself once a day, and only when something was recorded', async () => {
  const automatic = (): number => readdirSync(backups).filter((name) => name.endsWith('_自动.tzbak')).length;
  const openOn = async (day: number): Promise<void> => {
    now = new Date(2026, 6, day, 8);
    await core.call('archive.open', { archive }, quiet());
  };
  await openOn(1);
  await expect.poll(automatic).toBe(1);
  await openOn(2);
  // Another reading waits for its turn behind any snapshot.
  await core.call('archive.summary', { archive }, quiet());
  expect(automatic()).toBe(1);
  await core.call('archive.configure', { archive, unit: '文明办' }, quiet());
  await openOn(3);
  await expect.poll(automatic).toBe(2);
});

test.each([
  ['a file that exists', () => join(folder, '在这里.tzbak'), '已有同名文件'],
  ['a place in a 材料文件夹', () => join(source, '备份.tzbak'), '材料文件夹'],
  ['a name of another kind', () => join(folder, '备份.docx'), '.tzbak 结尾'],
])('a backup is not written over or into %s', async (_, out, words) => {
  writeFileSync(join(folder, '在这里.tzbak'), '不是备份');
  const before = treeHash(source);
  await expect(core.call('backup.run', { archive, out: out() }, quiet())).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining(words),
  });
  expect(readFileSync(join(folder, '在这里.tzbak'), 'utf8')).toBe('不是备份');
  expect(treeHash(source)).toBe(before);
});

test('what is no whole backup is refused by name and leaves no folder behind', async () => {
  const { file } = await core.call('backup.run', { archive, out: join(folder, '断了.tzbak') }, quiet());
  truncateSync(file, 100_000);
  const foreign = join(folder, '别的.tzbak');
  const other = await openDatabase({ path: foreign });
  await other.exec('CREATE TABLE 借书 (书名 TEXT)');
  await other.close();
  for (const broken of [file, foreign, join(folder, '在这里.tzbak'), join(folder, '没有.tzbak')]) {
    const to = join(folder, '不该有');
    await expect(core.call('backup.restore', { file: broken, to }, quiet())).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(broken),
    });
    expect(existsSync(to)).toBe(false);
  }
});

test('a backup is not restored over anything', async () => {
  const { file } = await core.call('backup.run', { archive }, quiet());
  const full = join(folder, '有东西');
  mkdirSync(full);
  writeFileSync(join(full, '通知.txt'), 'x');
  await expect(core.call('backup.restore', { file, to: full }, quiet())).rejects.toMatchObject({ code: 'refused' });
  expect(readdirSync(full)).toEqual(['通知.txt']);
  await expect(core.call('backup.restore', { file, to: join(source, '库') }, quiet())).rejects.toMatchObject({ code: 'refused' });
});

test('an archive of an older program is backed up before its database changes', async () => {
  const own = temporaryFolder('backups-older');
  const old = join(own, '旧档案库');
  await core.call('backup.restore', { file: (await core.call('backup.run', { archive }, quiet())).file, to: old }, quiet());
  await core.call('archive.close', { archive: old }, quiet());
  // Once the schema is older, the program only adds what is missing; the last migration run twice shows that it did run.
  const db = await openDatabase({ path: join(old, 'archive.sqlite') });
  await db.exec(`PRAGMA user_version = ${SCHEMA_VERSION - 1}`);
  await db.close();
  const fresh = createCore({ now: () => now, logFolder: join(own, 'logs') });
  await fresh.call('archive.summary', { archive: old }, quiet()).catch(() => undefined);
  await fresh.close();
  const names = readdirSync(join(old, 'backups'));
  expect(names).toEqual([expect.stringMatching(/_升级前\.tzbak$/)]);
  const saved = await openDatabase({ path: join(old, 'backups', names[0]!), readOnly: true });
  expect(await saved.get('PRAGMA user_version')).toEqual({ user_version: SCHEMA_VERSION - 1 });
  await saved.close();
});

test('a material folder that is not on this computer is named when restored', async () => {
  const { file } = await core.call('backup.run', { archive }, quiet());
  const away = `${source}-拔走`;
  renameSync(source, away);
  try {
    const restored = await core.call('backup.restore', { file, to: join(folder, '另一台') }, quiet());
    expect(restored.sources).toEqual([{ path: source, present: false }]);
  } finally {
    renameSync(away, source);
  }
});
