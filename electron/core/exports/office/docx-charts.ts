import { readChart, type ReadChart } from '../../charts/charts.ts';
import type { Block, ChartBlock } from '../layout/blocks.ts';
import type { DrawnBlock, Shape } from '../layout/drawn-blocks.ts';
import { child, descendants, parsedPart, type XmlElement } from '../../xml-tree.ts';
import type { DocxContext } from './docx-context.ts';

/** Size of texts whose chart says none. */
const SIZE_PT = 10;
/** No chart a person made is so large. */
const MOST_BYTES = 24 << 20;

/** The charts that relations of a part lead to (`word/charts/chart1.xml`), by relation. `targets` counts from `word/`. */
export function chartsOf(
  targets: ReadonlyMap<string, string>,
  parts: ReadonlyMap<string, Buffer>,
  colours: DocxContext['colours'],
): DocxContext['charts'] {
  return new Map(
    [...targets].flatMap(([relation, target]): [string, ReadChart][] => {
      if (!/^charts\/chart[^/]*\.xml$/.test(target)) return [];
      const bytes = parts.get(`word/${target}`);
      const root = bytes && bytes.length <= MOST_BYTES ? parsedPart(bytes) : null;
      return [[relation, readChart(root, { colours, sizePt: SIZE_PT })]];
    }),
  );
}

/** The chart a drawing shows (`c:chart`); null for one that cannot be drawn, which is said. */
export function chartIn(element: XmlElement, context: DocxContext) {
  const read = context.charts.get(element.attributes['r:id'] ?? '') ?? { reason: '图表读不出来' };
  if ('reason' in read) {
    context.notes.add(`文中的${read.reason},没有印出,请核对原件`);
    return null;
  }
  for (const note of read.chart.notes) context.notes.add(`文中${note}`);
  return read.chart;
}

/** Charts of one paragraph that fit beside each other stand beside each other, as in its line; `align` is that of the paragraph. */
export function besideEachOther(blocks: readonly Block[], widthPt: number): Block[] {
  const joined: Block[] = [];
  let row: ChartBlock[] = [];
  const flush = (): void => {
    const [first] = row;
    if (first) joined.push(row.length === 1 ? first : drawnRow(row, first.align ?? 'left', widthPt));
    row = [];
  };
  for (const block of blocks) {
    const used = row.reduce((sum, one) => sum + one.widthPt, 0);
    if (block.kind !== 'chart' || used + block.widthPt > widthPt + SLACK_PT) flush();
    if (block.kind === 'chart') row.push(block);
    else joined.push(block);
  }
  flush();
  return joined;
}

/** What a line's width and its charts may differ by. */
const SLACK_PT = 2;

function drawnRow(row: readonly ChartBlock[], align: 'left' | 'center' | 'right', columnPt: number): DrawnBlock {
  const heightPt = Math.max(...row.map((one) => one.heightPt));
  let x = 0;
  const shapes = row.map(({ chart, widthPt: width, heightPt: height }): Shape => {
    const place = { x, y: heightPt - height, width, height };
    x += width;
    return { kind: 'chart', chart, ...place };
  });
  const room = Math.max(0, columnPt - x);
  const xPt = align === 'left' ? 0 : align === 'right' ? room : room / 2;
  return { kind: 'drawn', shapes, widthPt: x, heightPt, xPt, yPt: 0, from: 'here', inFlow: true, under: false };
}

/** Which edition of `mc:AlternateContent` is printed: the newer one, but of a chart of 2016 and later (`cx:chart`) the picture of it. */
export function editionOf(alternate: XmlElement): XmlElement | undefined {
  const [newer, older] = [child(alternate, 'mc:Choice'), child(alternate, 'mc:Fallback')];
  const hasPicture = older !== undefined && [...descendants(older, 'pic:pic'), ...descendants(older, 'v:imagedata')].length > 0;
  return newer && hasPicture && descendants(newer, 'cx:chart').length > 0 ? older : (newer ?? older);
}
