import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { build, Platform as BuilderPlatform, type AfterPackContext, type Configuration } from 'electron-builder';
import { ROOT } from './build-page.ts';
import { buildProgram } from './build.ts';
import { fetchLocked } from './locked.ts';
import { provideRuntime, type Platform, type Runtime } from './runtime.ts';

// `npm run package:win`, `npm run package:linux`: everything that can be built on this machine; what cannot is named with its reason.

/** Switches burnt into the packaged program. The same list is read back from it by a test. */
export const FUSES = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  /** Electron checks it on Windows and macOS; on Linux there is no such check. */
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
} as const;

/** Targets in the order they are tried; `dir` and `zip` need nothing but this checkout and a runtime. */
const TARGETS: Readonly<Record<Platform, readonly string[]>> = {
  win32: ['dir', 'zip', 'nsis', 'portable'],
  linux: ['dir', 'zip', 'deb', 'AppImage'],
};

export interface Packaged {
  readonly platform: Platform;
  readonly electron: string;
  readonly made: readonly { readonly target: string; readonly file: string; readonly sizeBytes: number }[];
  readonly missing: readonly { readonly target: string; readonly why: string }[];
  /** Sentences about the result that a person must know. */
  readonly notes: readonly string[];
}

/** Builds the targets one by one, so that one that cannot be built does not take the others with it. */
export async function packageFor(
  platform: Platform,
  targets: readonly string[],
  compression: 'normal' | 'store',
): Promise<Packaged> {
  await buildProgram();
  const runtime = await provideRuntime(platform);
  const electron = readFileSync(join(runtime.folder, 'version'), 'utf8').trim().replace(/^v/, '');
  const made: Packaged['made'][number][] = [];
  const missing: Packaged['missing'][number][] = [];
  const folder = join(ROOT, 'dist', 'packages', platform === 'win32' ? 'win-unpacked' : 'linux-unpacked');
  rmSync(folder, { recursive: true, force: true });
  for (const target of targets) {
    const why = await lacking(target);
    if (why !== null) {
      missing.push({ target, why });
      continue;
    }
    try {
      const file = await buildTarget({ platform, target, runtime, electron, folder, compression });
      made.push({ target, file, sizeBytes: sizeOf(file) });
    } catch (error) {
      missing.push({ target, why: ((error as Error).message.split('\n')[0] ?? '').slice(0, 300) });
    }
  }
  return { platform, electron, made, missing, notes: notesFor(platform, electron) };
}

interface BuildTarget {
  readonly platform: Platform;
  readonly target: string;
  readonly runtime: Runtime;
  readonly electron: string;
  readonly folder: string;
  /** `store` makes a zip in seconds, for a test. */
  readonly compression: 'normal' | 'store';
}

async function buildTarget({ platform, target, runtime, electron, folder, compression }: BuildTarget): Promise<string> {
  const sevenZip = ['/usr/bin/7za', '/usr/bin/7z'].find((path) => existsSync(path));
  if (sevenZip) process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= sevenZip;
  const config: Configuration = {
    extends: join(ROOT, 'electron-builder.yml'),
    ...(platform === 'win32' ? { files: await windowsFiles() } : {}),
    electronDist: runtime.folder,
    electronVersion: electron,
    compression,
    afterPack: harden,
  };
  const built = await build({
    projectDir: ROOT,
    config,
    targets: (platform === 'win32' ? BuilderPlatform.WINDOWS : BuilderPlatform.LINUX).createTarget(target),
    publish: 'never',
    ...(target === 'dir' ? {} : { prepackaged: folder }),
  });
  const file = target === 'dir' ? folder : built.find((one) => !one.endsWith('.blockmap') && !one.endsWith('.yml'));
  if (!file || !existsSync(file)) throw new Error('没有生成文件');
  return file;
}

/** A package made elsewhere than on Windows takes sharp's Windows binary, as the lockfile names it, and leaves this machine's behind. */
async function windowsFiles(): Promise<NonNullable<Configuration['files']>> {
  if (process.platform === 'win32') return [];
  const from = await fetchLocked('@img/sharp-win32-x64');
  return [
    '!node_modules/@img/*linux*/**/*',
    '!node_modules/sqlite3/build/**/*',
    { from, to: 'node_modules/@img/sharp-win32-x64', filter: ['**/*'] },
  ];
}

