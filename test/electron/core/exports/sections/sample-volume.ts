import { NO_CAPTION } from '../../../../../shared/domain/photo-caption.ts';
import sharp from 'sharp';
import type { Fonts } from '../../../../../electron/core/exports/fonts.ts';
import type { Block } from '../../../../../electron/core/exports/layout/blocks.ts';
import { layoutBlocks } from '../../../../../electron/core/exports/layout/flow.ts';
import { photoFrame, sideOf, textFrame } from '../../../../../electron/core/exports/layout/frames.ts';
import { stampDrawings } from '../../../../../electron/core/exports/layout/stamp.ts';
import type { NumberPreset } from '../../../../../shared/domain/volume-look.ts';
import {
  KEYS,
  contentsBlocks,
  coverBlocks,
  evidenceKey,
  extraBlocks,
  extraKey,
  photoGridBlocks,
  gapsBlocks,
  groupBlocks,
  groupKey,
  indicatorBlocks,
  indicatorKey,
  manifestBlocks,
  noteBlocks,
  omissionBlocks,
  photoBlocks,
  placeholderBlocks,
} from '../../../../../electron/core/exports/sections/index.ts';
import type { LabelOf, Picture } from '../../../../../electron/core/exports/sections/index.ts';
import type { VolumePlan } from '../../../../../shared/domain/volume.ts';
import type { BookPage } from './book.ts';

interface Part {
  readonly name: string | null;
  readonly code: string | null;
  readonly numbered: boolean;
  readonly placed: boolean;
  readonly blocks: (labelOf: LabelOf) => Block[];
}

export const sampleOmissions = [
  { path: '创文资料/城管局/损坏的扫描件.pdf', indicator: 'Ⅱ-9-4)', reason: '文件不完整，无法打开。请从原处重新复制后重新编目。' },
  { path: '创文资料/统计/加密报表.xlsx', indicator: 'Ⅲ-2-2)', reason: '它有打开密码。请在 WPS 中去掉密码后重新编目。' },
];

export async function samplePicture(widthPx: number, heightPx: number): Promise<Picture> {
  const bytes = await sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: '#7fa8c9' } })
    .jpeg({ quality: 85 })
    .toBuffer();
  return { bytes, format: 'jpg', widthPx, heightPx };
}

/** All sections of ours for a plan, laid out twice: the second time with the labels known. */
export function sampleVolume(
  plan: VolumePlan,
  pictures: readonly Picture[],
  fonts: Fonts,
  preset: NumberPreset = 'official',
): BookPage[] {
  const own = (name: string | null, blocks: Part['blocks'], more: Partial<Part> = {}): Part => ({
    name,
    code: null,
    numbered: true,
    placed: false,
    blocks,
    ...more,
  });
  const all = plan.groups.flatMap((group) => group.indicators.flatMap((indicator) => indicator.evidence));
  const photos = all.filter((evidence) => evidence.type === 'jpg');
  const parts: Part[] = [
    own(null, () => coverBlocks(plan, all.length), { numbered: false }),
    own(KEYS.contents, (labelOf) => contentsBlocks(plan, labelOf, { gaps: true, omissions: true, changes: false }), {
      numbered: false,
    }),
    own(KEYS.gaps, () => gapsBlocks(plan)),
    ...plan.groups.flatMap((group) => [
      own(groupKey(group), (labelOf) => groupBlocks(group, labelOf), { code: group.code }),
      ...group.indicators.flatMap((indicator) => [
        own(indicatorKey(indicator), (labelOf) => indicatorBlocks(group, indicator, labelOf, () => ''), { code: indicator.code }),
        ...indicator.evidence.map((evidence) => {
          const photo = photos.indexOf(evidence);
          const picture = pictures[photo % pictures.length];
          return own(
            evidenceKey(evidence),
            () =>
              photo >= 0 && picture
                ? photoBlocks(
                    {
                      evidence: {
                        ...evidence,
                        photoCaption: { ...NO_CAPTION, place: '人民路与解放路交叉口', photographer: '王䶮' },
                      },
                      picture,
                    },
                    photoFrame('front'),
                    fonts,
                  )
                : placeholderBlocks(evidence, indicator.code, '文件不完整，无法打开。请从原处重新复制后重新编目。'),
            { code: evidence.materialCode, placed: photo >= 0 },
          );
        }),
      ]),
    ]),
    own(
      'four',
      () =>
        photoGridBlocks(
          photos.slice(0, 4).map((evidence, index) => ({ evidence, picture: pictures[index % pictures.length]! })),
          { perPage: 4, frame: photoFrame('front'), fonts },
        ),
      { placed: true },
    ),
    ...plan.extras.map((extra) =>
      own(extraKey(extra), (labelOf) => extraBlocks(extra, plan, { labelOf, pagesOf: () => '1', isPlaced: () => true })),
    ),
    own(
      KEYS.note,
      () =>
        noteBlocks(
          plan,
          { documents: all.length, photos: photos.length, pages: 88 },
          { omissions: sampleOmissions, remarks: [] },
        ),
      {
        numbered: false,
      },
    ),
    own(KEYS.manifest, (labelOf) =>
      manifestBlocks(all.map((evidence) => ({ ...evidence, pages: labelOf(evidenceKey(evidence)) }))),
    ),
    own(KEYS.omissions, () => omissionBlocks(sampleOmissions)),
  ];
  const lay = (labelOf: LabelOf): { pages: BookPage[]; labels: Map<string, string> } => {
    const pages: BookPage[] = [];
    const labels = new Map<string, string>();
    let number = 0;
    for (const part of parts) {
      const start = pages.length;
      const frame = (index: number) => (part.placed ? photoFrame : textFrame)(sideOf(start + index + 1, plan.doubleSided));
      for (const [index, page] of layoutBlocks(part.blocks(labelOf), { frame, fonts }).entries()) {
        if (part.numbered) number += 1;
        const label = part.numbered ? String(number) : null;
        if (index === 0 && part.name !== null && label !== null) labels.set(part.name, label);
        const stamps = stampDrawings(
          {
            preset,
            side: sideOf(start + index + 1, plan.doubleSided),
            number: label,
            code: part.code,
            codeLink: null,
            header: start === 0 ? '' : `${plan.title} · 第 ${plan.volumeNumber} 卷`,
            marks: start > 0 && plan.incomplete ? ['不完整'] : [],
          },
          fonts,
        );
        pages.push({ page, stamps, name: index === 0 ? part.name : null });
      }
    }
    return { pages, labels };
  };
  const first = lay(() => '');
  return lay((key) => first.labels.get(key) ?? '').pages;
}
