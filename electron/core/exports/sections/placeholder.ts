import type { PlannedEvidence } from '../../../../shared/domain/volume.ts';
import { lastName } from '../../../../shared/domain/paths.ts';
import type { Block } from '../layout/blocks.ts';
import { SIZE, cell, fileSize, paragraph, space } from './style.ts';

/** Page that stands for an evidence which could not be placed: file name, reason, SHA-256 and “原件另附”. */
export function placeholderBlocks(evidence: PlannedEvidence, indicatorCode: string, reason: string): Block[] {
  const fileName = lastName(evidence.path);
  const row = (name: string, value: string, sizePt: number = SIZE.smallFour) => ({
    cells: [cell(name, { face: 'hei', sizePt: SIZE.smallFour, align: 'center' }), cell(value, { sizePt })],
    minHeightPt: 30,
  });
  return [
    space(90),
    paragraph('原件另附', { face: 'song-bold', sizePt: 28, align: 'center' }),
    paragraph('本件未能排入本卷，此页代替其位置', { sizePt: SIZE.four, align: 'center', spaceBeforePt: 6, spaceAfterPt: 26 }),
    {
      kind: 'table',
      columns: [18, 82],
      rows: [
        row('材料编号', evidence.materialCode),
        row('指标', indicatorCode),
        row('题名', evidence.title),
        row('文件名', fileName),
        row('路径', evidence.path, SIZE.five),
        row('大小', fileSize(evidence.sizeBytes)),
        row('原因', reason),
        row('SHA-256', evidence.sha256, SIZE.smallFive),
      ],
    },
  ];
}
