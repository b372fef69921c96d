import sharp from 'sharp';

import { item, nothing, proof } from './item.ts';
import type { Planted, SampleItem } from './item.ts';
import { photo, scannedPages } from './photo.ts';
import type { Camera } from './photo.ts';
import { seedOf } from './rng.ts';
import * as indoor from './scenes-indoor.ts';
import * as outdoor from './scenes-outdoor.ts';
import { screenshotPng } from './screens.ts';
import type { NewsPage } from './screens.ts';
import { rosterText } from './texts-news.ts';
import * as news from './texts-news.ts';

const PHOTO = '实景图片';
const NEWS = '媒体截图';

/** A camera's record; places lie in the open sea, because the city does not exist. */
function camera(
  takenAt: string,
  more: { readonly orientation?: number; readonly gps?: boolean; readonly phone?: boolean } = {},
): Camera {
  return {
    make: more.phone === true ? 'HUIYING' : 'LANTIAN',
    model: more.phone === true ? 'HY-P20' : 'LT D300',
    takenAt,
    orientation: more.orientation ?? 1,
    gps: more.gps === true ? { north: [30, 30, 12.4], east: [124, 15, 36.2] } : null,
  };
}

/** A photo; with a time it carries EXIF, without it carries none. `date` is what name or EXIF tells. */
function shot(
  path: string,
  indicator: string | null,
  date: string | null,
  svg: () => string,
  taken: Camera | null,
  planted: Planted | null = null,
): SampleItem {
  const seed = seedOf(path);
  const grain = { seed, noise: 4.5 + (seed % 30) / 10, vignette: 0.2 + (seed % 17) / 100, warmth: (seed % 9) - 3 };
  return item(path, { indicator, kind: PHOTO, date }, () => photo(svg(), grain, taken), { planted });
}

const screen = (path: string, indicator: string, date: string, page: NewsPage): SampleItem =>
  item(path, proof(indicator, NEWS, date), () => screenshotPng(page));

const march = '照片/2026年3月学雷锋';

