import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { main } from '../../electron/hosts/cli.ts';

// One command line in a process of its own; what it and the processes it starts cost goes to the file named first. Reading threads
// count, they live in one of these. Memory of all of them together is looked at four times a second, shared pages counted once
// (PSS); where the system does not tell, it is the highest this process held.
const SAMPLE_MS = 250;
/** Of Linux on all hardware Node runs on (`sysconf(_SC_CLK_TCK)`). */
const TICKS_PER_SECOND = 100;

/** User and system time of ended children, in milliseconds: fields 16 and 17 of /proc/self/stat, counted after the name. */
function childrenCpuMs(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return ((Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND) * 1000;
  } catch {
    return 0;
  }
}

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

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1]); // prettier-ignore
  } catch {
    return 0;
  }
}

function pssMb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const [report = '', ...argv] = process.argv.slice(2);
const startedMs = performance.now();
let [peakMb, samples] = [0, 0];
const sampler = setInterval(() => {
  samples++;
  peakMb = Math.max(peakMb, heldMb());
}, SAMPLE_MS);
await main(argv);
clearInterval(sampler);
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const cost = {
  cpuMs: (userCPUTime + systemCPUTime) / 1000 + childrenCpuMs(),
  wallMs: performance.now() - startedMs,
  peakMb: samples > 0 && peakMb > 0 ? peakMb : maxRSS / 1024,
};
writeFileSync(report, JSON.stringify(cost));
