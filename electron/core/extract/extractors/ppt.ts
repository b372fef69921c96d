import { bufferSource, readStart } from '../byte-source.ts';
import type { ExtractInput, FormatReader } from '../extractor.ts';
import { openOle, type Ole } from '../ole.ts';
import { oleProperties } from '../ole-properties.ts';
import { DAMAGED, encrypted, failed, PARTLY_READ, TOO_LARGE, withText } from '../outcome.ts';

const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** Old slides, PowerPoint's and WPS's ([MS-PPT]): text of each slide and its notes, parted by form feeds. */
export const pptReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    if (input.sizeBytes > MAX_FILE_BYTES) return failed(TOO_LARGE);
    const ole = await openOle(bufferSource(await readStart(input, MAX_FILE_BYTES)));
    if (ole === null) return failed(DAMAGED);
    if (ole.streams.some(({ name }) => name === 'EncryptedPackage') || (await isEncrypted(ole))) return encrypted();
    const stream = ole.streams.find(({ name }) => name === 'PowerPoint Document');
    if (!stream) return failed(DAMAGED);
    const bytes = Buffer.from(await ole.read(stream, MAX_FILE_BYTES));
    const read = readShow(bytes);
    const show = { ...read, damaged: read.damaged || bytes.length < stream.sizeBytes };
    const { title, createdOn } = await oleProperties(ole);
    if (show.damaged && show.slides.every((text) => text === '')) return failed(DAMAGED);
    const message = show.damaged ? PARTLY_READ : null;
    return withText(show.slides.join('\f'), { message, pages: show.slides.length || null, properties: { title, createdOn } });
  },
};

/** `headerToken` of the CurrentUserAtom: what an encrypted document carries (2.3.2). */
const ENCRYPTED_TOKEN = 0xf3d1c4df;

async function isEncrypted(ole: Ole): Promise<boolean> {
  const stream = ole.streams.find(({ name }) => name === 'Current User');
  const bytes = stream ? Buffer.from(await ole.read(stream, 64)) : Buffer.alloc(0);
  return bytes.length >= 16 && bytes.readUInt32LE(12) === ENCRYPTED_TOKEN;
}

/** Record types (2.13.24). */
const RECORD = {
  document: 1000,
  slide: 1006,
  master: 1016,
  notes: 1008,
  slideList: 4080,
  slidePersist: 1011,
  textChars: 4000,
  textBytes: 4008,
  crypt: 12052,
} as const;
/** `recInstance` of the list of slides; masters are 1, notes 2 (2.4.14). */
const SLIDES = 0;
const MAX_DEPTH = 64;

interface Show {
  readonly slides: string[];
  readonly damaged: boolean;
}

/**
 * Walks the records in file order. The document's list of slides holds titles and bodies slide by slide; boxes drawn freely stand in
 * the slide containers, which come in the same order; notes stand in
 * theirs. A master's prompts (“单击此处编辑母版文本样式”) are no text of a slide.
 */
function readShow(bytes: Buffer): Show {
  const listed: string[][] = [];
  const drawn: string[][] = [];
  const notes: string[][] = [];
  const prompts: string[][] = [[]];
  let damaged = false;
  const put = (target: string[][], text: string): void => {
    const clean = text.replace(/[\r\v]/g, '\n').replace(/[\0-\x08\x0e-\x1f]/g, '').trim(); // prettier-ignore
    if (clean !== '') target.at(-1)?.push(clean);
  };
  const walk = (from: number, to: number, target: string[][] | null, depth: number): void => {
    for (let at = from; at + 8 <= to;) {
      const version = bytes.readUInt16LE(at);
      const type = bytes.readUInt16LE(at + 2);
      const length = bytes.readUInt32LE(at + 4);
      const start = at + 8;
      const end = Math.min(to, start + length);
      if (start + length > to) damaged = true;
      at = start + length;
      if (type === RECORD.slidePersist && target === listed) listed.push([]);
      if (target !== null && type === RECORD.textChars) put(target, bytes.subarray(start, end).toString('utf16le'));
      if (target !== null && type === RECORD.textBytes) put(target, bytes.subarray(start, end).toString('latin1'));
      if ((version & 0xf) !== 0xf || depth > MAX_DEPTH) continue;
      if (type === RECORD.slide) drawn.push([]);
      if (type === RECORD.notes) notes.push([]);
      const list = type === RECORD.slideList ? (version >> 4 === SLIDES ? listed : null) : target;
      walk(
        start,
        end,
        type === RECORD.slide ? drawn : type === RECORD.notes ? notes : type === RECORD.master ? prompts : list,
        depth + 1,
      );
    }
  };
  walk(0, bytes.length, null, 0);
  const count = Math.max(listed.length, drawn.length);
  const slides = Array.from({ length: count }, (_, at) => {
    const own = [...(listed[at] ?? []), ...(drawn[at] ?? [])].filter((text) => !prompts[0]?.includes(text));
    return [...new Set(own)].join('\n');
  });
  const spoken = notes.flat().filter((text) => text !== '*');
  if (spoken.length > 0 && slides.length > 0) slides[slides.length - 1] = [slides.at(-1), ...spoken].join('\n').trim();
  return { slides, damaged };
}
