import { posix } from 'node:path';
import { toPagePicture } from '../../page-picture.ts';
import { WHOLE_PICTURE } from '../../printable-picture.ts';
import { child, descendants, elements, parsedPart, textOf, type XmlElement } from '../../xml-tree.ts';
import { eachZipPart, readZipParts } from '../../zip-parts.ts';
import type { ImageBlock } from '../layout/blocks.ts';
import { drawnPictures, type DrawnPicture } from './drawn-pictures.ts';
import type { PictureOver } from './sheet-placing.ts';
import { RICH_PARTS, richCells, richPictures } from './rich-pictures.ts';
import { EMU_PER_PT } from '../../office-units.ts';

/** Where a picture lies over a sheet: 0-based cell of its upper left corner and of its lower right one, and how far into each, in points. */
export interface SheetAnchor {
  readonly row: number;
  readonly column: number;
  readonly downPt: number;
  readonly acrossPt: number;
  /** Null where only its size is told, in points. */
  readonly size: { readonly widthPt: number; readonly heightPt: number } | null;
  readonly end: { readonly row: number; readonly column: number; readonly downPt: number; readonly acrossPt: number } | null;
}

export interface WorkbookPictures {
  /** Pictures over a sheet, by the sheet's name. */
  readonly over: ReadonlyMap<string, readonly PictureOver[]>;
  /** Pictures that WPS 表格 keeps in cells, by the name `DISPIMG` asks for. */
  readonly inCells: ReadonlyMap<string, ImageBlock>;
  /** Pictures that Excel 365 keeps in cells, by the sheet's name and `row:column`; null where one cannot be read. */
  readonly atCells: ReadonlyMap<string, ReadonlyMap<string, ImageBlock | null>>;
  /** What could not be printed, each a sentence. */
  readonly notes: readonly string[];
}

/** Pixels a point: 300 dpi. */
const PX_PER_PT = 300 / 72;
const MOST_PX = 2000;
/** A picture whose drawing tells no size. */
const DEFAULT_SIDE_PT = 150;

const WHOLE: DrawnPicture = { relation: '', shown: WHOLE_PICTURE, widthPt: 0, heightPt: 0 };

interface Wanted {
  readonly drawn: DrawnPicture;
  /** Part that holds the bytes; null when the relationship leads nowhere or out of the file. */
  readonly part: string | null;
  image: ImageBlock | null;
}

/** The pictures of a workbook (xlsx), made printable one at a time. Throws Error when the file is no zip. */
export async function readSheetPictures(path: string): Promise<WorkbookPictures> {
  const parts = await readZipParts(
    path,
    (name) =>
      RICH_PARTS.test(name) ||
      /^xl\/(workbook\.xml|cellimages\.xml|drawings\/drawing[^/]*\.xml|_rels\/(workbook|cellimages)\.xml\.rels|(worksheets|drawings)\/_rels\/[^/]*\.rels)$/.test(
        name,
      ),
  );
  const targets = (part: string): Map<string, string> => targetsOf(parts, part);
  const over = new Map<string, { anchor: SheetAnchor; wanted: Wanted }[]>();
  for (const [name, part] of sheetParts(parts)) {
    const drawing = [...targets(part).values()].find((target) => /^xl\/drawings\/drawing[^/]*\.xml$/.test(target));
    const root = drawing === undefined ? null : parsedPart(parts.get(drawing));
    if (drawing === undefined || !root) continue;
    const media = targets(drawing);
    const placed = elements(root).flatMap((anchored) => {
      const anchor = anchorOf(anchored);
      const shown = child(anchored, 'AlternateContent') ? choiceOf(anchored) : anchored;
      const told = anchor?.size ?? { widthPt: 0, heightPt: 0 };
      return anchor
        ? drawnPictures(shown).map((drawn) => ({
            anchor,
            wanted: wantedOf(drawn.widthPt > 0 ? drawn : { ...drawn, ...told }, media),
          }))
        : [];
    });
    if (placed.length > 0) over.set(name, placed);
  }
  const inCells = cellPictures(parts.get('xl/cellimages.xml'), targets('xl/cellimages.xml'));
  const atCells = await richCellsOf(path, parts, targets);
  const named = [...[...over.values()].flat().map(({ wanted }) => wanted), ...inCells.values()];
  await fillImages(path, new Set([...named, ...[...atCells.values()].flatMap((cells) => [...cells.values()])]));
  // Those of cells are counted where their sheet is laid out.
  const unread = named.filter(({ image }) => image === null).length;
  return {
    over: new Map(
      [...over].map(([name, placed]) => [
        name,
        placed.flatMap(({ anchor, wanted }) => (wanted.image ? [{ anchor, image: wanted.image }] : [])),
      ]),
    ),
    inCells: new Map([...inCells].flatMap(([name, { image }]) => (image ? [[name, image] as const] : []))),
    atCells: new Map([...atCells].map(([name, cells]) => [name, new Map([...cells].map(([at, { image }]) => [at, image]))])),
    notes: [...(unread > 0 ? [`工作簿里有 ${unread} 张图片读不出来,没有印出,请核对原件`] : [])],
  };
}

/** A sheet is only read as XML where the workbook keeps pictures in cells. */
async function richCellsOf(
  path: string,
  parts: ReadonlyMap<string, Buffer>,
  targets: (part: string) => Map<string, string>,
): Promise<Map<string, Map<string, Wanted>>> {
  const pictureOf = richPictures(parts, targets);
  const found = new Map<string, Map<string, Wanted>>();
  if (!pictureOf) return found;
  // What many cells show is made once.
  const shared = new Map<string | null, Wanted>();
  const sheets = new Map(sheetParts(parts).map(([name, part]) => [part, name]));
  await eachZipPart(
    path,
    (name) => sheets.has(name),
    (part, bytes) => {
      const cells = richCells(bytes, pictureOf).map(({ row, column, part: holder }): [string, Wanted] => {
        const wanted = shared.get(holder) ?? { drawn: WHOLE, part: holder, image: null };
        shared.set(holder, wanted);
        return [`${row}:${column}`, wanted];
      });
      if (cells.length > 0) found.set(sheets.get(part) ?? '', new Map(cells));
      return Promise.resolve();
    },
  );
  return found;
}

