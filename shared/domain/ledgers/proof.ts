import { groupBy, lackingRoles, numberOf, textOf, type Figure, type LedgerDefinition, type LedgerRow } from './ledger.ts';

/** 媒体报道: counted by month. */
export const media: LedgerDefinition = {
  id: 'meiti',
  name: '媒体报道统计',
  altNames: ['媒体报道', '新闻报道', '信息采用'],
  group: '群众',
  about: '报纸、电视、网站、公众号的报道,附截图,按月计数。',
  columns: [
    { key: 'medium', header: '媒体', type: 'text', required: true, synonyms: ['媒体名称', '刊登媒体'], widthChars: 18 },
    { key: 'day', header: '日期', type: 'date', required: true, synonyms: ['报道日期', '刊登日期'], widthChars: 12 },
    { key: 'title', header: '标题', type: 'text', required: true, synonyms: ['题目'], widthChars: 36 },
    { key: 'place', header: '版面', type: 'text', synonyms: ['栏目', '版次'], widthChars: 12 },
    { key: 'level', header: '级别', type: 'choice', choices: ['中央', '省级', '市级', '县区级'], open: true, widthChars: 10 },
    { key: 'address', header: '链接', type: 'text', widthChars: 30 },
    { key: 'indicator', header: '对应指标', type: 'indicator', widthChars: 12 },
  ],
  keys: ['medium', 'day', 'title'],
  shown: ['day', 'medium', 'title', 'level'],
  roles: [{ role: 'evidence', label: '截图', expected: true }],
  dayKey: 'day',
  figures: (rows) => [monthBars(rows, '每月报道', '篇')],
};

/** 活动: plan, attendance, photos, bulletin and summary belong together; what is missing is told. */
export const events: LedgerDefinition = {
  id: 'huodong',
  name: '活动台账',
  altNames: ['活动(志愿服务)台账', '志愿服务台账', '活动'],
  group: '群众',
  about: '每次活动一张卡:方案、签到、照片、简报、总结,缺哪件提示哪件。',
  columns: [
    { key: 'name', header: '活动名称', type: 'text', required: true, synonyms: ['名称'], widthChars: 28 },
    { key: 'subject', header: '主题', type: 'text', widthChars: 20 },
    { key: 'day', header: '时间', type: 'date', required: true, synonyms: ['日期', '活动时间'], widthChars: 12 },
    { key: 'place', header: '地点', type: 'text', required: true, widthChars: 20 },
    { key: 'unit', header: '组织单位', type: 'unit', synonyms: ['主办单位'], widthChars: 18 },
    { key: 'people', header: '参加人数', type: 'number', synonyms: ['人数'], widthChars: 9 },
    { key: 'volunteers', header: '志愿者名单', type: 'long', widthChars: 24 },
    { key: 'hours', header: '服务时长', type: 'number', hint: '小时', widthChars: 9 },
    { key: 'copies', header: '发放册数', type: 'number', synonyms: ['发放份数'], widthChars: 9 },
    { key: 'indicator', header: '对应指标', type: 'indicator', widthChars: 12 },
  ],
  derived: [{ key: 'set', header: '成套情况', type: 'text', derive: (row) => setWords(row), widthChars: 24 }],
  keys: ['name', 'day', 'place'],
  shown: ['day', 'name', 'unit', 'people', 'set'],
  roles: [
    { role: 'plan', label: '方案', expected: true, names: ['方案', '通知', '计划', '预案', '策划'] },
    { role: 'attendance', label: '签到', expected: true, names: ['签到', '名单', '报名表', '登记表', '花名册'] },
    { role: 'photo', label: '照片', expected: true, names: ['照片', '图片'], pictures: true },
    { role: 'bulletin', label: '简报', expected: true, names: ['简报', '信息', '报道', '新闻', '通讯', '美篇', '推文'] },
    { role: 'summary', label: '总结', expected: true, names: ['总结', '小结', '情况报告', '情况汇报'] },
  ],
  dayKey: 'day',
  figures: (rows) => [
    { kind: 'number', label: '活动', value: `${rows.length} 次`, note: '已登记', tone: 'none' },
    { kind: 'number', label: '参加', value: `${sumOf(rows, 'people')} 人次`, note: '各次参加人数之和', tone: 'none' },
    { kind: 'number', label: '服务', value: `${sumOf(rows, 'hours')} 小时`, note: '各次服务时长之和', tone: 'none' },
    ...incomplete(rows),
    monthBars(rows, '每月活动', '次'),
  ],
};

