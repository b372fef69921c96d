import type { Chart } from './chart.ts';
import { axisMarks, drawnAxes, gridMarks, marginsOf } from './lay-axes.ts';
import { barMarks, type DrawContext } from './lay-bars.ts';
import { layLegend } from './lay-legend.ts';
import { lineMarks } from './lay-lines.ts';
import { layTable } from './lay-table.ts';
import { pieMarks } from './lay-pie.ts';
import { radarMarks } from './lay-radar.ts';
import { rectangle, scaledMarks, type Box, type Mark, type Measure } from './marks.ts';
import { plotAxes } from './plot-axes.ts';
import { setText, textMarks } from './text.ts';
import { trendMarks } from './trends.ts';

const PADDING_PT = 7;
/** How far slanted names may reach below the plot, as a share of the chart's height. */
const DEEPEST = 0.42;
/** A chart larger than this is laid smaller and drawn larger; one with texts of no room is laid larger and drawn smaller. */
const LEAST_LAID_PT = 90;

/**
 * Sets a chart in a frame: title, legend, axes and series as marks.
 * @param size of the frame, and how much smaller texts and lines are than the file says, where the frame is smaller than the file's
 */
export function layChart(
  chart: Chart,
  size: { readonly widthPt: number; readonly heightPt: number; readonly textShare?: number },
  measure: Measure,
): Mark[] {
  const least = Math.min(1, Math.min(size.widthPt, size.heightPt) / LEAST_LAID_PT) || 1;
  const share = Math.min(size.textShare ?? 1, least);
  const whole = { x: 0, y: 0, width: size.widthPt / share, height: size.heightPt / share };
  return scaledMarks(laid(chart, whole, { chart, measure }), share);
}

function laid(chart: Chart, whole: Box, context: DrawContext): Mark[] {
  const { measure } = context;
  const half = (chart.line?.widthPt ?? 0) / 2;
  const sheet = { x: half, y: half, width: whole.width - 2 * half, height: whole.height - 2 * half };
  const marks: Mark[] = [...rectangle(sheet, chart.fill, chart.line)];
  let area = inset(whole, PADDING_PT);
  const { title, legend } = chart;
  if (title) {
    const set = setText(title.text, title.look, measure, whole.width * 0.92, 4);
    const half = set.widthPt / 2;
    const wanted = title.place?.x === undefined ? whole.width / 2 : title.place.x * whole.width + half;
    const x = Math.max(half, Math.min(whole.width - half, wanted));
    const y = title.place?.y === undefined ? area.y : title.place.y * whole.height;
    marks.push(...textMarks(set, title.look, { x, y, anchor: 'middle', from: 'top' }));
    if (!title.overlay)
      area = cut(area, 't', Math.min(area.height * 0.4, Math.max(0, y - area.y) + set.heightPt + PADDING_PT * 0.7));
  }
  const key = legend && layLegend(chart, legend, { width: whole.width, height: whole.height }, context);
  if (legend && key) {
    const { side, place } = legend;
    const isBeside = side === 'l' || side === 'r';
    const left = isBeside ? (side === 'l' ? area.x : area.x + area.width - key.widthPt) : area.x + (area.width - key.widthPt) / 2;
    const top = isBeside
      ? area.y + (area.height - key.heightPt) / 2
      : side === 't'
        ? area.y
        : area.y + area.height - key.heightPt;
    const at = {
      x: Math.max(0, Math.min(whole.width - key.widthPt, place?.x === undefined ? left : place.x * whole.width)),
      y: Math.max(0, Math.min(whole.height - key.heightPt, place?.y === undefined ? top : place.y * whole.height)),
    };
    marks.push(...key.marks(at.x, at.y));
    if (!legend.overlay) area = cut(area, side, (isBeside ? key.widthPt : key.heightPt) + PADDING_PT);
  }
  return [...marks, ...plotMarks(chart, whole, area, context)];
}

