import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ARCHIVE_MARK, DATABASE_FILE } from '../core/archives/archives.ts';

/**
 * The archive a command line asks for: a `.taizhang` file, an archive folder, or its database. Null when none of its words is one.
 * Switches (`--…`) are never paths.
 */
export function archiveOf(argv: readonly string[], workingFolder: string): string | null {
  for (const word of argv.filter((one) => !one.startsWith('-'))) {
    const path = resolve(workingFolder, word);
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) continue;
    const folder = found.isDirectory() ? path : isArchiveFile(path) ? dirname(path) : null;
    if (folder && existsSync(join(folder, DATABASE_FILE))) return folder;
  }
  return null;
}

function isArchiveFile(path: string): boolean {
  return basename(path) === DATABASE_FILE || path.endsWith(ARCHIVE_MARK.slice(ARCHIVE_MARK.lastIndexOf('.')));
}
