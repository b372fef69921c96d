import type { VolumePlan } from '../../../../shared/domain/volume.ts';
import type { GapState } from '../../../../shared/domain/gaps.ts';
import type { Block, TableRow } from '../layout/blocks.ts';
import { indicatorKey } from './keys.ts';
import { SIZE, cell, headRow, paragraph, sectionTitle } from './style.ts';

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

/** 缺项表: every need that is not met, with what to do next. Needs that are complete or do not apply are left out. */
export function gapsBlocks(plan: VolumePlan): Block[] {
  const rows: TableRow[] = [];
  for (const indicator of plan.groups.flatMap((group) => group.indicators)) {
    const open = indicator.needs.filter((need) => need.state !== '齐全' && need.state !== '不适用');
    const unmet =
      open.length > 0 || indicator.state === '齐全' || indicator.state === '不适用'
        ? open.map((need) => ({ state: need.state, message: `${need.kind}：${need.message}` }))
        : [{ state: indicator.state, message: '没有收入材料' }];
    const linkTo = indicatorKey(indicator);
    unmet.forEach((need, index) => {
      const own = [
        cell(need.state, { face: 'hei', align: 'center', sizePt: SIZE.smallFive }),
        cell(need.message, { sizePt: SIZE.smallFive }),
        cell(NEXT_STEP[need.state], { sizePt: SIZE.smallFive }),
      ];
      const span = unmet.length > 1 ? { rowSpan: unmet.length } : {};
      const first = [
        cell(indicator.code, { linkTo, align: 'center', sizePt: SIZE.smallFive, ...span }),
        cell(indicator.name, { linkTo, sizePt: SIZE.smallFive, ...span }),
      ];
      const unit = cell(indicator.leadUnit, { sizePt: SIZE.smallFive, ...span });
      rows.push({ cells: index === 0 ? [...first, ...own, unit] : own });
    });
  }
  const { totals } = plan;
  const sum =
    `本卷所属测评体系共 ${totals.leaves} 项指标：齐全 ${totals.complete} 项，部分具备 ${totals.partial} 项，` +
    `缺失 ${totals.missing} 项，不适用 ${totals.notApplicable} 项。`;
  return [
    sectionTitle('缺项表'),
    paragraph(sum, { sizePt: SIZE.smallFour, firstLineIndentPt: 24, spaceAfterPt: 8 }),
    rows.length === 0
      ? paragraph('本卷各项指标的材料要求均已满足，没有缺项。', { sizePt: SIZE.smallFour, firstLineIndentPt: 24 })
      : {
          kind: 'table',
          columns: [12, 24, 10.5, 24, 18, 13],
          headerRows: 1,
          rows: [headRow(['指标', '名称', '状态', '缺什么', '下一步', '牵头单位']), ...rows],
        },
  ];
}
