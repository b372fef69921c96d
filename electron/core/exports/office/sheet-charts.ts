import type { WorkBook } from '@e965/xlsx';
import { readChart } from '../../charts/charts.ts';
import { child, descendants, elements, parsedPart, type XmlElement } from '../../xml-tree.ts';
import { readZipParts } from '../../zip-parts.ts';
import { withCellValues } from './sheet-chart-values.ts';
import { cellSizes, type CellSizes } from './sheet-grid.ts';
import { anchorOf, sheetParts, targetsOf, type SheetAnchor } from './sheet-pictures.ts';
import type { PictureOver } from './sheet-placing.ts';
import { EMU_PER_PT } from '../../office-units.ts';

/** Size of texts whose chart says none. */
const SIZE_PT = 10;
/** A chart whose drawing tells no size. */
const USUAL = { widthPt: 360, heightPt: 216 };
const MOST_PT = 2_000;
/** No chart a person made is so large. */
const MOST_BYTES = 24 << 20;
const FARTHEST = 500;

const PARTS =
  /^xl\/(workbook\.xml|theme\/theme1\.xml|drawings\/drawing[^/]*\.xml|charts\/chart[^/]*\.xml|_rels\/workbook\.xml\.rels|(worksheets|chartsheets|drawings)\/_rels\/[^/]*\.rels)$/;

/** Charts over the sheets of a workbook, and sheets that are one chart. */
export interface WorkbookCharts {
  /** By the sheet's name. */
  readonly over: ReadonlyMap<string, readonly PictureOver[]>;
  /** What could not be printed, each a sentence. */
  readonly notes: readonly string[];
}

/**
 * The charts of a workbook (xlsx), each as large as the cells it lies over.
 * @param book its cells, which tell sizes, and values where a chart keeps none
 * @throws Error when the file is no zip
 */
export async function readSheetCharts(path: string, book: WorkBook): Promise<WorkbookCharts> {
  const parts = await readZipParts(path, (name) => PARTS.test(name));
  const colours = themeColours(parsedPart(parts.get('xl/theme/theme1.xml')));
  const over = new Map<string, PictureOver[]>();
  const notes = new Set<string>();
  const unread = new Map<string, number>();
  for (const [name, part] of sheetParts(parts)) {
    const drawing = [...targetsOf(parts, part).values()].find((target) => /^xl\/drawings\/drawing[^/]*\.xml$/.test(target));
    const root = drawing === undefined ? null : parsedPart(parts.get(drawing));
    if (drawing === undefined || !root) continue;
    const targets = targetsOf(parts, drawing);
    const sizes = cellSizes(book.Sheets[name] ?? {});
    const placed = elements(root).flatMap((anchored) => {
      const anchor = anchorOf(anchored);
      return descendants(anchored, 'graphicFrame').flatMap((frame): PictureOver[] => {
        const id = relationOf(descendants(frame, 'chart')[0]);
        const bytes = parts.get(targets.get(id ?? '') ?? '');
        const tree = bytes && bytes.length <= MOST_BYTES ? parsedPart(bytes) : null;
        const read = readChart(tree && withCellValues(tree, book), { colours, sizePt: SIZE_PT });
        if ('reason' in read || !anchor) {
          const reason = 'reason' in read ? read.reason : '图表的位置读不出来';
          unread.set(reason, (unread.get(reason) ?? 0) + 1);
          return [];
        }
        for (const note of read.chart.notes) notes.add(`工作簿里${note}`);
        const isAlone = elements(anchored).includes(frame);
        const size = (isAlone ? sizeOf(anchor, sizes) : null) ?? sizeIn(frame) ?? sizeOf(anchor, sizes) ?? USUAL;
        return [{ anchor, image: { kind: 'chart', chart: read.chart, ...size, align: 'center' } }];
      });
    });
    if (placed.length > 0) over.set(name, placed);
  }
  const missing = [...unread].map(([reason, count]) => `工作簿里有 ${count} 个图表没有印出(${reason}),请核对原件`);
  return { over, notes: [...notes, ...missing] };
}

/** From its corner to its other one, or the size it tells; null where neither is more than nothing. */
function sizeOf({ row, column, downPt, acrossPt, size, end }: SheetAnchor, sizes: CellSizes) {
  const between = (from: number, offset: number, to: number, rest: number, sizeAt: (at: number) => number): number => {
    let sum = rest - offset;
    for (let at = from; at < Math.min(to, from + FARTHEST); at++) sum += sizeAt(at);
    return sum;
  };
  const [widthPt, heightPt] = end
    ? [
        between(column, acrossPt, end.column, end.acrossPt, sizes.columnPt),
        between(row, downPt, end.row, end.downPt, sizes.rowPt),
      ]
    : [size?.widthPt ?? 0, size?.heightPt ?? 0];
  return widthPt > 1 && heightPt > 1 ? { widthPt: Math.min(MOST_PT, widthPt), heightPt: Math.min(MOST_PT, heightPt) } : null;
}

function sizeIn(frame: XmlElement) {
  const { cx, cy } = child(child(frame, 'xfrm'), 'ext')?.attributes ?? {};
  const [widthPt, heightPt] = [Number(cx ?? 0) / EMU_PER_PT, Number(cy ?? 0) / EMU_PER_PT];
  return widthPt > 1 && heightPt > 1 ? { widthPt: Math.min(MOST_PT, widthPt), heightPt: Math.min(MOST_PT, heightPt) } : null;
}

function themeColours(theme: XmlElement | null): ReadonlyMap<string, string> {
  const [scheme] = theme ? descendants(theme, 'clrScheme') : [];
  return new Map(
    (scheme ? elements(scheme) : []).flatMap((one) => {
      const [inside] = elements(one);
      const rgb = inside?.attributes['lastClr'] ?? inside?.attributes['val'] ?? '';
      return /^[0-9a-f]{6}$/i.test(rgb) ? [[one.name, rgb] as const] : [];
    }),
  );
}

function relationOf(chart: XmlElement | undefined): string | undefined {
  return Object.entries(chart?.attributes ?? {}).find(([name]) => name.endsWith(':id'))?.[1];
}
