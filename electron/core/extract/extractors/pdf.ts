import { PDFiumModule } from '@hyzyla/pdfium';
import { readStart } from '../byte-source.ts';
import type { Extraction, ExtractInput, FormatReader } from '../extractor.ts';
import { calendarDate, localDate } from '../local-date.ts';
import { CUT, DAMAGED, encrypted, failed, MAX_TEXT_CHARS, TOO_LARGE, withText } from '../outcome.ts';

/** The file lies whole in the engine's memory, which may grow to 2 GiB. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;
const MAX_PAGES = 2_000;
/** The engine's memory never shrinks; past this a fresh engine is made for the next file. */
const ENGINE_KEEP_BYTES = 192 * 1024 * 1024;
/** FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY (fpdfview.h). */
const NEEDS_PASSWORD = [4, 5];

/** Text layer, page count and properties by PDFium (WebAssembly). A file without a text layer is a scan: `empty` with its pages. */
export const pdfReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    if (input.sizeBytes > MAX_FILE_BYTES) return failed(TOO_LARGE);
    const bytes = await readStart(input, MAX_FILE_BYTES);
    const engine = await takeEngine();
    const extraction = readPdf(engine, bytes);
    if (engine.HEAPU8.length <= ENGINE_KEEP_BYTES) kept = engine;
    return extraction;
  },
};

/** The exports used here, as fpdfview.h, fpdf_doc.h and fpdf_text.h declare them; the package types only part of them. */
interface Engine {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { readonly malloc: (bytes: number) => number; readonly free: (at: number) => void };
  readonly _FPDF_InitLibrary: () => void;
  readonly _FPDF_LoadMemDocument: (at: number, bytes: number, password: number) => number;
  readonly _FPDF_GetLastError: () => number;
  readonly _FPDF_GetPageCount: (document: number) => number;
  readonly _FPDF_LoadPage: (document: number, index: number) => number;
  readonly _FPDF_ClosePage: (page: number) => void;
  readonly _FPDF_CloseDocument: (document: number) => void;
  readonly _FPDF_GetMetaText: (document: number, tag: number, at: number, bytes: number) => number;
  readonly _FPDFText_LoadPage: (page: number) => number;
  readonly _FPDFText_ClosePage: (text: number) => void;
  readonly _FPDFText_CountChars: (text: number) => number;
  readonly _FPDFText_GetText: (text: number, start: number, chars: number, at: number) => number;
}

let kept: Engine | null = null;

async function takeEngine(): Promise<Engine> {
  const engine = kept ?? ((await PDFiumModule({})) as unknown as Engine);
  if (kept === null) engine._FPDF_InitLibrary();
  // An engine that trapped is in an unknown state: it only goes back to `kept` after a file was read without one.
  kept = null;
  return engine;
}

function readPdf(engine: Engine, bytes: Uint8Array): Extraction {
  const at = engine.wasmExports.malloc(bytes.length);
  if (at === 0) return failed(TOO_LARGE);
  engine.HEAPU8.set(bytes, at);
  const document = engine._FPDF_LoadMemDocument(at, bytes.length, 0);
  try {
    if (document === 0) return NEEDS_PASSWORD.includes(engine._FPDF_GetLastError()) ? encrypted() : failed(DAMAGED);
    return readDocument(engine, document);
  } finally {
    if (document !== 0) engine._FPDF_CloseDocument(document);
    engine.wasmExports.free(at);
  }
}

function readDocument(engine: Engine, document: number): Extraction {
  const pages = engine._FPDF_GetPageCount(document);
  if (pages <= 0) return failed(DAMAGED);
  const texts: string[] = [];
  let chars = 0;
  let readable = 0;
  for (let index = 0; index < Math.min(pages, MAX_PAGES) && chars <= MAX_TEXT_CHARS; index++) {
    const text = pageText(engine, document, index);
    if (text !== null) readable++;
    texts.push(text ?? '');
    chars += texts.at(-1)?.length ?? 0;
  }
  if (readable === 0) return failed(DAMAGED);
  const properties = {
    title: metaText(engine, document, 'Title').trim() || null,
    createdOn: pdfDate(metaText(engine, document, 'CreationDate')),
  };
  const message = texts.length < pages ? CUT : null;
  return withText(texts.join('\f'), { message, pages, properties });
}

/** One page's text, or null when the page cannot be loaded. */
function pageText(engine: Engine, document: number, index: number): string | null {
  const page = engine._FPDF_LoadPage(document, index);
  if (page === 0) return null;
  const text = engine._FPDFText_LoadPage(page);
  try {
    const chars = text === 0 ? 0 : engine._FPDFText_CountChars(text);
    if (chars <= 0) return '';
    const raw = readUtf16(engine, (chars + 1) * 2, (at) => engine._FPDFText_GetText(text, 0, chars, at) * 2);
    // U+FFFE marks a hyphen at a line end, U+0000 a glyph without a character.
    return raw.replace(/\r\n?/g, '\n').replaceAll('\ufffe', '-').replace(/[\0-\x08\x0b\x0c\x0e-\x1f\uffff]/g, ''); // prettier-ignore
  } finally {
    if (text !== 0) engine._FPDFText_ClosePage(text);
    engine._FPDF_ClosePage(page);
  }
}

function metaText(engine: Engine, document: number, tag: string): string {
  const tagAt = engine.wasmExports.malloc(tag.length + 1);
  engine.HEAPU8.set(new TextEncoder().encode(`${tag}\0`), tagAt);
  try {
    const bytes = engine._FPDF_GetMetaText(document, tagAt, 0, 0);
    if (bytes <= 2 || bytes > 100_000) return '';
    return readUtf16(engine, bytes, (at) => engine._FPDF_GetMetaText(document, tagAt, at, bytes));
  } finally {
    engine.wasmExports.free(tagAt);
  }
}

/** Lets `fill` write a NUL-terminated UTF-16LE text of at most `bytes` bytes; it returns the bytes written, terminator included. */
function readUtf16(engine: Engine, bytes: number, fill: (at: number) => number): string {
  const at = engine.wasmExports.malloc(bytes);
  if (at === 0) return '';
  try {
    const written = Math.min(bytes, fill(at));
    return written <= 2 ? '' : new TextDecoder('utf-16le').decode(engine.HEAPU8.slice(at, at + written - 2));
  } finally {
    engine.wasmExports.free(at);
  }
}

/** `D:20110808103235+08'00'` (ISO 32000 7.9.4) as the writer's own calendar date; a time in UTC becomes a local one. */
function pdfDate(text: string): string | null {
  const match = /^(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z|[+-]00'?00)?/.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const written = calendarDate(year, month, day);
  if (written === null || match[7] === undefined || match[4] === undefined) return written;
  return localDate(new Date(Date.UTC(year, month - 1, day, hour ?? 0, minute ?? 0)));
}
