import { expect, test } from 'vitest';
import { trendPoints } from '../../../../electron/core/charts/trends.ts';
import { AXES, axis, chartOf, chartPart, columns, fill, filled, lines, marksOf, numbers, read, series, stroke, strokes, texts, word, wordsOf } from './chart-parts.ts'; // prettier-ignore

const PARTS = ['环境', '秩序', '服务'];
const pie = (values: readonly (number | null)[], more = '', kind = 'pieChart') =>
  `<c:${kind}><c:varyColors val="1"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx>${texts(['构成'])}</c:tx>${more}<c:cat>${texts(PARTS)}</c:cat><c:val>${numbers(values)}</c:val></c:ser><c:firstSliceAng val="0"/></c:${kind}>`;
const point = (at: number, color: string) => `<c:dPt><c:idx val="${at}"/>${fill(color)}</c:dPt>`;
const LABELS = '<c:dLbls><c:dLblPos val="outEnd"/><c:showCatName val="1"/><c:showPercent val="1"/></c:dLbls>';

test('slices of a pie have their share of the circle from twelve o’clock on, and say it', () => {
  const marks = marksOf(chartPart(pie([50, 25, 25], point(0, 'c00000') + point(1, '00c000') + LABELS)));
  const [half, quarter] = [filled(marks, '#c00000')[0], filled(marks, '#00c000')[0]];
  expect(half?.left).toBeCloseTo(200, 1);
  expect(quarter?.right).toBeCloseTo(200, 1);
  expect(quarter?.top).toBeCloseTo(150, 1);
  expect(wordsOf(marks).sort()).toEqual(['25%', '25%', '50%', '服务', '环境', '秩序']);
});

test('labels of small slices do not lie on each other', () => {
  const marks = marksOf(chartPart(pie([900, 12, 9], LABELS)));
  const [second, third] = ['秩序', '服务'].map((text) => word(marks, text));
  const apart = Math.max(Math.abs((second?.x ?? 0) - (third?.x ?? 0)) - 20, Math.abs((second?.y ?? 0) - (third?.y ?? 0)) - 20);
  expect(apart).toBeGreaterThan(0);
});

test('a ring has a hole, a whole pie no seam, and one of nothing is empty', () => {
  const ring = marksOf(chartPart(pie([1, 1, 2], point(0, 'c00000'), 'doughnutChart')));
  expect(filled(ring, '#c00000')[0]?.left).toBeCloseTo(200, 1);
  expect(filled(ring, '#c00000')[0]?.bottom).toBeLessThan(151);
  const whole = marksOf(chartPart(pie([7, 0, null], point(0, 'c00000'))));
  expect(filled(whole, '#c00000')[0]).toMatchObject({
    left: expect.closeTo(400 - (filled(whole, '#c00000')[0]?.right ?? 0), 3) as number,
  });
  expect(wordsOf(marksOf(chartPart(pie([0, 0, 0], LABELS))))).toEqual([]);
});

test('a radar has a spoke for every category', () => {
  const radar = `<c:radarChart><c:radarStyle val="marker"/>${series(0, '甲', [1, 2, 3, 4], { categories: ['东', '南', '西', '北'], more: stroke('c00000') })}<c:axId val="1"/><c:axId val="2"/></c:radarChart>`;
  const marks = marksOf(chartPart(radar + AXES));
  const [outline] = strokes(marks, '#c00000', 2);
  expect(outline).toHaveLength(4);
  expect(word(marks, '东').y).toBeLessThan(word(marks, '西').y);
  expect(word(marks, '南').x).toBeGreaterThan(word(marks, '北').x);
});

test('the title is the file’s, else that of the one series; several are “图表标题” as office programs show it', () => {
  const title = (inside: string) => `<c:title>${inside}</c:title>`;
  const rich = '<c:tx><c:rich><a:p><a:r><a:t>经费</a:t></a:r><a:r><a:t>情况</a:t></a:r></a:p></c:rich></c:tx>';
  const one = columns(series(0, '甲', [1])) + AXES;
  expect(chartOf(chartPart(one, { more: title(rich) })).title?.text).toBe('经费情况');
  expect(chartOf(chartPart(one, { more: title('') })).title?.text).toBe('甲');
  expect(chartOf(chartPart(one, { more: '<c:autoTitleDeleted val="0"/>' })).title?.text).toBe('甲');
  expect(chartOf(chartPart(one, { more: '<c:autoTitleDeleted val="1"/>' })).title).toBeNull();
  const two = columns(series(0, '甲', [1]) + series(1, '乙', [1])) + AXES;
  expect(chartOf(chartPart(two, { more: title('') })).title?.text).toBe('图表标题');
  expect(chartOf(chartPart(two)).title).toBeNull();
});

