import { expect, test } from 'vitest';
import { makeSampleCore, quiet } from '../../../support/sample-core.ts';

test('what was confirmed for a removed 材料文件夹 stops counting, and counts again once the folder is back and indexed', async () => {
  const { core, archive, source } = await makeSampleCore('removed-and-back');
  const states = async () => {
    const { frameworks } = await core.call('gaps.read', { archive }, quiet());
    return frameworks.flatMap((one) => one.indicators.map(({ code, state }) => `${code} ${state}`));
  };
  const before = await states();
  expect(before.some((one) => one.endsWith('齐全'))).toBe(true);
  await core.call('source.remove', { archive, path: source }, quiet());
  expect((await core.call('archive.summary', { archive }, quiet())).documents).toBe(0);
  expect((await states()).some((one) => one.endsWith('齐全'))).toBe(false);
  await core.call('source.add', { archive, path: source }, quiet());
  await core.call('index.run', { archive }, quiet());
  expect(await states()).toEqual(before);
});
