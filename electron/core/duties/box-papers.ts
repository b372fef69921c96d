import { SHEET_MM } from '../../../shared/domain/volume-estimate.ts';
import { BOX_THICKNESS_MM, SPINE_THICKNESS_MM, type BoxChoice } from '../../../shared/contract/duties.ts';
import type { PlannedEvidence } from '../../../shared/domain/volume.ts';
import type { BoxLabel, Paper } from '../exports/exports.ts';
import { dayOf, type PlannedFramework } from './material-tables.ts';

/** Of a box so much is filled: paper in it is not pressed. */
const FILLED = 0.8;
/** Leaves of paper one millimetre of a box holds. */
const LEAVES_PER_MM = FILLED / SHEET_MM;

interface BoxedItem {
  /** 件号, counted through all boxes. */
  readonly number: number;
  readonly evidence: PlannedEvidence;
  readonly pages: number | null;
}

export interface Box {
  /** 盒号, from 1. */
  readonly number: number;
  readonly thicknessMm: number;
  readonly group: string;
  readonly items: readonly BoxedItem[];
}

const THICKEST_MM = Math.max(...BOX_THICKNESS_MM);

/** The narrowest box so many leaves fit into; the thickest for what fits into none. */
function narrowest(leaves: number): number {
  return BOX_THICKNESS_MM.find((thickness) => leaves <= thickness * LEAVES_PER_MM) ?? THICKEST_MM;
}

/**
 * Divides the confirmed material among boxes (S6): in the order of the volume, a new box for each 测评项目 and where the thickness is
 * used up. `auto` fills the thickest box and then takes for each the narrowest that holds it. Every page counts as a leaf, what has
 * no known pages as one; the same paper under two leaves lies in each.
 */
export function boxesOf(
  plan: Pick<PlannedFramework, 'groups' | 'pagesOf'>,
  thicknessMm: BoxChoice['thicknessMm'],
): readonly Box[] {
  const most = (thicknessMm === 'auto' ? THICKEST_MM : thicknessMm) * LEAVES_PER_MM;
  const boxes: Box[] = [];
  let number = 0;
  for (const group of plan.groups) {
    let items: BoxedItem[] = [];
    let leaves = 0;
    const close = (): void => {
      if (items.length > 0)
        boxes.push({
          number: boxes.length + 1,
          thicknessMm: thicknessMm === 'auto' ? narrowest(leaves) : thicknessMm,
          group: `${group.code} ${group.name}`.trim(),
          items,
        });
      items = [];
      leaves = 0;
    };
    for (const evidence of group.indicators.flatMap((leaf) => leaf.evidence)) {
      const pages = plan.pagesOf(evidence);
      if (items.length > 0 && leaves + (pages ?? 1) > most) close();
      items.push({ number: ++number, evidence, pages });
      leaves += pages ?? 1;
    }
    close();
  }
  return boxes;
}

/** `2026`, or `2025—2026`; '' where no material has a day. */
function yearsOf(box: Box): string {
  const years = box.items.map(({ evidence }) => dayOf(evidence).slice(0, 4)).filter((year) => /^\d{4}$/.test(year));
  const [first, last] = [years.toSorted().at(0), years.toSorted().at(-1)];
  return first === undefined || last === undefined ? '' : first === last ? first : `${first}—${last}`;
}

const spanOf = (box: Box): string => `${box.items.at(0)?.number ?? ''}—${box.items.at(-1)?.number ?? ''}`;

/** Columns of 归档文件目录 (DA/T 22, A04). */
const INSIDE = [
  { name: '件号', share: 7, align: 'center' },
  { name: '责任者', share: 15 },
  { name: '文号', share: 15 },
  { name: '题名', share: 30 },
  { name: '日期', share: 15, align: 'center' },
  { name: '页数', share: 7, align: 'center' },
  { name: '备注', share: 15 },
] as const;

