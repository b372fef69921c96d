import { readStart } from '../byte-source.ts';
import { decodeStart, decodeText } from '../decode-text.ts';
import type { ExtractInput, Extractor } from '../extractor.ts';
import { CUT, failed, MAX_TEXT_CHARS, withText } from '../outcome.ts';

/** Four bytes are the longest character of every encoding read here; twice that leaves room for markup. */
const MAX_BYTES = MAX_TEXT_CHARS * 8;

/** Plain text, tables as text, Markdown and HTML in the encodings Chinese offices use. */
export const textExtractor: Extractor = {
  id: 'text',
  version: 1,
  types: ['txt', 'csv', 'md', 'html'],
  extract: async (input: ExtractInput) => {
    const bytes = await readStart(input, MAX_BYTES);
    const isCut = bytes.length < input.sizeBytes;
    const decoded = isCut ? decodeStart(bytes) : decodeText(bytes);
    if (decoded === null) return failed('认不出这个文件的文字编码。请用记事本打开后另存为 UTF-8 再编目');
    const message = isCut ? CUT : null;
    if (input.type !== 'html') return withText(decoded.text.replace(/\r\n?/g, '\n').replaceAll('\x1a', ''), { message });
    const page = await textOfHtml(decoded.text);
    return withText(page.text, { message, properties: { title: page.title, createdOn: null } });
  },
};

const BLOCKS = new Set(['p', 'div', 'br', 'li', 'tr', 'table', 'section', 'article', 'header', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dt', 'dd', 'pre', 'blockquote', 'hr', 'title', 'option']); // prettier-ignore
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'svg', 'title']);

async function textOfHtml(html: string): Promise<{ readonly title: string | null; readonly text: string }> {
  const { Parser } = await import('htmlparser2');
  let text = '';
  let title = '';
  let silent = 0;
  let inTitle = false;
  const parser = new Parser({
    onopentag: (name) => {
      if (SILENT.has(name)) silent++;
      if (name === 'title' && title === '') inTitle = true;
      if (BLOCKS.has(name)) text += '\n';
    },
    onclosetag: (name) => {
      if (SILENT.has(name)) silent--;
      if (name === 'title') inTitle = false;
      if (BLOCKS.has(name)) text += '\n';
      if (name === 'td' || name === 'th') text += '\t';
    },
    ontext: (piece) => {
      if (inTitle) title += piece;
      else if (silent === 0) text += piece.replace(/\s+/g, ' ');
    },
  });
  parser.end(html);
  const lines = text.split('\n').map((line) => line.replace(/[ \u00a0]+/g, ' ').replace(/ ?\t ?/g, '\t').trim()); // prettier-ignore
  return { title: title.replace(/\s+/g, ' ').trim() || null, text: lines.filter((line) => line !== '').join('\n') };
}
