import { textWidth } from './glyphs.ts';
import type { Face } from './glyphs.ts';
import { isHeading, printedDate } from './official.ts';
import type { OfficialText } from './official.ts';

/** Lengths are points (1/72 inch) from the top left corner of the page; `y` of a text is its baseline. */
export interface PaperText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly face: Face;
  readonly color: 'black' | 'red';
}

export interface PaperPage {
  readonly texts: readonly PaperText[];
  /** Baseline of the red line under the head, or null. */
  readonly redLineY: number | null;
  /** Centre of the seal, or null on pages that carry none. */
  readonly seal: { readonly x: number; readonly y: number } | null;
}

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export const A4: PageSize = { width: 595.28, height: 841.89 };
const CLOSING = '，。；：、！？）》”〕%,;:)';

/** `text` broken into lines no wider than `width`; closing punctuation never begins a line. */
export function brokenLines(text: string, size: number, width: number, face: Face, indent: number): string[] {
  const lines: string[] = [];
  let current = '';
  let used = indent;
  for (const character of text) {
    const advance = textWidth(character, size, face);
    if (used + advance > width && !CLOSING.includes(character)) {
      lines.push(current);
      current = '';
      used = 0;
    }
    current += character;
    used += advance;
  }
  lines.push(current);
  return lines;
}

/** A paper's pages: red head, number, line, title, text, signature and date, as GB/T 9704 places them. */
export function paperPages(text: OfficialText, size: PageSize = A4, bodySize = 15): PaperPage[] {
  const left = 76;
  const right = size.width - 70;
  const bottom = size.height - 88;
  const step = bodySize * 1.75;
  const pages: { texts: PaperText[]; redLineY: number | null; seal: { x: number; y: number } | null }[] = [];
  let page = { texts: [] as PaperText[], redLineY: null as number | null, seal: null as { x: number; y: number } | null };
  pages.push(page);
  let y = 100;
  const put = (value: string, x: number, fontSize: number, face: Face, color: 'black' | 'red' = 'black'): void => {
    page.texts.push({ text: value, x, y, size: fontSize, face, color });
  };
  const centred = (value: string, fontSize: number, face: Face, color: 'black' | 'red' = 'black'): void =>
    put(value, (size.width - textWidth(value, fontSize, face)) / 2, fontSize, face, color);
  const down = (by: number): void => {
    y += by;
    if (y <= bottom) return;
    page = { texts: [], redLineY: null, seal: null };
    pages.push(page);
    y = 104;
  };
  if (text.head !== undefined) {
    y = 128;
    const headSize = Math.min(30, (right - left) / [...text.head].length);
    centred(text.head, headSize, 'serifBold', 'red');
    y += 52;
    centred(text.number ?? '', 14, 'serif');
    y += 14;
    page.redLineY = y;
    y += 44;
  }
  for (const part of text.title.split('\n')) {
    centred(part, 20, 'serifBold');
    y += 32;
  }
  if (text.head === undefined && text.number !== undefined) {
    centred(text.number, 14, 'serif');
    y += 28;
  }
  y += 8;
  if (text.to !== undefined) {
    put(text.to, left, bodySize, 'serif');
    down(step);
  }
  for (const paragraph of text.body) {
    const face: Face = isHeading(paragraph) ? 'sansBold' : 'serif';
    const lines = brokenLines(paragraph, bodySize, right - left, face, bodySize * 2);
    lines.forEach((line, i) => {
      put(line, left + (i === 0 ? bodySize * 2 : 0), bodySize, face);
      down(step);
    });
  }
  down(step);
  if (y + step * 2 > bottom) down(bottom);
  const signWidth = textWidth(text.sign, bodySize, 'serif');
  const signX = right - 24 - signWidth;
  put(text.sign, signX, bodySize, 'serif');
  const sealX = signX + signWidth / 2;
  page.seal = { x: Math.min(sealX, right - 66), y: y + 8 };
  y += step;
  const date = printedDate(text.date);
  put(
    date,
    Math.min(right - 12 - textWidth(date, bodySize, 'serif'), sealX - textWidth(date, bodySize, 'serif') / 2),
    bodySize,
    'serif',
  );
  return pages;
}
