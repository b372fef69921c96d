import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createArchive, isInside, openArchive } from '../../../../electron/core/archives/archives.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('archives');
const deps = { now: () => new Date('2026-06-30T08:00:00Z') };
const settings = { name: '示例', unit: '滨河区文明办', baseDate: '2026-06-30' };
const nothing = async () => undefined;

describe('an archive', () => {
  test('is made with its settings and opens again with the same ones', async () => {
    const path = join(folder, '档案 一');
    await (await createArchive(path, settings, nothing, deps)).close();
    const opened = await openArchive(path, deps);
    expect(opened.settings).toEqual(settings);
    await opened.close();
  });

  test('is not made over an existing one, which stays usable', async () => {
    const path = join(folder, 'twice');
    await (await createArchive(path, settings, nothing, deps)).close();
    await expect(createArchive(path, { ...settings, name: '另一个' }, nothing, deps)).rejects.toMatchObject({ code: 'refused' });
    const opened = await openArchive(path, deps);
    expect(opened.settings.name).toBe('示例');
    await opened.close();
  });

  test('is not made in a folder that holds anything', async () => {
    const path = join(folder, 'full');
    mkdirSync(path);
    writeFileSync(join(path, '通知.txt'), 'x');
    await expect(createArchive(path, settings, nothing, deps)).rejects.toMatchObject({ code: 'refused' });
    expect(readdirSync(path)).toEqual(['通知.txt']);
  });

  test('leaves nothing behind when filling it fails', async () => {
    const path = join(folder, 'a', 'b', 'c');
    const failing = async () => {
      throw new AppError('refused', '不行');
    };
    await expect(createArchive(path, settings, failing, deps)).rejects.toThrow('不行');
    expect(existsSync(join(folder, 'a'))).toBe(false);
  });

  test('held by one process is refused to another with the name of the holder', async () => {
    const path = join(folder, 'held');
    const first = await createArchive(path, settings, nothing, deps);
    await expect(openArchive(path, deps)).rejects.toMatchObject({
      code: 'archive-in-use',
      message: expect.stringContaining(String(process.pid)),
    });
    await first.close();
    await (await openArchive(path, deps)).close();
  });

  test('that is not there is named with its path', async () => {
    await expect(openArchive(join(folder, 'none'), deps)).rejects.toMatchObject({
      code: 'archive-not-found',
      message: expect.stringContaining('none'),
    });
  });
});

describe('whether a folder lies inside another', () => {
  test('is told by real paths, so that a sibling with a longer name is outside', () => {
    mkdirSync(join(folder, 'data', 'inner'), { recursive: true });
    mkdirSync(join(folder, 'data-2'));
    expect(isInside(join(folder, 'data', 'inner'), join(folder, 'data'))).toBe(true);
    expect(isInside(join(folder, 'data', 'not-yet', 'there'), join(folder, 'data'))).toBe(true);
    expect(isInside(join(folder, 'data-2'), join(folder, 'data'))).toBe(false);
    expect(isInside(join(folder, 'data'), join(folder, 'data'))).toBe(true);
  });

  test('sees through a symbolic link', () => {
    symlinkSync(join(folder, 'data'), join(folder, 'link'));
    expect(isInside(join(folder, 'link', 'inner'), join(folder, 'data'))).toBe(true);
  });
});