const photos = (): SampleItem[] => [
  shot(
    '01 领导小组与责任分解/会议/20260318联席会议现场.jpg',
    'Ⅱ-46-5)',
    '2026-03-18',
    () => indoor.meeting(101, '滨河区创城工作联席会议'),
    camera('2026:03:18 14:42:10'),
  ),
  shot(
    '02 交通文明/交警大队/照片/文明交通劝导 人民路口20260411.jpg',
    'Ⅱ-11-1)',
    '2026-04-11',
    () => outdoor.crossing(102, '人民路', false),
    camera('2026:04:11 07:52:31', { phone: true, gps: true }),
  ),
  shot(
    '02 交通文明/交警大队/照片/礼让斑马线/IMG_20260427_083015.jpg',
    'Ⅱ-11-1)',
    '2026-04-27',
    () => outdoor.crossing(103, '建设路', true),
    camera('2026:04:27 08:30:15', { phone: true }),
  ),
  shot(
    '02 交通文明/交警大队/停车秩序/停车秩序整治 建设路非机动车停放20260420.jpg',
    'Ⅱ-34-3)',
    '2026-04-20',
    () => outdoor.parkingBay(104, true),
    camera('2026:04:20 10:05:44'),
  ),
  shot(
    '02 交通文明/交警大队/停车秩序/非机动车乱停乱放 整改前20260402.jpg',
    'Ⅱ-34-3)',
    '2026-04-02',
    () => outdoor.parkingBay(105, false),
    camera('2026:04:02 09:18:02'),
  ),
  shot(
    '03 志愿服务/志愿服务站/滨江社区学雷锋志愿服务站20260506.jpg',
    'Ⅱ-9-5)',
    '2026-05-06',
    () => indoor.servicePost(106, '学雷锋志愿服务站', true),
    camera('2026:05:06 08:55:20', { gps: true }),
  ),
  shot(
    '03 志愿服务/志愿服务站/政务大厅学雷锋志愿服务岗20260512.jpg',
    'Ⅱ-9-5)',
    '2026-05-12',
    () => indoor.servicePost(107, '学雷锋志愿服务岗', false),
    camera('2026:05:12 15:20:08'),
  ),
  shot(
    `${march}/IMG_2031.jpg`,
    'Ⅱ-9-3)',
    '2026-03-05',
    () => outdoor.volunteers(108, '滨江社区学雷锋志愿服务活动', false),
    camera('2026:03:05 09:31:12'),
  ),
  shot(
    `${march}/IMG_2032.jpg`,
    'Ⅱ-9-3)',
    '2026-03-05',
    () => outdoor.volunteers(109, '岗位学雷锋 义诊献爱心', false),
    camera('2026:03:05 10:02:47', { orientation: 6, phone: true }),
    {
      problem: '竖拿手机拍的照片（EXIF 方向 6）',
      expectation: '预览和成册都按方向转正',
    },
  ),
  shot(
    `${march}/实验小学学雷锋主题队日20260306.jpg`,
    'Ⅱ-9-2)',
    '2026-03-06',
    () => indoor.classroom(110, '学雷锋主题队日', '雷锋精神代代传'),
    camera('2026:03:06 14:10:33'),
  ),
  shot(
    `${march}/東門小學雷鋒精神主題班會20260309.jpg`,
    'Ⅱ-9-2)',
    '2026-03-09',
    () => indoor.classroom(111, '弘扬雷锋精神', '东门小学四年级主题班会'),
    camera('2026:03:09 10:22:51'),
    {
      problem: '文件名是繁体字',
      expectation: '繁简互通，按“雷锋精神、主题班会”建议 Ⅱ-9-2)',
    },
  ),
  shot(
    '04 市场与窗口/市场监管局/照片/东门农贸市场亮证经营20260517.jpg',
    'Ⅱ-20-3)',
    '2026-05-17',
    () => indoor.market(112, '东门农贸市场', false),
    camera('2026:05:17 09:40:19'),
  ),
  shot(
    '04 市场与窗口/市场监管局/照片/西关菜市场改造后20260428.jpg',
    'Ⅱ-20-3)',
    '2026-04-28',
    () => indoor.market(113, '西关菜市场', false),
    camera('2026:04:28 16:02:55', { gps: true }),
  ),
  shot(
    '04 市场与窗口/市场监管局/照片/南湖集贸市场检查20260315.jpg',
    'Ⅱ-20-3)',
    '2026-03-15',
    () => indoor.market(114, '南湖集贸市场', true),
    camera('2026:03:15 10:11:37'),
  ),
  shot(
    '05 控烟与健康/照片/政务大厅禁烟标识20260520.jpg',
    'Ⅱ-27-1)',
    '2026-05-20',
    () => indoor.smokeFree(115, 'hall'),
    camera('2026:05:20 09:03:28'),
  ),
  shot(
    '05 控烟与健康/照片/区人民医院候诊区禁烟标识20260531.jpg',
    'Ⅱ-27-1)',
    '2026-05-31',
    () => indoor.smokeFree(116, 'ward'),
    camera('2026:05:31 10:47:03'),
  ),
  shot(
    '06 市容环境/城管局/背街小巷/柳荫巷路面硬化前20260312.jpg',
    'Ⅱ-32-1)',
    '2026-03-12',
    () => outdoor.lane(117, false),
    camera('2026:03:12 15:33:09'),
  ),
  shot(
    '06 市容环境/城管局/背街小巷/柳荫巷路面硬化后20260422.jpg',
    'Ⅱ-32-1)',
    '2026-04-22',
    () => outdoor.lane(117, true),
    camera('2026:04:22 15:36:40'),
  ),
  shot(
    '07 消防安全/消防通道被占 整改前20260409.jpg',
    'Ⅱ-38-2)',
    '2026-04-09',
    () => indoor.fireExit(118, false),
    camera('2026:04:09 11:08:16'),
  ),
  shot(
    '07 消防安全/消防通道畅通 整改后20260423.jpg',
    'Ⅱ-38-2)',
    '2026-04-23',
    () => indoor.fireExit(118, true),
    camera('2026:04:23 09:26:58'),
  ),
  shot(
    '08 督查考核/问题整改/整改前后对比 竹器巷路面20260512前.jpg',
    'Ⅱ-47-2)',
    '2026-05-12',
    () => outdoor.lane(119, false),
    camera('2026:05:12 08:20:11'),
  ),
  shot(
    '08 督查考核/问题整改/整改前后对比 竹器巷路面20260530后.jpg',
    'Ⅱ-47-2)',
    '2026-05-30',
    () => outdoor.lane(119, true),
    camera('2026:05:30 17:15:49'),
  ),
  shot(
    '09 宣传发动/公益广告/公交候车亭公益广告 讲文明树新风20260508.jpg',
    'Ⅱ-5-2)',
    '2026-05-08',
    () => outdoor.billboard(120, 'shelter', ['讲文明 树新风', '文明滨河 你我同行']),
    camera('2026:05:08 16:40:22'),
  ),
  shot(
    '09 宣传发动/公益广告/建设路工地围挡公益广告20260509.jpg',
    'Ⅱ-5-2)',
    '2026-05-09',
    () => outdoor.billboard(121, 'hoarding', ['勤俭节约', '一粥一饭 当思来处不易']),
    camera('2026:05:09 10:12:05'),
  ),
  shot(
    '09 宣传发动/公益广告/南湖公园景观小品 关爱未成年人20260510.jpg',
    'Ⅱ-5-2)',
    '2026-05-10',
    () => outdoor.billboard(122, 'park', ['关爱未成年人', '为孩子撑起一片蓝天']),
    camera('2026:05:10 09:55:36'),
  ),
  shot(
    '12 光盘行动/机关食堂公筷公勺20260421.jpg',
    'Ⅱ-11-3)',
    '2026-04-21',
    () => indoor.canteen(123),
    camera('2026:04:21 11:48:13'),
  ),
];

