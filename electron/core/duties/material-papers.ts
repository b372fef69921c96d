import type { BoxChoice, MaterialPaper } from '../../../shared/contract/duties.ts';
import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../shared/domain/volume.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';
import type { BoxLabel, Paper } from '../exports/exports.ts';
import { boxLabels, boxPapers } from './box-papers.ts';
import { conclusionOf, dayOf, lackingLines, readPlans, type PlannedFramework } from './material-tables.ts';

const USUAL_BOX: BoxChoice = { thicknessMm: 'auto', fonds: '', keeping: '长期' };

interface Wanted {
  readonly framework: string;
  readonly what: MaterialPaper;
  /** Of 盒脊与卷内目录; the narrowest boxes that hold it where left out. */
  readonly box?: BoxChoice | undefined;
  /** Local day `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * 资料目录汇总表 as one paper (S1), or a 测评材料提交表 for every leaf of the framework (S2, P33: 每小项一份), ready to be laid out.
 * What lies in its boxes: `boxPapers`; what is stuck on them: `materialLabels`.
 * Throws AppError `not-found` for an unknown framework, `refused` where no material is confirmed to be boxed.
 */
export async function materialPapers(
  archive: Archive,
  { framework, what, today, box = USUAL_BOX }: Wanted,
): Promise<readonly Paper[]> {
  const plan = await planOf(archive, framework);
  const shared = { day: today, note: plan.note };
  if (what === '盒脊与卷内目录') return boxPapers(boxable(plan), box, shared);
  if (what === '资料目录汇总表') return [{ ...shared, ...catalogue(plan, archive.settings.unit) }];
  return plan.groups.flatMap((group) => group.indicators.map((leaf) => ({ ...shared, ...submission(plan, group, leaf) })));
}

/** 盒签 of all boxes of a framework. Throws as `materialPapers`. */
export async function materialLabels(
  archive: Archive,
  { framework, box }: { readonly framework: string; readonly box: BoxChoice },
): Promise<readonly BoxLabel[]> {
  return boxLabels(boxable(await planOf(archive, framework)), box, archive.settings.unit);
}

async function planOf(archive: Archive, framework: string): Promise<PlannedFramework> {
  const [plan] = (await readPlans(archive)).filter((one) => one.id === framework);
  if (!plan) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
  return plan;
}

function boxable(plan: PlannedFramework): PlannedFramework {
  if (plan.groups.every((group) => group.indicators.every((leaf) => leaf.evidence.length === 0)))
    throw new AppError('refused', '还没有确认的材料,没有可以装盒的。请先归类。');
  return plan;
}

type Body = Omit<Paper, 'day' | 'note'>;

/** The columns S1 asks for; 是否盖章 is for the pen, no file tells it. */
const CATALOGUE = [
  { name: '材料编号', share: 15 },
  { name: '材料名称', share: 32 },
  { name: '文号', share: 16 },
  { name: '日期', share: 17, align: 'center' },
  { name: '页数', share: 7, align: 'center' },
  { name: '报送单位', share: 15 },
  { name: '是否盖章', share: 8, align: 'center' },
] as const;

function catalogue(plan: PlannedFramework, issuer: string): Body {
  const leaves = plan.groups.flatMap((group) => group.indicators);
  const count = leaves.reduce((sum, leaf) => sum + leaf.evidence.length, 0);
  const sections = plan.groups.flatMap((group): Paper['parts'] => {
    const rows = group.indicators.flatMap((leaf) => leaf.evidence.map((one) => catalogueRow(plan, leaf, one)));
    if (rows.length === 0) return [];
    return [
      { kind: 'heading', text: `${group.code} ${group.name}`.trim() },
      { kind: 'table', columns: CATALOGUE, rows },
    ];
  });
  return {
    title: `${plan.name}资料目录汇总表`,
    to: '',
    parts: [
      {
        kind: 'text',
        paragraphs: [
          `测评基准日 ${plan.baseDate},共 ${count} 件材料,涉及 ${leaves.filter((leaf) => leaf.evidence.length > 0).length} 条。`,
        ],
      },
      ...sections,
    ],
    issuer,
    fields: [],
  };
}

function catalogueRow(plan: PlannedFramework, leaf: PlannedIndicator, one: PlannedEvidence): readonly string[] {
  const pages = plan.pagesOf(one);
  return [one.materialCode, one.title, one.docNumber ?? '', dayOf(one), pages === null ? '' : String(pages), leaf.leadUnit, ''];
}

const LISTED = [
  { name: '材料编号', share: 18 },
  { name: '材料名称', share: 44 },
  { name: '文号', share: 20 },
  { name: '日期', share: 17, align: 'center' },
  { name: '页数', share: 8, align: 'center' },
] as const;

function submission(plan: PlannedFramework, group: PlannedGroup, leaf: PlannedIndicator): Body {
  const leafWord = plan.levelNames.at(-1) ?? '测评标准';
  const above = [...group.parents.filter((name) => name !== ''), `${group.code} ${group.name}`.trim()];
  const listed = leaf.evidence.map((one) => {
    const pages = plan.pagesOf(one);
    return [one.materialCode, one.title, one.docNumber ?? '', dayOf(one), pages === null ? '' : String(pages)];
  });
  const lacking = leaf.state === '不适用' ? [] : lackingLines(leaf).map((line) => ['缺', line.replace(/^缺:/, ''), '', '', '']);
  const nothing = listed.length + lacking.length === 0 ? [['缺', '没有材料', '', '', '']] : [];
  return {
    title: '测评材料提交表',
    to: '',
    parts: [
      {
        kind: 'form',
        rows: [
          { label: group.levelName || '测评项目', text: above.join(' / ') },
          { label: leafWord, text: `${leaf.code} ${leaf.name}`.trim() },
          ...(leaf.standard === '' || leaf.standard === leaf.name ? [] : [{ label: '测评要求', text: leaf.standard }]),
          { label: '测评方法', text: leaf.methods.join('、') },
          { label: '结论性说明', text: conclusionOf(leaf), heightPt: 64 },
        ],
      },
      { kind: 'heading', text: '材料目录' },
      { kind: 'table', columns: LISTED, rows: [...listed, ...lacking, ...nothing] },
      {
        kind: 'form',
        rows: [
          { label: '报送单位(盖章)', text: leaf.leadUnit === '' ? '缺' : leaf.leadUnit, heightPt: 44 },
          { label: '填报人/联系电话', text: '' },
          { label: '审核人', text: '' },
        ],
      },
    ],
    issuer: '',
    fields: [],
  };
}
