import { encryptedXlsx, csv, xls, xlsx } from './sheets.ts';
import type { Sheet } from './sheets.ts';
import { gbk, utf16, zip } from './encodings.ts';
import { item, proof } from './item.ts';
import type { Planted, SampleItem } from './item.ts';
import { officialDocx } from './official.ts';
import type { OfficialText } from './official.ts';
import { officialPdf, picturePdf } from './pdfs.ts';
import type { PdfShape } from './pdfs.ts';
import { scannedPages } from './photo.ts';
import { slides } from './slides.ts';
import { FIGURES } from './tables-figures.ts';
import { LEDGERS } from './tables-ledgers.ts';
import * as duties from './texts-duties.ts';
import * as more from './texts-more.ts';
import * as work from './texts-work.ts';
import { savedPage } from './web-page.ts';
import { wordDoc } from './word-doc.ts';

export const XLSX_PASSWORD = 'binhe2026';
export const PDF_PASSWORD = 'wenlv0602';

const REPORT = '说明报告';
const RULE = '规范文件';
const LEDGER = '工作台账';
const FIGURE = '统计表格';

/** A paper as a Word file at `path`. */
export const docx = (
  path: string,
  indicator: string | null,
  kind: string | null,
  text: OfficialText,
  planted: Planted | null = null,
): SampleItem => {
  const dated = /^\d{4}-\d{2}-\d{2}$/.test(text.date);
  return item(
    path,
    { indicator, kind, date: dated ? text.date : null },
    () => officialDocx(text, dated ? text.date : '2026-01-05'),
    { planted },
  );
};
const pdf = (
  path: string,
  indicator: string,
  kind: string,
  text: OfficialText,
  shape: PdfShape,
  planted: Planted | null = null,
): SampleItem => item(path, proof(indicator, kind, text.date), () => officialPdf(text, text.date, shape), { planted });
const sheet = (
  path: string,
  indicator: string,
  kind: string,
  table: Sheet,
  date: string,
  author: string,
  planted: Planted | null = null,
): SampleItem => item(path, proof(indicator, kind, date), () => xlsx([table], author, date), { planted });

const leadership = (): SampleItem[] => {
  const dir = '01 领导小组与责任分解';
  return [
    docx(`${dir}/关于调整创建全国文明城市工作领导小组组成人员的通知.docx`, 'Ⅱ-46-2)', RULE, duties.leadingGroup),
    docx(`${dir}/滨文明办〔2026〕5号 关于印发创建任务责任分解表的通知.docx`, 'Ⅱ-46-3)', RULE, duties.dutySplit),
    sheet(
      `${dir}/2026年度创建目标责任状签订台账20260312.xlsx`,
      'Ⅱ-46-3)',
      LEDGER,
      LEDGERS.commitments(),
      '2026-03-12',
      '滨河区创建办',
    ),
    pdf(`${dir}/滨河区创建全国文明城市三年规划(2024—2026年).pdf`, 'Ⅱ-46-1)', RULE, duties.threeYearPlan, { sealed: true }),
    docx(`${dir}/会议/20260318 创城工作联席会议 会议记录及签到.docx`, 'Ⅱ-46-5)', LEDGER, duties.jointMeeting),
    docx(`${dir}/会议/2026-05-14 创城工作调度会会议记录.docx`, 'Ⅱ-46-5)', LEDGER, duties.dispatchMeeting),
  ];
};

const traffic = (): SampleItem[] => {
  const dir = '02 交通文明/交警大队';
  return [
    pdf(`${dir}/关于印发滨河区文明交通行动实施方案的通知.pdf`, 'Ⅱ-11-1)', RULE, work.trafficPlan, { sealed: true }),
    docx(`${dir}/2026年上半年文明交通行动情况说明报告.docx`, 'Ⅱ-11-1)', REPORT, work.trafficReport),
    sheet(
      `${dir}/停车秩序/机动车非机动车停车秩序巡查台账20260430.xlsx`,
      'Ⅱ-34-3)',
      LEDGER,
      LEDGERS.parking(),
      '2026-04-30',
      '交警大队二中队',
    ),
  ];
};

