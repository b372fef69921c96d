import type { LedgerDefinition, StoredColumn, Value, Values } from './ledger.ts';

export interface ValueProblem {
  readonly key: string;
  readonly header: string;
  readonly text: string;
  /** One sentence: what is wrong and what to write instead. */
  readonly reason: string;
}

/**
 * What may be stored of what a person (or a workbook) wrote: known columns only, trimmed, numbers as numbers; and what stands against
 * it. Columns with a problem are left out of `values`.
 */
export function checkValues(
  definition: LedgerDefinition,
  written: Readonly<Record<string, Value | null | undefined>>,
): { readonly values: Values; readonly problems: readonly ValueProblem[] } {
  const values: Record<string, Value> = {};
  const problems: ValueProblem[] = [];
  for (const column of definition.columns) {
    const text = String(written[column.key] ?? '').trim();
    const problem = (reason: string): void =>
      void problems.push({ key: column.key, header: column.header, text, reason: `${column.header}${reason}` });
    if (text === '') {
      if (column.required) problem('没有填。');
      continue;
    }
    const reason = reasonAgainst(column, text);
    if (reason !== null) problem(reason);
    else values[column.key] = column.type === 'number' ? Number(text.replaceAll(',', '')) : text;
  }
  return { values, problems };
}

function reasonAgainst(column: StoredColumn, text: string): string | null {
  if (column.type === 'date' && !isDay(text)) return `“${text}”不是日期,请写成 2026-11-26 这样。`;
  if (column.type === 'number' && !/^-?\d[\d,]*(?:\.\d+)?$/.test(text)) return `“${text}”不是数字。`;
  if (column.type === 'choice' && !column.open && !(column.choices ?? []).includes(text))
    return `“${text}”不在可选的内容里,只能是${(column.choices ?? []).join('、')}。`;
  return null;
}

/** True for `YYYY-MM-DD` that names a real day. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  return date.toISOString().slice(0, 10) === text;
}

/** What names a row among others, for a message: its first key columns. */
export function wordsOf(definition: LedgerDefinition, values: Values): string {
  const words = definition.keys.map((key) => String(values[key] ?? '')).filter((word) => word !== '');
  return words.join(' · ').slice(0, 60) || '未命名';
}

/** The word by which two rows are the same one, or null where no key column is filled in. */
export function keyOf(definition: LedgerDefinition, values: Values): string | null {
  const words = definition.keys.map((key) => String(values[key] ?? '').replace(/\s+/g, ''));
  return words.every((word) => word === '') ? null : words.join('\u0001');
}
