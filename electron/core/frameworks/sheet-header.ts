import type { Grid, GridCell } from './sheet-grid.ts';

/** What a column means to us. `other` is recognised but has no place in a framework (备注, 分值 …). */
export type Field =
  | 'level' | 'standard' | 'fullStandard' | 'code' | 'serial' | 'methods' | 'lead' | 'units' | 'partners' | 'due' | 'materials'
  | 'keywords' | 'weakKeywords' | 'altCodes' | 'confidence' | 'other'; // prettier-ignore

/** Column heads by field. `具体要求` and its like are the standard where no other column is, else the material requirements. */
export const FIELD_WORDS: Readonly<Record<Exclude<Field, 'other'> | 'requirement', readonly string[]>> = {
  level: [
    '测评项目', '测评内容', '版块', '板块', '部分', '篇章', '类别', '测评类别', '项目类别', '项目', '项目名称', '考评项目', '考核项目', '检查项目',
    '大项', '小项', '子项', '分项', '分项目', '一级指标', '二级指标', '三级指标', '四级指标', '指标', '指标名称', '测评指标', '基本指标', '考核指标',
    '内容', '考评内容', '考核内容', '检查内容', '工作内容', '主要内容', '创建内容', '测评要素', '条目', '标准条目', '任务', '工作任务', '重点任务',
    '目标任务', '主要任务', '任务名称', '任务分解',
  ],
  standard: [
    '测评标准', '标准', '评分标准', '考核标准', '考评标准', '评价标准', '标准要求', '测评要求', '具体标准', '建设标准', '测评细则', '评分细则',
    '细则', '内容及要求', '具体指标', '指标要求', '达标要求', '标准内容', '具体内容',
  ],
  requirement: ['具体要求', '工作要求', '要求', '任务要求', '相关要求'],
  fullStandard: ['标准全文'],
  methods: ['测评方法', '测评方式', '考核方式', '考核方法', '评分方法', '检查方法', '检查方式', '评估方法', '考察方式', '测评途径', '验收方式', '方法'],
  lead: ['牵头单位', '牵头部门', '主责单位', '主责部门', '主办单位', '主要责任单位', '第一责任单位', '牵头责任单位', '牵头'],
  units: ['责任单位', '责任部门', '责任主体', '责任科室', '责任处室', '承办单位', '落实单位', '实施单位', '提供材料部门', '提供部门', '报送单位'],
  partners: ['配合单位', '配合部门', '协办单位', '协同单位', '参与单位', '成员单位', '配合责任单位', '协助单位', '配合'],
  due: ['完成时间', '完成时限', '时限', '办结时限', '完成日期', '完成期限', '时间要求', '时间节点', '整改时限', '报送时间', '时间进度'],
  materials: [
    '材料要求', '材料', '所需材料', '佐证材料', '证明材料', '见证材料', '印证材料', '支撑材料', '申报材料', '提供材料', '报送材料', '材料清单',
    '材料目录', '材料类型', '资料要求', '资料清单', '档案资料', '台账资料', '需提供材料', '应提供资料',
  ],
  code: ['编号', '指标编号', '条目编号', '标准编号', '测评编号', '代码', '指标代码', '编码', '条款'],
  serial: ['序号', 'no', 'no.', '序'],
  keywords: ['关键词'],
  weakKeywords: ['弱关键词'],
  altCodes: ['别名编号'],
  confidence: ['可信度'],
}; // prettier-ignore

const OTHER_WORDS = [
  '备注', '相关提示', '责任人', '联系人', '负责人', '责任领导', '分管领导', '电话', '联系电话', '分值', '权重', '得分', '自评得分', '扣分',
  '考核得分', '进度', '状态', '完成情况', '落实情况', '签字', '奖惩', '工作措施', '关键措施', '责任', '考评', '定任务', '定进度', '定责任',
  '定考评', '定奖惩', '上级单位', '上级部门',
]; // prettier-ignore

/** Looser rules for heads that are in no list, tried in this order on heads of at most 12 characters. */
const LOOSE: readonly (readonly [RegExp, Field | 'requirement'])[] = [
  [/关键词/, 'keywords'],
  [/(?:责任人|负责人|联系人|联络员|电话|领导|分值|得分|备注|提示|说明)/, 'other'],
  [/牵头|主责/, 'lead'],
  [/(?:配合|协办|协同|协助|参与).*(?:单位|部门|科室)/, 'partners'],
  [/责任.*(?:单位|部门|科室|主体)|^(?!计量|货币|编制|数据).{2,}(?:单位|部门)$/, 'units'],
  [/(?:完成|办结|整改|报送|落实).*(?:时间|时限|日期|期限)/, 'due'],
  [/(?:材料|资料|佐证|台账)/, 'materials'],
  [/(?:测评|考核|考评|检查|评估|评分|考察|验收).*(?:方法|方式|途径)$/, 'methods'],
  [/编号$/, 'code'],
  [/(?:标准|细则)$/, 'standard'],
  [/(?:测评|考核|考评|检查|创建|工作).*要求$/, 'requirement'],
  [/(?:项目|指标|内容|[版板]块|任务|类别)$/, 'level'],
];

export interface Column {
  /** 0-based. */
  readonly column: number;
  readonly head: string;
  readonly field: Field;
}

export interface Header {
  /** 0-based rows of the head, first and last. */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly columns: readonly Column[];
  readonly score: number;
}

const LAST_ROW_LOOKED_AT = 20;

