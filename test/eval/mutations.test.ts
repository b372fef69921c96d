import { expect, test } from 'vitest';
import { createRandom, KINDS, mutate } from '../support/mutate.ts';
import { faultsOf, runMutations } from './mutation-run.ts';

// `npm run fuzz` does the same with thousands; the memory is the whole process', threads and WebAssembly included.
const CAP_MB = 1536;

test('300 spoilt files of more than 20 formats: the run ends, adds up, names each victim once with a reason and touches none', async () => {
  const run = await runMutations({ count: 300, seed: 20260305, keep: null, corpora: null });
  expect(faultsOf(run, CAP_MB)).toEqual([]);
  expect(run.formats).toBeGreaterThanOrEqual(20);
  expect(new Set([...run.mutants.values()].map(({ kind }) => kind))).toEqual(new Set(KINDS));
  expect(run.files.filter(({ state }) => state === 'failed').length).toBeGreaterThan(30);
  expect(run.files.filter(({ state }) => state === 'ok').length).toBeGreaterThan(30);
}, 300_000);

test('the same seed spoils the same files in the same way', () => {
  const specimens = [
    { suffix: 'txt', bytes: Buffer.from('文明交通'.repeat(50)) },
    { suffix: 'bin', bytes: Buffer.alloc(900, 7) },
  ];
  const rows = [7, 7, 8].map((seed) => {
    const random = createRandom(seed);
    return Array.from({ length: 60 }, () => {
      const { kind, suffix, bytes } = mutate(specimens[0]!, specimens, random);
      return `${kind} ${suffix} ${bytes.toString('hex')}`;
    });
  });
  expect(rows[0]).toEqual(rows[1]);
  expect(rows[0]).not.toEqual(rows[2]);
});
