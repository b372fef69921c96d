import { expect, test } from 'vitest';
import { folderOf, lastName, titleOfPath } from '../../../shared/domain/paths.ts';

test.each([
  ['交警队/2026年/通知.docx', '通知.docx', '交警队/2026年', '通知'],
  ['通知.docx', '通知.docx', '', '通知'],
  ['a/没有后缀', '没有后缀', 'a', '没有后缀'],
  ['a/规划.终稿.pdf', '规划.终稿.pdf', 'a', '规划.终稿'],
  ['', '', '', ''],
])('“%s” is named “%s”, lies in “%s” and would be titled “%s”', (path, name, folder, title) => {
  expect([lastName(path), folderOf(path), titleOfPath(path)]).toEqual([name, folder, title]);
});
