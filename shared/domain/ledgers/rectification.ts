import {
  daysBetween,
  groupBy,
  isClosed,
  isOverdue,
  isWithin,
  rounded,
  textOf,
  type Figure,
  type LedgerDefinition,
  type LedgerRow,
  type Period,
} from './ledger.ts';

const WAYS = [
  '日督导',
  '暗访',
  '明查',
  '一看二问三查',
  '领导批示',
  '模拟测评',
  '缺项',
  '12345',
  '随手拍',
  '媒体曝光',
  '会议议定',
];

/** 问题台账: 立项 → 交办 → 整改中 → 待验收 → 销号. Columns after public 问题清单 and 督查通报. */
export const rectification: LedgerDefinition = {
  id: 'wenti',
  name: '问题台账',
  altNames: ['整改台账', '问题清单', '问题整改台账'],
  group: '整改',
  about: '检查、暗访、缺项里发现的问题,从立项到销号,一条一条管到底。',
  columns: [
    { key: 'code', header: '问题编号', type: 'text', synonyms: ['编号', '交办单号'], widthChars: 12 },
    { key: 'siteType', header: '点位类型', type: 'siteType', synonyms: ['类型', '点位类别'], widthChars: 14 },
    {
      key: 'site',
      header: '点位',
      type: 'site',
      required: true,
      synonyms: ['地点', '位置', '点位名称', '督查点位'],
      widthChars: 20,
    },
    {
      key: 'problem',
      header: '存在问题',
      type: 'long',
      required: true,
      synonyms: ['问题', '问题描述', '主要问题'],
      widthChars: 36,
    },
    { key: 'indicator', header: '测评标准条款', type: 'indicator', synonyms: ['指标', '测评标准', '指标编号'], widthChars: 14 },
    { key: 'unit', header: '整改责任单位', type: 'unit', synonyms: ['责任单位', '整改单位', '牵头单位'], widthChars: 18 },
    { key: 'person', header: '责任人', type: 'person', synonyms: ['联系人', '整改责任人'], widthChars: 10 },
    {
      key: 'found',
      header: '发现日期',
      type: 'date',
      required: true,
      synonyms: ['检查日期', '日期', '督查日期'],
      widthChars: 12,
    },
    { key: 'way', header: '发现方式', type: 'choice', choices: WAYS, open: true, synonyms: ['来源', '督查方式'], widthChars: 12 },
    {
      key: 'due',
      header: '整改时限',
      type: 'date',
      synonyms: ['完成时限', '整改期限', '完成时间'],
      hint: '常见 3 天、5 天',
      widthChars: 12,
    },
    { key: 'measure', header: '整改措施', type: 'long', synonyms: ['整改情况', '措施'], widthChars: 30 },
    { key: 'closedBy', header: '销号人', type: 'person', widthChars: 10 },
    { key: 'closedOn', header: '销号日期', type: 'date', widthChars: 12 },
    { key: 'reason', header: '情况说明', type: 'long', hint: '没有整改后照片而销号的理由、退回或反弹的原因', widthChars: 24 },
    { key: 'note', header: '备注', type: 'long', widthChars: 20 },
  ],
  derived: [
    {
      key: 'late',
      header: '期限情况',
      type: 'text',
      derive: (row, { today }) => timeWords(row, today),
      widthChars: 14,
    },
  ],
  keys: ['code', 'site', 'problem'],
  shown: ['site', 'problem', 'unit', 'late', 'due'],
  states: [
    { name: '立项', shape: '○', tone: 'none', synonyms: ['未整改', '新问题'] },
    { name: '交办', shape: '◔', tone: 'warn', synonyms: ['已交办'] },
    { name: '整改中', shape: '◑', tone: 'warn', synonyms: ['正在整改', '反弹'] },
    { name: '待验收', shape: '◕', tone: 'warn', synonyms: ['已整改待核', '已整改', '待核'] },
    { name: '销号', shape: '●', tone: 'good', synonyms: ['已销号', '已完成'], closed: true },
  ],
  moves: [
    { from: '立项', to: '交办', word: '交办', needs: ['unit', 'due'] },
    { from: '交办', to: '整改中', word: '开始整改' },
    { from: '整改中', to: '待验收', word: '报验收', needs: ['measure'] },
    {
      from: '待验收',
      to: '销号',
      word: '销号',
      needsRole: 'after',
      reasonKey: 'reason',
      signs: { by: 'closedBy', on: 'closedOn' },
    },
    { from: '待验收', to: '整改中', word: '退回整改', reasonKey: 'reason' },
    { from: '销号', to: '整改中', word: '问题反弹', reasonKey: 'reason', clears: ['closedBy', 'closedOn'] },
  ],
  dueKey: 'due',
  dayKey: 'found',
  roles: [
    { role: 'before', label: '整改前照片', expected: true },
    { role: 'after', label: '整改后照片', expected: true },
    { role: 'evidence', label: '其他佐证' },
  ],
  figures: (rows, { today }) => figures(rows, today),
  report: (rows, period, { today }) => reportOf(rows, period, today),
};

