import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What one run cost. CPU is the figure to compare: wall time depends on what else the machine does. */
export interface Cost {
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Of all its processes together; of a peer, of its largest. */
  readonly peakMb: number;
  /** Fetched from the disk, not from the page cache; null where it was not looked at. */
  readonly readMb: number | null;
}

const RUN = fileURLToPath(new URL('./measured-run.ts', import.meta.url));

/** What the program remembers between its runs, as on a person's machine: the code that the first of them compiled among it. */
const REMEMBERED = mkdtempSync(join(tmpdir(), 'taizhang-bench-config-'));
process.on('exit', () => rmSync(REMEMBERED, { recursive: true, force: true }));

/** The environment of a script that finds the code its runs before compiled, as the program does. */
export const COMPILED_ENV = { ...process.env, NODE_COMPILE_CACHE: join(REMEMBERED, 'compiled') };

/** Runs one command of ours in a fresh process; returns what it printed (JSON) and what it cost. Throws when it failed. */
export function ours(argv: readonly string[]): { readonly answer: unknown; readonly cost: Cost } {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-'));
  try {
    const report = join(folder, 'cost.json');
    const run = spawnSync(process.execPath, [RUN, report, ...argv, '--json', '--quiet'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: { ...process.env, XDG_CONFIG_HOME: REMEMBERED },
    });
    if (run.status !== 0 && run.status !== 3) throw new Error(`${argv.join(' ')}: ${run.status ?? run.signal} ${run.stderr}`);
    return { answer: JSON.parse(run.stdout), cost: JSON.parse(readFileSync(report, 'utf8')) as Cost };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CPU of another program over the same input, or null where it is not installed or fails. GNU time measures it. */
export function peer(program: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}): Cost | null {
  const startedMs = performance.now();
  const run = spawnSync('/usr/bin/time', ['-f', 'COST %U %S %M', program, ...argv], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, ...env },
  });
  const match = /COST ([\d.]+) ([\d.]+) (\d+)/.exec(run.stderr ?? '');
  if (run.error || run.status !== 0 || !match) return null;
  const cpuMs = (Number(match[1]) + Number(match[2])) * 1000;
  return { cpuMs, wallMs: performance.now() - startedMs, peakMb: Number(match[3]) / 1024, readMb: null };
}

/**
 * Makes the system forget what it holds of a folder's files, so that the next reading comes from the disk: written out, then dropped
 * from the page cache file by file (posix_fadvise, POSIX_FADV_DONTNEED; Node has no call for it, Python does). False where it cannot.
 */
export function forget(folder: string): boolean {
  return spawnSync('python3', ['-c', FORGET, folder], { stdio: 'ignore' }).status === 0;
}

const FORGET = `import os, sys
os.sync()
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        file = os.open(os.path.join(folder, name), os.O_RDONLY)
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(file)
`;
