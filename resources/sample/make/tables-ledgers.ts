import { randomFrom, seedOf } from './rng.ts';
import type { Sheet, Value } from './sheets.ts';

/** Ledgers (工作台账). Names of people, places and figures are invented; the numbers follow from fixed seeds. */

const at = (name: string) => randomFrom(seedOf(name));
const day = (text: string, days: number): string => {
  const date = new Date(Date.parse(`${text}T00:00:00Z`) + days * 86_400_000);
  return date.toISOString().slice(0, 10);
};

const INSPECTORS = ['孟繁弈', '祁书屹', '阮知遥', '邰启蓝', '窦景衡', '蔺若川'] as const;
const UNITS = [
  '城市管理局',
  '市场监管局',
  '公安分局交警大队',
  '卫生健康局',
  '教育局',
  '滨江街道',
  '柳荫街道',
  '东门街道',
  '西关街道',
  '消防救援大队',
] as const;

function commitments(): Sheet {
  const units = [
    '区委宣传部',
    '区文明办',
    '区教育局',
    '公安分局',
    '区民政局',
    '区司法局',
    '区财政局',
    '区城市管理局',
    '区商务局',
    '区文化和旅游局',
    '区卫生健康局',
    '区市场监管局',
    '区融媒体中心',
    '消防救援大队',
    '生态环境分局',
    '滨江街道',
    '柳荫街道',
    '东门街道',
    '西关街道',
    '区机关事务服务中心',
  ];
  const random = at('commitments');
  return {
    name: '责任状',
    title: '2026年度创建目标责任状签订台账',
    line: '填报单位：滨河区创建办        统计日期：2026年3月12日',
    head: [
      ['序号', '责任单位', '承担任务（条）', '', '分管领导', '责任书编号', '签订日期', '备注'],
      ['', '', '牵头', '配合', '', '', '', ''],
    ],
    rows: units.map((unit, i) => [
      i + 1,
      unit,
      random.integer(1, 14),
      random.integer(3, 26),
      random.pick(INSPECTORS),
      `创责〔2026〕${String(i + 1).padStart(2, '0')}`,
      day('2026-03-09', random.integer(0, 3)),
      i === 18 ? '补签' : null,
    ]),
    widths: [6, 20, 9, 9, 12, 18, 13, 12],
    note: '说明：任务分解以滨文明办〔2026〕5号附件《任务责任分解表》为准，责任书原件存区创建办。',
  };
}

function parking(): Sheet {
  const random = at('parking');
  const roads = ['人民路（东段）', '建设路商圈', '沿河路', '东门街', '西关小学门前', '区医院南门', '书院路'];
  return {
    name: '巡查台账',
    title: '机动车非机动车停车秩序巡查台账',
    line: '填报单位：滨河分局交警大队二中队        时间：2026年4月',
    head: [
      ['序号', '巡查日期', '时段', '路段', '机动车违停（辆）', '非机动车乱停（辆）', '占用盲道（处）', '处置情况', '巡查人'],
    ],
    rows: Array.from({ length: 26 }, (_, i): Value[] => {
      const cars = random.integer(0, 7);
      const bikes = random.integer(0, 22);
      const blind = random.integer(0, 2);
      return [
        i + 1,
        day('2026-04-01', i),
        random.pick(['早高峰', '午间', '晚高峰']),
        random.pick(roads),
        cars,
        bikes,
        blind,
        `劝离${cars}辆，规整${bikes}辆${blind > 0 ? ',盲道已清理' : ''}`,
        random.pick(INSPECTORS),
      ];
    }),
    widths: [6, 12, 9, 16, 12, 12, 10, 26, 10],
    landscape: true,
  };
}

