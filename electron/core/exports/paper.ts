import { renameSync, rmSync } from 'node:fs';
import type { Block, TableRow } from './layout/blocks.ts';
import { textFrame } from './layout/frames.ts';
import { cell, chineseDate, headRow, paragraph, SIZE, space } from './sections/style.ts';
import { writeBlocks } from './single.ts';

/** A paper an office hands out (督办单, 责任状): values that are laid out as 公文 are. */
export interface Paper {
  readonly title: string;
  /** Whom it is for, `市教育局:`; '' for none. */
  readonly to: string;
  readonly paragraphs: readonly string[];
  readonly columns: readonly { readonly name: string; readonly share: number; readonly align?: 'left' | 'center' }[];
  readonly rows: readonly (readonly string[])[];
  readonly afterwards: readonly string[];
  /** Who issues it, at the right above the day; '' for none. */
  readonly issuer: string;
  /** Local day `YYYY-MM-DD`. */
  readonly day: string;
  /** Fields filled in by pen, two a line. */
  readonly fields: readonly string[];
  /** Small print at the end; '' for none. */
  readonly note: string;
}

const MAX_PAGES = 500;
/** Two characters of the text size (GB/T 9704-2012 §7.3.3). */
const INDENT_PT = SIZE.four * 2;

/**
 * Writes a paper as an A4 PDF within the text area of GB/T 9704-2012, its table's head repeated on every page. Written beside and
 * renamed. Returns its number of pages. Throws AppError `disk-full`.
 */
export async function writePaper(paper: Paper, out: string): Promise<number> {
  const part = `${out}.part`;
  try {
    const { pages } = await writeBlocks(blocksOf(paper), textFrame('front'), {
      ...{ out: part, title: paper.title, author: paper.issuer, createdAt: `${paper.day}T00:00:00`, maxPages: MAX_PAGES },
    });
    renameSync(part, out);
    return pages;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

function blocksOf(paper: Paper): readonly Block[] {
  const text = { sizePt: SIZE.four, lineHeight: 1.7, align: 'justify' } as const;
  const lines = (words: readonly string[]): Block[] =>
    words.map((one) => paragraph(one, { ...text, firstLineIndentPt: INDENT_PT }));
  return [
    paragraph(paper.title, {
      face: 'song-bold',
      sizePt: SIZE.two,
      align: 'center',
      lineHeight: 1.4,
      spaceAfterPt: 18,
      balanced: true,
    }),
    ...(paper.to === '' ? [] : [paragraph(paper.to, text)]),
    ...lines(paper.paragraphs),
    ...(paper.rows.length === 0 ? [] : [space(8), tableOf(paper), space(8)]),
    ...lines(paper.afterwards),
    ...(paper.issuer === ''
      ? []
      : [
          space(20),
          paragraph(paper.issuer, { ...text, align: 'right', rightPt: INDENT_PT, keepWithNext: true }),
          paragraph(chineseDate(paper.day), { ...text, align: 'right', rightPt: INDENT_PT }),
        ]),
    ...(paper.fields.length === 0 ? [] : [space(18), fieldsOf(paper.fields)]),
    ...(paper.note === '' ? [] : [paragraph(paper.note, { sizePt: SIZE.smallFive, spaceBeforePt: 12, color: '#555555' })]),
  ];
}

function tableOf({ columns, rows }: Paper): Block {
  const body = rows.map((row): TableRow => ({
    cells: row.map((words, at) => cell(words, { align: columns[at]?.align ?? 'left' })),
    minHeightPt: 22,
  }));
  const head = headRow(columns.map(({ name }) => name));
  return { kind: 'table', columns: columns.map(({ share }) => share), rows: [head, ...body], headerRows: 1 };
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
