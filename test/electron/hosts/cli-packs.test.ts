import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PackMade, PackMerge } from '../../../shared/contract/packs.ts';
import { quiet } from '../../support/sample-core.ts';
import { treeHash } from '../../support/folders.ts';
import { startTaizhang, taizhang } from '../../support/taizhang.ts';
import { makeTwoLevels } from '../core/packs/two-archives.ts';

/** Waits until something is there, or the program ended without it. */
async function killedWhen(args: readonly string[], seen: () => boolean): Promise<void> {
  const child = startTaizhang(args);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  while (!seen() && child.exitCode === null) await sleep(2);
  child.kill('SIGKILL');
  await closed;
}

test('pack and merge: looked at first, killed on the way without loss, taken in, and again without change', async () => {
  const { core, lower, upper, folder } = await makeTwoLevels('cli-packs');
  const names = Array.from({ length: 60 }, (_, at) => `材料${at}.txt`);
  for (const name of names) lower.put(name, `文明交通材料 ${name}:${'说明。'.repeat(30_000)}`);
  await lower.call('index.run', {});
  await upper.call('index.run', {});
  for (const name of names) await lower.confirm(name, 'Ⅱ-1-1)');
  for (const { archive } of [lower, upper]) await core.call('archive.close', { archive }, quiet());
  const before = treeHash(upper.source);
  const handover = join(upper.archive, '交接材料');
  const within = (): readonly string[] => (existsSync(handover) ? readdirSync(handover) : []);

  const file = join(folder, '教育局.交接包.zip');
  const packed = await taizhang('pack', lower.archive, '--unit', '市教育局', '--out', file, '--json');
  expect(packed.code).toBe(0);
  expect(packed.json<PackMade>()).toMatchObject({ unit: '市教育局', links: 60, documents: 60, copied: 60, omitted: [] });
  expect((await taizhang('pack', lower.archive, '--unit', '市教育局', '--out', file)).code).toBe(5);

  const looked = await taizhang('merge', upper.archive, file, '--dry-run', '--json');
  expect(looked.code).toBe(0);
  expect(looked.json<PackMerge>()).toMatchObject({ merged: false, documents: { total: 60, added: 60 } });
  expect(within()).toEqual([]);

  const merge = ['merge', upper.archive, file, '--quiet'];
  await killedWhen(merge, () => within().some((name) => name.startsWith('.收取中')));
  await killedWhen(merge, () => within().includes('市教育局'));
  const merged = await taizhang(...merge, '--json');
  expect(merged.code).toBe(0);
  expect(merged.json<PackMerge>()).toMatchObject({ merged: true, refusal: null, troubles: [], conflicts: [] });
  const again = await taizhang(...merge, '--json');
  expect(again.json<PackMerge>()).toMatchObject({ changed: false, documents: { added: 0, known: 60 } });
  expect(within()).toEqual(['市教育局']);
  expect(treeHash(upper.source)).toBe(before);
  const check = await taizhang('check', upper.archive, '--json');
  expect(check.json<{ problems: unknown[] }>().problems).toEqual([]);

  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200);
  writeFileSync(`${file}.坏.zip`, bytes);
  const broken = await taizhang('merge', upper.archive, `${file}.坏.zip`, '--dry-run');
  expect([broken.code, broken.stdout]).toEqual([3, expect.stringMatching(/与清单不符/)]);
  const refused = await taizhang('merge', upper.archive, `${file}.坏.zip`, '--quiet');
  expect([refused.code, refused.stderr]).toEqual([5, expect.stringMatching(/与清单不符.*没有收进任何内容。\n$/)]);
}, 240_000);

test('the words of pack and merge are checked before anything is opened', async () => {
  const words = [
    ['pack', '库', '--unit', '局'],
    ['pack', '库', '--out', '包.zip'],
    ['merge', '库'],
  ];
  for (const one of words) expect((await taizhang(...one)).code).toBe(2);
  expect((await taizhang('merge', '库', '包.zip', '--dry-run', '--take', 'all')).stderr).toMatch(
    /--take 不能和 --dry-run 一起用/,
  );
}, 120_000);
