import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../packaging/build-page.ts';
import { SHARED_FOLDER_VARIABLE } from './patterns.ts';

let folder: string;

/**
 * What all test files of one run share: a folder for the archives that are made once and copied, and what V8 compiled of our code, which
 * every program and reading process a test starts would compile anew.
 */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-shared-'));
  process.env[SHARED_FOLDER_VARIABLE] = folder;
  process.env['NODE_COMPILE_CACHE'] ??= join(ROOT, 'dist', '.compiled');
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
