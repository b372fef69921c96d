import { execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DocumentType } from '../../../shared/domain/document.ts';
import type { SuiteId } from '../../../shared/domain/volume-look.ts';
import { RESOURCES_FOLDER } from '../program-folder.ts';

/** Office programs of this machine that can turn a document into pages exactly as they show it. Offered, never required. */
export interface Suite {
  readonly id: SuiteId;
  /** As a person knows it. */
  readonly name: string;
  /** The program, or the name Windows knows it by. */
  readonly program: string;
}

type Kind = 'writer' | 'sheet' | 'slides';

/** What a suite converts, by the part of it that opens the format. */
const KINDS: Readonly<Partial<Record<DocumentType, Kind>>> = {
  ...{ docx: 'writer', doc: 'writer', rtf: 'writer', odt: 'writer' },
  ...{ xlsx: 'sheet', xls: 'sheet', ods: 'sheet' },
  ...{ pptx: 'slides', ppt: 'slides', odp: 'slides' },
};

/** Longest time one document may take, a cold start of the program included. */
const CONVERT_LIMIT_MS = 120_000;

const LIBREOFFICE_PLACES: readonly string[] = [
  '/usr/bin/soffice',
  '/usr/bin/libreoffice',
  '/opt/libreoffice/program/soffice',
  'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
  'C:\\Program Files (x86)\\LibreOffice\\program\\soffice.exe',
];
/** Names under which Windows starts the programs; the writer stands for the whole suite. */
const WINDOWS_SUITES = [
  { id: 'wps', name: 'WPS Office', program: 'KWPS.Application' },
  { id: 'word', name: 'Microsoft Office', program: 'Word.Application' },
] as const satisfies readonly Suite[];

/** The suites found on this machine, the best for Chinese office documents first. */
export async function findSuites(): Promise<readonly Suite[]> {
  const registered =
    process.platform === 'win32'
      ? await Promise.all(WINDOWS_SUITES.map(async (suite) => ((await isRegistered(suite.program)) ? [suite] : [])))
      : [];
  const place = LIBREOFFICE_PLACES.find((one) => existsSync(one));
  return [
    ...registered.flat(),
    ...(place === undefined ? [] : [{ id: 'libreoffice' as const, name: 'LibreOffice', program: place }]),
  ];
}

function isRegistered(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('reg', ['query', `HKCR\\${name}\\CLSID`], { windowsHide: true }, (error) => resolve(error === null));
  });
}

/** True for what an office suite opens. */
export function suiteOpens(type: DocumentType): boolean {
  return KINDS[type] !== undefined;
}

/**
 * Converts one document with a suite. The suite opens a copy in a folder of ours (it leaves its lock file beside what it opens), macros
 * off. Throws Error when it fails or takes longer than two minutes; the program is then ended.
 */
export async function convertWithSuite(
  suite: Suite,
  { path, type, out }: { readonly path: string; readonly type: DocumentType; readonly out: string },
  signal: AbortSignal,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-office-'));
  try {
    const copy = join(folder, `document.${type}`);
    copyFileSync(path, copy);
    const made = join(folder, 'out', 'document.pdf');
    mkdirSync(join(folder, 'out'));
    const { program, words } =
      suite.id === 'libreoffice'
        ? { program: suite.program, words: libreOfficeWords(folder, copy) }
        : { program: 'powershell.exe', words: windowsWords(suite, KINDS[type] ?? 'writer', copy, made) };
    await run(program, words, signal);
    if (!existsSync(made) || statSync(made).size === 0) throw new Error('the suite wrote no pages');
    moveFile(made, out);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function libreOfficeWords(folder: string, copy: string): readonly string[] {
  const profile = pathToFileURL(join(folder, 'profile')).href;
  const quiet = ['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nofirststartwizard'];
  return [`-env:UserInstallation=${profile}`, ...quiet, '--convert-to', 'pdf', '--outdir', join(folder, 'out'), copy];
}

function windowsWords(suite: Suite, kind: Kind, copy: string, made: string): readonly string[] {
  const script = join(RESOURCES_FOLDER, 'office', 'convert.ps1');
  const given = ['-Suite', suite.id, '-Kind', kind, '-In', copy, '-Out', made];
  return ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', script, ...given];
}

function run(program: string, words: readonly string[], signal: AbortSignal): Promise<void> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(CONVERT_LIMIT_MS)]);
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      detached: process.platform !== 'win32',
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-2000)));
    const stop = (): void => {
      // The program behind the starter too: soffice is a script that starts soffice.bin, PowerShell starts WPS.
      if (process.platform === 'win32')
        execFile('taskkill', ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true }, () => undefined);
      else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    late.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('exit', (code) => {
      late.removeEventListener('abort', stop);
      if (late.aborted) reject(late.reason instanceof Error ? late.reason : new Error('stopped'));
      else if (code === 0) resolve();
      else reject(new Error(`the suite ended with ${code}: ${said.trim()}`));
    });
  });
}

/** Moves a file, also to another disk. */
function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    copyFileSync(from, `${to}.part`);
    renameSync(`${to}.part`, to);
  }
}
