import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../../shared/domain/volume.ts';
import type { Block, TableRow } from '../layout/blocks.ts';
import { KEYS, evidenceEndKey, evidenceKey } from './keys.ts';
import { WIDE, SIZE, HEAD_SHADE, cell, compactDate, headRow, heading, paragraph } from './style.ts';
import type { LabelOf } from './style.ts';

/** First and last page label of an evidence, `12` or `12–15`. */
export function pageRange(evidence: PlannedEvidence, labelOf: LabelOf): string {
  const first = labelOf(evidenceKey(evidence));
  const last = labelOf(evidenceEndKey(evidence));
  return last && last !== first ? `${first}–${last}` : first;
}

/**
 * 指标页: code, name, full standard, methods, units, requirements in words and the 卷内目录 (GB/T 9705 columns: 序号、文号、责任者、
 * 题名、日期、页号、备注).
 * @param remarkOf what the 备注 of an evidence says, e.g. why only a placeholder stands in the volume; ''
 */
export function indicatorBlocks(
  group: PlannedGroup,
  indicator: PlannedIndicator,
  labelOf: LabelOf,
  remarkOf: (evidence: PlannedEvidence) => string,
): Block[] {
  return [
    {
      kind: 'table',
      columns: [80, 20],
      border: false,
      rows: [
        {
          cells: [
            cell(placeOf(group), { sizePt: SIZE.smallFive, color: '#444444' }),
            cell('返回目录', { sizePt: SIZE.smallFive, align: 'right', color: '#1f4e9a', linkTo: KEYS.contents }),
          ],
        },
      ],
    },
    paragraph(`${indicator.code}${WIDE}${indicator.name}`, {
      face: 'song-bold',
      balanced: true,
      sizePt: Array.from(indicator.name).length > 40 ? SIZE.three : 20,
      align: 'center',
      lineHeight: 1.45,
      spaceBeforePt: 8,
      spaceAfterPt: 10,
    }),
    factsTable(indicator),
    ...needsTable(indicator),
    ...evidenceTable(indicator, labelOf, remarkOf),
  ];
}

/** The group and those above it; a level named like the one above it (a section of one group) is said once. */
function placeOf(group: PlannedGroup): string {
  return [...group.parents, group.name].filter((name, index, all) => name !== all[index - 1]).join(' › ');
}

function factsTable(indicator: PlannedIndicator): Block {
  const fact = (name: string, value: string): TableRow => ({
    cells: [
      cell(name, { face: 'hei', align: 'center', shade: HEAD_SHADE }),
      cell(value || '—', { sizePt: SIZE.five, align: 'justify' }),
    ],
    minHeightPt: 22,
  });
  return {
    kind: 'table',
    columns: [15, 85],
    rows: [
      fact('测评标准', indicator.standard || indicator.name),
      fact('测评方法', indicator.methods.join('、')),
      fact('牵头单位', indicator.leadUnit),
      fact('责任单位', indicator.units.join('、')),
      fact('材料状态', indicator.state),
      ...(indicator.notApplicable === null ? [] : [fact('不计理由', indicator.notApplicable)]),
    ],
  };
}

function needsTable(indicator: PlannedIndicator): Block[] {
  if (indicator.needs.length === 0) return [];
  return [
    heading('材料要求'),
    {
      kind: 'table',
      columns: [16, 11, 11, 14, 48],
      headerRows: 1,
      rows: [
        headRow(['材料类型', '要求', '已确认', '状态', '说明']),
        ...indicator.needs.map((need) => ({
          cells: [
            cell(need.kind, { align: 'center' }),
            cell(`${need.required} 件`, { align: 'center' }),
            cell(`${need.confirmed} 件`, { align: 'center' }),
            cell(need.state, { align: 'center', face: need.state === '齐全' ? 'song' : 'hei' }),
            cell(need.message),
          ],
        })),
      ],
    },
  ];
}

const EVIDENCE_COLUMNS = ['序号', '文号', '责任者', '题名', '日期', '页号', '备注'] as const;

function evidenceTable(indicator: PlannedIndicator, labelOf: LabelOf, remarkOf: (evidence: PlannedEvidence) => string): Block[] {
  const small = SIZE.smallFive;
  const rows = indicator.evidence.map((evidence): TableRow => {
    const linkTo = evidenceKey(evidence);
    return {
      cells: [
        cell(evidence.mark, { align: 'center', linkTo }),
        cell(evidence.docNumber ?? '', { sizePt: small }),
        cell(evidence.issuer ?? '', { sizePt: small }),
        cell(evidence.title, { sizePt: small, linkTo }),
        cell(compactDate(evidence.date), { sizePt: small, align: 'center' }),
        cell(pageRange(evidence, labelOf), { sizePt: small, align: 'center', linkTo }),
        cell(remarkOf(evidence), { sizePt: small }),
      ],
      minHeightPt: 24,
    };
  });
  return [
    heading('卷内目录'),
    {
      kind: 'table',
      columns: [7, 19, 15, 29, 11.5, 10.5, 11],
      headerRows: 1,
      rows: [headRow(EVIDENCE_COLUMNS), ...(rows.length > 0 ? rows : [emptyRow(indicator)])],
    },
  ];
}

/** 空项打印“缺” (材料提交表 practice): the place where the evidence would stand says that there is none. */
function emptyRow({ state }: PlannedIndicator): TableRow {
  const none = state === '不适用' ? '不适用' : '缺';
  return {
    cells: EVIDENCE_COLUMNS.map((column) => cell(column === '题名' ? none : '', { face: 'hei', align: 'center' })),
    minHeightPt: 28,
  };
}
