import { expect, test } from 'vitest';
import { listBuiltinFrameworks, loadBuiltinFramework } from '../../electron/core/frameworks/frameworks.ts';
import { readLexicon } from '../../electron/core/links/lexicon.ts';
import { createSuggester } from '../../shared/domain/suggest.ts';
import { readRows } from './measure.ts';

const rows = readRows(new URL('../fixtures/suggest/filenames-dev.tsv', import.meta.url));

test('ten thousand names against all leaves of the city framework take seconds', async () => {
  const framework = await loadBuiltinFramework('wenming-chengshi');
  const suggester = createSuggester({ frameworks: [framework], lexicon: await readLexicon(), decided: [] });
  const started = process.cpuUsage();
  let given = 0;
  for (let n = 0; n < 10_000; n++) {
    const { name } = rows[n % rows.length]!;
    const folders = [`${n % 12} 资料`, `第${n % 97}批`];
    given += suggester.suggest({ name: `${n} ${name}`, folders, title: name, text: '', kind: null, issuer: null }).length;
  }
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1_000_000;
  console.log(`10,000 names: ${seconds.toFixed(1)} s of processor, ${given} suggestions`);
  expect(given).toBeGreaterThan(5000);
  expect(seconds).toBeLessThan(20);
}, 240_000);

test('time grows with the text, not with text times words: a long text against five frameworks', async () => {
  const ids = (await listBuiltinFrameworks()).map((one) => one.id);
  const frameworks = await Promise.all(ids.map((id) => loadBuiltinFramework(id)));
  const suggester = createSuggester({ frameworks, lexicon: await readLexicon(), decided: [] });
  const text = rows
    .map((row) => row.name)
    .join('。')
    .repeat(5)
    .slice(0, 20_000);
  const started = performance.now();
  for (let n = 0; n < 50; n++) suggester.suggest({ name: '材料.doc', folders: [], title: '', text, kind: null, issuer: null });
  const msPerFile = (performance.now() - started) / 50;
  console.log(`20,000 characters against ${frameworks.length} frameworks: ${msPerFile.toFixed(1)} ms`);
  expect(msPerFile).toBeLessThan(300);
});
