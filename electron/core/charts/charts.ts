/** Charts of office documents (ECMA-376 part 1, 21.2), read from the values their part keeps and set as marks that a page or a slide draws. */
export type { Chart, ChartAround } from './chart.ts';
export { layChart } from './lay-chart.ts';
export type { Mark, MarkLook, Measure, Step } from './marks.ts';
export { readChart, type ReadChart } from './read-chart.ts';
