import { isClosed, isOverdue, textOf, type Figure, type LedgerDefinition, type LedgerRow } from './ledger.ts';

/** 硬件缺项清单 (REQUIREMENTS T8; P45): indicators that cannot be met because the city has no such facility, and the plan for it. */
export const hardware: LedgerDefinition = {
  id: 'yingjian',
  name: '硬件缺项清单',
  altNames: ['硬件缺项', '硬件设施缺项', '硬件建设清单'],
  group: '整改',
  about: '本地还没有的设施:对应的指标不计入缺项和得分,写明理由,按计划补建;建成后指标恢复计分。',
  columns: [
    {
      key: 'indicator',
      header: '测评标准条款',
      type: 'indicator',
      required: true,
      synonyms: ['指标', '指标编号', '编号', '测评标准'],
      widthChars: 14,
    },
    {
      key: 'lacking',
      header: '缺什么设施',
      type: 'long',
      required: true,
      synonyms: ['硬件缺项', '缺项内容', '项目名称'],
      widthChars: 30,
    },
    { key: 'reason', header: '理由', type: 'long', required: true, synonyms: ['原因', '不计分理由'], widthChars: 30 },
    { key: 'plan', header: '建设计划', type: 'long', synonyms: ['计划', '措施', '建设内容'], widthChars: 34 },
    { key: 'unit', header: '责任单位', type: 'unit', synonyms: ['牵头单位', '建设单位'], widthChars: 18 },
    { key: 'person', header: '责任人', type: 'person', widthChars: 10 },
    { key: 'due', header: '完成时限', type: 'date', synonyms: ['完成时间', '建成时间'], widthChars: 12 },
    { key: 'built', header: '建成日期', type: 'date', widthChars: 12 },
    { key: 'note', header: '备注', type: 'long', widthChars: 20 },
    { key: 'framework', header: '测评体系', type: 'text', synonyms: ['体系'], widthChars: 18 },
  ],
  keys: ['indicator', 'lacking', 'framework'],
  shown: ['indicator', 'lacking', 'plan', 'unit', 'due'],
  states: [
    { name: '未启动', shape: '○', tone: 'none', synonyms: ['未开工'] },
    { name: '建设中', shape: '◑', tone: 'warn', synonyms: ['在建', '已启动'] },
    { name: '已建成', shape: '●', tone: 'good', synonyms: ['建成', '完成', '已完成'], closed: true },
  ],
  moves: [
    { from: '未启动', to: '建设中', word: '启动建设', needs: ['plan', 'unit', 'due'] },
    { from: '未启动', to: '已建成', word: '登记建成', needs: ['built'] },
    { from: '建设中', to: '已建成', word: '登记建成', needs: ['built'] },
    { from: '已建成', to: '建设中', word: '改回建设中', reasonKey: 'note' },
  ],
  dueKey: 'due',
  roles: [{ role: 'evidence', label: '立项、现场照片等佐证' }],
  figures: (rows, { today }) => figures(rows, today),
};

/** Why the indicator of a row is not counted, as it is printed; null once the facility is there. */
export function hardwareReason(row: LedgerRow): string | null {
  if (isClosed(hardware, row)) return null;
  const due = textOf(row, 'due');
  return `硬件缺项:${textOf(row, 'lacking')}。${textOf(row, 'reason')}${due === '' ? '' : `(${due} 前建成)`}`;
}

function figures(rows: readonly LedgerRow[], today: string): readonly Figure[] {
  const open = rows.filter((row) => !isClosed(hardware, row));
  const overdue = rows.filter((row) => isOverdue(hardware, row, today)).length;
  return [
    { kind: 'number', label: '硬件缺项', value: String(open.length), note: '不计入缺项和得分', tone: 'none' },
    {
      kind: 'number',
      label: '逾期',
      value: String(overdue),
      note: overdue > 0 ? '过了完成时限还没有建成' : '没有逾期',
      tone: overdue > 0 ? 'bad' : 'good',
    },
    { kind: 'number', label: '已建成', value: String(rows.length - open.length), note: '指标已恢复计分', tone: 'none' },
  ];
}
