import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getHeapSpaceStatistics } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { createCore } from '../../../electron/core/core.ts';
import { giveBackHeapRoom, withLittleHeapRoom } from '../../../electron/core/heap-room.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { quiet } from '../../support/sample-core.ts';

const MB = 1 << 20;
const youngBytes = (): number => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0;

/** Makes objects of which a third stays alive, for which V8 makes room. */
function makeObjects(count: number): number {
  const kept: { readonly at: number; readonly more: readonly number[] }[] = [];
  for (let at = 0; at < count; at++) {
    const made = { at, more: [at] };
    if (at % 3 === 0) kept.push(made);
  }
  return kept.length;
}

describe('room that V8 keeps for garbage', () => {
  it('does not grow while a folder is indexed and the words of all indicators are made ready for its suggestions', async () => {
    const folder = temporaryFolder('heap-room');
    const [archive, source] = [join(folder, '档案库'), join(folder, '材料')];
    mkdirSync(source);
    writeFileSync(join(source, '志愿服务活动记录.txt'), '三月五日组织学雷锋志愿服务活动，三十人参加。');
    const core = createCore({ now: () => new Date(), logFolder: join(folder, 'log') });
    await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, quiet());
    const before = youngBytes();
    await core.call('index.run', { archive }, quiet());
    expect(youngBytes()).toBeLessThanOrEqual(before);
    await core.close();
  });

  it('is given back within a long piece of work, and does not grow again before its end', async () => {
    makeObjects(400_000);
    expect(youngBytes()).toBeGreaterThan(12 * MB);
    await withLittleHeapRoom(() => {
      giveBackHeapRoom();
      expect(youngBytes()).toBeLessThanOrEqual(8 * MB);
      makeObjects(400_000);
      expect(youngBytes()).toBeLessThanOrEqual(8 * MB);
      return Promise.resolve();
    });
    makeObjects(400_000);
    expect(youngBytes()).toBeGreaterThan(8 * MB);
  });
});
