import type { CodeIndex } from '../codes.ts';
import type { Kind } from '../document.ts';
import type { Framework, Indicator } from '../framework.ts';
import type { PhraseIndex } from './phrases.ts';

/** A document as the rules see it: every text folded, a name that says nothing already emptied. */
export interface PreparedDocument {
  /** File name without suffix, '' when a camera or a program gave it. */
  readonly name: string;
  /** Folder names from the source's root to the file. */
  readonly folders: readonly string[];
  /** As written, for reasons: same order as `folders`. */
  readonly folderNames: readonly string[];
  /** '' when it repeats the name. */
  readonly title: string;
  /** Beginning of the text; pages are separated by form feeds. */
  readonly text: string;
  readonly kind: Kind | null;
  readonly issuer: string;
}

/** A document a person confirmed, with where it was filed. Only such documents teach anything (never the program's own guesses). */
export interface ConfirmedExample {
  readonly frameworkId: string;
  readonly indicatorId: string;
  readonly name: string;
  readonly folders: readonly string[];
  readonly title: string;
}

/** A confirmed example with the number of its leaf. */
export type PreparedExample = ConfirmedExample & { readonly leaf: number };

/** A framework made ready for many documents. `leaves` are numbered; all evidence speaks of these numbers. */
export interface PreparedFramework {
  readonly framework: Framework;
  readonly leaves: readonly Indicator[];
  readonly leafOf: ReadonlyMap<string, number>;
  /** Leaves under a branch, by the branch's id. */
  readonly leavesUnder: ReadonlyMap<string, readonly number[]>;
  readonly codes: CodeIndex;
  readonly words: PhraseIndex;
  readonly units: PhraseIndex;
  readonly wording: TermIndex;
  readonly examples: TermIndex;
  readonly confirmed: readonly PreparedExample[];
  /** One example a leaf, by the folder (joined with `/`, folded) it lies in. */
  readonly confirmedIn: ReadonlyMap<string, readonly PreparedExample[]>;
  /** A folded text without the words that say nothing about its subject. */
  readonly subjectOf: (folded: string) => string;
}

/** Term → entries holding it with their weight; made by `createTermIndex` (similarity.ts). */
export interface TermIndex {
  readonly entries: ReadonlyMap<string, readonly { readonly entry: number; readonly weight: number }[]>;
  readonly idf: ReadonlyMap<string, number>;
}

/** One sign that a document belongs to a leaf. Weights add up; a name that says it in four characters weighs about 2. */
export interface Evidence {
  readonly leaf: number;
  readonly weight: number;
  readonly kind: string;
  /** A complete Chinese phrase. */
  readonly text: string;
}

/** A rule sees one document and one framework and states its evidence; it knows nothing of the other rules. */
export type Rule = (document: PreparedDocument, framework: PreparedFramework) => Evidence[];
