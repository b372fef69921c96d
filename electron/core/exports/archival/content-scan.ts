/** An operand of a content stream: a name begins with `/`, a string is its bytes; a dictionary (of marked content) is not looked into. */
export type Operand = number | string | boolean | null | Uint8Array | readonly Operand[];

/** What ISO 19005-2 does not allow in the writing of a content stream, whatever it draws. */
export type ContentFault = 'unknown-operator' | 'limits' | 'hex-string' | 'inline-picture' | 'broken';

/** An inline picture: its entries under their long names. */
export type InlinePicture = ReadonlyMap<string, Operand>;

export interface ContentVisitor {
  readonly operator: (name: string, operands: readonly Operand[]) => void;
  readonly picture: (picture: InlinePicture) => void;
  readonly fault: (fault: ContentFault) => void;
}

/** All operators of ISO 32000-1 annex A. */
const OPERATORS: ReadonlySet<string> = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc ' +
    'SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'
  ).split(' '),
);
const LONG_KEYS: Readonly<Record<string, string>> = {
  '/BPC': '/BitsPerComponent',
  '/CS': '/ColorSpace',
  '/D': '/Decode',
  '/DP': '/DecodeParms',
  '/F': '/Filter',
  '/H': '/Height',
  '/IM': '/ImageMask',
  '/I': '/Interpolate',
  '/W': '/Width',
};

/** ISO 32000-1 annex C as ISO 19005-2 §6.1.13 takes it. */
export const LIMITS = { integer: 2_147_483_647, real: 3.403e38, smallestReal: 1.175e-38, string: 32_767, name: 127 } as const;

const TABLE = new Uint8Array(256);
const [SPACE, DELIMITER] = [1, 2];
for (const byte of [0, 9, 10, 12, 13, 32]) TABLE[byte] = SPACE;
for (const char of '()<>[]{}/%') TABLE[char.charCodeAt(0)] = DELIMITER;
const MAX_DEPTH = 64;
const MAX_OPERANDS = 1024;

const codeOf = (char: string): number => char.charCodeAt(0);
const [PERCENT, OPEN, CLOSE, LESS, GREATER, SLASH, BACKSLASH] = ['%', '(', ')', '<', '>', '/', '\\'].map(codeOf) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
const [LIST_OPEN, LIST_CLOSE] = [codeOf('['), codeOf(']')];
const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

class Broken extends Error {}

/** Reads a content stream (filters undone) once from front to back. Faults are reported as they are met; what is broken ends the reading. */
export function scanContent(bytes: Uint8Array, visitor: ContentVisitor): void {
  try {
    new Scanner(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), visitor).run();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    visitor.fault('broken');
  }
}

class Scanner {
  private at = 0;
  private readonly bytes: Buffer;
  private readonly visitor: ContentVisitor;
  constructor(bytes: Buffer, visitor: ContentVisitor) {
    this.bytes = bytes;
    this.visitor = visitor;
  }

  run(): void {
    let operands: Operand[] = [];
    for (;;) {
      this.skipSpace();
      if (this.at >= this.bytes.length) return;
      const token = this.next(0);
      if (token.kind === 'value') {
        if (operands.push(token.value) > MAX_OPERANDS) throw new Broken();
        continue;
      }
      if (token.word === 'BI') this.inlinePicture();
      else if (OPERATORS.has(token.word)) this.visitor.operator(token.word, operands);
      else this.visitor.fault('unknown-operator');
      operands = [];
    }
  }

