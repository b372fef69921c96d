import { randomFrom, seedOf } from './rng.ts';
import type { Sheet, Value } from './sheets.ts';

/** Statistics (统计表格). All figures are invented, fixed or from fixed seeds. */

const at = (name: string) => randomFrom(seedOf(name));

function score(): Sheet {
  const random = at('score');
  const units = [
    '区教育局',
    '公安分局',
    '区民政局',
    '区城市管理局',
    '区商务局',
    '区文化和旅游局',
    '区卫生健康局',
    '区市场监管局',
    '消防救援大队',
    '生态环境分局',
    '滨江街道',
    '柳荫街道',
    '东门街道',
    '西关街道',
  ];
  const rows = units.map((unit) => {
    const field = Math.round(random.between(48, 59) * 10) / 10;
    const papers = Math.round(random.between(19, 24.5) * 10) / 10;
    const fixing = Math.round(random.between(11, 15) * 10) / 10;
    return { unit, field, papers, fixing, total: Math.round((field + papers + fixing) * 10) / 10 };
  });
  const ranked = [...rows].sort((a, b) => b.total - a.total);
  return {
    name: '一季度',
    title: '2026年一季度创城督查考核成绩统计表',
    line: '填报单位：滨河区创建办        2026年4月6日',
    head: [
      ['序号', '责任单位', '量化考核得分', '', '', '合计', '排名'],
      ['', '', '实地测评（60）', '材料质量（25）', '问题整改（15）', '', ''],
    ],
    rows: rows.map((row, i) => [i + 1, row.unit, row.field, row.papers, row.fixing, row.total, ranked.indexOf(row) + 1]),
    widths: [6, 20, 14, 14, 14, 10, 8],
    note: '数据来源：督查考核现场检查记录。依据滨文明办〔2025〕27号计分。',
  };
}

function mock(): Sheet {
  const random = at('mock');
  const kinds: readonly (readonly [string, number])[] = [
    ['主次干道', 12],
    ['背街小巷', 10],
    ['农贸市场', 5],
    ['居民小区', 18],
    ['窗口单位', 9],
    ['公园广场', 6],
    ['学校周边', 8],
    ['商场超市', 6],
  ];
  return {
    name: '模拟测评',
    title: '第一次模拟测评得分统计表',
    line: '填报单位：滨河区创建办        测评时间：2026年4月8日至10日',
    head: [['点位类型', '抽测点位（处）', '发现问题（例）', 'A档（处）', 'B档（处）', 'C档（处）', '得分率（%）']],
    rows: kinds.map(([kind, count]) => {
      const b = random.integer(0, Math.floor(count / 3));
      const c = random.integer(0, 1);
      const a = count - b - c;
      return [kind, count, b + c * 2, a, b, c, Math.round(((a + b * 0.66 + c * 0.33) / count) * 1000) / 10];
    }),
    widths: [14, 14, 14, 10, 10, 10, 12],
    note: '统计口径：0例问题为A,1例为B,2例为C。',
  };
}

function windowService(): Sheet {
  const random = at('window');
  const halls = [
    '区政务服务大厅',
    '滨江派出所户籍窗口',
    '区人民医院收费处',
    '东门供电营业厅',
    '自来水营业厅',
    '燃气营业厅',
    '西关邮政支局',
    '建设路公交站务窗口',
    '不动产登记窗口',
  ];
  return {
    name: '二季度',
    title: '窗口服务满意度及神秘顾客测评统计表',
    line: '填报单位：滨河区文明办        2026年第二季度（6月9日汇总）',
    head: [['窗口名称', '发放问卷（份）', '有效问卷（份）', '满意（份）', '满意度（%）', '热线测试接通（次）', '神秘顾客得分']],
    rows: halls.map((hall): Value[] => {
      const sent = random.integer(60, 120);
      const valid = sent - random.integer(0, 6);
      const good = Math.round(valid * random.between(0.91, 0.99));
      return [
        hall,
        sent,
        valid,
        good,
        Math.round((good / valid) * 1000) / 10,
        `${random.integer(9, 10)}/10`,
        random.integer(88, 98),
      ];
    }),
    widths: [22, 13, 13, 11, 11, 16, 14],
    note: '统计口径：满意度=满意份数÷有效问卷份数，服务热线测试每个窗口10次。',
  };
}

function lamps(): Sheet {
  const random = at('lamps');
  const lanes = [
    '柳荫巷',
    '书院巷',
    '豆腐巷',
    '竹器巷',
    '铜匠巷',
    '米市巷',
    '槐树巷',
    '渡口巷',
    '北后街',
    '半边街',
    '磨坊巷',
    '三元巷',
  ];
  return {
    name: '统计表',
    title: '背街小巷路面硬化和路灯亮灯率统计表',
    line: '填报单位：滨河区城市管理局        统计时点：2026年4月30日',
    head: [
      ['序号', '名称', '长度（米）', '路面', '', '路灯', '', '', '排水管线（米）'],
      ['', '', '', '硬化（平方米）', '破损（处）', '装灯（盏）', '亮灯（盏）', '亮灯率（%）', ''],
    ],
    rows: lanes.map((lane, i): Value[] => {
      const length = random.integer(110, 520);
      const lights = Math.round(length / 28);
      const lit = lights - (random.next() < 0.3 ? 1 : 0);
      return [
        i + 1,
        lane,
        length,
        length * 4,
        random.integer(0, 2),
        lights,
        lit,
        Math.round((lit / lights) * 1000) / 10,
        Math.round(length * 0.9),
      ];
    }),
    widths: [6, 12, 10, 14, 10, 10, 10, 11, 14],
  };
}

