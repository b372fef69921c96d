import { daysBetween, groupBy, numberOf, textOf, type Figure, type LedgerDefinition } from './ledger.ts';

const PHASES = ['规划部署', '实施', '自查', '迎检'];

/** 阶段与倒排期: the four steps of the work, with the days that are left. */
export const schedule: LedgerDefinition = {
  id: 'jieduan',
  name: '阶段与倒排期',
  altNames: ['倒排期', '倒排工期表', '工作阶段'],
  group: '机制',
  about: '规划部署、实施、自查、迎检四步,每件任务有开始、完成时限和倒计时。',
  columns: [
    { key: 'phase', header: '阶段', type: 'choice', choices: PHASES, open: true, required: true, widthChars: 12 },
    { key: 'task', header: '任务', type: 'long', required: true, synonyms: ['工作任务', '工作内容'], widthChars: 36 },
    { key: 'unit', header: '责任单位', type: 'unit', synonyms: ['牵头单位'], widthChars: 18 },
    { key: 'person', header: '责任人', type: 'person', widthChars: 10 },
    { key: 'from', header: '开始日期', type: 'date', synonyms: ['开始时间'], widthChars: 12 },
    { key: 'due', header: '完成时限', type: 'date', required: true, synonyms: ['完成时间', '时限'], widthChars: 12 },
    { key: 'note', header: '进展', type: 'long', synonyms: ['备注'], widthChars: 30 },
  ],
  derived: [
    {
      key: 'left',
      header: '倒计时',
      type: 'text',
      derive: (row, { today }) => {
        if (row.state === '完成') return '已完成';
        const days = daysBetween(today, textOf(row, 'due'));
        return days < 0 ? `逾期 ${-days} 天` : days === 0 ? '今天到期' : `还有 ${days} 天`;
      },
      widthChars: 14,
    },
  ],
  keys: ['phase', 'task'],
  shown: ['phase', 'task', 'unit', 'due', 'left'],
  states: [
    { name: '未开始', shape: '○', tone: 'none', synonyms: ['没有开始'] },
    { name: '进行中', shape: '◑', tone: 'warn', synonyms: ['推进中'] },
    { name: '完成', shape: '●', tone: 'good', synonyms: ['已完成'], closed: true },
  ],
  moves: [
    { from: '未开始', to: '进行中', word: '开始' },
    { from: '进行中', to: '完成', word: '完成' },
    { from: '完成', to: '进行中', word: '重新打开', reasonKey: 'note' },
  ],
  dueKey: 'due',
  roles: [{ role: 'evidence', label: '佐证' }],
  figures: (rows, { today }) => {
    const open = rows.filter(({ state }) => state !== '完成').map((row) => textOf(row, 'due'));
    const next = open.filter((day) => day >= today).toSorted()[0];
    return [
      {
        kind: 'number',
        label: '最近的时限',
        value: next === undefined ? '—' : `还有 ${daysBetween(today, next)} 天`,
        note: next ?? '没有未完成的任务',
        tone: 'none',
      },
      {
        kind: 'bars',
        title: '各阶段完成',
        most: 100,
        bars: [...groupBy(rows, (row) => textOf(row, 'phase'))].map(([label, own]) => {
          const done = own.filter(({ state }) => state === '完成').length;
          return { label, value: (done / own.length) * 100, words: `完成 ${done}/${own.length}` };
        }),
      },
    ];
  },
};

/** 动态监测: what is counted at fixed places, period by period. */
export const monitoring: LedgerDefinition = {
  id: 'jiance',
  name: '动态监测',
  altNames: ['动态监测台账', '监测点'],
  group: '点位',
  about: '固定监测点按期录数,看走势。',
  columns: [
    { key: 'site', header: '监测点', type: 'site', required: true, synonyms: ['点位'], widthChars: 22 },
    { key: 'item', header: '监测内容', type: 'text', required: true, synonyms: ['指标', '项目'], widthChars: 22 },
    { key: 'day', header: '监测日期', type: 'date', required: true, synonyms: ['日期'], widthChars: 12 },
    { key: 'value', header: '数值', type: 'number', required: true, synonyms: ['监测值'], widthChars: 10 },
    { key: 'unitWord', header: '计量单位', type: 'text', widthChars: 10 },
    { key: 'person', header: '监测人', type: 'person', widthChars: 10 },
    { key: 'note', header: '说明', type: 'long', widthChars: 26 },
  ],
  keys: ['site', 'item', 'day'],
  shown: ['day', 'site', 'item', 'value', 'unitWord'],
  roles: [{ role: 'photo', label: '照片' }],
  dayKey: 'day',
  figures: (rows) =>
    [...groupBy(rows, (row) => `${textOf(row, 'site')} ${textOf(row, 'item')}`)].map(([title, own]): Figure => ({
      kind: 'line',
      title: `${title} ${own.map((row) => textOf(row, 'unitWord')).find((word) => word !== '') ?? ''}`.trim(),
      points: own
        .toSorted((a, b) => (textOf(a, 'day') < textOf(b, 'day') ? -1 : 1))
        .map((row) => ({ label: textOf(row, 'day'), value: numberOf(row, 'value') })),
    })),
};

