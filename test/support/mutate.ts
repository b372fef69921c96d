import { rebuiltZip } from './mutate-zip.ts';

/** Numbers from a seed: the same seed gives the same row on every machine. */
export interface Random {
  /** An integer from 0 up to and without `end`. */
  readonly below: (end: number) => number;
  readonly pick: <T>(of: readonly T[]) => T;
}

/** A file to spoil, and its spoilt copy. `suffix` is without the dot. */
export interface Specimen {
  readonly suffix: string;
  readonly bytes: Buffer;
}
export interface Mutant extends Specimen {
  /** What was done: `flip`, `cut`, … */
  readonly kind: string;
}

/** A small fast generator (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return { below, pick: (of) => of[below(of.length)]! };
}

type Change = (bytes: Buffer, random: Random, other: Specimen) => Buffer;

/** A place in the file; every other one in its first 512 bytes, where the headers are. */
function place(bytes: Buffer, random: Random): number {
  return random.below(random.below(2) === 0 ? Math.min(bytes.length, 512) : bytes.length);
}

const CHANGES: Readonly<Record<string, Change>> = {
  /** One to 64 bits turned over. */
  flip: (bytes, random) => {
    const out = Buffer.from(bytes);
    for (let left = 1 + random.below(64); left > 0; left--) {
      const at = place(out, random);
      out[at] = (out[at] ?? 0) ^ (1 << random.below(8));
    }
    return out;
  },
  /** The copy that broke off. */
  cut: (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  /** The end without the start. */
  tail: (bytes, random) => bytes.subarray(random.below(bytes.length)),
  /** A piece stands twice, up to 64 times. */
  double: (bytes, random) => {
    const at = place(bytes, random);
    const piece = bytes.subarray(at, at + 1 + random.below(4096));
    return Buffer.concat([
      bytes.subarray(0, at),
      ...Array.from({ length: 1 + random.below(64) }, () => piece),
      bytes.subarray(at),
    ]);
  },
  /** A run of zeros, as a bad sector gives. */
  zeros: (bytes, random) => {
    const out = Buffer.from(bytes);
    const at = place(out, random);
    return out.fill(0, at, Math.min(out.length, at + 1 + random.below(8192)));
  },
  /** A number field becomes a value that breaks sums: all ones, the sign bit, one less or more. */
  length: (bytes, random) => {
    const out = Buffer.from(bytes);
    for (let left = 1 + random.below(4); left > 0; left--) {
      const width = random.pick([1, 2, 4]);
      const at = place(out, random);
      if (at + width > out.length) continue;
      const old = out.readUIntLE(at, width);
      const most = 2 ** (8 * width) - 1;
      const value = random.pick([0, 1, most, most - 1, 2 ** (8 * width - 1), 2 ** (8 * width - 1) - 1, old + 1, old - 1]);
      out.writeUIntLE(Math.min(most, Math.max(0, value)), at, width);
    }
    return out;
  },
  /** Two files in one. */
  join: (bytes, random, other) =>
    random.below(2) === 0 ? Buffer.concat([bytes, other.bytes]) : Buffer.concat([other.bytes, bytes]),
  /** A piece of another file written over this one. */
  graft: (bytes, random, other) => {
    const out = Buffer.from(bytes);
    other.bytes.copy(out, place(out, random), random.below(other.bytes.length));
    return out;
  },
  /** A whole zip with one part spoilt, so that what reads the parts is reached and not only what reads the zip. */
  part: (bytes, random, other) =>
    rebuiltZip(bytes, (part) => CHANGES[random.pick(INSIDE)]!(part, random, other), random) ??
    CHANGES['flip']!(bytes, random, other),
};
const INSIDE = ['flip', 'cut', 'double', 'zeros', 'graft'] as const;

/** The names of all changes; `suffix` swaps the name's suffix and leaves the bytes. */
export const KINDS: readonly string[] = [...Object.keys(CHANGES), 'suffix'];

/** Spoils one file. The same random row gives the same bytes. */
export function mutate(specimen: Specimen, others: readonly Specimen[], random: Random): Mutant {
  const kind = random.pick(KINDS);
  const other = random.pick(others);
  if (kind === 'suffix') return { kind, bytes: specimen.bytes, suffix: other.suffix };
  return { kind, bytes: CHANGES[kind]!(specimen.bytes, random, other), suffix: specimen.suffix };
}