  private skipSpace(): void {
    const { bytes } = this;
    for (; this.at < bytes.length; this.at++) {
      const byte = bytes[this.at] ?? 0;
      if (byte === PERCENT) while (this.at < bytes.length && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at++;
      else if (TABLE[byte] !== SPACE) return;
    }
  }

  private word(): string {
    const from = this.at;
    while (this.at < this.bytes.length && TABLE[this.bytes[this.at] ?? 0] === 0) this.at++;
    return this.bytes.toString('latin1', from, this.at);
  }

  private next(
    depth: number,
  ): { readonly kind: 'value'; readonly value: Operand } | { readonly kind: 'word'; readonly word: string } {
    if (depth > MAX_DEPTH) throw new Broken();
    const byte = this.bytes[this.at] ?? 0;
    const value = (found: Operand) => ({ kind: 'value', value: found }) as const;
    if (byte === SLASH) {
      this.at++;
      const name = `/${this.word().replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))}`;
      if (name.length > LIMITS.name + 1) this.visitor.fault('limits');
      return value(name);
    }
    if (byte === OPEN) return value(this.checked(this.literalString()));
    if (byte === LESS)
      return this.bytes[this.at + 1] === LESS ? value(this.dictionary(depth)) : value(this.checked(this.hexString()));
    if (byte === LIST_OPEN) {
      this.at++;
      const items: Operand[] = [];
      for (;;) {
        this.skipSpace();
        if (this.at >= this.bytes.length) throw new Broken();
        if (this.bytes[this.at] === LIST_CLOSE) break;
        const item = this.next(depth + 1);
        if (item.kind === 'word') throw new Broken();
        items.push(item.value);
      }
      this.at++;
      return value(items);
    }
    if (TABLE[byte] === DELIMITER) throw new Broken();
    const word = this.word();
    const first = word.charCodeAt(0);
    if ((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46) return value(this.number(word));
    if (word === 'true' || word === 'false') return value(word === 'true');
    return word === 'null' ? value(null) : { kind: 'word', word };
  }

  private number(word: string): number {
    const number = Number(word);
    // Readers differ over anything else, such as `--5` or `1.2.3`.
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) this.visitor.fault('broken');
    const size = Math.abs(number);
    const isTooLarge = word.includes('.') ? size > LIMITS.real : size > LIMITS.integer;
    if (isTooLarge || (size > 0 && size < LIMITS.smallestReal)) this.visitor.fault('limits');
    return Number.isFinite(number) ? number : 0;
  }

  private checked(text: Uint8Array): Uint8Array {
    if (text.length > LIMITS.string) this.visitor.fault('limits');
    return text;
  }

  private literalString(): Uint8Array {
    const out: number[] = [];
    let depth = 0;
    for (this.at++; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at] ?? 0;
      if (byte === BACKSLASH) {
        this.escape(out);
        continue;
      }
      if (byte === OPEN) depth++;
      else if (byte === CLOSE && depth-- === 0) {
        this.at++;
        return Uint8Array.from(out);
      }
      out.push(byte);
    }
    throw new Broken();
  }

  /** At a backslash; leaves the place on the last byte of the escape. */
  private escape(out: number[]): void {
    const char = String.fromCharCode(this.bytes[++this.at] ?? 0);
    if (/[0-7]/.test(char)) {
      const digits = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at, this.at + 3))?.[0] ?? '0';
      this.at += digits.length - 1;
      out.push(Number.parseInt(digits, 8) & 0xff);
    } else if (char === '\r') {
      if (this.bytes[this.at + 1] === 10) this.at++;
    } else if (char !== '\n') out.push(ESCAPES[char] ?? char.charCodeAt(0));
  }

  private hexString(): Uint8Array {
    const end = this.bytes.indexOf(GREATER, this.at);
    if (end < 0) throw new Broken();
    const digits = this.bytes.toString('latin1', this.at + 1, end).replace(/[\0\t\n\f\r ]/g, '');
    this.at = end + 1;
    if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) this.visitor.fault('hex-string');
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
  }

  private dictionary(depth: number): null {
    this.at += 2;
    for (;;) {
      this.skipSpace();
      if (this.at >= this.bytes.length) throw new Broken();
      if (this.bytes[this.at] === GREATER && this.bytes[this.at + 1] === GREATER) break;
      this.next(depth + 1);
    }
    this.at += 2;
    return null;
  }

  private inlinePicture(): void {
    const entries = new Map<string, Operand>();
    let key: string | null = null;
    for (;;) {
      this.skipSpace();
      if (this.at >= this.bytes.length) throw new Broken();
      const token = this.next(0);
      if (token.kind === 'word') {
        if (token.word !== 'ID') throw new Broken();
        break;
      }
      if (key === null) {
        if (typeof token.value !== 'string') throw new Broken();
        key = LONG_KEYS[token.value] ?? token.value;
      } else {
        entries.set(key, token.value);
        key = null;
      }
    }
    const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/g;
    end.lastIndex = this.at;
    const found = end.exec(this.bytes.toString('latin1', 0, this.bytes.length));
    if (!found) throw new Broken();
    this.at = found.index + 3;
    this.visitor.picture(entries);
  }
}
