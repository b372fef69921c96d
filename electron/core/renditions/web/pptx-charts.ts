import { readChart } from '../../charts/charts.ts';
import { child, descendants, textOf, type XmlElement } from '../../xml-tree.ts';
import { chartSvg } from './chart-svg.ts';
import { escaped } from './page.ts';
import type { Theme } from './pptx-colours.ts';

/** Size of a chart's texts that say none. */
const CHART_TEXT_PT = 18;

/** A chart as it is drawn; the figures of one that cannot be. */
export function chartHtml(
  part: XmlElement | null,
  size: { readonly widthPt: number; readonly heightPt: number },
  { theme, note: say }: { readonly theme: Theme; readonly note: (sentence: string) => void },
): string {
  const { colours, map } = theme;
  const renamed = Object.entries(map).flatMap(([name, own]) => [[name, colours.get(own) ?? ''] as const]);
  const known = new Map([...colours, ...renamed].filter(([, rgb]) => /^[0-9a-f]{6}$/i.test(rgb)));
  const read = readChart(part, { colours: known, sizePt: CHART_TEXT_PT, bare: true });
  if ('reason' in read) {
    say(`演示文稿里的${read.reason},按数据表印出,请核对原件`);
    return part ? chartTable(part) : '';
  }
  for (const note of read.chart.notes) say(`演示文稿里${note}`);
  return chartSvg(read.chart, size);
}

/** The figures of a chart, a column a series. */
function chartTable(chart: XmlElement): string {
  const series = descendants(chart, 'ser');
  const values = (one: XmlElement, which: string): readonly string[] =>
    descendants(child(one, which) ?? { name: '', attributes: {}, children: [] }, 'pt').map((point) =>
      textOf(child(point, 'v') ?? point),
    );
  const names = series.map((one) => values(one, 'tx')[0] ?? '');
  const categories = series.map((one) => values(one, 'cat')).find((one) => one.length > 0) ?? [];
  const columns = series.map((one) => values(one, 'val'));
  const count = Math.max(categories.length, ...columns.map((column) => column.length), 0);
  const title = descendants(child(descendants(chart, 'chart')[0], 'title') ?? { name: '', attributes: {}, children: [] }, 't')
    .map(textOf)
    .join('');
  const head = `<tr><td></td>${names.map((name) => `<td>${escaped(name)}</td>`).join('')}</tr>`;
  const rows = Array.from(
    { length: Math.min(count, 200) },
    (_, at) =>
      `<tr><td>${escaped(categories[at] ?? '')}</td>${columns.map((column) => `<td>${escaped(column[at] ?? '')}</td>`).join('')}</tr>`,
  );
  return `<div class="c"><b>${escaped(title)}</b><table class="g">${head}${rows.join('')}</table></div>`;
}
