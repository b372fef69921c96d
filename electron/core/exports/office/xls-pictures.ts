import CFB from 'cfb';
import { toPagePicture } from '../../page-picture.ts';
import type { ShownPart } from '../../printable-picture.ts';
import type { ImageBlock } from '../layout/blocks.ts';
import { chartCount, childrenOf, drawingsOf, pictureStore, type DrawingRecord } from './xls-drawings.ts';
import type { CellSizes } from './sheet-grid.ts';
import type { SheetAnchor, WorkbookPictures } from './sheet-pictures.ts';

/** Records of [MS-ODRAW] 2.2: a shape, its properties, and ([MS-XLS] 2.5.193) where it lies. */
const SHAPE = 0xf004;
const PROPERTIES = 0xf00b;
const ANCHOR = 0xf010;
/** Properties of [MS-ODRAW] 2.3: the number of the picture, what is cut away of it (16.16 shares), how it is turned (16.16 degrees). */
const PICTURE = 0x0104;
const CUT = { top: 0x0100, bottom: 0x0101, left: 0x0102, right: 0x0103 } as const;
const TURN = 0x0004;
const FIXED = 65_536;
/** Offsets of an anchor are in these shares of its column or row. */
const PER_COLUMN = 1024;
const PER_ROW = 256;
/** No picture of a sheet reaches over more cells than this. */
const FARTHEST = 500;
/** Groups within groups. */
const MOST_DEPTH = 20;

/**
 * The pictures over the sheets of an Excel 97 workbook. `sizesOf` gives a sheet's cells their size, by its name. A file whose drawings
 * cannot be read has none.
 */
export async function readXlsPictures(file: Buffer, sizesOf: (sheet: string) => CellSizes): Promise<WorkbookPictures> {
  const records = workbookOf(file);
  const stored = pictureStore(records);
  const over = new Map<string, { anchor: SheetAnchor; image: ImageBlock }[]>();
  let unread = 0;
  const charts = chartCount(records);
  const notes = charts > 0 ? [`工作簿里有 ${charts} 个旧版(xls)图表没有印出,请核对原件,另存为 xlsx 后可以印出`] : [];
  if (stored.length === 0) return { over, inCells: new Map(), atCells: new Map(), notes };
  for (const { sheet, drawing } of drawingsOf(records)) {
    const placed: { anchor: SheetAnchor; image: ImageBlock }[] = [];
    for (const { picture, shown, corners } of picturesOf(drawing)) {
      const anchor = anchorOf(corners, sizesOf(sheet));
      const image = await imageOf(stored[picture - 1], shown, anchor.size);
      if (image) placed.push({ anchor, image });
      else unread++;
    }
    if (placed.length > 0) over.set(sheet, placed);
  }
  return {
    over,
    inCells: new Map(),
    atCells: new Map(),
    notes: [...notes, ...(unread > 0 ? [`工作簿里有 ${unread} 张图片读不出来,没有印出,请核对原件`] : [])],
  };
}

function workbookOf(file: Buffer): Buffer {
  const entry = CFB.find(CFB.read(file, { type: 'buffer' }), '/Workbook');
  return entry ? Buffer.from(entry.content as Uint8Array) : Buffer.alloc(0);
}

interface Corners {
  readonly from: { readonly column: number; readonly across: number; readonly row: number; readonly down: number };
  readonly to: { readonly column: number; readonly across: number; readonly row: number; readonly down: number };
}

/** Shapes that show a picture, groups gone through. */
function picturesOf(within: DrawingRecord, depth = 0): { picture: number; shown: ShownPart; corners: Corners }[] {
  if (depth > MOST_DEPTH) return [];
  return childrenOf(within).flatMap((record) => {
    if (record.type !== SHAPE) return picturesOf(record, depth + 1);
    const parts = childrenOf(record);
    const properties = propertiesOf(parts.find(({ type }) => type === PROPERTIES));
    const anchor = parts.find(({ type }) => type === ANCHOR)?.content;
    const picture = properties.get(PICTURE) ?? 0;
    if (picture <= 0 || !anchor || anchor.length < 18) return [];
    const at = (word: number): number => anchor.readUInt16LE(word * 2);
    const corners = {
      from: { column: at(1), across: at(2), row: at(3), down: at(4) },
      to: { column: at(5), across: at(6), row: at(7), down: at(8) },
    };
    return [{ picture, shown: shownOf(properties), corners }];
  });
}

function propertiesOf(record: DrawingRecord | undefined): ReadonlyMap<number, number> {
  const properties = new Map<number, number>();
  for (let at = 0; record && at < record.instance * 6 && at + 6 <= record.content.length; at += 6)
    properties.set(record.content.readUInt16LE(at) & 0x3fff, record.content.readInt32LE(at + 2));
  return properties;
}

function shownOf(properties: ReadonlyMap<number, number>): ShownPart {
  const share = (id: number): number => Math.min(0.99, Math.max(0, (properties.get(id) ?? 0) / FIXED));
  const degrees = (properties.get(TURN) ?? 0) / FIXED;
  const turn = ((((Math.round(degrees / 90) * 90) % 360) + 360) % 360) as ShownPart['turn'];
  return { left: share(CUT.left), top: share(CUT.top), right: share(CUT.right), bottom: share(CUT.bottom), turn };
}

function anchorOf(
  { from, to }: Corners,
  { columnPt, rowPt }: CellSizes,
): SheetAnchor & { readonly size: NonNullable<SheetAnchor['size']> } {
  const cornerOf = (corner: Corners['from']) => ({
    row: corner.row,
    column: corner.column,
    downPt: (Math.min(PER_ROW, corner.down) / PER_ROW) * rowPt(corner.row),
    acrossPt: (Math.min(PER_COLUMN, corner.across) / PER_COLUMN) * columnPt(corner.column),
  });
  const [start, end] = [cornerOf(from), cornerOf(to)];
  const size = {
    widthPt: lengthOf(from.column, to.column, columnPt) - start.acrossPt + end.acrossPt,
    heightPt: lengthOf(from.row, to.row, rowPt) - start.downPt + end.downPt,
  };
  return { ...start, end, size };
}

/** Points from the beginning of `first` to that of `last`. */
function lengthOf(first: number, last: number, sizeOf: (at: number) => number): number {
  let length = 0;
  for (let at = first; at < Math.min(last, first + FARTHEST); at++) length += sizeOf(at);
  return length;
}

async function imageOf(
  bytes: Buffer | null | undefined,
  shown: ShownPart,
  size: { widthPt: number; heightPt: number },
): Promise<ImageBlock | null> {
  const picture = bytes && size.widthPt > 0 && size.heightPt > 0 ? await toPagePicture(bytes, { shown }) : null;
  return picture && { kind: 'image', bytes: picture.bytes, format: picture.format, align: 'center', ...size };
}
