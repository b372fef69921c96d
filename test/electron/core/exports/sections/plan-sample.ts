import { createHash } from 'node:crypto';
import { circled } from '../../../../../shared/domain/circled.ts';
import type { GapState } from '../../../../../shared/domain/gaps.ts';
import type { Kind } from '../../../../../shared/domain/document.ts';
import type {
  PlannedEvidence,
  PlannedGroup,
  PlannedIndicator,
  PlannedNeed,
  VolumePlan,
} from '../../../../../shared/domain/volume.ts';

/** A plan as a bureau would have it: 3 groups, 10 indicators, 30 pieces of evidence, long titles and standards. */
const TITLES: readonly (readonly [string, string | null, string | null, string | null, Kind])[] = [
  [
    '关于印发《云泽市文明交通行动实施方案（2025—2027年）》的通知',
    '云泽府办〔2025〕41号',
    '云泽市人民政府办公室',
    '2025-04-18',
    '规范文件',
  ],
  ['市公安局交警支队2025年度文明交通专项整治工作总结', null, '市公安局交警支队', '2025-12-28', '工作总结'],
  ['人民路与解放路交叉口早高峰志愿者劝导现场', null, null, '2026-03-05', '实景图片'],
  [
    '2026年第一季度路口秩序测评数据统计表（含机动车礼让斑马线、非机动车逆行、行人闯红灯三项）',
    null,
    '市创建办',
    '2026-04-02',
    '统计表格',
  ],
  ['㛃䶮同志先进事迹材料', null, '城东街道办事处', '2026-02-11', '说明报告'],
];
const STANDARD =
  '1．制定并实施文明交通行动方案，主要路口、路段有交通文明引导员或志愿者值守；2．机动车礼让斑马线、非机动车和行人各行其道，无乱穿马路、闯红灯、逆向行驶现象；' +
  '3．交通标志、标线、信号灯、隔离护栏等设施完好、清晰、规范，盲道连续畅通、无占用；4．每季度开展一次 “文明交通” 主题宣传活动，有方案、有记录、有照片。';

export function evidence(code: string, ordinal: number, more: Partial<PlannedEvidence> = {}): PlannedEvidence {
  const [title, docNumber, issuer, date, kind] = TITLES[(ordinal - 1) % TITLES.length]!;
  const mark = circled(ordinal);
  const materialCode = `${code}-${mark}`;
  return {
    mark,
    materialCode,
    documentId: ordinal,
    sha256: createHash('sha256').update(materialCode).digest('hex'),
    sizeBytes: 183_204 * ordinal,
    type: kind === '实景图片' ? 'jpg' : 'pdf',
    title,
    kind,
    docNumber,
    issuer,
    date,
    takenAt: kind === '实景图片' ? '2026-03-05T08:14:00' : null,
    caption: kind === '实景图片' ? '志愿者在路口劝导行人遵守信号灯' : null,
    photoCaption: null,
    firstPage: null,
    lastPage: null,
    redLines: [],
    linesToRecheck: 0,
    path: `交警支队/2026年/文明交通/${title.slice(0, 18)}.${kind === '实景图片' ? 'jpg' : 'pdf'}`,
    source: '创文资料',
    ...more,
  };
}

const need = (kind: Kind, required: number, confirmed: number, state: GapState, message: string): PlannedNeed => ({
  kind,
  required,
  confirmed,
  state,
  message,
});

function indicator(code: string, name: string, count: number, state: GapState, needs: readonly PlannedNeed[]): PlannedIndicator {
  return {
    id: code.length,
    code,
    name,
    standard: STANDARD,
    methods: ['材料审核', '实地考察', '问卷调查'],
    leadUnit: '市公安局',
    units: ['市住房城乡建设局', '市城市管理局', '市交通运输局', '各街道办事处'],
    state,
    notApplicable: state === '不适用' ? '本街道没有农贸市场。' : null,
    needs,
    evidence: Array.from({ length: count }, (_, index) => evidence(code, index + 1)),
  };
}

