import { loadBuiltinFramework } from '../../electron/core/frameworks/frameworks.ts';
import { readLexicon } from '../../electron/core/links/lexicon.ts';
import { createBaseline } from './baseline.ts';
import { describe, measure, readRows } from './measure.ts';
import { measureSample } from './sample.ts';
import { createSuggester } from '../../shared/domain/suggest.ts';

/** Prints how good suggestions are on names alone, beside a simple baseline. `--misses` lists what went wrong. */
const rows = readRows(new URL('../fixtures/suggest/filenames-dev.tsv', import.meta.url));
const framework = await loadBuiltinFramework('wenming-chengshi');
const lexicon = await readLexicon();
const suggester = createSuggester({ frameworks: [framework], lexicon, confirmed: [] });
const figures = measure(rows, framework, (name) =>
  suggester.suggest({ name, folders: [], title: '', text: '', kind: null, issuer: null }),
);
console.log(describe('taizhang', figures));
console.log(describe('baseline', measure(rows, framework, createBaseline(framework))));
const sample = measureSample(framework, suggester);
console.log(describe('sample archive', sample));
if (process.argv.includes('--misses')) for (const miss of [...figures.misses, '', ...sample.misses]) console.log(miss);
