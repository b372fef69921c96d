import type { DocumentState, DocumentType, Kind } from '../document.ts';
import type { PhotoCaption } from '../photo-caption.ts';

/** What the rules of 体检 look at: confirmed evidence with everything around it, as plain values. Days are local `YYYY-MM-DD`. */

/** A content with at least one confirmed link. */
export interface CheckedDocument {
  readonly id: number;
  readonly title: string;
  /** Where it lies, else where it last lay; '' when it never lay anywhere. */
  readonly path: string;
  /** Source and folder of `path`, in one spelling. */
  readonly folder: string;
  readonly type: DocumentType;
  readonly kind: Kind | null;
  /** The day a camera wrote, else the document's own; as 缺项 counts it. */
  readonly date: string | null;
  readonly docNumber: string | null;
  readonly pages: number | null;
  readonly state: DocumentState;
  /** Why it could not be read, one sentence, or null. */
  readonly stateMessage: string | null;
  readonly photoCaption: PhotoCaption | null;
  readonly photoHints: readonly string[];
  /** Personal data in its text or title, as words; empty where none was found. */
  readonly sensitive: readonly string[];
}

/** A confirmed link. */
export interface CheckedLink {
  readonly id: number;
  readonly document: CheckedDocument;
  readonly leaf: CheckedIndicator;
  /** Of this link where the clerk gave it one, else the document's. */
  readonly kind: Kind | null;
  readonly caption: string;
  readonly firstPage: number | null;
  readonly lastPage: number | null;
  /** From 1, or null: not put in order by hand. */
  readonly position: number | null;
}

export interface CheckedRequirement {
  readonly kind: Kind;
  readonly minCount: number;
  readonly windowMonths: number | null;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
}

export interface CheckedIndicator {
  readonly id: number;
  readonly framework: string;
  readonly parentId: number | null;
  readonly leaf: boolean;
  readonly code: string;
  readonly name: string;
  readonly leadUnit: string;
  readonly units: readonly string[];
  readonly methods: readonly string[];
  readonly notApplicable: string | null;
  readonly requirements: readonly CheckedRequirement[];
}

/** One photo or several that look alike, whose use an inspector would ask about; `sentence` says what and what to do. */
export interface CheckedPhotoUse {
  readonly code: 'reused' | 'dates' | 'alike';
  readonly documentIds: readonly number[];
  readonly sentence: string;
}

export interface CheckFacts {
  readonly today: string;
  readonly baseDate: string;
  /** 编制单位 of the archive, '' for none. */
  readonly unit: string;
  readonly documents: readonly CheckedDocument[];
  readonly links: readonly CheckedLink[];
  readonly indicators: readonly CheckedIndicator[];
  readonly photoUses: readonly CheckedPhotoUse[];
  readonly sources: readonly { readonly id: number; readonly path: string; readonly present: boolean; readonly files: number }[];
  /** Folders of copies that came in a 交接包 and belong to nothing any more, below 交接材料, with what lies in them. */
  readonly unusedCopies: readonly { readonly folder: string; readonly files: number; readonly sizeBytes: number }[];
  /** Local days; null before the first. */
  readonly indexedOn: string | null;
  /** ISO 8601 of the newest edition and of the newest decision; null before the first. */
  readonly lastEdition: { readonly edition: number; readonly createdAt: string } | null;
  readonly lastDecision: string | null;
}
