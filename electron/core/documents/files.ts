/** What a page may ask of a document's bytes: as it lies in its folder, as pages to look at, as a small picture. */
export interface DocumentFileRequest {
  readonly documentId: number;
  readonly form: 'original' | 'preview' | 'thumbnail';
  /** First characters of the SHA-256 the page knows, '' for whatever it is: a document of another archive is never sent. */
  readonly version: string;
}

/** A file on disk that a host sends as it is. */
export interface ServedFile {
  /** Bytes where the name is no valid text. */
  readonly file: string | Uint8Array;
  readonly mime: string;
  /** The name to save it under. */
  readonly name?: string;
}
