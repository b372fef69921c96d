import { readFileSync, writeFileSync } from 'node:fs';
import { loadBuiltinFramework } from '../../electron/core/frameworks/frameworks.ts';
import { readLexicon } from '../../electron/core/links/lexicon.ts';
import { createSuggester } from '../../shared/domain/suggest.ts';
import { createBaseline } from './baseline.ts';
import { blindTable, readBlind } from './blind.ts';
import { withoutOwnCues } from './cross-check.ts';
import { BODIED_FILES, FRESH_FILES, LABELLED_FILES, LATER_FILES, loadShipped, readLabelled } from './labelled.ts';
import { readShippedCrosswalk } from './shipped-crosswalk.ts';
import { describe, measure, readRows } from './measure.ts';
import { measureSample } from './sample.ts';
import { calibrationTable, measureAll, tableOf } from './suggest-report.ts';

/**
 * Prints how good suggestions are and writes the tables of docs/suggestions.md: on the labelled files with folders and bodies in every
 * shipped framework, and on names alone beside a simple baseline and the rules without the word list. `--cross-check` adds figures
 * with each row's own best words taken out of the list; `--misses` lists what went wrong with the names.
 */
const DOCUMENT = new URL('../../docs/suggestions.md', import.meta.url);
const lexicon = await readLexicon();

const shipped = await loadShipped();
const sets = {
  first: readLabelled(LABELLED_FILES),
  later: readLabelled(LATER_FILES),
  bodied: readLabelled(BODIED_FILES),
  fresh: readLabelled(FRESH_FILES),
};
const measured = measureAll(sets, shipped, lexicon, await readShippedCrosswalk([...shipped.values()]));
const tables: (readonly [string, string])[] = [
  ['parts', tableOf(measured.parts)],
  ['speed', `建议一个文件(五个测评体系一起)用 ${measured.msPerFile.toFixed(2)} 毫秒处理器时间。`],
  ['ablation', tableOf(measured.ablation)],
  ['taught', tableOf(measured.taught)],
  ['frameworks', tableOf(measured.frameworks)],
  ['tags', tableOf(measured.tags)],
  ['calibration', calibrationTable(measured.calibration)],
];
const inAll = createSuggester({ frameworks: [...shipped.values()], lexicon, decided: [] });
tables.push(['blind', blindTable(readBlind(shipped, inAll))]);
for (const [name, table] of tables) console.log(`${name}\n${table}\n`);

const rows = readRows(new URL('../fixtures/suggest/filenames-dev.tsv', import.meta.url));
const framework = await loadBuiltinFramework('wenming-chengshi');
const suggester = createSuggester({ frameworks: [framework], lexicon, decided: [] });
const bare = createSuggester({ frameworks: [framework], lexicon: { ...lexicon, cues: {} }, decided: [] });
const nameOnly = (name: string) => ({ name, folders: [], title: '', text: '', kind: null, issuer: null });
const figures = measure(rows, framework, (name) => suggester.suggest(nameOnly(name)));
const sample = measureSample(framework, suggester);
const lines = [
  describe('filenames-dev.tsv', figures),
  describe('simple baseline', measure(rows, framework, createBaseline(framework))),
  describe('without the word list', measure(rows, framework, (name) => bare.suggest(nameOnly(name)))), // prettier-ignore
  describe('sample archive', sample),
];
console.log(lines.join('\n'));
for (const taken of process.argv.includes('--cross-check') ? [1, 2, 100] : [])
  console.log(
    describe(
      `without the row's own ${taken} longest cues`,
      measure(rows, framework, withoutOwnCues(rows, framework, lexicon, taken)),
    ),
  );
if (process.argv.includes('--misses')) for (const miss of [...figures.misses, '', ...sample.misses]) console.log(miss);

let text = readFileSync(DOCUMENT, 'utf8');
for (const [name, table] of [
  ...tables,
  ['names', ['```', ...lines.map((one) => one.replace(/, [\d.]+ ms per file/, '')), '```'].join('\n')] as const,
])
  text = text.replace(
    new RegExp(`(<!-- ${name} -->\n)[^]*?\n?(<!-- /${name} -->)`),
    (_, begin: string, end: string) => `${begin}${table}\n${end}`,
  );
writeFileSync(DOCUMENT, text);
