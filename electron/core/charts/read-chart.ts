import { child, descendants, elements, type XmlElement } from '../xml-tree.ts';
import type { Axis, Chart, ChartAround, ChartLine, Group, GroupKind, Legend, TextLook } from './chart.ts';
import { readAxes } from './read-axes.ts';
import { EMPTY, fillOf, isOn, lineOf, numberOf, placeOf, seriesColour, textIn, textLook, titleOf, valueOf } from './read-look.ts';
import { labelsOf, MOST_POINTS, readSeries } from './read-series.ts';

/** Kinds of groups (21.2.2), those with depth as flat ones. */
const KINDS: Readonly<Record<string, GroupKind>> = {
  ...{ barChart: 'bar', bar3DChart: 'bar', lineChart: 'line', line3DChart: 'line', stockChart: 'line', areaChart: 'area' },
  ...{ area3DChart: 'area', pieChart: 'pie', pie3DChart: 'pie', ofPieChart: 'pie', doughnutChart: 'doughnut' },
  ...{ scatterChart: 'scatter', bubbleChart: 'bubble', radarChart: 'radar' },
};
const GREY: ChartLine = { widthPt: 0.75, color: '#868686', dashed: false };
const MOST_SERIES = 255;
const PALETTE = 36;
/** A table of more columns cannot be read. */
const MOST_COLUMNS = 40;

/** What a chart part holds: a chart, or why it cannot be drawn, a sentence for the report. */
export type ReadChart = { readonly chart: Chart } | { readonly reason: string };

/**
 * Reads a chart part (`c:chartSpace`, 21.2.2.29) from the values it keeps; the workbook behind it is not opened. `root` is a tree of local
 * names, null for a part that is missing or broken.
 */
export function readChart(root: XmlElement | null, around: ChartAround): ReadChart {
  const chart = child(root ?? undefined, 'chart');
  const plot = child(chart, 'plotArea');
  if (!root || !chart || !plot) return { reason: '图表读不出来' };
  try {
    return chartIn(root, chart, plot, around);
  } catch (error) {
    if (error instanceof RangeError) return { reason: `图表的一个系列超过 ${MOST_POINTS} 个点` };
    throw error;
  }
}

function chartIn(root: XmlElement, chart: XmlElement, plot: XmlElement, around: ChartAround): ReadChart {
  const plain: TextLook = { sizePt: around.sizePt, bold: false, color: '#000000', serif: false };
  const look = textLook(child(root, 'txPr'), plain, around);
  const axes = readAxes(plot, look, around);
  const kinds = elements(plot).filter(({ name }) => /Chart$/.test(name));
  const unknown = kinds.filter(({ name }) => KINDS[name] === undefined);
  let order = 0;
  const groups = kinds.flatMap((element): Group[] => {
    const kind = KINDS[element.name];
    if (kind === undefined) return [];
    const group = readGroup(element, kind, { order, look, around });
    order += group.series.length;
    return [group];
  });
  if (groups.length === 0) return { reason: '图表的种类画不出来' };
  const series = groups.flatMap((group) => group.series);
  if (series.length > MOST_SERIES) return { reason: `图表超过 ${MOST_SERIES} 个系列` };
  if (series.every(({ values }) => values.every((value) => value === null))) return { reason: '图表里没有保存数值' };
  const isMissing = groups.some((group) => needsAxes(group.kind) && !axesOf(group, axes));
  if (isMissing) return { reason: '图表的坐标轴读不出来' };
  const [own] = series.length === 1 ? descendants(plot, 'ser') : [];
  const automatic = textIn(child(own, 'tx')).trim() || '图表标题';
  const heading = { ...look, sizePt: look.sizePt * 1.2, bold: true };
  const isAutomatic = series.length === 1 && automatic !== '图表标题' && valueOf(chart, 'autoTitleDeleted') === '0';
  const title = child(chart, 'title') ?? (isAutomatic ? EMPTY : undefined);
  const properties = child(root, 'spPr');
  const fill = fillOf(properties, around);
  const plotFill = fillOf(child(plot, 'spPr'), around);
  const table = tableOf(child(plot, 'dTable'), groups, look, around);
  const blanks = valueOf(chart, 'dispBlanksAs');
  return {
    chart: {
      title: titleOf(title, automatic, heading, around),
      legend: legendOf(child(chart, 'legend'), look, around),
      groups,
      // A table names the categories itself.
      axes: table ? axes.map((axis) => (axis.kind === 'value' ? axis : { ...axis, labels: 'none' as const })) : axes,
      table,
      plotPlace: placeOf(plot),
      plotFill: plotFill ?? null,
      plotLine: lineOf(child(plot, 'spPr'), around) ?? null,
      fill: fill === undefined ? (around.bare ? null : '#ffffff') : fill,
      line: lineOf(properties, around, around.bare ? null : GREY) ?? null,
      palette: Array.from({ length: PALETTE }, (_, index) => seriesColour(index, around)),
      blanks: blanks === 'zero' || blanks === 'span' ? blanks : 'gap',
      date1904: isOn(child(root, 'date1904'), false),
      notes: notesOf(chart, kinds, { hasUnknown: unknown.length > 0, hasTable: table !== null }),
    },
  };
}

function tableOf(table: XmlElement | undefined, groups: readonly Group[], look: TextLook, around: ChartAround): Chart['table'] {
  const isUpright = groups.every(({ kind, lying }) => !lying && (kind === 'bar' || kind === 'line' || kind === 'area'));
  const count = Math.max(0, ...groups.flatMap(({ series }) => series.map(({ values }) => values.length)));
  if (!table || !isUpright || count > MOST_COLUMNS) return null;
  return {
    keys: isOn(child(table, 'showKeys'), false),
    look: textLook(child(table, 'txPr'), look, around),
    line: lineOf(child(table, 'spPr'), around, GREY) ?? null,
  };
}

