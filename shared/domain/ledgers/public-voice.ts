import { groupBy, numberOf, rounded, textOf, type Figure, type LedgerDefinition, type LedgerRow } from './ledger.ts';

const RATES = [
  { key: 'knows', label: '知晓率' },
  { key: 'supports', label: '支持率' },
  { key: 'content', label: '满意率' },
] as const;

/** 问卷、入户调查: how many were given out and came back, and what they said. */
export const survey: LedgerDefinition = {
  id: 'wenjuan',
  name: '问卷调查台账',
  altNames: ['问卷', '问卷/入户调查台账', '入户调查台账', '问卷调查'],
  group: '群众',
  about: '每次问卷的发放、回收和知晓率、支持率、满意率。',
  columns: [
    { key: 'version', header: '问卷版本', type: 'text', required: true, synonyms: ['问卷'], widthChars: 18 },
    { key: 'day', header: '调查时间', type: 'date', required: true, synonyms: ['日期', '时间'], widthChars: 12 },
    { key: 'among', header: '对象', type: 'text', synonyms: ['对象(机关/社区/企业)', '调查对象'], widthChars: 18 },
    { key: 'given', header: '发放份数', type: 'number', synonyms: ['发放'], widthChars: 9 },
    { key: 'back', header: '回收份数', type: 'number', synonyms: ['回收'], widthChars: 9 },
    { key: 'knows', header: '知晓份数', type: 'number', widthChars: 9 },
    { key: 'supports', header: '支持份数', type: 'number', widthChars: 9 },
    { key: 'content', header: '满意份数', type: 'number', widthChars: 9 },
    { key: 'problems', header: '反映最多的问题', type: 'long', synonyms: ['问题TOP'], widthChars: 30 },
  ],
  derived: [
    { key: 'backRate', header: '回收率(%)', type: 'number', derive: (row) => shareOf(row, 'back', 'given'), widthChars: 10 },
    ...RATES.map(({ key, label }) => ({
      key: `${key}Rate`,
      header: `${label}(%)`,
      type: 'number' as const,
      derive: (row: LedgerRow) => shareOf(row, key, 'back'),
      widthChars: 10,
    })),
  ],
  keys: ['version', 'day', 'among'],
  shown: ['day', 'version', 'among', 'back', 'knowsRate', 'supportsRate', 'contentRate'],
  roles: [{ role: 'evidence', label: '问卷与汇总', expected: true }],
  dayKey: 'day',
  figures: (rows) =>
    [...groupBy(rows, (row) => textOf(row, 'version'))].map(([version, own]): Figure => ({
      kind: 'bars',
      title: version,
      note: `回收 ${sumOf(own, 'back')} / 发放 ${sumOf(own, 'given')} 份`,
      most: 100,
      bars: RATES.map(({ key, label }) => {
        const [part, whole] = [sumOf(own, key), sumOf(own, 'back')];
        const rate = whole === 0 ? 0 : rounded((part / whole) * 100);
        return { label, value: rate, words: whole === 0 ? '没有回收' : `${rate}%(${part}/${whole})` };
      }),
    })),
};

const HANDLING = [
  { name: '登记', shape: '○', tone: 'none', synonyms: ['待办理', '未办'] },
  { name: '办理中', shape: '◑', tone: 'warn', synonyms: ['正在办理', '转办'] },
  { name: '已回复', shape: '◕', tone: 'warn', synonyms: ['已答复'] },
  { name: '办结', shape: '●', tone: 'good', synonyms: ['已办结', '已办'], closed: true },
] as const;
const HANDLING_MOVES = [
  { from: '登记', to: '办理中', word: '交办', needs: ['unit'] },
  { from: '办理中', to: '已回复', word: '回复', needs: ['answer'] },
  { from: '已回复', to: '办结', word: '办结' },
  { from: '已回复', to: '办理中', word: '重新办理', reasonKey: 'note' },
] as const;

