import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { quiet } from '../../../support/sample-core.ts';
import { FRAMEWORK, makeTwoLevels, type Level } from '../packs/two-archives.ts';

const ONE = 'Ⅱ-1-1)';

/** The office above has taken in a pack of the bureau with two originals. */
async function received(name: string) {
  const levels = await makeTwoLevels(name);
  const { lower, upper, pack, core, folder } = levels;
  const { indicators } = (await upper.call('gaps.read', {})).frameworks[0]!;
  const code = indicators.find((one) => one.code === ONE)?.code ?? indicators[0]!.code;
  lower.put('交通/劝导方案㛃.txt', '文明交通劝导工作方案');
  lower.put('交通/总结.txt', '文明交通劝导工作总结');
  await lower.call('index.run', {});
  await lower.confirm('交通/劝导方案㛃.txt', code);
  await lower.confirm('交通/总结.txt', code);
  await upper.call('index.run', {});
  const merged = await upper.call('merge.run', { file: await pack('包') });
  await upper.call('index.run', {});
  const usb = join(folder, 'U盘');
  mkdirSync(usb);
  const at =
    (archive: string): Level['call'] =>
    (procedure, input) =>
      core.call(procedure, { archive, ...input }, quiet());
  const evidence = async (call: Level['call']): Promise<number> => {
    const { nodes } = await call('indicators.tree', { framework: FRAMEWORK });
    return (await call('indicators.read', { indicator: nodes.find((one) => one.code === code)!.id })).evidence.length;
  };
  return { ...levels, copies: merged.folder!, usb, at, evidence };
}

const filesBelow = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => [relative(folder, path), readFileSync(path, 'utf8')] as const);

test('a backup elsewhere takes the received copies along, and what is restored from it has them although the old archive is gone', async () => {
  const { core, upper, folder, usb, at, evidence } = await received('copies-along');
  const before = filesBelow(join(upper.archive, '交接材料'));
  expect(before.length).toBe(2);
  const made = await upper.call('backup.run', { out: join(usb, '备份.tzbak') });
  expect(made).toMatchObject({ copiesFile: join(usb, '备份.收来的原件.zip'), copies: { copied: 2, lost: [] } });
  expect(readdirSync(usb).sort()).toEqual(['备份.tzbak', '备份.收来的原件.zip'].sort());
  await core.call('archive.close', { archive: upper.archive }, quiet());
  rmSync(upper.archive, { recursive: true });
  const to = join(folder, '恢复');
  const restored = await core.call('backup.restore', { file: made.file, to }, quiet());
  expect(restored.copies).toEqual({ copied: 2, lost: [] });
  expect(filesBelow(join(to, '交接材料'))).toEqual(before);
  // Nothing is read again, and nothing is missing.
  expect(await at(to)('index.run', {})).toMatchObject({ indexed: 0, missing: 0 });
  expect(await evidence(at(to))).toBe(2);
  expect((await at(to)('check.run', {})).problems).toEqual([]);
});

test('without the ZIP they come from where they lay; what was altered since is named and not brought back', async () => {
  const { core, upper, folder, usb, copies } = await received('copies-where-they-lay');
  const { file } = await upper.call('backup.run', { out: join(usb, '备份.tzbak') });
  rmSync(join(usb, '备份.收来的原件.zip'));
  writeFileSync(join(copies, '材料', '交通', '总结.txt'), '改过的总结文字文字');
  const to = join(folder, '恢复');
  const { copies: back } = await core.call('backup.restore', { file, to }, quiet());
  expect(back).toMatchObject({ copied: 1, lost: [expect.stringMatching(/^市教育局\/.*总结\.txt$/)] });
  const restored = readdirSync(join(to, '交接材料'), { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.txt'));
  expect(restored).toEqual([expect.stringContaining('劝导方案㛃.txt')]);
});

test('a ZIP that is damaged gives what of it is whole; a backup in the archive folder finds the copies beside it', async () => {
  const { core, upper, folder, usb } = await received('copies-damaged');
  const { file, copiesFile } = await upper.call('backup.run', { out: join(usb, '备份.tzbak') });
  const own = await upper.call('backup.run', {});
  expect(own).toMatchObject({ copiesFile: null, copies: { copied: 0, lost: [] } });
  await core.call('archive.close', { archive: upper.archive }, quiet());
  const bytes = readFileSync(copiesFile!);
  const at = bytes.indexOf('文明交通劝导工作总结');
  bytes.fill(0, at, at + 6);
  writeFileSync(copiesFile!, bytes);
  const moved = join(folder, '搬走的档案库');
  renameSync(upper.archive, moved);
  const fromZip = await core.call('backup.restore', { file, to: join(folder, '恢复一') }, quiet());
  expect(fromZip.copies).toMatchObject({ copied: 1, lost: [expect.stringContaining('总结.txt')] });
  const inside = join(moved, 'backups', own.file.split('/').at(-1)!);
  const fromBeside = await core.call('backup.restore', { file: inside, to: join(folder, '恢复二') }, quiet());
  expect(fromBeside.copies).toEqual({ copied: 2, lost: [] });
});

test('nothing is written over a ZIP that lies where the copies would go', async () => {
  const { upper, usb } = await received('copies-there');
  writeFileSync(join(usb, '备份.收来的原件.zip'), '别的东西');
  await expect(upper.call('backup.run', { out: join(usb, '备份.tzbak') })).rejects.toMatchObject({ code: 'refused' });
  expect(readdirSync(usb)).toEqual(['备份.收来的原件.zip']);
});

test('after a merge was taken back its copies stay, are named by 体检, and serve when it is done again', async () => {
  const { upper, copies, evidence } = await received('copies-undone');
  const unused = async () =>
    (await upper.call('checks.read', {})).rules.find(({ rule }) => rule === 'archive-copies-unused')!.findings;
  expect(await unused()).toEqual([]);
  await upper.call('undo.run', {});
  await upper.call('index.run', {});
  expect(await unused()).toMatchObject([
    { what: expect.stringMatching(/^交接材料\/市教育局\//), message: expect.stringContaining('2 个文件') },
  ]);
  expect(existsSync(copies)).toBe(true);
  await upper.call('undo.redo', {});
  await upper.call('index.run', {});
  expect(await evidence(upper.call)).toBe(2);
  expect(await unused()).toEqual([]);
  expect((await upper.call('check.run', {})).problems).toEqual([]);
});
