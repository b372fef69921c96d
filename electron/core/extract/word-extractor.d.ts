declare module 'word-extractor' {
  interface Options {
    /** True (the default) turns typographic quotes and dashes into ASCII ones. */
    filterUnicode?: boolean;
  }
  interface WordDocument {
    getBody(options?: Options): string;
    getFootnotes(options?: Options): string;
    getEndnotes(options?: Options): string;
    getHeaders(options?: Options & { includeFooters?: boolean }): string;
    getFooters(options?: Options): string;
    getTextboxes(options?: Options): string;
  }
  class WordExtractor {
    extract(source: Buffer): Promise<WordDocument>;
  }
  export = WordExtractor;
}
