import { expect, test } from 'vitest';
import { whileBuilding } from '../../packaging/build-page.ts';

test('who builds has the built program to itself until all of its work is done', async () => {
  const seen: string[] = [];
  const work = (who: string) => async () => {
    seen.push(`${who} begins`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push(`${who} ends`);
  };
  await Promise.all([whileBuilding(work('one')), whileBuilding(work('two'))]);
  expect(seen.map((step) => step.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
});