test('the legend names the series at its side, without entries that are deleted', () => {
  const legend = (side: string, more = '') => ({ after: `<c:legend><c:legendPos val="${side}"/>${more}</c:legend>` });
  const two = columns(series(0, '甲村', [1, 2]) + series(1, '乙村', [2, 1])) + AXES;
  expect(word(marksOf(chartPart(two, legend('r'))), '甲村').x).toBeGreaterThan(340);
  const below = marksOf(chartPart(two, legend('b')));
  expect(word(below, '甲村').y).toBeGreaterThan(280);
  expect(word(below, '乙村').y).toBe(word(below, '甲村').y);
  const without = marksOf(chartPart(two, legend('b', '<c:legendEntry><c:idx val="0"/><c:delete val="1"/></c:legendEntry>')));
  expect(wordsOf(without)).not.toContain('甲村');
  expect(wordsOf(marksOf(chartPart(pie([1, 2, 3]), legend('r'))))).toEqual(PARTS);
});

test('series without a name are numbered over the whole chart', () => {
  const bare = (index: number) => series(index, '', [1, 2]).replace(/<c:tx>.*?<\/c:tx>/s, '');
  const both = columns(bare(0)) + lines(bare(1)) + AXES;
  const marks = marksOf(chartPart(both, { after: '<c:legend><c:legendPos val="b"/></c:legend>' }));
  expect(wordsOf(marks)).toEqual(expect.arrayContaining(['系列1', '系列2']));
  expect(chartOf(chartPart(columns(bare(0)) + AXES, { more: '<c:title/>' })).title?.text).toBe('图表标题');
});

test('titles of axes stand beside them, one of an upright axis is turned', () => {
  const named = (text: string) => `<c:title><c:tx><c:rich><a:p><a:r><a:t>${text}</a:t></a:r></a:p></c:rich></c:tx></c:title>`;
  const axes = axis('catAx', '1', '2', 'b', named('年份')) + axis('valAx', '2', '1', 'l', named('万元'));
  const marks = marksOf(chartPart(columns(series(0, '甲', [1, 2])) + axes));
  expect(word(marks, '万元')).toMatchObject({ turn: -90, x: expect.toSatisfy((x: number) => x < 30) as number });
  expect(word(marks, '年份').y).toBeGreaterThan(word(marks, '1').y);
});

test('values may be shown in thousands, with what they are counted in beside the axis', () => {
  const unit = '<c:dispUnits><c:builtInUnit val="tenThousands"/><c:dispUnitsLbl/></c:dispUnits>';
  const part = chartPart(
    columns(series(0, '甲', [50_000, 98_000])) + axis('catAx', '1', '2', 'b') + axis('valAx', '2', '1', 'l', unit),
  );
  expect(wordsOf(marksOf(part))).toEqual(expect.arrayContaining(['10', '万']));
});

test('an axis of powers has equal steps between them', () => {
  const part = chartPart(lines(series(0, '甲', [1, 10, 1000])) + axis('catAx', '1', '2', 'b') + axis('valAx', '2', '1', 'l', '', '<c:logBase val="10"/>')); // prettier-ignore
  const marks = marksOf(part);
  const ys = ['10', '100', '1000'].map((text) => word(marks, text).y);
  expect((ys[0] ?? 0) - (ys[1] ?? 0)).toBeCloseTo((ys[1] ?? 0) - (ys[2] ?? 0), 3);
});

test('kinds with depth are drawn flat; what is not drawn of a chart is named', () => {
  const more =
    '<c:errBars><c:errBarType val="both"/></c:errBars><c:trendline><c:trendlineType val="linear"/><c:dispEq val="1"/></c:trendline>';
  const deep = columns(series(0, '甲', [1, 2], { more: fill('c00000') + more })).replaceAll('barChart', 'bar3DChart');
  expect(filled(marksOf(chartPart(deep + AXES)), '#c00000')).toHaveLength(2);
  expect(chartOf(chartPart(deep + AXES)).notes).toEqual([
    '图表里的趋势线或其公式、误差线没有印出,请核对原件',
    '立体图表和复合饼图按平面图印出',
  ]);
});

