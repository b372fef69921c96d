import { z } from 'zod';

const strings = z.array(z.string().min(1));

const lexiconSchema = z.object({
  /** Short form → what it stands for, e.g. `创卫` → `创建国家卫生城市`. */
  abbreviations: z.record(z.string(), z.string()),
  /** Unit → its former, longer and colloquial names. */
  unitAliases: z.record(z.string(), strings),
  /** Words that say nothing about the subject of a document. */
  genericTitleWords: strings,
  /** Beginnings of names given by cameras, scanners and programs; such a name says nothing. */
  cameraNames: strings,
  /** Regular expressions (on folded names without suffix) of files that are reference reading, not evidence. */
  referenceNames: strings,
  /** Regular expressions of names that look like reference reading but are evidence about it. */
  evidenceNames: strings,
  /** Regular expressions of names of streets, firms and papers that only sound like a subject: `健康路12号`, `平安保险`. They say nothing. */
  properNames: strings,
  /** Regular expressions of names of everyday office business (leave, wages, quotations); such a name must say more to be evidence. */
  everydayNames: strings,
  /** Regular expressions of folders where such business and private things lie (downloads, wages); what lies there must say more too. */
  everydayFolders: strings,
  /** Words of such business wherever they stand: sums, contracts, goods, courts, private things. What begins with several of them is seldom evidence. */
  everydayWords: strings,
  /** Framework id → leaf code → further words of its documents. `甲+乙` counts only where both words occur, `~甲` counts half. */
  cues: z.record(z.string(), z.record(z.string(), strings)),
});

/** 词表: what clerks' names for things mean. All lists are data, so that a word is added without touching code. */
export type Lexicon = z.infer<typeof lexiconSchema>;

/** Reads resources/lexicon.json. Throws a ZodError naming the field when the data is not sound. */
export function parseLexicon(json: string): Lexicon {
  return lexiconSchema.parse(JSON.parse(json));
}
