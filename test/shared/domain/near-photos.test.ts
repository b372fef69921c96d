import { describe, expect, test } from 'vitest';
import { createNearIndex, nearBits, NEAR_BITS } from '../../../shared/domain/near-photos.ts';

const BASE = '0123456789abcdef'.repeat(4);

/** The hash with some of its bits turned. */
function turned(hash: string, bits: readonly number[]): string {
  const digits = [...hash].map((digit) => Number.parseInt(digit, 16));
  for (const bit of bits) digits[bit >> 2]! ^= 8 >> (bit & 3);
  return digits.map((digit) => digit.toString(16)).join('');
}

function random(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

describe('photos that look alike', () => {
  test('differ in few bits, of which few are low frequencies', () => {
    expect(nearBits(BASE, BASE)).toBe(0);
    expect(nearBits(BASE, turned(BASE, [0, 100, 255]))).toBe(3);
    expect(
      nearBits(
        BASE,
        turned(
          BASE,
          Array.from({ length: NEAR_BITS }, (_, at) => 64 + at * 9),
        ),
      ),
    ).toBe(NEAR_BITS);
    expect(
      nearBits(
        BASE,
        turned(
          BASE,
          Array.from({ length: NEAR_BITS + 1 }, (_, at) => 64 + at * 9),
        ),
      ),
    ).toBeNull();
    expect(nearBits(BASE, turned(BASE, [0, 8, 16, 24, 32, 40, 48, 56]))).toBeNull();
    expect(nearBits(BASE, 'no hash')).toBeNull();
  });

  test('are all found, wherever their bits differ: the same as comparing every pair', () => {
    const next = random(5);
    const hashes = Array.from({ length: 40 }, () =>
      Array.from({ length: 64 }, () => Math.floor(next() * 16).toString(16)).join(''),
    ).flatMap((hash) => [
      hash,
      ...Array.from({ length: 6 }, () =>
        turned(
          hash,
          Array.from({ length: Math.floor(next() * 28) }, () => Math.floor(next() * 256)),
        ),
      ),
    ]);
    const index = createNearIndex();
    hashes.forEach((hash, id) => index.put(id, hash));
    let found = 0;
    hashes.forEach((hash, id) => {
      const expected = hashes
        .map((other, at) => ({ id: at, bits: at === id ? null : nearBits(hash, other) }))
        .filter(({ bits }) => bits !== null)
        .sort((a, b) => a.bits! - b.bits! || a.id - b.id);
      expect(index.near(id)).toEqual(expected);
      expect(index.hasNear(id)).toBe(expected.length > 0);
      found += expected.length;
    });
    expect(found).toBeGreaterThan(200);
  });

  test('are forgotten when one is taken out or gets another hash', () => {
    const index = createNearIndex();
    const near = turned(BASE, [3, 77]);
    index.put(1, BASE);
    index.put(2, near);
    index.put(3, turned(BASE, [150]));
    expect(index.near(1)).toEqual([
      { id: 3, bits: 1 },
      { id: 2, bits: 2 },
    ]);
    index.put(3, null);
    expect(index.near(1)).toEqual([{ id: 2, bits: 2 }]);
    index.put(2, 'f'.repeat(64));
    expect([index.near(1), index.hasNear(1), index.hasNear(2)]).toEqual([[], false, false]);
    index.put(2, near);
    index.put(2, near);
    expect(index.near(2)).toEqual([{ id: 1, bits: 2 }]);
    expect(index.near(99)).toEqual([]);
  });
});
