import { parentPort } from 'node:worker_threads';
import type { ThreadTask } from '../../../../../electron/core/extract/thread.ts';

/** The real reader, but for a file with 崩溃 in its name it faults as native code would: the whole process ends. */
parentPort?.on('message', ({ input }: ThreadTask) => {
  if (!String(input.path).includes('崩溃')) return;
  process.kill(process.pid, 'SIGSEGV');
  for (;;) Math.random();
});
await import('../../../../../electron/core/extract/thread.ts');
