import encodeQR from 'qr';
import type { Omission, VolumePlan } from '../../../../shared/domain/volume.ts';
import type { Block, TableCell } from '../layout/blocks.ts';
import { mm } from '../layout/drawing.ts';
import { listDigest } from '../list-digest.ts';
import { volumeMarks, volumeWords } from './cover.ts';
import { WIDE, SIZE, cell, chineseDate, paragraph, sectionTitle } from './style.ts';

/** What the 备考表 counts. */
export interface VolumeCounts {
  readonly documents: number;
  readonly photos: number;
  readonly pages: number;
}

/** Omissions named on the 备考表 itself; more are in the 未收入材料表. */
const NAMED_OMISSIONS = 12;

const ARCHIVAL_WORDS = {
  '2b': '本卷采用长期保存格式 PDF/A-2b（ISO 19005-2）。',
  '3b': '本卷采用长期保存格式 PDF/A-3b（ISO 19005-3），原件附在卷内。',
} as const;

const listed = (text: string, index: number): Block =>
  paragraph(text.replace(/([^。！？])$/, '$1。'), {
    sizePt: SIZE.five,
    leftPt: 24,
    mark: `${index + 1}.`,
    align: 'left',
    lineHeight: 1.45,
  });

/** Side of the 二维码 with its quiet zone: some half a millimetre a square, which a telephone reads at a hand's length. */
const CODE_MM = 28;
/** Longer titles are cut in the 二维码 only. */
const MOST_TITLE = 40;

/** The 清单摘要 and a 二维码 (ISO/IEC 18004) of it that says which volume it is of: beside the signatures, which thereby stand for one list of files. */
function digestCells(plan: VolumePlan, counts: VolumeCounts): { readonly words: TableCell; readonly code: TableCell } {
  const digest = listDigest(plan.groups.flatMap((group) => group.indicators.flatMap((indicator) => indicator.evidence)));
  const told = [
    '迎检台账卷册',
    `题名：${plan.title.slice(0, MOST_TITLE)}`,
    `第 ${plan.edition} 版 ${volumeWords(plan).replace(WIDE, ' ')}`,
    `材料 ${counts.documents} 件 全卷 ${counts.pages} 页`,
    '清单摘要 SHA-256',
    digest,
  ].join('\n');
  const small = { sizePt: SIZE.smallFive, align: 'left', lineHeight: 1.5 } as const;
  return {
    words: {
      blocks: [
        paragraph('清单摘要（SHA-256），“校验”应显示同样的：', small),
        paragraph(digest.slice(0, 32), small),
        paragraph(digest.slice(32), small),
      ],
      colSpan: 4,
      verticalAlign: 'middle',
    },
    code: {
      blocks: [{ kind: 'code', squares: encodeQR(told, 'raw', { ecc: 'medium', border: 2 }), sizePt: mm(CODE_MM) }],
      rowSpan: 3,
      verticalAlign: 'middle',
    },
  };
}

/** 备考表 (DA/T 22-2015: 情况说明、整理人、整理日期、检查人、检查日期). The last four are left blank to be signed. */
export function noteBlocks(
  plan: VolumePlan,
  counts: VolumeCounts,
  named: { readonly omissions: readonly Omission[]; readonly remarks: readonly string[] },
): Block[] {
  const { omissions, remarks } = named;
  const marks = volumeMarks(plan);
  const small = { sizePt: SIZE.smallFour, firstLineIndentPt: 24, lineHeight: 1.6 } as const;
  const situation: Block[] = [
    paragraph(
      `本卷为《${plan.title}》${volumeWords(plan).replace(WIDE, '，')}，第 ${plan.edition} 版，${plan.unit ? `由${plan.unit}` : ''}于${chineseDate(plan.createdAt)}编成。` +
        `共收入材料 ${counts.documents} 件，其中照片 ${counts.photos} 张；全卷 ${counts.pages} 页。`,
      small,
    ),
    ...(plan.frameworkNote ? [paragraph(plan.frameworkNote, small)] : []),
    ...(marks.length > 0 ? [paragraph(`本卷标注为${marks.map((mark) => `“${mark}”`).join('、')}。`, small)] : []),
    ...(plan.withoutGaps ? [paragraph('缺项表没有装入本卷，由编制单位另行留存。', small)] : []),
    ...(plan.bodyFont
      ? [
          paragraph(
            `正文用${plan.bodyFont.name}（${plan.bodyFont.file}，SHA-256 ${plan.bodyFont.sha256.slice(0, 16)}…），其中没有的字用宋体。`,
            small,
          ),
        ]
      : []),
    ...(plan.archival ? [paragraph(ARCHIVAL_WORDS[plan.archival], small)] : []),
    ...(plan.signOff
      ? [paragraph(`本卷尚有缺项或未收入的材料，经签署放行，不标“不完整”。放行理由：${plan.signOff}`, small)]
      : []),
    omissions.length === 0
      ? paragraph('列入本卷的材料已全部收入，没有遗漏。', small)
      : paragraph(`未收入材料 ${omissions.length} 件：`, small),
    ...omissions
      .slice(0, NAMED_OMISSIONS)
      .map((omission, index) => listed(`${omission.path}（${omission.indicator}）：${omission.reason}`, index)),
    ...(omissions.length > NAMED_OMISSIONS
      ? [paragraph(`其余 ${omissions.length - NAMED_OMISSIONS} 件见“未收入材料表”。`, small)]
      : []),
    ...(remarks.length > 0 ? [paragraph(`材料排印说明 ${remarks.length} 条：`, small)] : []),
    ...remarks.map(listed),
  ];
  const label = (text: string) => cell(text, { face: 'hei', sizePt: SIZE.smallFour, align: 'center' });
  const blank = () => cell('', { sizePt: SIZE.smallFour });
  const digest = digestCells(plan, counts);
  return [
    sectionTitle('备考表'),
    {
      kind: 'table',
      columns: [16, 23, 16, 23, 22],
      rows: [
        { cells: [{ ...label('本卷情况说明'), colSpan: 5 }], minHeightPt: 30 },
        { cells: [{ blocks: situation, colSpan: 5 }], minHeightPt: 392 },
        { cells: [digest.words, digest.code], minHeightPt: 48 },
        { cells: [label('整理人'), blank(), label('整理日期'), blank()], minHeightPt: 40 },
        { cells: [label('检查人'), blank(), label('检查日期'), blank()], minHeightPt: 40 },
      ],
    },
  ];
}