const volunteering = (): SampleItem[] => {
  const dir = '03 志愿服务';
  const code = { problem: '文件名里的指标编号写法不规范', expectation: '识别为 Ⅱ-9-1)' };
  return [
    docx(`${dir}/Ⅱ-9-1)-①关于印发推进志愿服务制度化实施意见的通知.docx`, 'Ⅱ-9-1)', RULE, work.volunteerOpinion),
    item(
      `${dir}/II—9—1)② 滨河区志愿服务记录办法20251016(盖章扫描件).pdf`,
      proof('Ⅱ-9-1)', RULE, '2025-10-16'),
      async () => picturePdf(await scannedPages(work.volunteerRecords, 916, -0.7), '', '2025-10-20'),
      {
        planted: {
          ...code,
          problem: '文件名里的指标编号写法不规范；扫描件没有文字层',
          expectation: '按文件名识别为 Ⅱ-9-1)，日期取自文件名',
        },
      },
    ),
    docx(`${dir}/ⅱ9-1③ 2025年志愿服务制度化工作情况说明报告.docx`, 'Ⅱ-9-1)', REPORT, work.volunteerReport, code),
    sheet(
      `${dir}/志愿服务站/滨江社区学雷锋志愿服务站值班登记表20260529.xlsx`,
      'Ⅱ-9-5)',
      LEDGER,
      LEDGERS.volunteers(),
      '2026-05-29',
      '滨江社区',
    ),
    sheet(`${dir}/星级志愿者名单及志愿服务时长统计表20260331.xlsx`, 'Ⅱ-9-4)', FIGURE, FIGURES.stars(), '2026-03-31', '团区委', {
      problem: '名单里有生僻字 㛃 䶮 𠮷',
      expectation: '检索能找到；成册时字体里没有的 𠮷(U+20BB7)要点名提醒，不能悄悄变成空白',
    }),
    item(`${dir}/志愿者培训课件(2026年4月).pptx`, { indicator: 'Ⅱ-9-4)', kind: null, date: '2026-04-11' }, () =>
      slides('2026-04-11'),
    ),
    docx(`${dir}/学校/关于在全区中小学开展学雷锋主题班会主题队日主题团日活动的通知.docx`, 'Ⅱ-9-2)', RULE, work.schoolPlan),
  ];
};

const markets = (): SampleItem[] => [
  sheet(
    '04 市场与窗口/市场监管局/农贸市场秩序整治巡查台账20260620.xlsx',
    'Ⅱ-20-3)',
    LEDGER,
    LEDGERS.market(),
    '2026-06-20',
    '市场监管局东门所',
  ),
  item('04 市场与窗口/窗口服务满意度及神秘顾客测评统计表20260609.xls', proof('Ⅱ-21-3)', FIGURE, '2026-06-09'), () =>
    xls([FIGURES.windowService()]),
  ),
  sheet(
    '05 控烟与健康/公共场所控烟督导巡查登记表(2026年6月25日).xlsx',
    'Ⅱ-27-1)',
    LEDGER,
    LEDGERS.smoking(),
    '2026-06-25',
    '区卫生健康局',
  ),
  sheet(
    '07 消防安全/公共场所消防安全检查记录台账20260618.xlsx',
    'Ⅱ-38-2)',
    LEDGER,
    LEDGERS.fire(),
    '2026-06-18',
    '区消防救援大队',
  ),
];

