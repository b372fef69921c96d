import { expect, test } from 'vitest';
import { loadBuiltinFramework } from '../../electron/core/frameworks/frameworks.ts';
import { readLexicon } from '../../electron/core/links/lexicon.ts';
import { createSuggester } from '../../shared/domain/suggest.ts';
import { createBaseline } from './baseline.ts';
import { withoutOwnCues } from './cross-check.ts';
import {
  BODIED_FILES,
  FRESH_FILES,
  LABELLED_FILES,
  LATER_FILES,
  loadShipped,
  partOf,
  readLabelled,
  type LabelledFile,
} from './labelled.ts';
import { measure, readRows } from './measure.ts';
import { judge, qualityOf } from './report.ts';
import { measureSample } from './sample.ts';
import { withNames } from './suggest-report.ts';

const rows = readRows(new URL('../fixtures/suggest/filenames-dev.tsv', import.meta.url));
const framework = await loadBuiltinFramework('wenming-chengshi');
const lexicon = await readLexicon();
const suggester = createSuggester({ frameworks: [framework], lexicon, decided: [] });
const figures = measure(rows, framework, (name) =>
  suggester.suggest({ name, folders: [], title: '', text: '', kind: null, issuer: null }),
);

type Floors = Readonly<Record<'top1' | 'top3' | 'highPrecision' | 'highCoverage' | 'noneRecall', number>>;

/** Judges files by name, folder and body in all frameworks; none of the figures may lie below its floor. */
function expectAbove(files: readonly LabelledFile[], floors: Floors): void {
  const quality = qualityOf(judge(files, frameworks, inAll));
  for (const [figure, floor] of Object.entries(floors))
    expect(quality[figure as keyof Floors], figure).toBeGreaterThanOrEqual(floor);
}

test('labelled names are suggested as well as the floors ask', () => {
  expect(rows.length).toBeGreaterThan(150);
  expect(figures.top1).toBeGreaterThanOrEqual(0.93);
  expect(figures.top3).toBeGreaterThanOrEqual(0.96);
  expect(figures.highPrecision).toBeGreaterThanOrEqual(0.97);
  expect(figures.highCoverage).toBeGreaterThanOrEqual(0.7);
  expect(figures.noneRecall).toBeGreaterThanOrEqual(0.9);
});

test('they are better than a simple baseline', () => {
  const simple = measure(rows, framework, createBaseline(framework));
  expect(figures.top1).toBeGreaterThan(simple.top1);
  expect(figures.highCoverage).toBeGreaterThan(simple.highCoverage * 2);
});

test('the high band stays right where a row’s own best word is taken out of the word list', () => {
  const some = rows.filter((_, at) => at % 4 === 0);
  const blind = measure(some, framework, withoutOwnCues(some, framework, lexicon, 1));
  expect(blind.top1).toBeGreaterThanOrEqual(0.88);
  expect(blind.highPrecision).toBeGreaterThanOrEqual(0.95);
}, 240_000);

test('the demonstration archive is suggested as it was meant', () => {
  const sample = measureSample(framework, suggester);
  expect(sample.top1).toBeGreaterThanOrEqual(0.93);
  expect(sample.highPrecision).toBeGreaterThanOrEqual(0.95);
});

const frameworks = await loadShipped();
const inAll = createSuggester({ frameworks: [...frameworks.values()], lexicon, decided: [] });
const NAMES = { folders: false, body: false };
const testPart = (of: URL) => readLabelled(of).filter((file) => partOf(file) === 'test');

test('files with folders and bodies reach all goals in all five frameworks', () => {
  expectAbove(testPart(LABELLED_FILES), { top1: 0.95, top3: 0.985, highPrecision: 0.99, highCoverage: 0.76, noneRecall: 0.92 });
});

test('their names alone reach the goals too', () => {
  const quality = qualityOf(judge(withNames(testPart(LABELLED_FILES)), frameworks, inAll, NAMES));
  expect(quality.top1).toBeGreaterThanOrEqual(0.93);
  expect(quality.top3).toBeGreaterThanOrEqual(0.975);
});

test('files written after most of the word list stay above these floors', () => {
  expectAbove(testPart(LATER_FILES), { top1: 0.88, top3: 0.94, highPrecision: 0.94, highCoverage: 0.64, noneRecall: 0.95 });
});

test('files in the words of clerks of other cities stay above these floors, which the goals are still above', () => {
  expectAbove(testPart(BODIED_FILES), { top1: 0.93, top3: 0.94, highPrecision: 0.955, highCoverage: 0.69, noneRecall: 0.92 });
});

test('files another author wrote last, unseen by those who wrote words, stay above these floors', () => {
  expectAbove(testPart(FRESH_FILES), { top1: 0.96, top3: 0.97, highPrecision: 0.99, highCoverage: 0.78, noneRecall: 0.9 });
});

test('all four together reach the goals but for the first three and names alone', () => {
  const all = [LABELLED_FILES, LATER_FILES, BODIED_FILES, FRESH_FILES].flatMap(testPart);
  expectAbove(all, { top1: 0.94, top3: 0.969, highPrecision: 0.98, highCoverage: 0.74, noneRecall: 0.93 });
});

test('the first three sets together reach the goals of the first suggestion and of none; the first three are not there yet', () => {
  const all = [LABELLED_FILES, LATER_FILES, BODIED_FILES].flatMap(testPart);
  expectAbove(all, { top1: 0.934, top3: 0.965, highPrecision: 0.975, highCoverage: 0.72, noneRecall: 0.93 });
  const named = qualityOf(judge(withNames(all), frameworks, inAll, NAMES));
  expect(named.top1).toBeGreaterThanOrEqual(0.885);
  expect(named.top3).toBeGreaterThanOrEqual(0.935);
});

test('every leaf of every shipped framework has words in the list, and no word belongs to a leaf that does not exist', async () => {
  for (const [id, cues] of Object.entries(lexicon.cues)) {
    const leaves = (await loadBuiltinFramework(id)).indicators.filter((one) => one.leaf).map((one) => one.code);
    expect([id, Object.keys(cues).sort()]).toEqual([id, leaves.sort()]);
    expect(Object.entries(cues).filter(([, words]) => words.length < 10)).toEqual([]);
  }
});
