import { expect, test } from 'vitest';
import { choiceOf, completed, initialChoice, inputOf, isChoice } from '../../../../renderer/features/exports/choice.ts';
import { sizeText } from '../../../../shared/domain/size-text.ts';

const node = (id: number, code: string) => ({ id, parentId: null, leaf: true, code, name: code, state: null, confirmed: 0 });
const nodes = [node(1, 'Ⅱ-1'), node(2, 'Ⅱ-2')];
const choice = initialChoice('wenming');

test('everything chosen names no indicator, a part names its codes', () => {
  const input = { archive: '/a', password: '', nodes };
  expect(inputOf({ ...input, choice })).toEqual({
    ...{ archive: '/a', framework: 'wenming', photosPerPage: 1, maxPages: 1000, maxMegabytes: 1024, draft: false },
    ...{
      splitBy: 'size',
      numbering: 'archive',
      numberPreset: 'official',
      doubleSided: false,
      tabs: false,
      emptyItems: false,
      extras: [],
    },
  });
  expect(inputOf({ ...input, choice: { ...choice, leaves: [2], unit: '甲局' } })).toMatchObject({
    ...{ indicators: ['Ⅱ-2'], unit: '甲局' },
  });
  expect(inputOf({ ...input, choice: { ...choice, framework: '' } })).not.toHaveProperty('framework');
});

test('长期保存格式 travels only where one was chosen, and an edition made with one opens with it', () => {
  const input = { archive: '/a', password: '', nodes };
  expect(inputOf({ ...input, choice })).not.toHaveProperty('archival');
  expect(inputOf({ ...input, choice: { ...choice, archival: '3b' } })).toMatchObject({ archival: '3b' });
  const again = choiceOf({ framework: 'wenming', draft: false, archival: '2b' }, [{ id: 'wenming', nodes }]);
  expect(again.archival).toBe('2b');
});

test('the thickness of a volume travels only where one was chosen; an edition opens with its own, one kept before that was asked for with none', () => {
  const input = { archive: '/a', password: '', nodes };
  expect(inputOf({ ...input, choice })).not.toHaveProperty('maxMillimetres');
  expect(inputOf({ ...input, choice: { ...choice, maxMillimetres: 20 } })).toMatchObject({ maxMillimetres: 20 });
  const plan = { framework: 'wenming', draft: false };
  expect(choiceOf({ ...plan, maxMillimetres: 15 }, [{ id: 'wenming', nodes }]).maxMillimetres).toBe(15);
  expect(choiceOf(plan, [{ id: 'wenming', nodes }]).maxMillimetres).toBeNull();
});

test('缺项表 stays out only where that was chosen, and an edition without it opens so', () => {
  const input = { archive: '/a', password: '', nodes };
  expect(inputOf({ ...input, choice })).not.toHaveProperty('withoutGaps');
  expect(inputOf({ ...input, choice: { ...choice, withoutGaps: true } })).toMatchObject({ withoutGaps: true });
  const again = choiceOf({ framework: 'wenming', draft: false, withoutGaps: true }, [{ id: 'wenming', nodes }]);
  expect(again.withoutGaps).toBe(true);
});

test('the password travels with the call and is no part of what is kept', () => {
  expect(inputOf({ archive: '/a', password: '1234', nodes, choice })).toMatchObject({ password: '1234' });
  expect(JSON.stringify(choice)).not.toContain('password');
});

test('what an older version kept is refused', () => {
  expect(isChoice(choice)).toBe(true);
  expect(isChoice({ ...choice, leaves: ['Ⅱ-1'] })).toBe(false);
  expect(isChoice({ ...choice, photosPerPage: 3 })).toBe(false);
  expect(isChoice({ ...choice, splitBy: 'month' })).toBe(false);
  expect(isChoice({ ...choice, extras: ['封底'] })).toBe(false);
  expect(isChoice({ ...choice, archival: '1a' })).toBe(false);
  expect(isChoice({ ...choice, archival: '3b' })).toBe(true);
  expect(isChoice(null)).toBe(false);
});

test('what a version before the layout choices kept is completed with the usual ones', () => {
  const { splitBy: _split, doubleSided: _sides, header: _header, extras: _extras, ...older } = choice;
  expect(isChoice(older)).toBe(true);
  expect(completed(older as typeof choice)).toEqual(choice);
});

test('a reason for signing off and texts of the cover travel only when they say something', () => {
  const input = { archive: '/a', password: '', nodes };
  expect(inputOf({ ...input, choice, signOff: '  ' })).not.toHaveProperty('signOff');
  expect(inputOf({ ...input, choice: { ...choice, coverTitle: '迎检档案' }, signOff: ' 局长同意 ' })).toMatchObject({
    ...{ signOff: '局长同意', coverTitle: '迎检档案' },
  });
});

test('an edition opens again as it was chosen: codes become leaves, what is gone is left out, the folder is new', () => {
  const plan = {
    framework: 'wenming',
    unit: '甲局',
    indicators: ['Ⅱ-2', 'Ⅱ-9'],
    draft: true,
    splitBy: 'year',
    photosPerPage: 6,
  } as const;
  expect(choiceOf(plan, [{ id: 'wenming', nodes }])).toEqual({
    ...{ ...choice, unit: '甲局', leaves: [2], draft: true, splitBy: 'year', photosPerPage: 6 },
  });
  expect(choiceOf({ draft: false }, [])).toEqual(initialChoice(''));
  expect(inputOf({ archive: '/a', password: '', nodes, choice: { ...choice, supplementTo: 3 } })).toMatchObject({
    supplementTo: 3,
  });
});

test('sizes are said in the unit a person would use', () => {
  expect([200, 320 * 1024, 1.5 * 1048576, 2.1 * 1073741824].map(sizeText)).toEqual(['1 KB', '320 KB', '1.5 MB', '2.1 GB']);
  expect(sizeText(0)).toBe('0 KB');
});
