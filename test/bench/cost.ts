import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What one run cost. CPU is the figure to compare: wall time depends on what else the machine does. */
export interface Cost {
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly peakMb: number;
}

const RUN = fileURLToPath(new URL('./measured-run.ts', import.meta.url));

/** Runs one command of ours in a fresh process; returns what it printed (JSON) and what it cost. Throws when it failed. */
export function ours(argv: readonly string[]): { readonly answer: unknown; readonly cost: Cost } {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-'));
  try {
    const report = join(folder, 'cost.json');
    const run = spawnSync(process.execPath, [RUN, report, ...argv, '--json', '--quiet'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: { ...process.env, XDG_CONFIG_HOME: folder },
    });
    if (run.status !== 0 && run.status !== 3) throw new Error(`${argv.join(' ')}: ${run.status ?? run.signal} ${run.stderr}`);
    return { answer: JSON.parse(run.stdout), cost: JSON.parse(readFileSync(report, 'utf8')) as Cost };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CPU of another program over the same input, or null where it is not installed. GNU time measures it. */
export function peer(program: string, argv: readonly string[]): Cost | null {
  const startedMs = performance.now();
  const run = spawnSync('/usr/bin/time', ['-f', 'COST %U %S %M', program, ...argv], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const match = /COST ([\d.]+) ([\d.]+) (\d+)/.exec(run.stderr ?? '');
  if (run.error || run.status !== 0 || !match) return null;
  const cpuMs = (Number(match[1]) + Number(match[2])) * 1000;
  return { cpuMs, wallMs: performance.now() - startedMs, peakMb: Number(match[3]) / 1024 };
}
