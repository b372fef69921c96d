import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { judge, seen, SHARE_TO_PASS, type Judged, type Verdict } from './formats-judge.ts';
import { FORMATS, formatOf } from './formats-list.ts';
import { indexFolders } from './formats-run.ts';

/**
 * Prints what becomes of every file of the corpora and of the fixtures, format by format, and writes the table into
 * docs/formats.md: `npm run eval:formats` (`--corpora FOLDER` or TAIZHANG_CORPORA names the corpora, `--files` lists every file,
 * `--no-write` only prints). The whole of it is one run of the product's own 编目.
 */
const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: { corpora: { type: 'string' }, files: { type: 'boolean' }, write: { type: 'boolean', default: true } },
  allowNegative: true,
});
const corpora = resolve(values.corpora ?? process.env['TAIZHANG_CORPORA'] ?? join(root, '../shared/corpora'));
const fixtures = join(root, 'test/fixtures/extract');
const present = existsSync(corpora);
if (!present)
  console.log(`No corpora at ${corpora}: only the fixtures are read. --corpora or TAIZHANG_CORPORA names the folder.`);

const { result, files } = await indexFolders([...(present ? [corpora] : []), fixtures]);
const judged: Judged[] = [];
for (const file of files) {
  const about = /(^|\/)(expected\.json|README\.md|SOURCES\.md)$|\.expected\.txt$/.test(file.path);
  if (!about) judged.push(await judge(file));
}
const table = tableOf(judged);
console.log(table);
const odd = judged.filter(({ verdict }) => ['differs', 'lost', 'silent'].includes(verdict));
console.log(`\nTo look at (${odd.length}):\n${odd.map(line).join('\n')}`);
if (values.files) console.log(`\nEvery file:\n${judged.map(line).join('\n')}`);
const { found, indexed, unchanged, skipped, failed } = result;
console.log(
  `\nfound ${found} = indexed ${indexed} + unchanged ${unchanged} + skipped ${skipped.length} + failed ${failed.length}`,
);
if (present && values.write) writeSection('table', `${table}\n\n${remarks(odd)}`);
if (judged.some(({ verdict }) => verdict === 'silent')) process.exitCode = 1;

function tableOf(all: readonly Judged[]): string {
  const rows = FORMATS.map((format) => {
    const of = all.filter(({ file }) => formatOf(file.path) === format);
    const count = (...verdicts: readonly Verdict[]) => of.filter(({ verdict }) => verdicts.includes(verdict)).length;
    const compared = count('right', 'differs');
    const cells = [of.length, count('right', 'differs', 'unjudged'), `${count('right')}/${compared}`, count('refused'), count('named'), count('lost', 'silent')];
    return `| ${[format.name, format.read, format.limits, ...cells].join(' | ')} |`;
  }); // prettier-ignore
  const total = (...verdicts: readonly Verdict[]) => all.filter(({ verdict }) => verdicts.includes(verdict)).length;
  return [
    '| Format | What is read | Limits | Files | Opened | Right / compared | Clear refusal | By name only | Lost |',
    '|---|---|---|--:|--:|--:|--:|--:|--:|',
    ...rows,
    `| **all** | | | ${all.length} | ${total('right', 'differs', 'unjudged')} | ${total('right')}/${total('right', 'differs')} | ${total('refused')} | ${total('named')} | ${total('lost', 'silent')} |`,
  ].join('\n');
}

function line({ file, verdict, by, recall, precision }: Judged): string {
  const share = recall === null || precision === null ? '' : ` found ${percent(recall)} added ${percent(1 - precision)}`;
  return `  ${verdict}\t${file.path}\t${file.type ?? '-'} ${file.state}\t${by}${share}\t${file.message ?? ''}`;
}

function remarks(odd: readonly Judged[]): string {
  const rows = odd.map(({ file, verdict, by, recall, precision }) => {
    const share =
      recall === null || precision === null ? '' : `${percent(recall)} of its characters found, ${percent(1 - precision)} added`;
    return `| ${file.path.replaceAll('|', '\\|')} | ${verdict} | ${by} | ${share || (file.message ?? `${file.type ?? ''} ${file.state}`)} | ${seen(file.path)} |`;
  });
  return [
    `Compared as a bag of characters without white space: right means at least ${SHARE_TO_PASS * 100} % of the second reading is found and at most ${100 - SHARE_TO_PASS * 100} % is added; a fixture must agree exactly. Not right:`,
    '',
    '| File | Verdict | Second reader | How | Looked at |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n'); // prettier-ignore
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Puts a text between the marks `<!-- name -->` and `<!-- /name -->` of docs/formats.md. */
function writeSection(name: string, text: string): void {
  const path = join(root, 'docs/formats.md');
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const whole = readFileSync(path, 'utf8');
  const [from, to] = [whole.indexOf(start), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/formats.md has no section ${name}`);
  writeFileSync(path, `${whole.slice(0, from + start.length)}\n\n${text}\n\n${whole.slice(to)}`);
}
