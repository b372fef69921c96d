/** Names of backup files, and which automatic ones are worth keeping. */

/** Why a backup was made: by a person, by the program once a day, or before a newer program changed the database's shape. */
export const BACKUP_ORIGINS = ['手动', '自动', '升级前'] as const;
export type BackupOrigin = (typeof BACKUP_ORIGINS)[number];

export const BACKUP_SUFFIX = '.tzbak';

/** A backup file as its name tells it. */
export interface BackupName {
  readonly fileName: string;
  readonly origin: BackupOrigin;
  /** Local time it was begun, `YYYY-MM-DD HH:mm:ss`. */
  readonly at: string;
}

/** `备份_2026-11-26_143210_自动.tzbak`; local time, so that names sort by age and a person can read them. */
export function backupFileName(now: Date, origin: BackupOrigin): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `备份_${day}_${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}_${origin}${BACKUP_SUFFIX}`;
}

/** Reads such a name; null for any other file. */
export function readBackupName(fileName: string): BackupName | null {
  const match = /^备份_(\d{4}-\d{2}-\d{2})_(\d{2})(\d{2})(\d{2})_(手动|自动|升级前)\.tzbak$/.exec(fileName.normalize('NFC'));
  if (!match) return null;
  const [, day, hour, minute, second, origin] = match;
  return { fileName, origin: origin as BackupOrigin, at: `${day} ${hour}:${minute}:${second}` };
}

const KEPT_DAYS = 7;
const KEPT_WEEKS = 4;
const DAY_MS = 86_400_000;

/**
 * Which automatic backups may go: all but the newest of each of the last seven days that have one, and the newest of each of the last
 * four weeks that have one. What a person made, or a change of the database's shape, always stays.
 */
export function outdatedBackups(names: readonly BackupName[]): readonly BackupName[] {
  const automatic = names.filter(({ origin }) => origin === '自动').sort((a, b) => (a.at < b.at ? 1 : -1));
  const newestOf = (key: (name: BackupName) => string, most: number): readonly BackupName[] => {
    const found = new Map<string, BackupName>();
    for (const name of automatic) if (!found.has(key(name))) found.set(key(name), name);
    return [...found.values()].slice(0, most);
  };
  const kept = new Set([...newestOf(dayOf, KEPT_DAYS), ...newestOf(weekOf, KEPT_WEEKS)]);
  return automatic.filter((name) => !kept.has(name));
}

const dayOf = ({ at }: BackupName): string => at.slice(0, 10);

/** Weeks begin on Monday; 1970-01-05 was one. */
const weekOf = (name: BackupName): string => String(Math.floor((Date.parse(`${dayOf(name)}T00:00:00Z`) / DAY_MS - 4) / 7));
