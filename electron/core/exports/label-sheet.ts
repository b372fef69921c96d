import { renameSync, rmSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import { labelPlace, sheetFault, type LabelSheet } from '../../../shared/domain/label-sheets.ts';
import type { Fonts } from './fonts.ts';
import type { FontFace } from './layout/blocks.ts';
import { A4_HEIGHT_PT, A4_WIDTH_PT, mm, type Drawing, type LaidPage } from './layout/drawing.ts';
import { shorten } from './layout/stamp.ts';
import { breakLines } from './layout/text.ts';
import { writeLaid } from './single.ts';

interface Field {
  readonly name: string;
  readonly text: string;
}

/** What one 盒签 says. */
export interface BoxLabel {
  /** 编制单位, above the title where the label is high enough; ''. */
  readonly unit: string;
  readonly title: string;
  /** Two a line; an empty one gets a line to write on. */
  readonly fields: readonly Field[];
  /** Large, at the right. */
  readonly number: Field;
}

export interface LabelChoice {
  readonly sheet: LabelSheet;
  /** First place that is still free, from 1 along the rows. */
  readonly startAt: number;
  /** Draws the labels' edges: to cut along, or to hold a trial print against a sheet. */
  readonly outlined: boolean;
  /** Local day `YYYY-MM-DD`. */
  readonly day: string;
}

/** Inside a label so much stays free: cuts and printers are off by a millimetre. */
const PADDING_PT = mm(2.5);
/** Printers leave this much at a paper's edge white; labels that reach it move their words in. */
const UNPRINTABLE_PT = mm(5);
const UNIT_FROM_PT = mm(45);
const GREY = '#555555';
const EMPTY: LaidPage = { widthPt: A4_WIDTH_PT, heightPt: A4_HEIGHT_PT, drawings: [] };

/** Writes labels as an A4 PDF, written beside and renamed. Returns its pages. Throws AppError `disk-full`, `refused` for a sheet larger than A4. */
export async function writeLabels(labels: readonly BoxLabel[], choice: LabelChoice, out: string): Promise<number> {
  const fault = sheetFault(choice.sheet, choice.startAt);
  if (fault !== null) throw new AppError('refused', fault);
  const part = `${out}.part`;
  try {
    const { pages } = await writeLaid(
      (fonts) => {
        const laid = layLabels(labels, choice, fonts);
        return { pageCount: laid.length, page: (index) => laid[index] ?? EMPTY };
      },
      { out: part, title: '盒签', author: '', createdAt: `${choice.day}T00:00:00`, maxPages: Number.MAX_SAFE_INTEGER },
    );
    renameSync(part, out);
    return pages;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** The sheets, one page each; every label stands where its place on the sheet is. */
export function layLabels(
  labels: readonly BoxLabel[],
  { sheet, startAt, outlined }: LabelChoice,
  fonts: Pick<Fonts, 'measure' | 'advance'>,
): readonly LaidPage[] {
  const pages: Drawing[][] = [];
  labels.forEach((label, index) => {
    const { page, xMm, yMm } = labelPlace(sheet, startAt, index);
    const out = (pages[page] ??= []);
    const [x, y, width, height] = [mm(xMm), mm(yMm), mm(sheet.widthMm), mm(sheet.heightMm)];
    if (outlined) out.push({ kind: 'rect', x, y, width, height, stroke: '#999999', thicknessPt: 0.4 });
    const left = Math.max(x + PADDING_PT, UNPRINTABLE_PT);
    const top = Math.max(y + PADDING_PT, UNPRINTABLE_PT);
    const right = Math.min(x + width - PADDING_PT, A4_WIDTH_PT - UNPRINTABLE_PT);
    const bottom = Math.min(y + height - PADDING_PT, A4_HEIGHT_PT - UNPRINTABLE_PT);
    out.push(...labelDrawings(label, { left, top, right, bottom }, fonts));
  });
  return pages.map((drawings) => ({ ...EMPTY, drawings }));
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Measuring = Pick<Fonts, 'measure' | 'advance'>;

function labelDrawings({ unit, title, fields, number }: BoxLabel, area: Area, fonts: Measuring): readonly Drawing[] {
  const out: Drawing[] = [];
  const put = (text: string, x: number, y: number, face: FontFace, sizePt: number, color = '#000000'): void => {
    out.push({ kind: 'text', x, y, text, face, sizePt, color });
  };
  const { left, top, right, bottom } = area;
  const [width, height] = [right - left, bottom - top];
  const small = Math.max(7, Math.min(10.5, height / 13));
  const lines = Math.ceil(fields.length / 2);
  const rowPt = small * 1.75;
  const ruleY = bottom - lines * rowPt - 2;
  let y = top;
  if (unit !== '' && height >= UNIT_FROM_PT) {
    y += small;
    put(
      shorten(unit, width, (text) => fonts.measure(text, 'song', small)),
      left,
      y,
      'song',
      small,
      GREY,
    );
    y += small * 0.5;
  }
  const room = ruleY - 2 - y;
  const set = fitted(title, { widthPt: width, heightPt: room, most: Math.min(20, height / 4), least: 6.5 }, fonts);
  const free = Math.max(0, room - set.lines.length * set.sizePt * 1.3);
  set.lines.forEach((line, at) => {
    put(line, left, y + free / 2 + set.sizePt * (0.95 + 1.3 * at), 'hei', set.sizePt);
  });
  out.push({ kind: 'line', x1: left, y1: ruleY, x2: right, y2: ruleY, thicknessPt: 0.6 });

  const numberSize = Math.min(lines * rowPt - small * 1.3, 26);
  const numberWidth = Math.max(fonts.measure(number.text, 'hei-bold', numberSize), fonts.measure(number.name, 'song', small));
  const column = right - numberWidth;
  const middle = (text: string, face: FontFace, sizePt: number): number =>
    column + (numberWidth - fonts.measure(text, face, sizePt)) / 2;
  put(number.name, middle(number.name, 'song', small), ruleY + rowPt * 0.75, 'song', small, GREY);
  put(number.text, middle(number.text, 'hei-bold', numberSize), bottom - 1, 'hei-bold', numberSize);
  const cellWidth = (column - small - left) / 2;
  fields.forEach(({ name, text }, at) => {
    const x = left + (at % 2) * cellWidth;
    const line = ruleY + rowPt * (Math.floor(at / 2) + 0.8);
    put(name, x, line, 'song', small, GREY);
    const from = x + fonts.measure(name, 'song', small) + small * 0.5;
    const rest = x + cellWidth - small * 0.5 - from;
    if (text === '')
      out.push({ kind: 'line', x1: from, y1: line + 1, x2: from + rest, y2: line + 1, thicknessPt: 0.4, color: GREY });
    else {
      const sizePt = small * Math.min(1, Math.max(0.7, rest / fonts.measure(text, 'hei', small)));
      put(
        shorten(text, rest, (one) => fonts.measure(one, 'hei', sizePt) - 0.01),
        from,
        line,
        'hei',
        sizePt,
      );
    }
  });
  return out;
}

/** The largest size at which a text fits its room; at the least size what does not fit ends in …. */
function fitted(
  text: string,
  { widthPt, heightPt, most, least }: { widthPt: number; heightPt: number; most: number; least: number },
  fonts: Measuring,
): { readonly lines: readonly string[]; readonly sizePt: number } {
  for (let sizePt = most; ; sizePt = Math.max(least, sizePt - 0.5)) {
    const room = Math.max(1, Math.floor(heightPt / (sizePt * 1.3)));
    const broken = breakLines([{ text, face: 'hei', sizePt }], { widthPt, fonts, align: 'left' });
    const lines = broken.map(({ pieces }) => pieces.map((piece) => piece.text).join(''));
    if (lines.length <= room) return { lines, sizePt };
    if (sizePt === least) {
      const last = shorten(lines.slice(room - 1).join(''), widthPt, (one) => fonts.measure(one, 'hei', sizePt));
      return { lines: [...lines.slice(0, room - 1), last], sizePt };
    }
  }
}
