import type { DutyItem, DutyPaper } from '../../../shared/contract/duties.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';
import type { Paper } from '../exports/exports.ts';
import { readItems } from './read-duties.ts';

interface PaperInput {
  readonly framework: string;
  readonly unit: string;
  readonly what: DutyPaper;
  /** Local day `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * The 督办单 of a unit (what it still lacks, the overdue first) or its 责任状 (all it answers for), ready to be laid out.
 * Throws AppError `not-found` for a framework or a unit that carries nothing, `refused` where nothing is left to press for.
 */
export async function dutyPaper(archive: Archive, { framework, unit, what, today }: PaperInput): Promise<Paper> {
  const row = await archive.db.get<{ name: string; edition: string; note: string; reconstructed: number }>(
    'SELECT name, edition, note, reconstructed FROM frameworks WHERE id = ?',
    [framework],
  );
  const items = await readItems(archive, { framework, unit, today });
  if (!row || items.length === 0) throw new AppError('not-found', `“${unit}”没有承担指标。请先在“责任”里把指标分给它。`);
  const shared = { issuer: archive.settings.unit, day: today, note: row.reconstructed === 1 ? row.note : '' };
  const parts = { ...shared, unit, items, framework: `《${row.name}》` };
  return what === '督办单' ? pressing(parts) : pledging(parts);
}

interface Parts {
  readonly unit: string;
  readonly items: readonly DutyItem[];
  readonly framework: string;
  readonly issuer: string;
  readonly day: string;
  readonly note: string;
}

const RANK = { overdue: 0, soon: 1 } as const;
const rankOf = ({ dueState }: DutyItem): number => (dueState === null ? 2 : RANK[dueState]);
const dueWords = ({ due, dueState }: DutyItem): string =>
  `${due === '' ? '未定' : due}${dueState === 'overdue' ? '(已逾期)' : dueState === 'soon' ? '(近 7 天到期)' : ''}`;

const PRESSING = [
  { name: '序号', share: 7, align: 'center' },
  { name: '编号', share: 14, align: 'center' },
  { name: '测评标准', share: 34 },
  { name: '还缺的材料', share: 24 },
  { name: '责任', share: 8, align: 'center' },
  { name: '完成时间', share: 14, align: 'center' },
] as const;

function pressingRow(item: DutyItem, at: number): readonly string[] {
  const lacking = item.lacking.replaceAll('、', '\n');
  return [String(at + 1), item.code, item.name, lacking, item.lead ? '牵头' : '配合', dueWords(item)];
}

function pressing({ unit, items, framework, ...paper }: Parts): Paper {
  const open = items.filter((item) => item.lacking !== '').sort((a, b) => rankOf(a) - rankOf(b));
  if (open.length === 0) throw new AppError('refused', `“${unit}”承担的 ${items.length} 项材料都已齐全,没有要督办的。`);
  const late = open.filter(({ dueState }) => dueState === 'overdue').length;
  const counted = `你单位承担${framework}指标 ${items.length} 项,目前还有 ${open.length} 项缺少材料${late > 0 ? `,其中 ${late} 项已经逾期` : ''}。`;
  return {
    ...paper,
    title: '督办单',
    to: `${unit}:`,
    parts: [
      { kind: 'text', paragraphs: [`${counted}请按下表逐项补齐,有困难的请及时说明原因。`] },
      { kind: 'table', columns: PRESSING, rows: open.map(pressingRow) },
    ],
    fields: ['签收人', '签收时间', '承办人', '办结时间'],
  };
}
const PLEDGED = [
  { name: '序号', share: 7, align: 'center' },
  { name: '编号', share: 14, align: 'center' },
  { name: '测评标准', share: 44 },
  { name: '责任', share: 8, align: 'center' },
  { name: '责任人', share: 12, align: 'center' },
  { name: '完成时间', share: 14, align: 'center' },
] as const;

function pledgedRow(item: DutyItem, at: number): readonly string[] {
  const due = item.due === '' ? '未定' : item.due;
  return [String(at + 1), item.code, item.name, item.lead ? '牵头' : '配合', item.person, due];
}

function pledging({ unit, items, framework, issuer, day, note }: Parts): Paper {
  const leads = items.filter(({ lead }) => lead).length;
  return {
    title: `${framework}创建工作目标责任状`,
    to: '',
    parts: [
      {
        kind: 'text',
        paragraphs: [
          `为落实${framework}创建任务,明确责任、按期完成,${issuer === '' ? '创建工作领导小组' : issuer}与${unit}签订本责任状。`,
          `一、责任目标。${unit}承担 ${items.length} 项测评标准,其中牵头 ${leads} 项、配合 ${items.length - leads} 项,详见下表。`,
        ],
      },
      { kind: 'table', columns: PLEDGED, rows: items.map(pledgedRow) },
      {
        kind: 'text',
        paragraphs: [
          '二、责任要求。主要负责同志负总责,分管负责同志具体抓;材料真实、完整,按要求的类型、份数和时限报送;发现问题限期整改。',
          '三、本责任状一式两份,双方各执一份,签字盖章后生效。',
        ],
      },
    ],
    issuer: '',
    day,
    fields: ['甲方(盖章)', '乙方(盖章)', '负责人(签字)', '负责人(签字)', '签订日期', '签订日期'],
    note,
  };
}
