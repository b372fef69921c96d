import { groupBy, hundredths, numberOf, rounded, textOf, type Figure, type LedgerDefinition, type LedgerRow } from './ledger.ts';
import { firstPlaces, GRADES, GRADE_PERCENT, isGrade, lastPlaces, placesWithin, rank, type Ranked } from './ranking.ts';

/** 自查表: one line a leaf of the framework and round, graded A/B/C/C#. */
export const selfCheck: LedgerDefinition = {
  id: 'zicha',
  name: '自查与模拟测评',
  altNames: ['自查表', '模拟测评', '迎检自查'],
  group: '考核',
  about: '按测评体系逐条自查,可以反复做,和上一轮比。',
  columns: [
    { key: 'round', header: '轮次', type: 'text', required: true, widthChars: 20 },
    { key: 'indicator', header: '指标', type: 'indicator', required: true, synonyms: ['指标编号', '编号'], widthChars: 12 },
    { key: 'name', header: '测评标准', type: 'long', synonyms: ['名称', '测评内容'], widthChars: 44 },
    { key: 'unit', header: '牵头单位', type: 'unit', synonyms: ['责任单位'], widthChars: 18 },
    { key: 'points', header: '满分', type: 'number', synonyms: ['分值'], hint: '不写按 1 分', widthChars: 8 },
    { key: 'grade', header: '结论', type: 'choice', choices: GRADES, synonyms: ['自查结论', '等级'], widthChars: 8 },
    { key: 'lost', header: '失分原因', type: 'long', synonyms: ['扣分原因'], widthChars: 32 },
    { key: 'person', header: '自查人', type: 'person', widthChars: 10 },
  ],
  derived: [
    { key: 'score', header: '得分', type: 'number', derive: (row) => scoreOf(row), widthChars: 8 },
    {
      key: 'former',
      header: '上一轮',
      type: 'text',
      derive: (row, { rowsOf, by, once }) => {
        const before = once('zicha.before', () => roundsBefore(rowsOf('zicha'))).get(textOf(row, 'round'));
        const same = (by('zicha', 'indicator').get(textOf(row, 'indicator')) ?? []).find(
          (one) => textOf(one, 'round') === before,
        );
        return same ? textOf(same, 'grade') || '没有查' : null;
      },
      widthChars: 10,
    },
  ],
  keys: ['round', 'indicator'],
  shown: ['round', 'indicator', 'name', 'grade', 'score', 'former'],
  roles: [{ role: 'evidence', label: '佐证' }],
  figures: (rows) => selfCheckFigures(rows),
};

/** 创文工作量化考核表: what was judged of a unit in a quarter; the ranking follows. */
export const quarterScore: LedgerDefinition = {
  id: 'kaohe',
  name: '创文工作量化考核表',
  altNames: ['量化考核表', '季度考核', '督查考核表'],
  group: '考核',
  about: '每季度对各单位的考核:内容、标准、分值、扣分;自动排名,前 20 名、后 10 名。',
  columns: [
    {
      key: 'quarter',
      header: '季度',
      type: 'text',
      required: true,
      hint: '如 2026 年第 4 季度',
      synonyms: ['期'],
      widthChars: 18,
    },
    { key: 'unit', header: '单位', type: 'unit', required: true, synonyms: ['被考核单位', '责任单位'], widthChars: 20 },
    { key: 'content', header: '考核内容', type: 'text', required: true, widthChars: 24 },
    { key: 'standard', header: '考核标准', type: 'long', widthChars: 30 },
    { key: 'points', header: '分值', type: 'number', required: true, synonyms: ['满分'], widthChars: 8 },
    {
      key: 'way',
      header: '考核方式',
      type: 'choice',
      choices: ['现场查看', '听取汇报', '翻阅资料', '问卷调查'],
      open: true,
      widthChars: 12,
    },
    { key: 'minus', header: '扣分', type: 'number', widthChars: 8 },
    { key: 'why', header: '扣分原因', type: 'long', widthChars: 30 },
    { key: 'group', header: '考核组', type: 'text', widthChars: 12 },
  ],
  derived: [{ key: 'score', header: '得分', type: 'number', derive: (row) => judged(row), widthChars: 8 }],
  keys: ['quarter', 'unit', 'content'],
  shown: ['quarter', 'unit', 'content', 'points', 'minus', 'score'],
  roles: [{ role: 'evidence', label: '佐证' }],
  figures: (rows) =>
    [...groupBy(rows, (row) => textOf(row, 'quarter'))].toReversed().flatMap(([quarter, own]) => {
      const ranked = rank([...groupBy(own, (row) => textOf(row, 'unit'))], ([, lines]) =>
        rounded(lines.reduce((sum, row) => sum + judged(row), 0)),
      );
      return rankingFigures(quarter, ranked);
    }),
};