test('a table of figures stands under the plot, a column a category, and names the categories itself', () => {
  const two = columns(
    series(0, '甲村', [1234, 80], { categories: ['户数', '人数'], format: '#,##0' }) + series(1, '乙村', [null, 70]),
  );
  const marks = marksOf(chartPart(`${two}${AXES}<c:dTable><c:showKeys val="1"/></c:dTable>`));
  expect(wordsOf(marks).filter((text) => text === '户数')).toHaveLength(1);
  expect(word(marks, '1,234').x).toBeCloseTo(word(marks, '户数').x, 3);
  expect(word(marks, '1,234').y).toBeCloseTo(word(marks, '甲村').y, 3);
  expect(word(marks, '乙村').y).toBeGreaterThan(word(marks, '甲村').y);
  expect(word(marks, '70').x).toBeCloseTo(word(marks, '人数').x, 3);
  const lying = chartPart(`${two.replace('"col"', '"bar"')}${AXES}<c:dTable/>`);
  expect(chartOf(lying).notes).toEqual(['图表里的数据表没有印出,请核对原件']);
});

test.each([
  ['linear', '', [[1, 3], [2, 5], [3, 7]], [3, 7]],
  ['exp', '', [[1, 2], [2, 4], [3, 8]], [3, 8]],
  ['log', '', [[1, 0], [Math.E, 1], [Math.E ** 2, 2]], [Math.E ** 2, 2]],
  ['power', '', [[1, 1], [2, 4], [3, 9]], [3, 9]],
  ['poly', '<c:order val="2"/>', [[1, 1], [2, 4], [3, 9], [4, 16]], [4, 16]],
  ['movingAvg', '<c:period val="2"/>', [[1, 2], [2, 4], [3, 8]], [3, 6]],
] as const)('a trend of kind %s goes where its values tend to', (kind, more, pairs, last) => {
  const trend = `<c:trendline>${stroke('00c000')}<c:trendlineType val="${kind}"/>${more}</c:trendline>`;
  const part = chartPart(lines(series(0, '甲', [1, 2], { more: trend })) + AXES, { after: '<c:legend/>' });
  const [own] = chartOf(part).groups[0]?.series[0]?.trends ?? [];
  const end = own && trendPoints(pairs, own).at(-1);
  expect(end).toEqual([expect.closeTo(last[0], 6), expect.closeTo(last[1], 6)]);
  expect(wordsOf(marksOf(part)).some((text) => text.endsWith('(甲)'))).toBe(true);
}); // prettier-ignore

test('a trend is drawn over its columns, and none where values allow none', () => {
  const trended = (kind: string, values: number[]) =>
    strokes(marksOf(chartPart(columns(series(0, '甲', values, { more: `<c:trendline>${stroke('00c000')}<c:trendlineType val="${kind}"/></c:trendline>` })) + AXES)), '#00c000', 2); // prettier-ignore
  const [rising] = trended('linear', [1, 2, 3]).filter((piece) => piece.length > 2);
  expect(rising?.[0]?.[1]).toBeGreaterThan(rising?.at(-1)?.[1] ?? Infinity);
  expect(trended('exp', [1, -2, 3])).toEqual([]);
  expect(trended('linear', [1])).toEqual([]);
});

test('a chart without values, of another kind, without axes or broken says why it is not drawn', () => {
  expect(read(chartPart(columns(series(0, '甲', [])) + AXES))).toEqual({ reason: '图表里没有保存数值' });
  expect(read(chartPart('<c:surfaceChart/>'))).toEqual({ reason: '图表的种类画不出来' });
  expect(read(chartPart(columns(series(0, '甲', [1]))))).toEqual({ reason: '图表的坐标轴读不出来' });
  expect(read('<c:chartSpace')).toEqual({ reason: '图表读不出来' });
  expect(read('<x/>')).toEqual({ reason: '图表读不出来' });
});

test('in a frame of no room nothing is drawn outside of it by more than a word', () => {
  const marks = marksOf(chartPart(columns(series(0, '甲', [1, 2], { more: fill('c00000') })) + AXES, { more: '<c:title/>', after: '<c:legend/>' }), { widthPt: 30, heightPt: 20 }); // prettier-ignore
  for (const bar of filled(marks, '#c00000')) {
    expect(bar.left).toBeGreaterThanOrEqual(0);
    expect(bar.right).toBeLessThanOrEqual(30);
    expect(bar.bottom).toBeLessThanOrEqual(20);
  }
});
