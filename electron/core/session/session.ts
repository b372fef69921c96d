import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Preferences, RecentArchive } from '../../../shared/contract/session.ts';

/** What the window remembers between two starts, in one small file of the program's own folder. Never needed to open an archive. */
export interface SessionStore {
  recent(): readonly RecentArchive[];
  /** Puts an archive first in the list. */
  opened(archive: string, name: string, now: Date): void;
  forget(archive: string): void;
  preferences(): Preferences;
  prefer(key: string, value: unknown): void;
}

interface Stored {
  readonly recent: readonly Omit<RecentArchive, 'present'>[];
  readonly preferences: Preferences;
}

const FILE = 'window.json';
const RECENT_KEPT = 12;
const EMPTY: Stored = { recent: [], preferences: {} };

/** A file that cannot be read counts as empty, one that cannot be written is given up: preferences are never worth an error. */
export function openSession(folder: string): SessionStore {
  const file = join(folder, FILE);
  let stored = read(file);
  const store = (next: Stored): void => {
    stored = next;
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.part`, JSON.stringify(next, null, 2));
      renameSync(`${file}.part`, file);
    } catch {
      // A read-only profile: the list lives until the program ends.
    }
  };
  return {
    recent: () => stored.recent.map((one) => ({ ...one, present: existsSync(one.archive) })),
    opened: (archive, name, now) => {
      const others = stored.recent.filter((one) => one.archive !== archive);
      store({ ...stored, recent: [{ archive, name, openedAt: now.toISOString() }, ...others].slice(0, RECENT_KEPT) });
    },
    forget: (archive) => store({ ...stored, recent: stored.recent.filter((one) => one.archive !== archive) }),
    preferences: () => stored.preferences,
    prefer: (key, value) => store({ ...stored, preferences: { ...stored.preferences, [key]: value } }),
  };
}

function read(file: string): Stored {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<Stored>;
    const recent = Array.isArray(found.recent) ? found.recent.filter((one) => typeof one?.archive === 'string') : [];
    return { recent, preferences: typeof found.preferences === 'object' && found.preferences ? found.preferences : {} };
  } catch {
    return EMPTY;
  }
}
