import { SIMPLIFIED, TRADITIONAL } from './traditional.ts';

/** Code of a traditional character → code of the simplified one, else 0. All of them lie in the basic plane, and every text goes through here. */
const TO_SIMPLIFIED = new Uint16Array(0x10000);
for (let index = 0; index < TRADITIONAL.length; index++)
  TO_SIMPLIFIED[TRADITIONAL.charCodeAt(index)] = SIMPLIFIED.charCodeAt(index);

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
  const bare = /[(（]/.test(text) ? text.replace(READING, '') : text;
  const unified = bare.normalize('NFKC').toLowerCase().replace(ZERO_WIDTH, '').replace(DASHES, '-');
  return HAS_HAN.test(unified) ? simplify(unified) : unified;
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
  return folded.split(/[^\p{L}\p{N}]+/u).flatMap((run) => {
    const characters = [...run];
    return Array.from(
      { length: Math.max(0, characters.length - 1) },
      (_, index) => `${characters[index] ?? ''}${characters[index + 1] ?? ''}`,
    );
  });
}
