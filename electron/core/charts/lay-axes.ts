import { acrossLabel, acrossLabels, besideLabels, type LabelSetting } from './axis-labels.ts';
import type { Chart } from './chart.ts';
import { line, type Box, type Mark, type Measure } from './marks.ts';
import { crossingOf, placeAlong, type PlotAxis, type PlotGroup } from './plot-axes.ts';
import { LINE, setText, textMarks } from './text.ts';

const TICK_PT = 3.5;
const LABEL_GAP_PT = 4;
const TITLE_GAP_PT = 4;

/** An axis that is drawn, where it stands and what its labels need. */
export interface DrawnAxis {
  readonly own: PlotAxis;
  /** Where it stands on the other axis as drawn: 0 at the left or bottom, 1 at the right or top. */
  readonly stands: number;
  /** Labels lie towards the right or top. */
  readonly isFar: boolean;
  /** Labels stand at the edge of the plot, wherever the line is. */
  readonly isAtEdge: boolean;
  readonly labels: LabelSetting | null;
}

/** The axes that are not deleted, each once; `deepestPt` is how far slanted names may reach below the plot. */
export function drawnAxes(
  groups: readonly PlotGroup[],
  plot: { width: number; height: number },
  deepestPt: number,
  measure: Measure,
): DrawnAxis[] {
  const seen = new Set<string>();
  return groups.flatMap(({ x, y }) =>
    [x, y].flatMap((own): DrawnAxis[] => {
      if (own.axis.deleted || seen.has(own.axis.id)) return [];
      seen.add(own.axis.id);
      const other = own === x ? y : x;
      const crossing = crossingOf(own.axis, other);
      const stands = other.axis.reversed ? 1 - crossing : crossing;
      const isFar = own.axis.labels === 'nextTo' ? stands > 0.999 : (own.axis.labels === 'high') !== other.axis.reversed;
      const isAtEdge = own.axis.labels !== 'nextTo';
      return [{ own, stands, isFar, isAtEdge, labels: labelsOf(own, plot, deepestPt, measure) }];
    }),
  );
}

function labelsOf(
  own: PlotAxis,
  plot: { width: number; height: number },
  deepestPt: number,
  measure: Measure,
): LabelSetting | null {
  if (own.axis.labels === 'none' || own.ticks.length === 0) return null;
  const length = own.isUpright ? plot.height : plot.width;
  const slotPt = own.categories ? (own.categories.isDates ? length / Math.max(1, own.ticks.length) : own.categories.slot * length) : length / Math.max(1, own.ticks.length - 1); // prettier-ignore
  const labels = own.ticks.map(({ label }) => label);
  if (own.isUpright)
    return besideLabels(labels, own.axis, { slotPt, deepestPt: own.categories ? plot.width * 0.35 : Infinity }, measure);
  const keepsFlat = own.categories === null || own.categories.isDates;
  return acrossLabels(labels, own.axis, { slotPt, deepestPt, keepsFlat }, measure);
}

/** Room the labels and titles of axes take on each side of a plot of that size. */
export function marginsOf(
  axes: readonly DrawnAxis[],
  plot: { width: number; height: number },
  measure: Measure,
): Record<'left' | 'right' | 'top' | 'bottom', number> {
  // prettier-ignore
  const margins = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const drawn of axes) {
    const { own, isFar, isAtEdge, stands, labels } = drawn;
    const across = own.isUpright ? plot.width : plot.height;
    const inside = isAtEdge ? 0 : across * (isFar ? 1 - stands : stands);
    const side = own.isUpright ? (isFar ? 'right' : 'left') : isFar ? 'top' : 'bottom';
    const ownPt = labels ? Math.max(0, labels.depthPt + LABEL_GAP_PT + tickOut(drawn) - inside) : 0;
    margins[side] += ownPt + titlePt(drawn, plot, measure);
    if (own.isUpright) {
      const half = own.axis.look.sizePt * 0.55;
      margins.top = Math.max(margins.top, half);
      margins.bottom = Math.max(margins.bottom, half);
    } else if (labels?.turn === 0) {
      // Words of the outermost ticks reach beyond the plot.
      for (const [index, { at }] of own.ticks.entries()) {
        const half = (labels.texts[index]?.widthPt ?? 0) / 2;
        if (index % labels.every !== 0) continue;
        const share = own.axis.reversed ? 1 - at : at;
        margins.left = Math.max(margins.left, half - share * plot.width);
        margins.right = Math.max(margins.right, half - (1 - share) * plot.width);
      }
    } else if (labels && labels.turn < 0) {
      const lean = (labels.texts[0]?.widthPt ?? 0) * Math.cos((labels.turn * Math.PI) / 180);
      margins.left = Math.max(margins.left, lean - (own.categories?.slot ?? 0) * plot.width * 0.5);
    }
  }
  return margins;
}

const tickOut = ({ own }: DrawnAxis): number => (own.axis.ticks === 'out' || own.axis.ticks === 'cross' ? TICK_PT : 0);

function titlePt({ own }: DrawnAxis, plot: { width: number; height: number }, measure: Measure): number {
  const { title } = own.axis;
  if (!title || title.place?.x !== undefined) return 0;
  const set = setText(title.text, title.look, measure, own.isUpright ? plot.height : plot.width, 2);
  const liesFlat = own.isUpright && title.look.turn === 0;
  return (liesFlat ? set.widthPt : set.heightPt) + TITLE_GAP_PT;
}

