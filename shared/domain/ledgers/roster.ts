import { groupBy, numberOf, rounded, textOf, type Figure, type LedgerDefinition, type LedgerRow } from './ledger.ts';

/** 题库: the questions of a 问卷, and what was answered where a round was taken in (M6, 种子 000: 120 多个问题的问卷). */
export const questions: LedgerDefinition = {
  id: 'tiku',
  name: '问卷题库',
  altNames: ['题库', '模拟问卷', '问卷题目'],
  group: '群众',
  about: '问卷的每一道题,属于知晓、支持还是满意;录入答题份数后自动算比例,也可以当模拟问卷用。',
  columns: [
    { key: 'version', header: '问卷版本', type: 'text', required: true, synonyms: ['问卷'], widthChars: 18 },
    { key: 'number', header: '题号', type: 'text', required: true, synonyms: ['序号', '编号'], widthChars: 8 },
    { key: 'question', header: '题目', type: 'long', required: true, synonyms: ['问题', '内容'], widthChars: 44 },
    { key: 'choices', header: '选项', type: 'long', hint: '一行一个', widthChars: 24 },
    { key: 'kind', header: '题目类别', type: 'choice', choices: ['知晓', '支持', '满意', '行为'], open: true, widthChars: 10 },
    { key: 'asked', header: '答题份数', type: 'number', synonyms: ['有效份数'], widthChars: 9 },
    { key: 'good', header: '正面份数', type: 'number', hint: '知道、支持、满意的份数', widthChars: 9 },
    { key: 'indicator', header: '对应指标', type: 'indicator', widthChars: 12 },
  ],
  derived: [
    {
      key: 'rate',
      header: '比例(%)',
      type: 'number',
      derive: (row) => (numberOf(row, 'asked') > 0 ? rounded((numberOf(row, 'good') / numberOf(row, 'asked')) * 100) : null),
      widthChars: 9,
    },
  ],
  keys: ['version', 'number'],
  shown: ['version', 'number', 'question', 'kind', 'rate'],
  figures: (rows) =>
    [...groupBy(rows, (row) => textOf(row, 'version'))].flatMap(([version, own]): readonly Figure[] => [
      { kind: 'number', label: version, value: `${own.length} 题`, note: `录入答题 ${answered(own).length} 题`, tone: 'none' },
      ...(answered(own).length === 0 ? [] : [kindBars(version, answered(own)), weakest(version, answered(own))]),
    ]),
};

const WEAKEST = 10;

const answered = (rows: readonly LedgerRow[]): readonly LedgerRow[] => rows.filter((row) => numberOf(row, 'asked') > 0);

function kindBars(version: string, rows: readonly LedgerRow[]): Figure {
  return {
    kind: 'bars',
    title: `${version} 各类题目`,
    most: 100,
    bars: [...groupBy(rows, (row) => textOf(row, 'kind') || '没有定类别')].map(([label, own]) => {
      const asked = own.reduce((sum, row) => sum + numberOf(row, 'asked'), 0);
      const good = own.reduce((sum, row) => sum + numberOf(row, 'good'), 0);
      const rate = rounded((good / asked) * 100);
      return { label, value: rate, words: `${rate}%(${good}/${asked},${own.length} 题)` };
    }),
  };
}

/** The questions with the lowest share, where work is to be done. */
function weakest(version: string, rows: readonly LedgerRow[]): Figure {
  const share = (row: LedgerRow): number => rounded((numberOf(row, 'good') / numberOf(row, 'asked')) * 100);
  return {
    kind: 'table',
    title: `${version} 比例最低的题`,
    headers: ['题号', '题目', '比例(%)'],
    rows: rows
      .toSorted((a, b) => share(a) - share(b))
      .slice(0, WEAKEST)
      .map((row) => [textOf(row, 'number'), textOf(row, 'question'), share(row)]),
  };
}

/** 社会监督员名册 (M7, 种子 004: 31 名创文社会监督员), with what each of them said (市民评议). */
export const observers: LedgerDefinition = {
  id: 'jianduyuan',
  name: '社会监督员名册',
  altNames: ['监督员名册', '社会监督员名单'],
  group: '群众',
  about: '聘请的社会监督员、聘期和联系方式,以及各人反映了几条意见。',
  columns: [
    { key: 'name', header: '姓名', type: 'person', required: true, synonyms: ['监督员'], widthChars: 10 },
    { key: 'from', header: '单位或社区', type: 'text', synonyms: ['单位', '工作单位', '社区'], widthChars: 22 },
    { key: 'area', header: '联系片区', type: 'text', synonyms: ['片区', '监督范围'], widthChars: 18 },
    { key: 'phone', header: '联系电话', type: 'text', synonyms: ['电话', '手机'], widthChars: 14 },
    { key: 'since', header: '聘任日期', type: 'date', synonyms: ['受聘日期'], widthChars: 12 },
    { key: 'until', header: '聘期至', type: 'date', synonyms: ['到期日期'], widthChars: 12 },
    { key: 'note', header: '备注', type: 'long', widthChars: 20 },
  ],
  derived: [
    {
      key: 'said',
      header: '反映意见',
      type: 'number',
      derive: (row, { by }) => (by('pingyi', 'who').get(textOf(row, 'name')) ?? []).length,
      widthChars: 9,
    },
    {
      key: 'office',
      header: '聘期',
      type: 'text',
      derive: (row, { today }) => (textOf(row, 'until') !== '' && textOf(row, 'until') < today ? '▲ 已到期' : '在聘'),
      widthChars: 10,
    },
  ],
  keys: ['name', 'from'],
  shown: ['name', 'from', 'area', 'said', 'office'],
  roles: [{ role: 'evidence', label: '聘书或名单' }],
  figures: (rows, { today, by }) => {
    const now = rows.filter((row) => textOf(row, 'until') === '' || textOf(row, 'until') >= today);
    const said = rows.reduce((sum, row) => sum + (by('pingyi', 'who').get(textOf(row, 'name')) ?? []).length, 0);
    return [
      { kind: 'number', label: '在聘', value: `${now.length} 名`, note: `名册共 ${rows.length} 名`, tone: 'none' },
      { kind: 'number', label: '反映意见', value: `${said} 条`, note: '在“市民评议与社会监督”里登记的', tone: 'none' },
    ];
  },
};