const strays = (): SampleItem[] => [
  shot('未整理/微信图片_20260305102233.jpg', null, '2026-03-05', () => outdoor.volunteers(130, '文明创建 从我做起', true), null, {
    problem: '没有说明、没有 EXIF 的照片',
    expectation: '日期取自文件名；没有说明时成册前提醒补事由、地点、人物',
  }),
  shot(
    '未整理/DSC00317.JPG',
    null,
    '2026-05-01',
    () => outdoor.billboard(131, 'park', ['邻里守望', '远亲不如近邻']),
    camera('2026:05:01 10:20:00', { orientation: 9 }),
    {
      problem: 'EXIF 方向是 9(不合法)',
      expectation: '按 1(不旋转)处理，不报错',
    },
  ),
  item(
    '未整理/扫描件0007.tif',
    nothing('规范文件'),
    async () => {
      const [first] = await scannedPages(rosterText, 707, 0.9);
      return sharp(first)
        .resize(1000)
        .greyscale()
        .threshold(168)
        .toColourspace('b-w')
        .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 5, yres: 5 })
        .toBuffer();
    },
    { planted: { problem: 'TIFF 扫描件，文件名看不出内容', expectation: '登记为图片，没有文字；不凭文件名建议指标' } },
  ),
];

const screens = (): SampleItem[] => [
  screen(
    '03 志愿服务/媒体截图/临澜文明网 志愿服务制度化报道截图20260306.png',
    'Ⅱ-9-1)',
    '2026-03-06',
    news.volunteerNews(outdoor.volunteers(140, '学雷锋志愿服务集中行动', false)),
  ),
  screen(
    '03 志愿服务/媒体截图/滨河发布公众号 学雷锋活动方案报道截图20260302.png',
    'Ⅱ-9-1)',
    '2026-03-02',
    news.planNews(indoor.servicePost(141, '学雷锋志愿服务站', true)),
  ),
  screen(
    '11 文化市场与网络/网络文明传播报道截图20260410.png',
    'Ⅱ-11-4)',
    '2026-04-10',
    news.netNews(indoor.meeting(142, '网络文明传播志愿者培训')),
  ),
  item(
    '09 宣传发动/媒体截图/滨河融媒创建专栏截图20260422.jpg',
    proof('Ⅱ-49-1)', NEWS, '2026-04-22'),
    () => screenshotPng(news.columnNews(outdoor.lane(143, true))),
    {
      planted: { problem: '扩展名是 jpg,内容其实是 PNG', expectation: '按内容识别为 png,正常显示' },
    },
  ),
];

/** Every picture of the sample; the duplicate has the bytes of the photo it copies. */
export function pictureItems(): SampleItem[] {
  const all = [...photos(), ...strays(), ...screens()];
  const original = all.find((one) => one.path === `${march}/IMG_2031.jpg`);
  if (original === undefined) throw new Error('the photo to copy is gone');
  const copy: SampleItem = {
    ...original,
    path: '未整理/IMG_2031 - 副本.jpg',
    planted: { problem: `与 ${original.path} 完全相同`, expectation: '同一份材料、两个位置，成册只放一次' },
  };
  return [...all, copy];
}
