import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolders } from '../../../electron/core/make-folders.ts';
import { temporaryFolder } from '../../support/folders.ts';

test('the topmost folder that had to be made is told, and nothing when all were there', () => {
  const root = temporaryFolder('make-folders');
  expect(makeFolders(join(root, '一', '二', '三'))).toBe(join(root, '一'));
  expect(existsSync(join(root, '一', '二', '三'))).toBe(true);
  expect(makeFolders(join(root, '一', '二'))).toBeUndefined();
});

test.runIf(process.platform === 'linux')(
  'a file system that refuses a new name ends in one sentence, not in an endless loop',
  () => {
    expect(() => makeFolders('/proc/没有/这里')).toThrow('无法建立文件夹 /proc/没有/这里(ENOENT)。请换一个可以写入的位置。');
  },
);
