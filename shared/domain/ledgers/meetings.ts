import { decisionsOf } from './decisions.ts';
import {
  groupBy,
  quarterOf,
  textOf,
  type DocumentRole,
  type Figure,
  type LedgerDefinition,
  type LedgerRow,
  type StoredColumn,
} from './ledger.ts';

const COLUMNS: readonly StoredColumn[] = [
  { key: 'name', header: '会议名称', type: 'text', required: true, synonyms: ['名称'], widthChars: 24 },
  { key: 'number', header: '届次', type: 'text', synonyms: ['期次', '次数'], widthChars: 12 },
  { key: 'day', header: '时间', type: 'date', required: true, synonyms: ['日期', '会议时间', '召开时间'], widthChars: 12 },
  { key: 'place', header: '地点', type: 'text', widthChars: 16 },
  { key: 'host', header: '主持人', type: 'person', synonyms: ['主持'], widthChars: 10 },
  { key: 'units', header: '参会单位', type: 'long', synonyms: ['参加单位'], widthChars: 30 },
  { key: 'topic', header: '议题', type: 'long', widthChars: 30 },
];

const ROLES = [
  { role: 'minutes', label: '会议纪要', expected: true, names: ['纪要', '会议记录', '会议材料'] },
  { role: 'attendance', label: '签到表', expected: true, names: ['签到', '名单'] },
  { role: 'photo', label: '照片', expected: true, names: ['照片', '图片'], pictures: true },
] as const satisfies readonly DocumentRole[];

/** 联席会议、调度会: what was decided becomes a task. */
export const jointMeeting: LedgerDefinition = {
  id: 'huiyi',
  name: '联席会议与调度会',
  altNames: ['联席会议/调度会台账', '联席会议', '调度会', '联席会议台账'],
  group: '会议',
  about: '联席会议和调度会的届次、议题、议定事项;每季度至少一次,议定事项可以转成任务。',
  columns: [
    ...COLUMNS,
    { key: 'decided', header: '议定事项', type: 'long', hint: '一行一项,可以写明责任单位和时限', widthChars: 36 },
    { key: 'unit', header: '落实单位', type: 'unit', widthChars: 18 },
    { key: 'due', header: '落实时限', type: 'date', widthChars: 12 },
    {
      key: 'together',
      header: '四同步对照',
      type: 'long',
      hint: '同步安排部署、同步检查考核、同步推动落实、同步宣传动员',
      widthChars: 24,
    },
    { key: 'paper', header: '纪要文号', type: 'text', widthChars: 16 },
  ],
  derived: [
    {
      key: 'tasks',
      header: '已转任务',
      type: 'number',
      derive: (row, { by }) => (by('wenti', 'note').get(originOf(row)) ?? []).length,
      widthChars: 9,
    },
  ],
  keys: ['name', 'number', 'day'],
  shown: ['day', 'name', 'number', 'host', 'tasks'],
  roles: ROLES,
  dayKey: 'day',
  spawn: {
    label: '议定事项立项',
    ledger: 'wenti',
    values: (row) =>
      decisionsOf(textOf(row, 'decided') || textOf(row, 'topic'), textOf(row, 'day')).map(({ text, unit, due }) => ({
        site: textOf(row, 'name'),
        problem: text,
        found: textOf(row, 'day'),
        unit: unit || textOf(row, 'unit'),
        due: due || textOf(row, 'due'),
        way: '会议议定',
        note: originOf(row),
      })),
  },
  figures: (rows, { today }) => meetingFigures(rows, today, '联席会议或调度会'),
};

/** 例会与专题会: every week, and a summary every quarter. */
export const regularMeeting: LedgerDefinition = {
  id: 'lihui',
  name: '例会与专题会',
  altNames: ['例会', '专题会', '会议台账'],
  group: '会议',
  about: '每周例会、每季度总结、专题会议,可以计数取证。',
  columns: [
    ...COLUMNS,
    {
      key: 'kind',
      header: '会议类别',
      type: 'choice',
      choices: ['例会', '专题会', '季度总结', '动员会', '培训'],
      open: true,
      widthChars: 10,
    },
    { key: 'content', header: '会议内容', type: 'long', synonyms: ['议定事项', '主要内容'], widthChars: 36 },
  ],
  keys: ['name', 'day'],
  shown: ['day', 'kind', 'name', 'host', 'place'],
  roles: ROLES,
  dayKey: 'day',
  figures: (rows, { today }) => [
    ...meetingFigures(rows, today, '例会'),
    ...[...groupBy(rows, (row) => textOf(row, 'kind') || '没有定类别')].map(([label, own]): Figure => ({
      kind: 'number',
      label,
      value: `${own.length} 次`,
      note: '已登记',
      tone: 'none',
    })),
  ],
};

/** By these words a task tells which meeting it came from. */
function originOf(row: LedgerRow): string {
  return `来自${textOf(row, 'day')} ${textOf(row, 'name')}`;
}

function meetingFigures(rows: readonly LedgerRow[], today: string, word: string): readonly Figure[] {
  const quarters = groupBy(rows, (row) => quarterOf(textOf(row, 'day')));
  const now = quarterOf(today);
  const held = quarters.get(now)?.length ?? 0;
  return [
    {
      kind: 'number',
      label: now,
      value: held > 0 ? `${held} 次` : '本季度未开',
      note: held > 0 ? `已开${word}` : `每季度至少一次${word}`,
      tone: held > 0 ? 'good' : 'bad',
    },
    {
      kind: 'bars',
      title: '各季度次数',
      most: Math.max(...[...quarters.values()].map((own) => own.length)),
      bars: [...quarters]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([label, own]) => ({ label, value: own.length, words: `${own.length} 次` })),
    },
  ];
}