function air(): Sheet {
  const random = at('air');
  const row = (year: number, month: number): Value[] => {
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const winter = month <= 2 || month === 12;
    const good = days - random.integer(winter ? 5 : 1, winter ? 9 : 5);
    return [
      `${year}年${month}月`,
      days,
      good,
      Math.round((good / days) * 1000) / 10,
      random.integer(winter ? 44 : 18, winter ? 62 : 34),
      random.integer(winter ? 70 : 38, winter ? 96 : 62),
    ];
  };
  return {
    name: '空气质量',
    title: '空气质量优良天数统计表（2024—2025年）',
    line: '填报单位：临澜市生态环境局滨河分局        2026年1月12日',
    head: [['月份', '监测天数', '优良天数', '优良率（%）', 'PM2.5(μg/m³)', 'PM10(μg/m³)']],
    rows: [2024, 2025].flatMap((year) => Array.from({ length: 12 }, (_, i) => row(year, i + 1))),
    widths: [14, 12, 12, 12, 16, 16],
    note: '数据来源：市生态环境监测站自动监测，AQI不大于100为优良。',
  };
}

function noise(): Sheet {
  const random = at('noise');
  const db = (low: number, high: number): number => Math.round(random.between(low, high) * 10) / 10;
  return {
    name: '噪声',
    title: '2024—2025年区域环境噪声和交通噪声监测统计表',
    line: '填报单位：临澜市生态环境局滨河分局，2026年1月15日',
    head: [['年度', '测点编号', '功能区', '昼间平均等效声级dB(A)', '夜间平均等效声级dB(A)', '是否达标']],
    rows: [2024, 2025].flatMap((year) =>
      Array.from({ length: 12 }, (_, i): Value[] => [
        year,
        `BH-${String(i + 1).padStart(2, '0')}`,
        i < 8 ? '区域环境噪声（2类）' : '交通干线噪声（4a类）',
        i < 8 ? db(51, 56) : db(64, 68.5),
        i < 8 ? db(43, 48) : db(50, 54),
        '达标',
      ]),
    ),
    widths: [8, 12, 22, 22, 22, 10],
    note: '两年平均：区域环境噪声昼间53.7dB(A)，交通干线噪声昼间66.2dB(A)。',
  };
}

function stars(): Sheet {
  const random = at('stars');
  const names = [
    '鄢㛃宁',
    '䶮思远',
    '桑𠮷庆',
    '晏望舒',
    '逄乐群',
    '羿守望',
    '暨友邻',
    '亓官渡',
    '鄢䶮',
    '蔺㛃',
    '桑思渡',
    '邰𠮷',
    '晏若川',
    '窦乐知',
    '阮守一',
    '祁望',
  ];
  return {
    name: '名单',
    title: '滨河区星级志愿者名单及服务时长统计表',
    line: '填报单位：滨河区志愿服务工作协调小组        2026年3月31日',
    head: [['序号', '姓名', '所属服务队', '累计时长（小时）', '认定星级', '备注']],
    rows: names.map((name, i): Value[] => {
      const hours = random.integer(100, 1600);
      const level = hours >= 1500 ? '五星' : hours >= 1000 ? '四星' : hours >= 600 ? '三星' : hours >= 300 ? '二星' : '一星';
      return [
        i + 1,
        name,
        random.pick(['滨江社区服务队', '柳荫巷长服务队', '区人民医院服务队', '西关小学教师服务队']),
        hours,
        level,
        i === 0 ? '含生僻字“㛃”，系统显示可能缺字' : null,
      ];
    }),
    widths: [6, 14, 24, 16, 12, 30],
    note: '依据《滨河区志愿服务记录办法》汇总，时长截至2026年3月31日。',
  };
}

/** 53 columns: wider than any page. */
function gridDaily(): Sheet {
  const random = at('grid');
  const weeks = Array.from({ length: 48 }, (_, i) => `第${i + 1}周`);
  return {
    name: '宽表',
    title: '数字城管网格化案件按周统计表',
    line: '填报单位：滨河区城市管理局数字城管中心        2025年7月至2026年5月',
    head: [['网格', '路段长', '立案合计', '结案合计', '结案率（%）', ...weeks]],
    rows: Array.from({ length: 31 }, (_, i): Value[] => {
      const cases = weeks.map(() => random.integer(2, 41));
      const total = cases.reduce((sum, n) => sum + n, 0);
      const closed = total - random.integer(3, 40);
      return [
        `网格${String(i + 1).padStart(2, '0')}`,
        random.pick(['孟繁弈', '祁书屹', '阮知遥', '邰启蓝']),
        total,
        closed,
        Math.round((closed / total) * 1000) / 10,
        ...cases,
      ];
    }),
    widths: [10, 10, 10, 10, 10, ...weeks.map(() => 8)],
    landscape: true,
  };
}

export const FIGURES = { score, mock, windowService, lamps, air, noise, stars, gridDaily } as const;
