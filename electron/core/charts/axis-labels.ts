import type { Axis } from './chart.ts';
import type { Mark, Measure } from './marks.ts';
import { LINE, setText, shortened, textMarks, type SetText } from './text.ts';

/** How the labels of an axis are set: all alike. */
export interface LabelSetting {
  readonly turn: number;
  /** Every n-th one is shown. */
  readonly every: number;
  readonly texts: readonly SetText[];
  /** How far they reach away from the axis. */
  readonly depthPt: number;
}

const MOST_LINES = 3;
const NOTHING: SetText = { lines: [], widthPt: 0, heightPt: 0 };

/**
 * Labels under (or over) a lying axis that stand `slotPt` apart: in a line where they fit, else on up to three lines, else slanted or
 * upright, and only every n-th where even that is too close.
 */
export function acrossLabels(
  labels: readonly string[],
  axis: Axis,
  room: { readonly slotPt: number; readonly deepestPt: number; readonly keepsFlat: boolean },
  measure: Measure,
): LabelSetting {
  const { look } = axis;
  const { slotPt, deepestPt, keepsFlat } = room;
  const fixed = axis.labelSkip ?? 1;
  const widths = labels.map((text) => measure(text, look));
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  const gap = look.sizePt * 0.25;
  if (look.stacked) {
    const texts = labels.map((text): SetText => ({ lines: [...text].slice(0, 20), widthPt: look.sizePt, heightPt: Math.min(20, [...text].length) * look.sizePt * LINE })); // prettier-ignore
    return { turn: 0, every: everyFor(look.sizePt * 1.1, slotPt, fixed), texts, depthPt: deepest(texts) };
  }
  const flat = (every: number): LabelSetting => {
    const widthPt = Math.max(slotPt * every - gap / 2, look.sizePt * 1.1);
    const texts = labels.map((text, at) => (at % every === 0 ? setText(text, look, measure, widthPt, MOST_LINES) : NOTHING));
    return { turn: 0, every, texts, depthPt: deepest(texts) };
  };
  const wanted = look.turn === undefined || Math.abs(look.turn) < 1 ? null : look.turn;
  if (wanted === null) {
    if (widest + gap <= slotPt * fixed) return flat(fixed);
    if (keepsFlat || look.turn === 0) return flat(everyFor(Math.min(widest, look.turn === 0 && !keepsFlat ? look.sizePt * 4 : widest) + gap, slotPt, fixed)); // prettier-ignore
    if (slotPt * fixed >= look.sizePt * 2.4) {
      const lines = flat(fixed);
      const isWhole = lines.texts.every(
        (set, at) => set.lines.join('').replaceAll(' ', '') === (labels[at] ?? '').replaceAll(/\s/g, ''),
      );
      const breaksWords = lines.texts.some(({ widthPt }) => widthPt > slotPt * fixed - gap / 4);
      if (isWhole && !breaksWords) return lines;
    }
  }
  const turn = wanted ?? (slotPt * fixed >= look.sizePt * LINE * 1.3 ? -45 : -90);
  const [sin, cos] = [Math.abs(Math.sin((turn * Math.PI) / 180)), Math.cos((turn * Math.PI) / 180)];
  const longest = Math.max(look.sizePt * 3, (deepestPt - look.sizePt * cos) / Math.max(0.2, sin));
  const every = everyFor((look.sizePt * 1.1) / Math.max(0.5, sin), slotPt, fixed);
  const texts = labels.map((text, at) => {
    if (at % every !== 0) return NOTHING;
    const shown = shortened(text.replaceAll(/\s+/g, ' '), look, measure, longest);
    return { lines: [shown], widthPt: measure(shown, look), heightPt: look.sizePt * LINE };
  });
  const depthPt = texts.reduce((most, { widthPt }) => Math.max(most, widthPt * sin + look.sizePt * LINE * cos), 0);
  return { turn, every, texts, depthPt };
}

function everyFor(needPt: number, slotPt: number, fixed: number): number {
  return Math.max(fixed, Math.ceil(needPt / Math.max(slotPt, 1e-3)));
}

const deepest = (texts: readonly SetText[]): number => texts.reduce((most, { heightPt }) => Math.max(most, heightPt), 0);

/** Labels beside an upright axis, `slotPt` apart. */
export function besideLabels(
  labels: readonly string[],
  axis: Axis,
  room: { readonly slotPt: number; readonly deepestPt: number },
  measure: Measure,
): LabelSetting {
  const { look } = axis;
  const lines = Math.max(1, Math.min(MOST_LINES, Math.floor(room.slotPt / (look.sizePt * LINE))));
  const every = everyFor(look.sizePt * 1.05, room.slotPt, axis.labelSkip ?? 1);
  const texts = labels.map((text, at) => (at % every === 0 ? setText(text, look, measure, room.deepestPt, lines) : NOTHING));
  const depthPt = texts.reduce((most, { widthPt }) => Math.max(most, widthPt), 0);
  return { turn: 0, every, texts, depthPt };
}

/** Marks of one label at a point of a lying axis; `isBelow` tells on which side. */
export function acrossLabel(set: SetText, axis: Axis, place: { x: number; y: number; turn: number; isBelow: boolean }): Mark[] {
  const { x, y, turn, isBelow } = place;
  if (turn === 0) return textMarks(set, axis.look, { x, y, anchor: 'middle', from: isBelow ? 'top' : 'bottom' });
  // A slanted text ends (or begins) at its tick.
  const anchor = turn < 0 === isBelow ? 'end' : 'start';
  const drop = axis.look.sizePt * 0.5 * (isBelow ? 1 : -1) * Math.abs(Math.cos((turn * Math.PI) / 180));
  return textMarks(set, axis.look, { x, y: y + drop, anchor, from: 'middle', turn });
}
