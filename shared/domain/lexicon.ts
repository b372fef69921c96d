/** 词表: what clerks' names for things mean. All lists are data, so that a word is added without touching code. */
export interface Lexicon {
  /** Short form → what it stands for, e.g. `创卫` → `创建国家卫生城市`. */
  readonly abbreviations: Readonly<Record<string, string>>;
  /** Unit → its former, longer and colloquial names. */
  readonly unitAliases: Readonly<Record<string, readonly string[]>>;
  /** Words that say nothing about the subject of a document. */
  readonly genericTitleWords: readonly string[];
  /** Beginnings of names given by cameras, scanners and programs; such a name says nothing. */
  readonly cameraNames: readonly string[];
  /** Regular expressions (on folded names without suffix) of files that are reference reading, not evidence. */
  readonly referenceNames: readonly string[];
  /** Regular expressions of names that look like reference reading but are evidence about it. */
  readonly evidenceNames: readonly string[];
  /** Regular expressions of names of streets, firms and papers that only sound like a subject: `健康路12号`, `平安保险`. They say nothing. */
  readonly properNames: readonly string[];
  /** Regular expressions of names of everyday office business (leave, wages, quotations); such a name must say more to be evidence. */
  readonly everydayNames: readonly string[];
  /** Regular expressions of folders where such business and private things lie (downloads, wages); what lies there must say more too. */
  readonly everydayFolders: readonly string[];
  /** Words of such business wherever they stand: sums, contracts, goods, courts, private things. What begins with several of them is seldom evidence. */
  readonly everydayWords: readonly string[];
  /** Framework id → leaf code → further words of its documents. `甲+乙` counts only where both words occur, `~甲` counts half. */
  readonly cues: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

type Check = (value: unknown, where: string) => void;

const word: Check = (value, where) => {
  if (typeof value !== 'string') throw new Error(`word list: ${where} is no text`);
};
const words: Check = (value, where) => {
  if (!Array.isArray(value)) throw new Error(`word list: ${where} is no list`);
  for (const one of value)
    if (typeof one !== 'string' || one === '') throw new Error(`word list: ${where} holds what is no word`);
};
const table =
  (check: Check): Check =>
  (value, where) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`word list: ${where} is no table`);
    for (const [key, one] of Object.entries(value)) check(one, `${where}.${key}`);
  };

/** By hand: every 编目 reads this list, and a general checker took four times as long over its 36,000 words. */
const FIELDS: Readonly<Record<keyof Lexicon, Check>> = {
  abbreviations: table(word),
  unitAliases: table(words),
  genericTitleWords: words,
  cameraNames: words,
  referenceNames: words,
  evidenceNames: words,
  properNames: words,
  everydayNames: words,
  everydayFolders: words,
  everydayWords: words,
  cues: table(table(words)),
};

/** Reads resources/lexicon.json. Throws an Error naming the field when the data is not sound. */
export function parseLexicon(json: string): Lexicon {
  const lexicon = JSON.parse(json) as Record<string, unknown>;
  table(() => undefined)(lexicon, 'all of it');
  return Object.fromEntries(
    Object.entries(FIELDS).map(([field, check]) => {
      check(lexicon[field], field);
      return [field, lexicon[field]];
    }),
  ) as unknown as Lexicon;
}