/** 红黑榜: villages, communities, houses, counters compared once a period. */
export const redBlack: LedgerDefinition = {
  id: 'honghei',
  name: '红黑榜与评比',
  altNames: ['红黑榜', '评比排名', '月评比排名'],
  group: '考核',
  about: '村、社区、楼院、窗口的卫生和文明评比,一期一排。',
  columns: [
    {
      key: 'period',
      header: '期',
      type: 'text',
      required: true,
      hint: '如 2026 年 11 月',
      synonyms: ['期号', '评比期'],
      widthChars: 16,
    },
    {
      key: 'kind',
      header: '类别',
      type: 'choice',
      choices: ['村', '社区', '楼院', '窗口', '单位', '商户'],
      open: true,
      widthChars: 10,
    },
    { key: 'name', header: '评比对象', type: 'text', required: true, synonyms: ['名称', '单位'], widthChars: 22 },
    { key: 'score', header: '得分', type: 'number', required: true, synonyms: ['评比得分'], widthChars: 8 },
    { key: 'board', header: '上榜', type: 'choice', choices: ['红榜', '黑榜', '不上榜'], widthChars: 10 },
    { key: 'why', header: '主要情况', type: 'long', synonyms: ['亮点', '问题'], widthChars: 36 },
  ],
  derived: [
    {
      key: 'place',
      header: '名次',
      type: 'number',
      derive: (row, { rowsOf, once }) => {
        const places = once('honghei.place', () => {
          const groups = groupBy(rowsOf('honghei'), (one) => `${textOf(one, 'period')}\u0000${textOf(one, 'kind')}`);
          return placesWithin(groups.values(), (one) => numberOf(one, 'score'));
        });
        return places.get(row.id) ?? null;
      },
      widthChars: 8,
    },
  ],
  keys: ['period', 'kind', 'name'],
  shown: ['period', 'kind', 'name', 'score', 'place', 'board'],
  roles: [{ role: 'photo', label: '照片' }],
  figures: (rows) =>
    [...groupBy(rows, (row) => `${textOf(row, 'period')} ${textOf(row, 'kind')}`.trim())]
      .toReversed()
      .map(([title, own]): Figure => {
        const ranked = rank(own, (row) => numberOf(row, 'score'));
        return {
          kind: 'table',
          title: `${title} 红黑榜`,
          headers: ['名次', '评比对象', '得分', '上榜'],
          rows: ranked.map(({ item, score, place }) => [place, textOf(item, 'name'), score, textOf(item, 'board') || '—']),
        };
      }),
};

function pointsOf(row: LedgerRow): number {
  return textOf(row, 'points') === '' ? 1 : numberOf(row, 'points');
}

function scoreOf(row: LedgerRow): number | null {
  const grade = textOf(row, 'grade');
  return isGrade(grade) ? hundredths((pointsOf(row) * GRADE_PERCENT[grade]) / 100) : null;
}

function judged(row: LedgerRow): number {
  return rounded(numberOf(row, 'points') - numberOf(row, 'minus'));
}

/** Rounds in the order in which they were made. */
function roundsOf(rows: readonly LedgerRow[]): readonly string[] {
  return [...new Set(rows.map((row) => textOf(row, 'round')))];
}

/** Each round and the one before it. */
function roundsBefore(rows: readonly LedgerRow[]): ReadonlyMap<string, string | undefined> {
  return new Map(roundsOf(rows).map((round, at, rounds) => [round, rounds[at - 1]]));
}

/** Score of a round: points got / points of what was judged, in hundredths. What is not judged yet counts on neither side. */
export function roundScore(rows: readonly LedgerRow[]): {
  readonly got: number;
  readonly full: number;
  readonly percent: number | null;
} {
  const done = rows.filter((row) => isGrade(textOf(row, 'grade')));
  const got = hundredths(done.reduce((sum, row) => sum + (scoreOf(row) ?? 0), 0));
  const full = hundredths(done.reduce((sum, row) => sum + pointsOf(row), 0));
  return { got, full, percent: full === 0 ? null : hundredths((got / full) * 100) };
}

function selfCheckFigures(rows: readonly LedgerRow[]): readonly Figure[] {
  const rounds = roundsOf(rows).map((round) => ({ round, rows: rows.filter((row) => textOf(row, 'round') === round) }));
  const now = rounds.at(-1);
  if (!now) return [];
  const score = roundScore(now.rows);
  const open = now.rows.filter((row) => textOf(row, 'grade') === '').length;
  const lost = now.rows.filter((row) => textOf(row, 'grade') !== '' && textOf(row, 'grade') !== 'A');
  return [
    {
      kind: 'number',
      label: now.round,
      value: score.percent === null ? '—' : `${score.percent} 分`,
      note: `${score.got} ÷ ${score.full} × 100(A 100%、B 66%、C 33%、C# 0)`,
      tone: 'none',
    },
    { kind: 'number', label: '还没有查', value: String(open), note: '没有结论的不计入得分', tone: open > 0 ? 'warn' : 'good' },
    ...(rounds.length > 1
      ? [
          {
            kind: 'line' as const,
            title: '各轮得分',
            points: rounds.flatMap(({ round, rows: own }) => {
              const { percent } = roundScore(own);
              return percent === null ? [] : [{ label: round, value: percent }];
            }),
          },
        ]
      : []),
    {
      kind: 'table',
      title: `失分清单(${lost.length} 条)`,
      headers: ['指标', '测评标准', '结论', '失分', '失分原因'],
      rows: lost.map((row) => [
        textOf(row, 'indicator'),
        textOf(row, 'name'),
        textOf(row, 'grade'),
        hundredths(pointsOf(row) - (scoreOf(row) ?? 0)),
        textOf(row, 'lost'),
      ]),
    },
  ];
}

const [FIRST, LAST] = [20, 10];

function rankingFigures(quarter: string, ranked: readonly Ranked<[string, LedgerRow[]]>[]): readonly Figure[] {
  const first = firstPlaces(ranked, FIRST);
  const last = lastPlaces(ranked, LAST, FIRST);
  const lines = (part: typeof ranked): readonly (readonly (string | number)[])[] =>
    part.map(({ item: [unit, rows], score, place }) => [place, unit, score, rows.length]);
  const headers = ['名次', '单位', '得分', '考核项'];
  return [
    {
      kind: 'table',
      title: `${quarter} 前 ${FIRST} 名`,
      note: '得分相同名次并列,末位并列的一并列出',
      headers,
      rows: lines(first),
    },
    ...(last.length > 0 ? [{ kind: 'table' as const, title: `${quarter} 后 ${LAST} 名`, headers, rows: lines(last) }] : []),
  ];
}
