import type { DateOrigin, DocumentState, DocumentType, Kind } from '../domain/document.ts';
import type { Band, Reason } from '../domain/link.ts';
import type { Archival } from '../domain/volume-look.ts';

/** Output shapes of the contract. Their JSON keys are the command line's stable contract: adding is free, renaming breaks. */

export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
  /** Root of the source the path is relative to. */
  readonly source?: string;
}

export interface FailedFile {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  /** Root of the source the path is relative to. */
  readonly source?: string;
}

/** `found = indexed + unchanged + skipped.length + failed.length`; `moved` ⊂ indexed ∪ unchanged; `missing` are not in `found`. */
export interface IndexResult {
  readonly found: number;
  readonly indexed: number;
  readonly unchanged: number;
  readonly moved: number;
  readonly missing: number;
  readonly skipped: readonly SkippedFile[];
  readonly failed: readonly FailedFile[];
  /** Indexed by name, but their content could not be read (broken, encrypted). */
  readonly unreadable: readonly FailedFile[];
  readonly bytes: number;
  readonly durationMs: number;
}

export interface DocumentRow {
  /** Of this archive; the page asks for bytes by it. */
  readonly id: number;
  readonly path: string;
  readonly source: string;
  readonly otherPaths: readonly string[];
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly type: DocumentType;
  readonly title: string;
  readonly kind: Kind | null;
  readonly docNumber: string | null;
  readonly date: string | null;
  readonly dateOrigin: DateOrigin;
  readonly takenAt: string | null;
  readonly pages: number | null;
  readonly state: DocumentState;
  readonly snippet?: string;
}

export interface DocumentsResult {
  readonly total: number;
  readonly documents: readonly DocumentRow[];
}

export interface SuggestResult {
  readonly documents: readonly {
    readonly path: string;
    readonly suggestions: readonly {
      readonly framework: string;
      readonly indicator: string;
      readonly name: string;
      readonly score: number;
      readonly band: Band;
      readonly reasons: readonly Reason[];
    }[];
  }[];
}

export interface DecideResult {
  readonly confirmed: number;
  readonly rejected: number;
  readonly cleared: number;
}

export interface ExportedVolume {
  readonly file: string;
  readonly pages: number;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface ExportResult {
  readonly complete: boolean;
  readonly edition: number;
  readonly volumes: readonly ExportedVolume[];
  readonly placed: readonly {
    readonly path: string;
    readonly indicator: string;
    readonly volume: string;
    readonly firstPage: number;
    readonly lastPage: number;
    readonly sha256: string;
  }[];
  readonly omitted: readonly { readonly path: string; readonly indicator: string; readonly reason: string }[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** 长期保存格式 the volumes became, and how many pages went in as pictures for it; absent for plain PDF. */
  readonly archival?: { readonly profile: Archival; readonly picturePages: number };
  /** Path of manifest.json. */
  readonly manifest: string;
  readonly durationMs: number;
  readonly peakRssBytes: number;
}

/** Of `verify` and of `check`. */
export interface CheckResult {
  readonly ok: boolean;
  readonly checked: number;
  readonly problems: readonly { readonly file: string; readonly code: string; readonly message: string }[];
  /** What should be looked at although nothing is broken; `ok` does not depend on it. Of `check` only. */
  readonly notices?: readonly { readonly file: string; readonly code: string; readonly message: string }[];
  /** 清单摘要 of every volume, as printed on its 备考表: 64 hexadecimal digits. Of `verify` of an edition only. */
  readonly lists?: readonly { readonly volume: string; readonly digest: string }[];
}

export interface CreateResult {
  readonly archive: string;
  readonly name: string;
  readonly baseDate: string;
  readonly frameworks: readonly { readonly id: string; readonly name: string; readonly leaves: number; readonly note: string }[];
  readonly sources: readonly string[];
}

export interface FrameworkRow {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly leaves: number;
  readonly reconstructed: boolean;
  /** What a person must know before using it, '' for nothing. */
  readonly note: string;
}

/** One source pointed to its new place; of `known` files looked for there, `found` lie there with the same size. */
export interface Relink {
  readonly from: string;
  readonly to: string;
  readonly known: number;
  readonly found: number;
}

export interface SourcesResult {
  readonly sources: readonly { readonly path: string; readonly files: number }[];
  /** What was pointed elsewhere by this call. */
  readonly relinked?: readonly Relink[];
}

/** What an imported sheet was understood as; nothing is dropped without a line in `notUnderstood`. */
export interface ImportPreview {
  readonly name: string;
  readonly leaves: number;
  /** 编号样式 that its codes look like. */
  readonly codeStyles: readonly string[];
  readonly mapping: Readonly<Record<string, string>>;
  readonly preview: readonly {
    readonly code: string;
    readonly name: string;
    readonly leadUnit: string;
    readonly requirements: string;
  }[];
  readonly notUnderstood: readonly {
    readonly row: number;
    readonly column: string;
    readonly text: string;
    readonly reason: string;
  }[];
  readonly otherSheets: readonly string[];
}