/** 盒脊 of all boxes, then for each box its 卷内目录 and 备考表 (A03, A04), ready to be laid out. */
export function boxPapers(
  plan: PlannedFramework,
  { thicknessMm, fonds, keeping }: BoxChoice,
  shared: Pick<Paper, 'day' | 'note'>,
): readonly Paper[] {
  const boxes = boxesOf(plan, thicknessMm);
  const bare = { ...shared, to: '', issuer: '', fields: [] };
  const spines: Paper = {
    ...bare,
    title: '档案盒脊背',
    parts: [
      {
        kind: 'text',
        paragraphs: [
          `${thicknessWords(boxes)},共 ${boxes.length} 盒。按每毫米 ${LEAVES_PER_MM} 张分盒,实际装盒以厚度为准;按 100% 打印后裁开。`,
        ],
      },
      {
        kind: 'labels',
        labels: boxes.map((box) => ({
          widthMm: box.thicknessMm,
          fields: [
            { name: '全宗号', text: fonds },
            { name: '年度', text: yearsOf(box) },
            { name: '项目', text: box.group, upright: true },
            { name: '保管期限', text: keeping },
            { name: '起止件号', text: spanOf(box) },
            { name: '盒号', text: String(box.number) },
          ],
        })),
      },
    ],
  };
  const inside = boxes.map((box): Paper => ({
    ...bare,
    title: `第 ${box.number} 盒 卷内目录`,
    parts: [
      {
        kind: 'table',
        columns: INSIDE,
        rows: box.items.map(({ number, evidence, pages }) => [
          String(number),
          evidence.issuer ?? '',
          evidence.docNumber ?? '',
          evidence.title,
          dayOf(evidence).replaceAll('-', ''),
          pages === null ? '' : String(pages),
          evidence.materialCode,
        ]),
      },
      { kind: 'heading', text: '备考表' },
      {
        kind: 'form',
        rows: [
          {
            label: '盒内文件情况说明',
            text: `${box.group},盒厚 ${box.thicknessMm} 毫米,${box.items.length} 件,件号 ${spanOf(box)}${unknownWords(box)}。`,
            heightPt: 80,
          },
          ...['整理人', '整理日期', '检查人', '检查日期'].map((label) => ({ label, text: '' })),
        ],
      },
    ],
  }));
  return [spines, ...inside];
}

/** 盒签 of all boxes: what is stuck on their fronts (ledgers.json heji, A03). */
export function boxLabels(plan: PlannedFramework, { thicknessMm, fonds, keeping }: BoxChoice, unit: string): readonly BoxLabel[] {
  const boxes = boxesOf(plan, thicknessMm);
  return boxes.map((box) => ({
    unit,
    title: box.group,
    fields: [
      { name: '全宗号', text: fonds },
      { name: '年度', text: yearsOf(box) },
      { name: '保管期限', text: keeping },
      { name: '起止件号', text: spanOf(box) },
    ],
    number: { name: '盒号', text: String(box.number) },
  }));
}

/** `盒厚 20 毫米`, or how many of each where they differ: `盒厚 20 毫米 3 盒、50 毫米 1 盒`. */
function thicknessWords(boxes: readonly Box[]): string {
  const counts = SPINE_THICKNESS_MM.map((thickness) => [thickness, boxes.filter((box) => box.thicknessMm === thickness).length]);
  const used = counts.filter(([, count]) => count !== 0);
  return `${boxes.some(({ thicknessMm }) => thicknessMm < BOX_THICKNESS_MM[0]) ? '卷脊' : '盒厚'} ${used.map(([thickness, count]) => `${thickness} 毫米${used.length > 1 ? ` ${count} 盒` : ''}`).join('、')}`;
}

function unknownWords(box: Box): string {
  const unknown = box.items.filter(({ pages }) => pages === null).length;
  return unknown === 0 ? '' : `,其中 ${unknown} 件页数不明,没有填`;
}
