import { PICTURE_TYPES, type DocumentType, type Kind } from './document.ts';

export interface KindInput {
  /** Bare file name. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly type: DocumentType;
}

type Cues = readonly (readonly [Kind, readonly string[]])[];

/** Words of a name or title that say what a paper is. The one standing last decides (办法 in 记录办法), the longest of those. */
const PAPER_CUES: Cues = [
  [
    '规范文件',
    [
      '通知', '意见', '办法', '细则', '方案', '规划', '决定', '批复', '制度', '公约', '章程', '规定', '条例', '通报', '倡议书', '一封信',
      '责任状', '责任书', '承诺书', '任务分工', '要点', '计划', '标准', '规范', '预案', '机制', '文件', '公示', '公告', '通告', '告知书',
      '用语', '手册', '应知应会', '守则', '须知', '村规民约', '简报', '命令', '请示', '复函', '规则', '指引', '纲要', '问答',
    ],
  ],
  [
    '说明报告',
    [
      '报告', '情况说明', '说明', '汇报', '汇报材料', '总结', '小结', '总结材料', '自查', '自评', '述职', '经验材料', '事迹材料', '活动开展情况',
      '工作情况', '进展情况', '落实情况', '完成情况',
    ],
  ],
  ['评价意见', ['证明', '评价意见', '测评报告', '监测报告', '检测报告', '评估报告', '鉴定意见', '审核意见', '评审意见', '征求意见函', '审查意见', '考核意见']],
  [
    '统计表格',
    [
      '统计', '统计表', '一览表', '汇总', '汇总表', '名单', '花名册', '名册', '清单', '明细', '明细表', '安排表', '分解表', '分工表', '责任分工',
      '目录', '月报', '报表', '预算', '预算表', '决算表', '考核表', '评分表', '成绩', '得分', '排名', '公报', '数据', '情况表', '战果表',
      '布点图', '分布图', '统计图', '满意度', '合格率',
    ],
  ],
  [
    '工作台账',
    [
      '台账', '台帐', '登记', '登记表', '登记册', '记录', '记录表', '签到', '签到表', '签到册', '签领表', '领取表', '值班表', '执勤表', '排班表',
      '巡查', '巡查表', '检查表', '检查记录', '底册', '日志', '纪要', '会议纪要', '问题清单', '整改清单', '整改通知单', '验收单', '推荐表', '申报表',
      '审批表', '讲话稿', '讲稿', '讲座', '课件', '教案', '培训', '销号', '销号单', '回执', '交办单', '督办单', '责任状签订台账',
    ],
  ],
  ['媒体截图', ['截图', '截屏', '样报', '剪报', '专版', '报道截图']],
  ['实景图片', ['照片', '照片说明', '照片及说明', '图片', '图片说明', '实景', '实景图', '对比图', '现场图']],
  ['影像资料', ['视频', '录像', '录音', '宣传片', '影像资料', '专题片']],
]; // prettier-ignore

/** Words of a picture's name or title; without one a picture shows a place or an event. */
const PICTURE_CUES: Cues = [
  ['媒体截图', ['截图', '截屏', '样报', '剪报', '专版', '报道', '网页', '公众号', '微博', '曝光', 'Screenshot']],
  ['工作台账', ['签到', '签到表', '台账', '台帐', '登记表', '登记册', '登记本', '记录表', '记录本']],
  ['统计表格', ['统计表', '统计图', '布点图', '分布图', '一览表']],
];
const PICTURE_NAMES = /照片|图片|现场|实景/;
/** A scanned paper is a picture of no place: its kind is that of the paper, told only by its words. */
const SCAN = /扫描|[Ss]can|CamScanner/;

const SHEET_TYPES: readonly DocumentType[] = ['xls', 'xlsx', 'csv'];
/** A ledger remains one when its table is called a list. */
const LEDGER = /台[账帐].{0,10}(?:明细表?|汇总表?)$/;
const HEAD_CHARACTERS = 600;
const ISSUED =
  /(?:^|[\s件])[\u3400-\u9fffA-Za-z]{1,14}[ ]?[〔[［【(（][ ]?(?:\d{4}|\d\dxx)[ ]?[〕\]］】)）][ ]?第?[ ]?\d{1,5}[ ]?号(?=\s|$)/;
const NUMBERED_NAME = /[〔[［【(（](?:\d{4}|\d\d[xX×]{2})[〕\]］】)）]第?\d{1,5}号/;

/**
 * What sort of proof a document is, told from its title, its name, then the look of its first page and its format; null when
 * nothing tells. 工作总结 only when the title ends in 总结 (it also counts as 说明报告).
 */
export function kindOf({ name, title, text, type }: KindInput): Kind | null {
  const stem = trimEnd(name.replace(/\.[A-Za-z0-9]{1,5}$/, ''));
  const heading = trimEnd(title);
  if (type === 'video' || type === 'audio') return '影像资料';
  if (PICTURE_TYPES.includes(type)) {
    const cue = lastCue(stem, PICTURE_CUES) ?? lastCue(heading, PICTURE_CUES);
    if (cue) return cue;
    if ((SCAN.test(name) || type === 'tiff') && !PICTURE_NAMES.test(name)) return lastCue(stem, PAPER_CUES);
    return '实景图片';
  }
  const seen = lastCue(stem, PAPER_CUES);
  if (seen === '媒体截图' || seen === '实景图片') return seen;
  const told = lastCue(heading, PAPER_CUES);
  if (told !== '说明报告' && told !== '工作台账' && NUMBERED_NAME.test(name)) return '规范文件';
  const kind = LEDGER.test(heading) || (told === null && LEDGER.test(stem)) ? '工作台账' : (told ?? seen);
  if (kind === '说明报告' && (heading.endsWith('总结') || (told === null && stem.endsWith('总结')))) return '工作总结';
  if (kind) return kind;
  if (SHEET_TYPES.includes(type)) return '统计表格';
  return type !== 'zip' && ISSUED.test(text.slice(0, HEAD_CHARACTERS)) ? '规范文件' : null;
}

/** The kind whose cue ends last in the text; of cues ending at the same place the longest. */
function lastCue(text: string, cues: Cues): Kind | null {
  let best: { readonly kind: Kind; readonly end: number; readonly length: number } | null = null;
  for (const [kind, words] of cues) {
    for (const word of words) {
      const at = text.lastIndexOf(word);
      if (at < 0) continue;
      const end = at + word.length;
      if (!best || end > best.end || (end === best.end && word.length > best.length)) best = { kind, end, length: word.length };
    }
  }
  return best?.kind ?? null;
}

/** Without what stands in brackets at the end, and without dates, serial numbers and spaces there. */
function trimEnd(text: string): string {
  let rest = text.slice(-200);
  for (let round = 0; round < 6; round++) {
    const next = rest
      .replace(/[（(【[《][^（(【[《）)】\]》]{0,60}[）)】\]]$/, '')
      .replace(/[\s\d\-—_.年月日第期周”’》]{1,20}$/, '');
    if (next === rest || next === '') return rest;
    rest = next;
  }
  return rest;
}
