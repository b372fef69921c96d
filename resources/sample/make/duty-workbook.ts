import { xlsx } from './sheets.ts';
import type { Value } from './sheets.ts';

/** One row of the table: 测评内容 and 测评标准, 测评方法, lead, units, due, 材料要求. */
type Duty = readonly [
  content: string,
  standard: string,
  method: string,
  lead: string,
  units: string,
  due: string,
  material: string,
];

const OFFICE = '区文明办';
const ROWS: readonly (readonly [project: string, duties: readonly Duty[]])[] = [
  [
    '一、文明风尚',
    [
      [
        '1.志愿服务',
        '（1）注册志愿者占常住人口比例≥18%',
        '网上申报',
        OFFICE,
        '团区委、区民政局、区教育局',
        '2026年4月30日',
        '说明报告1份；统计表格1份',
      ],
      [
        '1.志愿服务',
        '（2）社区、窗口单位设学雷锋志愿服务站，有人员、制度、记录',
        '实地考察',
        OFFICE,
        '各街道、区行政审批局',
        '2026年5月31日',
        '实景图片不少于2张；工作台账1份',
      ],
      [
        '1.志愿服务',
        '（3）印发志愿服务制度化文件和服务记录办法',
        '网上申报、材料审核',
        OFFICE,
        '团区委',
        '2026年3月31日',
        '规范文件2份',
      ],
      [
        '2.文明交通',
        '（1）实施文明交通行动，主要路口有劝导',
        '网上申报、实地考察',
        '公安分局交警大队',
        '区教育局、各街道',
        '长期',
        '规范文件1份；说明报告1份；实景图片2张',
      ],
      [
        '2.文明交通',
        '（2）非机动车停放有序，不占盲道',
        '实地考察',
        '公安分局交警大队',
        '区城市管理局、各街道',
        '长期',
        '实景图片2张；工作台账1份',
      ],
      [
        '3.文明餐桌',
        '（1）餐饮单位、机关食堂推行光盘行动和公筷公勺',
        '网上申报、实地考察',
        '区商务局',
        '区市场监管局、区机关事务服务中心',
        '2026/5/20',
        '说明报告1份；实景图片2张',
      ],
      [
        '4.公约守则',
        '（1）修订市民公约、居民公约，提供修订前后文本',
        '材料审核',
        OFFICE,
        '区民政局、各街道',
        '2025年12月31日',
        '规范文件2份；说明报告1份',
      ],
    ],
  ],
  [
    '二、市场与窗口',
    [
      [
        '5.农贸市场',
        '（1）经营有序，亮证经营，环境整洁',
        '实地考察',
        '区市场监管局',
        '区城市管理局、各街道',
        '2026年6月10日',
        '实景图片3张；工作台账1份',
      ],
      ['5.农贸市场', '（2）设公平秤，投诉处理及时', '实地考察', '区市场监管局', '', '2026年6月10日', '实景图片1张'],
      [
        '6.窗口服务',
        '（1）服务规范公开，群众满意',
        '实地考察、问卷调查',
        '区行政审批局',
        '供电、供水、燃气营业厅',
        '每季度',
        '统计表格1份',
      ],
      [
        '7.控烟',
        '（1）室内公共场所禁烟标识明显，无吸烟现象',
        '实地考察',
        '区卫生健康局',
        '各主管部门',
        '长期',
        '实景图片2张；工作台账1份',
      ],
    ],
  ],
  [
    '三、城市环境',
    [
      [
        '8.背街小巷',
        '（1）路面硬化平整，装灯率100%，亮灯率≥98%',
        '网上申报、实地考察',
        '区城市管理局',
        '各街道',
        '2026年9月30日',
        '说明报告1份；统计表格1份；实景图片3张',
      ],
      ['8.背街小巷', '（2）无乱堆乱放、乱贴乱画', '实地考察', '区城市管理局', '各街道、社区', '长期', '实景图片2张'],
      [
        '9.无障碍设施',
        '（1）盲道、缘石坡道齐全，未被占用',
        '实地考察',
        '区城市管理局',
        '区住建局、区残联',
        '2026年8月31日',
        '规范文件1份；实景图片2张',
      ],
      [
        '10.市容秩序',
        '（1）治理占道经营、乱张贴、户外广告',
        '网上申报、实地考察',
        '区城市管理局',
        '各街道',
        '2026年6月30日',
        '规范文件1份；说明报告1份；实景图片3张',
      ],
      [
        '11.公益广告',
        '（1）公共场所、围挡广泛展示，无破损',
        '实地考察',
        '区委宣传部',
        '区城市管理局、区住建局',
        '长期',
        '说明报告1份；实景图片4张',
      ],
    ],
  ],
  [
    '四、安全与生态',
    [
      [
        '12.消防安全',
        '（1）公共场所消防设施完好，通道畅通',
        '实地考察',
        '区消防救援大队',
        '公安分局、各街道',
        '长期',
        '实景图片2张；工作台账1份',
      ],
      [
        '13.空气质量',
        '（1）优良天数比例达到考核要求',
        '网上申报',
        '生态环境分局',
        '',
        '2026年1月31日',
        '统计表格1份；说明报告1份',
      ],
      ['14.噪声', '（1）区域环境噪声、交通干线噪声达标', '网上申报', '生态环境分局', '公安分局', '2026年1月31日', '统计表格1份'],
    ],
  ],
  [
    '五、工作机制',
    [
      [
        '15.责任落实',
        '（1）任务逐项分解，签订责任状',
        '材料审核',
        OFFICE,
        '各责任单位',
        '2026年3月15日',
        '规范文件1份；工作台账1份',
      ],
      ['15.责任落实', '（2）定期召开联席会议、调度会', '材料审核', OFFICE, '各责任单位', '每月', '工作台账2份；实景图片1张'],
      [
        '16.督查考核',
        '（1）制定督查考核办法，季度考核并通报',
        '材料审核',
        '区委督查室',
        OFFICE,
        '每季度',
        '规范文件1份；统计表格1份；工作台账1份',
      ],
      ['16.督查考核', '（2）问题台账整改销号', '材料审核', OFFICE, '各责任单位', '长期', '工作台账1份；实景图片2张'],
    ],
  ],
];

