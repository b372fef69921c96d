import { createHash } from 'node:crypto';
import type { VolumePlan } from '../../../shared/domain/volume.ts';
import type { ManifestItem } from './manifest.ts';
import type { Measured } from './measure.ts';
import { safeFileName } from './names.ts';
import { measureKey, type Paginated } from './paginate.ts';
import { evidenceEndKey, evidenceKey } from './sections/index.ts';

/** The name of a volume's file, with what it is not: a draft, whole. */
export function volumeFileName(plan: VolumePlan, archiveName: string): string {
  const words = [
    safeFileName(archiveName),
    `第${plan.edition}版`,
    ...(plan.supplementTo === null ? [] : [`第${plan.supplementTo}版补充卷`]),
    ...(plan.volumeCount > 1 ? [`第${String(plan.volumeNumber).padStart(String(plan.volumeCount).length, '0')}卷`] : []),
    ...(plan.draft ? ['草稿'] : []),
    ...(plan.incomplete ? ['不完整'] : []),
  ];
  return `${words.join('_')}.pdf`;
}

/** The file identifier comes from the plan, so that equal inputs give equal bytes. */
export function idOf(plan: VolumePlan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 32);
}

/** What the list says of every evidence of a volume: where it stands, or why not. */
export function itemsOf(
  plan: VolumePlan,
  paginated: Paginated,
  context: { file: string; measured: ReadonlyMap<string, Measured> },
): ManifestItem[] {
  return plan.groups.flatMap((group) =>
    group.indicators.flatMap((indicator) =>
      indicator.evidence.map((item): ManifestItem => {
        const firstPage = paginated.pageOf.get(evidenceKey(item)) ?? 0;
        const lastPage = paginated.pageOf.get(evidenceEndKey(item)) ?? firstPage;
        const how = context.measured.get(measureKey(item));
        return {
          materialCode: item.materialCode,
          indicator: indicator.code,
          title: item.title,
          path: item.path,
          source: item.source,
          sizeBytes: item.sizeBytes,
          date: item.date,
          sha256: item.sha256,
          volume: context.file,
          firstPage,
          lastPage,
          firstLabel: paginated.labels[firstPage - 1] ?? '',
          lastLabel: paginated.labels[lastPage - 1] ?? '',
          omitted: how?.kind === 'refused' ? how.reason : null,
        };
      }),
    ),
  );
}
