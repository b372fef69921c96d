import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { cacheFolder, findRuntime, provideRuntime } from '../../packaging/runtime.ts';
import { temporaryFolder } from '../support/folders.ts';

const folder = temporaryFolder('runtime');
afterEach(() => {
  vi.unstubAllEnvs();
});

test('a downloaded Electron whose SHA-256 is not the published one is refused before anything of it is unpacked', async () => {
  const downloads = join(folder, 'downloads');
  mkdirSync(downloads);
  writeFileSync(join(downloads, 'electron-v33.3.0-win32-x64.zip'), 'PK, altered on its way');
  vi.stubEnv('electron_config_cache', downloads);
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  vi.stubEnv('LOCALAPPDATA', join(folder, 'cache'));
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined);
  await expect(provideRuntime('win32')).rejects.toThrow(/electron-v33\.3\.0-win32-x64\.zip/);
  expect(findRuntime('win32')).toBeNull();
  mkdirSync(cacheFolder(), { recursive: true });
  expect(readdirSync(cacheFolder())).toEqual([]);
});

test('of several runtimes the one named by the environment comes first', () => {
  const own = join(folder, 'own');
  mkdirSync(own);
  writeFileSync(join(own, 'electron'), '');
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', own);
  expect(findRuntime('linux')).toEqual({ folder: own, executable: join(own, 'electron'), from: 'ELECTRON_OVERRIDE_DIST_PATH' });
});