/** Two rows nobody can understand: a remark merged across the table, and a row without project, content, standard or lead. */
const ODD: readonly Value[][] = [
  ['※以上各条口径待定，等会议纪要下来再改', null, null, null, null, null, null, null],
  [null, null, null, '?', null, '区属各有关', '尽快', '若干'],
];

/** Rows of the sheet (1-based, as Excel shows them) that an import must report as not understood. */
export const NOT_UNDERSTOOD_ROWS = [15, 24] as const;

/** 责任分解一体表: merged 测评项目 and 测评内容, eight columns, 25 rows of which two cannot be understood. */
export async function dutyWorkbook(): Promise<Buffer> {
  const rows: Value[][] = [];
  const merges: { startRow: number; startCol: number; endRow: number; endCol: number }[] = [];
  const merge = (startRow: number, endRow: number, column: number): void => {
    if (endRow > startRow) merges.push({ startRow, startCol: column, endRow, endCol: column });
  };
  for (const [project, duties] of ROWS) {
    const top = rows.length;
    let contentTop = top;
    duties.forEach((duty, i) => {
      const same = i > 0 && duties[i - 1]?.[0] === duty[0];
      if (!same) {
        merge(contentTop, rows.length - 1, 1);
        contentTop = rows.length;
      }
      rows.push([i === 0 ? project : null, same ? null : duty[0], ...duty.slice(1)]);
    });
    merge(contentTop, rows.length - 1, 1);
    merge(top, rows.length - 1, 0);
    if (project.startsWith('二')) {
      merges.push({ startRow: rows.length, startCol: 0, endRow: rows.length, endCol: 7 });
      rows.push([...(ODD[0] ?? [])]);
    }
    if (project.startsWith('四')) rows.push([...(ODD[1] ?? [])]);
  }
  return xlsx(
    [
      {
        name: '责任分解一体表',
        title: '滨河区创建全国文明城市责任分解一体表（2026年）',
        line: '编制单位：滨河区创建办        2026年3月2日',
        head: [['测评项目', '测评内容', '测评标准', '测评方法', '牵头单位', '责任单位', '完成时间', '材料要求']],
        rows,
        merges,
        widths: [14, 16, 40, 16, 18, 26, 16, 30],
        landscape: true,
        note: '说明：排在第一位的为牵头单位；材料每月25日前报送。',
      },
    ],
    '滨河区创建办',
    '2026-03-02',
  );
}
