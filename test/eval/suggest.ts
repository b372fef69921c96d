import { loadBuiltinFramework } from '../../electron/core/frameworks/frameworks.ts';
import { readLexicon } from '../../electron/core/links/lexicon.ts';
import { createBaseline } from './baseline.ts';
import { withoutOwnCues } from './cross-check.ts';
import { describe, measure, readRows } from './measure.ts';
import { measureSample } from './sample.ts';
import { createSuggester } from '../../shared/domain/suggest.ts';

/**
 * Prints how good suggestions are on names alone, beside a simple baseline and the rules without the word list. `--cross-check` adds
 * figures with each row's own best words taken out of the list (20 s); `--misses` lists what went wrong.
 */
const rows = readRows(new URL('../fixtures/suggest/filenames-dev.tsv', import.meta.url));
const framework = await loadBuiltinFramework('wenming-chengshi');
const lexicon = await readLexicon();
const suggester = createSuggester({ frameworks: [framework], lexicon, confirmed: [] });
const bare = createSuggester({ frameworks: [framework], lexicon: { ...lexicon, cues: {} }, confirmed: [] });
const nameOnly = (name: string) => ({ name, folders: [], title: '', text: '', kind: null, issuer: null });
const figures = measure(rows, framework, (name) => suggester.suggest(nameOnly(name)));
console.log(describe('taizhang', figures));
console.log(describe('baseline', measure(rows, framework, createBaseline(framework))));
console.log(
  describe(
    'without cues',
    measure(rows, framework, (name) => bare.suggest(nameOnly(name))),
  ),
);
for (const taken of process.argv.includes('--cross-check') ? [1, 2, 100] : [])
  console.log(
    describe(
      `without the row's own ${taken} longest cues`,
      measure(rows, framework, withoutOwnCues(rows, framework, lexicon, taken)),
    ),
  );
const sample = measureSample(framework, suggester);
console.log(describe('sample archive', sample));
if (process.argv.includes('--misses')) for (const miss of [...figures.misses, '', ...sample.misses]) console.log(miss);