/** Names of the sheets in order and their parts. */
export function sheetParts(parts: ReadonlyMap<string, Buffer>): [name: string, part: string][] {
  const book = parsedPart(parts.get('xl/workbook.xml'));
  const targets = targetsOf(parts, 'xl/workbook.xml');
  return (book ? descendants(book, 'sheet') : []).flatMap(({ attributes }): [string, string][] => {
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
    const part = targets.get(id);
    return part === undefined ? [] : [[attributes['name'] ?? '', part]];
  });
}

/** Parts within the file that a part's relationships lead to, by id. */
export function targetsOf(parts: ReadonlyMap<string, Buffer>, part: string): Map<string, string> {
  const relations = parsedPart(partNamed(parts, posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)));
  return new Map(
    (relations ? elements(relations) : []).flatMap(({ attributes }) => {
      const target = attributes['Target'] ?? '';
      if (target === '' || attributes['TargetMode'] === 'External') return [];
      const from = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target);
      return [[attributes['Id'] ?? '', from] as const];
    }),
  );
}

/** A part by its name; names that differ in case only are the same (ECMA-376 part 2, 6.2.2.3). */
function partNamed(parts: ReadonlyMap<string, Buffer>, name: string): Buffer | undefined {
  const alike = (): string | undefined => [...parts.keys()].find((one) => one.toLowerCase() === name.toLowerCase());
  return parts.get(name) ?? parts.get(alike() ?? '');
}

/** Of a drawing in two editions the first, which the newer programs show. */
function choiceOf(anchored: XmlElement): XmlElement {
  const content = child(anchored, 'AlternateContent');
  return child(content, 'Choice') ?? child(content, 'Fallback') ?? anchored;
}

/** ECMA-376 part 1, 20.5.2.24, 20.5.2.33 and 20.5.2.1; null for anything that is no anchor. */
export function anchorOf(element: XmlElement): SheetAnchor | null {
  const ext = child(element, 'ext')?.attributes;
  const size = ext ? { widthPt: Number(ext['cx']) / EMU_PER_PT || 0, heightPt: Number(ext['cy']) / EMU_PER_PT || 0 } : null;
  if (element.name === 'absoluteAnchor') return { row: 0, column: 0, downPt: 0, acrossPt: 0, size, end: null };
  const from = child(element, 'from');
  if (!from) return null;
  const to = child(element, 'to');
  return { ...cornerOf(from), size, end: to ? cornerOf(to) : null };
}

function cornerOf(corner: XmlElement): { row: number; column: number; downPt: number; acrossPt: number } {
  const number = (name: string): number => {
    const part = child(corner, name);
    return Math.max(0, Number(part ? textOf(part) : 0) || 0);
  };
  return {
    row: number('row'),
    column: number('col'),
    downPt: number('rowOff') / EMU_PER_PT,
    acrossPt: number('colOff') / EMU_PER_PT,
  };
}

function cellPictures(bytes: Buffer | undefined, media: ReadonlyMap<string, string>): Map<string, Wanted> {
  const root = parsedPart(bytes);
  return new Map(
    (root ? descendants(root, 'cellImage') : []).flatMap((one) => {
      const name = descendants(one, 'cNvPr')[0]?.attributes['name'];
      const drawn = drawnPictures(one)[0];
      return name === undefined || !drawn ? [] : [[name, wantedOf(drawn, media)] as const];
    }),
  );
}

function wantedOf(drawn: DrawnPicture, media: ReadonlyMap<string, string>): Wanted {
  return { drawn, part: media.get(drawn.relation) ?? null, image: null };
}

/** Reads each part once and makes the pictures that show it. */
async function fillImages(path: string, all: ReadonlySet<Wanted>): Promise<void> {
  const byPart = new Map<string, Wanted[]>();
  for (const wanted of all) if (wanted.part !== null) byPart.set(wanted.part, [...(byPart.get(wanted.part) ?? []), wanted]);
  await eachZipPart(
    path,
    (name) => byPart.has(name),
    async (name, bytes) => {
      for (const wanted of byPart.get(name) ?? []) wanted.image = await imageOf(wanted.drawn, bytes);
    },
  );
}

async function imageOf(drawn: DrawnPicture, bytes: Buffer): Promise<ImageBlock | null> {
  const told = Math.max(drawn.widthPt, drawn.heightPt);
  const mostPx = told > 0 ? Math.min(MOST_PX, Math.max(64, Math.ceil(told * PX_PER_PT))) : MOST_PX;
  const picture = await toPagePicture(bytes, { mostPx, shown: drawn.shown });
  if (!picture) return null;
  const { widthPx, heightPx } = picture;
  const size =
    drawn.widthPt > 0 && drawn.heightPt > 0
      ? { widthPt: drawn.widthPt, heightPt: drawn.heightPt }
      : {
          widthPt: (widthPx / Math.max(widthPx, heightPx)) * DEFAULT_SIDE_PT,
          heightPt: (heightPx / Math.max(widthPx, heightPx)) * DEFAULT_SIDE_PT,
        };
  return { kind: 'image', bytes: picture.bytes, format: picture.format, align: 'center', ...size };
}
