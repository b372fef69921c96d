import { readFileSync } from 'node:fs';
import type { DocumentType } from '../../../../shared/domain/document.ts';
import { decodeText } from '../../decode-text.ts';
import type { Block, Furniture } from '../layout/blocks.ts';
import { readDocxBlocks } from './docx.ts';
import { readCsvBlocks, readSheetBlocks } from './sheet.ts';

/** A document of ours to print: blocks to lay out, and what could not be shown (each a sentence for the report). */
export interface OfficePages {
  readonly blocks: readonly Block[];
  readonly notes: readonly string[];
}

/** Types whose layout we read ourselves; for the rest the text that indexing stored is printed. */
const OWN_LAYOUT: readonly DocumentType[] = ['docx', 'xlsx', 'xls', 'csv', 'txt', 'md'];

/**
 * Turns an office or text file into blocks for a frame `widthPt` wide. `storedText` is what indexing read (form feeds between
 * pages); it stands in for formats whose layout is not read. Throws Error when the file cannot be read.
 */
export async function readOfficePages(input: {
  path: string;
  type: DocumentType;
  widthPt: number;
  storedText: string;
}): Promise<OfficePages> {
  switch (input.type) {
    case 'docx':
      return readDocxBlocks(input.path, input.widthPt);
    case 'xlsx':
    case 'xls':
      return readSheetBlocks(input.path, input.type, input.widthPt);
    case 'csv':
      return readCsvBlocks(decoded(input.path), input.widthPt);
    case 'txt':
      return { blocks: textBlocks(decoded(input.path)), notes: [] };
    case 'md':
      return markdownPages(decoded(input.path), input.widthPt);
    default:
      if (input.storedText.trim() === '') throw new Error('no text was read from this file');
      return {
        blocks: input.type === 'pptx' || input.type === 'ppt' ? slideBlocks(input.storedText) : textBlocks(input.storedText),
        notes: [`${NAMES[input.type] ?? input.type}按文字排印,没有保留原来的版式`],
      };
  }
}

const NAMES: Partial<Record<DocumentType, string>> = {
  doc: '旧版 Word 文档',
  pptx: '演示文稿',
  ppt: '旧版演示文稿',
  html: '网页',
  ofd: 'OFD 版式文件',
  odt: 'ODT 文档',
  ods: 'ODS 表格',
  odp: 'ODP 演示文稿',
  rtf: 'RTF 文档',
  epub: '电子书',
  eml: '邮件',
  msg: '邮件',
};

const EMPTY: readonly Block['kind'][] = ['space', 'page-break', 'column-break'];

/** Whether blocks put anything on a page. */
export function hasContent(blocks: readonly Block[]): boolean {
  const says = ({ every, first = [], even = [] }: Furniture): boolean => hasContent([...every, ...first, ...even]);
  return blocks.some((block) =>
    block.kind === 'section'
      ? says(block.head) || says(block.foot)
      : block.kind === 'columns'
        ? hasContent(block.blocks)
        : !EMPTY.includes(block.kind),
  );
}

export function keepsOwnLayout(type: DocumentType): boolean {
  return OWN_LAYOUT.includes(type);
}

function decoded(path: string): string {
  const text = decodeText(readFileSync(path));
  if (!text) throw new Error('unknown text encoding');
  return text.text;
}

/** Markdown beyond this is printed as it is written: every mark of it becomes an object in memory. */
const MOST_MARKDOWN_CHARS = 1 << 20;

async function markdownPages(text: string, widthPt: number): Promise<OfficePages> {
  const { readMarkdownBlocks } = await import('./markdown.ts');
  const read = text.length <= MOST_MARKDOWN_CHARS ? await readMarkdownBlocks(text, widthPt) : null;
  return read ?? { blocks: textBlocks(text), notes: ['Markdown 文件太大、嵌套太深或只有标记,按原文连同标记印出'] };
}

/** The text of slides one after another, each under its number, several on a page. */
function slideBlocks(text: string): Block[] {
  return text.split('\f').flatMap((slide, index): Block[] => {
    const lines = slide.split('\n').map((line) => line.replaceAll('\t', '　').trim());
    return [
      {
        kind: 'paragraph',
        runs: [{ text: `第 ${index + 1} 张`, face: 'hei', sizePt: 10.5, color: '#444444' }],
        align: 'left',
        spaceBeforePt: index === 0 ? 0 : 14,
        spaceAfterPt: 2,
        keepWithNext: true,
      },
      { kind: 'rule' },
      ...lines
        .filter((line) => line !== '')
        .map((line, at): Block => ({
          kind: 'paragraph',
          runs: [{ text: line, face: at === 0 ? 'hei' : 'song', sizePt: at === 0 ? 14 : 12 }],
          lineHeight: 1.5,
          align: 'left',
          ...(at === 0 ? { keepWithNext: true } : {}),
        })),
    ];
  });
}

/** Plain text: one paragraph a line, a page break at each form feed, long runs of blank lines shortened. */
function textBlocks(text: string): Block[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\f')
    .flatMap((page, index): Block[] => [
      ...(index === 0 ? [] : [{ kind: 'page-break' } satisfies Block]),
      ...page
        .replace(/\n{3,}/g, '\n\n')
        .split('\n')
        .map((line): Block => {
          const clean = line.replaceAll('\t', '　').trimEnd();
          return clean === ''
            ? { kind: 'space', heightPt: 8 }
            : { kind: 'paragraph', runs: [{ text: clean, face: 'song', sizePt: 12 }], lineHeight: 1.5, align: 'justify' };
        }),
    ]);
}
