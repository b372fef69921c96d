import { expect, test } from 'vitest';
import { listDigest } from '../../../../electron/core/exports/list-digest.ts';

test('the 清单摘要 is another one for another content, code, path or order', () => {
  const list = [
    { sha256: 'a'.repeat(64), materialCode: 'Ⅱ-1-①', path: '甲.txt' },
    { sha256: 'b'.repeat(64), materialCode: 'Ⅱ-1-②', path: '乙.txt' },
  ] as const;
  const others = [
    [{ ...list[0], sha256: 'c'.repeat(64) }, list[1]],
    [{ ...list[0], materialCode: 'Ⅱ-2-①' }, list[1]],
    [{ ...list[0], path: '丙.txt' }, list[1]],
    [list[1], list[0]],
    [list[0]],
  ];
  // sha256sum over the two lines as they stand.
  expect(listDigest(list)).toBe('9f57e3043c8a5a625becbb50884b23fa68481663e15f6f9fee74fd1fcf078797');
  expect(new Set([list, ...others].map(listDigest)).size).toBe(6);
});
