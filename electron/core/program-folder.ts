import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the program's package.json, wherever this file runs from: the sources, `dist/`, or `app.asar`.
 * Throws when the program was taken apart.
 */
function findProgramFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'taizhang') return folder;
    if (dirname(folder) === folder) throw new Error('package.json of the program is missing');
  }
}

export const PROGRAM_FOLDER = findProgramFolder();

/** Files that come along, as real files: in a package they lie beside the archive of the code, so that they can be copied. */
export const RESOURCES_FOLDER = join(PROGRAM_FOLDER.replace(/app\.asar$/, 'app.asar.unpacked'), 'resources');

/** The built page. */
export const PAGE_FOLDER = join(PROGRAM_FOLDER, 'dist', 'renderer');

export const PROGRAM_VERSION = (
  JSON.parse(readFileSync(join(PROGRAM_FOLDER, 'package.json'), 'utf8')) as { readonly version: string }
).version;

/** `ts` from the sources, `js` in a build: what a worker thread beside this code is called. */
export const CODE_SUFFIX = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
