import { readFileSync } from 'node:fs';
import type { Framework } from '../../shared/domain/framework.ts';
import type { Suggestion } from '../../shared/domain/link.ts';

export interface Row {
  readonly name: string;
  /** Null where no leaf fits. */
  readonly code: string | null;
  readonly acceptable: readonly string[];
}

export interface Figures {
  readonly rows: number;
  readonly top1: number;
  readonly top3: number;
  readonly strictTop1: number;
  readonly strictTop3: number;
  /** Share of high-band first suggestions that are acceptable, and share of all rows that have one. */
  readonly highPrecision: number;
  readonly highCoverage: number;
  /** Share of rows without a leaf that get no suggestion at all. */
  readonly noneRecall: number;
  readonly noneRows: number;
  readonly msPerFile: number;
  /** Mean score against share accepted, per tenth of the score. */
  readonly calibration: readonly { readonly from: number; readonly count: number; readonly accepted: number }[];
  readonly misses: readonly string[];
}

/** Reads the labelled names: tab separated with a heading line, code `-` for none, other codes separated by `;`, `,` or `|`. */
export function readRows(file: URL): Row[] {
  const [heading, ...lines] = readFileSync(file, 'utf8').split(/\r?\n/).filter((line) => line !== '').map((line) => line.split('\t')); // prettier-ignore
  const column = (name: string) => (heading ?? []).indexOf(name);
  return lines.map((line) => {
    const code = line[column('code')] ?? '-';
    const others = (line[column('altCodes')] ?? '').split(/[;,|、\s]+/).filter((one) => one !== '');
    return {
      name: line[column('name')] ?? '',
      code: code === '-' ? null : code,
      acceptable: code === '-' ? others : [code, ...others],
    };
  });
}

/** Runs a suggester over labelled names. Shares are 0..1. */
export function measure(rows: readonly Row[], framework: Framework, suggest: (name: string) => readonly Suggestion[]): Figures {
  const codeOf = new Map(framework.indicators.map((one) => [one.id, one.code]));
  const started = performance.now();
  const results = rows.map((row) => ({ row, suggestions: suggest(row.name) }));
  const msPerFile = (performance.now() - started) / rows.length;
  const judged = results.map(({ row, suggestions }) => {
    const codes = suggestions.map((one) => codeOf.get(one.indicatorId) ?? '');
    return { row, suggestions, codes, first: suggestions[0], right: row.acceptable.includes(codes[0] ?? '') };
  });
  const labelled = judged.filter(({ row }) => row.code !== null);
  const none = judged.filter(({ row }) => row.code === null);
  const high = judged.filter(({ first }) => first?.band === 'high');
  const share = <T>(of: readonly T[], test: (one: T) => boolean) => (of.length === 0 ? 1 : of.filter(test).length / of.length);
  return {
    rows: rows.length,
    top1: share(labelled, ({ right }) => right),
    top3: share(labelled, ({ row, codes }) => codes.slice(0, 3).some((code) => row.acceptable.includes(code))),
    strictTop1: share(labelled, ({ row, codes }) => codes[0] === row.code),
    strictTop3: share(labelled, ({ row, codes }) => codes.slice(0, 3).includes(row.code ?? '')),
    highPrecision: share(high, ({ right }) => right),
    highCoverage: high.length / rows.length,
    noneRecall: share(none, ({ suggestions }) => suggestions.length === 0),
    noneRows: none.length,
    msPerFile,
    calibration: Array.from({ length: 10 }, (_, tenth) => {
      const within = judged.filter(({ first }) => first && Math.min(9, Math.floor(first.score * 10)) === tenth);
      return { from: tenth / 10, count: within.length, accepted: share(within, ({ right }) => right) };
    }).filter(({ count }) => count > 0),
    misses: judged
      .filter(({ row, right, first }) => (row.code === null ? first !== undefined : !right))
      .map(
        ({ row, suggestions, codes }) =>
          `${row.acceptable.join('|') || '-'}\t${row.name}\t${
            suggestions
              .slice(0, 3)
              .map((one, at) => `${codes[at]} ${one.score} ${one.reasons[0]?.text ?? ''}`)
              .join(' ; ') || '(none)'
          }`,
      ),
  };
}

/** The figures as lines to print. */
export function describe(label: string, figures: Figures): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return [
    `${label}: ${figures.rows} names, ${figures.msPerFile.toFixed(3)} ms per file`,
    `  top-1 ${percent(figures.top1)} (strict ${percent(figures.strictTop1)}), top-3 ${percent(figures.top3)} (strict ${percent(figures.strictTop3)})`,
    `  high band: precision ${percent(figures.highPrecision)}, coverage ${percent(figures.highCoverage)}`,
    `  none: ${percent(figures.noneRecall)} of ${figures.noneRows} names without a leaf get no suggestion`,
    `  score → accepted: ${figures.calibration.map(({ from, count, accepted }) => `${from.toFixed(1)}+ ${percent(accepted)} (${count})`).join(', ')}`,
  ].join('\n');
}