function notesOf(
  chart: XmlElement,
  kinds: readonly XmlElement[],
  { hasUnknown, hasTable }: { hasUnknown: boolean; hasTable: boolean },
): string[] {
  const trends = descendants(chart, 'trendline');
  const isStacked = descendants(chart, 'grouping').some(({ attributes }) => /tacked/.test(attributes['val'] ?? ''));
  const saysMore = (trend: XmlElement): boolean => isOn(child(trend, 'dispEq'), false) || isOn(child(trend, 'dispRSqr'), false);
  const lostTrends = trends.some(saysMore) || (isStacked && trends.length > 0);
  const missing = [
    ...(lostTrends ? ['趋势线或其公式'] : []),
    ...(descendants(chart, 'errBars').length > 0 ? ['误差线'] : []),
    ...(!hasTable && descendants(chart, 'dTable').length > 0 ? ['数据表'] : []),
    ...(hasUnknown ? ['曲面等系列'] : []),
  ];
  return [
    ...(missing.length > 0 ? [`图表里的${missing.join('、')}没有印出,请核对原件`] : []),
    ...(kinds.some(({ name }) => /3DChart$|^ofPie/.test(name)) ? ['立体图表和复合饼图按平面图印出'] : []),
  ];
}

const needsAxes = (kind: GroupKind): boolean => kind !== 'pie' && kind !== 'doughnut';

/** The two axes a group is drawn on: that of its categories or x, and that of its values; null where the part has none of them. */
export function axesOf(group: Pick<Group, 'axisIds' | 'kind'>, axes: readonly Axis[]): { x: Axis; y: Axis } | null {
  const own = group.axisIds.flatMap((id) => axes.filter((axis) => axis.id === id)).slice(0, 2);
  const [first, second] = own.length === 2 ? own : axes;
  if (!first || !second) return null;
  if (group.kind === 'scatter' || group.kind === 'bubble') {
    const isFlat = (axis: Axis): boolean => axis.side === 'b' || axis.side === 't';
    return isFlat(first) || !isFlat(second) ? { x: first, y: second } : { x: second, y: first };
  }
  if (first.kind === 'value' && second.kind === 'value') return null;
  return first.kind === 'value' ? { x: second, y: first } : { x: first, y: second };
}

function readGroup(
  element: XmlElement,
  kind: GroupKind,
  { order, look, around }: { order: number; look: TextLook; around: ChartAround },
): Group {
  const grouping = valueOf(element, 'grouping');
  const style = valueOf(element, kind === 'radar' ? 'radarStyle' : 'scatterStyle');
  const labels = child(element, 'dLbls');
  const isPie = kind === 'pie' || kind === 'doughnut';
  const varied = isOn(child(element, 'varyColors'), isPie);
  const isStock = element.name === 'stockChart';
  const marked = kind === 'line' ? isStock || isOn(child(element, 'marker'), false) : kind === 'scatter' ? style !== 'line' && style !== 'smooth' : style === 'marker'; // prettier-ignore
  const shared = {
    ...{ kind, around, look, marked, varied },
    labels: labels ? labelsOf(labels, null, { around, look }) : null,
    bare: kind === 'scatter' && style === 'marker',
  };
  const lineIn = (name: string): ChartLine | null => {
    const one = child(element, name);
    return one ? (lineOf(child(one, 'spPr'), around, { widthPt: 0.75, color: '#000000', dashed: false }) ?? null) : null;
  };
  const bars = child(element, 'upDownBars');
  const colour = (name: string, usual: string): string => fillOf(child(child(bars, name), 'spPr'), around) ?? usual;
  return {
    kind,
    grouping: grouping === 'stacked' ? 'stacked' : grouping === 'percentStacked' ? 'percent' : 'clustered',
    lying: valueOf(element, 'barDir') === 'bar',
    varied,
    gapWidth: numberOf(element, 'gapWidth', 0, 500) ?? 150,
    overlap: numberOf(element, 'overlap', -100, 100) ?? (/3D/.test(element.name) && grouping !== 'clustered' ? 100 : 0),
    firstAngle: numberOf(element, 'firstSliceAng', 0, 360) ?? 0,
    holeShare: (numberOf(element, 'holeSize', 10, 90) ?? 50) / 100,
    filled: style === 'filled',
    hiLow: lineIn('hiLowLines'),
    drop: lineIn('dropLines'),
    upDown: bars ? { up: colour('upBars', '#ffffff'), down: colour('downBars', '#404040') } : null,
    series: elements(element)
      .filter(({ name }) => name === 'ser')
      .sort((a, b) => (numberOf(a, 'order') ?? 0) - (numberOf(b, 'order') ?? 0))
      .map((one, at) => readSeries(one, order + at, shared)),
    axisIds: elements(element).flatMap(({ name, attributes }) => (name === 'axId' ? [attributes['val'] ?? ''] : [])),
  };
}

function legendOf(legend: XmlElement | undefined, look: TextLook, around: ChartAround): Legend | null {
  if (!legend) return null;
  const side = valueOf(legend, 'legendPos') ?? 'r';
  return {
    side: side === 'b' || side === 't' || side === 'l' ? side : 'r',
    look: textLook(child(legend, 'txPr'), look, around),
    place: placeOf(legend),
    overlay: isOn(child(legend, 'overlay'), false),
    without: new Set(
      elements(legend)
        .filter((one) => one.name === 'legendEntry' && isOn(child(one, 'delete'), false))
        .map((one) => numberOf(one, 'idx') ?? -1),
    ),
  };
}
