/** What a cross-reference entry says (ISO 32000-1 table 18): `free`, `at` an offset, or `in` an object stream at an index. */
export type XrefEntry =
  | { readonly kind: 'free' }
  | { readonly kind: 'at'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'in'; readonly stream: number; readonly index: number };

/** Entries by object number in typed arrays: 15 bytes each, so that a million objects cost 15 MB. */
export interface XrefTable {
  readonly size: number;
  readonly get: (objectNumber: number) => XrefEntry | undefined;
  readonly set: (objectNumber: number, entry: XrefEntry) => void;
}

const KINDS = { none: 0, free: 1, at: 2, in: 3 } as const;

/** An object number no real file reaches; a table that claims more is damaged. */
export const MAX_OBJECT_NUMBER = 8_388_607 * 4;

export function createXrefTable(): XrefTable {
  let capacity = 1 << 10;
  let size = 0;
  let kinds = new Uint8Array(capacity);
  let first = new Float64Array(capacity);
  let second = new Uint32Array(capacity);

  const grow = (atLeast: number): void => {
    while (capacity <= atLeast) capacity *= 2;
    const [oldKinds, oldFirst, oldSecond] = [kinds, first, second];
    kinds = new Uint8Array(capacity);
    first = new Float64Array(capacity);
    second = new Uint32Array(capacity);
    kinds.set(oldKinds);
    first.set(oldFirst);
    second.set(oldSecond);
  };

  return {
    get size() {
      return size;
    },
    get: (objectNumber) => {
      const kind = objectNumber < size ? kinds[objectNumber] : KINDS.none;
      if (kind === KINDS.at) return { kind: 'at', offset: first[objectNumber] ?? 0, generation: second[objectNumber] ?? 0 };
      if (kind === KINDS.in) return { kind: 'in', stream: first[objectNumber] ?? 0, index: second[objectNumber] ?? 0 };
      return kind === KINDS.free ? { kind: 'free' } : undefined;
    },
    set: (objectNumber, entry) => {
      if (!Number.isInteger(objectNumber) || objectNumber < 0 || objectNumber > MAX_OBJECT_NUMBER)
        throw new Error('object number out of range');
      if (objectNumber >= capacity) grow(objectNumber);
      if (objectNumber >= size) size = objectNumber + 1;
      kinds[objectNumber] = KINDS[entry.kind];
      first[objectNumber] = entry.kind === 'at' ? entry.offset : entry.kind === 'in' ? entry.stream : 0;
      second[objectNumber] = entry.kind === 'at' ? entry.generation : entry.kind === 'in' ? entry.index : 0;
    },
  };
}
