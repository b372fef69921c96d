import { readFileSync } from 'node:fs';
import type { Framework } from '../../shared/domain/framework.ts';
import type { Suggester } from '../../shared/domain/suggest.ts';
import { BODIED_FILES, FRESH_FILES, partOf, readLabelled } from './labelled.ts';
import { judge, type Judged } from './report.ts';
import { withNames } from './suggest-report.ts';

/**
 * What a reader made of names alone: 330 pairs of name and framework, drawn by a hash from the test halves of the
 * two sets written last. The reader saw the names and the leaves, no folder, no body, no label, no rule and no word list, and gave up to
 * three codes (`-` where nothing fits) and whether the name says enough (够, 有些, 没有).
 */
const ANSWERS = new URL('../fixtures/suggest/names-read-blind.tsv', import.meta.url);

interface Answer {
  readonly codes: readonly string[];
  readonly says: string;
}

interface Pair {
  readonly right: readonly string[];
  readonly reader: readonly string[];
  readonly program: readonly string[];
  readonly says: string;
}

/** The answers beside what is right and what the program says of the same names. `frameworks` are by short name. */
export function readBlind(frameworks: ReadonlyMap<string, Framework>, suggester: Suggester): Pair[] {
  const [, ...lines] = readFileSync(ANSWERS, 'utf8').trimEnd().split('\n');
  const answers = new Map<string, Answer>();
  for (const line of lines) {
    const [framework = '', name = '', first = '', second = '', third = '', says = ''] = line.split('\t');
    answers.set(`${framework} ${name}`, {
      codes: first === '-' ? [] : [first, second, third].filter((code) => code !== ''),
      says,
    });
  }
  const files = [BODIED_FILES, FRESH_FILES].flatMap((of) =>
    withNames(readLabelled(of).filter((file) => partOf(file) === 'test')),
  );
  return files.flatMap((file) =>
    [...frameworks].flatMap(([short, framework]) => {
      const answer = answers.get(`${short} ${file.name}`);
      const only = { ...file, labels: new Map([...file.labels].filter(([one]) => one === short)) };
      const [judged]: (Judged | undefined)[] = answer
        ? judge([only], new Map([[short, framework]]), suggester, { folders: false, body: false })
        : [];
      return answer && judged ? [{ right: judged.right, reader: answer.codes, program: judged.codes, says: answer.says }] : [];
    }),
  );
}

export interface Share {
  readonly pairs: number;
  readonly top1: number;
  readonly top3: number;
  /** Of the pairs where nothing fits, the share left without a code. */
  readonly none: number;
}

/** Shares 0..1 of these pairs, by the reader or by the program. */
export function sharesOf(pairs: readonly Pair[], by: 'reader' | 'program'): Share {
  const fitting = pairs.filter(({ right }) => right.length > 0);
  const others = pairs.filter(({ right }) => right.length === 0);
  const hits = (most: number) =>
    fitting.filter((pair) => pair[by].slice(0, most).some((code) => pair.right.includes(code))).length;
  return {
    pairs: pairs.length,
    top1: hits(1) / fitting.length,
    top3: hits(3) / fitting.length,
    none: others.filter((pair) => pair[by].length === 0).length / (others.length || 1),
  };
}

/** Table of docs/suggestions.md. */
export function blindTable(pairs: readonly Pair[]): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const parts: readonly [string, readonly Pair[]][] = [
    ['全部', pairs],
    ['读者说名称说得够的', pairs.filter(({ says }) => says === '够')],
    ['说了一些的', pairs.filter(({ says }) => says === '有些')],
    ['什么也没说的', pairs.filter(({ says }) => says === '没有')],
  ];
  const rows = parts.map(([label, part]) => {
    const [reader, program] = [sharesOf(part, 'reader'), sharesOf(part, 'program')];
    return `| ${label} | ${part.length} | ${percent(reader.top1)} / ${percent(reader.top3)} | ${percent(program.top1)} / ${percent(program.top3)} | ${percent(reader.none)} | ${percent(program.none)} |`;
  });
  return [
    '|  | 名称 | 读者:首选 / 前三 | 程序:首选 / 前三 | 读者:不建议 | 程序:不建议 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
