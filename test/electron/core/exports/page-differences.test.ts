import { expect, test } from 'vitest';
import { comparePages } from '../../../../electron/core/exports/page-differences.ts';

const pages = (text: string): string[] => [...text];

test.each([
  ['nothing', 'abcdef', 'abcdef', []],
  ['a changed page', 'abcdef', 'abXdef', [{ kind: 'changed', wanted: 3, found: 3 }]],
  ['a page taken out', 'abcdef', 'abdef', [{ kind: 'missing', wanted: 3 }]],
  ['a page put in', 'abcdef', 'abcXdef', [{ kind: 'added', found: 4 }]],
  ['a page at the end', 'abc', 'abcd', [{ kind: 'added', found: 4 }]],
  ['everything taken out', 'ab', '', ['missing 1', 'missing 2']],
  ['one changed, one out and one in at different places', 'abcdefgh', 'aXcdfgYh', ['changed 2 2', 'missing 5', 'added 7']],
  ['equal pages twice', 'aabb', 'abb', [{ kind: 'missing', wanted: 2 }]],
] as const)('compared with what it was, a volume shows %s', (_, wanted, found, expected) => {
  const shown = comparePages(pages(wanted), pages(found)).map((one) =>
    expected.some((each) => typeof each === 'string')
      ? [one.kind, 'wanted' in one ? one.wanted : null, 'found' in one ? one.found : null]
          .filter((part) => part !== null)
          .join(' ')
      : one,
  );
  expect(shown).toEqual(expected);
});

test('a volume with every page replaced is compared page by page, also when it is large', () => {
  const before = Array.from({ length: 5000 }, (_, n) => `a${n}`);
  const after = Array.from({ length: 5001 }, (_, n) => `b${n}`);
  const differences = comparePages(before, after);
  expect(differences).toHaveLength(5001);
  expect(differences.at(-1)).toEqual({ kind: 'added', found: 5001 });
});
