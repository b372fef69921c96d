import { expect, test } from 'vitest';
import {
  DEFAULT_PATTERN,
  LONGEST_PATH,
  nameFiles,
  patternProblem,
  stemFor,
  type Nameable,
  type PackageName,
} from '../../../shared/domain/package-names.ts';
import { safePart } from '../../../shared/domain/safe-names.ts';

const item = (more: Partial<Nameable> = {}): Nameable => ({
  ...{ framework: 'a', frameworkName: '文明城市', group: { code: 'Ⅰ-3', name: '培育文明道德风尚' } },
  ...{ indicator: 'Ⅱ-9-1)', indicatorName: '志愿服务制度化', materialCode: 'Ⅱ-9-1)-①', ordinal: 1, title: '志愿服务方案' },
  ...{ date: '2026-03-05', docNumber: '滨文〔2026〕5号', kind: '规范文件', leadUnit: '文明办', fileName: '方案(终稿).DOCX' },
  ...more,
});
const isGbk = (char: string): boolean => /^[\u0000-\u007f一-龥、。（）《》〔〕—–“”①-⑩Ⅰ-Ⅻ＂-～〓]$/.test(char);
const options = { pattern: DEFAULT_PATTERN, layout: 'group', baseLength: 20, isGbk } as const;
const named = (items: readonly Nameable[], more: Partial<Parameters<typeof nameFiles>[1]> = {}): readonly PackageName[] => {
  const names = nameFiles(items, { ...options, ...more });
  if (typeof names === 'string') throw new Error(names);
  return names;
};

test('a name follows its pattern; a value that is not there leaves no separator behind', () => {
  expect(stemFor(DEFAULT_PATTERN, item())).toBe('Ⅱ-9-1)-①志愿服务方案_20260305');
  expect(stemFor(DEFAULT_PATTERN, item({ date: null }))).toBe('Ⅱ-9-1)-①志愿服务方案');
  expect(stemFor('{日期:YYYY年M月D日}_{文号}_{类型}-{单位} {序号}', item())).toBe(
    '2026年3月5日_滨文〔2026〕5号_规范文件-文明办 01',
  );
  expect(stemFor('{年度}_{文号}_{原名}', item({ docNumber: null }))).toBe('2026_方案(终稿)');
  expect(stemFor('{指标} {指标名称}', item())).toBe('Ⅱ-9-1) 志愿服务制度化');
});

test('a pattern that cannot name files says what is wrong with it', () => {
  expect(patternProblem(DEFAULT_PATTERN)).toBeNull();
  expect(patternProblem(' ')).toContain('空着');
  expect(patternProblem('{题名}')).toContain('没有 {题名} 这个字段');
  expect(patternProblem('{名称:YYYY}')).toContain('只有 {日期} 后面可以写格式');
  expect(patternProblem('{日期:日}')).toContain('写不出日期');
  expect(patternProblem('{名称')).toContain('没有成对');
  expect(patternProblem('材料')).toContain('没有字段');
});

test('what Windows forbids in a name is written full width, device names and hidden characters do no harm', () => {
  expect(safePart('会议:“9/10”?*<a>|b\\c', '')).toBe('会议：“9／10”？＊＜a＞｜b＼c');
  for (const name of ['CON', 'con.txt', 'LPT1', 'com¹', 'aux', 'NUL.tar']) expect(safePart(name, '')).toBe(`_${name}`);
  expect(safePart('console', '')).toBe('console');
  expect(safePart(' ..方案. . ', '')).toBe('方案');
  expect(safePart('方案\u202egnp.exe', '')).toBe('方案 gnp.exe');
  expect(safePart('\u200b..', '未命名')).toBe('未命名');
});

test('files lie by 项目 and indicator, keep their suffix, and two of one name get numbers whatever the case of their letters', () => {
  const [one, two, three] = named([item({ title: 'Plan' }), item({ title: 'PLAN' }), item({ title: 'plan', fileName: 'x.pdf' })]);
  expect(one!.path).toBe('data/Ⅰ-3 培育文明道德风尚/Ⅱ-9-1) 志愿服务制度化/Ⅱ-9-1)-①Plan_20260305.docx');
  expect(two!.path).toMatch(/①PLAN_20260305-2\.docx$/);
  expect([one!.numbered, two!.numbered, three!.numbered]).toEqual([false, true, false]);
});

test('other layouts: one folder an indicator, a year or a unit above it, or none; several frameworks stay apart', () => {
  const folder = (layout: 'leaf' | 'year' | 'unit' | 'flat', more: Partial<Nameable> = {}): string =>
    named([item(more)], { layout })[0]!.path.replace(/\/[^/]*$/, '');
  expect(folder('leaf')).toBe('data/Ⅱ-9-1) 志愿服务制度化');
  expect(folder('year')).toBe('data/2026年/Ⅱ-9-1) 志愿服务制度化');
  expect(folder('year', { date: null })).toBe('data/未注明年度/Ⅱ-9-1) 志愿服务制度化');
  expect(folder('unit')).toBe('data/文明办/Ⅱ-9-1) 志愿服务制度化');
  expect(folder('flat')).toBe('data');
  const two = named([item(), item({ framework: 'b', frameworkName: '卫生城市' })], { layout: 'flat' });
  expect(two.map(({ path }) => path.split('/')[1])).toEqual(['文明城市', '卫生城市']);
});

test('two indicators whose names come out alike keep folders of their own', () => {
  const [one, two] = named([item({ indicator: '1/1', indicatorName: '' }), item({ indicator: '1／1', indicatorName: '' })], {
    layout: 'leaf',
  });
  expect([one, two].map((name) => name!.path.split('/')[1])).toEqual(['1／1', '1／1-2']);
});

test('a path is never longer than 240 with its target, the name is shortened before the folders, and says so', () => {
  const long = item({ title: '关于开展志愿服务制度化工作的实施方案'.repeat(12), indicatorName: '建立组织领导机制'.repeat(10) });
  for (const baseLength of [10, 120, 180]) {
    const [one, two] = named([long, long], { baseLength });
    for (const name of [one!, two!]) {
      expect(baseLength + 1 + name.path.length).toBeLessThanOrEqual(LONGEST_PATH);
      expect(Buffer.byteLength(name.path.split('/').at(-1)!)).toBeLessThanOrEqual(255);
      expect(name.shortened).toBe(true);
      expect(name.wanted).toContain('实施方案关于');
    }
    expect(one!.path).not.toBe(two!.path);
  }
  expect(nameFiles([long], { ...options, baseLength: 225 })).toContain('目标文件夹太深(225 个字符)');
});

test('characters GBK has not are replaced and named: ⑪ as a number, compatibility forms as their plain ones, others by 〓', () => {
  const [name] = named([item({ materialCode: 'Ⅱ-9-1)-⑪', title: '䶮城㈱😀方案' })]);
  expect(name!.path.split('/').at(-1)).toBe('Ⅱ-9-1)-(11)〓城(株)〓方案_20260305.docx');
  expect(name!.replaced).toEqual([
    { char: '⑪', by: '(11)' },
    { char: '䶮', by: '〓' },
    { char: '㈱', by: '(株)' },
    { char: '😀', by: '〓' },
  ]);
});

test('twenty thousand files of one title all get names of their own', () => {
  const names = named(Array.from({ length: 20_000 }, () => item()));
  expect(new Set(names.map(({ path }) => path)).size).toBe(20_000);
  expect(names.at(-1)!.path).toMatch(/-20000\.docx$/);
});
