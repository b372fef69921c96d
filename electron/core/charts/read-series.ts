import { child, elements, textOf, type XmlElement } from '../xml-tree.ts';
import type { ChartAround, ChartLine, GroupKind, Marker, PointLook, Series, TextLook, Trend, ValueLabels } from './chart.ts';
import { EMPTY, fillOf, isOn, LARGEST, lineOf, numberOf, seriesColour, textIn, textLook, valueOf } from './read-look.ts';

/** More points a series are not read: no page shows them. */
export const MOST_POINTS = 50_000;

/** What the series of one group share. */
export interface SeriesAround {
  readonly kind: GroupKind;
  readonly around: ChartAround;
  readonly look: TextLook;
  /** Labels of the whole group. */
  readonly labels: ValueLabels | null;
  /** Points have marks where a series says nothing of them. */
  readonly marked: boolean;
  /** A scatter of points without lines. */
  readonly bare: boolean;
  readonly varied: boolean;
}

const SYMBOLS = ['diamond', 'square', 'triangle', 'x', 'star', 'circle', 'plus', 'dash', 'dot'];
const isStroked = (kind: GroupKind): boolean => kind === 'line' || kind === 'scatter' || kind === 'radar';

/** A series (21.2.2.170 and the like) with the values the part keeps; throws RangeError for one of too many points. */
export function readSeries(element: XmlElement, order: number, group: SeriesAround): Series {
  const { kind, around } = group;
  const index = numberOf(element, 'idx', 0, 10_000) ?? order;
  const properties = child(element, 'spPr');
  const automatic = seriesColour(index, around);
  const stroke: ChartLine = { widthPt: 2.25, color: automatic, dashed: false };
  const own = lineOf(properties, around, isStroked(kind) ? stroke : null) ?? null;
  const hasLine = isStroked(kind) && group.bare && !child(properties, 'ln') ? null : own;
  const fill = fillOf(properties, around);
  const color = (isStroked(kind) && hasLine?.color) || fill || automatic;
  const values = numbersOf(child(element, kind === 'scatter' || kind === 'bubble' ? 'yVal' : 'val'));
  const names = child(element, kind === 'scatter' || kind === 'bubble' ? 'xVal' : 'cat');
  const labels = child(element, 'dLbls');
  const shared = labels ? labelsOf(labels, group.labels, group) : group.labels;
  return {
    index,
    name: textIn(child(element, 'tx')).trim() || `系列${order + 1}`,
    values: values.values,
    format: values.format,
    categories: categoriesOf(names),
    xs:
      names && child(names, 'multiLvlStrRef') === undefined && dataOf(names)?.name.startsWith('num')
        ? numbersOf(names).values
        : null,
    xsFormat: numbersOf(names).format,
    sizes: numbersOf(child(element, 'bubbleSize')).values,
    color,
    fill: fill === undefined ? automatic : fill,
    line: hasLine,
    marker: markerOf(child(element, 'marker'), {
      index,
      color,
      around,
      marked: group.marked && !(kind === 'radar' && group.bare),
    }),
    smooth: isOn(child(element, 'smooth'), false),
    explosion: numberOf(element, 'explosion', 0, 400) ?? 0,
    points: new Map(
      elements(element)
        .filter(({ name }) => name === 'dPt')
        .map((point) => [numberOf(point, 'idx', 0) ?? -1, pointOf(point, group, { index, color })]),
    ),
    trends: elements(element)
      .filter((one) => one.name === 'trendline')
      .flatMap((one) => trendOf(one, textIn(child(element, 'tx')).trim(), color, around)),
    labels: shared,
    pointLabels: new Map(
      (labels ? elements(labels) : [])
        .filter(({ name }) => name === 'dLbl')
        .map((one) => [numberOf(one, 'idx', 0) ?? -1, labelsOf(one, shared, group)]),
    ),
  };
}

const TRENDS: Readonly<Record<string, readonly [Trend['kind'], string]>> = {
  linear: ['linear', '线性'],
  exp: ['exp', '指数'],
  log: ['log', '对数'],
  power: ['power', '乘幂'],
  poly: ['poly', '多项式'],
  movingAvg: ['movingAvg', '移动平均'],
};

function trendOf(trend: XmlElement, series: string, color: string, around: ChartAround): Trend[] {
  const [kind, word] = TRENDS[valueOf(trend, 'trendlineType') ?? ''] ?? [];
  if (kind === undefined) return [];
  const name = child(trend, 'name');
  return [
    {
      kind,
      order: Math.round(numberOf(trend, 'order', 2, 6) ?? 2),
      period: Math.round(numberOf(trend, 'period', 2, 255) ?? 2),
      forward: numberOf(trend, 'forward', 0, 1e6) ?? 0,
      backward: numberOf(trend, 'backward', 0, 1e6) ?? 0,
      name: name ? textOf(name) : `${word} (${series})`,
      line: lineOf(child(trend, 'spPr'), around, { widthPt: 1.5, color, dashed: false }) ?? null,
    },
  ];
}

function pointOf(point: XmlElement, group: SeriesAround, series: { index: number; color: string }): PointLook {
  const properties = child(point, 'spPr');
  const fill = fillOf(properties, group.around);
  const line = lineOf(properties, group.around);
  const explosion = numberOf(point, 'explosion', 0, 400);
  const marker = child(point, 'marker');
  return {
    ...(fill === undefined ? {} : { fill }),
    ...(line === undefined ? {} : { line }),
    ...(explosion === null ? {} : { explosion }),
    ...(marker ? { marker: markerOf(marker, { ...series, around: group.around, marked: true }) } : {}),
  };
}

