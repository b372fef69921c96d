import type { PlacedWords } from '../../../shared/domain/reading-order.ts';

/** The exports of PDFium used here, as fpdfview.h and fpdf_text.h declare them. */
export interface TextEngine {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { readonly malloc: (bytes: number) => number; readonly free: (at: number) => void };
  readonly _FPDF_LoadPage: (document: number, index: number) => number;
  readonly _FPDF_ClosePage: (page: number) => void;
  readonly _FPDF_PageToDevice: (
    page: number,
    ...to: readonly [
      x: number,
      y: number,
      width: number,
      height: number,
      rotate: number,
      pageX: number,
      pageY: number,
      atX: number,
      atY: number,
    ]
  ) => number;
  readonly _FPDFText_LoadPage: (page: number) => number;
  readonly _FPDFText_ClosePage: (text: number) => void;
  readonly _FPDFText_CountRects: (text: number, start: number, count: number) => number;
  readonly _FPDFText_GetRect: (text: number, index: number, left: number, top: number, right: number, bottom: number) => number;
  readonly _FPDFText_GetBoundedText: (
    text: number,
    ...box: readonly [left: number, top: number, right: number, bottom: number, buffer: number, units: number]
  ) => number;
}

const [ALL, DOUBLE_BYTES, MOST_UNITS] = [-1, 8, 8192] as const;
const MOST_PIECES = 20_000;
/** Device units a page is divided into: places are whole numbers of them. */
const UNITS = 1_000_000;

/** The pieces of a page's text layer and where they stand, as shares of the page as displayed. Empty where the page cannot be loaded. */
export function pageWords(engine: TextEngine, document: number, index: number): readonly PlacedWords[] {
  const page = engine._FPDF_LoadPage(document, index);
  if (page === 0) return [];
  const text = engine._FPDFText_LoadPage(page);
  const room = engine.wasmExports.malloc(4 * DOUBLE_BYTES + 2 * MOST_UNITS);
  try {
    if (text === 0 || room === 0) return [];
    const count = Math.min(MOST_PIECES, engine._FPDFText_CountRects(text, 0, ALL));
    const words: PlacedWords[] = [];
    for (let piece = 0; piece < count; piece++) {
      const found = pieceOf(engine, { page, text, room }, piece);
      if (found) words.push(found);
    }
    return words;
  } finally {
    engine.wasmExports.free(room);
    if (text !== 0) engine._FPDFText_ClosePage(text);
    engine._FPDF_ClosePage(page);
  }
}

function pieceOf(
  engine: TextEngine,
  { page, text, room }: { readonly page: number; readonly text: number; readonly room: number },
  piece: number,
): PlacedWords | null {
  const place = (slot: number): number => room + slot * DOUBLE_BYTES;
  if (engine._FPDFText_GetRect(text, piece, place(0), place(1), place(2), place(3)) === 0) return null;
  const at = (slot: number): number => new DataView(engine.HEAPU8.buffer).getFloat64(place(slot), true);
  const [left, top, right, bottom] = [at(0), at(1), at(2), at(3)];
  const buffer = place(4);
  const units = engine._FPDFText_GetBoundedText(text, left, top, right, bottom, buffer, MOST_UNITS);
  const raw = new TextDecoder('utf-16le').decode(engine.HEAPU8.slice(buffer, buffer + 2 * Math.min(units, MOST_UNITS)));
  const words = raw.replace(/[\0-\x1f\ufffe\uffff]+/g, ' ').trim();
  if (words === '') return null;
  const corner = (x: number, y: number): { readonly x: number; readonly y: number } => {
    engine._FPDF_PageToDevice(page, 0, 0, UNITS, UNITS, 0, x, y, place(0), place(1));
    const view = new DataView(engine.HEAPU8.buffer);
    return { x: view.getInt32(place(0), true) / UNITS, y: view.getInt32(place(1), true) / UNITS };
  };
  return { text: words, box: [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)] };
}
