import type { PlannedEvidence, PlannedIndicator, VolumePlan } from '../../../../shared/domain/volume.ts';
import type { Extra } from '../../../../shared/domain/volume-look.ts';
import type { Block, TableRow } from '../layout/blocks.ts';
import { pageRange } from './indicator.ts';
import { evidenceEndKey, evidenceKey, indicatorKey } from './keys.ts';
import { SIZE, cell, compactDate, headRow, paragraph, sectionTitle, type LabelOf } from './style.ts';

/** Titles of the lists at the end of a volume, in the order they stand there. */
export const EXTRA_WORDS: Readonly<Record<Extra, string>> = {
  'evidence-table': '佐证对照表',
  'archive-list': '归档文件目录',
  'number-index': '文号索引',
  'unit-index': '责任单位索引',
};

interface Use {
  readonly indicator: PlannedIndicator;
  readonly evidence: PlannedEvidence;
}

/** What the lists need to know of the volume they stand in. */
export interface InVolume {
  readonly labelOf: LabelOf;
  /** Printed pages an evidence takes, as a number in words; '' while they are not known. */
  readonly pagesOf: (evidence: PlannedEvidence) => string;
  /** False where a page stands for what could not be taken in (未收入). */
  readonly isPlaced: (evidence: PlannedEvidence) => boolean;
}

/** One of the lists at the end of a volume. */
export function extraBlocks(extra: Extra, plan: VolumePlan, { labelOf, pagesOf, isPlaced }: InVolume): Block[] {
  const uses = plan.groups.flatMap((group) =>
    group.indicators.flatMap((indicator) => indicator.evidence.map((evidence) => ({ indicator, evidence }))),
  );
  if (extra === 'evidence-table') return evidenceTable(plan, labelOf, isPlaced);
  if (extra === 'archive-list') return archiveList(uses, pagesOf);
  return extra === 'number-index' ? numberIndex(uses, labelOf) : unitIndex(plan, labelOf, isPlaced);
}

const small = SIZE.smallFive;
const nothing = (text: string): Block => paragraph(text, { sizePt: SIZE.smallFour, firstLineIndentPt: 24 });

/** Cells that say how many pieces of evidence stand in the volume, and how many do not. */
function pieceCells(evidence: readonly PlannedEvidence[], isPlaced: InVolume['isPlaced']): TableRow['cells'] {
  const placed = evidence.filter(isPlaced).length;
  const left = evidence.length - placed;
  return [`${placed} 件`, left === 0 ? '' : `${left} 件`].map((text) => cell(text, { sizePt: small, align: 'center' }));
}

/** 佐证对照表: every indicator of the volume with its state, how much proves it and how much of that is 未收入, and from which page to which. */
function evidenceTable(plan: VolumePlan, labelOf: LabelOf, isPlaced: InVolume['isPlaced']): Block[] {
  const indicators = plan.groups.flatMap((group) => group.indicators);
  const rows = indicators.map((indicator): TableRow => {
    const linkTo = indicatorKey(indicator);
    const last = indicator.evidence.at(-1);
    const [from, to] = [labelOf(linkTo), last === undefined ? '' : labelOf(evidenceEndKey(last))];
    return {
      cells: [
        cell(indicator.code, { sizePt: small, align: 'center', linkTo }),
        cell(indicator.name, { sizePt: small, linkTo }),
        cell(indicator.leadUnit, { sizePt: small }),
        cell(indicator.state, { sizePt: small, align: 'center', face: indicator.state === '齐全' ? 'song' : 'hei' }),
        ...pieceCells(indicator.evidence, isPlaced),
        cell(to === '' || to === from ? from : `${from}–${to}`, { sizePt: small, align: 'center', linkTo }),
      ],
    };
  });
  return [
    sectionTitle(EXTRA_WORDS['evidence-table']),
    rows.length === 0
      ? nothing('本卷没有指标。')
      : {
          kind: 'table',
          columns: [12, 38, 15, 10, 7, 8, 10],
          headerRows: 1,
          rows: [
            headRow(['指标', '名称', '牵头单位', '状态', '收入', '未收入', '页号'], small),
            ...rows,
            {
              cells: [
                { ...cell(`合计 ${indicators.length} 项指标`, { sizePt: small, face: 'hei', align: 'center' }), colSpan: 4 },
                ...pieceCells(
                  indicators.flatMap(({ evidence }) => evidence),
                  isPlaced,
                ),
                cell('', { sizePt: small }),
              ],
            },
          ],
        },
  ];
}

