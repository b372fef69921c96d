import { readStart } from '../byte-source.ts';
import { decodeStart, decodeText } from '../../decode-text.ts';
import type { ExtractInput, FormatReader } from '../extractor.ts';
import { textOfHtml } from '../html-text.ts';
import { CUT, failed, MAX_TEXT_CHARS, withText } from '../outcome.ts';

/** Four bytes are the longest character of every encoding read here; twice that leaves room for markup. */
const MAX_BYTES = MAX_TEXT_CHARS * 8;

/** Plain text, tables as text, Markdown and HTML in the encodings Chinese offices use. */
export const textReader: FormatReader = {
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