/** 群众性活动计数: a number of a report, bound to what proves it. */
export const counted: LedgerDefinition = {
  id: 'jishu',
  name: '群众性活动计数',
  altNames: ['活动计数', '数据台账'],
  group: '群众',
  about: '汇报里用的数字:维护 108 次、发放 20 万册……每个数字连着它的佐证和口径。',
  columns: [
    { key: 'name', header: '数据项', type: 'text', required: true, synonyms: ['内容', '项目'], widthChars: 30 },
    { key: 'value', header: '数值', type: 'number', required: true, synonyms: ['数量'], widthChars: 10 },
    { key: 'unitWord', header: '单位', type: 'text', hint: '次、人、册', widthChars: 8 },
    { key: 'from', header: '起', type: 'date', widthChars: 12 },
    { key: 'to', header: '止', type: 'date', synonyms: ['截至日期'], widthChars: 12 },
    { key: 'scope', header: '口径', type: 'text', hint: '如户籍人口、建成区', widthChars: 18 },
    { key: 'used', header: '用在', type: 'text', hint: '哪份汇报', widthChars: 24 },
    { key: 'indicator', header: '对应指标', type: 'indicator', widthChars: 12 },
  ],
  derived: [
    {
      key: 'proved',
      header: '佐证',
      type: 'text',
      derive: ({ documents }) => (documents.length > 0 ? `● 有 ${documents.length} 份` : '○ 没有佐证'),
      widthChars: 14,
    },
  ],
  keys: ['name', 'from', 'to'],
  shown: ['name', 'value', 'unitWord', 'to', 'proved'],
  roles: [{ role: 'evidence', label: '原件', expected: true }],
  dayKey: 'to',
  figures: (rows) => {
    const bare = rows.filter(({ documents }) => documents.length === 0).length;
    return [
      { kind: 'number', label: '数据', value: `${rows.length} 项`, note: '已登记', tone: 'none' },
      { kind: 'number', label: '没有佐证', value: String(bare), note: '写进汇报前先找到原件', tone: bare > 0 ? 'bad' : 'good' },
    ];
  },
};

/** 荣誉与特色. */
export const honours: LedgerDefinition = {
  id: 'rongyu',
  name: '荣誉与特色',
  altNames: ['荣誉台账', '荣誉证书'],
  group: '机制',
  about: '荣誉证书和特色做法,连着证书扫描件和对应的指标。',
  columns: [
    { key: 'name', header: '荣誉名称', type: 'text', required: true, synonyms: ['名称', '称号'], widthChars: 30 },
    { key: 'day', header: '授予日期', type: 'date', synonyms: ['日期', '时间'], widthChars: 12 },
    { key: 'from', header: '授予单位', type: 'text', synonyms: ['颁发单位'], widthChars: 22 },
    { key: 'level', header: '级别', type: 'choice', choices: ['国家级', '省级', '市级', '县区级'], open: true, widthChars: 10 },
    { key: 'unit', header: '获奖单位', type: 'unit', synonyms: ['获奖个人', '获奖者'], widthChars: 20 },
    { key: 'paper', header: '文号', type: 'text', widthChars: 18 },
    { key: 'indicator', header: '对应指标', type: 'indicator', widthChars: 12, prefers: ['荣誉', '特色品牌', '工作特色'] },
    { key: 'note', header: '特色做法', type: 'long', widthChars: 30 },
  ],
  keys: ['name', 'day', 'unit'],
  shown: ['day', 'name', 'level', 'from', 'unit'],
  roles: [
    {
      role: 'evidence',
      label: '证书或文件',
      expected: true,
      names: ['证书', '奖状', '奖牌', '牌匾', '荣誉', '表彰', '命名', '授予', '称号', '通报表扬', '获奖'],
    },
  ],
  dayKey: 'day',
  figures: (rows) =>
    [...groupBy(rows, (row) => textOf(row, 'level') || '没有定级别')].map(([label, own]): Figure => ({
      kind: 'number',
      label,
      value: `${own.length} 项`,
      note: '荣誉',
      tone: 'none',
    })),
};

function setWords(row: LedgerRow): string {
  const lacking = lackingRoles(events, row);
  return lacking.length === 0 ? '● 成套' : `◑ 缺${lacking.join('、')}`;
}

function incomplete(rows: readonly LedgerRow[]): readonly Figure[] {
  const lacking = rows.filter((row) => lackingRoles(events, row).length > 0).length;
  return [
    {
      kind: 'number',
      label: '不成套',
      value: String(lacking),
      note: '缺方案、签到、照片、简报或总结',
      tone: lacking > 0 ? 'warn' : 'good',
    },
  ];
}

function monthBars(rows: readonly LedgerRow[], title: string, word: string): Figure {
  const months = [...groupBy(rows, (row) => textOf(row, 'day').slice(0, 7))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    kind: 'bars',
    title,
    most: Math.max(...months.map(([, own]) => own.length)),
    bars: months.map(([label, own]) => ({ label, value: own.length, words: `${own.length} ${word}` })),
  };
}

function sumOf(rows: readonly LedgerRow[], key: string): number {
  return rows.reduce((sum, row) => sum + numberOf(row, key), 0);
}
