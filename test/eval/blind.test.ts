import { expect, test } from 'vitest';
import { readLexicon } from '../../electron/core/links/lexicon.ts';
import { createSuggester } from '../../shared/domain/suggest.ts';
import { readBlind, sharesOf } from './blind.ts';
import { loadShipped } from './labelled.ts';

test('every answer of the blind reader finds its file; the program says no less of those names than the floors ask', async () => {
  const frameworks = await loadShipped();
  const suggester = createSuggester({ frameworks: [...frameworks.values()], lexicon: await readLexicon(), decided: [] });
  const pairs = readBlind(frameworks, suggester);
  expect(pairs).toHaveLength(330);
  const [reader, program] = [sharesOf(pairs, 'reader'), sharesOf(pairs, 'program')];
  expect(reader.top3).toBeCloseTo(0.941, 3);
  expect(program.top1).toBeGreaterThanOrEqual(0.75);
  expect(program.top3).toBeGreaterThanOrEqual(0.83);
});