function plotMarks(chart: Chart, whole: Box, free: Box, context: DrawContext): Mark[] {
  const { plotPlace: place } = chart;
  const isSet = place?.x !== undefined && place.y !== undefined && place.width !== undefined && place.height !== undefined;
  const area = isSet ? { x: (place.x ?? 0) * whole.width, y: (place.y ?? 0) * whole.height, width: (place.width ?? 1) * whole.width, height: (place.height ?? 1) * whole.height } : free; // prettier-ignore
  const round = chart.groups.filter(({ kind }) => kind === 'pie' || kind === 'doughnut');
  const pies = round.flatMap((group) => pieMarks(group, area, context));
  if (round.length === chart.groups.length) return [...rectangle(area, chart.plotFill, chart.plotLine), ...pies];
  let groups = plotAxes(chart, { width: area.width * 0.9, height: area.height * 0.85 }, context.measure);
  const radars = groups.filter(({ group }) => group.kind === 'radar');
  if (radars.length > 0) return [...radarMarks(radars, area, context), ...pies];
  // A plot set by hand keeps its place, but its labels must lie within the chart.
  const isInner = isSet && place.inner;
  const bounds = isInner ? inset(whole, 2) : area;
  const deepestPt = bounds.height * DEEPEST;
  let box = isInner ? area : { ...area, width: area.width * 0.9, height: area.height * 0.85 };
  // Labels decide how large the plot is, its size how many labels there are: the second time is close enough.
  for (let turn = 0; turn < 2; turn++) {
    const margins = marginsOf(drawnAxes(groups, box, deepestPt, context.measure), box, context.measure);
    const table = layTable(chart, groups, box.width, context);
    const more = table ? { left: Math.max(margins.left, table.namesPt), bottom: margins.bottom + table.heightPt } : {};
    box = within(bounds, { ...margins, ...more }, isInner ? area : bounds);
    groups = plotAxes(chart, box, context.measure);
  }
  const axes = drawnAxes(groups, box, deepestPt, context.measure);
  const series: Mark[] = [];
  const labels: Mark[] = [];
  for (const kind of ['area', 'bar', 'line', 'scatter', 'bubble'] as const)
    for (const plot of groups.filter(({ group }) => group.kind === kind)) {
      const drawn = kind === 'bar' ? barMarks(plot, box, context) : lineMarks(plot, box, context);
      series.push(...drawn.marks, ...trendMarks(plot, box));
      labels.push(...drawn.labels);
    }
  // Marks of points at the edge of the plot are whole.
  const seen = { x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 };
  return [
    ...rectangle(box, chart.plotFill, chart.plotLine),
    ...gridMarks(groups, box),
    { kind: 'clip', ...seen, marks: series },
    ...axes.flatMap((axis) => axisMarks(axis, box, chart, whole, context.measure)),
    ...(layTable(chart, groups, box.width, context)?.marks(box) ?? []),
    ...labels,
    ...pies,
  ];
}

/** What of a place is left within bounds that keep margins on each side; not less than a fifth of the bounds. */
function within(bounds: Box, margins: Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>, place: Box): Box {
  const left = Math.max(place.x, bounds.x + Math.min(margins.left, bounds.width * 0.45));
  const top = Math.max(place.y, bounds.y + Math.min(margins.top, bounds.height * 0.4));
  const right = Math.min(place.x + place.width, bounds.x + bounds.width - margins.right);
  const bottom = Math.min(place.y + place.height, bounds.y + bounds.height - margins.bottom);
  return {
    x: left,
    y: top,
    width: Math.max(bounds.width * 0.2, right - left),
    height: Math.max(bounds.height * 0.2, bottom - top),
  };
}

function inset({ x, y, width, height }: Box, by: number): Box {
  return { x: x + by, y: y + by, width: Math.max(1, width - 2 * by), height: Math.max(1, height - 2 * by) };
}

function cut({ x, y, width, height }: Box, side: 'l' | 'r' | 't' | 'b', by: number): Box {
  const [across, down] = [Math.min(by, width * 0.7), Math.min(by, height * 0.7)];
  switch (side) {
    case 'l':
      return { x: x + across, y, width: width - across, height };
    case 'r':
      return { x, y, width: width - across, height };
    case 't':
      return { x, y: y + down, width, height: height - down };
    case 'b':
      return { x, y, width, height: height - down };
  }
}
