import { bufferSource, readStart } from '../byte-source.ts';
import type { ExtractInput, FormatReader } from '../extractor.ts';
import { openOle, type Ole } from '../ole.ts';
import { oleProperties } from '../ole-properties.ts';
import { DAMAGED, encrypted, failed, TOO_LARGE, withText } from '../outcome.ts';

const MAX_FILE_BYTES = 256 * 1024 * 1024;
/** `fEncrypted` of the file information block ([MS-DOC] 2.5.2): bit 8 of the flags at offset 10. */
const FLAGS_OFFSET = 10;
const ENCRYPTED_FLAG = 0x0100;
/** Quotes and dashes (“讲文明树新风”、——) as they stand; the parser would make ASCII of them. */
const AS_WRITTEN = { filterUnicode: false };

/** Old Word files: body, text boxes, notes, headers and footers. */
export const docReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    if (input.sizeBytes > MAX_FILE_BYTES) return failed(TOO_LARGE);
    const bytes = Buffer.from(await readStart(input, MAX_FILE_BYTES));
    const ole = await openOle(bufferSource(bytes));
    if (ole === null) return failed(DAMAGED);
    if (await needsPassword(ole)) return encrypted();
    const { default: WordExtractor } = await import('word-extractor');
    const document = await new WordExtractor().extract(bytes).catch(() => null);
    if (document === null) return failed(DAMAGED);
    const parts = [
      document.getBody(AS_WRITTEN),
      document.getTextboxes(AS_WRITTEN),
      document.getFootnotes(AS_WRITTEN),
      document.getEndnotes(AS_WRITTEN),
      document.getHeaders({ ...AS_WRITTEN, includeFooters: false }),
      document.getFooters(AS_WRITTEN),
    ];
    const text = [...new Set(parts.map(clean).filter((part) => part !== ''))].join('\n\n');
    const { title, createdOn, pages } = await oleProperties(ole);
    return withText(text, { pages, properties: { title, createdOn } });
  },
};

async function needsPassword(ole: Ole): Promise<boolean> {
  const stream = ole.streams.find((candidate) => candidate.name === 'WordDocument');
  const block = stream ? Buffer.from(await ole.read(stream, 32)) : Buffer.alloc(0);
  return block.length > FLAGS_OFFSET + 1 && (block.readUInt16LE(FLAGS_OFFSET) & ENCRYPTED_FLAG) !== 0;
}

/** Cell marks are tabs already; what is left of Word's special characters (fields, anchors, page breaks) is not text. */
function clean(text: string): string {
  return text.replace(/\r\n?|\x0b|\f/g, '\n').replace(/[\0-\x08\x0e-\x1f]/g, '').replace(/\n{3,}/g, '\n\n').trim(); // prettier-ignore
}
