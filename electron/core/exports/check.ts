import type { ExportCheck, Finding, Jump } from '../../../shared/contract/exports.ts';
import { PICTURE_TYPES } from '../../../shared/domain/document.ts';
import { isLacking } from '../../../shared/domain/gap-matrix.ts';
import { GAP_STATES } from '../../../shared/domain/gaps.ts';
import { vetoWords, type Veto } from '../../../shared/domain/ledgers/negative.ts';
import type { PlannedEvidence, PlannedIndicator } from '../../../shared/domain/volume.ts';
import { ownPages, pagesOfText, paperOf } from '../../../shared/domain/volume-estimate.ts';
import type { Archive } from '../archives/archives.ts';
import { readGaps } from '../gaps/gaps.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { readVetoes } from '../records/records.ts';
import { nextEdition } from './editions.ts';
import { displacedOf } from './changed-sources.ts';
import { findProblems, type EvidenceProblem } from './evidence-problems.ts';
import { DEFAULT_MAX_MEGABYTES, mostPages, SPARE_BYTES, type ExportOptions } from './options.ts';
import { defaultOutFolder, freeBytesAt, outFolderProblem } from './out-folder.ts';
import { handedOver, supplementGroups } from './past-editions.ts';
import { photoFindings } from './photo-findings.ts';
import { planFramework, type FrameworkPlan } from './plan.ts';
import { sensitiveFindings } from './sensitive-findings.ts';
import { shareOut } from './shares.ts';

type Options = Omit<ExportOptions, 'out'> & { readonly folder?: string | undefined };

const SHOWN = 200;
/** Volumes take a little more room than their sources (EXPORT.md). */
const GROWTH = 1.1;

/**
 * What stands against an edition and what should be known before, from the archive and a look at each file's size and time:
 * nothing is built, nothing written. `today` is a local `YYYY-MM-DD`. Throws AppError `not-found` (unknown framework, unit or indicator), `cancelled`.
 */
export async function checkExport(archive: Archive, options: Options, today: string, ctx: JobContext): Promise<ExportCheck> {
  const gaps = await readGaps(archive, { unit: options.unit, frameworkId: options.framework });
  const before = options.supplementTo === undefined ? null : await handedOver(archive.db, options.supplementTo);
  const plans: { plan: FrameworkPlan; scope: readonly PlannedIndicator[] }[] = [];
  for (const framework of gaps.frameworks) {
    const base = { frameworkId: framework.id, levelNames: framework.levelNames, gaps: framework };
    const whole = await planFramework(archive.db, {
      ...base,
      selection: { indicators: options.indicators ?? (options.emptyItems ? 'all' : 'with-evidence') },
    });
    const plan = before === null ? whole : { ...whole, groups: supplementGroups(whole.groups, before) };
    const all = options.indicators ? whole : await planFramework(archive.db, { ...base, selection: { indicators: 'all' } });
    plans.push({ plan, scope: all.groups.flatMap((group) => group.indicators) });
  }
  const scope = plans.flatMap((one) => one.scope);
  const planned = plans.flatMap((one) => one.plan.groups.flatMap((group) => group.indicators));
  const evidence = planned.flatMap((indicator) => indicator.evidence);
  const files = new Map(plans.flatMap((one) => [...one.plan.files]));
  const problems = await findProblems(archive.db, { evidence, files, password: options.password }, ctx.signal);
  const edition = await nextEdition(archive.db);
  const folder = options.folder ?? defaultOutFolder(archive, edition);
  const estimate = await estimatePages(archive, plans, options);
  const freeBytes = await freeBytesAt(folder);
  const folderProblem = await outFolderProblem(archive, folder);
  const sizeBytes = Math.ceil(estimate.sizeBytes * GROWTH);
  const blockers = [
    ...(evidence.length === 0 ? [NOTHING] : []),
    ...(folderProblem === null ? [] : [one('folder', '输出文件夹不能用', folderProblem)]),
    ...(freeBytes !== null && freeBytes < sizeBytes + SPARE_BYTES ? [noSpace(sizeBytes + SPARE_BYTES, freeBytes)] : []),
  ];
  const reminders = [
    ...fromVetoes(await readVetoes(archive.db, archive.settings.baseDate)),
    ...fromProblems(planned, problems),
    ...fromRedLines(planned),
    ...(await photoFindings(archive.db, planned, today)),
    ...(await sensitiveFindings(archive.db, planned)),
    ...fromGaps(scope),
    ...(archive.settings.unit === ''
      ? [{ ...one('no-unit', '没有填编制单位', '封面和文件信息里的编制单位会空着。'), to: { screen: 'settings', params: {} } }]
      : []),
  ];
  return {
    blockers,
    reminders,
    displaced: displacedOf(problems),
    edition,
    folder,
    estimate: {
      indicators: planned.filter((indicator) => indicator.evidence.length > 0).length,
      evidence: evidence.length,
      documents: new Set(evidence.map((item) => item.documentId)).size,
      pages: estimate.pages,
      volumes: estimate.volumes,
      sizeBytes,
      freeBytes,
      singleSidedMm: paperOf(estimate.pages).singleSidedMm,
      doubleSidedMm: paperOf(estimate.pages).doubleSidedMm,
    },
  };
}

