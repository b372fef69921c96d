/** One page of HTML to become a PDF. */
export interface PrintJob {
  /** A folder of ours with `page.html` and the pictures it shows; nothing outside it, our fonts apart, is loaded. */
  readonly folder: string;
  /** Where the PDF is written. */
  readonly out: string;
}

/** A browser engine that prints pages: Electron's own, or a browser of the system. */
export interface Printer {
  /** Prints one page with the paper its `@page` names. Scripts never run. Throws Error when it cannot, or takes too long. */
  readonly print: (job: PrintJob, signal: AbortSignal) => Promise<void>;
  /** Ends what was started for printing; it starts again when needed. */
  readonly close: () => Promise<void>;
}

/** The page of a job. */
export const PAGE_NAME = 'page.html';

/** Longest time one page may take to load and print. */
export const PRINT_LIMIT_MS = 60_000;
