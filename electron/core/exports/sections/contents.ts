import type { PlannedIndicator, VolumePlan } from '../../../../shared/domain/volume.ts';
import type { Block } from '../layout/blocks.ts';
import { EXTRA_WORDS } from './extras.ts';
import { KEYS, evidenceKey, extraKey, groupKey, indicatorKey } from './keys.ts';
import { WIDE, SIZE, cell, headRow, heading, paragraph, sectionTitle } from './style.ts';
import type { LabelOf } from './style.ts';

/** The closing parts of a volume that stand in its contents when they exist. */
export interface ContentsParts {
  readonly gaps: boolean;
  readonly omissions: boolean;
  readonly changes: boolean;
}

const indicatorNote = (indicator: PlannedIndicator): string =>
  indicator.evidence.length === 0 || indicator.state === '缺失' ? `（${indicator.state}）` : '';

/**
 * 目录: 项目, indicators, evidence, then the volume's lists; every line links to its page. How many pages it needs does not depend on
 * the labels, so it can be counted first and set again when all labels are known.
 */
export function contentsBlocks(plan: VolumePlan, labelOf: LabelOf, parts: ContentsParts): Block[] {
  const blocks: Block[] = [sectionTitle('目录')];
  const entry = (
    text: string,
    key: string,
    style: { face: 'song' | 'hei'; sizePt: number; leftPt: number; hangPt?: number; before?: number; keep?: boolean },
  ): void => {
    blocks.push({
      kind: 'entry',
      runs: [{ text, face: style.face, sizePt: style.sizePt }],
      label: labelOf(key),
      linkTo: key,
      leftPt: style.leftPt,
      hangPt: style.hangPt ?? 0,
      lineHeight: 1.5,
      spaceBeforePt: style.before ?? 0,
      keepWithNext: style.keep ?? false,
    });
  };
  if (parts.gaps) entry('缺项表', KEYS.gaps, { face: 'hei', sizePt: SIZE.smallFour, leftPt: 0 });
  if (parts.changes) entry('版次变化', KEYS.changes, { face: 'hei', sizePt: SIZE.smallFour, leftPt: 0 });
  let parents = '';
  for (const group of plan.groups) {
    const above = group.parents.join(WIDE);
    if (above && above !== parents) {
      blocks.push(
        paragraph(above, {
          face: 'hei-bold',
          sizePt: SIZE.four,
          align: 'left',
          spaceBeforePt: 10,
          lineHeight: 1.4,
          keepWithNext: true,
        }),
      );
    }
    parents = above;
    entry(`${group.code}${WIDE}${group.name}`, groupKey(group), {
      face: 'hei',
      sizePt: SIZE.smallFour,
      leftPt: 0,
      hangPt: 24,
      before: 6,
      keep: true,
    });
    for (const indicator of group.indicators) {
      const text = `${indicator.code}${WIDE}${indicator.name}${indicatorNote(indicator)}`;
      const keep = indicator.evidence.length > 0;
      entry(text, indicatorKey(indicator), { face: 'song', sizePt: SIZE.smallFour, leftPt: 14, hangPt: 24, before: 2, keep });
      for (const evidence of indicator.evidence) {
        entry(`${evidence.mark} ${evidence.title}`, evidenceKey(evidence), {
          face: 'song',
          sizePt: SIZE.five,
          leftPt: 38,
          hangPt: 14,
        });
      }
    }
  }
  for (const [index, extra] of plan.extras.entries())
    entry(EXTRA_WORDS[extra], extraKey(extra), { face: 'hei', sizePt: SIZE.smallFour, leftPt: 0, before: index === 0 ? 10 : 0 });
  entry('备考表', KEYS.note, { face: 'hei', sizePt: SIZE.smallFour, leftPt: 0, before: plan.extras.length > 0 ? 0 : 10 });
  entry('收入材料清单', KEYS.manifest, { face: 'hei', sizePt: SIZE.smallFour, leftPt: 0 });
  if (parts.omissions) entry('未收入材料表', KEYS.omissions, { face: 'hei', sizePt: SIZE.smallFour, leftPt: 0 });
  return [...blocks, ...setBlocks(plan)];
}

/** Where the other volumes of the set begin and end; nothing when there is only one. */
function setBlocks(plan: VolumePlan): Block[] {
  if (plan.volumes.length < 2) return [];
  return [
    heading('全套各卷'),
    {
      kind: 'table',
      columns: [16, 40, 22, 22],
      headerRows: 1,
      rows: [
        headRow(['卷号', '内容', '起', '止']),
        ...plan.volumes.map(({ number, name, from, to }) => ({
          cells: [
            cell(number === plan.volumeNumber ? `第 ${number} 卷（本卷）` : `第 ${number} 卷`, { align: 'center' }),
            cell(name || '—'),
            cell(from, { align: 'center' }),
            cell(to, { align: 'center' }),
          ],
        })),
      ],
    },
  ];
}