const full = [
  need('规范文件', 1, 1, '齐全', '已确认 1 件，满足要求。'),
  need('实景图片', 1, 1, '齐全', '已确认 1 件，满足要求。'),
];
const short = [
  need('规范文件', 1, 1, '齐全', '已确认 1 件，满足要求。'),
  need('实景图片', 3, 1, '数量不足', '要求 3 件，已确认 1 件，还差 2 件。'),
  need('工作总结', 1, 0, '超出时限', '有 1 件总结成文于 2023年12月，早于测评基准日前 24 个月。'),
];
const none = [need('统计表格', 2, 0, '缺失', '要求 2 件，没有找到已确认的材料。')];

const groups: readonly PlannedGroup[] = [
  {
    code: 'Ⅱ-9',
    name: '公共秩序',
    levelName: '测评项目',
    parents: ['第二部分　文明创建'],
    indicators: [
      indicator('Ⅱ-9-1)', '深入开展文明交通行动，交通秩序良好', 5, '数量不足', short),
      indicator('Ⅱ-9-2)', '公共场所秩序井然，无乱扔杂物、随地吐痰、损坏花草树木、大声喧哗等不文明现象', 4, '齐全', full),
      indicator('Ⅱ-9-3)', '文明旅游宣传引导', 3, '齐全', full),
      indicator('Ⅱ-9-4)', '网络文明建设', 0, '缺失', none),
    ],
  },
  {
    code: 'Ⅱ-10',
    name: '志愿服务制度化常态化',
    levelName: '测评项目',
    parents: ['第二部分　文明创建'],
    indicators: [
      indicator('Ⅱ-10-1)', '注册志愿者人数占城镇常住人口比例', 5, '齐全', full),
      indicator('Ⅱ-10-2)', '志愿服务站点建设', 3, '数量不足', short),
      indicator('Ⅱ-10-3)', '志愿者嘉许和回馈制度落实', 4, '齐全', full),
    ],
  },
  {
    code: 'Ⅲ-2',
    name: '城市环境与基础设施',
    levelName: '测评项目',
    parents: ['第三部分　实地考察'],
    indicators: [
      indicator('Ⅲ-2-1)', '背街小巷环境卫生', 3, '齐全', full),
      indicator('Ⅲ-2-2)', '无障碍设施', 3, '数量不足', short),
      indicator('Ⅲ-2-3)', '农贸市场', 0, '不适用', [need('实景图片', 1, 0, '不适用', '本街道没有农贸市场。')]),
    ],
  },
];

export const samplePlan: VolumePlan = {
  title: '云泽市全国文明城市创建迎检档案',
  unit: '云泽市精神文明建设指导委员会办公室',
  frameworkName: '全国文明城市测评体系',
  frameworkEdition: '2025年版 · 示例模板',
  frameworkNote: '本测评体系为示例模板，条文由公开资料整理而成，不是正式文本；正式迎检前请导入上级下发的测评体系。',
  baseDate: '2026-06-30',
  edition: 3,
  volumeNumber: 2,
  volumeCount: 5,
  createdAt: '2026-07-08T09:30:00',
  draft: false,
  incomplete: true,
  numbering: 'archive',
  numberPreset: 'official',
  extras: ['archive-list', 'number-index', 'unit-index'],
  header: '',
  volumeName: '2025 年度',
  volumes: [1, 2, 3, 4, 5].map((number) => ({ number, name: '2025 年度', from: `Ⅱ-${number}-1)`, to: `Ⅱ-${number}-8)` })),
  supplementTo: null,
  signOff: '',
  photosPerPage: 1,
  doubleSided: true,
  tabs: false,
  groups,
  vetoes: [],
  totals: { leaves: 10, complete: 5, partial: 3, missing: 1, notApplicable: 1 },
};