/** 社会机制清单: each mechanism has a paper that sets it up and records that it is lived. */
export const mechanisms: LedgerDefinition = {
  id: 'jizhi',
  name: '社会机制清单',
  altNames: ['机制清单', '长效机制'],
  group: '机制',
  about: '领导负责、目标管理、督查落实、激励表彰、立体宣传、部门市区联动、全城动员……逐项有制度文件和落实记录。',
  columns: [
    {
      key: 'name',
      header: '机制',
      type: 'choice',
      choices: [
        '领导负责',
        '目标管理',
        '督查落实',
        '激励表彰',
        '立体宣传',
        '部门市区联动',
        '全城动员',
        '市民参与',
        '市民评议',
        '动态监测',
        '媒体监督',
      ],
      open: true,
      required: true,
      widthChars: 18,
    },
    { key: 'content', header: '主要内容', type: 'long', widthChars: 36 },
    { key: 'unit', header: '牵头单位', type: 'unit', widthChars: 18 },
    { key: 'paper', header: '制度文号', type: 'text', widthChars: 18 },
    { key: 'day', header: '建立日期', type: 'date', widthChars: 12 },
    { key: 'lived', header: '落实情况', type: 'long', widthChars: 36 },
  ],
  derived: [
    {
      key: 'proved',
      header: '齐备情况',
      type: 'text',
      derive: ({ documents }) => {
        const has = (role: string): boolean => documents.some((one) => one.role === role);
        if (has('paper') && has('record')) return '● 齐备';
        return has('paper') ? '◑ 缺落实记录' : has('record') ? '◑ 缺制度文件' : '○ 都没有';
      },
      widthChars: 14,
    },
  ],
  keys: ['name'],
  shown: ['name', 'unit', 'paper', 'proved'],
  roles: [
    { role: 'paper', label: '制度文件', expected: true },
    { role: 'record', label: '落实记录', expected: true },
  ],
};

/** 报送登记: who handed what to whom, when, and which edition. */
export const submissions: LedgerDefinition = {
  id: 'baosong',
  name: '报送登记',
  altNames: ['报送登记表', '报送台账'],
  group: '机制',
  about: '谁、何时、把哪一版报给了哪一级。',
  columns: [
    { key: 'day', header: '报送日期', type: 'date', required: true, synonyms: ['日期'], widthChars: 12 },
    { key: 'what', header: '报送内容', type: 'long', required: true, synonyms: ['内容', '材料'], widthChars: 34 },
    { key: 'edition', header: '版次', type: 'text', synonyms: ['第几版'], widthChars: 10 },
    { key: 'to', header: '报送对象', type: 'text', required: true, synonyms: ['接收单位', '报给'], widthChars: 20 },
    { key: 'level', header: '级别', type: 'choice', choices: ['中央', '省', '市', '县区'], open: true, widthChars: 8 },
    {
      key: 'way',
      header: '方式',
      type: 'choice',
      choices: ['网上申报', '光盘', 'U 盘', '纸质', '邮件'],
      open: true,
      widthChars: 10,
    },
    { key: 'person', header: '报送人', type: 'person', widthChars: 10 },
    { key: 'receiver', header: '接收人', type: 'person', widthChars: 10 },
    { key: 'note', header: '备注', type: 'long', hint: '与上一版的差异、退回意见', widthChars: 30 },
  ],
  keys: ['day', 'what', 'to'],
  shown: ['day', 'what', 'edition', 'to', 'person'],
  roles: [{ role: 'evidence', label: '报送凭证' }],
  dayKey: 'day',
};
