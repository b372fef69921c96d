import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEATHS, faultsOf, runMutations, sentencesOf } from './mutation-run.ts';

/**
 * Spoils files from a seed and indexes them: `npm run fuzz -- --count 5000 --seed 1`. `--corpora FOLDER` spoils those too, `--keep
 * FOLDER` keeps what was made. Exit 1 when the run did not hold.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    corpora: { type: 'string', default: process.env['TAIZHANG_CORPORA'] ?? resolve('../shared/corpora') },
    keep: { type: 'string' },
    cap: { type: 'string', default: '1536' },
  },
});
const corpora = existsSync(values.corpora) ? values.corpora : null;
if (corpora === null) console.log(`No corpora at ${values.corpora}: only the fixtures are spoilt.`);
const run = await runMutations({
  count: Number(values.count),
  seed: Number(values.seed),
  keep: values.keep ?? null,
  corpora,
});
const STATES = ['ok', 'empty', 'failed', 'encrypted', 'skipped'] as const;
const states = STATES.map((state) => `${state} ${run.files.filter((file) => file.state === state).length}`);
const dead = run.files.filter(({ message }) => message !== null && DEATHS.test(message));
console.log(`${run.mutants.size} mutations of ${run.formats} suffixes, seed ${values.seed}`);
console.log(states.join(', '));
const { cpuMs, wallMs, peakMb } = run.cost;
console.log(
  `CPU ${(cpuMs / 1000).toFixed(0)} s, wall ${(wallMs / 1000).toFixed(0)} s, peak ${Math.round(peakMb)} MB (cap ${values.cap} MB)`,
);
if (run.result) {
  const { found, indexed, unchanged, skipped, failed, unreadable } = run.result;
  console.log(
    `found ${found} = indexed ${indexed} + unchanged ${unchanged} + skipped ${skipped.length} + failed ${failed.length}`,
  );
  console.log(`unreadable, each listed once with a reason: ${unreadable.length}`);
}
console.log(`threads ended and replaced: ${dead.length}`);
for (const { path, message } of dead) console.log(`  ${path}\t${message}`);
console.log('sentences:');
for (const [sentence, count] of sentencesOf(run)) console.log(`  ${String(count).padStart(6)}  ${sentence || '(none: read)'}`);
const faults = faultsOf(run, Number(values.cap));
console.log(faults.length === 0 ? 'The run held.' : `The run did not hold:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
if (faults.length > 0) process.exitCode = 1;
