import {
  daysBetween,
  numberOf,
  rounded,
  textOf,
  type Among,
  type Figure,
  type LedgerDefinition,
  type LedgerRow,
} from './ledger.ts';
import { gradeOf, GRADE_PERCENT, GRADES } from './ranking.ts';

const CATEGORIES = ['公共环境', '公共秩序', '基础设施', '公益宣传', '文明行为'];

/** How many days after an inspection the next one is due. */
const EVERY_DAYS: Readonly<Record<string, number>> = { 每日: 1, 每周: 7, 每两周: 14, 每月: 31, 每季度: 92 };

/** 实地考察点位台账: what is inspected on the ground, who answers for it, how it stands. */
export const sites: LedgerDefinition = {
  id: 'shidi',
  name: '实地考察点位台账',
  altNames: ['考察点位', '点位台账', '实地点位'],
  group: '点位',
  about: '每个考察点位的类型、标准、责任单位、包保领导和检查频次。',
  columns: [
    { key: 'code', header: '点位编号', type: 'text', synonyms: ['编号'], widthChars: 12 },
    { key: 'siteType', header: '点位类型', type: 'siteType', required: true, synonyms: ['类型', '点位类别'], widthChars: 16 },
    { key: 'site', header: '点位名称', type: 'site', required: true, synonyms: ['点位', '名称'], widthChars: 24 },
    { key: 'address', header: '地址', type: 'text', widthChars: 24 },
    { key: 'unit', header: '责任单位', type: 'unit', required: true, synonyms: ['主管单位', '责任部门'], widthChars: 18 },
    { key: 'leader', header: '包保领导', type: 'person', synonyms: ['包保领导/单位', '包保人'], widthChars: 12 },
    { key: 'guardUnit', header: '包保单位', type: 'unit', widthChars: 18 },
    { key: 'road', header: '路段长', type: 'person', synonyms: ['街长', '网格长'], widthChars: 12 },
    { key: 'person', header: '责任人', type: 'person', synonyms: ['联系人'], widthChars: 12 },
    { key: 'every', header: '检查频次', type: 'choice', choices: Object.keys(EVERY_DAYS), synonyms: ['频次'], widthChars: 10 },
    { key: 'local', header: '本地标准', type: 'long', hint: '本地操作手册另有要求的,写在这里', widthChars: 30 },
    { key: 'note', header: '备注', type: 'long', widthChars: 20 },
  ],
  derived: [
    { key: 'visits', header: '检查次数', type: 'number', derive: (row, all) => visitsOf(row, all).length, widthChars: 10 },
    {
      key: 'last',
      header: '最近检查',
      type: 'date',
      derive: (row, all) => textOf(lastOf(row, all), 'day') || null,
      widthChars: 12,
    },
    { key: 'grade', header: '最近结论', type: 'text', derive: (row, all) => gradeWords(lastOf(row, all)), widthChars: 12 },
    { key: 'problems', header: '未销号问题', type: 'number', derive: openProblems, widthChars: 11 },
    { key: 'turn', header: '该查没查', type: 'text', derive: turnWords, widthChars: 16 },
  ],
  keys: ['code', 'site'],
  shown: ['siteType', 'site', 'unit', 'leader', 'grade', 'problems', 'turn'],
  roles: [{ role: 'photo', label: '点位照片', expected: true }],
  figures: (rows, all) => siteFigures(rows, all),
};

