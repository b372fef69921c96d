import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { PaperFormat } from '../../../shared/contract/duties.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Block, ImageBlock, TableCell, TableRow } from './layout/blocks.ts';
import { mm } from './layout/drawing.ts';
import { textFrame } from './layout/frames.ts';
import { toPrintablePicture } from '../printable-picture.ts';
import { cell, chineseDate, HEAD_SHADE, headRow, heading, pageBreak, paragraph, SIZE, space } from './sections/style.ts';
import { writeBlocks } from './single.ts';
import { wordDocument } from './word/write-word.ts';

/** A picture ready for a paper. */
export type PaperPicture = NonNullable<Awaited<ReturnType<typeof toPrintablePicture>>>;

/** What stands on a paper between its head and its signature. */
export type PaperPart =
  | { readonly kind: 'text'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly { readonly name: string; readonly share: number; readonly align?: 'left' | 'center' }[];
      readonly rows: readonly (readonly string[])[];
    }
  /** A form: a name at the left, what is filled in at the right. */
  | {
      readonly kind: 'form';
      readonly rows: readonly { readonly label: string; readonly text: string; readonly heightPt?: number }[];
    }
  /** Strips to be cut out, each as wide as the back of its box; `upright` is written from top to bottom. */
  | { readonly kind: 'labels'; readonly labels: readonly Strip[] }
  /** Photos side by side under what they show; a side without one says so. */
  | {
      readonly kind: 'photos';
      readonly title: string;
      readonly sides: readonly { readonly label: string; readonly picture: PaperPicture | null; readonly words: string }[];
      readonly below: string;
    };

interface Strip {
  readonly widthMm: number;
  readonly fields: readonly { readonly name: string; readonly text: string; readonly upright?: boolean }[];
}

/** A paper an office hands out (督办单, 责任状, 周报): values that are laid out as 公文 are. */
export interface Paper {
  readonly title: string;
  /** Whom it is for, `市教育局:`; '' for none. */
  readonly to: string;
  readonly parts: readonly PaperPart[];
  /** Who issues it, at the right above the day; '' for none. */
  readonly issuer: string;
  /** Local day `YYYY-MM-DD`. */
  readonly day: string;
  /** Fields filled in by pen, two a line. */
  readonly fields: readonly string[];
  /** Small print at the end; '' for none. */
  readonly note: string;
}

const MAX_PAGES = 2_000;
/** Two characters of the text size (GB/T 9704-2012 §7.3.3). */
const INDENT_PT = SIZE.four * 2;

/**
 * Writes papers one after the other, each from a new page, within the text area of GB/T 9704-2012, as Word or as an A4 PDF. Written beside and renamed. Returns the pages of a PDF, null for Word, which breaks its pages itself. Throws
 * AppError `disk-full`, `refused` where the file cannot be written.
 */
