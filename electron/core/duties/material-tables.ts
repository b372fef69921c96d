import type { DocumentType } from '../../../shared/domain/document.ts';
import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../shared/domain/volume.ts';
import type { Archive } from '../archives/archives.ts';
import { readGaps } from '../gaps/gaps.ts';
import type { SheetColumn, SheetDefinition } from '../ledgers/ledgers.ts';

const PICTURES: ReadonlySet<DocumentType> = new Set<DocumentType>(['jpg', 'png', 'gif', 'bmp', 'tiff', 'webp', 'heic']);

const text = (header: string, widthChars: number): SheetColumn => ({ header, widthChars, type: 'text' });

/** Columns of the 材料(资料)目录汇总表 as published (P33, P34). */
const MATERIAL_COLUMNS: readonly SheetColumn[] = [
  text('材料编号', 15),
  text('材料名称', 42),
  text('材料类别', 11),
  text('文号', 18),
  text('责任者/发文单位', 18),
  { header: '形成日期', widthChars: 12, type: 'date' },
  { header: '页数/张数', widthChars: 9, type: 'number' },
  text('报送单位', 16),
  text('电子版路径', 36),
  text('纸质盒号/页码', 12),
  text('是否盖章', 9),
  text('印证内容(红线处)', 24),
  text('审核意见', 12),
  text('备注', 14),
];

/** Columns of the 测评材料提交表 (P33, P34), after the leaf it is about. */
const SUBMISSION_COLUMNS: readonly SheetColumn[] = [
  text('结论性说明', 44),
  text('材料目录', 44),
  text('报送单位(盖章)', 18),
  text('填报人/联系电话', 16),
  text('审核人', 10),
];

/** A framework with its leaves and evidence as a volume would hold them. */
export interface PlannedFramework {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly levelNames: readonly string[];
  readonly baseDate: string;
  readonly groups: readonly PlannedGroup[];
  readonly pagesOf: (evidence: PlannedEvidence) => number | null;
}

/** Every leaf with its evidence in the order and under the 材料编号 of the bound volume. */
export async function readPlans(archive: Archive): Promise<readonly PlannedFramework[]> {
  const { frameworks } = await readGaps(archive, {});
  const plans: PlannedFramework[] = [];
  const { planFramework } = await import('../exports/exports.ts');
  for (const gaps of frameworks) {
    const { id: frameworkId, name, note, levelNames, baseDate } = gaps;
    const { groups, files } = await planFramework(archive.db, {
      frameworkId,
      levelNames,
      gaps,
      selection: { indicators: 'all' },
    });
    plans.push({
      id: frameworkId,
      name,
      note,
      levelNames,
      baseDate,
      groups,
      pagesOf: (one) => pagesOf(one, files.get(one.documentId)?.pages),
    });
  }
  return plans;
}

/** Pages that count for the indicator: the range a person named, else all of the file; null when that is not known. */
function pagesOf({ firstPage, lastPage, type }: PlannedEvidence, all: number | null | undefined): number | null {
  if (firstPage !== null) return (lastPage ?? firstPage) - firstPage + 1;
  return all ?? (PICTURES.has(type) ? 1 : null);
}

/** 资料目录汇总表 (S1): every confirmed material in the order of the indicators. 盖章 and box are for the pen: no file tells them. */
export async function materialSheets(archive: Archive): Promise<readonly SheetDefinition[]> {
  const plans = await readPlans(archive);
  return plans.map((plan, at) => {
    const leaves = plan.groups.flatMap((group) => group.indicators);
    const rows = leaves.flatMap((leaf) => leaf.evidence.map((one) => materialRow(leaf, one, plan.pagesOf(one))));
    return {
      name: `资料目录汇总表${plans.length > 1 ? String(at + 1) : ''}`,
      title: `${plan.name}资料目录汇总表`,
      remarks: [
        `测评基准日 ${plan.baseDate};材料 ${rows.length} 件;报送单位按牵头单位填写,盖章、盒号、审核意见由经手人填写`,
        ...(plan.note === '' ? [] : [plan.note]),
      ],
      paper: 'a3',
      columns: MATERIAL_COLUMNS,
      rows,
    };
  });
}

