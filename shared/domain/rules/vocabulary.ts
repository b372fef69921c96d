import { bigrams } from '../text.ts';
import type { Evidence, EvidenceKind, PreparedDocument, Rule, Vocabulary } from './rule.ts';

/** How fast a pair of characters that a leaf's words repeat stops to say more. */
const SATURATION = 1;
/** A single character says so much of what a pair does; one that more leaves have than this share says nothing. */
const SINGLE = 0.3;
const COMMON = 0.2;
const NAME = 1;
const TITLE = 0.8;
const TEXT_HEAD = 0.35;
const FOLDER = 0.2;
/** Where the file name says nothing, the folder it lies in speaks for it. */
const FOLDER_ALONE = 1;
/** In a small framework a pair that one leaf has is no commoner in the language than in a large one. */
const LEAST_SIZE = 60;
const LEAVES = 20;
const LEAST = 0.5;

/** A leaf's words with how much each tells: 1 for its own words, less for weak ones. */
export type WeightedWords = readonly { readonly text: string; readonly weight: number }[];

/**
 * Index of all words of all leaves by pairs of characters and by single ones: what a leaf's documents are made of. A pair weighs by how
 * few leaves have it (idf) and how often the leaf's words repeat it, and so does a character that is not common.
 */
export function createVocabulary(leaves: readonly WeightedWords[]): Vocabulary {
  const numbers = createPieceNumbers();
  const bags = leaves.map((words) => bagOf(words, numbers));
  const holders = new Map<number, number>();
  for (const bag of bags) for (const piece of bag.keys()) holders.set(piece, (holders.get(piece) ?? 0) + 1);
  const size = Math.max(LEAST_SIZE, leaves.length);
  const lists = new Map<number, { leaf: number; weight: number }[]>();
  bags.forEach((bag, leaf) => {
    for (const [piece, times] of bag) {
      const having = holders.get(piece) ?? 1;
      const single = piece >>> 16 === 0 || isSingle(numbers.textOf(piece));
      if (single && having > size * COMMON) continue;
      const weight = ((single ? SINGLE : 1) * Math.log(1 + size / having) * times) / (times + SATURATION);
      const list = lists.get(piece);
      if (list) list.push({ leaf, weight });
      else lists.set(piece, [{ leaf, weight }]);
    }
  });
  return new Map(Array.from(lists, ([piece, list]) => [numbers.textOf(piece), list]));
}

/** How often words have each pair of characters, by the weight of the word. */
export function countPairs(words: WeightedWords): Map<string, number> {
  const bag = new Map<string, number>();
  for (const { text, weight } of words) for (const piece of bigrams(text)) bag.set(piece, (bag.get(piece) ?? 0) + weight);
  return bag;
}

/**
 * Pieces as numbers while the words of all leaves are counted: a map of numbers needs no text for each of a million pieces met. A piece of
 * characters of the basic plane is their codes, 16 bits each; any other gets a number that begins as half a character, which those never do.
 */
interface PieceNumbers {
  readonly numberOf: (piece: string) => number;
  readonly textOf: (number: number) => string;
}
const HALF = 0xd800;

function createPieceNumbers(): PieceNumbers {
  const others = new Map<string, number>();
  const texts: string[] = [];
  return {
    numberOf: (piece) => {
      if (!HAS_HALF.test(piece)) return (piece.length > 1 ? piece.charCodeAt(0) << 16 : 0) | piece.charCodeAt(piece.length - 1);
      const known = others.get(piece) ?? (HALF << 16) + texts.length;
      if (!others.has(piece)) texts.push(piece);
      others.set(piece, known);
      return known;
    },
    textOf: (number) => {
      const first = number >>> 16;
      if (first === HALF) return texts[number & 0xffff] ?? '';
      const last = String.fromCharCode(number & 0xffff);
      return first === 0 ? last : String.fromCharCode(first) + last;
    },
  };
}

const HAS_HALF = /[\ud800-\udfff]/;
const MEANS = /[\p{L}\p{N}]/u;
/** Whether a character of the basic plane is a letter or a digit: 1 yes, 2 no, 0 not looked at yet. */
const LETTERS = new Uint8Array(0x10000);

function isLetter(code: number): boolean {
  if (LETTERS[code] === 0) LETTERS[code] = MEANS.test(String.fromCharCode(code)) ? 1 : 2;
  return LETTERS[code] === 1;
}

/** How often words have each piece (see `piecesOf`), by the weight of the word. */
function bagOf(words: WeightedWords, numbers: PieceNumbers): Map<number, number> {
  const bag = new Map<number, number>();
  const put = (piece: number, weight: number): void => void bag.set(piece, (bag.get(piece) ?? 0) + weight);
  for (const { text, weight } of words) {
    if (HAS_HALF.test(text)) {
      for (const piece of piecesOf(text)) put(numbers.numberOf(piece), weight);
      continue;
    }
    let last = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isLetter(code)) {
        put(code, weight);
        if (last !== 0) put((last << 16) | code, weight);
        last = code;
      } else last = 0;
    }
  }
  return bag;
}

