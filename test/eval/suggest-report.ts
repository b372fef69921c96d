import type { CrosswalkPair } from '../../shared/domain/crosswalk.ts';
import type { Framework } from '../../shared/domain/framework.ts';
import type { Lexicon } from '../../shared/domain/lexicon.ts';
import { RULES } from '../../shared/domain/rules/index.ts';
import { createSuggester, type Suggester } from '../../shared/domain/suggest.ts';
import type { LabelledFile } from './labelled.ts';
import { partOf } from './labelled.ts';
import { calibrationOf, decisionsOf, judge, judgeBeside, NAMELESS, qualityOf, type Given, type Quality } from './report.ts';

/** One line of the table. */
export interface Line {
  readonly label: string;
  readonly quality: Quality;
}

/** The four labelled sets: before the word list was extended, after it, later with bodies, and last by another author. */
export interface LabelledSets {
  readonly first: readonly LabelledFile[];
  readonly later: readonly LabelledFile[];
  readonly bodied: readonly LabelledFile[];
  readonly fresh: readonly LabelledFile[];
}

/** What docs/suggestions.md shows. */
export interface Measured {
  readonly parts: readonly Line[];
  readonly ablation: readonly Line[];
  readonly taught: readonly Line[];
  readonly frameworks: readonly Line[];
  readonly tags: readonly Line[];
  readonly calibration: ReturnType<typeof calibrationOf>;
  /** Processor time of one file in all frameworks at once. */
  readonly msPerFile: number;
}

const ALL: Given = { folders: true, body: true };
const NAMES: Given = { folders: false, body: false };

/** Files whose own name says something: names alone are only asked about these. */
export function withNames(files: readonly LabelledFile[]): LabelledFile[] {
  return files.filter(({ tags }) => !tags.some((tag) => NAMELESS.includes(tag)));
}

/** Runs everything that docs/suggestions.md shows. Takes about a minute. `crosswalk`: the shipped lines between these frameworks. */
export function measureAll(
  { first, later, bodied, fresh }: LabelledSets,
  frameworks: ReadonlyMap<string, Framework>,
  lexicon: Lexicon,
  crosswalk: readonly CrosswalkPair[],
): Measured {
  const all = [...frameworks.values()];
  const make = (given: Partial<Parameters<typeof createSuggester>[0]> = {}) =>
    createSuggester({ frameworks: all, lexicon, decided: [], ...given });
  const suggester = make();
  const line = (label: string, of: readonly LabelledFile[], given = ALL, by: Suggester = suggester): Line => ({
    label,
    quality: qualityOf(judge(of, frameworks, by, given)),
  });
  const part = (of: readonly LabelledFile[], which: 'tune' | 'test') => of.filter((file) => partOf(file) === which);
  const sets = [first, later, bodied, fresh];
  const [firstTest = [], laterTest = [], bodiedTest = [], freshTest = []] = sets.map((of) => part(of, 'test'));
  const test = [...firstTest, ...laterTest, ...bodiedTest, ...freshTest];
  const tune = sets.flatMap((of) => part(of, 'tune'));
  const without = (name: string) => make({ rules: RULES.filter((rule) => rule.name !== name) });
  const tags = [...new Set(test.flatMap((file) => file.tags))].sort();
  const beside = (label: string, by: Suggester): Line => ({ label, quality: qualityOf(judgeBeside(test, frameworks, by)) });
  return {
    msPerFile: costOf(test, suggester),
    parts: [
      line('测试部分:名称、文件夹、正文', firstTest),
      line('测试部分:只看名称', withNames(firstTest), NAMES),
      line('后写部分(测试一半):名称、文件夹、正文', laterTest),
      line('后写部分(测试一半):只看名称', withNames(laterTest), NAMES),
      line('有正文的一批(测试一半):名称、文件夹、正文', bodiedTest),
      line('有正文的一批(测试一半):只看名称', withNames(bodiedTest), NAMES),
      line('最新一批(测试一半):名称、文件夹、正文', freshTest),
      line('最新一批(测试一半):只看名称', withNames(freshTest), NAMES),
      line('四批的测试部分合计:名称、文件夹、正文', test),
      line('四批的测试部分合计:只看名称', withNames(test), NAMES),
      line('前三批的测试部分合计:名称、文件夹、正文', [...firstTest, ...laterTest, ...bodiedTest]),
      line('前三批的测试部分合计:只看名称', withNames([...firstTest, ...laterTest, ...bodiedTest]), NAMES),
      line('调参部分(四批合计,仅供对照)', tune),
    ],
    ablation: [
      line('全部信号', test),
      line('不看正文', test, { folders: true, body: false }),
      line('不看文件夹', test, { folders: false, body: true }),
      line('不用词表(只用测评体系自己的词)', test, ALL, make({ lexicon: { ...lexicon, cues: {} } })),
      line('不用命中词', test, ALL, without('wordsRule')),
      line('不用词片相近', test, ALL, without('vocabularyRule')),
      line('不用编号', test, ALL, without('codeRule')),
      line('不用责任单位', test, ALL, without('unitRule')),
    ],
    taught: [
      line('没有学过', test),
      line('学过调参部分的确认', test, ALL, make({ decided: decisionsOf(tune, frameworks) })),
      beside('归入几个体系的文件,不用指标对照', suggester),
      beside('归入几个体系的文件,用指标对照', make({ crosswalk })),
    ],
    frameworks: [...frameworks].map(([short, one]) => ({
      label: short,
      quality: qualityOf(judge(test, new Map([[short, one]]), suggester)),
    })),
    tags: tags.map((tag) => line(tag, test.filter((file) => file.tags.includes(tag)))), // prettier-ignore
    calibration: calibrationOf(judge(test, frameworks, suggester)),
  };
}

/** Milliseconds of processor time a file, after one round that is not counted. */
function costOf(files: readonly LabelledFile[], suggester: Suggester): number {
  const round = (): void => {
    for (const { name, folders, body } of files)
      suggester.suggest({ name, folders, title: '', text: body, kind: null, issuer: null });
  };
  round();
  const before = process.cpuUsage();
  round();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / files.length;
}

/** Tenths of the score as a Markdown table. */
export function calibrationTable(tenths: Measured['calibration']): string {
  const percent = (one: number) => `${(one * 100).toFixed(1)} %`;
  const rows = tenths.map(({ from, count, mean, right }) => [`${from.toFixed(1)} 起`, `${count}`, percent(mean), percent(right)]);
  const heading = ['分数', '首选建议数', '平均分数', '实际正确'];
  return [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
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
