import { CAPTION_ELEMENTS, CAPTION_WORDS, NO_CAPTION, type PhotoCaption } from '../../../../shared/domain/photo-caption.ts';
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
}

const CAPTION_COLUMNS = [16, 84] as const;
/** The part of the page's height a caption may take. */
const MOST_CAPTION = 0.62;
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

/** The caption's own words, else what is known from the file; 事由 is what was written for this indicator, if anything. */
function wordsOf(evidence: PlannedEvidence): PhotoCaption {
  const caption = evidence.photoCaption ?? NO_CAPTION;
  return { ...caption, event: evidence.caption || caption.event, time: caption.time || timeOf(evidence) };
}

function timeOf(evidence: PlannedEvidence): string {
  if (evidence.takenAt) return chineseTime(evidence.takenAt);
  return evidence.date ? chineseDate(evidence.date) : '';
}

/** One photo on one page with its caption table below (GB/T 11821: six elements); unknown ones are left out. */
export function photoBlocks(item: PhotoItem, frame: Frame, fonts: Pick<Fonts, 'advance' | 'measure'>): Block[] {
  const { evidence } = item;
  const words = wordsOf(evidence);
  const known: (readonly [string, string])[] = [
    ['题名', evidence.title],
    ...CAPTION_ELEMENTS.map((element) => [CAPTION_WORDS[element], words[element]] as const),
    ['材料编号', evidence.materialCode],
  ];
  const captionOf = (cut: (text: string) => string): Block => ({
    kind: 'table',
    columns: CAPTION_COLUMNS,
    rows: known
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({
        cells: [cell(name, { face: 'hei', align: 'center', shade: HEAD_SHADE }), cell(cut(value))],
        minHeightPt: 22,
      })),
  });
  const whole = captionOf((text) => text);
  // A caption is never so long that no room is left for its photo: the longest words are then cut at four lines.
  const isLong = heightOfBlocks([whole], frame.width, fonts) > frame.height * MOST_CAPTION;
  const lineWidth = frame.width * (CAPTION_COLUMNS[1] / 100) - 12;
  const caption = isLong
    ? captionOf((text) =>
        shorten(text.slice(0, 1000), lineWidth * 4 - SIZE.five * 2, (part) => fonts.measure(part, 'song', SIZE.five)),
      )
    : whole;
  const captionHeight = heightOfBlocks([caption], frame.width, fonts);
  const room = frame.height - captionHeight - 24;
  return [fill, imageBlock(item.picture, frame.width, room), { kind: 'space', heightPt: 10 }, caption, fill];
}

/** Columns, rows and lines of a caption's first part, by photos a page. */
const GRIDS = {
  2: { columns: 1, rows: 2, lines: 2 },
  4: { columns: 2, rows: 2, lines: 3 },
  6: { columns: 2, rows: 3, lines: 3 },
} as const;

/**
 * Two, four or six photos on one page in equal rooms, each with its title, 事由, 人物 and 背景, then its number, 时间, 地点 and
 * 摄影者. Words that find no room are cut with ….
 */
export function photoGridBlocks(
  items: readonly PhotoItem[],
  page: { readonly perPage: 2 | 4 | 6; readonly frame: Frame; readonly fonts: Pick<Fonts, 'measure'> },
): Block[] {
  const { columns, rows, lines } = GRIDS[page.perPage];
  const { frame, fonts } = page;
  const sizePt = SIZE.smallFive;
  const cellWidth = frame.width / columns - 10;
  const captionHeight = (lines + 2) * sizePt * 1.35 + 10;
  const rowHeight = (frame.height - 8) / rows;
  const photoCell = (item: PhotoItem | undefined): TableCell => {
    if (!item) return { blocks: [], border: false };
    const { evidence } = item;
    const cut = (text: string, most: number): string =>
      shorten(text.slice(0, 1000), cellWidth * most - sizePt * 2, (part) => fonts.measure(part, 'song', sizePt));
    const caption = wordsOf(evidence);
    const words = [evidence.title, caption.event, caption.people, caption.background]
      .filter((text, index, all) => text && all.indexOf(text) === index)
      .join('，');
    const last = [evidence.materialCode, caption.time, caption.place, caption.photographer].filter(Boolean).join(WIDE);
    return {
      verticalAlign: 'middle',
      blocks: [
        imageBlock(item.picture, cellWidth, rowHeight - captionHeight - 10),
        paragraph(cut(words, lines), { sizePt, lineHeight: 1.35, align: 'center', spaceBeforePt: 5 }),
        paragraph(cut(last, 2), { sizePt, lineHeight: 1.35, align: 'center', color: '#333333' }),
      ],
    };
  };
  const starts = Array.from({ length: Math.ceil(items.length / columns) }, (_, row) => row * columns);
  return [
    {
      kind: 'table',
      columns: Array.from({ length: columns }, () => 1),
      rows: starts.map((start) => ({
        cells: Array.from({ length: columns }, (_, column) => photoCell(items[start + column])),
        minHeightPt: rowHeight,
      })),
    },
  ];
}
