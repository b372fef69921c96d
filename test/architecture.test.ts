import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

// The compiler already keeps shared/ pure and electron/ apart from renderer/. These are the rules it cannot see.
interface Rule {
  readonly files: RegExp;
  readonly mayNot: RegExp;
  readonly except?: RegExp;
  readonly because: string;
}

const rules: readonly Rule[] = [
  { files: /^shared\//, mayNot: /^(?!shared\/|zod$)/, because: 'shared runs anywhere: it imports only itself and zod' },
  { files: /^renderer\//, mayNot: /^electron\//, because: 'the page never sees Node' },
  {
    files: /^electron\/core\//,
    mayNot: /^electron$|^electron\/(main|preload|hosts)\//,
    because: 'the core runs without Electron',
  },
  {
    files: /./,
    mayNot: /^(sqlite3|node:sqlite)$/,
    except: /^electron\/core\/db\/database\.ts$/,
    because: 'one file knows the database driver',
  },
  { files: /./, mayNot: /^chokidar$/, except: /^electron\/core\/sources\/watch\.ts$/, because: 'one file knows the watcher' },
  { files: /./, mayNot: /^(pdf-lib|@cantoo\/pdf-lib)$/, except: /^electron\/core\/exports\//, because: 'only exports write PDF' },
  { files: /^electron\/core\/db\/migrations\//, mayNot: /./, because: 'a frozen migration imports nothing' },
  { files: /^electron\/core\/extract\/extractors\//, mayNot: /\/db\//, because: 'an extractor never touches the database' },
  { files: /^renderer\/parts\//, mayNot: /^renderer\/(app|features)\//, because: 'a part is used by features and knows none' },
  { files: /^renderer\/(features|ui)\//, mayNot: /^renderer\/app\//, because: 'app composes features, not the reverse' },
  { files: /^renderer\/ui\//, mayNot: /^renderer\/(features|api|parts)\//, because: 'ui knows no feature' },
];

/** Features any other may import freely (ARCHITECTURE.md). */
const FREE = new Set(['db', 'jobs']);

const sources = ['shared', 'electron', 'renderer']
  .filter((top) => existsSync(top))
  .flatMap((top) => readdirSync(top, { recursive: true, encoding: 'utf8' }).map((file) => join(top, file).replaceAll('\\', '/')))
  .filter((file) => /\.tsx?$/.test(file));

const IMPORT =
  /^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)]
    .map((match) => (match[1] ?? match[2] ?? match[3])!)
    .map((to) => (to.startsWith('.') ? normalize(join(dirname(file), to)).replaceAll('\\', '/') : to));

test('there are sources to check', () => {
  expect(sources.length).toBeGreaterThan(20);
});

test.each(rules)('$because', ({ files, mayNot, except }) => {
  const broken = sources
    .filter((file) => files.test(file) && !except?.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((to) => mayNot.test(to))
        .map((to) => `${file} > ${to}`),
    );
  expect(broken).toEqual([]);
});

test('a core feature imports only the main file of another feature, and features form no cycle', () => {
  const feature = (path: string) => /^electron\/core\/([^/]+)\//.exec(path)?.[1];
  const edges = sources.flatMap((file) =>
    importsOf(file)
      .filter((to) => feature(file) && feature(to) && feature(to) !== feature(file) && !FREE.has(feature(to)!))
      .map((to) => ({ file, to, from: feature(file)!, into: feature(to)! })),
  );
  expect(
    edges.filter(({ to, into }) => to !== `electron/core/${into}/${into}.ts`).map(({ file, to }) => `${file} > ${to}`),
  ).toEqual([]);
  const reach = (from: string, seen: readonly string[]): string[] =>
    seen.includes(from)
      ? [[...seen, from].join(' > ')]
      : edges.filter((edge) => edge.from === from).flatMap((edge) => reach(edge.into, [...seen, from]));
  expect([...new Set(edges.map((edge) => edge.from))].flatMap((from) => reach(from, []))).toEqual([]);
});

test('a renderer feature never imports another feature', () => {
  const feature = (path: string) => /^renderer\/features\/([^/]+)\//.exec(path)?.[1];
  const broken = sources.filter(feature).flatMap((file) =>
    importsOf(file)
      .filter((to) => feature(to) && feature(to) !== feature(file))
      .map((to) => `${file} > ${to}`),
  );
  expect(broken).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  expect(sources.filter((file) => readFileSync(file, 'utf8').split('\n').length > 401)).toEqual([]);
});

test('no source file carries a vague name', () => {
  const banned = /(^|[-/])(managers?|helpers?|utils?|common|misc|info)([-.]|$)/i;
  expect(sources.filter((file) => banned.test(file))).toEqual([]);
});