/** The best head of a sheet among its first rows (one or two rows high), or null when none names a level and one more column. */
export function findHeader(grid: Grid): Header | null {
  let best: Header | null = null;
  for (let row = 0; row < Math.min(grid.rows.length, LAST_ROW_LOOKED_AT); row++) {
    for (const lastRow of [row, row + 1]) {
      const header = headerAt(grid, row, lastRow);
      if (header && (best === null || header.score > best.score)) best = header;
    }
  }
  return best;
}

function headerAt(grid: Grid, firstRow: number, lastRow: number): Header | null {
  const upper = grid.rows[firstRow] ?? [];
  const lower = grid.rows[lastRow];
  if (!lower) return null;
  if (lastRow > firstRow && !isSecondRow(upper, lower)) return null;
  const seen = new Set<GridCell>();
  const columns: Column[] = [];
  for (let column = 0; column < grid.columnCount; column++) {
    const [top, bottom] = [upper[column], lower[column]];
    if (!top || !bottom) continue;
    if (lastRow === firstRow && top.endRow > lastRow) return null; // the head goes on below
    const cell = bottom.text === '' ? top : bottom;
    const head = compact(cell.text);
    if (head === '' || head.length > 20) continue;
    // one head over two columns names two levels, but only one column of anything else
    const field = fieldOf(head) ?? (cell === top || top === bottom ? null : fieldOf(compact(top.text)));
    if (field === null) continue;
    if (seen.has(cell) && field !== 'level' && field !== 'standard') continue;
    seen.add(cell);
    columns.push({ column, head, field: field === 'requirement' ? 'other' : field });
  }
  const settled = settle(columns, grid.columnCount);
  const counted = settled.filter((one) => one.field !== 'other' && one.field !== 'serial');
  if (!settled.some((one) => one.field === 'level' || one.field === 'standard') || counted.length < 2) return null;
  const kinds = new Set(counted.map((one) => one.field)).size;
  return { firstRow, lastRow, columns: settled, score: kinds * 10 + counted.length - (lastRow - firstRow) };
}

/** A second head row repeats merged cells or names columns; it holds nothing long. */
function isSecondRow(upper: readonly GridCell[], lower: readonly GridCell[]): boolean {
  if (new Set(upper.filter((cell) => cell.text !== '')).size < 2) return false; // a title over the head
  const own = lower.filter((cell, column) => cell.text !== '' && cell !== upper[column]);
  const shared = lower.some((cell, column) => cell.text !== '' && cell === upper[column] && cell.endRow > cell.originRow);
  const under = upper.some((cell) => cell.endColumn > cell.originColumn && cell.text !== '');
  if (own.length === 0) return shared;
  const named = own.filter((cell) => fieldOf(compact(cell.text)) !== null).length;
  return (shared || under) && named > 0 && own.every((cell) => compact(cell.text).length <= 12);
}

/** Decides what depends on the other columns: where the levels end, and what 具体要求 means here. */
function settle(columns: readonly Column[], columnCount: number): Column[] {
  const isRequirement = (one: Column) => one.field === 'other' && fieldOf(one.head) === 'requirement';
  const hasStandard = columns.some((one) => one.field === 'standard');
  const hasMaterials = columns.some((one) => one.field === 'materials');
  let standardTaken = hasStandard;
  const resolved = columns.map((one): Column => {
    if (!isRequirement(one)) return one;
    if (!standardTaken) {
      standardTaken = true;
      return { ...one, field: 'standard' };
    }
    return { ...one, field: hasMaterials ? 'other' : 'materials' };
  });
  const standards = resolved.filter((one) => one.field === 'standard');
  const lastStandard = standards.at(-1)?.column;
  const firstAttribute = resolved.find((one) =>
    ['methods', 'lead', 'units', 'partners', 'due', 'materials'].includes(one.field),
  )?.column;
  const end = lastStandard ?? Math.max(firstAttribute ?? columnCount, firstLevel(resolved) + 1);
  return resolved.map((one): Column => {
    if (one.field === 'standard' && one.column !== lastStandard) return { ...one, field: 'level' };
    return one.field === 'level' && one.column > end ? { ...one, field: 'other' } : one;
  });
}

function firstLevel(columns: readonly Column[]): number {
  return columns.find((one) => one.field === 'level')?.column ?? 0;
}

/** The field a column head names, or null. Line breaks, spaces and remarks in brackets do not matter. */
export function fieldOf(head: string): Field | 'requirement' | null {
  const plain = compact(head);
  return strictField(plain) ?? looseField(plain);
}

function strictField(head: string): Field | 'requirement' | null {
  const bare = head.replace(/[(（][^()（）]*[)）]/g, '').replace(/[:：]$/, '');
  for (const word of new Set([head, bare, ...bare.split(/[/／、]/)])) {
    const lower = word.toLowerCase();
    for (const [field, words] of Object.entries(FIELD_WORDS)) {
      if (words.includes(lower)) return field as Field | 'requirement';
    }
    if (OTHER_WORDS.includes(lower)) return 'other';
  }
  return null;
}

function looseField(head: string): Field | 'requirement' | null {
  const bare = head.replace(/[(（][^()（）]*[)）]/g, '');
  if (bare.length > 12) return null;
  return LOOSE.find(([pattern]) => pattern.test(bare))?.[1] ?? null;
}

function compact(text: string): string {
  return text.replace(/\s+/g, '');
}