/** The sentences of a 督查通报: what is new, what was mended, what is left and whose. */
function reportOf(rows: readonly LedgerRow[], period: Period, today: string): readonly string[] {
  const found = rows.filter((row) => isWithin(textOf(row, 'found'), period));
  const mended = rows.filter((row) => isWithin(textOf(row, 'closedOn'), period));
  const closed = rows.filter((row) => isClosed(rectification, row));
  const late = rows.filter((row) => isOverdue(rectification, row, today));
  const units = [...groupBy(late, (row) => textOf(row, 'unit') || '没有定单位')].map(([unit, own]) => `${unit} ${own.length} 个`);
  const rate = rows.length === 0 ? '' : `,整改率 ${rounded((closed.length / rows.length) * 100)}%`;
  return [
    `本期新发现问题 ${found.length} 个,销号 ${mended.length} 个。`,
    `截至 ${period.to},累计立项 ${rows.length} 个,已销号 ${closed.length} 个${rate}。`,
    late.length === 0 ? '没有逾期未整改的问题。' : `逾期未整改 ${late.length} 个:${units.join('、')}。`,
  ];
}

/** How a row stands to its day, in words: never colour alone. */
function timeWords(row: LedgerRow, today: string): string {
  if (isClosed(rectification, row)) return '已销号';
  const due = textOf(row, 'due');
  if (due === '') return '没有定时限';
  const days = daysBetween(today, due);
  return days < 0 ? `逾期 ${-days} 天` : days === 0 ? '今天到期' : `还有 ${days} 天`;
}

function figures(rows: readonly LedgerRow[], today: string): readonly Figure[] {
  const closed = rows.filter((row) => isClosed(rectification, row)).length;
  const overdue = rows.filter((row) => isOverdue(rectification, row, today)).length;
  const units = [...groupBy(rows, (row) => textOf(row, 'unit') || '没有定单位')].map(([label, own]) => {
    const done = own.filter((row) => isClosed(rectification, row)).length;
    const late = own.filter((row) => isOverdue(rectification, row, today)).length;
    const percent = rounded((done / own.length) * 100);
    return { label, value: percent, words: `${percent}%(销号 ${done}/${own.length}${late > 0 ? `,逾期 ${late}` : ''})`, late };
  });
  return [
    { kind: 'number', label: '问题', value: String(rows.length), note: '全部立项的问题', tone: 'none' },
    {
      kind: 'number',
      label: '逾期整改',
      value: String(overdue),
      note: overdue > 0 ? '过了整改时限还没有销号' : '没有逾期',
      tone: overdue > 0 ? 'bad' : 'good',
    },
    {
      kind: 'number',
      label: '整改率',
      value: rows.length === 0 ? '—' : `${rounded((closed / rows.length) * 100)}%`,
      note: `销号 ${closed} / 全部 ${rows.length}`,
      tone: 'none',
    },
    {
      kind: 'bars',
      title: '各单位整改率',
      most: 100,
      bars: units
        .toSorted((a, b) => b.late - a.late || a.value - b.value)
        .map(({ label, value, words }) => ({ label, value, words })),
    },
  ];
}
