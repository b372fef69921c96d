import type { VolumePlan } from '../../../../shared/domain/volume.ts';
import type { Block } from '../layout/blocks.ts';
import { WIDE, SIZE, cell, chineseDate, fill, paragraph, space } from './style.ts';

/** Words for a volume that is not final: 草稿, 不完整. */
export function volumeMarks(plan: Pick<VolumePlan, 'draft' | 'incomplete'>): string[] {
  return [...(plan.draft ? ['草稿'] : []), ...(plan.incomplete ? ['不完整'] : [])];
}

/** 第 2 卷 共 5 卷. */
export const volumeWords = (plan: Pick<VolumePlan, 'volumeNumber' | 'volumeCount' | 'supplementTo'>): string =>
  `${plan.supplementTo === null ? '' : `第 ${plan.supplementTo} 版补充卷${WIDE}`}第 ${plan.volumeNumber} 卷${WIDE}共 ${plan.volumeCount} 卷`;

/** 封面, one page. `materials` is how many pieces of evidence the volume holds, omitted ones not counted. */
export function coverBlocks(plan: VolumePlan, materials: number): Block[] {
  const marks = volumeMarks(plan);
  const field = (name: string, value: string) => ({
    cells: [
      cell(Array.from(name).length === 2 ? Array.from(name).join(WIDE + WIDE) : name, {
        face: 'hei',
        sizePt: SIZE.four,
        align: 'center',
      }),
      cell(value, { sizePt: SIZE.four, align: 'center' }),
    ],
    minHeightPt: 36,
  });
  const titleSize = Array.from(plan.title).length > 24 ? 26 : 32;
  return [
    ...(marks.length > 0
      ? [paragraph(marks.map((mark) => `【${mark}】`).join(''), { face: 'hei-bold', sizePt: SIZE.three, align: 'right' })]
      : [space(SIZE.three * 1.5)]),
    space(64),
    paragraph(plan.title, {
      face: 'song-bold',
      sizePt: titleSize,
      align: 'center',
      balanced: true,
      lineHeight: 1.5,
      spaceAfterPt: 22,
    }),
    { kind: 'rule' },
    paragraph(plan.frameworkName, { face: 'hei', sizePt: SIZE.three, align: 'center', spaceBeforePt: 16 }),
    ...(plan.frameworkEdition
      ? [paragraph(`（${plan.frameworkEdition}）`, { sizePt: SIZE.three, align: 'center', spaceBeforePt: 2 })]
      : []),
    paragraph(volumeWords(plan), { sizePt: SIZE.three, align: 'center', spaceBeforePt: 28 }),
    ...(plan.volumeName
      ? [paragraph(plan.volumeName, { sizePt: SIZE.three, align: 'center', balanced: true, spaceBeforePt: 4 })]
      : []),
    fill,
    {
      kind: 'table',
      columns: [1, 2.6],
      rows: [
        field('编制单位', plan.unit),
        field('测评基准日', chineseDate(plan.baseDate)),
        field('收入材料', `${materials} 件`),
        field('版次', `第 ${plan.edition} 版`),
        field('编制日期', chineseDate(plan.createdAt)),
      ],
    },
    ...(plan.frameworkNote
      ? [
          paragraph(`说明：${plan.frameworkNote}`, {
            sizePt: SIZE.smallFive,
            color: '#444444',
            align: 'center',
            balanced: true,
            spaceBeforePt: 14,
            lineHeight: 1.45,
          }),
        ]
      : []),
  ];
}
