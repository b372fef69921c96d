import { readdirSync, writeFileSync } from 'node:fs';
import { keepCompiledCode } from '../../electron/hosts/code-cache.ts';
import { cpuMs, read, readMb } from './own-cost.ts';

// One command line in a process of its own; what it and the processes it starts cost goes to the file named first. Reading threads
// count, they live in one of these. Memory of all of them together is looked at four times a second, shared pages counted once
// (PSS); where the system does not tell, it is the highest this process held.
const SAMPLE_MS = 250;

/** Proportional memory of this process and all below it, in MB; 0 where the system does not tell. */
function heldMb(): number {
  try {
    const parents = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [Number(pid), parentOf(pid)] as const);
    const family = new Set([process.pid]);
    for (let size = 0; size !== family.size;) {
      size = family.size;
      for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid);
    }
    return [...family].reduce((sum, pid) => sum + pssMb(pid), 0);
  } catch {
    return 0;
  }
}

const parentOf = (pid: string): number =>
  Number(read(`/proc/${pid}/stat`).replace(/^.*\) /s, '').split(' ')[1]); // prettier-ignore
const pssMb = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

const [report = '', ...argv] = process.argv.slice(2);
const startedMs = performance.now();
let [peakMb, samples] = [0, 0];
const sampler = setInterval(() => {
  samples++;
  peakMb = Math.max(peakMb, heldMb());
}, SAMPLE_MS);
// As `taizhang` itself starts.
keepCompiledCode();
const { main } = await import('../../electron/hosts/cli.ts');
await main(argv);
clearInterval(sampler);
const cost = {
  cpuMs: cpuMs(),
  wallMs: performance.now() - startedMs,
  peakMb: samples > 0 && peakMb > 0 ? peakMb : process.resourceUsage().maxRSS / 1024,
  readMb: readMb(),
};
writeFileSync(report, JSON.stringify(cost));
