import type { Omission } from '../../../../shared/domain/volume.ts';
import type { Block } from '../layout/blocks.ts';
import { SIZE, cell, headRow, paragraph, sectionTitle } from './style.ts';

/** 未收入材料表: every file that is not in the volume and why. */
export function omissionBlocks(omissions: readonly Omission[]): Block[] {
  if (omissions.length === 0) {
    return [sectionTitle('未收入材料表'), paragraph('列入本卷的材料已全部收入。', { firstLineIndentPt: 24 })];
  }
  return [
    sectionTitle('未收入材料表'),
    paragraph(`共 ${omissions.length} 件。下列材料没有收入本卷，请按原因处理后重新成册，或另附原件。`, {
      sizePt: SIZE.five,
      firstLineIndentPt: 21,
      spaceAfterPt: 6,
    }),
    {
      kind: 'table',
      columns: [8, 40, 17, 35],
      headerRows: 1,
      rows: [
        headRow(['序号', '文件', '指标', '原因']),
        ...omissions.map((omission, index) => ({
          cells: [
            cell(String(index + 1), { align: 'center', sizePt: SIZE.smallFive }),
            cell(omission.path, { sizePt: SIZE.smallFive }),
            cell(omission.indicator, { sizePt: SIZE.smallFive, align: 'center' }),
            cell(omission.reason, { sizePt: SIZE.smallFive }),
          ],
        })),
      ],
    },
  ];
}
