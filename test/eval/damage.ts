import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLooker } from '../../electron/core/exports/pdf/look.ts';
import { openPdfSource } from '../../electron/core/exports/pdf/source.ts';
import { DAMAGE_KINDS, damagePdf } from '../support/damage-pdf.ts';
import { judgeDamage, VERDICTS, type Judged, type Verdict } from '../support/judge-damage.ts';
import { createRandom } from '../support/mutate.ts';

/**
 * Damages PDFs from a seed, lets 成册 decide about each and compares what it would bind with the pictures of the whole file; writes the
 * table into docs/volume.md: `npm run eval:damage -- --count 400 --seed 1` (`--corpora FOLDER` or TAIZHANG_CORPORA names the PDFs, without
 * them those of the sample are damaged; `--keep FOLDER` keeps what is not as it was; `--no-write` only prints). Exit code 1 when one is
 * silently wrong.
 */
const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    corpora: { type: 'string' },
    keep: { type: 'string' },
    write: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const MOST_BYTES = 600 << 10;
const corpora = resolve(values.corpora ?? process.env['TAIZHANG_CORPORA'] ?? join(root, '../shared/corpora'));
const folders = [join(root, 'resources/sample'), ...(existsSync(corpora) ? [corpora] : [])];
if (folders.length === 1) console.log(`No corpora at ${corpora}: only the PDFs of the sample are damaged.`);

const work = mkdtempSync(join(tmpdir(), 'taizhang-damage-'));
const looker = createLooker();
const rows: (Judged & { readonly kind: string; readonly name: string; readonly number: number })[] = [];
try {
  const sound = await soundFiles();
  console.log(`${sound.length} PDFs that are placed as they are`);
  const random = createRandom(Number(values.seed));
  for (let number = 0; rows.length < Number(values.count) && number < 20 * Number(values.count); number++) {
    const { path, pages } = random.pick(sound);
    const kind = DAMAGE_KINDS[number % DAMAGE_KINDS.length] ?? '';
    const bytes = damagePdf(readFileSync(path), kind, random);
    if (!bytes) continue;
    const damaged = join(work, 'damaged.pdf');
    writeFileSync(damaged, bytes);
    const judged = await judgeDamage(damaged, path, pages, work, looker);
    rows.push({ ...judged, kind, name: relative(root, path).split(/[\\/]/).slice(-2).join('/'), number });
    if (values.keep !== undefined && ['alike', 'wrong', 'said'].includes(judged.verdict))
      writeFileSync(join(values.keep, `${judged.verdict}-${number}-${kind.replaceAll(' ', '_')}.pdf`), bytes);
    if (judged.verdict === 'wrong' || judged.verdict === 'alike')
      console.log(`${judged.verdict} ${number} ${kind} ${path}: ${judged.words}`);
  }
} finally {
  await looker.close();
  rmSync(work, { recursive: true, force: true });
}
const table = tableOf();
console.log(table);
if (values.write) writeTable(table);
if (rows.some(({ verdict }) => verdict === 'wrong')) process.exitCode = 1;

/** Files the strict reader places as they are: what damage does to others would not be known. */
async function soundFiles(): Promise<readonly { readonly path: string; readonly pages: number }[]> {
  const names = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.pdf$/i.test(name))
      .map((name) => join(folder, name)),
  );
  const sound = [];
  for (const path of names.sort()) {
    if (statSync(path).size > MOST_BYTES) continue;
    const source = await openPdfSource(path).catch(() => null);
    if (source === null) continue;
    const pages = source.pageCount;
    source.close();
    if (source.readerName !== 'strict') continue;
    const { verdict } = await judgeDamage(path, path, pages, work, looker);
    if (verdict === 'whole') sound.push({ path, pages });
  }
  return sound;
}

function tableOf(): string {
  const verdicts = Object.keys(VERDICTS) as readonly Verdict[];
  const count = (kind: string | null, verdict: Verdict): number =>
    rows.filter((row) => row.verdict === verdict && (kind === null || row.kind === kind)).length;
  const line = (kind: string | null): string =>
    `| ${kind ?? 'all'} | ${rows.filter((row) => kind === null || row.kind === kind).length} | ${verdicts.map((verdict) => count(kind, verdict)).join(' | ')} |`;
  return [
    `${rows.length} damaged PDFs, seed ${values.seed}:`,
    '',
    `| Damage | Files | ${verdicts.map((verdict) => VERDICTS[verdict]).join(' | ')} |`,
    `|---|${'--:|'.repeat(verdicts.length + 1)}`,
    ...DAMAGE_KINDS.map(line),
    line(null),
  ].join('\n');
}

/** Puts the table between its marks in docs/volume.md. */
function writeTable(text: string): void {
  const path = join(root, 'docs/volume.md');
  const [start, end] = ['<!-- damage -->', '<!-- /damage -->'];
  const whole = readFileSync(path, 'utf8');
  const [from, to] = [whole.indexOf(start), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/volume.md has no place for the table');
  writeFileSync(path, `${whole.slice(0, from + start.length)}\n\n${text}\n\n${whole.slice(to)}`);
}
