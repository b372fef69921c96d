import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, onTestFinished, TestRunner } from 'vitest';

/** A fresh folder that is removed after the test that asks for it, or after the file when asked for outside a test. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `taizhang-${name}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  if (TestRunner.getCurrentTest() === undefined) afterAll(remove);
  else onTestFinished(remove);
  return folder;
}

/** One hash over every name, size, byte and modification time below a folder: equal before and after means untouched. */
export function treeHash(folder: string): string {
  const hash = createHash('sha256');
  const walk = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = join(path, entry.name);
      const stat = lstatSync(full);
      hash.update(`${full.slice(folder.length)}\0${stat.size}\0${stat.mtimeMs}\0${stat.mode}\0`);
      if (entry.isDirectory()) walk(full);
      else if (entry.isFile()) hash.update(readFileSync(full));
    }
  };
  walk(folder);
  return hash.digest('hex');
}

/** The shared corpora of real files, or null where this checkout stands alone. */
export function corporaFolder(): string | null {
  const folder = process.env['TAIZHANG_CORPORA'] ?? resolve('..', 'shared', 'corpora');
  return existsSync(folder) ? folder : null;
}
