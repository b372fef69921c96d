/** Documents as bits by their ids: of document `id` the bit `id % 8` of byte `id >> 3`. What is beyond the end is not among them. */
export type Bits = Uint8Array;

/** Whether a document is among them. */
export const hasBit = (bits: Bits, id: number): boolean => ((bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;

/** These documents as bits. */
export function bitsOf(ids: Iterable<number>): Bits {
  const all = [...ids];
  const bits = new Uint8Array((all.reduce((most, id) => Math.max(most, id), -1) >> 3) + 1);
  for (const id of all) bits[id >> 3] = (bits[id >> 3] ?? 0) | (1 << (id & 7));
  return bits;
}

/** The documents that are among both. */
export function inBoth(one: Bits, other: Bits): Bits {
  const both = one.slice(0, Math.min(one.length, other.length));
  for (let at = 0; at < both.length; at++) both[at] = (both[at] ?? 0) & (other[at] ?? 0);
  return both;
}

/** The documents that are among one of them at least. */
export function inEither(one: Bits, other: Bits): Bits {
  const [longer, shorter] = one.length < other.length ? [other, one] : [one, other];
  const either = longer.slice();
  for (let at = 0; at < shorter.length; at++) either[at] = (either[at] ?? 0) | (shorter[at] ?? 0);
  return either;
}

/** The documents that are among the first and not among the second. */
export function onlyInFirst(first: Bits, second: Bits): Bits {
  const left = first.slice();
  for (let at = 0; at < Math.min(left.length, second.length); at++) left[at] = (left[at] ?? 0) & ~(second[at] ?? 0);
  return left;
}

/** Whether these are the same documents; lists of different lengths are taken for different. */
export const sameBits = (one: Bits, other: Bits): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

const COUNTS = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** How many documents these are. */
export function countBits(bits: Bits): number {
  let count = 0;
  for (let at = 0; at < bits.length; at++) count += COUNTS[bits[at] ?? 0] ?? 0;
  return count;
}

/** Their ids, the highest first, or the lowest with `direction` up; of these `limit` after the first `offset`. Default: all. */
export function idsOf(
  bits: Bits,
  part: { readonly direction?: 'up' | 'down'; readonly offset?: number; readonly limit?: number } = {},
): number[] {
  const { direction = 'down', offset = 0, limit = Infinity } = part;
  const ids: number[] = [];
  let passed = 0;
  for (let step = 0; step < bits.length && ids.length < limit; step++) {
    const at = direction === 'up' ? step : bits.length - 1 - step;
    const byte = bits[at] ?? 0;
    const count = COUNTS[byte] ?? 0;
    if (passed + count <= offset) {
      passed += count;
      continue;
    }
    for (let turn = 0; turn < 8 && ids.length < limit; turn++) {
      const bit = direction === 'up' ? turn : 7 - turn;
      if (byte & (1 << bit) && passed++ >= offset) ids.push(at * 8 + bit);
    }
  }
  return ids;
}
