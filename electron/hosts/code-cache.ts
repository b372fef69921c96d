import module from 'node:module';
import { join } from 'node:path';
import { appFolder } from './app-folder.ts';

/**
 * Lets V8 keep what it compiled of our code in the program's own folder of this person, so that later starts read it instead of
 * compiling again; reading processes and threads do the same. Where Node cannot, or the folder cannot be written, everything works
 * without. To be called before the rest is loaded.
 */
export function keepCompiledCode(): void {
  const folder = join(appFolder(), 'code');
  module.enableCompileCache?.(folder);
  process.env['NODE_COMPILE_CACHE'] ??= folder;
}
