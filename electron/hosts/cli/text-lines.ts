import type { Output } from '../../../shared/contract/api.ts';
import { heldWords } from '../../../shared/contract/editions.ts';
import { frameworkLabel } from '../../../shared/domain/framework.ts';
import { ARCHIVAL_NAMES, type Archival } from '../../../shared/domain/volume-look.ts';
import { DOUBT_WORDS, type Doubt } from '../../../shared/contract/doubts.ts';
import type { PackMerge } from '../../../shared/contract/packs.ts';
import type { BackupContents } from '../../../shared/contract/backups.ts';

export function openDoubt({ former, candidates }: Doubt): readonly string[] {
  return [
    `${former.path}\t${former.sha256.slice(0, 8)}\t佐证 ${former.evidence.map(({ code, name }) => `${code} ${name}`).join('、')}`,
    ...candidates.map(
      (one) =>
        `    ${one.path}\t${one.sha256.slice(0, 8)}\t${one.reasons.map((reason) => DOUBT_WORDS[reason]).join('、')}${one.confirmed > 0 ? `\t自己已有佐证 ${one.confirmed} 项` : ''}`,
    ),
  ];
}

export const BAND = { high: '把握大', medium: '把握中', low: '把握小' } as const;

export function sources(o: Output<'source.add'>): readonly string[] {
  const moved = (o.relinked ?? []).map(({ from, to, known, found }) => `${from} → ${to}(抽查 ${known} 个文件,找到 ${found} 个)`);
  const next = moved.length > 0 ? ['下一步:taizhang index 档案库(核对新位置上的文件)'] : [];
  return [...moved, ...o.sources.map((source) => `${source.path}\t${source.files} 个文件`), ...next];
}

export function backedUp(o: BackupContents): readonly string[] {
  return [`档案库“${o.name}”:材料 ${o.documents} 件,已确认佐证 ${o.confirmed} 项,成册 ${o.editions} 版`];
}

export function decided(o: Output<'links.decide'>): readonly string[] {
  return [`确认 ${o.confirmed},否决 ${o.rejected},清除 ${o.cleared}`];
}

export function checked(o: Output<'check.run'>): readonly string[] {
  return [
    o.ok ? `没有问题,检查了 ${o.checked} 项。` : `检查了 ${o.checked} 项,发现 ${o.problems.length} 个问题:`,
    ...o.problems.map((problem) => `  ${problem.file}:${problem.message}`),
    ...block(
      '请看一看',
      (o.notices ?? []).map((notice) => `${notice.file}:${notice.message}`),
    ),
    ...block(
      '清单摘要,应与备考表上印的一致',
      (o.lists ?? []).map(({ volume, digest }) => `${volume}:${digest}`),
    ),
  ];
}

/** What a pack brings, or brought. */
export function mergeLines(o: PackMerge): readonly string[] {
  const counts = o.counts
    .filter((one) => one.added + one.updated + one.withdrawn + one.same + one.conflicts > 0)
    .map(
      (one) =>
        `${one.area}\t新增 ${one.added},更新 ${one.updated},撤回 ${one.withdrawn},相同 ${one.same},两边不同 ${one.conflicts}`,
    );
  const done = !o.merged ? '只看,没有收' : o.changed ? '已收进档案库(可以撤销)' : '都已经收过,没有改动';
  return [
    `“${o.unit}”的交接包,来自“${o.from}”,${o.madeAt} 由 ${o.madeBy} 打成`,
    `材料 ${o.documents.total} 份:新增 ${o.documents.added},这里已有 ${o.documents.known},没有原件 ${o.documents.absent}`,
    ...counts,
    ...(o.newUnits.length > 0 ? [`新单位:${o.newUnits.join('、')}`] : []),
    ...block(
      '两边决定不同',
      o.conflicts.map(
        (one) => `${one.words}:这里 ${one.here};包里 ${one.pack}${one.taken ? '(改用包里的)' : '(保留这里的)'}\t${one.key}`,
      ),
    ),
    ...block('收不进来', o.troubles),
    ...(o.refusal === null ? [] : [o.refusal]),
    ...(o.folder === null ? [] : [`原件副本在:${o.folder}`]),
    done,
  ];
}