/** 点位检查记录: one visit of one place, graded by how many faults were found. */
export const visits: LedgerDefinition = {
  id: 'jiancha',
  name: '点位检查记录',
  altNames: ['实地检查记录', '点位自查记录'],
  group: '点位',
  about: '每次到点位检查发现几例问题;0 例为 A,1 例为 B,2 例为 C,3 例及以上为 C#。',
  columns: [
    { key: 'site', header: '点位名称', type: 'site', required: true, synonyms: ['点位'], widthChars: 24 },
    { key: 'day', header: '检查日期', type: 'date', required: true, synonyms: ['日期'], widthChars: 12 },
    { key: 'category', header: '检查类别', type: 'choice', choices: CATEGORIES, open: true, widthChars: 12 },
    { key: 'standard', header: '检查标准', type: 'long', synonyms: ['标准'], widthChars: 32 },
    { key: 'faults', header: '问题例数', type: 'number', required: true, synonyms: ['问题数'], widthChars: 10 },
    { key: 'found', header: '发现的问题', type: 'long', synonyms: ['存在问题'], widthChars: 32 },
    { key: 'person', header: '检查人', type: 'person', widthChars: 10 },
    {
      key: 'way',
      header: '检查方式',
      type: 'choice',
      choices: ['明查', '暗访', '一看二问三查', '领导批示', '模拟测评'],
      open: true,
      synonyms: ['督查方式'],
      widthChars: 12,
    },
  ],
  derived: [
    { key: 'grade', header: '结论', type: 'text', derive: (row) => gradeOf(numberOf(row, 'faults')), widthChars: 8 },
    {
      key: 'percent',
      header: '得分率(%)',
      type: 'number',
      derive: (row) => GRADE_PERCENT[gradeOf(numberOf(row, 'faults'))],
      widthChars: 10,
    },
  ],
  keys: ['site', 'day', 'category', 'standard'],
  shown: ['day', 'site', 'category', 'faults', 'grade', 'percent', 'person'],
  roles: [{ role: 'photo', label: '现场照片' }],
  dayKey: 'day',
  figures: (rows) => {
    const share = rows.reduce((sum, row) => sum + GRADE_PERCENT[gradeOf(numberOf(row, 'faults'))], 0);
    return [
      {
        kind: 'number',
        label: '平均得分率',
        value: `${rounded(share / rows.length)}%`,
        note: `A 100%、B 66%、C 33%、C# 0,${rows.length} 项检查的平均`,
        tone: 'none',
      },
      {
        kind: 'bars',
        title: '各结论',
        most: rows.length,
        bars: GRADES.map((grade) => {
          const count = rows.filter((row) => gradeOf(numberOf(row, 'faults')) === grade).length;
          return { label: grade, value: count, words: `${count} 项` };
        }),
      },
    ];
  },
};

const NOTHING: LedgerRow = { id: 0, position: 0, values: {}, state: null, documents: [] };

function visitsOf(row: LedgerRow, { by }: Among): readonly LedgerRow[] {
  return by('jiancha', 'site').get(textOf(row, 'site')) ?? [];
}

function lastOf(row: LedgerRow, all: Among): LedgerRow {
  return visitsOf(row, all).reduce((last, one) => (textOf(one, 'day') >= textOf(last, 'day') ? one : last), NOTHING);
}

function gradeWords(visit: LedgerRow): string | null {
  if (visit === NOTHING) return null;
  const faults = numberOf(visit, 'faults');
  return `${gradeOf(faults)}(${faults} 例)`;
}

function openProblems(row: LedgerRow, { by }: Among): number {
  return (by('wenti', 'site').get(textOf(row, 'site')) ?? []).filter((one) => one.state !== '销号').length;
}

function turnWords(row: LedgerRow, all: Among): string | null {
  const every = EVERY_DAYS[textOf(row, 'every')];
  if (every === undefined) return null;
  const last = textOf(lastOf(row, all), 'day');
  if (last === '') return '▲ 还没查过';
  const over = daysBetween(last, all.today) - every;
  return over > 0 ? `▲ 超 ${over} 天没查` : '按时';
}

function siteFigures(rows: readonly LedgerRow[], all: Among): readonly Figure[] {
  const late = rows.filter((row) => turnWords(row, all)?.startsWith('▲')).length;
  const without = rows.filter((row) => textOf(row, 'leader') === '' && textOf(row, 'road') === '').length;
  const types = [...new Set(rows.map((row) => textOf(row, 'siteType')))].map((type) => {
    const own = rows.filter((row) => textOf(row, 'siteType') === type);
    return {
      label: type,
      value: own.length,
      words: `${own.length} 个,检查 ${own.reduce((sum, row) => sum + visitsOf(row, all).length, 0)} 次`,
    };
  });
  return [
    { kind: 'number', label: '点位', value: String(rows.length), note: `${types.length} 类`, tone: 'none' },
    { kind: 'number', label: '该查没查', value: String(late), note: '过了检查频次的点位', tone: late > 0 ? 'bad' : 'good' },
    {
      kind: 'number',
      label: '没有包保',
      value: String(without),
      note: '没有包保领导也没有路段长',
      tone: without > 0 ? 'warn' : 'good',
    },
    { kind: 'bars', title: '各类点位', most: rows.length, bars: types },
  ];
}
