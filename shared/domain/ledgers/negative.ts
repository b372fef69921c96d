import { addMonths } from '../periods.ts';
import { fold, lettersOf } from '../text.ts';
import { numberOf, textOf, type Figure, type LedgerDefinition, type LedgerRow } from './ledger.ts';

/** 负面清单 (REQUIREMENTS T7; P03, P04, P38, W04): what must not have happened, or must be reached, or nothing may be applied for. */
export const negativeList: LedgerDefinition = {
  id: 'fumian',
  name: '负面清单',
  altNames: ['一票否决事项', '负面清单核查表', '必备条件'],
  group: '考核',
  about: '一票否决的事项和必备条件:回看多久、谁出证明、有没有触发。触发了一项,工作台和缺项会一直提示。',
  columns: [
    { key: 'code', header: '编号', type: 'text', widthChars: 8 },
    { key: 'item', header: '事项', type: 'long', required: true, synonyms: ['负面事项', '否决事项', '内容'], widthChars: 40 },
    {
      key: 'kind',
      header: '性质',
      type: 'choice',
      choices: ['一票否决', '必备条件', '扣分'],
      open: true,
      synonyms: ['类别'],
      widthChars: 10,
    },
    {
      key: 'months',
      header: '回看月数',
      type: 'number',
      synonyms: ['回溯月数', '时限(月)'],
      hint: '从测评基准日往前数;空着就是不限',
      widthChars: 10,
    },
    {
      key: 'proof',
      header: '证明材料',
      type: 'long',
      synonyms: ['所需证明'],
      hint: '主管部门出具的“未发生”证明',
      widthChars: 26,
    },
    { key: 'unit', header: '出具部门', type: 'unit', synonyms: ['主管部门', '责任单位'], widthChars: 16 },
    { key: 'checkedBy', header: '核对人', type: 'person', widthChars: 10 },
    { key: 'checked', header: '核对日期', type: 'date', widthChars: 12 },
    { key: 'happened', header: '发生日期', type: 'date', synonyms: ['发生时间'], widthChars: 12 },
    { key: 'what', header: '情况说明', type: 'long', synonyms: ['说明', '备注'], widthChars: 30 },
    { key: 'framework', header: '测评体系', type: 'text', synonyms: ['体系'], widthChars: 18 },
  ],
  keys: ['item', 'framework'],
  shown: ['code', 'item', 'kind', 'months'],
  states: [
    { name: '待核对', shape: '○', tone: 'warn', synonyms: ['未核对', '待核实'] },
    { name: '未触发', shape: '●', tone: 'good', synonyms: ['未发生', '无', '达到', '达标'], closed: true },
    { name: '触发', shape: '▲', tone: 'bad', synonyms: ['已发生', '发生', '有', '未达到', '不达标'] },
  ],
  moves: [
    {
      from: '待核对',
      to: '未触发',
      word: '确认未触发',
      needsRole: 'proof',
      reasonKey: 'what',
      signs: { by: 'checkedBy', on: 'checked' },
    },
    { from: '待核对', to: '触发', word: '登记触发', reasonKey: 'what' },
    { from: '未触发', to: '触发', word: '登记触发', reasonKey: 'what' },
    { from: '触发', to: '待核对', word: '重新核对', reasonKey: 'what' },
    { from: '未触发', to: '待核对', word: '重新核对', reasonKey: 'what', clears: ['checkedBy', 'checked'] },
  ],
  roles: [{ role: 'proof', label: '主管部门证明', expected: true }],
  figures: (rows) => figures(rows),
};

/** A row that stands against the whole application. */
export interface Veto {
  readonly id: number;
  readonly item: string;
  readonly kind: string;
  readonly happened: string;
}

/**
 * Matters that are 触发 and still count on the 测评基准日 (`YYYY-MM-DD`): without a day or without a look-back always, else while the day
 * lies no more than that many months before it. 扣分 stands against nothing. A matter counts once, though rows of several frameworks or
 * years name it: the row with the latest day stands for it.
 */
export function vetoesOf(rows: readonly LedgerRow[], baseDate: string): readonly Veto[] {
  const matters = new Map<string, Veto>();
  for (const veto of standing(rows, baseDate)) {
    const matter = lettersOf(fold(veto.item));
    const held = matters.get(matter);
    if (held === undefined || held.happened < veto.happened) matters.set(matter, veto);
  }
  return [...matters.values()];
}

function standing(rows: readonly LedgerRow[], baseDate: string): readonly Veto[] {
  return rows.flatMap((row): Veto[] => {
    const kind = textOf(row, 'kind') || '一票否决';
    const [happened, months] = [textOf(row, 'happened'), numberOf(row, 'months')];
    if (row.state !== '触发' || kind === '扣分') return [];
    if (happened !== '' && months > 0 && happened < addMonths(baseDate, -months)) return [];
    return [{ id: row.id, item: textOf(row, 'item'), kind, happened }];
  });
}

/** One line about it: `一票否决:发生重大安全事故(2026-03-01)`. */
export function vetoWords({ kind, item, happened }: Pick<Veto, 'kind' | 'item' | 'happened'>): string {
  return `${kind}:${item}${happened === '' ? '' : `(${happened})`}`;
}

function figures(rows: readonly LedgerRow[]): readonly Figure[] {
  const count = (state: string): number => rows.filter((row) => row.state === state).length;
  const hit = count('触发');
  return [
    { kind: 'number', label: '事项', value: String(rows.length), note: '负面清单里的全部事项', tone: 'none' },
    {
      kind: 'number',
      label: '触发',
      value: String(hit),
      note: hit > 0 ? '一票否决,先处理' : '没有触发',
      tone: hit > 0 ? 'bad' : 'good',
    },
    { kind: 'number', label: '待核对', value: String(count('待核对')), note: '还没有核对的事项', tone: 'none' },
    {
      kind: 'number',
      label: '缺证明',
      value: String(rows.filter((row) => row.state === '未触发' && row.documents.length === 0).length),
      note: '确认未触发,但没有附主管部门证明',
      tone: 'none',
    },
  ];
}
