import { getHeapSpaceStatistics } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { giveBackHeapRoom, withLittleHeapRoom } from '../../../../electron/core/exports/heap-room.ts';

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
