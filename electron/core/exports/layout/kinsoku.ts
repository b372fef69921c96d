/** Where a line of mixed Chinese and Latin text may break (行首行尾禁则, after GB/T 15834 and the W3C clreq rules). */

const NO_START = new Set('，。、；：？！）》」』】〕〉〗｝］”’…—·•‧％‰℃°′″ー々〻,.;:?!)]}%＝～﹐﹑﹒﹔﹕﹖﹗．'.split(''));
const NO_END = new Set('（《「『【〔〈〖｛［“‘([{￥＄$¥£€№#＃'.split(''));
/** Their right half is blank, so at a line's end they take half a character (行末标点挤压). */
const HALF_AT_END = new Set('，。、；：）》」』】〕〉〗｝］”’．'.split(''));
const OPENING = new Set('（《「『【〔〈〖｛［“‘'.split(''));
const UNSPLIT_PAIRS = new Set(['——', '……', '⸺⸺', '──']);

/** True for characters set in a full square: ideographs, kana, full-width forms, Chinese punctuation. */
export function isFullWidth(codePoint: number): boolean {
  return (
    (codePoint >= 0x2e80 && codePoint <= 0x9fff) ||
    (codePoint >= 0xac00 && codePoint <= 0xd7a3) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0xfe30 && codePoint <= 0xfe4f) ||
    (codePoint >= 0xff00 && codePoint <= 0xffef) ||
    (codePoint >= 0x2460 && codePoint <= 0x27bf) ||
    (codePoint >= 0x2150 && codePoint <= 0x218f) ||
    (codePoint >= 0x2190 && codePoint <= 0x21ff) ||
    (codePoint >= 0x2500 && codePoint <= 0x25ff) ||
    (codePoint >= 0x20000 && codePoint <= 0x3ffff) ||
    NO_START_WIDE.has(codePoint)
  );
}
const NO_START_WIDE = new Set([0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2026, 0x2e3a, 0x3007, 0x303b, 0xfffc]);

const BREAK_AFTER = new Set(['/', '\\', '_', '&', '-', '?', '=']);
const isDigit = (codePoint: number): boolean => codePoint >= 0x30 && codePoint <= 0x39;
const isWordChar = (codePoint: number): boolean =>
  (codePoint >= 0x30 && codePoint <= 0x39) ||
  (codePoint >= 0x41 && codePoint <= 0x5a) ||
  (codePoint >= 0x61 && codePoint <= 0x7a) ||
  (codePoint >= 0xc0 && codePoint <= 0x2af) ||
  (codePoint >= 0x370 && codePoint <= 0x1fff);

/**
 * Space taken out between two punctuation marks whose blank halves meet (标点挤压), as a share of the font size: `）》`, `。”`, `》《`, `（《`.
 */
export function squeezed(left: string, right: string): number {
  const meets = HALF_AT_END.has(left) ? HALF_AT_END.has(right) || OPENING.has(right) : OPENING.has(left) && OPENING.has(right);
  return meets ? 0.5 : 0;
}

/** True when a line may not start with `char`. */
export const cannotStart = (char: string): boolean => NO_START.has(char);
/** True when a line may not end with `char`. */
export const cannotEnd = (char: string): boolean => NO_END.has(char);
/** True when `char` takes half its width at a line's end. */
export const shrinksAtEnd = (char: string): boolean => HALF_AT_END.has(char);

/**
 * May a line end after `left` and the next start with `right`? Latin words and numbers stay whole; a word longer than a line is the
 * caller's business.
 */
export function mayBreak(left: string, right: string): boolean {
  if (right === ' ') return false;
  if (cannotStart(right) || cannotEnd(left)) return false;
  if (left === ' ') return true;
  if (UNSPLIT_PAIRS.has(left + right)) return false;
  if (left === '—' && isWordChar(right.codePointAt(0) ?? 0)) return false;
  const before = left.codePointAt(0) ?? 0;
  const after = right.codePointAt(0) ?? 0;
  if (isFullWidth(before) || isFullWidth(after)) return true;
  if (!isWordChar(after) || isWordChar(before)) return false;
  // Paths, addresses and hyphenated words break after the sign; dates and numbers like 2026-03-05 do not.
  return BREAK_AFTER.has(left) && !(left === '-' && isDigit(after));
}

/** May justification put space between the two? Between full-width characters and at spaces, never inside a Latin word. */
export function mayStretch(left: string, right: string): boolean {
  if (left === ' ') return true;
  if (UNSPLIT_PAIRS.has(left + right)) return false;
  return isFullWidth(left.codePointAt(0) ?? 0) || isFullWidth(right.codePointAt(0) ?? 0);
}
