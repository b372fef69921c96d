import { xlsx } from '../xlsx-library.ts';

const PLAIN = /^(#,##)?0(\.0{1,20})?(%?)$/;

/**
 * A number as a format code of a spreadsheet shows it (ECMA-376 part 1, 18.8.31), without the blanks that only align columns. A code that
 * is broken shows the number as it is. `is1904` tells from which day dates are counted.
 */
export function formatNumber(value: number, code: string, is1904 = false): string {
  const format = code.replace(/G\/通用格式/g, 'General').trim();
  if (format === '' || /^general$/i.test(format)) return general(value);
  const [, thousands, decimals = '', percent] = PLAIN.exec(format) ?? [];
  if (PLAIN.test(format)) {
    const shown = value * (percent ? 100 : 1);
    // As spreadsheets round: 0.285 with two decimals is 0.29, though the nearest binary number lies below.
    const digits = Math.max(0, decimals.length - 1);
    const rounded = Math.abs(shown) < 1e12 ? Number(shown.toPrecision(15)) : shown;
    const text = (Math.sign(rounded) * (Math.round(Math.abs(rounded) * 10 ** digits + 1e-9) / 10 ** digits)).toFixed(digits);
    const [whole = '', rest] = text.replace(/^-(?=0(\.0*)?$)/, '').split('.');
    return `${thousands ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole}${rest === undefined ? '' : `.${rest}`}${percent}`;
  }
  try {
    const library = xlsx() as unknown as { SSF: { format: (code: string, value: number, options: object) => string } };
    return library.SSF.format(format, value, { date1904: is1904 }).trim();
  } catch {
    return general(value);
  }
}

function general(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e11 || size < 1e-9) return value.toExponential(2).replace(/\.?0+e/, 'E').replace(/^(.*)e/, '$1E'); // prettier-ignore
  return String(Number(value.toPrecision(10)));
}

/** Whether a format shows dates. */
export function isDateFormat(code: string): boolean {
  return /[ymdhs年月日]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|general/gi, ''));
}
