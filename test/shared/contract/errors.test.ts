import { expect, test } from 'vitest';
import { forHost } from '../../../shared/contract/errors.ts';

const STOPPED = '请重新编目并检查;要不收这些材料、在册中列明,窗口里点“仍然生成”,命令行加 --leave-out-changed。';

test('who reads a sentence in the window is told the button, who reads it on the command line the word', () => {
  expect(forHost(STOPPED, 'window')).toBe('请重新编目并检查;要不收这些材料、在册中列明,点“仍然生成”。');
  expect(forHost(STOPPED, 'command-line')).toBe('请重新编目并检查;要不收这些材料、在册中列明,加 --leave-out-changed。');
});

test('any other sentence stays as it is', () => {
  expect(forHost('没有这份材料:窗口里点.docx', 'window')).toBe('没有这份材料:窗口里点.docx');
});
