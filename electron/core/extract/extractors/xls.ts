import type { WorkSheet } from '@e965/xlsx';
import { bufferSource, readStart } from '../byte-source.ts';
import { formatNumber, type DateSystem } from '../cell-format.ts';
import type { ExtractInput, FormatReader } from '../extractor.ts';
import { openOle, type Ole } from '../ole.ts';
import { oleProperties } from '../ole-properties.ts';
import { DAMAGED, encrypted, failed, MAX_TEXT_CHARS, PARTLY_READ, TOO_LARGE, unlessLost, withText } from '../outcome.ts';
import { createSheetText } from '../sheet-text.ts';

/** A BIFF8 sheet has at most 65,536 rows; the parser holds every cell in memory. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Record FilePass ([MS-XLS] 2.4.117) stands among the first records of an encrypted workbook, BOF and EOF bound them. */
const FILE_PASS = 0x002f;
const END_OF_FILE = 0x000a;
const STRING_TABLE = 0x00fc;
/** Cells and their table as Excel 2 wrote them (0x0006 is a formula in every version). */
const EXCEL_2 = new Set([0x0000, 0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0007, 0x0008]);
const SHEET_NAME = 0x0085;

/** Code pages a workbook of Excel 95 and before may name; those files hold bytes, later ones UTF-16. */
const CODE_PAGES: Readonly<Record<number, string>> = { 936: 'gb18030', 950: 'big5', 932: 'shift_jis', 949: 'euc-kr', 1200: 'utf-16le', 65001: 'utf-8', 10000: 'macintosh' }; // prettier-ignore

/** The parser is loaded when first needed: it takes longer to load than most files to read. */
async function loadParser() {
  const { read, set_cptable: setCodePages } = await import('@e965/xlsx');
  // Stands in for the parser's own tables, which are 1.4 MB; it only ever decodes.
  setCodePages({
    utils: {
      decode: (codePage: number, bytes: ArrayLike<number>) =>
        new TextDecoder(decoderName(codePage)).decode(Uint8Array.from(bytes)),
    },
  });
  return read;
}

function decoderName(codePage: number): string {
  const windows = codePage === 874 || (codePage >= 1250 && codePage <= 1258) ? `windows-${codePage}` : 'latin1';
  return CODE_PAGES[codePage] ?? windows;
}

/** Old Excel files: the sheet's name, then a line a row with tabs; sheets parted by form feeds. */
export const xlsReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    if (input.sizeBytes > MAX_FILE_BYTES) return failed(TOO_LARGE);
    const bytes = await readStart(input, MAX_FILE_BYTES);
    const ole = await openOle(bufferSource(bytes));
    if (ole === null) return failed(DAMAGED);
    if (await needsPassword(ole)) return encrypted();
    const stream = ole.streams.find(({ name }) => name === 'Workbook') ?? ole.streams.find(({ name }) => name === 'Book');
    // Only the workbook's own bytes: the parser's reading of the container never ends on some broken ones.
    const records = stream ? await ole.read(stream, MAX_FILE_BYTES) : Buffer.alloc(0);
    const book = stream ? tryRead(await loadParser(), soundPart(Buffer.from(records))) : null;
    if (book === null) return failed(DAMAGED);
    const dateSystem: DateSystem = book.Workbook?.WBProps?.date1904 ? '1904' : '1900';
    const texts: string[] = [];
    let cellsFound = false;
    let chars = 0;
    for (const name of book.SheetNames) {
      const sheet = book.Sheets[name];
      const text = sheet && chars <= MAX_TEXT_CHARS ? sheetText(sheet, dateSystem) : '';
      cellsFound ||= text !== '';
      chars += text.length;
      texts.push(`${name}\n${text}`.trimEnd());
    }
    const { title, createdOn } = await oleProperties(ole);
    const cut = stream !== undefined && records.length < stream.sizeBytes;
    const message = cut ? PARTLY_READ : null;
    const read = withText(cellsFound ? texts.join('\f') : '', { message, pages: texts.length, properties: { title, createdOn } });
    return unlessLost(read, cut || lostCells(Buffer.from(records)));
  },
};

/**
 * The records up to one that no workbook in a container has: some are Excel 2's alone, and the parser never comes to the end
 * of a broken one.
 */
function soundPart(records: Buffer): Buffer {
  for (let at = 0; at + 4 <= records.length; at += 4 + records.readUInt16LE(at + 2)) {
    if (EXCEL_2.has(records.readUInt16LE(at))) return records.subarray(0, at);
  }
  return records;
}

/**
 * True when a workbook that shows no cell must have had some: its table of strings ([MS-XLS] 2.4.265) is not empty, or fewer of its
 * parts come to an end than it names sheets (2.4.28).
 */
function lostCells(records: Buffer): boolean {
  let ends = 0;
  let sheets = 0;
  for (let at = 0; at + 4 <= records.length; at += 4 + records.readUInt16LE(at + 2)) {
    const id = records.readUInt16LE(at);
    if (id === END_OF_FILE) ends++;
    if (id === SHEET_NAME) sheets++;
    if (id === STRING_TABLE && at + 12 <= records.length && records.readUInt32LE(at + 8) > 0) return true;
  }
  return ends < sheets + 1;
}

async function needsPassword(ole: Ole): Promise<boolean> {
  const stream = ole.streams.find((candidate) => candidate.name === 'Workbook' || candidate.name === 'Book');
  const records = stream ? Buffer.from(await ole.read(stream, 16 * 1024)) : Buffer.alloc(0);
  for (let at = 0; at + 4 <= records.length; at += 4 + records.readUInt16LE(at + 2)) {
    const id = records.readUInt16LE(at);
    if (id === FILE_PASS) return true;
    if (id === END_OF_FILE) return false;
  }
  return false;
}

function tryRead(read: Awaited<ReturnType<typeof loadParser>>, bytes: Buffer) {
  try {
    return read(bytes, { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellFormula: false, cellText: false });
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

interface Cell {
  readonly t: string;
  readonly v?: unknown;
  readonly w?: string;
  readonly z?: string | number;
}

function sheetText(sheet: WorkSheet, dateSystem: DateSystem): string {
  const text = createSheetText();
  const rows = (sheet['!data'] ?? []) as readonly (readonly (Cell | undefined)[] | undefined)[];
  // `forEach` passes over the holes of sparse rows, a counting loop would not.
  rows.forEach((cells, row) => {
    if (text.chars() > MAX_TEXT_CHARS) return;
    cells?.forEach((cell, column) => {
      if (cell) text.put(row, column, cellText(cell, dateSystem));
    });
  });
  return text.text();
}

function cellText(cell: Cell, dateSystem: DateSystem): string {
  if (cell.t === 'n' && typeof cell.v === 'number') return formatNumber(cell.v, String(cell.z ?? 'General'), dateSystem);
  if (cell.t === 'e') return cell.w ?? '';
  if (cell.t === 'b') return cell.v === true ? 'TRUE' : 'FALSE';
  return typeof cell.v === 'string' ? cell.v : '';
}
