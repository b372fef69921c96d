/** GBK as Chinese Windows has it (code page 936), which Node only decodes. */

/** Two-byte codes that the decoder of the web knows (GB 18030-2022) and code page 936 does not. */
const NOT_IN_936: readonly (readonly [from: number, to: number])[] = [
  ...([[0xa2e3, 0xa2e3], [0xa6d9, 0xa6df], [0xa6ec, 0xa6ed], [0xa6f3, 0xa6f3]] as const), // prettier-ignore
  ...([[0xa8bc, 0xa8bc], [0xa8bf, 0xa8bf], [0xa989, 0xa995], [0xfe50, 0xffff]] as const), // prettier-ignore
];

let table: ReadonlyMap<string, number> | undefined;

/** Code of every character beyond ASCII: 21,791 of them. */
export function gbkTable(): ReadonlyMap<string, number> {
  if (table) return table;
  const made = new Map<string, number>();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const code = (lead << 8) | trail;
      if (trail === 0x7f || NOT_IN_936.some(([from, to]) => code >= from && code <= to)) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      const point = char.codePointAt(0) ?? 0;
      // A pair that is no character decodes to the mark of that, maybe with its second byte; private ones are nobody else's.
      if (char.length !== 1 || point === 0xfffd || (point >= 0xe000 && point <= 0xf8ff) || made.has(char)) continue;
      made.set(char, code);
    }
  return (table = made);
}

export function isGbk(char: string): boolean {
  return char <= '\u007f' || gbkTable().has(char);
}

/** The bytes of a text in GBK. Throws Error for a character it has not. */
export function gbkBytes(text: string): Buffer {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char <= '\u007f' ? (char.codePointAt(0) ?? 0) : gbkTable().get(char);
    if (code === undefined) throw new Error(`not in GBK: ${char}`);
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Buffer.from(bytes);
}
