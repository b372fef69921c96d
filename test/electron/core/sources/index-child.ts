import { openArchive } from '../../../../electron/core/archives/archives.ts';
import { index, textDeps } from './index-support.ts';

// Run by the kill test as its own process: indexes the archive given and prints each stage's progress.
const archive = await openArchive(process.argv[2] ?? '', { now: () => new Date() });
await index({ archive }, { ...textDeps(), batchSize: 50 }, undefined, ({ stage, done }) => {
  process.stdout.write(`${stage} ${done}\n`);
});
await archive.close();
