import { writeFileSync } from 'node:fs';
import { keepCompiledCode } from '../../electron/hosts/app-folder.mjs';
import { heldMb } from './family-memory.ts';
import { peakMemoryBytes } from '../../electron/core/peak-memory.ts';
import { cpuMs, readMb } from './own-cost.ts';

// One command line in a process of its own; what it and the processes it starts cost goes to the file named first. Reading threads
// count, they live in one of these. Memory of all of them together is looked at four times a second, shared pages counted once
// (PSS); where the system does not tell, it is the highest this process held.
const SAMPLE_MS = 250;

const [report = '', ...argv] = process.argv.slice(2);
const startedMs = performance.now();
let [peakMb, samples] = [0, 0];
const sampler = setInterval(() => {
  samples++;
  peakMb = Math.max(peakMb, heldMb(process.pid));
}, SAMPLE_MS);
// As `taizhang` itself starts.
keepCompiledCode();
const { main } = await import('../../electron/hosts/cli.ts');
await main(argv);
clearInterval(sampler);
const cost = {
  cpuMs: cpuMs(),
  wallMs: performance.now() - startedMs,
  peakMb: samples > 0 && peakMb > 0 ? peakMb : peakMemoryBytes() / 2 ** 20,
  readMb: readMb(),
};
writeFileSync(report, JSON.stringify(cost));
