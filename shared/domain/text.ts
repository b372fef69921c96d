import { SIMPLIFIED, TRADITIONAL } from './traditional.ts';

/** Code of a traditional character → code of the simplified one, else 0. All of them lie in the basic plane, and every text goes through here. */
const TO_SIMPLIFIED = new Uint16Array(0x10000);
for (let index = 0; index < TRADITIONAL.length; index++)
  TO_SIMPLIFIED[TRADITIONAL.charCodeAt(index)] = SIMPLIFIED.charCodeAt(index);

/** Han characters that are as they fold, small Latin letters, numbers and ASCII signs but `(`, which may begin a reading: most words are of these alone. */
const AS_FOLDED = new Uint8Array(0x10000).fill(1, 0x4e00, 0xa000).fill(1, 0, 0x80).fill(0, 0x41, 0x5b).fill(0, 0x28, 0x29);
for (let index = 0; index < TRADITIONAL.length; index++) AS_FOLDED[TRADITIONAL.charCodeAt(index)] = 0;

/** `六優(yōu)行動`: web texts print a reading after a character; it must hold a vowel with a tone mark to be one. */
const READING = /(?<=[\u3400-\u9fff])[(（][a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*[)）]/giu;
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const DASHES = /[‐‑‒–—―−﹘﹣－]+/g;
const HAS_HAN = /[\u3400-\u9fff\uf900-\ufaff]/;

/**
 * One spelling for text that is compared or searched: compatibility forms and full-width letters unified (NFKC), lower case,
 * traditional characters simplified, readings after characters and invisible characters removed, every dash a hyphen.
 * Folding a folded text changes nothing.
 */
export function fold(text: string): string {
  if (isFolded(text)) return text;
  const bare = /[(（]/.test(text) ? text.replace(READING, '') : text;
  const unified = bare.normalize('NFKC').toLowerCase().replace(ZERO_WIDTH, '').replace(DASHES, '-');
  return HAS_HAN.test(unified) ? simplify(unified) : unified;
}

function isFolded(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (AS_FOLDED[text.charCodeAt(at)] !== 1) return false;
  return true;
}

function simplify(text: string): string {
  let out = '';
  let from = 0;
  for (let index = 0; index < text.length; index++) {
    const simple = TO_SIMPLIFIED[text.charCodeAt(index)] ?? 0;
    if (simple === 0) continue;
    out += text.slice(from, index) + String.fromCharCode(simple);
    from = index + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}

/** Characters of a text that carry meaning, punctuation and white space removed. */
export function lettersOf(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Overlapping 2-character pieces inside runs of letters and digits of a folded text, in order, repeated ones too. */
export function bigrams(folded: string): string[] {
  const pairs: string[] = [];
  for (const run of folded.match(/[\p{L}\p{N}]+/gu) ?? []) {
    let last = '';
    for (const character of run) {
      if (last !== '') pairs.push(last + character);
      last = character;
    }
  }
  return pairs;
}
