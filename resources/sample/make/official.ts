import { AlignmentType, BorderStyle, Document, LineRuleType, Packer, PageOrientation, Paragraph, TextRun } from 'docx';

import { withFixedDates } from './encodings.ts';

/** A paper an office writes: what its page shows. Paragraphs that begin with `一、` are set as headings. */
export interface OfficialText {
  /** Red head line (发文机关标志); absent on minutes, reports and the like. */
  readonly head?: string;
  /** 文号, e.g. `滨文明办〔2026〕5号`. */
  readonly number?: string;
  readonly title: string;
  readonly to?: string;
  readonly body: readonly string[];
  readonly sign: string;
  /** Date of signing, `YYYY-MM-DD`, or the words to print instead of one. */
  readonly date: string;
}

const DIGITS = '〇一二三四五六七八九';

/** `2026-03-02` → `2026年3月2日`; anything else is returned as it is. */
export function printedDate(date: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  return parts === null ? date : `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日`;
}

/** `2026-03-02` → `二〇二六年三月二日`, as older papers write it. */
export function chineseDate(date: string): string {
  const number = (text: string): string => {
    const value = Number(text);
    const tens = Math.floor(value / 10);
    return `${tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens]}十`}${value % 10 === 0 ? '' : DIGITS[value % 10]}`;
  };
  const [year = '', month = '', day = ''] = date.split('-');
  return `${[...year].map((digit) => DIGITS[Number(digit)]).join('')}年${number(month)}月${number(day)}日`;
}

export const isHeading = (paragraph: string): boolean => /^[一二三四五六七八九十]+、/.test(paragraph);

const RED = 'D7000F';
const face = (name: string) => ({ ascii: 'Times New Roman', eastAsia: name, hAnsi: 'Times New Roman', cs: 'Times New Roman' });
const line = { line: 560, lineRule: LineRuleType.EXACT };

function bodyParagraph(text: string): Paragraph {
  return new Paragraph({
    spacing: line,
    indent: { firstLine: 640 },
    children: [new TextRun({ text, size: 32, font: face(isHeading(text) ? '黑体' : '仿宋_GB2312') })],
  });
}

/** The paper as a Word file laid out as GB/T 9704 asks (A4, 小标宋 title, 仿宋 三号 text, red head and line). */
export async function officialDocx(text: OfficialText, created: string): Promise<Buffer> {
  const centered = (value: string, size: number, font: string, color?: string, after = 0): Paragraph =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after },
      children: [new TextRun({ text: value, size, font: face(font), ...(color === undefined ? {} : { color }) })],
    });
  const children: Paragraph[] = [];
  if (text.head !== undefined) {
    children.push(centered(text.head, text.head.length > 18 ? 42 : text.head.length > 16 ? 46 : 56, '方正小标宋简体', RED, 300));
    children.push(
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { after: 480 },
        border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: RED, space: 6 } },
        children: [new TextRun({ text: text.number ?? '', size: 32, font: face('仿宋_GB2312') })],
      }),
    );
  }
  for (const [index, part] of text.title.split('\n').entries())
    children.push(centered(part, 44, '方正小标宋简体', undefined, index === text.title.split('\n').length - 1 ? 360 : 0));
  if (text.head === undefined && text.number !== undefined)
    children.push(centered(text.number, 32, '楷体_GB2312', undefined, 300));
  if (text.to !== undefined)
    children.push(
      new Paragraph({ spacing: line, children: [new TextRun({ text: text.to, size: 32, font: face('仿宋_GB2312') })] }),
    );
  children.push(...text.body.map(bodyParagraph));
  for (const [index, value] of [text.sign, printedDate(text.date)].entries())
    children.push(
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        spacing: { ...line, before: index === 0 ? 560 : 0 },
        indent: { right: index === 0 ? 480 : 640 },
        children: [new TextRun({ text: value, size: 32, font: face('仿宋_GB2312') })],
      }),
    );
  return packed(children, text.title.replace(/\n/g, ''), text.sign, created);
}

/** Paragraphs as a Word file with fixed properties; no paragraphs gives an empty page. */
export async function packed(children: readonly Paragraph[], title: string, author: string, created: string): Promise<Buffer> {
  const document = new Document({
    title,
    creator: author,
    lastModifiedBy: author,
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838, orientation: PageOrientation.PORTRAIT },
            margin: { top: 2098, bottom: 1984, left: 1587, right: 1474 },
          },
        },
        children,
      },
    ],
  });
  return withFixedDates(await Packer.toBuffer(document), created);
}