function volunteers(): Sheet {
  const random = at('volunteers');
  return {
    name: '值班登记',
    title: '滨江社区学雷锋志愿服务站值班登记表',
    line: '站点：滨江社区党群服务中心一楼        月份：2026年5月',
    head: [['日期', '值班志愿者', '到岗', '离岗', '服务项目', '服务人次', '服务对象意见']],
    rows: Array.from({ length: 21 }, (_, i): Value[] => [
      day('2026-05-06', i + Math.floor(i / 5) * 2),
      random.pick(['鄢', '晏', '桑', '逄', '羿', '暨']) + random.pick(['友邻', '望舒', '乐群', '思渡', '守望']),
      '8:30',
      '11:30',
      random.pick(['便民服务台引导', '血压测量', '代办高龄津贴', '环境巡查', '图书整理', '便民理发']),
      random.integer(3, 19),
      random.pick(['满意', '满意', '很好', '建议增加晚间服务']),
    ]),
    widths: [13, 14, 8, 8, 20, 10, 20],
    note: '值班制度：工作日每日2人，轮值志愿者签到后方可记录时长。',
  };
}

function market(): Sheet {
  const random = at('market');
  return {
    name: '1—6月',
    title: '农贸市场秩序整治巡查台账',
    line: '填报单位：滨河区市场监管局东门所        2026年1月至6月',
    head: [
      ['序号', '日期', '市场名称', '巡查内容', '', '', '发现问题', '整改时限', '整改结果'],
      ['', '', '', '亮证经营', '计量器具', '环境卫生', '', '', ''],
    ],
    rows: Array.from({ length: 34 }, (_, i): Value[] => {
      const bad = random.next() < 0.45;
      const date = day('2026-01-06', i * 5);
      return [
        i + 1,
        date,
        random.pick(['东门农贸市场', '西关菜市场', '南湖集贸市场', '滨江生鲜市场', '柳荫早市']),
        bad ? random.pick(['合格', '2户未亮证']) : '合格',
        '合格',
        bad ? random.pick(['地面积水', '垃圾桶满溢', '合格']) : '合格',
        bad ? random.pick(['出店经营1户', '熟食防蝇罩缺失', '下水口堵塞', '摊位超线摆放']) : '无',
        bad ? day(date, 3) : '—',
        bad ? '已整改，复查合格' : '—',
      ];
    }),
    widths: [6, 12, 16, 12, 11, 12, 20, 12, 18],
    landscape: true,
  };
}

function smoking(): Sheet {
  const random = at('smoking');
  return {
    name: '登记表',
    title: '公共场所控烟督导巡查登记表',
    line: '填报单位：滨河区卫生健康局        2026年第二季度',
    head: [
      ['序号', '日期', '场所名称', '禁烟标识（处）', '发现烟头（个）', '劝阻吸烟（人次）', '是否设吸烟区', '督导意见', '督导员'],
    ],
    rows: Array.from({ length: 22 }, (_, i): Value[] => [
      i + 1,
      day('2026-04-02', i * 4),
      random.pick(['区政务服务大厅', '区人民医院门诊楼', '东门汽车站候车室', '区图书馆', '金桥商场', '滨江电影院', '区体育馆']),
      random.integer(4, 18),
      random.integer(0, 3),
      random.integer(0, 2),
      '室外设置',
      random.pick(['标识齐全', '卫生间补贴标识', '加强保洁巡查', '合格']),
      random.pick(INSPECTORS),
    ]),
    widths: [6, 12, 20, 11, 11, 12, 11, 18, 10],
    landscape: true,
  };
}

function fire(): Sheet {
  const random = at('fire');
  return {
    name: '检查记录',
    title: '公共场所消防安全检查记录台账',
    line: '填报单位：滨河区消防救援大队        2026年第二季度',
    head: [
      ['序号', '检查日期', '单位名称', '检查项目', '', '', '', '问题描述', '处理方式', '复查日期'],
      ['', '', '', '灭火器', '疏散通道', '应急照明', '消防车通道', '', '', ''],
    ],
    rows: Array.from({ length: 24 }, (_, i): Value[] => {
      const date = day('2026-04-03', i * 3);
      const bad = random.next() < 0.5;
      const item = random.integer(0, 3);
      const marks = [0, 1, 2, 3].map((n) => (bad && n === item ? '×' : '√'));
      return [
        i + 1,
        date,
        random.pick(['金桥商场', '滨江电影院', '东门汽车站', '晨光小区', '河畔宾馆', '区图书馆', '西关小学', '柳荫书院民宿']),
        ...marks,
        bad ? (['灭火器压力不足2具', '疏散通道堆放杂物', '应急照明灯损坏3盏', '消防车通道被占用'][item] ?? null) : '无',
        bad ? '责令限期改正' : '—',
        bad ? day(date, 7) : '—',
      ];
    }),
    widths: [6, 12, 16, 8, 10, 10, 11, 22, 14, 12],
    landscape: true,
  };
}

