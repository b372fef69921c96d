/** Every code a caller can meet. Anything else becomes `internal`; its stack goes to the log only. */
export const ERROR_CODES = [
  'usage', // wrong arguments: exit 2
  'refused', // understood, but not allowed: exit 5
  'sync-folder', // an archive in a folder another program synchronises, not acknowledged: exit 5
  'sources-changed', // materials changed between the check and the end of 成册: exit 5
  'archive-in-use', // another process holds the archive: exit 4
  'archive-not-found',
  'database-unreadable',
  'not-found', // no such document, indicator, framework …
  'disk-full',
  'cancelled', // exit 130
  'internal', // exit 1
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A failure meant for a person: `message` is one Chinese sentence saying what happened, to which file, and what to do next. */
export class AppError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'AppError';
    this.code = code;
  }
}

/** Exit code of the command line for an error code (CLI.md). */
export function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    case 'usage':
      return 2;
    case 'archive-in-use':
      return 4;
    case 'refused':
    case 'sync-folder':
    case 'sources-changed':
    case 'archive-not-found':
    case 'database-unreadable':
    case 'not-found':
    case 'disk-full':
      return 5;
    case 'cancelled':
      return 130;
    case 'internal':
      return 1;
  }
}

/** Makes the compiler check that every case of a union is handled. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${String(value)}`);
}

/** A sentence that names the way on in the window and on the command line: 窗口里点“…”,命令行加 --…. */
const BOTH_WAYS = /窗口里(点“[^”]*”),命令行(加 --[a-z-]+)/g;

/** The same sentence for who reads it in the window, or on the command line. */
export function forHost(message: string, host: 'window' | 'command-line'): string {
  return message.replace(BOTH_WAYS, host === 'window' ? '$1' : '$2');
}
