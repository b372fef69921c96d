import { groupBy, isWithin, numberOf, rounded, textOf, type Figure, type LedgerDefinition } from './ledger.ts';
import { placesWithin } from './ranking.ts';

const KINDS = ['日督导', '周调度', '月评比'];

/** 日督导、周调度、月评比 in one calendar. */
export const supervision: LedgerDefinition = {
  id: 'rizhouyue',
  name: '日督导周调度月评比',
  altNames: ['日督导/周调度/月评比', '日督导', '周调度', '月评比'],
  group: '考核',
  about: '每日一督导、每周一调度、每月一评比,记在一张日历上。',
  columns: [
    { key: 'day', header: '日期', type: 'date', required: true, widthChars: 12 },
    { key: 'kind', header: '类型', type: 'choice', choices: KINDS, required: true, widthChars: 10 },
    { key: 'who', header: '参加人', type: 'text', synonyms: ['督导人', '参加人员'], widthChars: 20 },
    { key: 'where', header: '覆盖点位/村', type: 'long', synonyms: ['点位', '覆盖点位', '督查点位'], widthChars: 30 },
    { key: 'problems', header: '问题数', type: 'number', synonyms: ['交办问题数'], widthChars: 8 },
    { key: 'mended', header: '已整改数', type: 'number', widthChars: 9 },
    { key: 'order', header: '交办单号', type: 'text', widthChars: 14 },
    { key: 'score', header: '评比得分', type: 'number', widthChars: 9 },
    { key: 'unit', header: '评比单位', type: 'unit', widthChars: 18 },
    { key: 'note', header: '情况', type: 'long', synonyms: ['备注', '亮点'], widthChars: 30 },
  ],
  derived: [
    {
      key: 'place',
      header: '名次',
      type: 'number',
      // Among the 月评比 of the same month; equal scores share a place.
      derive: (row, { by, once }) => {
        if (textOf(row, 'kind') !== '月评比' || textOf(row, 'score') === '') return null;
        const places = once('rizhouyue.place', () => {
          const months = groupBy(by('rizhouyue', 'kind').get('月评比') ?? [], (one) => textOf(one, 'day').slice(0, 7));
          return placesWithin(months.values(), (one) => numberOf(one, 'score'));
        });
        return places.get(row.id) ?? null;
      },
      widthChars: 8,
    },
  ],
  keys: ['day', 'kind', 'where', 'unit'],
  shown: ['day', 'kind', 'where', 'problems', 'score', 'place'],
  roles: [{ role: 'photo', label: '照片' }],
  dayKey: 'day',
  report: (rows, period, { rowsOf }) => {
    const within = rows.filter((row) => isWithin(textOf(row, 'day'), period));
    const counted = KINDS.map((kind) => `${kind} ${within.filter((row) => textOf(row, 'kind') === kind).length} 次`).join('、');
    const problems = within.reduce((sum, row) => sum + numberOf(row, 'problems'), 0);
    const found = rowsOf('wenti').filter((row) => isWithin(textOf(row, 'found'), period));
    const closed = rowsOf('wenti').filter((row) => isWithin(textOf(row, 'closedOn'), period));
    return [
      `本期开展${counted},督导中登记问题 ${problems} 个。`,
      `问题台账同期新发现问题 ${found.length} 个,销号 ${closed.length} 个。`,
    ];
  },
  figures: (rows, { today }) => {
    const month = rows.filter((row) => textOf(row, 'day').startsWith(today.slice(0, 7)));
    return [
      ...KINDS.map((kind): Figure => {
        const own = month.filter((row) => textOf(row, 'kind') === kind);
        const problems = own.reduce((sum, row) => sum + numberOf(row, 'problems'), 0);
        return { kind: 'number', label: `本月${kind}`, value: `${own.length} 次`, note: `问题 ${problems} 个`, tone: 'none' };
      }),
      {
        kind: 'calendar',
        title: '督导日历',
        days: rows.map((row) => ({
          date: textOf(row, 'day'),
          id: row.id,
          words: `${textOf(row, 'kind')} ${textOf(row, 'where') || textOf(row, 'unit')}`.trim(),
        })),
      },
    ];
  },
};

/** 督查通报: one number of the bulletin, how many problems were handed over and mended. */
export const bulletin: LedgerDefinition = {
  id: 'ducha',
  name: '督查通报',
  altNames: ['督查情况汇总', '督查情况汇总表'],
  group: '考核',
  about: '每期督查交办了多少问题,整改了多少。',
  columns: [
    { key: 'number', header: '期号', type: 'text', required: true, synonyms: ['期'], widthChars: 14 },
    { key: 'day', header: '督查日期', type: 'date', required: true, synonyms: ['日期'], widthChars: 12 },
    { key: 'where', header: '督查点位', type: 'long', widthChars: 30 },
    {
      key: 'way',
      header: '督查方式',
      type: 'choice',
      choices: ['明查', '暗访', '一看二问三查', '领导批示'],
      open: true,
      widthChars: 12,
    },
    { key: 'given', header: '交办问题数', type: 'number', synonyms: ['问题数'], widthChars: 11 },
    { key: 'mended', header: '已整改数', type: 'number', synonyms: ['整改数'], widthChars: 10 },
    { key: 'bright', header: '亮点', type: 'long', widthChars: 24 },
    { key: 'open', header: '未落实问题', type: 'long', widthChars: 30 },
  ],
  derived: [
    {
      key: 'rate',
      header: '整改率(%)',
      type: 'number',
      derive: (row) => (numberOf(row, 'given') > 0 ? rounded((numberOf(row, 'mended') / numberOf(row, 'given')) * 100) : null),
      widthChars: 10,
    },
  ],
  keys: ['number', 'day'],
  shown: ['number', 'day', 'where', 'given', 'mended', 'rate'],
  roles: [{ role: 'evidence', label: '通报文件', expected: true }],
  dayKey: 'day',
  figures: (rows) => [
    {
      kind: 'bars',
      title: '各期整改率',
      most: 100,
      bars: [...groupBy(rows, (row) => textOf(row, 'number'))].map(([label, own]) => {
        const given = own.reduce((sum, row) => sum + numberOf(row, 'given'), 0);
        const mended = own.reduce((sum, row) => sum + numberOf(row, 'mended'), 0);
        const rate = given === 0 ? 0 : rounded((mended / given) * 100);
        return { label, value: rate, words: `${rate}%(${mended}/${given})` };
      }),
    },
  ],
};
