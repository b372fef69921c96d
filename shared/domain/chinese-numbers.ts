const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1–99 as 一 … 九十九; '' for anything else. */
export function chineseWord(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 99) return '';
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  return `${tens === 0 ? '' : `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十`}${DIGITS[ones] ?? ''}`;
}

/** 一 … 九十九 as a number; 0 for anything else. */
export function chineseValue(word: string): number {
  for (let value = 1; value <= 99; value++) if (chineseWord(value) === word) return value;
  return 0;
}