const appearance = (): SampleItem[] => {
  const dir = '06 市容环境/城管局';
  return [
    item(
      `${dir}/背街小巷/背街小巷整治提升情况说明报告.doc`,
      proof('Ⅱ-32-1)', REPORT, work.laneReport.date),
      () => wordDoc(work.laneReport),
      { keep: true },
    ),
    item(`${dir}/背街小巷/背街小巷路面硬化和路灯亮灯率统计表20260430.xls`, proof('Ⅱ-32-1)', FIGURE, '2026-04-30'), () =>
      xls([FIGURES.lamps()]),
    ),
    pdf(`${dir}/无障碍/滨城管〔2025〕41号 道路无障碍设施养护管理办法.pdf`, 'Ⅱ-32-2)', RULE, work.accessibility, { sealed: true }),
    docx(`${dir}/占道经营和乱张贴专项整治实施方案.docx`, 'Ⅱ-34-2)', RULE, work.streetPlan),
    pdf(
      `${dir}/户外广告牌匾设置规范告知书.pdf`,
      'Ⅱ-34-2)',
      RULE,
      more.adNotice,
      { rotate: 90 },
      {
        problem: '页面带 /Rotate 90 的 PDF',
        expectation: '成册后页面是正的，编号盖在看得见的角上',
      },
    ),
    pdf(
      `${dir}/数字城管/城市精细化管理考核办法(网格化).pdf`,
      'Ⅱ-34-1)',
      RULE,
      more.fineManagement,
      { crop: true, sealed: true },
      {
        problem: '带 CropBox 的 PDF,裁切线以外有“内部校样”字样',
        expectation: '成册只出现裁切框以内的内容',
      },
    ),
    sheet(
      `${dir}/数字城管/数字城管网格化案件按周统计表20260531.xlsx`,
      'Ⅱ-34-1)',
      FIGURE,
      FIGURES.gridDaily(),
      '2026-05-31',
      '数字城管中心',
      {
        problem: '53 列的宽表',
        expectation: '成册时横排或分栏续页，不丢列',
      },
    ),
    pdf(
      `${dir}/环境卫生机械化清扫作业计划(横版)20260401.pdf`,
      'Ⅱ-34-4)',
      '工作台账',
      more.cleaningPlan,
      { size: { width: 841.89, height: 595.28 } },
      {
        problem: '横向 A4 的 PDF',
        expectation: '成册保持横向，不变形',
      },
    ),
  ];
};

const inspection = (): SampleItem[] => {
  const dir = '08 督查考核';
  return [
    docx(`${dir}/滨文明办〔2025〕27号 创城督查考核办法(试行).docx`, 'Ⅱ-47-1)', RULE, duties.scoringRules),
    sheet(
      `${dir}/2026年一季度创城督查考核成绩统计表20260406.xlsx`,
      'Ⅱ-47-1)',
      FIGURE,
      FIGURES.score(),
      '2026-04-06',
      '滨河区创建办',
    ),
    item(`${dir}/季度考核现场检查记录20260410.txt`, proof('Ⅱ-47-1)', LEDGER, '2026-04-10'), () =>
      gbk(more.inspectionNotes.replace(/\n/g, '\r\n')),
    ),
    sheet(
      `${dir}/问题整改/创城问题台账与整改销号明细表20260615.xlsx`,
      'Ⅱ-47-2)',
      LEDGER,
      LEDGERS.problems(),
      '2026-06-15',
      '实地督导组',
      {
        problem: '300 行的长表',
        expectation: '成册分页，每页重复表头，不丢行',
      },
    ),
    docx(`${dir}/模拟测评/第一次模拟测评暗访工作记录.docx`, 'Ⅱ-47-3)', LEDGER, duties.mockInspection),
    item(`${dir}/模拟测评/第一次模拟测评得分统计表20260412.csv`, proof('Ⅱ-47-3)', FIGURE, '2026-04-12'), () =>
      Buffer.from(`\ufeff${csv(FIGURES.mock())}`),
    ),
    sheet(`${dir}/不文明行为劝导登记台账20260527.xlsx`, 'Ⅱ-11-5)', LEDGER, LEDGERS.persuasion(), '2026-05-27', '文明劝导队'),
  ];
};