function markerOf(
  marker: XmlElement | undefined,
  series: { index: number; color: string; around: ChartAround; marked: boolean },
): Marker | null {
  const said = valueOf(marker, 'symbol');
  if (said === 'none' || (!series.marked && said === undefined)) return null;
  const automatic = SYMBOLS[series.index % SYMBOLS.length] ?? 'circle';
  const symbol = said === undefined || said === 'auto' ? automatic : said === 'picture' ? 'square' : said;
  const properties = child(marker, 'spPr');
  const fill = fillOf(properties, series.around);
  const line = lineOf(properties, series.around, { widthPt: 0.75, color: series.color, dashed: false }) ?? null;
  return { symbol, sizePt: numberOf(marker, 'size', 2, 72) ?? 5, fill: fill === undefined ? series.color : fill, line };
}

/** Labels of a group, a series or a point (21.2.2.47, 21.2.2.49); null where there are none. */
export function labelsOf(
  labels: XmlElement,
  base: ValueLabels | null,
  { around, look }: Pick<SeriesAround, 'around' | 'look'>,
): ValueLabels | null {
  if (isOn(child(labels, 'delete'), false)) return null;
  const shows = (name: string, usual: boolean | undefined): boolean => isOn(child(labels, name), usual ?? false);
  const format = child(labels, 'numFmt');
  const rich = child(child(labels, 'tx'), 'rich');
  const text = rich ? textIn(child(labels, 'tx')).trim() : '';
  const own: ValueLabels = {
    value: shows('showVal', base?.value),
    category: shows('showCatName', base?.category),
    series: shows('showSerName', base?.series),
    percent: shows('showPercent', base?.percent),
    separator: child(labels, 'separator') ? textOf(child(labels, 'separator') ?? EMPTY) : (base?.separator ?? ''),
    position: valueOf(labels, 'dLblPos') ?? base?.position ?? '',
    format: format && !isOn({ ...format, attributes: { val: format.attributes['sourceLinked'] ?? '0' } }, false) ? (format.attributes['formatCode'] ?? null) : (base?.format ?? null), // prettier-ignore
    look: textLook(rich, textLook(child(labels, 'txPr'), base?.look ?? look, around), around),
    ...(text === '' || text.includes('[CELLRANGE]') ? {} : { text }),
  };
  return own.value || own.category || own.series || own.percent || own.text !== undefined ? own : null;
}

/** The kept data of a reference or the literal one: `numCache`, `strLit` …. */
function dataOf(holder: XmlElement | undefined): XmlElement | undefined {
  if (!holder) return undefined;
  for (const one of elements(holder)) {
    if (/^(num|str)Lit$/.test(one.name)) return one;
    const cache = elements(one).find(({ name }) => /^(num|str|multiLvlStr)Cache$/.test(name));
    if (cache) return cache;
  }
  return undefined;
}

function numbersOf(holder: XmlElement | undefined): { values: (number | null)[]; format: string } {
  const data = dataOf(holder);
  const format = child(data, 'formatCode');
  const values: (number | null)[] = new Array<null>(countOf(data)).fill(null);
  for (const [at, text] of pointsOf(data)) {
    const value = Number(text);
    values[at] = text.trim() !== '' && Math.abs(value) <= LARGEST ? value : null;
  }
  return { values, format: format ? textOf(format) : 'General' };
}

function categoriesOf(holder: XmlElement | undefined): string[] {
  const data = dataOf(holder);
  const levels = data ? elements(data).filter(({ name }) => name === 'lvl') : [];
  if (levels.length === 0) return filled(countOf(data), pointsOf(data));
  // The innermost level comes first; what stands outside it holds until the next one.
  const count = Math.max(countOf(data), ...levels.map(countOf));
  const rows = levels.map((level, depth) => {
    const texts = filled(count, pointsOf(level));
    let last = '';
    return depth === 0 ? texts : texts.map((text) => (last = text || last));
  });
  const [inner = [], ...outer] = rows;
  return inner.map((text, at) => [...outer.map((row) => row[at] ?? '').reverse(), text].filter((one) => one !== '').join(' '));
}

function filled(count: number, points: readonly (readonly [number, string])[]): string[] {
  const texts = new Array<string>(count).fill('');
  for (const [at, text] of points) texts[at] = text;
  return texts;
}

function countOf(data: XmlElement | undefined): number {
  const count = Math.max(
    numberOf(data, 'ptCount', 0) ?? 0,
    ...pointsOf(data)
      .slice(-1)
      .map(([at]) => at + 1),
  );
  if (count > MOST_POINTS) throw new RangeError('too many points');
  return Math.trunc(count);
}

function pointsOf(data: XmlElement | undefined): [at: number, text: string][] {
  return (data ? elements(data) : []).flatMap((one): [number, string][] => {
    const at = Number(one.attributes['idx']);
    return one.name === 'pt' && Number.isInteger(at) && at >= 0 && at < MOST_POINTS
      ? [[at, textOf(child(one, 'v') ?? EMPTY)]]
      : [];
  });
}