const NOTHING: Finding = {
  ...one('nothing', '没有已确认的材料', '所选范围里没有一份已确认的材料,成册没有内容。请先到“归类”确认,或改选范围。'),
  to: { screen: 'triage', params: {} },
};

function one(code: Finding['code'], title: string, text: string): Finding {
  return { code, title, text, count: 1, items: [], to: null };
}

function noSpace(neededBytes: number, freeBytes: number): Finding {
  const gigabytes = (bytes: number): string => (bytes / 1073741824).toFixed(2);
  const text = `大约需要 ${gigabytes(neededBytes)} GB,只剩 ${gigabytes(freeBytes)} GB。请换一个磁盘,或腾出空间。`;
  return one('space', '磁盘空间不足', text);
}

const PROBLEM_WORDS: Readonly<Record<EvidenceProblem['code'], { readonly title: string; readonly text: string }>> = {
  missing: {
    title: '份已确认的材料不在原处',
    text: '这些材料装不进去,位置上留说明页。请找回文件,或在“设置”里重新指定材料文件夹,再编目。',
  },
  'online-only': {
    title: '份材料只在云盘上',
    text: '还没有下载到本机,装不进去,位置上留说明页。请在云盘软件中选择“始终保留在此设备上”,再编目。',
  },
  changed: {
    title: '份材料在编目之后有改动',
    text: '改动过的文件不装订,以免册子与确认过的内容不符。请重新编目并核对。',
  },
  locked: { title: '份材料有打开密码', text: '在选项里填上打开密码可以装订 PDF;其他格式请在 WPS 中去掉密码后重新编目。' },
  unreadable: { title: '份材料读不出来', text: '多半已损坏,装不进去时留说明页。请找原件重新导出后再编目。' },
  'not-pages': { title: '份材料不能变成页面', text: '影像、录音、压缩包等不能装订,册中留说明页,原件另附。' },
};

function fromProblems(planned: readonly PlannedIndicator[], problems: ReadonlyMap<number, EvidenceProblem>): Finding[] {
  const uses = planned.flatMap((indicator) => indicator.evidence.map((item) => ({ indicator, item })));
  return (Object.keys(PROBLEM_WORDS) as EvidenceProblem['code'][]).flatMap((code): Finding[] => {
    const found = uses.filter(({ item }) => problems.get(item.documentId)?.code === code);
    if (found.length === 0) return [];
    const count = new Set(found.map(({ item }) => item.documentId)).size;
    const items = found.slice(0, SHOWN).map(({ indicator, item }) => ({
      what: `${indicator.code} ${item.title}`,
      why: problems.get(item.documentId)?.reason ?? '',
      to: documentJump(item),
    }));
    const { title, text } = PROBLEM_WORDS[code];
    return [{ code, title: `${count} ${title}`, text, count, items, to: null }];
  });
}

/** Red lines nobody has looked at since their document changed: they stand in no volume until somebody does. */
function fromRedLines(planned: readonly PlannedIndicator[]): Finding[] {
  const found = planned.flatMap((indicator) =>
    indicator.evidence.filter((item) => item.linesToRecheck > 0).map((item) => ({ indicator, item })),
  );
  if (found.length === 0) return [];
  return [
    {
      code: 'red-lines',
      title: `${found.length} 份材料的红线需重新核对`,
      text: '红线划好以后文件内容或排版改过,划的地方可能不再是那句话。核对之前册子里不印这些红线:到“指标”里点“位置没错”,或擦去重划。',
      count: found.length,
      items: found.slice(0, SHOWN).map(({ indicator, item }) => ({
        what: `${indicator.code} ${item.title}`,
        why: `${item.linesToRecheck} 条红线划在改动之前的页面上`,
        to: { screen: 'indicators', params: { code: indicator.code } },
      })),
      to: null,
    },
  ];
}

function documentJump(item: PlannedEvidence): Jump {
  return { screen: 'documents', params: { document: String(item.documentId) } };
}