/** The characters of a text and its pairs of characters. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const run of text.match(/[\p{L}\p{N}]+/gu) ?? []) {
    let last = '';
    for (const character of run) {
      pieces.push(character);
      if (last !== '') pieces.push(last + character);
      last = character;
    }
  }
  return pieces;
}

/** Whether a piece is one character; the rare ones outside the basic plane are two units long. */
function isSingle(piece: string): boolean {
  return piece.length === 1 || (piece.length === 2 && (piece.codePointAt(0) ?? 0) > 0xffff);
}

/** Pairs of characters of the words of everyday business (`bag`), weighed against the leaves as a leaf's own would be. */
export function businessPairs(bag: ReadonlyMap<string, number>, vocabulary: Vocabulary, leaves: number): Map<string, number> {
  const size = Math.max(LEAST_SIZE, leaves);
  const weights = [...bag].map(([pair, count]): [string, number] => {
    const holders = (vocabulary.get(pair)?.length ?? 0) + 1;
    return [pair, (Math.log(1 + size / holders) * count) / (count + SATURATION)];
  });
  return new Map(weights);
}

/**
 * Pieces of words shared with a leaf's words, in the name, the title, the beginning of the text and the folder: what still helps
 * where no listed word stands as it is listed. Characters alone name no leaf, a pair must be shared too. Costs the document's pieces times
 * the leaves that share them: of a single character at most a fifth of all.
 */
export const vocabularyRule: Rule = (document, framework) => {
  const { vocabulary } = framework;
  const seen = new Set<string>();
  const parts = placesOf(document).map((place) => {
    const sums = new Map<number, number>();
    for (const piece of piecesOf(place.text)) {
      if (seen.has(piece)) continue;
      seen.add(piece);
      for (const { leaf, weight } of vocabulary.get(piece) ?? []) sums.set(leaf, (sums.get(leaf) ?? 0) + weight * place.factor);
    }
    return { ...place, sums };
  });
  const totals = new Map<number, number>();
  for (const { sums } of parts) for (const [leaf, sum] of sums) totals.set(leaf, (totals.get(leaf) ?? 0) + sum);
  const best = [...totals].filter(([, sum]) => sum >= LEAST).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, LEAVES); // prettier-ignore
  const runs = parts.map(({ text, sums }) =>
    longestRuns(
      text,
      best.flatMap(([leaf]) => (sums.get(leaf) ? [leaf] : [])),
      vocabulary,
    ),
  );
  return best.flatMap(([leaf]) =>
    parts.flatMap(({ sums, kind, word, least }, at): Evidence[] => {
      const weight = sums.get(leaf) ?? 0;
      const run = runs[at]?.get(leaf) ?? '';
      return weight === 0 || run.length < least ? [] : [{ leaf, weight, kind, text: `${word}中的“${run}”与该指标的材料相近` }];
    }),
  );
};

/** For each of these leaves the longest piece of a text all of whose pairs it has, the first of equal ones; '' where it has none. */
function longestRuns(text: string, leaves: readonly number[], vocabulary: Vocabulary): Map<number, string> {
  const runs = new Map(leaves.map((leaf) => [leaf, { from: 0, next: -1, best: 0, bestFrom: 0 }]));
  for (let at = 0; runs.size > 0 && at + 1 < text.length; at++)
    for (const { leaf } of vocabulary.get(text.slice(at, at + 2)) ?? []) {
      const run = runs.get(leaf);
      if (run === undefined) continue;
      if (run.next !== at) run.from = at;
      run.next = at + 1;
      if (run.next - run.from > run.best) [run.best, run.bestFrom] = [run.next - run.from, run.from];
    }
  return new Map(
    Array.from(runs, ([leaf, { best, bestFrom }]) => [leaf, best === 0 ? '' : text.slice(bestFrom, bestFrom + best + 1)]),
  );
}

interface Place {
  readonly text: string;
  readonly factor: number;
  readonly kind: EvidenceKind;
  readonly word: string;
  /** A shorter shared piece than this says nothing there. */
  readonly least: number;
}

/** A piece counts in the first place that has it. */
function placesOf({ silent, subject: { name, title, folder, head } }: PreparedDocument): Place[] {
  return [
    { text: name, factor: NAME, kind: 'wording-name', word: '名称', least: 2 },
    { text: title, factor: TITLE, kind: 'wording-title', word: '题名', least: 2 },
    { text: folder, factor: silent ? FOLDER_ALONE : FOLDER, kind: 'wording-folder', word: '文件夹', least: 3 },
    { text: head, factor: TEXT_HEAD, kind: 'wording-text', word: '正文开头', least: 2 },
  ];
}
