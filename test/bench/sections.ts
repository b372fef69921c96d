import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, platform, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Cost } from './cost.ts';

export type Row = Readonly<Record<string, string | number>>;

/** What one bench found: a table, and sentences about it. */
export interface Result {
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

/** Prints a result; cells as they will stand in the page. */
export function show(name: string, { rows, notes }: Result): void {
  console.log(`\n${name}\n${tableOf(rows)}\n${notes.map((note) => `- ${note}`).join('\n')}`);
}

/** Puts a result into its place in docs/performance.md, with the day and the machine. Throws where the page has no such place. */
export function keep(name: string, { rows, notes }: Result, today: string): void {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const page = readFileSync(PAGE, 'utf8');
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < 0) throw new Error(`docs/performance.md has no place for ${name}`);
  const lines = [`Measured ${today} on ${machine()}.`, tableOf(rows), notes.map((note) => `- ${note}`).join('\n')];
  const section = lines.filter((line) => line !== '').join('\n\n');
  writeFileSync(PAGE, `${page.slice(0, start + from.length)}\n\n${section}\n\n${page.slice(end)}`);
}

/** The machine without its name or any of its paths. */
function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${gigabytes} GB, ${platform()}, Node ${process.versions.node}`;
}

function tableOf(rows: readonly Row[]): string {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (heads.length === 0) return '';
  const numeric = heads.map((head) =>
    rows.every((row) => row[head] === undefined || typeof row[head] === 'number' || row[head] === '–'),
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(heads),
    `|${numeric.map((right) => (right ? '--:' : '---')).join('|')}|`,
    ...rows.map((row) => line(heads.map((head) => String(row[head] ?? '–')))),
  ].join('\n');
}

/** A figure with so many decimals. */
export const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** Cells of what one run cost. */
export const costCells = ({ cpuMs, wallMs, peakMb }: Pick<Cost, 'cpuMs' | 'wallMs' | 'peakMb'>): Row => ({
  'CPU s': rounded(cpuMs / 1000, 2),
  'wall s': rounded(wallMs / 1000, 1),
  'peak MB': Math.round(peakMb),
});

/** The value below which this share of the figures lies. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