/** 市民评议: what citizens and 社会监督员 said, and what came of it. */
export const citizens: LedgerDefinition = {
  id: 'pingyi',
  name: '市民评议与社会监督',
  altNames: ['市民评议', '社会监督员', '意见建议'],
  group: '群众',
  about: '热线、信箱、微信、信函和社会监督员的意见,办理和回复。',
  columns: [
    { key: 'day', header: '收到日期', type: 'date', required: true, synonyms: ['日期'], widthChars: 12 },
    {
      key: 'way',
      header: '来源',
      type: 'choice',
      choices: ['热线', '信箱', '微信', '信函', '社会监督员', '征询会', '随手拍'],
      open: true,
      widthChars: 10,
    },
    { key: 'who', header: '反映人', type: 'person', synonyms: ['监督员', '姓名'], widthChars: 12 },
    { key: 'said', header: '意见建议', type: 'long', required: true, synonyms: ['内容', '反映内容'], widthChars: 40 },
    { key: 'unit', header: '办理单位', type: 'unit', synonyms: ['责任单位'], widthChars: 18 },
    { key: 'due', header: '办理时限', type: 'date', widthChars: 12 },
    { key: 'answer', header: '回复情况', type: 'long', synonyms: ['回复', '办理结果'], widthChars: 36 },
    { key: 'note', header: '备注', type: 'long', widthChars: 20 },
  ],
  keys: ['day', 'way', 'said'],
  shown: ['day', 'way', 'said', 'unit', 'due'],
  states: HANDLING,
  moves: HANDLING_MOVES,
  dueKey: 'due',
  dayKey: 'day',
  roles: [{ role: 'evidence', label: '佐证' }],
  figures: (rows) => handledFigures(rows, 'way', '各来源办结率'),
};

/** 投诉、热线. */
export const complaints: LedgerDefinition = {
  id: 'tousu',
  name: '投诉热线台账',
  altNames: ['投诉台账', '热线台账', '12345'],
  group: '群众',
  about: '12345、12319、12369 等热线的投诉和办结率。',
  columns: [
    { key: 'number', header: '工单号', type: 'text', synonyms: ['编号', '受理编号'], widthChars: 16 },
    { key: 'day', header: '受理日期', type: 'date', required: true, synonyms: ['日期', '来电日期'], widthChars: 12 },
    {
      key: 'line',
      header: '热线',
      type: 'choice',
      choices: ['12345', '12319', '12348', '12369', '12315'],
      open: true,
      widthChars: 10,
    },
    { key: 'said', header: '投诉内容', type: 'long', required: true, synonyms: ['内容', '诉求'], widthChars: 40 },
    { key: 'unit', header: '承办单位', type: 'unit', synonyms: ['责任单位', '办理单位'], widthChars: 18 },
    { key: 'due', header: '办理时限', type: 'date', widthChars: 12 },
    { key: 'answer', header: '办理结果', type: 'long', synonyms: ['答复'], widthChars: 36 },
    { key: 'note', header: '备注', type: 'long', widthChars: 20 },
  ],
  keys: ['number', 'day', 'said'],
  shown: ['number', 'day', 'line', 'said', 'unit', 'due'],
  states: HANDLING,
  moves: HANDLING_MOVES,
  dueKey: 'due',
  dayKey: 'day',
  roles: [{ role: 'evidence', label: '佐证' }],
  figures: (rows) => handledFigures(rows, 'line', '各热线办结率'),
};

function handledFigures(rows: readonly LedgerRow[], key: string, title: string): readonly Figure[] {
  const done = (own: readonly LedgerRow[]): number => own.filter((row) => row.state === '办结').length;
  const percent = (own: readonly LedgerRow[]): number => rounded((done(own) / own.length) * 100);
  return [
    { kind: 'number', label: '办结率', value: `${percent(rows)}%`, note: `办结 ${done(rows)} / ${rows.length} 件`, tone: 'none' },
    {
      kind: 'bars',
      title,
      most: 100,
      bars: [...groupBy(rows, (row) => textOf(row, key) || '没有写')].map(([label, own]) => ({
        label,
        value: percent(own),
        words: `${percent(own)}%(${done(own)}/${own.length})`,
      })),
    },
  ];
}

function sumOf(rows: readonly LedgerRow[], key: string): number {
  return rows.reduce((sum, row) => sum + numberOf(row, key), 0);
}

function shareOf(row: LedgerRow, part: string, whole: string): number | null {
  if (textOf(row, part) === '' || numberOf(row, whole) === 0) return null;
  return rounded((numberOf(row, part) / numberOf(row, whole)) * 100);
}
