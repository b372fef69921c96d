/** A chart as its part says it (DrawingML charts, ECMA-376 part 1, 21.2): values the layout draws. Lengths in points, colours `#rrggbb`. */

export interface ChartLine {
  readonly widthPt: number;
  readonly color: string;
  readonly dashed: boolean;
}

export interface TextLook {
  readonly sizePt: number;
  readonly bold: boolean;
  readonly color: string;
  readonly serif: boolean;
  /** Clockwise, degrees; absent where the layout chooses. */
  readonly turn?: number;
  /** Characters one below the other. */
  readonly stacked?: boolean;
}

export interface ChartText {
  readonly text: string;
  readonly look: TextLook;
  readonly place: ManualPlace | null;
  readonly overlay: boolean;
}

/** A place the file sets, in shares of the whole chart (21.2.2.95); parts it leaves open are absent. */
export interface ManualPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  /** Of a plot area: without its labels. */
  readonly inner: boolean;
}

export interface ValueLabels {
  readonly value: boolean;
  readonly category: boolean;
  readonly series: boolean;
  readonly percent: boolean;
  readonly separator: string;
  /** `outEnd`, `ctr`, `t` …; empty where the kind of chart decides. */
  readonly position: string;
  /** Null for that of the values. */
  readonly format: string | null;
  readonly look: TextLook;
  /** A text of its own instead of figures. */
  readonly text?: string;
}

export interface Marker {
  readonly symbol: string;
  readonly sizePt: number;
  readonly fill: string | null;
  readonly line: ChartLine | null;
}

/** How one point is shown where it is not as its series. */
export interface PointLook {
  readonly fill?: string | null;
  readonly line?: ChartLine | null;
  readonly explosion?: number;
  readonly marker?: Marker | null;
}

/** A line that shows where the values of a series tend to. */
export interface Trend {
  readonly kind: 'linear' | 'exp' | 'log' | 'power' | 'poly' | 'movingAvg';
  /** Of a polynomial. */
  readonly order: number;
  /** How many values an average is of. */
  readonly period: number;
  readonly forward: number;
  readonly backward: number;
  readonly name: string;
  readonly line: ChartLine | null;
}

export interface Series {
  readonly index: number;
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly format: string;
  /** Texts of the categories; empty without any. */
  readonly categories: readonly string[];
  /** Categories as numbers (dates, the x of a scatter); null where they are none. */
  readonly xs: readonly (number | null)[] | null;
  readonly xsFormat: string;
  readonly sizes: readonly (number | null)[];
  readonly color: string;
  readonly fill: string | null;
  readonly line: ChartLine | null;
  readonly marker: Marker | null;
  readonly smooth: boolean;
  readonly explosion: number;
  readonly points: ReadonlyMap<number, PointLook>;
  readonly trends: readonly Trend[];
  readonly labels: ValueLabels | null;
  /** Labels of single points; null where one has none. */
  readonly pointLabels: ReadonlyMap<number, ValueLabels | null>;
}

export type GroupKind = 'bar' | 'line' | 'area' | 'pie' | 'doughnut' | 'scatter' | 'bubble' | 'radar';

/** Series that are drawn alike on the same axes. */
export interface Group {
  readonly kind: GroupKind;
  readonly grouping: 'clustered' | 'stacked' | 'percent';
  /** Bars that lie. */
  readonly lying: boolean;
  readonly varied: boolean;
  readonly gapWidth: number;
  readonly overlap: number;
  readonly firstAngle: number;
  readonly holeShare: number;
  /** Radar areas are filled. */
  readonly filled: boolean;
  readonly hiLow: ChartLine | null;
  readonly drop: ChartLine | null;
  readonly upDown: { readonly up: string; readonly down: string } | null;
  readonly series: readonly Series[];
  readonly axisIds: readonly string[];
}

export interface Axis {
  readonly id: string;
  readonly crossId: string;
  readonly kind: 'category' | 'date' | 'value';
  readonly deleted: boolean;
  readonly side: 'b' | 't' | 'l' | 'r';
  readonly reversed: boolean;
  readonly min: number | null;
  readonly max: number | null;
  readonly majorUnit: number | null;
  readonly majorTimeUnit: 'days' | 'months' | 'years' | null;
  readonly logBase: number | null;
  /** Null where it is that of the values. */
  readonly format: string | null;
  /** Where it crosses the other axis: a value, or one of its ends. */
  readonly crosses: 'autoZero' | 'min' | 'max' | number;
  /** Of a value axis: whether values stand between its ticks. */
  readonly between: boolean;
  readonly labels: 'nextTo' | 'low' | 'high' | 'none';
  readonly labelSkip: number | null;
  readonly ticks: 'in' | 'out' | 'cross' | 'none';
  readonly line: ChartLine | null;
  readonly grid: ChartLine | null;
  readonly minorGrid: ChartLine | null;
  readonly title: ChartText | null;
  readonly look: TextLook;
  /** Values are shown divided by this; what it is called, empty where that is not shown. */
  readonly unit: number;
  readonly unitName: string;
}

export interface Legend {
  readonly side: 'b' | 't' | 'l' | 'r';
  readonly look: TextLook;
  readonly place: ManualPlace | null;
  readonly overlay: boolean;
  /** Entries that are not shown, by their place in the list. */
  readonly without: ReadonlySet<number>;
}

export interface Chart {
  readonly title: ChartText | null;
  readonly legend: Legend | null;
  readonly groups: readonly Group[];
  readonly axes: readonly Axis[];
  /** Figures shown in a table under the plot. */
  readonly table: { readonly keys: boolean; readonly look: TextLook; readonly line: ChartLine | null } | null;
  readonly plotPlace: ManualPlace | null;
  readonly plotFill: string | null;
  readonly plotLine: ChartLine | null;
  readonly fill: string | null;
  readonly line: ChartLine | null;
  /** Colours of points that differ from each other, over and over. */
  readonly palette: readonly string[];
  readonly blanks: 'gap' | 'zero' | 'span';
  readonly date1904: boolean;
  /** What of it is not drawn, each a sentence. */
  readonly notes: readonly string[];
}

/** What a chart takes from its document. */
export interface ChartAround {
  /** Colours of the theme as RRGGBB by name (`accent1`, `dk1` …), those a master renames (`tx1` …) too. */
  readonly colours: ReadonlyMap<string, string>;
  /** Size of texts that say none. */
  readonly sizePt: number;
  /** A chart that says nothing of its ground and frame has none, as on slides. */
  readonly bare?: boolean;
}
