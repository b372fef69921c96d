import { createOcrWorker } from '../../electron/core/ocr/ocr.ts';

/** Reads the pictures named as arguments in the program's own thread and prints one JSON list: what eval:ocr measures, alone in a process. */
export interface ReadPage {
  readonly text: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Peak of the process so far. */
  readonly peakMb: number;
}

const worker = createOcrWorker({ timeLimitMs: 300_000 });
const { signal } = new AbortController();
const pages: ReadPage[] = [];
for (const path of process.argv.slice(2)) {
  const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
  const outcome = await worker.read({ path, type: 'jpg', page: 1 }, signal);
  if (!outcome.ok) throw new Error(`${path}: ${outcome.message}`);
  const { user, system } = process.cpuUsage(cpu);
  pages.push({
    text: outcome.reading.text,
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  });
}
await worker.close();
console.log(JSON.stringify(pages));
