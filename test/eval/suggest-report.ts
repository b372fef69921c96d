import type { Framework } from '../../shared/domain/framework.ts';
import type { Lexicon } from '../../shared/domain/lexicon.ts';
import { RULES } from '../../shared/domain/rules/index.ts';
import type { Rule } from '../../shared/domain/rules/rule.ts';
import { createSuggester } from '../../shared/domain/suggest.ts';
import type { LabelledFile } from './labelled.ts';
import { partOf } from './labelled.ts';
import { judge, NAMELESS, qualityOf, type Given, type Quality } from './report.ts';

/** One line of the table. */
export interface Line {
  readonly label: string;
  readonly quality: Quality;
}

/** What the table is made of. `files` were written before the word list was extended, `later` after it. */
export interface Measured {
  readonly parts: readonly Line[];
  readonly ablation: readonly Line[];
  readonly frameworks: readonly Line[];
  readonly tags: readonly Line[];
  readonly msPerFile: number;
}

const ALL: Given = { folders: true, body: true };
const NAMES: Given = { folders: false, body: false };

/** Files whose own name says something: names alone are only asked about these. */
export function withNames(files: readonly LabelledFile[]): LabelledFile[] {
  return files.filter(({ tags }) => !tags.some((tag) => NAMELESS.includes(tag)));
}

/** Runs everything that docs/suggestions.md shows. Takes about a minute. */
export function measureAll(
  files: readonly LabelledFile[],
  later: readonly LabelledFile[],
  frameworks: ReadonlyMap<string, Framework>,
  lexicon: Lexicon,
): Measured {
  const make = (rules: readonly Rule[] = RULES, words = lexicon) =>
    createSuggester({ frameworks: [...frameworks.values()], lexicon: words, decided: [], rules });
  const suggester = make();
  const line = (label: string, of: readonly LabelledFile[], given = ALL, by = suggester): Line => ({
    label,
    quality: qualityOf(judge(of, frameworks, by, given)),
  });
  const of = (some: readonly LabelledFile[], part: 'tune' | 'test') => some.filter((file) => partOf(file) === part);
  const [test, tune, laterTest] = [of(files, 'test'), of(files, 'tune'), of(later, 'test')];
  const started = performance.now();
  judge(test, frameworks, suggester);
  const msPerFile = (performance.now() - started) / test.length;
  const without = (name: string) => make(RULES.filter((rule) => rule.name !== name));
  const tags = [...new Set(test.flatMap((file) => file.tags))].sort();
  return {
    msPerFile,
    parts: [
      line('测试部分:名称、文件夹、正文', test),
      line('测试部分:只看名称', withNames(test), NAMES),
      line('后写部分(测试一半):名称、文件夹、正文', laterTest),
      line('后写部分(测试一半):只看名称', withNames(laterTest), NAMES),
      line('调参部分(仅供对照)', tune),
    ],
    ablation: [
      line('全部信号', test),
      line('不看正文', test, { folders: true, body: false }),
      line('不看文件夹', test, { folders: false, body: true }),
      line('不用词表(只用测评体系自己的词)', test, ALL, make(RULES, { ...lexicon, cues: {} })),
      line('不用命中词', test, ALL, without('wordsRule')),
      line('不用词片相近', test, ALL, without('vocabularyRule')),
      line('不用编号', test, ALL, without('codeRule')),
      line('不用责任单位', test, ALL, without('unitRule')),
    ],
    frameworks: [...frameworks].map(([short, one]) => ({
      label: short,
      quality: qualityOf(judge(test, new Map([[short, one]]), suggester)),
    })),
    tags: tags.map((tag) => line(tag, test.filter((file) => file.tags.includes(tag)))), // prettier-ignore
  };
}

const HEADING = ['', '判断数', '首选正确', '前三含正确', '“高”的正确率', '“高”的覆盖', '不该建议时不建议', '校准误差'];

/** Lines as a Markdown table. */
export function tableOf(lines: readonly Line[]): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const rows = lines.map(({ label, quality: q }) => {
    const none = q.pairs > q.fitting;
    const fits = q.fitting > 0;
    const shares = [
      fits && q.top1,
      fits && q.top3,
      q.highPrecision,
      fits && q.highCoverage,
      none && q.noneRecall,
      q.calibrationError,
    ];
    return [label, `${q.pairs}`, ...shares.map((one) => (one === false ? '—' : percent(one)))];
  });
  return [HEADING, HEADING.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
