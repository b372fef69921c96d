import type { PDFRef } from 'pdf-lib';
import type { VolumePlan } from '../../../shared/domain/volume.ts';
import type { AttachedFile } from './archival/profile.ts';
import { measureKey, type Paginated } from './paginate.ts';
import type { DocumentFinish, OutlineNode, PageLabelRange } from './pdf/writer.ts';
import { EXTRA_WORDS, evidenceKey, extraKey, groupKey, indicatorKey, KEYS, volumeWords } from './sections/index.ts';

export const PRODUCER = '迎检台账 0.1.0';
const A4_TOP_PT = 841.89;

/** Bookmarks (项目, indicator, evidence, the evidence's own by its material number), page labels, named destinations and metadata of a volume whose pages are all written. */
export function documentOf(
  plan: VolumePlan,
  paginated: Paginated,
  written: {
    readonly pages: readonly PDFRef[];
    readonly outlines: ReadonlyMap<string, readonly OutlineNode[]>;
    readonly attached: readonly AttachedFile[];
  },
): DocumentFinish {
  const { pages, outlines, attached } = written;
  const pageFor = (key: string): PDFRef => {
    const ref = pages[(paginated.pageOf.get(key) ?? 0) - 1];
    if (!ref) throw new Error(`no page for ${key}`);
    return ref;
  };
  const node = (title: string, key: string, children: readonly OutlineNode[] = []): OutlineNode => ({
    title,
    page: pageFor(key),
    top: null,
    children,
  });
  const labelled = (title: string, key: string): string =>
    `${title} ${paginated.labels[(paginated.pageOf.get(key) ?? 1) - 1] ?? ''}`.trim();
  const groups = plan.groups.map((group) =>
    node(
      labelled(`${group.code} ${group.name}`, groupKey(group)),
      groupKey(group),
      group.indicators.map((indicator) =>
        node(
          labelled(`${indicator.code} ${indicator.name}`, indicatorKey(indicator)),
          indicatorKey(indicator),
          indicator.evidence.map((item) =>
            node(
              labelled(`${item.materialCode} ${item.title}`, evidenceKey(item)),
              evidenceKey(item),
              outlines.get(measureKey(item)),
            ),
          ),
        ),
      ),
    ),
  );
  return {
    outline: [
      node('封面', 'cover'),
      node('目录', KEYS.contents),
      ...(paginated.pageOf.has(KEYS.gaps) ? [node(labelled('缺项表', KEYS.gaps), KEYS.gaps)] : []),
      ...(paginated.pageOf.has(KEYS.changes) ? [node(labelled('版次变化', KEYS.changes), KEYS.changes)] : []),
      ...groups,
      ...plan.extras.map((extra) => node(labelled(EXTRA_WORDS[extra], extraKey(extra)), extraKey(extra))),
      node('备考表', KEYS.note),
      node(labelled('收入材料清单', KEYS.manifest), KEYS.manifest),
      node(labelled('未收入材料表', KEYS.omissions), KEYS.omissions),
    ],
    labels: labelRanges(paginated.labels),
    destinations: new Map([...paginated.pageOf.keys()].map((key) => [key, { page: pageFor(key), top: A4_TOP_PT }])),
    info: {
      title: `${plan.title} ${volumeWords(plan)}`,
      author: plan.unit,
      subject: `${plan.frameworkName} ${plan.frameworkEdition} 第 ${plan.edition} 版`,
      producer: PRODUCER,
      creationDate: plan.createdAt,
    },
    language: 'zh-CN',
    archival: plan.archival && { profile: plan.archival, attached },
  };
}

/** Runs of numbered pages become one range each; a page labelled in words is a range of its own. */
export function labelRanges(labels: readonly string[]): PageLabelRange[] {
  const ranges: PageLabelRange[] = [];
  let expected: number | null = null;
  labels.forEach((label, fromPage) => {
    const number = /^\d+$/.test(label) ? Number(label) : null;
    if (number === null) ranges.push({ fromPage, prefix: label });
    else if (number !== expected) ranges.push({ fromPage, style: 'D', start: number });
    expected = number === null ? null : number + 1;
  });
  return ranges;
}
