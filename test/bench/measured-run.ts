import { writeFileSync } from 'node:fs';
import { main } from '../../electron/hosts/cli.ts';

// One command line in a process of its own; what it cost goes to the file named first. Reading threads count, they live in it.
const [report = '', ...argv] = process.argv.slice(2);
const startedMs = performance.now();
await main(argv);
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const cost = { cpuMs: (userCPUTime + systemCPUTime) / 1000, wallMs: performance.now() - startedMs, peakMb: maxRSS / 1024 };
writeFileSync(report, JSON.stringify(cost));