export async function writePapers(papers: readonly Paper[], out: string, format: PaperFormat): Promise<number | null> {
  const part = `${out}.part`;
  const [first] = papers;
  const { title = '', issuer = '', day = '' } = first ?? {};
  const blocks = papers.flatMap((paper, at) => [...(at === 0 ? [] : [pageBreak]), ...blocksOf(paper)]);
  try {
    if (format === 'docx') {
      writeWord(part, out, wordDocument(blocks, { title, author: issuer, day }));
      return null;
    }
    const { pages } = await writeBlocks(blocks, textFrame('front'), {
      ...{ out: part, title, author: issuer, createdAt: `${day}T00:00:00`, maxPages: MAX_PAGES },
    });
    renameSync(part, out);
    return pages;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

function writeWord(part: string, out: string, bytes: Uint8Array): void {
  try {
    writeFileSync(part, bytes);
    renameSync(part, out);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new AppError(
      code === 'ENOSPC' ? 'disk-full' : 'refused',
      `文件写不进 ${out}(${code})。请确认文件夹存在、可以写入、磁盘有空间,并且文件没有在 WPS 或 Word 中打开。`,
    );
  }
}

/** A picture file's bytes made ready for a paper, upright and small; null for what is no readable picture. */
export function paperPicture(bytes: Uint8Array): Promise<PaperPicture | null> {
  return toPrintablePicture(bytes, PHOTO_PX);
}

const PHOTO_PX = 1_000;
const PHOTO_WIDTH_PT = 205;
const PHOTO_HEIGHT_PT = 145;
const TEXT = { sizePt: SIZE.four, lineHeight: 1.7, align: 'justify' } as const;

function blocksOf(paper: Paper): readonly Block[] {
  return [
    paragraph(paper.title, {
      face: 'song-bold',
      sizePt: SIZE.two,
      align: 'center',
      lineHeight: 1.4,
      spaceAfterPt: 18,
      balanced: true,
    }),
    ...(paper.to === '' ? [] : [paragraph(paper.to, TEXT)]),
    ...paper.parts.flatMap(partBlocks),
    ...(paper.issuer === ''
      ? []
      : [
          space(20),
          paragraph(paper.issuer, { ...TEXT, align: 'right', rightPt: INDENT_PT, keepWithNext: true }),
          paragraph(chineseDate(paper.day), { ...TEXT, align: 'right', rightPt: INDENT_PT }),
        ]),
    ...(paper.fields.length === 0 ? [] : [space(18), fieldsOf(paper.fields)]),
    ...(paper.note === '' ? [] : [paragraph(paper.note, { sizePt: SIZE.smallFive, spaceBeforePt: 12, color: '#555555' })]),
  ];
}

function partBlocks(part: PaperPart): readonly Block[] {
  switch (part.kind) {
    case 'text':
      return part.paragraphs.map((one) => paragraph(one, { ...TEXT, firstLineIndentPt: INDENT_PT }));
    case 'heading':
      return [heading(part.text)];
    case 'table':
      return part.rows.length === 0 ? [] : [space(8), tableOf(part), space(8)];
    case 'form':
      return [formOf(part.rows), space(8)];
    case 'labels':
      return labelRows(part);
    case 'photos':
      return [photosOf(part), space(10)];
  }
}

function tableOf({ columns, rows }: Extract<PaperPart, { kind: 'table' }>): Block {
  const body = rows.map((row): TableRow => ({
    cells: row.map((words, at) => cell(words, { align: columns[at]?.align ?? 'left' })),
    minHeightPt: 22,
  }));
  const head = headRow(columns.map(({ name }) => name));
  return { kind: 'table', columns: columns.map(({ share }) => share), rows: [head, ...body], headerRows: 1 };
}

function formOf(rows: Extract<PaperPart, { kind: 'form' }>['rows']): Block {
  return {
    kind: 'table',
    columns: [3, 11],
    rows: rows.map(({ label, text, heightPt = 30 }): TableRow => ({
      cells: [cell(label, { face: 'hei', align: 'center', sizePt: SIZE.five, shade: HEAD_SHADE }), cell(text)],
      minHeightPt: heightPt,
    })),
  };
}

function photosOf({ title, sides, below }: Extract<PaperPart, { kind: 'photos' }>): Block {
  const all = sides.length;
  const photos: Block = {
    kind: 'table',
    columns: sides.map(() => 1),
    rows: [
      { cells: [cell(title, { colSpan: all, face: 'hei', shade: HEAD_SHADE })], minHeightPt: 22 },
      { cells: sides.map(({ label, words }) => cell(words === '' ? label : `${label}:${words}`, { align: 'center' })) },
      { cells: sides.map(({ picture }) => pictureCell(picture)), minHeightPt: PHOTO_HEIGHT_PT / 2 },
      { cells: [cell(below, { colSpan: all })] },
    ],
  };
  // One row of a table without lines: what belongs together stays on one page.
  return { kind: 'table', columns: [1], border: false, rows: [{ cells: [{ blocks: [photos], border: false }] }] };
}

/** Room between two strips, to cut in. */
const CUT_MM = 4;
const STRIP_NAME_PT = 16;
const STRIP_TEXT_PT = 22;
const STRIP_UPRIGHT_PT = 300;
/** Below this the names of a strip take two lines, and spans are parted at their dash. */
const NARROW_MM = 20;
const NARROW_UPRIGHT_PT = 200;
/** What is left of a page's height for what is written upright in a narrow strip, and how much a line of it takes, of its size. */
const [NARROW_MOST_PT, UPRIGHT_LINE, SMALLEST_PT] = [215, 1.36, 5] as const;

/** As many strips beside one another as the page is wide; what is written upright takes the most of their length. */
function labelRows({ labels }: Extract<PaperPart, { kind: 'labels' }>): readonly Block[] {
  const roomMm = textFrame('front').width / mm(1) + CUT_MM;
  const widthOf = (row: readonly Strip[]): number => row.reduce((sum, { widthMm }) => sum + widthMm + CUT_MM, 0);
  const rows: Strip[][] = [];
  for (const label of labels) {
    const row = rows.at(-1);
    if (row && widthOf([...row, label]) <= roomMm) row.push(label);
    else rows.push([label]);
  }
  return rows.flatMap((row, place): readonly Block[] => [
    // A strip is never cut through by the end of a page.
    place === 0 ? space(8) : pageBreak,
    {
      kind: 'table',
      columns: row.map(({ widthMm }) => widthMm + CUT_MM),
      widthPt: mm(widthOf(row)),
      border: false,
      rows: [{ cells: row.map((label): TableCell => ({ border: false, blocks: [stripOf(label)] })) }],
    },
  ]);
}

/** A character a line; in a narrow strip the code before the name takes one. */
function uprightLines(text: string, narrow: boolean): readonly string[] {
  const [code = '', ...name] = narrow ? text.split(' ') : [''];
  const rest = [...(narrow ? name.join('') : text)].filter((one) => one !== ' ');
  return code === '' ? rest : [code, ...rest];
}

/** As large as the room of a narrow strip allows, so that the end of a page never parts it. */
function uprightSize(text: string): number {
  return Math.max(SMALLEST_PT, Math.min(SIZE.five, NARROW_MOST_PT / (UPRIGHT_LINE * uprightLines(text, true).length)));
}

function stripOf({ widthMm, fields }: Strip): Block {
  const narrow = widthMm < NARROW_MM;
  const uprightPt = narrow ? NARROW_UPRIGHT_PT : STRIP_UPRIGHT_PT;
  return {
    kind: 'table',
    columns: [1],
    widthPt: mm(widthMm),
    rows: fields.flatMap(({ name, text, upright = false }): TableRow[] => [
      {
        cells: [cell(name, { face: 'hei', align: 'center', sizePt: SIZE.smallFive, shade: HEAD_SHADE })],
        minHeightPt: STRIP_NAME_PT,
      },
      {
        cells: [
          cell(upright ? uprightLines(text, narrow).join('\n') : narrow ? text.replace('—', '—\n') : text, {
            align: 'center',
            sizePt: !upright ? SIZE.smallFive : narrow ? uprightSize(text) : SIZE.five,
          }),
        ],
        minHeightPt: upright ? uprightPt : STRIP_TEXT_PT,
      },
    ]),
  };
}

function pictureCell(picture: PaperPicture | null): TableCell {
  if (!picture) return cell('没有照片', { align: 'center', color: '#555555' });
  const scale = Math.min(PHOTO_WIDTH_PT / picture.widthPx, PHOTO_HEIGHT_PT / picture.heightPx);
  const image: ImageBlock = {
    ...{ kind: 'image', bytes: picture.bytes, format: picture.format, align: 'center' },
    ...{ widthPt: picture.widthPx * scale, heightPt: picture.heightPx * scale },
  };
  return { blocks: [image], verticalAlign: 'middle' };
}

function fieldsOf(fields: readonly string[]): Block {
  const pairs = fields.flatMap((_, at) => (at % 2 === 0 ? [[fields[at] ?? '', fields[at + 1] ?? '']] : []));
  const rows = pairs.map(([left = '', right = '']): TableRow => ({
    cells: [
      cell(left, { face: 'hei', align: 'center', sizePt: SIZE.smallFour }),
      cell(''),
      cell(right, { face: 'hei', align: 'center', sizePt: SIZE.smallFour }),
      cell(''),
    ],
    minHeightPt: 36,
  }));
  return { kind: 'table', columns: [3, 4, 3, 4], rows };
}
