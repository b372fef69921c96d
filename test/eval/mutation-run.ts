import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import type { IndexResult } from '../../shared/contract/results.ts';
import { createRandom, mutate, type Mutant, type Specimen } from '../support/mutate.ts';
import { storedFiles, type FileRead } from './formats-run.ts';

export interface MutationOptions {
  readonly count: number;
  readonly seed: number;
  /** Keeps the spoilt files here, for a look; a folder that is removed afterwards when null. */
  readonly keep: string | null;
  /** Files to spoil besides the fixtures. */
  readonly corpora: string | null;
}

export interface MutationRun {
  readonly exitCode: number | null;
  /** Null when the run did not end with an answer. */
  readonly result: IndexResult | null;
  readonly stderr: string;
  readonly files: readonly FileRead[];
  readonly mutants: ReadonlyMap<string, Mutant>;
  readonly formats: number;
  readonly cost: { readonly cpuMs: number; readonly wallMs: number; readonly peakMb: number };
  /** Names and bytes of the folder before and after are the same. */
  readonly untouched: boolean;
}

const FIXTURES = resolve(import.meta.dirname, '../fixtures/extract');
const MEASURED = fileURLToPath(new URL('../bench/measured-run.ts', import.meta.url));
/** A specimen is spoilt thousands of times; a large one only takes the time of the others. */
const MAX_SPECIMEN_BYTES = 400_000;

/** Spoils files from a seed into a folder and lets the command line index it in a process of its own. */
export async function runMutations({ count, seed, keep, corpora }: MutationOptions): Promise<MutationRun> {
  const place = mkdtempSync(join(tmpdir(), 'taizhang-fuzz-'));
  const source = keep ?? join(place, 'source');
  const archive = join(place, 'archive');
  try {
    const specimens = specimensIn([FIXTURES, ...(corpora ? [corpora] : [])]);
    const mutants = writeMutants(source, specimens, { count, seed });
    const report = join(place, 'cost.json');
    await commandLine(report, ['create', archive, '--framework', 'wenming-chengshi', '--source', source]);
    const { code, stdout, stderr } = await commandLine(report, ['index', archive, '--json']);
    const result = stdout.startsWith('{') ? (JSON.parse(stdout) as IndexResult) : null;
    const untouched =
      readdirSync(source).length === mutants.size &&
      [...mutants].every(([name, { bytes }]) => readFileSync(join(source, name)).equals(bytes));
    return {
      exitCode: code,
      result,
      stderr,
      files: await storedFiles(archive, () => new Date()),
      mutants,
      formats: new Set(specimens.map(({ suffix }) => suffix)).size,
      cost: JSON.parse(readFileSync(report, 'utf8')) as MutationRun['cost'],
      untouched,
    };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function specimensIn(folders: readonly string[]): readonly Specimen[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/^(expected\.json|README\.md|SOURCES\.md)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return files
    .sort()
    .map((path) => ({ suffix: extname(path).slice(1).toLowerCase() || 'bin', bytes: readFileSync(path) }))
    .filter(({ bytes }) => bytes.length > 0 && bytes.length <= MAX_SPECIMEN_BYTES);
}

function writeMutants(source: string, specimens: readonly Specimen[], { count, seed }: { count: number; seed: number }) {
  mkdirSync(source, { recursive: true });
  const random = createRandom(seed);
  // Formats take turns, so that one with many files is not spoilt more often than the others.
  const suffixes = [...new Set(specimens.map(({ suffix }) => suffix))];
  const mutants = new Map<string, Mutant>();
  for (let number = 0; number < count; number++) {
    const suffix = suffixes[number % suffixes.length]!;
    const mutant = mutate(random.pick(specimens.filter((one) => one.suffix === suffix)), specimens, random);
    const name = `${String(number).padStart(5, '0')}-${mutant.kind}.${mutant.suffix}`;
    writeFileSync(join(source, name), mutant.bytes);
    mutants.set(name, mutant);
  }
  return mutants;
}

async function commandLine(report: string, argv: readonly string[]) {
  const env = { ...process.env, XDG_CONFIG_HOME: dirname(report) };
  const child = spawn(process.execPath, [MEASURED, report, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((done) => child.on('close', (exit) => done(exit)));
  return { code, stdout, stderr };
}

/** What is wrong with a run, a sentence each; none when it held. `capMb` is the most memory the whole process may ever have held. */
export function faultsOf(run: MutationRun, capMb: number): readonly string[] {
  const { result, files, mutants, cost } = run;
  if (result === null) return [`the run did not end with an answer (exit ${run.exitCode}): ${run.stderr.slice(-500)}`];
  const { found, indexed, unchanged, skipped, failed, unreadable } = result;
  const named = [...skipped, ...failed, ...unreadable].map(({ path }) => path);
  const silent = files.filter(({ state, message }) => ['failed', 'encrypted', 'skipped'].includes(state) && !message);
  const victims = files.filter(({ state }) => ['failed', 'encrypted', 'skipped'].includes(state)).map(({ path }) => path);
  const paths = new Set(files.map(({ path }) => path));
  const broken = [
    found !== indexed + unchanged + skipped.length + failed.length && 'the sums do not add up',
    found !== mutants.size && `found ${found} of ${mutants.size}`,
    (paths.size !== files.length || paths.size !== mutants.size) && `${files.length} rows for ${mutants.size} files`,
    new Set(named).size !== named.length && 'a file is listed twice',
    victims.some((path) => !named.includes(path)) && 'a victim is not listed',
    named.some((path) => !victims.includes(path)) && 'something is listed that is no victim',
    silent.length > 0 && `without a reason: ${silent.map(({ path }) => path).join(' ')}`,
    !run.untouched && 'the source was touched',
    cost.peakMb > capMb && `the process held ${Math.round(cost.peakMb)} MB at its peak, more than ${capMb}`,
  ];
  return broken.filter((fault) => fault !== false);
}

/** How often each sentence stands in a run, most frequent first; '' for files that were read without one. */
export function sentencesOf(run: MutationRun): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { message } of run.files) counts.set(message ?? '', (counts.get(message ?? '') ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Sentences of a thread that was ended: a file that took too long, too much memory, or killed it. */
export const DEATHS = /^读取超过|^读取时内存超过|^读取时程序出错|^读取程序没有启动/;