/** Lines across the plot at the ticks of its axes (21.2.2.105). */
export function gridMarks(groups: readonly PlotGroup[], box: Box): Mark[] {
  const axes = new Map(groups.flatMap(({ x, y }) => [[x.axis.id, x] as const, [y.axis.id, y] as const]));
  return [...axes.values()].flatMap((own) => {
    const { grid, minorGrid } = own.axis;
    const at = own.values ? own.values.ticks.map(own.values.at) : (own.categories?.edges ?? []);
    const minor = own.values && minorGrid ? own.values.minorTicks.map(own.values.at) : [];
    const across = (share: number): [number, number, number, number] => {
      const place = placeAlong(own, share, box);
      return own.isUpright ? [box.x, place, box.x + box.width, place] : [place, box.y, place, box.y + box.height];
    };
    return [
      ...minor.flatMap((share) => line(...across(share), minorGrid)),
      ...at.flatMap((share) => line(...across(share), grid)),
    ];
  });
}

/** Line, ticks, labels and title of an axis. */
export function axisMarks(
  drawn: DrawnAxis,
  box: Box,
  chart: Chart,
  size: { width: number; height: number },
  measure: Measure,
): Mark[] {
  // prettier-ignore
  const { own, stands, isFar, isAtEdge, labels } = drawn;
  const { axis, isUpright } = own;
  const marks: Mark[] = [];
  const standsAt = isUpright ? box.x + box.width * stands : box.y + box.height * (1 - stands);
  marks.push(...(isUpright ? line(standsAt, box.y, standsAt, box.y + box.height, axis.line) : line(box.x, standsAt, box.x + box.width, standsAt, axis.line))); // prettier-ignore
  // Towards the labels: left and down count backwards from the plot.
  const away = isUpright ? (isFar ? 1 : -1) : isFar ? -1 : 1;
  const tickAt = own.values ? own.values.ticks.map(own.values.at) : (own.categories?.edges ?? []);
  if (axis.ticks !== 'none' && axis.line && tickAt.length < 400)
    for (const share of tickAt) {
      const place = placeAlong(own, share, box);
      const [from, to] = [axis.ticks === 'out' ? 0 : -TICK_PT * away, axis.ticks === 'in' ? 0 : TICK_PT * away];
      marks.push(...(isUpright ? line(standsAt + from, place, standsAt + to, place, axis.line) : line(place, standsAt + from, place, standsAt + to, axis.line))); // prettier-ignore
    }
  const edge = isUpright ? (isFar ? box.x + box.width : box.x) : isFar ? box.y : box.y + box.height;
  const base = isAtEdge ? edge : standsAt;
  const labelAt = base + away * (LABEL_GAP_PT + tickOut(drawn));
  if (labels)
    own.ticks.forEach(({ at }, index) => {
      const set = labels.texts[index];
      if (index % labels.every !== 0 || !set || at < -1e-9 || at > 1 + 1e-9) return;
      const place = placeAlong(own, at, box);
      marks.push(
        ...(isUpright
          ? textMarks(set, axis.look, { x: labelAt, y: place, anchor: isFar ? 'start' : 'end', from: 'middle' })
          : acrossLabel(set, axis, { x: place, y: labelAt, turn: labels.turn, isBelow: !isFar })),
      );
    });
  const reach = labels ? Math.max(away * (labelAt + away * labels.depthPt), away * edge) * away : edge;
  return [...marks, ...titleMarks(drawn, box, reach + away * TITLE_GAP_PT, size, measure), ...unitMarks(drawn, box)];
}

function titleMarks(drawn: DrawnAxis, box: Box, from: number, size: { width: number; height: number }, measure: Measure): Mark[] {
  const { own, isFar } = drawn;
  const { title } = own.axis;
  if (!title) return [];
  const { look, place } = title;
  const set = setText(title.text, look, measure, own.isUpright ? box.height : box.width, 2);
  if (own.isUpright) {
    const turn = look.stacked ? 0 : (look.turn ?? -90);
    if (look.stacked) {
      const lines = [...title.text];
      const x =
        place?.x === undefined ? from + (isFar ? look.sizePt / 2 : -look.sizePt / 2) : place.x * size.width + look.sizePt / 2;
      return textMarks({ lines }, look, { x, y: box.y + box.height / 2, anchor: 'middle', from: 'middle' });
    }
    const deep = turn === 0 ? set.widthPt : set.heightPt;
    const beside = place?.x === undefined ? from + (isFar ? deep / 2 : -deep / 2) : place.x * size.width + deep / 2;
    const x = Math.max(deep / 2 + 2, Math.min(size.width - deep / 2 - 2, beside));
    const y =
      place?.y === undefined ? box.y + box.height / 2 : place.y * size.height + (turn === 0 ? set.heightPt : set.widthPt) / 2;
    return textMarks(set, look, { x, y, anchor: 'middle', from: 'middle', turn });
  }
  const x = place?.x === undefined ? box.x + box.width / 2 : place.x * size.width + set.widthPt / 2;
  const y = place?.y === undefined ? from : place.y * size.height;
  return textMarks(set, look, { x, y, anchor: 'middle', from: isFar && place?.y === undefined ? 'bottom' : 'top' });
}

/** What values are counted in, above the end of their axis. */
function unitMarks({ own, stands }: DrawnAxis, box: Box): Mark[] {
  const { unitName, look } = own.axis;
  if (unitName === '') return [];
  const place = own.isUpright
    ? { x: box.x + box.width * stands, y: box.y - look.sizePt * 0.7 * LINE, anchor: 'middle' as const, from: 'bottom' as const }
    : { x: box.x + box.width, y: box.y + box.height - 2, anchor: 'end' as const, from: 'bottom' as const };
  return textMarks({ lines: [unitName] }, look, place);
}
