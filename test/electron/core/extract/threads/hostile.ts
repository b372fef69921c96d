import { parentPort } from 'node:worker_threads';
import { EMPTY_EXTRACTION } from '../../../../../electron/core/extract/extractor.ts';
import type { ThreadTask } from '../../../../../electron/core/extract/thread.ts';

/** A thread that misbehaves as the file's name says; it never opens a file. */
parentPort?.on('message', ({ id, input }: ThreadTask) => {
  const name = String(input.path);
  if (name === 'endless') for (;;) Math.random();
  if (name === 'throws') throw new Error('crash');
  if (name === 'exits') process.exit(3);
  const hoard: string[][] = [];
  while (name === 'hoards') hoard.push(Array.from({ length: 10_000 }, (_, at) => `${at}-${hoard.length}`));
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
});
parentPort?.postMessage({ kind: 'ready' });