/** 归档文件目录 (DA/T 22-2015 §5.5): 序号、档号、文号、责任者、题名、日期、密级、页数、备注; what is not known stays empty. */
function archiveList(uses: readonly Use[], pagesOf: (evidence: PlannedEvidence) => string): Block[] {
  const rows = uses.map(({ evidence }, index): TableRow => {
    const linkTo = evidenceKey(evidence);
    return {
      cells: [
        cell(String(index + 1), { sizePt: small, align: 'center' }),
        cell(evidence.materialCode, { sizePt: small, linkTo }),
        cell(evidence.docNumber ?? '', { sizePt: small }),
        cell(evidence.issuer ?? '', { sizePt: small }),
        cell(evidence.title, { sizePt: small, linkTo }),
        cell(compactDate(evidence.date), { sizePt: small, align: 'center' }),
        cell('', { sizePt: small }),
        cell(pagesOf(evidence), { sizePt: small, align: 'center' }),
        cell('', { sizePt: small }),
      ],
      minHeightPt: 22,
    };
  });
  const head = headRow(['序号', '档号', '文号', '责任者', '题名', '日期', '密级', '页数', '备注'], small);
  return [
    sectionTitle(EXTRA_WORDS['archive-list']),
    rows.length === 0
      ? nothing('本卷没有材料。')
      : { kind: 'table', columns: [5, 11, 15, 16, 31, 8, 4, 4, 6], headerRows: 1, rows: [head, ...rows] },
  ];
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Every document number in the volume with what it is and where it stands. */
function numberIndex(uses: readonly Use[], labelOf: LabelOf): Block[] {
  const numbered = uses
    .filter(({ evidence }) => evidence.docNumber)
    .sort((a, b) => collator.compare(a.evidence.docNumber ?? '', b.evidence.docNumber ?? ''));
  const rows = numbered.map(({ evidence }): TableRow => {
    const linkTo = evidenceKey(evidence);
    return {
      cells: [
        cell(evidence.docNumber ?? '', { sizePt: small }),
        cell(evidence.title, { sizePt: small, linkTo }),
        cell(evidence.materialCode, { sizePt: small, linkTo }),
        cell(pageRange(evidence, labelOf), { sizePt: small, align: 'center', linkTo }),
      ],
    };
  });
  return [
    sectionTitle(EXTRA_WORDS['number-index']),
    rows.length === 0
      ? nothing('本卷的材料都没有文号。')
      : {
          kind: 'table',
          columns: [26, 42, 19, 13],
          headerRows: 1,
          rows: [headRow(['文号', '题名', '材料编号', '页号']), ...rows],
        },
  ];
}

/** Every unit with the indicators it leads or shares in. */
function unitIndex(plan: VolumePlan, labelOf: LabelOf, isPlaced: InVolume['isPlaced']): Block[] {
  const byUnit = new Map<string, { readonly indicator: PlannedIndicator; readonly leads: boolean }[]>();
  for (const indicator of plan.groups.flatMap((group) => group.indicators))
    for (const unit of new Set([indicator.leadUnit, ...indicator.units].filter((name) => name !== '')))
      byUnit.set(unit, [...(byUnit.get(unit) ?? []), { indicator, leads: unit === indicator.leadUnit }]);
  const units = [...byUnit].sort(([a], [b]) => collator.compare(a, b));
  const rows = units.flatMap(([unit, list]) =>
    list.map(({ indicator, leads }, index): TableRow => {
      const linkTo = indicatorKey(indicator);
      return {
        cells: [
          cell(index === 0 ? unit : '', { sizePt: small, face: 'hei' }),
          cell(leads ? '牵头' : '配合', { sizePt: small, align: 'center' }),
          cell(`${indicator.code} ${indicator.name}`, { sizePt: small, linkTo }),
          ...pieceCells(indicator.evidence, isPlaced),
          cell(labelOf(linkTo), { sizePt: small, align: 'center', linkTo }),
        ],
      };
    }),
  );
  return [
    sectionTitle(EXTRA_WORDS['unit-index']),
    rows.length === 0
      ? nothing('本卷的指标没有填责任单位。')
      : {
          kind: 'table',
          columns: [23, 8, 43, 8, 9, 9],
          headerRows: 1,
          rows: [headRow(['责任单位', '分工', '指标', '收入', '未收入', '页号']), ...rows],
        },
  ];
}