/** Burns the fuses into the program before anything is made of it. */
async function harden({ appOutDir, electronPlatformName, packager }: AfterPackContext): Promise<void> {
  const name = electronPlatformName === 'win32' ? `${packager.appInfo.productFilename}.exe` : 'taizhang';
  await flipFuses(join(appOutDir, name), { version: FuseVersion.V1, ...FUSES });
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true });
  for (const language of readdirSync(join(appOutDir, 'locales')))
    if (!/^(zh-CN|en-US)\.pak$/.test(language)) rmSync(join(appOutDir, 'locales', language));
}

/** What a target needs beyond this checkout: the tool bundle electron-builder fetches from GitHub, and the variable that names it. */
const TOOLS: Readonly<Record<string, { readonly cache: RegExp; readonly variable: string; readonly sentence: string }>> = {
  nsis: { cache: /^nsis/, variable: 'ELECTRON_BUILDER_NSIS_DIR', sentence: 'NSIS 安装包需要 electron-builder 的 NSIS 工具包' },
  portable: {
    cache: /^nsis/,
    variable: 'ELECTRON_BUILDER_NSIS_DIR',
    sentence: '免安装的单个 exe 需要 electron-builder 的 NSIS 工具包',
  },
  deb: { cache: /^fpm/, variable: 'CUSTOM_FPM_PATH', sentence: 'deb 需要 electron-builder 的 fpm 工具包' },
  AppImage: {
    cache: /^appimage/i,
    variable: 'ELECTRON_BUILDER_BINARIES_MIRROR',
    sentence: 'AppImage 需要 electron-builder 的 appimage 工具包',
  },
};
const REACH_LIMIT_MS = 4_000;

/** Why a target cannot be made here, or null: its tools are neither here nor within reach. Without this question a build tries for minutes. */
async function lacking(target: string): Promise<string | null> {
  const tool = TOOLS[target];
  if (!tool || process.env[tool.variable]) return null;
  const cache = process.env['ELECTRON_BUILDER_CACHE'] ?? join(homedir(), '.cache', 'electron-builder');
  if (existsSync(cache) && readdirSync(cache).some((name) => tool.cache.test(name) && readdirSync(join(cache, name)).length > 0))
    return null;
  const reached = await fetch('https://github.com/', { method: 'HEAD', signal: AbortSignal.timeout(REACH_LIMIT_MS) }).catch(
    () => null,
  );
  if (reached) return null;
  return `${tool.sentence}:它只能从 GitHub 取得,这台机器上没有,也连不上。在能上网的机器上打包,或用环境变量 ${tool.variable} 指明它的位置。`;
}

function notesFor(platform: Platform, electron: string): readonly string[] {
  const major = Number(electron.split('.')[0]);
  if (platform !== 'win32') return [];
  const binary = join(ROOT, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
  const windowsBinary = existsSync(binary) && readFileSync(binary).subarray(0, 2).toString('latin1') === 'MZ';
  if (windowsBinary) return ['数据库驱动:sqlite3(Windows 版)。'];
  return major >= 42
    ? ['数据库驱动:Electron 自带的 node:sqlite(这台机器上没有 Windows 版的 sqlite3)。']
    : [
        `这个 Windows 包打不开档案库:Electron ${electron} 没有 node:sqlite,而 Windows 版的 sqlite3 只能在 Windows 上安装得到。要交付,请在 Windows 上打包,或用 Electron 42 以上的运行环境(ELECTRON_OVERRIDE_DIST_PATH)。`,
      ];
}

function sizeOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path, { withFileTypes: true }).reduce(
    (sum, entry) => sum + (entry.isSymbolicLink() ? 0 : sizeOf(join(path, entry.name))),
    0,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const platform: Platform = process.argv[2] === 'win' ? 'win32' : 'linux';
  const done = await packageFor(platform, TARGETS[platform], 'normal');
  console.log(`\nElectron ${done.electron}`);
  for (const { target, file, sizeBytes } of done.made) console.log(`  有 ${target}:${file}(${(sizeBytes / 1e6).toFixed(1)} MB)`);
  for (const { target, why } of done.missing) console.log(`  没有 ${target}:${why}`);
  for (const note of done.notes) console.log(`  注意:${note}`);
  mkdirSync(join(ROOT, 'dist', 'packages'), { recursive: true });
  writeFileSync(join(ROOT, 'dist', 'packages', `${platform}.json`), JSON.stringify(done, null, 2));
  if (!done.made.some(({ target }) => target === 'dir')) process.exitCode = 1;
}
