import { readChart, type ReadChart } from '../../charts/charts.ts';
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

/** Which edition of `mc:AlternateContent` is printed: the newer one, but of a chart of 2016 and later (`cx:chart`) the picture of it. */
export function editionOf(alternate: XmlElement): XmlElement | undefined {
  const [newer, older] = [child(alternate, 'mc:Choice'), child(alternate, 'mc:Fallback')];
  const hasPicture = older !== undefined && [...descendants(older, 'pic:pic'), ...descendants(older, 'v:imagedata')].length > 0;
  return newer && hasPicture && descendants(newer, 'cx:chart').length > 0 ? older : (newer ?? older);
}