export function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title} ${lines.length} 项:`, ...lines.map((line) => `  ${line}`)];
}

/** What changed between two editions, what must be looked at, and what was carried over. */
export function editionLines({ preview, carried, file }: Output<'edition.run'>): readonly string[] {
  const { totals } = preview;
  const open = preview.rows.filter((row) => row.open);
  return [
    `旧版 ${frameworkLabel(preview.from)}`,
    `新版 ${frameworkLabel(preview.to)},${preview.to.leaves} 条`,
    ...(preview.to.note === '' ? [] : [preview.to.note]),
    `不变 ${totals.same},措辞有改 ${totals.reworded},改号 ${totals.recoded},移位 ${totals.moved},删去 ${totals.removed},新增 ${totals.added}`,
    ...preview.rows
      .filter((row) => row.from.leaf && row.to !== null && row.changes.length > 0)
      .map((row) => `${row.changes.join('、')}\t${row.from.code} ${row.from.name} → ${row.to?.code ?? ''} ${row.to?.name ?? ''}`),
    ...preview.rows.filter((row) => row.from.leaf && row.to === null).map((row) => `删去\t${row.from.code} ${row.from.name}`),
    ...block(
      '待核对(用 --choices 说清去向)',
      open.map((row) => `${row.from.code} ${row.from.name}:${heldWords(row.held)}`),
    ),
    ...(carried === null
      ? []
      : [
          `已换版:${carried.id};带过去佐证 ${carried.confirmed} 份、否决 ${carried.rejected} 份、责任 ${carried.duties} 条、归类规则 ${carried.rules} 条、台账 ${carried.records} 行`,
        ]),
    ...(file === null ? [] : [`对照表 ${file}`]),
  ];
}

/** Started leaves need by need; leaves without any evidence as codes by lead unit, because there may be hundreds. */
export function frameworkGaps(framework: Output<'gaps.read'>['frameworks'][number]): readonly string[] {
  const { totals } = framework;
  const started = framework.indicators.filter((indicator) => !['齐全', '缺失', '不适用'].includes(indicator.state));
  const left = framework.indicators.filter((indicator) => indicator.notApplicable !== null);
  const byUnit = new Map<string, string[]>();
  for (const indicator of framework.indicators) {
    if (indicator.state === '缺失') byUnit.set(indicator.leadUnit, [...(byUnit.get(indicator.leadUnit) ?? []), indicator.code]);
  }
  return [
    `${framework.name}(${framework.edition}) 测评基准日 ${framework.baseDate}`,
    ...(framework.note ? [framework.note] : []),
    `标准 ${totals.leaves} 条:齐全 ${totals.complete},部分 ${totals.partial},缺失 ${totals.missing},不适用 ${totals.notApplicable}`,
    ...started.flatMap((indicator) => [
      `${indicator.state}\t${indicator.code} ${indicator.name} 〔${indicator.leadUnit}〕`,
      ...indicator.needs
        .filter((need) => need.state !== '齐全')
        .map((need) => `    ${need.kind} ${need.confirmed}/${need.required} ${need.state}:${need.message}`),
    ]),
    ...left.map(({ code, name, notApplicable }) => `不计入\t${code} ${name}:${notApplicable ?? ''}`),
    ...(byUnit.size > 0 ? [`还没有任何材料的标准 ${totals.missing} 条,按牵头单位:`] : []),
    ...[...byUnit].map(([unit, codes]) => `    ${unit || '(没有写单位)'} ${codes.length} 条:${codes.join('、')}`),
  ];
}

export function archivalLine({ profile, picturePages }: { readonly profile: Archival; readonly picturePages: number }): string {
  const pictures = picturePages === 0 ? '没有以图像装入的页' : `${picturePages} 页以图像装入(原因见提醒)`;
  return `长期保存格式 ${ARCHIVAL_NAMES[profile]}${profile === '3b' ? ',原件附在卷内' : ''};${pictures}`;
}
