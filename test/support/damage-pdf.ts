import type { Random } from './mutate.ts';

type Damage = (bytes: Buffer, random: Random) => Buffer | null;

/** Places of a pattern in a file. */
function places(bytes: Buffer, pattern: RegExp): readonly RegExpExecArray[] {
  return [...bytes.toString('latin1').matchAll(pattern)];
}

function splice(bytes: Buffer, at: number, length: number, instead: string | Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(instead as string, 'latin1'), bytes.subarray(at + length)]);
}

/** Data of a random stream: where it begins and ends. */
function streamIn(bytes: Buffer, random: Random): { readonly from: number; readonly to: number } | null {
  const starts = places(bytes, /\bstream\r?\n/g).filter(
    ({ index }) => !bytes.toString('latin1', index - 3, index).endsWith('end'),
  );
  if (starts.length === 0) return null;
  const start = random.pick(starts);
  const from = start.index + start[0].length;
  const to = bytes.indexOf('endstream', from);
  return to - from < 16 ? null : { from, to };
}

/** What happens to PDFs on their way to a clerk; null where a file has not what is to be damaged. */
const DAMAGES: Readonly<Record<string, Damage>> = {
  /** A download or a copy that broke off. */
  'tail cut off': (bytes, random) => bytes.subarray(0, bytes.length - 1 - random.below(Math.floor(bytes.length * 0.6))),
  'wrong startxref': (bytes, random) => {
    const last = places(bytes, /startxref\s+(\d+)/g).at(-1);
    if (!last) return null;
    const digits = last[1] ?? '';
    return splice(bytes, last.index + last[0].length - digits.length, digits.length, String(random.below(bytes.length * 2)));
  },
  'broken object': (bytes, random) => {
    const heads = places(bytes, /\b\d+ \d+ obj\b/g);
    if (heads.length === 0) return null;
    const head = random.pick(heads);
    const garbage = Buffer.from(Array.from({ length: 4 + random.below(24) }, () => random.below(256)));
    // Its head, or what its head is followed by.
    return splice(bytes, head.index + random.pick([0, head[0].length]), garbage.length, garbage);
  },
  'missing length': (bytes, random) => {
    const lengths = places(bytes, /\/Length\s+\d+(\s+\d+\s+R)?/g);
    if (lengths.length === 0) return null;
    const one = random.pick(lengths);
    return splice(bytes, one.index, one[0].length, random.pick(['', `/Length ${random.below(100_000)}`, '/Length 0']));
  },
  'garbage before the header': (bytes, random) =>
    Buffer.concat([Buffer.from(Array.from({ length: 1 + random.below(2_000) }, () => random.below(256))), bytes]),
  'zeroed block': (bytes, random) => {
    const out = Buffer.from(bytes);
    const at = random.below(out.length);
    return out.fill(0, at, Math.min(out.length, at + random.pick([64, 512, 4096])));
  },
  'broken stream': (bytes, random) => {
    const stream = streamIn(bytes, random);
    if (!stream) return null;
    const out = Buffer.from(bytes);
    for (let left = 1 + random.below(32); left > 0; left--) {
      const at = stream.from + random.below(stream.to - stream.from);
      out[at] = (out[at] ?? 0) ^ (1 << random.below(8));
    }
    return out;
  },
  'wrong offsets': (bytes, random) => {
    const entries = places(bytes, /\b\d{10} \d{5} n/g);
    if (entries.length === 0) return null;
    const out = Buffer.from(bytes);
    for (let left = 1 + random.below(3); left > 0; left--) {
      const { index } = random.pick(entries);
      out.write(String(random.below(bytes.length)).padStart(10, '0'), index, 'latin1');
    }
    return out;
  },
  'bytes lost in the middle': (bytes, random) => {
    const at = random.below(bytes.length);
    return splice(bytes, at, 1 + random.below(64), '');
  },
  'line ends changed': (bytes) => Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1'),
};
export const DAMAGE_KINDS = Object.keys(DAMAGES);

/** A PDF damaged in one way; the same random row gives the same bytes. Null where the file has not what is to be damaged. */
export function damagePdf(bytes: Buffer, kind: string, random: Random): Buffer | null {
  const damaged = DAMAGES[kind]?.(bytes, random) ?? null;
  return damaged === null || damaged.equals(bytes) ? null : damaged;
}
