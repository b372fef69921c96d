import { layChart, readChart, type Chart, type Mark, type Measure } from '../../../../electron/core/charts/charts.ts';
import { parsedPart } from '../../../../electron/core/xml-tree.ts';

/** Chart parts as office programs write them, small; and what is drawn of them. */

const SPACES =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';

type Value = number | string | null;

const points = (values: readonly Value[]): string =>
  `<c:ptCount val="${values.length}"/>${values.map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`)).join('')}`;

export const numbers = (values: readonly Value[], format = 'General'): string =>
  `<c:numRef><c:f>S!A1</c:f><c:numCache><c:formatCode>${format}</c:formatCode>${points(values)}</c:numCache></c:numRef>`;

export const texts = (values: readonly string[]): string =>
  `<c:strRef><c:f>S!A1</c:f><c:strCache>${points(values)}</c:strCache></c:strRef>`;

/** A series; `more` stands before its data. */
export function series(
  index: number,
  name: string,
  values: readonly Value[],
  { categories, more = '', format }: { categories?: readonly string[]; more?: string; format?: string } = {},
): string {
  const names = categories ? `<c:cat>${texts(categories)}</c:cat>` : '';
  return `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx>${texts([name])}</c:tx>${more}${names}<c:val>${numbers(values, format)}</c:val></c:ser>`;
}

/** An axis of categories and one of values, crossing each other. */
export const AXES = `${axis('catAx', '1', '2', 'b')}${axis('valAx', '2', '1', 'l', '<c:majorGridlines/>')}`;

export function axis(
  kind: string,
  id: string,
  cross: string,
  side: string,
  more = '',
  scaling = '<c:orientation val="minMax"/>',
): string {
  return `<c:${kind}><c:axId val="${id}"/><c:scaling>${scaling}</c:scaling><c:axPos val="${side}"/>${more}<c:crossAx val="${cross}"/></c:${kind}>`;
}

/** A chart part of groups and axes; `more` stands before its plot area, `after` behind it. */
export function chartPart(
  plot: string,
  { more = '', after = '', space = '' }: { more?: string; after?: string; space?: string } = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8"?><c:chartSpace ${SPACES}>${space}<c:chart>${more}<c:plotArea><c:layout/>${plot}</c:plotArea>${after}</c:chart></c:chartSpace>`;
}

export const columns = (inside: string, more = ''): string =>
  `<c:barChart><c:barDir val="col"/>${more || '<c:grouping val="clustered"/>'}${inside}<c:gapWidth val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>`;

export const lines = (inside: string, more = ''): string =>
  `<c:lineChart><c:grouping val="standard"/>${inside}${more}<c:axId val="1"/><c:axId val="2"/></c:lineChart>`;

export const read = (part: string) =>
  readChart(parsedPart(Buffer.from(part)), { colours: new Map([['accent1', '112233']]), sizePt: 10 });

/** The chart of a part that can be drawn. */
export function chartOf(part: string): Chart {
  const got = read(part);
  if ('reason' in got) throw new Error(got.reason);
  return got.chart;
}

/** Full-width characters one em, others half of one. */
export const measure: Measure = (text, { sizePt }) =>
  [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 0xff ? 1 : 0.5), 0) * sizePt;

/** What is drawn of a part in a frame of 400 × 300 points. */
export function marksOf(part: string, size = { widthPt: 400, heightPt: 300 }): Mark[] {
  return flat(layChart(chartOf(part), size, measure));
}

const flat = (marks: readonly Mark[]): Mark[] => marks.flatMap((mark) => (mark.kind === 'clip' ? flat(mark.marks) : [mark]));

export const wordsOf = (marks: readonly Mark[]): string[] => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

/** The text mark that says so. */
export function word(marks: readonly Mark[], text: string) {
  const found = marks.find((mark): mark is Mark & { kind: 'text' } => mark.kind === 'text' && mark.text === text);
  if (!found) throw new Error(`nothing says ${text}`);
  return found;
}

/** Left, top, right and bottom of every path filled with that colour. */
export function filled(marks: readonly Mark[], color: string): { left: number; top: number; right: number; bottom: number }[] {
  return marks.flatMap((mark) => {
    if (mark.kind !== 'path' || mark.fill !== color) return [];
    const ends = mark.steps.flatMap((step) => (step[0] === 'Z' ? [] : [step.slice(-2) as [number, number]]));
    const [xs, ys] = [ends.map(([x]) => x), ends.map(([, y]) => y)];
    return [{ left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }];
  });
}

/** Points of the strokes of that colour and width. */
export function strokes(marks: readonly Mark[], color: string, widthPt: number): (readonly [number, number])[][] {
  return marks.flatMap((mark) =>
    mark.kind === 'path' && mark.stroke?.color === color && mark.stroke.widthPt === widthPt
      ? [mark.steps.flatMap((step) => (step[0] === 'Z' ? [] : [step.slice(-2) as [number, number]]))]
      : [],
  );
}

export const fill = (color: string): string => `<c:spPr><a:solidFill><a:srgbClr val="${color}"/></a:solidFill></c:spPr>`;
export const stroke = (color: string, widthPt = 2): string =>
  `<c:spPr><a:ln w="${widthPt * 12700}"><a:solidFill><a:srgbClr val="${color}"/></a:solidFill></a:ln></c:spPr>`;
