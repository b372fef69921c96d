import { openArchive } from '../../../../electron/core/archives/archives.ts';
import { index, textDeps } from './index-support.ts';

// Run by the kill test as its own process: indexes the archive given and prints each stage's progress. In the stage it is to be killed in
// it waits a moment at every step, so that the kill falls anywhere, and at the last for good, so that it cannot come too late.
const [path = '', wanted] = process.argv.slice(2);
const clock = new Int32Array(new SharedArrayBuffer(4));
const archive = await openArchive(path, { now: () => new Date() });
await index({ archive }, { ...textDeps(), batchSize: 50 }, undefined, ({ stage, done, total }) => {
  process.stdout.write(`${stage} ${done}\n`);
  if (stage === wanted) Atomics.wait(clock, 0, 0, done === total ? 60_000 : 10);
});
await archive.close();