const publicity = (): SampleItem[] => {
  const dir = '09 宣传发动';
  const members = [
    { name: gbk('居民公约(修订前).txt'), content: gbk(more.oldConvention.replace(/\n/g, '\r\n')), utf8: false },
    { name: gbk('居民公约(修订后).txt'), content: gbk(more.newConvention.replace(/\n/g, '\r\n')), utf8: false },
  ];
  return [
    docx(`${dir}/滨宣〔2026〕8号 2026年创建全国文明城市宣传工作方案.docx`, 'Ⅱ-49-1)', RULE, duties.publicityPlan),
    docx(`${dir}/简报/创城简报第3期.docx`, 'Ⅱ-49-1)', null, duties.briefing),
    item(
      `${dir}/公益广告/区政府网站_公益广告和景观小品建设情况说明报告.html`,
      proof('Ⅱ-5-2)', REPORT, more.sceneAdsReport.date),
      () => savedPage(more.sceneAdsReport),
    ),
    docx(`${dir}/公约/滨文明办〔2025〕19号 关于印发市民文明公约(修订稿)的通知.docx`, 'Ⅱ-6-2)', RULE, duties.conventionText),
    item(`${dir}/公约/滨江社区居民公约修订前后文本20251128.zip`, proof('Ⅱ-6-2)', RULE, '2025-11-28'), () => zip(members)),
    item(`${dir}/公约/市民文明公约和居民公约修订情况说明报告.txt`, proof('Ⅱ-6-2)', REPORT, '2025-12-26'), () =>
      utf16(duties.conventionReport.replace(/\n/g, '\r\n')),
    ),
  ];
};

const environment = (): SampleItem[] => {
  const dir = '10 生态环境';
  return [
    sheet(
      `${dir}/空气质量优良天数统计表(2024—2025年)20260112.xlsx`,
      'Ⅱ-42-1)',
      FIGURE,
      FIGURES.air(),
      '2026-01-12',
      '生态环境分局',
    ),
    docx(`${dir}/2025年度空气质量情况说明报告.docx`, 'Ⅱ-42-1)', REPORT, work.airReport),
    item(`${dir}/区域环境噪声和交通噪声监测统计表20260115.csv`, proof('Ⅱ-42-3)', FIGURE, '2026-01-15'), () =>
      gbk(csv(FIGURES.noise())),
    ),
  ];
};

const locked = { expectation: '登记为无法读取（有打开密码），不解密、不中断；缺项里是“无法读取”' };

const culture = (): SampleItem[] => {
  const dir = '11 文化市场与网络';
  return [
    item(
      `${dir}/关于加强网吧和娱乐场所规范管理的通知.pdf`,
      proof('Ⅱ-29-1)', RULE, null),
      async () => {
        const whole = await officialPdf(more.netCafeNotice, more.netCafeNotice.date, { sealed: true });
        return whole.subarray(0, Math.floor(whole.length * 0.4));
      },
      { readable: false, planted: { problem: '只剩前 40% 的 PDF(复制中断)', expectation: '登记为无法读取，写明原因，其余照常' } },
    ),
    item(
      `${dir}/网吧日常巡查记录台账.xlsx`,
      proof('Ⅱ-29-1)', LEDGER, null),
      () => encryptedXlsx([LEDGERS.netCafe()], XLSX_PASSWORD),
      {
        readable: false,
        keep: true,
        planted: { problem: '有打开密码的 xlsx(ECMA-376 加密)', password: XLSX_PASSWORD, ...locked },
      },
    ),
    item(
      `${dir}/网吧规范管理专项整治情况说明报告.pdf`,
      proof('Ⅱ-29-1)', REPORT, null),
      () => officialPdf(more.netCafeReport, more.netCafeReport.date, { userPassword: PDF_PASSWORD }),
      {
        readable: false,
        keep: true,
        planted: { problem: '有打开密码的 PDF', password: PDF_PASSWORD, ...locked },
      },
    ),
    docx(`${dir}/网络文明传播志愿者工作方案.docx`, 'Ⅱ-11-4)', RULE, more.netPlan),
    docx('12 光盘行动/关于深入开展光盘行动推进文明餐桌建设的通知.docx', 'Ⅱ-11-3)', RULE, work.mealNotice2019, {
      problem: '2019 年的通知，超出 36 个月窗口',
      expectation: '日期识别为 2019-05-08；确认后 Ⅱ-11-3) 的规范文件是“超出时限”',
    }),
    docx('12 光盘行动/文明餐桌光盘行动开展情况说明报告.docx', 'Ⅱ-11-3)', REPORT, work.mealReport),
  ];
};

/** Every file of the sample that is not a picture. */
export function documentItems(): SampleItem[] {
  return [
    ...leadership(),
    ...traffic(),
    ...volunteering(),
    ...markets(),
    ...appearance(),
    ...inspection(),
    ...publicity(),
    ...environment(),
    ...culture(),
  ];
}
