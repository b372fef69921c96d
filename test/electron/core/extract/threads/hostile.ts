import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { EMPTY_EXTRACTION } from '../../../../../electron/core/extract/extractor.ts';
import type { ThreadTask } from '../../../../../electron/core/extract/thread.ts';

/** A thread that misbehaves as the file's name says (its suffix does not count); it never opens a file. */
parentPort?.on('message', ({ id, input }: ThreadTask) => {
  const name = basename(String(input.path)).replace(/\.txt$/, '');
  if (name === 'endless') for (;;) Math.random();
  if (name === 'throws') throw new Error('crash');
  if (name === 'throws-null') throw null;
  if (name === 'throws-words') throw 'words';
  if (name === 'rejects') return void Promise.reject(new Error('nobody waits for it'));
  if (name === 'overflows') return void overflow(0);
  if (name === 'exits') process.exit(3);
  if (name === 'aborts') process.abort();
  // As a fault of native code: it ends the process, not only the thread.
  if (name.startsWith('kills')) process.kill(process.pid, 'SIGSEGV');
  if (name.startsWith('kills')) for (;;) Math.random();
  if (name === 'says-nothing') return;
  const hoard: string[][] = [];
  while (name === 'hoards') hoard.push(Array.from({ length: 10_000 }, (_, at) => `${at}-${hoard.length}`));
  // One list that grows needs its whole new size at once: past a hard limit V8 gives up the process, not only the thread.
  const list: number[] = [];
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (name === 'grows') if (list.push(list.length + 0.5) % 10_000 === 0) Atomics.wait(pause, 0, 0, 1);
  const buffers: Buffer[] = [];
  while (name === 'hoards-buffers') buffers.push(Buffer.alloc(16 << 20, 1));
  const text = name === 'long' ? `${'字'.repeat(1_999_999)}𬱟尾` : name;
  const answer = () =>
    parentPort?.postMessage({
      kind: 'done',
      id,
      extraction: { ...EMPTY_EXTRACTION, state: 'ok', text },
      heldBytes: name === 'holds' ? 1e12 : 0,
    });
  if (name.startsWith('slow')) setTimeout(answer, 150);
  else answer();
  if (name === 'answers-twice') answer();
});
parentPort?.postMessage({ kind: 'ready' });

function overflow(depth: number): number {
  return overflow(depth + 1) + 1;
}
