import type { PlannedIndicator, VolumePlan } from '../../../../shared/domain/volume.ts';
import { GAP_STATES, type GapState } from '../../../../shared/domain/gaps.ts';
import type { Block, TableRow } from '../layout/blocks.ts';
import { indicatorKey } from './keys.ts';
import { SIZE, cell, headRow, heading, paragraph, sectionTitle } from './style.ts';

const NEXT_STEP: Readonly<Record<GapState, string>> = {
  齐全: '',
  待确认: '到“归类”确认或否决建议的材料',
  数量不足: '向责任单位催办，补齐件数',
  类型不符: '补交要求类型的材料，或改正材料类型',
  超出时限: '补交时限内的材料',
  将到期: '在到期前更新材料',
  已过期: '补交现行有效的材料',
  无法读取: '更换能打开的原件后重新编目',
  缺失: '向责任单位催办，或立项整改',
  不适用: '',
};

/** What one indicator lacks, in few words: `规范文件缺 1 份、实景图片缺 2 份(超出时限)`. */
function lackWords(indicator: PlannedIndicator): string {
  const open = indicator.needs.filter((need) => need.state !== '齐全' && need.state !== '不适用');
  if (open.length === 0) return '没有收入材料';
  return open
    .map((need) => {
      const why = need.state === indicator.state || need.state === '数量不足' ? '' : `（${need.state}）`;
      return need.required > need.confirmed ? `${need.kind}缺 ${need.required - need.confirmed} 份${why}` : `${need.kind}${why}`;
    })
    .join('、');
}

/** What stands against the whole application, before everything else. */
function vetoBlocks({ vetoes }: VolumePlan): Block[] {
  if (vetoes.length === 0) return [];
  return [
    paragraph(`一票否决：负面清单触发 ${vetoes.length} 项，处理之前不得申报。`, {
      face: 'hei',
      sizePt: SIZE.smallFour,
      spaceAfterPt: 2,
    }),
    ...vetoes.map((words) => paragraph(`▲ ${words}`, { sizePt: SIZE.five, firstLineIndentPt: 21, spaceAfterPt: 2 })),
  ];
}

/** Indicators that are not counted, each with its written reason: 不适用 and 硬件缺项. */
function notCountedBlocks(plan: VolumePlan): Block[] {
  const left = plan.groups.flatMap((group) => group.indicators).filter((indicator) => indicator.notApplicable !== null);
  if (left.length === 0) return [];
  return [
    heading('不计入的指标'),
    {
      kind: 'table',
      columns: [11, 36, 39, 14],
      headerRows: 1,
      rows: [
        headRow(['指标', '名称', '理由', '牵头单位']),
        ...left.map((indicator): TableRow => ({
          cells: [
            cell(indicator.code, { align: 'center', sizePt: SIZE.smallFive }),
            cell(indicator.name, { sizePt: SIZE.smallFive }),
            cell(indicator.notApplicable ?? '', { sizePt: SIZE.smallFive }),
            cell(indicator.leadUnit, { sizePt: SIZE.smallFive }),
          ],
        })),
      ],
    },
  ];
}

/**
 * 缺项表: what of the 负面清单 is 触发, one line per indicator whose needs are not met with what each state asks for, and the indicators
 * that are not counted with their reasons. Complete ones are left out.
 */
export function gapsBlocks(plan: VolumePlan): Block[] {
  const lacking = plan.groups
    .flatMap((group) => group.indicators)
    .filter((indicator) => indicator.state !== '齐全' && indicator.state !== '不适用');
  const rows = lacking.map((indicator): TableRow => {
    const linkTo = indicatorKey(indicator);
    return {
      cells: [
        cell(indicator.code, { linkTo, align: 'center', sizePt: SIZE.smallFive }),
        cell(indicator.name, { linkTo, sizePt: SIZE.smallFive }),
        cell(indicator.state, { face: 'hei', align: 'center', sizePt: SIZE.smallFive }),
        cell(lackWords(indicator), { sizePt: SIZE.smallFive }),
        cell(indicator.leadUnit, { sizePt: SIZE.smallFive }),
      ],
    };
  });
  const { totals } = plan;
  const sum =
    `成册范围内共 ${totals.leaves} 项指标：齐全 ${totals.complete} 项，部分具备 ${totals.partial} 项，` +
    `缺失 ${totals.missing} 项，不适用 ${totals.notApplicable} 项。`;
  if (rows.length === 0) {
    return [
      sectionTitle('缺项表'),
      ...vetoBlocks(plan),
      paragraph(sum, { sizePt: SIZE.smallFour, firstLineIndentPt: 24 }),
      paragraph('各项指标的材料要求均已满足，没有缺项。', { sizePt: SIZE.smallFour, firstLineIndentPt: 24 }),
      ...notCountedBlocks(plan),
    ];
  }
  const states = GAP_STATES.filter((state) => NEXT_STEP[state] !== '' && lacking.some((indicator) => indicator.state === state));
  return [
    sectionTitle('缺项表'),
    ...vetoBlocks(plan),
    paragraph(sum, { sizePt: SIZE.smallFour, firstLineIndentPt: 24, spaceAfterPt: 4 }),
    paragraph(`下一步：${states.map((state) => `${state}——${NEXT_STEP[state]}`).join('；')}。`, {
      sizePt: SIZE.five,
      firstLineIndentPt: 21,
      spaceAfterPt: 8,
    }),
    {
      kind: 'table',
      columns: [11, 36, 10, 29, 14],
      headerRows: 1,
      rows: [headRow(['指标', '名称', '状态', '缺什么', '牵头单位']), ...rows],
    },
    ...notCountedBlocks(plan),
  ];
}
