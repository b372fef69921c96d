import type { CodeIndex } from '../codes.ts';
import type { LeafName, Relation } from '../crosswalk.ts';
import type { Kind } from '../document.ts';
import type { Framework, Indicator } from '../framework.ts';
import type { PhraseIndex } from './phrases.ts';

/** A document as the rules see it: every text folded, a name that says nothing already emptied. */
export interface PreparedDocument {
  /** File name without suffix, '' when a camera or a program gave it. */
  readonly name: string;
  /** As written. */
  readonly fileName: string;
  /** The name says nothing of a subject: a camera's, or only words like 通知. */
  readonly silent: boolean;
  /** The name is of everyday office business (leave, wages, quotations) and must say more to be evidence. */
  readonly everyday: boolean;
  /** One of its folders is of such business, or private. */
  readonly everydayFolder: boolean;
  /** How many different words of everyday business its name, and the beginning of its text, speak. */
  readonly business: { readonly name: number; readonly head: number };
  /** Name or folder say that it was filed under another edition: its codes are not this framework's. */
  readonly otherEdition: boolean;
  /** See `DecidedExample`. */
  readonly source: number | undefined;
  /** Folder names from the source's root to the file. */
  readonly folders: readonly string[];
  /** As written, for reasons: same order as `folders`. */
  readonly folderNames: readonly string[];
  /** Which of the folders only say whose they are. */
  readonly unitFolders: ReadonlySet<number>;
  /** '' when it repeats the name. */
  readonly title: string;
  /** Beginning of the text; pages are separated by form feeds. */
  readonly text: string;
  readonly kind: Kind | null;
  readonly issuer: string;
  /** Leaves, of any framework, that a person confirmed this file for. */
  readonly confirmed: readonly LeafName[];
  /** Name, title, nearest folder (where it is no unit's) and beginning of the text without the words that say nothing of a subject. */
  readonly subject: { readonly name: string; readonly title: string; readonly folder: string; readonly head: string };
}

/** A document a person decided on, with where it lies. Only such documents teach anything (never the program's own guesses). */
export interface DecidedExample {
  readonly frameworkId: string;
  readonly indicatorId: string;
  /** Rejected otherwise. */
  readonly confirmed: boolean;
  readonly name: string;
  /** Which 材料文件夹 it lies in, by number; left out where there is only one. */
  readonly source?: number | undefined;
  readonly folders: readonly string[];
  readonly title: string;
}

/** A decided example with the number of its leaf. */
export type PreparedExample = DecidedExample & { readonly leaf: number };

/** The decisions of one folder or series about one leaf. */
export interface Habit {
  readonly leaf: number;
  readonly confirmed: number;
  readonly rejected: number;
  /** One of them, a confirmed one where there is. */
  readonly example: PreparedExample;
}

/** A framework made ready for many documents. `leaves` are numbered; all evidence speaks of these numbers. */
export interface PreparedFramework {
  readonly framework: Framework;
  readonly leaves: readonly Indicator[];
  readonly leafOf: ReadonlyMap<string, number>;
  /** Leaves under a branch, by the branch's id. */
  readonly leavesUnder: ReadonlyMap<string, readonly number[]>;
  readonly codes: CodeIndex<Indicator>;
  readonly words: PhraseIndex;
  readonly units: PhraseIndex;
  readonly vocabulary: Vocabulary;
  /** Pair of characters → how much it tells of everyday business, which proves no leaf. */
  readonly business: ReadonlyMap<string, number>;
  readonly examples: Examples;
  /** Leaves of this framework by the leaf of another one (`leafKey`) that the 指标对照 sets beside them. */
  readonly partners: ReadonlyMap<string, readonly CrosswalkPartner[]>;
}

/** A leaf of this framework, what it is to that leaf of another framework, and what that one is called. */
export interface CrosswalkPartner {
  readonly leaf: number;
  readonly relation: Relation;
  readonly framework: string;
  readonly code: string;
}

/** Pair of characters, or one that is not common → leaves whose words hold it, with how much it tells; made by `createVocabulary` (vocabulary.ts). */
export type Vocabulary = ReadonlyMap<string, readonly { readonly leaf: number; readonly weight: number }[]>;

/** Entries by their terms; made by `createTermIndex` (similarity.ts). */
export interface TermIndex {
  /** The entry of this number has these terms from now on; null takes it away. */
  readonly put: (entry: number, terms: readonly string[] | null) => void;
  /** Cosine of a text with every entry that shares a term with it, by number. */
  readonly similarities: (folded: string) => Map<number, number>;
}

/** What a person decided in one framework; made by `createExamples` (examples.ts). */
export interface Examples {
  /** The example of this number (the order of deciding) from now on; null takes it away. Costs that one example. */
  readonly put: (id: number, example: PreparedExample | null) => void;
  readonly isEmpty: () => boolean;
  /** Confirmed examples whose cosine with a folded text is not below `least`, in the order of deciding. */
  readonly alike: (folded: string, least: number) => readonly { readonly example: PreparedExample; readonly cosine: number }[];
  /** The decisions of one folder or series (`habitatsOf`) by leaf. */
  readonly habitsAt: (place: string) => readonly Habit[];
}

/** Where a sign was found; each kind has its own weight (weigh.ts). */
export type EvidenceKind =
  | 'code'
  | 'name'
  | 'title'
  | 'folder'
  | 'text'
  | 'unit'
  | 'wording-name'
  | 'wording-title'
  | 'wording-folder'
  | 'wording-text'
  | 'confirmed'
  | 'learned'
  | 'rule'
  | 'crosswalk';

/** One sign that a document belongs to a leaf. Weights add up; a name that says it in four characters weighs about 2. */
export interface Evidence {
  readonly leaf: number;
  readonly weight: number;
  readonly kind: EvidenceKind;
  /** A complete Chinese phrase. */
  readonly text: string;
  /** The 归类规则 that states it, where one does. */
  readonly rule?: number;
}

/** A rule sees one document and one framework and states its evidence; it knows nothing of the other rules. */
export type Rule = (document: PreparedDocument, framework: PreparedFramework) => Evidence[];
