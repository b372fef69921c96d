import type { TextLook } from './chart.ts';
import type { Mark, Measure } from './marks.ts';

/** Distance of lines in sizes of the text, and how far below the middle of a line its base line is. */
export const LINE = 1.25;
const MIDDLE = 0.36;
const MOST_LABEL_CHARS = 200;

export interface SetText {
  readonly lines: readonly string[];
  readonly widthPt: number;
  readonly heightPt: number;
}

/** A text on lines no wider than `widthPt`, at most `mostLines` of them; what is more ends in an ellipsis. */
export function setText(text: string, look: TextLook, measure: Measure, widthPt = Infinity, mostLines = 3): SetText {
  const lines: string[] = [];
  const cut = text.length > MOST_LABEL_CHARS ? `${text.slice(0, MOST_LABEL_CHARS)}…` : text;
  for (const paragraph of cut.split(/\r?\n|\v/)) lines.push(...wrapped(paragraph.trim(), look, measure, widthPt));
  const shown = lines.slice(0, mostLines);
  if (lines.length > shown.length) shown.push(shortened(`${shown.pop() ?? ''}…`, look, measure, widthPt));
  const width = Math.max(0, ...shown.map((one) => measure(one, look)));
  return { lines: shown, widthPt: width, heightPt: shown.length * look.sizePt * LINE };
}

/** Words are kept whole, between Chinese characters a line may end. */
function wrapped(text: string, look: TextLook, measure: Measure, widthPt: number): string[] {
  if (measure(text, look) <= widthPt) return [text];
  const lines: string[] = [];
  let current = '';
  for (const word of text.match(/[\u2e80-\uffff][，。、；：）》”％]?|[^\s\u2e80-\uffff]+|\s+/g) ?? []) {
    if (current !== '' && measure((current + word).trimEnd(), look) > widthPt) {
      lines.push(current.trimEnd());
      current = word.trimStart();
    } else current += word;
  }
  return [...lines, current.trimEnd()].filter((one) => one !== '');
}

/** The beginning of a text that fits, with an ellipsis where something is left out. */
export function shortened(text: string, look: TextLook, measure: Measure, widthPt: number): string {
  if (measure(text, look) <= widthPt) return text;
  const characters = [...text.replace(/…$/, '')];
  while (characters.length > 1 && measure(`${characters.join('')}…`, look) > widthPt) characters.pop();
  return `${characters.join('')}…`;
}

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** What of the text is at `y`. */
  readonly from: 'top' | 'middle' | 'bottom';
  readonly turn?: number;
}

/** Marks of set text, turned round its place. */
export function textMarks({ lines }: Pick<SetText, 'lines'>, look: TextLook, place: TextPlace): Mark[] {
  const height = lines.length * look.sizePt * LINE;
  const top = { top: 0, middle: -height / 2, bottom: -height }[place.from];
  const turn = place.turn ?? 0;
  const [sin, cos] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)];
  const { sizePt, bold, color, serif } = look;
  return lines.flatMap((text, index): Mark[] => {
    const down = top + (index + 0.5) * sizePt * LINE + sizePt * MIDDLE;
    const at = { x: place.x - sin * down, y: place.y + cos * down };
    return text === '' ? [] : [{ kind: 'text', ...at, text, anchor: place.anchor, turn, sizePt, bold, color, serif }];
  });
}
