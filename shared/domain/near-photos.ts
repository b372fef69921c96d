/** Photos that look alike, told by their perceptual hashes (64 hexadecimal digits, lowest frequencies first). Suggestions only. */

/** Of 256 bits, how many may differ (measured in `test/eval/photos.ts`: re-saved copies differ in up to 18, other pictures in 22 and more). */
export const NEAR_BITS = 20;
export const HASH_BITS = 256;
/** Of the first 64. The search relies on it: with at most 7 in four parts, one part differs in at most one bit. */
const NEAR_FIRST_BITS = 7;
const PARTS = 4;
const WORDS = 16;

export interface NearPhoto {
  readonly id: number;
  /** Bits that differ, 0..NEAR_BITS. */
  readonly bits: number;
}

/** Photos by their hashes, kept up to date photo by photo. */
export interface NearIndex {
  /** Adds a photo or gives it another hash; null takes it out. */
  readonly put: (id: number, hash: string | null) => void;
  /** Photos that look like this one, nearest first; none for an unknown id. */
  readonly near: (id: number) => readonly NearPhoto[];
  /** True when at least one other photo looks like this one; answered without searching. */
  readonly hasNear: (id: number) => boolean;
}

/** Bits set in each 16-bit number. */
const COUNTS = Uint8Array.from({ length: 1 << 16 }, (_, value) => {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
});

/**
 * An empty index. Looking for what is near takes 4 parts × 17 spellings (the part itself and with one bit turned) and a comparison with
 * those that share a part: n photos take O(n × 68) look-ups where all pairs would be n²/2 comparisons. Memory grows with n alone, also
 * where thousands look alike.
 */
export function createNearIndex(): NearIndex {
  /** A photo has a slot; slots that share a part are chained. */
  const slots = new Map<number, number>();
  const ids: number[] = [];
  const hashes: string[] = [];
  const free: number[] = [];
  const first = new Int32Array(PARTS << 16).fill(-1);
  let words = new Uint16Array(WORDS * 64);
  let next = new Int32Array(PARTS * 64);
  const paired = new Set<number>();

  const bitsBetween = (one: number, other: number): number | null => difference(words, one * WORDS, words, other * WORDS);
  /** Calls `found` for each photo near a slot until it answers true; a photo may come several times. */
  const search = (slot: number, found: (other: number, bits: number) => boolean): void => {
    for (let part = 0; part < PARTS; part++) {
      const value = words[slot * WORDS + part] ?? 0;
      for (let bit = -1; bit < 16; bit++) {
        let other = first[(part << 16) | (bit < 0 ? value : value ^ (1 << bit))] ?? -1;
        for (; other >= 0; other = next[other * PARTS + part] ?? -1) {
          const bits = other === slot ? null : bitsBetween(slot, other);
          if (bits !== null && found(other, bits)) return;
        }
      }
    }
  };
  const near = (slot: number): Map<number, number> => {
    const found = new Map<number, number>();
    search(slot, (other, bits) => {
      found.set(ids[other] ?? 0, bits);
      return false;
    });
    return found;
  };
  const unchain = (slot: number, part: number): void => {
    const head = (part << 16) | (words[slot * WORDS + part] ?? 0);
    let before = -1;
    for (let at = first[head] ?? -1; at >= 0; before = at, at = next[at * PARTS + part] ?? -1) {
      if (at !== slot) continue;
      const after = next[at * PARTS + part] ?? -1;
      if (before < 0) first[head] = after;
      else next[before * PARTS + part] = after;
      return;
    }
  };
  const remove = (id: number, slot: number): void => {
    const others = paired.delete(id) ? [...near(slot).keys()] : [];
    for (let part = 0; part < PARTS; part++) unchain(slot, part);
    slots.delete(id);
    free.push(slot);
    for (const other of others) {
      let alone = true;
      search(slots.get(other) ?? 0, () => {
        alone = false;
        return true;
      });
      if (alone) paired.delete(other);
    }
  };
  const room = (slot: number): void => {
    if ((slot + 1) * WORDS <= words.length) return;
    const [larger, longer] = [new Uint16Array(words.length * 2), new Int32Array(next.length * 2)];
    larger.set(words);
    longer.set(next);
    [words, next] = [larger, longer];
  };
  return {
    put(id, hash) {
      const known = slots.get(id);
      if (known !== undefined && hashes[known] === hash) return;
      if (known !== undefined) remove(id, known);
      const own = hash === null ? null : wordsOf(hash);
      if (hash === null || own === null) return;
      const slot = free.pop() ?? ids.length;
      room(slot);
      words.set(own, slot * WORDS);
      [ids[slot], hashes[slot]] = [id, hash];
      slots.set(id, slot);
      search(slot, (other) => {
        paired.add(id);
        paired.add(ids[other] ?? 0);
        return false;
      });
      for (let part = 0; part < PARTS; part++) {
        const head = (part << 16) | (own[part] ?? 0);
        next[slot * PARTS + part] = first[head] ?? -1;
        first[head] = slot;
      }
    },
    near(id) {
      const slot = slots.get(id);
      if (slot === undefined) return [];
      return [...near(slot)].map(([other, bits]) => ({ id: other, bits })).sort((a, b) => a.bits - b.bits || a.id - b.id);
    },
    hasNear: (id) => paired.has(id),
  };
}

/** Bits in which two hashes differ, or null when the pictures do not look alike. */
export function nearBits(one: string, other: string): number | null {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  return a && b ? difference(a, 0, b, 0) : null;
}

function difference(one: Uint16Array, oneFrom: number, other: Uint16Array, otherFrom: number): number | null {
  let bits = 0;
  for (let at = 0; at < WORDS; at++) {
    bits += COUNTS[(one[oneFrom + at] ?? 0) ^ (other[otherFrom + at] ?? 0)] ?? 0;
    if (bits > NEAR_BITS || (at === PARTS - 1 && bits > NEAR_FIRST_BITS)) return null;
  }
  return bits;
}

function wordsOf(hash: string): Uint16Array | null {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null;
  return Uint16Array.from({ length: WORDS }, (_, at) => Number.parseInt(hash.slice(at * 4, at * 4 + 4), 16));
}