function materialRow(leaf: PlannedIndicator, one: PlannedEvidence, pages: number | null): (string | number | null)[] {
  const range = one.firstPage === null ? '' : `第 ${one.firstPage}—${one.lastPage ?? one.firstPage} 页`;
  const proves = [one.caption ?? one.photoCaption?.event ?? '', range].filter((part) => part !== '').join(';');
  return [
    one.materialCode,
    one.title,
    one.kind ?? '',
    one.docNumber ?? '',
    one.issuer ?? '',
    dayOf(one) || null,
    pages,
    leaf.leadUnit,
    one.path,
    '',
    '',
    proves,
    '',
    '',
  ];
}

/** The day a photo was taken, else that of the document; '' for none. */
export function dayOf({ takenAt, date }: Pick<PlannedEvidence, 'takenAt' | 'date'>): string {
  return (takenAt ?? '').slice(0, 10) || (date ?? '');
}

/** 测评材料提交表 (S2): one row a leaf. What is lacking is printed as 缺, with how many; the conclusion names what is proved. */
export async function submissionSheets(archive: Archive): Promise<readonly SheetDefinition[]> {
  const plans = await readPlans(archive);
  return plans.map((plan, at) => {
    const leafWord = plan.levelNames.at(-1) ?? '测评标准';
    const rows = plan.groups.flatMap((group) =>
      group.indicators.map((leaf) => [
        `${group.code} ${group.name}`.trim(),
        `${leaf.code} ${leaf.name}`.trim(),
        conclusionOf(leaf),
        listOf(leaf),
        leaf.leadUnit === '' ? '缺' : leaf.leadUnit,
        '',
        '',
      ]),
    );
    return {
      name: `测评材料提交表${plans.length > 1 ? String(at + 1) : ''}`,
      title: `${plan.name}测评材料提交表`,
      remarks: [
        `测评基准日 ${plan.baseDate};每条${leafWord}一行,没有的印“缺”;填报人、审核人由经手人签写`,
        ...(plan.note === '' ? [] : [plan.note]),
      ],
      paper: 'a3',
      mergeLevels: 1,
      columns: [text(plan.groups[0]?.levelName || '测评项目', 20), text(leafWord, 44), ...SUBMISSION_COLUMNS],
      rows,
    };
  });
}

/** Only what the archive holds is said: nothing is claimed that no confirmed material shows. */
export function conclusionOf(leaf: PlannedIndicator): string {
  if (leaf.state === '不适用') return `不适用。${leaf.needs[0]?.message.replace(/^不适用[::]/, '') ?? ''}`;
  if (leaf.evidence.length === 0) return '缺';
  const dates = leaf.evidence.map(dayOf).filter((day) => day !== '');
  const [first, last] = [dates.toSorted().at(0), dates.toSorted().at(-1)];
  const span = first === undefined ? '' : first === last ? `,形成于 ${first}` : `,形成于 ${first} 至 ${last ?? first}`;
  const counted = leaf.needs.map(({ kind, confirmed, required }) => `${kind} ${confirmed}/${required}`).join('、');
  const lacking = leaf.needs.filter(({ confirmed, required }) => confirmed < required);
  const end =
    lacking.length === 0
      ? '所要材料齐全。'
      : `缺:${lacking.map(({ kind, confirmed, required }) => `${kind} ${required - confirmed} 份`).join('、')}。`;
  return `报送材料 ${leaf.evidence.length} 件${span}。${counted === '' ? '' : `${counted}。`}${counted === '' ? '' : end}`;
}

/** The leaf's materials one below the other, then a line 缺 for each kind of which some are lacking. */
function listOf(leaf: PlannedIndicator): string {
  const there = leaf.evidence.map(
    (one) => `${one.materialCode} ${one.title}${one.docNumber === null ? '' : `(${one.docNumber})`}`,
  );
  if (leaf.state === '不适用') return there.join('\n');
  const lines = [...there, ...lackingLines(leaf)];
  return lines.length === 0 ? '缺' : lines.join('\n');
}

/** `缺:规范文件 2 份` for each kind of which some are lacking. */
export function lackingLines(leaf: PlannedIndicator): readonly string[] {
  return leaf.needs
    .filter(({ confirmed, required }) => confirmed < required)
    .map(({ kind, confirmed, required }) => `缺:${kind} ${required - confirmed} 份`);
}
