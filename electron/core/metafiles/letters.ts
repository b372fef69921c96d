/** Fonts whose letters are signs. */
const SIGNS = /^(symbol|wingdings|monotype sorts|zapf ?dingbats)/i;

/** Charsets of fonts (MS-WMF 2.1.1.5) by the encoding their bytes are in. */
const ENCODINGS: Readonly<Record<number, string>> = {
  0: 'windows-1252', 77: 'macintosh', 128: 'shift_jis', 129: 'euc-kr', 134: 'gb18030', 136: 'big5', 161: 'windows-1253', 162: 'windows-1254', 163: 'windows-1258', 177: 'windows-1255', 178: 'windows-1256', 186: 'windows-1257', 204: 'windows-1251', 222: 'windows-874', 238: 'windows-1250',
}; // prettier-ignore
const DEFAULT_CHARSET = 1;
const SYMBOL_CHARSET = 2;
const DOUBLE: readonly number[] = [128, 129, 134, 136];

/** A character and how many bytes, or units of UTF-16, it was. */
export interface Letter {
  readonly char: string;
  readonly units: number;
}

/** How far each letter is from the next, where records tell it a unit. */
export function distancesOf(letters: readonly Letter[], ofUnit: (unit: number) => number): number[] {
  let unit = 0;
  return letters.map(({ units }) => {
    let sum = 0;
    for (const end = unit + units; unit < end; unit++) sum += ofUnit(unit);
    return sum;
  });
}

/**
 * The characters of a text of bytes. What is in no charset of its own is taken as Chinese where it reads as such: the programs that make
 * these pictures here run on Chinese Windows.
 */
export function lettersOf(bytes: Buffer, charset: number, fontName: string): Letter[] {
  if (isSymbol(charset, fontName)) return [...bytes].map((byte) => ({ char: symbolOf(byte, fontName), units: 1 }));
  const isChinese = charset === 134 || ((charset === DEFAULT_CHARSET || charset === 0 || charset === 255) && readsAsGbk(bytes));
  const code = isChinese ? 134 : charset;
  const decoder = new TextDecoder(ENCODINGS[code] ?? 'windows-1252');
  if (!DOUBLE.includes(code)) return [...bytes].map((byte) => ({ char: decoder.decode(Uint8Array.of(byte)), units: 1 }));
  const letters: Letter[] = [];
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const isLead = lead > 0x80 && lead !== 0xff && at + 1 < bytes.length && !(code === 128 && lead >= 0xa0 && lead <= 0xdf);
    const size = isLead ? 2 : 1;
    letters.push({ char: decoder.decode(bytes.subarray(at, at + size)), units: size });
    at += size;
  }
  return letters;
}

function readsAsGbk(bytes: Buffer): boolean {
  let pairs = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    const [lead, trail] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
    if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1 || trail > 0xfe) return false;
    pairs++;
    at++;
  }
  return pairs > 0;
}

/** Whether a font's characters are signs of its own. */
export function isSymbol(charset: number, fontName: string): boolean {
  return charset === SYMBOL_CHARSET || SIGNS.test(fontName);
}

/** Characters of Symbol (Adobe’s encoding, as Unicode’s mapping table of it has them), from 0x20 and from 0xa1. */
const SYMBOL_LOW = ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ ';
const SYMBOL_HIGH = 'ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ ';
/** The signs of Wingdings (and the like, where they are the same) that forms and lists use; all others are a bullet. */
const WINGDINGS: Readonly<Record<number, string>> = {
  0x6c: '●', 0x6e: '■', 0x6f: '□', 0x71: '❑', 0x75: '◆', 0x76: '❖', 0x77: '⬥', 0xa1: '○', 0xa7: '▪', 0xa8: '◻', 0xd8: '➢', 0xdf: '←', 0xe0: '→', 0xe1: '↑', 0xe2: '↓', 0xe8: '➔', 0xfb: '✗', 0xfc: '✓', 0xfd: '☒', 0xfe: '☑', 0x20: ' ',
}; // prettier-ignore

/** A character of a font of signs; code points of Word’s private area stand for the bytes they end in. */
export function symbolOf(code: number, fontName: string): string {
  const byte = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (byte > 0xff) return String.fromCodePoint(byte);
  if (!SIGNS.test(fontName)) return String.fromCodePoint(byte);
  if (!/^symbol/i.test(fontName)) return WINGDINGS[byte] ?? '•';
  return (byte >= 0xa1 ? [...SYMBOL_HIGH][byte - 0xa1] : [...SYMBOL_LOW][byte - 0x20]) ?? ' ';
}
