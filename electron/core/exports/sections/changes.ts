import type { EditionChanges, EditionItem } from '../../../../shared/domain/edition-changes.ts';
import type { Block, TableRow } from '../layout/blocks.ts';
import { evidenceKey } from './keys.ts';
import { SIZE, cell, headRow, paragraph, sectionTitle, type LabelOf } from './style.ts';

/** What changed since the edition before this one. */
export interface ChangesSince {
  readonly edition: number;
  readonly changes: EditionChanges<EditionItem>;
}

/** 版次变化: what was added, replaced and removed since the edition before, by content; pages only where the item is in this volume. */
export function changesBlocks({ edition, changes }: ChangesSince, labelOf: LabelOf): Block[] {
  const small = SIZE.smallFive;
  const row = (kind: string, item: EditionItem, known: boolean): TableRow => {
    const label = known ? labelOf(evidenceKey(item)) : '';
    const linkTo = label === '' ? {} : { linkTo: evidenceKey(item) };
    return {
      cells: [
        cell(kind, { sizePt: small, face: 'hei', align: 'center' }),
        cell(item.materialCode, { sizePt: small, ...linkTo }),
        cell(item.title, { sizePt: small, ...linkTo }),
        cell(label, { sizePt: small, align: 'center', ...linkTo }),
      ],
      minHeightPt: 20,
    };
  };
  const rows = [
    ...changes.added.map((item) => row('新增', item, true)),
    ...changes.replaced.map(({ after }) => row('替换', after, true)),
    ...changes.removed.map((item) => row('移出', item, false)),
  ];
  const sum =
    `与第 ${edition} 版相比：新增 ${changes.added.length} 件，替换 ${changes.replaced.length} 件，移出 ${changes.removed.length} 件，` +
    `内容未变 ${changes.kept.length} 件（按文件的数字指纹比对）。页号的变化见“版次变化.csv”。`;
  return [
    sectionTitle('版次变化'),
    paragraph(sum, { sizePt: SIZE.smallFour, firstLineIndentPt: 24, spaceAfterPt: 8 }),
    ...(rows.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [11, 22, 55, 12],
            headerRows: 1,
            rows: [headRow(['变化', '材料编号', '题名', '页号']), ...rows],
          },
        ]),
  ];
}
