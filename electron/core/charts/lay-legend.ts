import type { Chart, ChartLine, Group, Legend, Marker } from './chart.ts';
import type { DrawContext } from './lay-bars.ts';
import { markerMarks } from './lay-lines.ts';
import { line, rectangle, type Box, type Mark } from './marks.ts';
import { LINE, setText, textMarks, type SetText } from './text.ts';
import { pointFill } from './value-labels.ts';

/** One entry: its words and what stands before them. */
interface Entry {
  readonly text: string;
  readonly fill: string | null;
  readonly line: ChartLine | null;
  readonly marker: Marker | null;
  readonly isLine: boolean;
}

export interface LaidLegend {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly marks: (x: number, y: number) => Mark[];
}

const MOST_ENTRIES = 200;
/** A height set by hand was measured with other fonts. */
const SLACK = 1.6;
/** Size of texts at which more entries are no longer set smaller. */
const SMALLEST = 0.55;

/** The legend (21.2.2.94) for a chart of that size; null when it has no entry. */
export function layLegend(
  chart: Chart,
  legend: Legend,
  size: { width: number; height: number },
  context: DrawContext,
): LaidLegend | null {
  // prettier-ignore
  const all = entriesOf(chart, context).filter((entry, index) => !legend.without.has(index) && entry.text !== '');
  if (all.length === 0) return null;
  const isBeside = legend.side === 'l' || legend.side === 'r';
  const width = legend.place?.width === undefined ? size.width * (isBeside ? 0.4 : 0.94) : legend.place.width * size.width;
  const height =
    legend.place?.height === undefined ? size.height * (isBeside ? 0.9 : 0.4) : legend.place.height * size.height * SLACK;
  for (let share = 1; ; share -= 0.15) {
    const look = { ...legend.look, sizePt: legend.look.sizePt * Math.max(SMALLEST, share) };
    const laid = rowsOf(all.slice(0, MOST_ENTRIES), { ...legend, look }, width, isBeside, context);
    if (laid.heightPt <= height || share <= SMALLEST) return laid;
  }
}

function rowsOf(
  entries: readonly Entry[],
  legend: Legend,
  width: number,
  isBeside: boolean,
  { measure }: DrawContext,
): LaidLegend {
  const { look } = legend;
  const key = look.sizePt * (entries.some(({ isLine }) => isLine) ? 2.4 : 0.7);
  const gap = look.sizePt * 0.4;
  const between = look.sizePt * 1.1;
  const sets = entries.map(({ text }) => setText(text, look, measure, Math.max(look.sizePt * 3, width - key - gap), 3));
  const widths = sets.map(({ widthPt }) => key + gap + widthPt);
  const rows: number[][] = [];
  let used = Infinity;
  widths.forEach((own, index) => {
    if (isBeside || used + between + own > width) {
      rows.push([index]);
      used = own;
    } else {
      rows.at(-1)?.push(index);
      used += between + own;
    }
  });
  const widthOf = (row: readonly number[]): number =>
    row.reduce((sum, index) => sum + (widths[index] ?? 0), 0) + between * (row.length - 1);
  const widthPt = Math.max(...rows.map(widthOf));
  const heights = rows.map((row) => Math.max(...row.map((index) => sets[index]?.heightPt ?? 0)) + look.sizePt * 0.3);
  return {
    widthPt,
    heightPt: heights.reduce((sum, one) => sum + one, 0),
    marks: (x, y) => {
      let top = y;
      return rows.flatMap((row, at) => {
        let left = isBeside ? x : x + (widthPt - widthOf(row)) / 2;
        const middle = top + (heights[at] ?? 0) / 2;
        top += heights[at] ?? 0;
        return row.flatMap((index) => {
          const [entry, set] = [entries[index], sets[index]];
          const start = left;
          left += (widths[index] ?? 0) + between;
          return entry && set ? entryMarks(entry, set, legend, { x: start, y: middle, key, gap }) : [];
        });
      });
    },
  };
}

function entryMarks(
  entry: Entry,
  set: SetText,
  { look }: Legend,
  at: { x: number; y: number; key: number; gap: number },
): Mark[] {
  const square = look.sizePt * 0.7;
  const first = at.y - ((set.lines.length - 1) * look.sizePt * LINE) / 2;
  const key = entry.isLine
    ? [...line(at.x, first, at.x + at.key, first, entry.line), ...markerMarks(entry.marker, at.x + at.key / 2, first)]
    : rectangle(keyBox(at.x + at.key - square, first, square), entry.fill, entry.fill === null ? entry.line : null);
  return [...key, ...textMarks(set, look, { x: at.x + at.key + at.gap, y: at.y, anchor: 'start', from: 'middle' })];
}

const keyBox = (x: number, y: number, side: number): Box => ({ x, y: y - side / 2, width: side, height: side });

function entriesOf(chart: Chart, context: DrawContext): Entry[] {
  const [first] = chart.groups;
  const isPie = first?.kind === 'pie' || first?.kind === 'doughnut';
  if (first && chart.groups.length === 1 && (isPie || (first.varied && first.series.length === 1 && first.kind === 'bar'))) return slices(first, context); // prettier-ignore
  const trends = chart.groups.flatMap((group) => group.series.flatMap((series) => series.trends)).map(({ name, line: own }): Entry => ({ text: name, fill: null, line: own, marker: null, isLine: true })); // prettier-ignore
  const shown = chart.groups.flatMap(({ kind, series, lying, grouping, filled }) => {
    const entries = series.map(({ name, fill, line: own, marker, color }): Entry => {
      const isLine = kind === 'line' || kind === 'scatter' || (kind === 'radar' && !filled);
      return { text: name, fill: kind === 'radar' ? color : fill, line: own, marker, isLine };
    });
    // Lying bars that stand one above the other are listed from the top as they lie.
    return lying && grouping === 'clustered' && chart.legend?.side !== 'b' && chart.legend?.side !== 't'
      ? entries.reverse()
      : entries;
  });
  return [...shown, ...trends];
}

function slices(group: Group, { chart }: DrawContext): Entry[] {
  const [series] = group.series;
  if (!series) return [];
  return series.values.map((_, index) => ({
    text: series.categories[index] ?? String(index + 1),
    fill: pointFill(group, series, index, chart.palette),
    line: null,
    marker: null,
    isLine: false,
  }));
}
