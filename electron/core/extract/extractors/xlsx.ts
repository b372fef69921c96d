import { cellPictureName } from '../../cell-picture.ts';
import { inputSource, type ByteSource } from '../byte-source.ts';
import { builtInFormat, formatNumber, type DateSystem } from '../cell-format.ts';
import type { Extraction, ExtractInput, FormatReader } from '../extractor.ts';
import { isOle } from '../ole.ts';
import { EnoughRead, mainPart, openPackage, relationId, type OfficePackage } from '../ooxml.ts';
import { DAMAGED, encrypted, failed, MAX_TEXT_CHARS, PARTLY_READ, unlessLost, withText } from '../outcome.ts';
import { createSheetText } from '../sheet-text.ts';

/** Cell texts of every sheet, hidden ones too: the sheet's name, then a line a row with tabs; sheets parted by form feeds. */
export const xlsxReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    const source = await inputSource(input);
    try {
      if (isOle(await source.read(0, 8))) return encrypted();
      return await readBook(source);
    } finally {
      await source.close();
    }
  },
};

interface Book {
  readonly sheets: readonly { readonly name: string; readonly relation: string }[];
  readonly dateSystem: DateSystem;
}

interface CellContext {
  readonly strings: readonly string[];
  readonly styles: readonly string[];
  readonly dateSystem: DateSystem;
}

async function readBook(source: ByteSource): Promise<Extraction> {
  const office = await openPackage(source);
  const main = await mainPart(office, 'xl/workbook.xml');
  const book = await readSheetList(office, main);
  if (book === null || book.sheets.length === 0) return failed(DAMAGED);
  const relations = await office.relations(main);
  const partOf = (kind: string) => [...relations.values()].find((relation) => relation.kind === kind)?.target ?? '';
  const shared = await readSharedStrings(office, partOf('sharedStrings'));
  const context: CellContext = {
    strings: shared.strings,
    styles: await readStyles(office, partOf('styles')),
    dateSystem: book.dateSystem,
  };
  const texts: string[] = [];
  let chars = 0;
  let { damaged } = shared;
  let cellsFound = false;
  for (const sheet of book.sheets) {
    if (chars > MAX_TEXT_CHARS) break;
    const read = await readSheet(office, relations.get(sheet.relation)?.target ?? '', context);
    damaged ||= read.damaged;
    cellsFound ||= read.text !== '';
    texts.push(`${sheet.name}\n${read.text}`.trimEnd());
    chars += read.text.length;
  }
  if (damaged && !cellsFound) return failed(DAMAGED);
  const { title, createdOn } = await office.properties();
  return unlessLost(
    withText(cellsFound ? texts.join('\f') : '', {
      message: damaged ? PARTLY_READ : null,
      pages: book.sheets.length,
      properties: { title, createdOn },
    }),
    office.damaged(),
  );
}

async function readSheetList(office: OfficePackage, main: string): Promise<Book | null> {
  const sheets: { name: string; relation: string }[] = [];
  let dateSystem: DateSystem = '1900';
  const { found } = await office.parse(main, {
    open: (name, attributes) => {
      if (name === 'sheet') sheets.push({ name: attributes['name'] ?? '', relation: relationId(attributes) });
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes['date1904'] ?? '')) dateSystem = '1904';
    },
    close: () => undefined,
    text: () => undefined,
  });
  return found ? { sheets, dateSystem } : null;
}

async function readSharedStrings(
  office: OfficePackage,
  part: string,
): Promise<{ readonly strings: readonly string[]; readonly damaged: boolean }> {
  const strings: string[] = [];
  let current = '';
  let reading = false;
  let phonetic = 0;
  const outcome = await office.parse(part, {
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') reading = phonetic === 0;
    },
    close: (name) => {
      if (name === 'si') strings.push(current);
      else if (name === 'rPh') phonetic--;
      else if (name === 't') reading = false;
    },
    text: (text) => {
      if (reading) current += text;
    },
  });
  // A book of numbers names no such part; one that is named must be there.
  return { strings, damaged: outcome.damaged || (part !== '' && !outcome.found) };
}

/** Number format codes by style index (`cellXfs`). */
async function readStyles(office: OfficePackage, part: string): Promise<readonly string[]> {
  const custom = new Map<number, string>();
  const ids: number[] = [];
  let inCellFormats = false;
  await office.parse(part, {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) ids.push(Number(attributes['numFmtId'] ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
    text: () => undefined,
  });
  return ids.map((id) => custom.get(id) ?? builtInFormat(id));
}

async function readSheet(office: OfficePackage, part: string, context: CellContext) {
  const sheet = createSheetText();
  let cell = { column: -1, row: -1, type: '', style: 0 };
  let nextColumn = 0;
  let row = -1;
  let value = '';
  let reading = false;
  const outcome = await office.parse(part, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = Number(attributes['r'] ?? row + 2) - 1;
        nextColumn = 0;
      } else if (name === 'c') {
        const column = columnOf(attributes['r'] ?? '') ?? nextColumn;
        nextColumn = column + 1;
        cell = { column, row, type: typeOf(attributes), style: Number(attributes['s'] ?? 0) };
        value = '';
      } else if (name === 'v' || name === 't') reading = true;
      else if (name === 'rPh') reading = false;
    },
    close: (name) => {
      if (name === 'v' || name === 't') reading = false;
      else if (name === 'c') {
        sheet.put(cell.row, cell.column, cellText(value, cell.type, cell.style, context));
        if (sheet.chars() > MAX_TEXT_CHARS) throw new EnoughRead();
      }
    },
    text: (text) => {
      if (reading) value += text;
    },
  });
  return { text: sheet.text(), damaged: outcome.damaged || (!outcome.found && part === '') };
}

/** The picture of a cell, as Excel 365 keeps it: to older programs an error with a number of metadata ([MS-XLSX] 2.3.6). */
const PICTURE = 'picture';

const typeOf = ({ t = 'n', vm }: Readonly<Record<string, string>>): string => (t === 'e' && vm !== undefined ? PICTURE : t);

function cellText(value: string, type: string, style: number, context: CellContext): string {
  if (type === PICTURE) return '';
  if (type === 's') return context.strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : '';
  if (type !== 'n' || value.trim() === '') return cellPictureName(value) === null ? value : '';
  const number = Number(value);
  return Number.isNaN(number) ? value : formatNumber(number, context.styles[style] ?? 'General', context.dateSystem);
}

/** Zero-based column of a reference such as `AB12`; null when it has none. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
