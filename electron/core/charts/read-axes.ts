import { child, elements, textOf, type XmlElement } from '../xml-tree.ts';
import type { Axis, ChartAround, ChartLine, TextLook } from './chart.ts';
import { EMPTY, isOn, lineOf, numberOf, textIn, textLook, titleOf, valueOf } from './read-look.ts';

const KINDS: Readonly<Record<string, Axis['kind']>> = { catAx: 'category', dateAx: 'date', valAx: 'value', serAx: 'category' };
const GREY: ChartLine = { widthPt: 0.75, color: '#868686', dashed: false };
/** Units values are shown in (21.2.2.46, 21.2.3.6), and what a Chinese program writes beside the axis. */
const UNITS: Readonly<Record<string, readonly [number, string]>> = {
  hundreds: [100, '百'],
  thousands: [1_000, '千'],
  tenThousands: [10_000, '万'],
  hundredThousands: [100_000, '十万'],
  millions: [1_000_000, '百万'],
  tenMillions: [10_000_000, '千万'],
  hundredMillions: [100_000_000, '亿'],
  billions: [1_000_000_000, '十亿'],
  trillions: [1_000_000_000_000, '兆'],
};

/** The axes of a plot area (21.2.2.25, 21.2.2.39, 21.2.2.226), in their order. */
export function readAxes(plot: XmlElement, look: TextLook, around: ChartAround): Axis[] {
  return elements(plot).flatMap((element): Axis[] => {
    const kind = KINDS[element.name];
    if (kind === undefined || element.name === 'serAx') return [];
    return [readAxis(element, kind, { look, around })];
  });
}

function readAxis(axis: XmlElement, kind: Axis['kind'], { look, around }: { look: TextLook; around: ChartAround }): Axis {
  const scaling = child(axis, 'scaling');
  const properties = child(axis, 'spPr');
  const format = child(axis, 'numFmt')?.attributes ?? {};
  const own = textLook(child(axis, 'txPr'), look, around);
  const gridOf = (name: string): ChartLine | null => {
    const grid = child(axis, name);
    return grid ? (lineOf(child(grid, 'spPr'), around, GREY) ?? null) : null;
  };
  const side = valueOf(axis, 'axPos') ?? 'b';
  const crosses = valueOf(axis, 'crosses');
  const skip = numberOf(axis, 'tickLblSkip', 1, 10_000);
  const units = child(axis, 'dispUnits');
  const [unit, name] = UNITS[valueOf(units, 'builtInUnit') ?? ''] ?? [numberOf(units, 'custUnit', 1e-12) ?? 1, ''];
  const unitLabel = child(units, 'dispUnitsLbl');
  const timeUnit = valueOf(axis, 'majorTimeUnit');
  const linked = ['1', 'true'].includes(format['sourceLinked'] ?? '0');
  const labels = valueOf(axis, 'tickLblPos');
  const ticks = valueOf(axis, 'majorTickMark');
  return {
    id: valueOf(axis, 'axId') ?? '',
    crossId: valueOf(axis, 'crossAx') ?? '',
    kind,
    deleted: isOn(child(axis, 'delete'), false),
    side: side === 't' || side === 'l' || side === 'r' ? side : 'b',
    reversed: valueOf(scaling, 'orientation') === 'maxMin',
    min: numberOf(scaling, 'min'),
    max: numberOf(scaling, 'max'),
    majorUnit: numberOf(axis, 'majorUnit', 1e-300),
    majorTimeUnit: timeUnit === 'days' || timeUnit === 'months' || timeUnit === 'years' ? timeUnit : null,
    logBase: numberOf(scaling, 'logBase', 1.1, 1_000),
    format: linked ? null : (format['formatCode'] ?? null),
    crosses: numberOf(axis, 'crossesAt') ?? (crosses === 'min' || crosses === 'max' ? crosses : 'autoZero'),
    between: valueOf(axis, 'crossBetween') !== 'midCat',
    labels: labels === 'low' || labels === 'high' || labels === 'none' ? labels : 'nextTo',
    labelSkip: skip,
    ticks: ticks === 'in' || ticks === 'out' || ticks === 'cross' || ticks === 'none' ? ticks : 'out',
    line: lineOf(properties, around, GREY) ?? null,
    grid: gridOf('majorGridlines'),
    minorGrid: gridOf('minorGridlines'),
    title: titleOf(child(axis, 'title'), '坐标轴标题', { ...look, bold: true }, around),
    look: own,
    unit,
    unitName: unitLabel ? textIn(child(unitLabel, 'tx')) || textOf(child(unitLabel, 'v') ?? EMPTY) || name : '',
  };
}
