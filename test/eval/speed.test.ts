import { expect, test } from 'vitest';
import { listBuiltinFrameworks, loadBuiltinFramework } from '../../electron/core/frameworks/frameworks.ts';
import { readLexicon } from '../../electron/core/links/lexicon.ts';
import { createSuggester } from '../../shared/domain/suggest.ts';
import { growthOf } from '../support/growth.ts';
import { readRows } from './measure.ts';

const rows = readRows(new URL('../fixtures/suggest/filenames-dev.tsv', import.meta.url));

test('a name costs the same however many were looked at before', async () => {
  const framework = await loadBuiltinFramework('wenming-chengshi');
  const suggester = createSuggester({ frameworks: [framework], lexicon: await readLexicon(), decided: [] });
  const suggest = (count: number): number => {
    let given = 0;
    for (let n = 0; n < count; n++) {
      const { name } = rows[n % rows.length]!;
      const folders = [`${n % 12} 资料`, `第${n % 97}批`];
      given += suggester.suggest({ name: `${n} ${name}`, folders, title: name, text: '', kind: null, issuer: null }).length;
    }
    return given;
  };
  expect(suggest(4_800)).toBeGreaterThan(2500);
  expect(growthOf(suggest, 300)).toBeLessThan(3);
}, 240_000);

test('a long text against five frameworks costs in proportion to its length', async () => {
  const ids = (await listBuiltinFrameworks()).map((one) => one.id);
  const frameworks = await Promise.all(ids.map((id) => loadBuiltinFramework(id)));
  const suggester = createSuggester({ frameworks, lexicon: await readLexicon(), decided: [] });
  const text = rows
    .map((row) => row.name)
    .join('。')
    .repeat(5);
  const suggest = (length: number) =>
    suggester.suggest({ name: '材料.doc', folders: [], title: '', text: text.slice(0, length), kind: null, issuer: null });
  expect(suggest(20_000).length).toBeGreaterThan(0);
  expect(growthOf(suggest, 1_250)).toBeLessThan(4);
});
