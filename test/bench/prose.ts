import type { Random } from '../../resources/sample/make/rng.ts';

/** How often a word occurs falls with its rank as in real language (Zipf's law: one over the rank). */
const [CHARACTERS, WORDS] = [3_000, 20_000];

/**
 * A source of made-up Chinese with the frequencies of the real one: sentences of 20,000 words of one to four of the 3,755 characters of
 * GB 2312 level 1, so that a search meets rare and frequent pieces as it does in an office. The whole follows from `random`.
 */
export function proseFrom(random: Random): (characters: number) => string {
  const decoder = new TextDecoder('gbk');
  const all = Array.from({ length: 3_755 }, (_, at) =>
    decoder.decode(Uint8Array.of(0xb0 + Math.floor(at / 94), 0xa1 + (at % 94))),
  );
  const characters = shuffled(all, random).slice(0, CHARACTERS);
  const pickCharacter = zipf(characters, random);
  const words = Array.from({ length: WORDS }, () => Array.from({ length: lengthOf(random) }, pickCharacter).join(''));
  const pickWord = zipf(words, random);
  return (length) => {
    let text = '';
    while (text.length < length) text += pickWord() + pickWord() + pickWord() + (random.next() < 0.3 ? '。' : ',') + pickWord();
    return text.slice(0, length);
  };
}

function lengthOf(random: Random): number {
  const at = random.next();
  return at < 0.1 ? 1 : at < 0.75 ? 2 : at < 0.9 ? 3 : 4;
}

/** Picks the n-th of them about n times as seldom as the first. */
function zipf(items: readonly string[], random: Random): () => string {
  return () => items[Math.min(items.length - 1, Math.floor(Math.exp(random.next() * Math.log(items.length + 1))) - 1)] ?? '';
}

function shuffled(items: readonly string[], random: Random): string[] {
  const left = [...items];
  for (let at = left.length - 1; at > 0; at--) {
    const other = random.integer(0, at);
    [left[at], left[other]] = [left[other] ?? '', left[at] ?? ''];
  }
  return left;
}
