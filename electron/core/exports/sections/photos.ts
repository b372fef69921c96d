import type { PlannedEvidence } from '../../../../shared/domain/volume.ts';
import type { Fonts } from '../fonts.ts';
import type { Block, ImageBlock, TableCell } from '../layout/blocks.ts';
import { heightOfBlocks } from '../layout/flow.ts';
import type { Frame } from '../layout/frames.ts';
import { shorten } from '../layout/stamp.ts';
import { WIDE, SIZE, HEAD_SHADE, cell, chineseDate, chineseTime, fill, paragraph } from './style.ts';

/** A picture ready to print: JPEG or PNG, upright. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly format: 'jpg' | 'png';
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PhotoItem {
  readonly evidence: PlannedEvidence;
  readonly picture: Picture;
  /** What is known beyond the evidence's own words (GB/T 11821 caption: 事由 时间 地点 人物 背景 摄影者). */
  readonly place?: string;
  readonly people?: string;
  readonly photographer?: string;
}

/** A picture with fewer dots than this is printed smaller rather than coarser. */
const LEAST_DPI = 100;

function imageBlock(picture: Picture, roomWidthPt: number, roomHeightPt: number): ImageBlock {
  const pointsPerPixel = Math.min(72 / LEAST_DPI, roomWidthPt / picture.widthPx, roomHeightPt / picture.heightPx);
  return {
    kind: 'image',
    bytes: picture.bytes,
    format: picture.format,
    widthPt: picture.widthPx * pointsPerPixel,
    heightPt: picture.heightPx * pointsPerPixel,
    align: 'center',
  };
}

function timeOf(evidence: PlannedEvidence): string {
  if (evidence.takenAt) return chineseTime(evidence.takenAt);
  return evidence.date ? chineseDate(evidence.date) : '';
}

/** One photo on one page with its caption table below; unknown fields are left out. */
export function photoBlocks(item: PhotoItem, frame: Frame, fonts: Pick<Fonts, 'advance' | 'measure'>): Block[] {
  const { evidence } = item;
  const known: (readonly [string, string])[] = [
    ['题名', evidence.title],
    ['事由', evidence.caption ?? ''],
    ['时间', timeOf(evidence)],
    ['地点', item.place ?? ''],
    ['人物', item.people ?? ''],
    ['摄影者', item.photographer ?? ''],
    ['材料编号', evidence.materialCode],
  ];
  const caption: Block = {
    kind: 'table',
    columns: [16, 84],
    rows: known
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({
        cells: [cell(name, { face: 'hei', align: 'center', shade: HEAD_SHADE }), cell(value)],
        minHeightPt: 22,
      })),
  };
  const captionHeight = heightOfBlocks([caption], frame.width, fonts);
  const room = frame.height - captionHeight - 24;
  return [fill, imageBlock(item.picture, frame.width, room), { kind: 'space', heightPt: 10 }, caption, fill];
}

/** Up to four photos on one page, two by two, each with its number, title and time. */
export function fourPhotosBlocks(items: readonly PhotoItem[], frame: Frame, fonts: Pick<Fonts, 'measure'>): Block[] {
  const sizePt = SIZE.smallFive;
  const cellWidth = frame.width / 2 - 10;
  const captionHeight = 3 * sizePt * 1.35 + 10;
  const rowHeight = (frame.height - 8) / 2;
  const photoCell = (item: PhotoItem | undefined): TableCell => {
    if (!item) return { blocks: [], border: false };
    const { evidence } = item;
    const cut = (text: string, lines: number): string =>
      shorten(text, cellWidth * lines - sizePt * 2, (part) => fonts.measure(part, 'song', sizePt));
    const words = [evidence.title, evidence.caption ?? '']
      .filter((text, index, all) => text && all.indexOf(text) === index)
      .join('，');
    const last = [evidence.materialCode, timeOf(evidence)].filter(Boolean).join(WIDE);
    return {
      verticalAlign: 'middle',
      blocks: [
        imageBlock(item.picture, cellWidth, rowHeight - captionHeight - 10),
        paragraph(cut(words, 2), { sizePt, lineHeight: 1.35, align: 'center', spaceBeforePt: 5 }),
        paragraph(cut(last, 1), { sizePt, lineHeight: 1.35, align: 'center', color: '#333333' }),
      ],
    };
  };
  const rows = [0, 2]
    .filter((start) => start < items.length)
    .map((start) => ({ cells: [photoCell(items[start]), photoCell(items[start + 1])], minHeightPt: rowHeight }));
  return [{ kind: 'table', columns: [1, 1], rows }];
}
