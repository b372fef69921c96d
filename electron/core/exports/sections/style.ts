import type { Align, Block, FontFace, ParagraphBlock, Run, TableCell, TableRow } from '../layout/blocks.ts';

/** Sizes of 公文 practice in points: 2号 22, 3号 16, 4号 14, 小四 12, 五号 10.5, 小五 9. */
export const SIZE = { two: 22, three: 16, four: 14, smallFour: 12, five: 10.5, smallFive: 9 } as const;

/** Printed label of the page a key points at; '' while it is not known yet. Keys: see `keys.ts`. */
export type LabelOf = (key: string) => string;

export function paragraph(
  text: string | readonly Run[],
  style: Omit<ParagraphBlock, 'kind' | 'runs'> & RunStyle = {},
): ParagraphBlock {
  const { face, sizePt, color, linkTo, ...rest } = style;
  const runStyle: RunStyle = {
    ...(face === undefined ? {} : { face }),
    ...(sizePt === undefined ? {} : { sizePt }),
    ...(color === undefined ? {} : { color }),
    ...(linkTo === undefined ? {} : { linkTo }),
  };
  const runs = typeof text === 'string' ? [{ text, ...runStyle }] : text.map((run) => ({ ...runStyle, ...run }));
  return { kind: 'paragraph', runs, ...rest };
}

interface RunStyle {
  readonly face?: FontFace;
  readonly sizePt?: number;
  readonly color?: string;
  readonly linkTo?: string;
}

/** Full-width space. */
export const WIDE = '\u3000';

export const space = (heightPt: number): Block => ({ kind: 'space', heightPt });
export const fill: Block = { kind: 'fill' };
export const pageBreak: Block = { kind: 'page-break' };

/** Section title, 2号 bold Song, centred, its few characters spread out as on printed forms. */
export function sectionTitle(text: string): Block {
  const spread = Array.from(text).length <= 3 ? Array.from(text).join(WIDE) : text;
  return paragraph(spread, {
    face: 'song-bold',
    sizePt: SIZE.two,
    align: 'center',
    lineHeight: 1.4,
    spaceAfterPt: 12,
    keepWithNext: true,
  });
}

export function heading(text: string): Block {
  return paragraph(text, {
    face: 'hei',
    sizePt: SIZE.four,
    align: 'left',
    spaceBeforePt: 10,
    spaceAfterPt: 4,
    keepWithNext: true,
  });
}

export interface CellStyle extends RunStyle {
  readonly align?: Align;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly shade?: string;
  readonly border?: boolean;
}

/** A table cell of one text; line feeds start a new line. */
export function cell(text: string, style: CellStyle = {}): TableCell {
  const { align, colSpan, rowSpan, shade, border, ...run } = style;
  return {
    blocks: [paragraph(text, { sizePt: SIZE.five, lineHeight: 1.35, align: align ?? 'left', ...run })],
    verticalAlign: 'middle',
    ...(colSpan === undefined ? {} : { colSpan }),
    ...(rowSpan === undefined ? {} : { rowSpan }),
    ...(shade === undefined ? {} : { shade }),
    ...(border === undefined ? {} : { border }),
  };
}

export const HEAD_SHADE = '#ececec';

export function headRow(names: readonly string[], sizePt: number = SIZE.five): TableRow {
  return { cells: names.map((name) => cell(name, { face: 'hei', sizePt, align: 'center', shade: HEAD_SHADE })), minHeightPt: 22 };
}

/** `2026-03-05` as `20260305` (DA/T 22: 日期 8 digits); what is no full date stays as it is. */
export const compactDate = (date: string | null): string => (date ?? '').slice(0, 10).replaceAll('-', '');

/** `2026-03-05` as `2026年3月5日`. */
export function chineseDate(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date) ?? [];
  return year ? `${year}年${Number(month)}月${Number(day)}日` : date;
}

/** `2026-03-05T14:03:00` as `2026年3月5日 14:03`. */
export function chineseTime(time: string): string {
  const clock = /T(\d{2}:\d{2})/.exec(time)?.[1];
  return clock ? `${chineseDate(time)} ${clock}` : chineseDate(time);
}

/** Bytes as KB or MB with one decimal. */
export function fileSize(sizeBytes: number): string {
  if (sizeBytes < 1024) return `${sizeBytes} B`;
  const kilobytes = sizeBytes / 1024;
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
