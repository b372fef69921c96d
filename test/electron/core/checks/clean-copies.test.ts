import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTwoLevels } from '../packs/two-archives.ts';

const NAME = '通知.txt';
const LEAF = 'Ⅱ-1-1)';

test('清理 deletes the copies nothing uses and no other, says how much room that makes, and leaves a record', async () => {
  const { lower, upper, pack } = await makeTwoLevels('clean-copies');
  lower.put(NAME, Buffer.from('关于文明交通的通知'));
  await lower.call('index.run', {});
  await lower.confirm(NAME, LEAF, {});
  await upper.call('merge.run', { file: await pack('一') });
  const home = join(upper.archive, '交接材料');
  const unused = join(home, '旧单位', '2025-01-01');
  mkdirSync(join(unused, '下级'), { recursive: true });
  writeFileSync(join(unused, '下级', '扫描.pdf'), 'x'.repeat(2000));
  const outside = join(upper.archive, '..', '别处');
  mkdirSync(outside);
  writeFileSync(join(outside, '原件.txt'), '原件');
  symlinkSync(outside, join(unused, '链接'));
  mkdirSync(join(home, '旧单位', '.清理-0000'));

  const rule = async () =>
    (await upper.call('checks.read', {})).rules.find((one) => one.rule === 'archive-copies-unused')!.findings;
  expect((await rule()).map(({ what }) => what)).toEqual(['交接材料/旧单位/2025-01-01']);
  await expect(upper.call('checks.cleanCopies', { folders: ['旧单位/没有'] })).rejects.toMatchObject({ code: 'not-found' });
  expect(existsSync(unused)).toBe(true);

  const cleaned = await upper.call('checks.cleanCopies', { folders: ['旧单位/2025-01-01'] });
  expect(cleaned).toMatchObject({ folders: ['旧单位/2025-01-01'] });
  expect(cleaned.sizeBytes).toBeGreaterThanOrEqual(2000);
  expect([existsSync(join(home, '旧单位')), existsSync(join(outside, '原件.txt'))]).toEqual([false, true]);
  expect(await rule()).toEqual([]);
  expect(await upper.call('checks.cleanCopies', { folders: 'all' })).toEqual({ folders: [], files: 0, sizeBytes: 0 });
  // What is in use is whole: 体检 reads it again.
  expect((await upper.call('check.run', {})).problems).toEqual([]);
});
