import type { GapsResult } from '../../../shared/domain/gaps.ts';
import { vetoWords } from '../../../shared/domain/ledgers/negative.ts';
import { writeWorkbook, type SheetColumn, type SheetDefinition } from '../ledgers/ledgers.ts';

const LACKING: readonly SheetColumn[] = [
  { header: '序号', widthChars: 6, type: 'number' },
  { header: '指标', widthChars: 12, type: 'text' },
  { header: '名称', widthChars: 44, type: 'text' },
  { header: '状态', widthChars: 10, type: 'text' },
  { header: '材料类型', widthChars: 12, type: 'text' },
  { header: '要求份数', widthChars: 9, type: 'number' },
  { header: '已确认', widthChars: 9, type: 'number' },
  { header: '待确认', widthChars: 9, type: 'number' },
  { header: '时限起', widthChars: 12, type: 'date' },
  { header: '时限止', widthChars: 12, type: 'date' },
  { header: '缺什么,下一步', widthChars: 48, type: 'text' },
  { header: '牵头单位', widthChars: 18, type: 'text' },
  { header: '责任单位', widthChars: 30, type: 'text' },
];

const ALL: readonly SheetColumn[] = [
  { header: '序号', widthChars: 6, type: 'number' },
  { header: '指标', widthChars: 12, type: 'text' },
  { header: '名称', widthChars: 60, type: 'text' },
  { header: '状态', widthChars: 10, type: 'text' },
  { header: '已确认', widthChars: 9, type: 'number' },
  { header: '牵头单位', widthChars: 18, type: 'text' },
  { header: '责任单位', widthChars: 36, type: 'text' },
];

const NOT_COUNTED: readonly SheetColumn[] = [
  { header: '序号', widthChars: 6, type: 'number' },
  { header: '指标', widthChars: 12, type: 'text' },
  { header: '名称', widthChars: 50, type: 'text' },
  { header: '理由', widthChars: 50, type: 'text' },
  { header: '牵头单位', widthChars: 18, type: 'text' },
];

/** Writes 缺项表 and 全部指标 per framework, and 不计入 where indicators are left out for a written reason; the 负面清单 is said on top. Throws AppError `refused` when the file cannot be written. */
export async function writeGapsWorkbook(result: GapsResult, path: string): Promise<void> {
  const several = result.frameworks.length > 1;
  await writeWorkbook(
    path,
    result.frameworks.flatMap((framework, index) => sheetsOf(framework, several ? `${index + 1}` : '', result.vetoes)),
  );
}

function sheetsOf(framework: GapsResult['frameworks'][number], suffix: string, vetoes: GapsResult['vetoes']): SheetDefinition[] {
  const { totals } = framework;
  const remarks = [
    `测评基准日 ${framework.baseDate};标准 ${totals.leaves} 条:齐全 ${totals.complete},部分 ${totals.partial},缺失 ${totals.missing},不适用 ${totals.notApplicable}`,
    ...(framework.note ? [framework.note] : []),
    ...vetoes.map((veto) => `▲ ${vetoWords(veto)}`),
  ];
  const left = framework.indicators.filter((indicator) => indicator.notApplicable !== null);
  const lacking = framework.indicators.flatMap((indicator) => {
    if (indicator.state === '齐全' || indicator.state === '不适用') return [];
    const who = [indicator.leadUnit, indicator.units.join('、')];
    if (indicator.needs.length === 0) {
      return [[indicator.code, indicator.name, indicator.state, '', null, null, null, null, null, '没有已确认的材料', ...who]];
    }
    return indicator.needs
      .filter((need) => need.state !== '齐全')
      .map((need) => [
        indicator.code,
        indicator.name,
        need.state,
        need.kind,
        need.required,
        need.confirmed,
        need.suggested,
        need.windowFrom,
        need.windowTo,
        need.message,
        ...who,
      ]);
  });
  return [
    {
      name: `缺项表${suffix}`,
      title: `${framework.name} 缺项表`,
      remarks,
      columns: LACKING,
      rows: lacking.map((row, index) => [index + 1, ...row]),
    },
    {
      name: `全部指标${suffix}`,
      title: `${framework.name} 全部指标`,
      remarks,
      columns: ALL,
      rows: framework.indicators.map((indicator, index) => [
        index + 1,
        indicator.code,
        indicator.name,
        indicator.state,
        indicator.needs.reduce((sum, need) => sum + need.confirmed, 0),
        indicator.leadUnit,
        indicator.units.join('、'),
      ]),
    },
    ...(left.length === 0
      ? []
      : [
          {
            name: `不计入${suffix}`,
            title: `${framework.name} 不计入的指标`,
            remarks: ['不适用和硬件缺项,按写明的理由不计入缺项和得分。'],
            columns: NOT_COUNTED,
            rows: left.map((indicator, index) => [
              index + 1,
              indicator.code,
              indicator.name,
              indicator.notApplicable,
              indicator.leadUnit,
            ]),
          },
        ]),
  ];
}
