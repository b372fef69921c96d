import type { Level } from './members.ts';
import type { DocumentType, PictureFacts } from '../../../shared/domain/document.ts';

/** A file to read. `path` is bytes where the name is not valid UTF-8. Extractors only ever read. */
export interface ExtractInput {
  readonly path: string | Uint8Array;
  readonly sizeBytes: number;
  readonly type: DocumentType;
  /** The file's bytes when it lies inside an archive file; `path` is then only its name. */
  readonly content?: Uint8Array;
}

/** A file as a pool of readers is given it; `type` is null where its bytes have to tell. */
export interface UnreadFile {
  readonly path: string | Uint8Array;
  readonly sizeBytes: number;
  readonly type: DocumentType | null;
}

/** A file inside an archive file (zip). */
export interface ArchiveMember {
  readonly path: string;
  readonly sizeBytes: number;
  /** Why its text was not read, or null when it was (or has none). */
  readonly skipped: string | null;
}

/**
 * What reading a file gave. A failure is a value: `message` is then one Chinese sentence (what happened, what to do next).
 * `text` separates pages, sheets and slides by form feeds (U+000C).
 */
export interface Extraction {
  readonly state: 'ok' | 'empty' | 'failed' | 'encrypted';
  readonly message: string | null;
  readonly text: string;
  /** Pages, slides or sheets; null where the format has none. */
  readonly pages: number | null;
  /** From the file's own properties; null when absent. `createdOn` is a local date `YYYY-MM-DD`. */
  readonly properties: { readonly title: string | null; readonly createdOn: string | null };
  readonly picture: PictureFacts | null;
  readonly members: readonly ArchiveMember[] | null;
}

/** A reading as a pool of readers answers it, with what the bytes told the file to be where that was asked and could be told. */
export type ReadFile = Extraction & { readonly type?: DocumentType };

/** What reads the files of an extractor. */
export interface FormatReader {
  /** Runs in a worker thread; may throw, the pool turns that into a `failed` extraction. */
  readonly extract: (input: ExtractInput) => Promise<Extraction>;
  /** Of archive files and letters: reads what lies inside, within what their outermost file may still cost. */
  readonly extractLevel?: (input: ExtractInput, level: Level) => Promise<Extraction>;
}

/** One format. Raising `version` makes what its reader stored stale, so the next index run reads those files again. */
export interface Extractor {
  readonly id: string;
  readonly version: number;
  readonly types: readonly DocumentType[];
  /** Its code and libraries, loaded by the first file that needs them: who only asks for the version loads none. */
  readonly load: () => Promise<FormatReader>;
}

/** An extraction with nothing in it, to spread over. */
export const EMPTY_EXTRACTION: Extraction = {
  state: 'empty',
  message: null,
  text: '',
  pages: null,
  properties: { title: null, createdOn: null },
  picture: null,
  members: null,
};
