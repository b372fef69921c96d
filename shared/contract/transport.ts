import type { ErrorCode } from './errors.ts';
import type { CoreEvent } from './events.ts';

/** How a call travels: a failure is a value, so that it survives every wire. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode; readonly message: string } };

/** The only seam between the page and a host (Electron's port, loopback HTTP, in process). A call always settles. */
export interface Transport {
  readonly send: (procedure: string, input: unknown) => Promise<Reply>;
  /** Hears every event until the returned function is called. */
  readonly subscribe: (listener: (event: CoreEvent) => void) => () => void;
}

/** What only a desktop host can do; absent in a browser, where the screen shows a path field or a download link instead. */
export interface Desktop {
  /** Asks for a folder; null when the person closed the dialog. */
  readonly pickFolder: (options: { readonly title: string; readonly defaultPath?: string }) => Promise<string | null>;
  readonly pickFile: (options: {
    readonly title: string;
    /** Suffixes without the dot. */
    readonly suffixes: readonly string[];
  }) => Promise<string | null>;
  readonly pickSaveFile: (options: { readonly title: string; readonly defaultPath: string }) => Promise<string | null>;
  /** Shows a file of ours (an export, a log) in the system's file window. */
  readonly reveal: (path: string) => Promise<void>;
  /** Opens a document's original by id with the system's program; originals are only read. */
  readonly openDocument: (documentId: number) => Promise<void>;
  readonly revealDocument: (documentId: number) => Promise<void>;
  /** Paths of files dropped from Explorer; the page itself never sees them otherwise. */
  readonly pathOfDropped: (file: unknown) => string;
  /** A menu item was chosen: its command word. */
  readonly onCommand: (listener: (command: string) => void) => () => void;
  /** An archive is to be shown: chosen from the menu's recent ones, or handed over by a second start of the program. */
  readonly onOpenArchive: (listener: (archive: string) => void) => () => void;
}