function fromVetoes(vetoes: readonly Veto[]): Finding[] {
  if (vetoes.length === 0) return [];
  const to = (id: number): Jump => ({ screen: 'records', params: { ledger: 'fumian', row: String(id) } });
  return [
    {
      code: 'veto',
      title: `负面清单触发 ${vetoes.length} 项(一票否决)`,
      text: '处理之前不得申报。缺项表的开头会印上这些事项。',
      count: vetoes.length,
      items: vetoes.map((veto) => ({ what: vetoWords(veto), why: '', to: to(veto.id) })),
      to: { screen: 'records', params: { ledger: 'fumian' } },
    },
  ];
}

function fromGaps(scope: readonly PlannedIndicator[]): Finding[] {
  const lacking = scope.filter((indicator) => isLacking(indicator.state));
  const pending = lacking.filter((indicator) => indicator.state === '待确认');
  const states = GAP_STATES.map((state) => ({ state, count: lacking.filter((one) => one.state === state).length }));
  const said = states.filter(({ count }) => count > 0).map(({ state, count }) => `${state} ${count}`);
  const jump = (indicator: PlannedIndicator): Jump => ({ screen: 'indicators', params: { code: indicator.code } });
  const itemsOf = (indicators: readonly PlannedIndicator[], jumpOf: (indicator: PlannedIndicator) => Jump): Finding['items'] =>
    indicators.slice(0, SHOWN).map((indicator) => {
      const need = indicator.needs.find((one) => isLacking(one.state));
      return { what: `${indicator.code} ${indicator.name}`, why: need?.message ?? indicator.state, to: jumpOf(indicator) };
    });
  return [
    ...(lacking.length === 0
      ? []
      : [
          {
            code: 'gaps' as const,
            title: `${lacking.length} 条指标还有缺项,本册会标“不完整”`,
            text: `${said.join(',')}。可以先成册给内部看,补齐后再出一版。`,
            count: lacking.length,
            items: itemsOf(lacking, jump),
            to: { screen: 'gaps', params: {} },
          },
        ]),
    ...(pending.length === 0
      ? []
      : [
          {
            code: 'pending' as const,
            title: `${pending.length} 条指标只差确认`,
            text: '建议的材料不确认就不装订。到“归类”确认后,这些指标就够了。',
            count: pending.length,
            items: itemsOf(pending, ({ id }) => ({ screen: 'triage', params: { indicator: String(id) } })),
            to: { screen: 'triage', params: {} },
          },
        ]),
  ];
}

/** Pages and volumes before anything is opened: what indexing counted, and the length of texts. */
async function estimatePages(
  archive: Archive,
  plans: readonly { readonly plan: FrameworkPlan; readonly scope: readonly PlannedIndicator[] }[],
  options: Options,
): Promise<{ pages: number; volumes: number; sizeBytes: number }> {
  const evidence = plans.flatMap((one) => one.plan.groups.flatMap((group) => group.indicators.flatMap((own) => own.evidence)));
  const texts = [...new Set(evidence.filter((item) => item.type !== 'pdf').map((item) => item.documentId))];
  const lengths = new Map(
    (
      await archive.db.all<{ id: number; characters: number }>(
        'SELECT document_id AS id, length(text) AS characters FROM contents WHERE document_id IN (SELECT value FROM json_each(?))',
        [JSON.stringify(texts)],
      )
    ).map((row) => [row.id, row.characters]),
  );
  const photosPerPage = options.photosPerPage ?? 1;
  let total = 0;
  let volumes = 0;
  for (const { plan, scope } of plans) {
    if (plan.groups.length === 0) continue;
    const pageCount = (item: PlannedEvidence): number => {
      if (PICTURE_TYPES.includes(item.type)) return 1 / photosPerPage;
      if (item.type === 'pdf') {
        const known = plan.files.get(item.documentId)?.pages ?? 1;
        return Math.max(1, Math.min(item.lastPage ?? known, known) - (item.firstPage ?? 1) + 1);
      }
      const form = ['xlsx', 'xls', 'csv', 'ods'].includes(item.type) ? 'table' : 'text';
      return pagesOfText(lengths.get(item.documentId) ?? 0, form);
    };
    const shares = shareOut(plan.groups, options.splitBy ?? 'size', {
      maxPages: mostPages(options),
      maxBytes: (options.maxMegabytes ?? DEFAULT_MAX_MEGABYTES) * 1048576,
      pageCount,
    });
    volumes += shares.length;
    for (const { groups } of shares) {
      const indicators = groups.flatMap((group) => group.indicators);
      const items = indicators.flatMap((indicator) => indicator.evidence);
      const own = { leaves: scope.length, groups: groups.length, indicators: indicators.length, evidence: items.length };
      total += ownPages(own) + indicators.reduce((sum, one) => sum + Math.ceil(sumOf(one.evidence.map(pageCount))), 0);
    }
  }
  const unique = new Map(evidence.map((item) => [item.sha256, item.sizeBytes]));
  return { pages: total, volumes, sizeBytes: sumOf([...unique.values()]) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