/** 300 rows: longer than any page, numbered, with due dates and 销号. */
function problems(): Sheet {
  const random = at('problems');
  const kinds = [
    '楼道堆物',
    '非机动车乱停',
    '飞线充电',
    '路面破损',
    '垃圾桶满溢',
    '公益广告破损',
    '出店经营',
    '盲道被占',
    '绿化带缺株',
    '消防通道被占',
    '井盖松动',
    '乱贴小广告',
  ];
  const places = [
    '晨光小区3号楼',
    '人民路42号门前',
    '建设路地铁口',
    '柳荫巷中段',
    '竹器巷',
    '东门农贸市场北门',
    '西关小学周边',
    '沿河路步道',
    '书院巷7号',
    '南湖公园东门',
    '河畔家园二期',
    '豆腐巷口',
  ];
  return {
    name: '问题台账',
    title: '滨河区创城问题台账与整改销号明细表',
    line: '填报单位：滨河区创建办实地督导组        统计区间：2026年1月1日至6月15日',
    head: [['编号', '发现日期', '点位', '问题描述', '责任单位', '责任人', '整改时限', '整改情况', '销号日期', '状态']],
    rows: Array.from({ length: 300 }, (_, i): Value[] => {
      const found = day('2026-01-05', Math.floor(i * 0.53));
      const limit = random.pick([1, 3, 7]);
      const closed = i < 284 || random.next() < 0.3;
      return [
        `WT2026${String(i + 1).padStart(4, '0')}`,
        found,
        random.pick(places),
        random.pick(kinds),
        random.pick(UNITS),
        random.pick(INSPECTORS),
        day(found, limit),
        closed ? random.pick(['已清理', '已修复', '已规整，安排专人值守', '已更换', '已拆除']) : '正在整改',
        closed ? day(found, random.integer(1, limit)) : null,
        closed ? '销号' : '整改中',
      ];
    }),
    widths: [14, 12, 20, 16, 18, 10, 12, 22, 12, 9],
    landscape: true,
  };
}

function persuasion(): Sheet {
  const random = at('persuasion');
  return {
    name: '劝导登记',
    title: '不文明行为劝导登记台账',
    line: '填报单位：滨河区创建办文明劝导队        2026年5月',
    head: [['序号', '日期', '地点', '不文明行为', '劝导人次', '处理结果', '劝导员']],
    rows: Array.from({ length: 25 }, (_, i): Value[] => [
      i + 1,
      day('2026-05-02', i),
      random.pick(['南湖公园', '人民广场', '东门汽车站', '区政务服务大厅', '建设路商圈', '滨江公交站']),
      random.pick(['乱扔烟头', '随地吐痰', '插队', '大声喧哗', '践踏草坪', '遛狗不牵绳']),
      random.integer(1, 9),
      random.pick(['当场改正', '当场改正', '清理后离开', '移交曝光台']),
      random.pick(INSPECTORS),
    ]),
    widths: [6, 13, 18, 18, 10, 16, 12],
    note: '本月劝导情况汇总后报区文明办，典型问题由“曝光台”栏目播发。',
  };
}

function netCafe(): Sheet {
  const random = at('net cafe');
  return {
    name: '巡查记录',
    title: '网吧和娱乐场所日常巡查记录台账',
    line: '填报单位：滨河区文化市场综合执法队        2026年1月至5月',
    head: [['序号', '日期', '场所编号', '实名登记', '未成年人', '消防通道', '巡查人']],
    rows: Array.from({ length: 30 }, (_, i): Value[] => [
      i + 1,
      day('2026-01-08', i * 4),
      `网吧-${random.integer(1, 37)}`,
      '落实',
      '未发现',
      random.pick(['畅通', '畅通', '堆物已清']),
      random.pick(INSPECTORS),
    ]),
    widths: [6, 13, 14, 12, 12, 14, 12],
  };
}

export const LEDGERS = { commitments, parking, volunteers, market, smoking, fire, problems, persuasion, netCafe } as const;
