import type { Group } from './chart.ts';

/** From where to where each value of each series reaches: from zero, or from what is stacked below it; null where there is none. */
export function stacked(group: Group): (readonly [from: number, to: number] | null)[][] {
  const { series, grouping, kind } = group;
  if (grouping === 'clustered') return series.map(({ values }) => values.map((value) => (value === null ? null : [0, value])));
  const count = Math.max(0, ...series.map(({ values }) => values.length));
  // Bars stack to both sides of zero, lines and areas add up.
  const isBar = kind === 'bar';
  const totals = Array.from({ length: count }, (_, at) => series.reduce((sum, { values }) => sum + Math.abs(values[at] ?? 0), 0));
  const above = new Array<number>(count).fill(0);
  const below = new Array<number>(count).fill(0);
  return series.map(({ values }) =>
    values.map((value, at) => {
      if (value === null) return null;
      const share = grouping === 'percent' ? (totals[at] ? value / (totals[at] ?? 1) : 0) : value;
      const side = isBar && share < 0 ? below : above;
      const from = side[at] ?? 0;
      side[at] = from + share;
      return [from, from + share] as const;
    }),
  );
}

/** Least and most that a group's values reach; none without values. */
export function stackedEnds(group: Group): (readonly [number, number])[] {
  let [low, high] = [Infinity, -Infinity];
  const isSpread = group.kind === 'bar' || group.kind === 'area';
  for (const spans of stacked(group))
    for (const span of spans)
      if (span) {
        const [from, to] = span;
        low = Math.min(low, to, group.grouping === 'clustered' ? to : from);
        high = Math.max(high, to, group.grouping === 'clustered' || !isSpread ? to : from);
      }
  return low <= high ? [[low, high]] : [];
}
