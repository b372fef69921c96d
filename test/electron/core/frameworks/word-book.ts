import { writeZip } from '../../../../electron/core/exports/word/zip-writer.ts';

/** A cell as Word writes it: how many columns it takes, and whether it begins or goes on with a merge over rows. */
export interface WordCell {
  readonly text: string;
  readonly span?: number;
  readonly merge?: 'restart' | 'continue';
  /** Its paragraph is one of a list, at this level. */
  readonly list?: { readonly id: number; readonly level: number };
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const listed = (list: WordCell['list']): string =>
  list ? `<w:numPr><w:ilvl w:val="${list.level}"/><w:numId w:val="${list.id}"/></w:numPr>` : '';

/** A paragraph of lines, in a list or a style. */
export const paragraph = (text: string, { list, style = '' }: { list?: WordCell['list']; style?: string } = {}): string =>
  `<w:p><w:pPr>${style === '' ? '' : `<w:pStyle w:val="${style}"/>`}${listed(list)}<w:spacing/></w:pPr>${text
    .split('\n')
    .map((line, at) => `<w:r>${at > 0 ? '<w:br/>' : ''}<w:t xml:space="preserve">${escaped(line)}</w:t></w:r>`)
    .join('')}</w:p>`;

/** A table of rows of cells; a plain string is a cell of its own. */
export function wordTable(rows: readonly (readonly (string | WordCell)[])[]): string {
  const cells = (row: readonly (string | WordCell)[]): string =>
    row
      .map((one) => (typeof one === 'string' ? { text: one } : one))
      .map(({ text, span = 1, merge, list }: WordCell) => {
        const wide = span > 1 ? `<w:gridSpan w:val="${span}"/>` : '';
        const tall = merge === undefined ? '' : merge === 'restart' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>';
        return `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>${wide}${tall}</w:tcPr>${paragraph(text, list ? { list } : {})}</w:tc>`;
      })
      .join('');
  return `<w:tbl><w:tblPr/><w:tblGrid/>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`;
}

/** A Word document of paragraphs (plain text) and what stands there as XML already; `more`: other parts of the package by their names. */
export function wordFile(parts: readonly string[], more: Readonly<Record<string, string>> = {}): Buffer {
  const body = parts.map((part) => (part.startsWith('<w:') ? part : paragraph(part))).join('');
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
  return writeZip([
    { name: '[Content_Types].xml', bytes: Buffer.from('<?xml version="1.0"?><Types/>') },
    { name: 'word/document.xml', bytes: Buffer.from(document) },
    ...Object.entries(more).map(([name, xml]) => ({ name, bytes: Buffer.from(xml) })),
  ]);
}
