import type { PlannedGroup } from '../../../../shared/domain/volume.ts';
import type { Block } from '../layout/blocks.ts';
import { KEYS, indicatorKey } from './keys.ts';
import { WIDE, SIZE, cell, headRow, paragraph, space } from './style.ts';
import type { LabelOf } from './style.ts';

/** 分隔页 of a 项目: its place in the framework, its name large, its indicators with state and page. */
export function groupBlocks(group: PlannedGroup, labelOf: LabelOf): Block[] {
  return [
    paragraph('返回目录', { sizePt: SIZE.five, align: 'right', color: '#1f4e9a', linkTo: KEYS.contents }),
    space(70),
    ...group.parents.map((parent) => paragraph(parent, { face: 'hei', sizePt: SIZE.four, align: 'center', color: '#333333' })),
    paragraph(group.levelName ? `${group.levelName}${WIDE}${group.code}` : group.code, {
      face: 'hei',
      sizePt: SIZE.three,
      align: 'center',
      spaceBeforePt: 18,
    }),
    paragraph(group.name, {
      face: 'song-bold',
      balanced: true,
      sizePt: 28,
      align: 'center',
      lineHeight: 1.5,
      spaceBeforePt: 8,
      spaceAfterPt: 44,
    }),
    {
      kind: 'table',
      columns: [15, 44, 15, 10, 10],
      headerRows: 1,
      rows: [
        headRow(['指标', '名称', '状态', '材料', '页号']),
        ...group.indicators.map((indicator) => {
          const linkTo = indicatorKey(indicator);
          return {
            cells: [
              cell(indicator.code, { linkTo, align: 'center' }),
              cell(indicator.name, { linkTo }),
              cell(indicator.state, { align: 'center', face: indicator.state === '齐全' ? 'song' : 'hei' }),
              cell(`${indicator.evidence.length} 件`, { align: 'center' }),
              cell(labelOf(linkTo), { linkTo, align: 'center' }),
            ],
          };
        }),
      ],
    },
  ];
}
