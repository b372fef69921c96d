import type { Stroke } from '../layout/blocks.ts';
import { child, elements, type XmlElement } from '../../xml-tree.ts';
import { readLook, type Look } from './docx-look.ts';
import { TWIPS_PER_PT } from '../../office-units.ts';

/** Sides of a cell and of a table's inner lines. */
export type Side = 'top' | 'right' | 'bottom' | 'left' | 'insideH' | 'insideV';

/** What is said of lines: null where a side is said to have none. */
export type Lines = Readonly<Partial<Record<Side, Stroke | null>>>;

/** What a table style, or a part of it, says. */
export interface TableLook {
  readonly lines: Lines;
  /** `#rrggbb`; null where none is said to be. */
  readonly shade?: string | null;
  /** Of a cell, points. */
  readonly margins: Margins;
  readonly look: Look;
}

export type Margins = Readonly<Partial<Record<'top' | 'right' | 'bottom' | 'left', number>>>;

export interface TableStyle extends TableLook {
  /** Parts by their name (`firstRow`, `band1Horz` …). */
  readonly parts: ReadonlyMap<string, TableLook>;
  readonly bandRows: number;
}

export const PLAIN_TABLE: TableStyle = { lines: {}, margins: {}, look: {}, parts: new Map(), bandRows: 1 };

/** Lays one look over another. */
export function over(below: TableLook, above: TableLook): TableLook {
  const shade = above.shade === undefined ? below.shade : above.shade;
  return {
    lines: { ...below.lines, ...above.lines },
    margins: { ...below.margins, ...above.margins },
    look: { ...below.look, ...above.look },
    ...(shade === undefined ? {} : { shade }),
  };
}

/** Reads a table style without what it is based on (ECMA-376 part 1, 17.7.6), laid over `below`. */
export function readTableStyle(style: XmlElement, below: TableStyle): TableStyle {
  const parts = new Map(below.parts);
  for (const part of elements(style).filter(({ name }) => name === 'w:tblStylePr')) {
    const name = part.attributes['w:type'] ?? '';
    parts.set(name, over(parts.get(name) ?? PLAIN_TABLE, lookOf(part)));
  }
  const band = Number(child(child(style, 'w:tblPr'), 'w:tblStyleRowBandSize')?.attributes['w:val'] ?? below.bandRows);
  return { ...over(below, lookOf(style)), parts, bandRows: band >= 1 && band <= 1000 ? Math.floor(band) : 1 };
}

function lookOf(element: XmlElement): TableLook {
  const [table, cell] = [child(element, 'w:tblPr'), child(element, 'w:tcPr')];
  const shade = readShade(child(cell, 'w:shd') ?? child(table, 'w:shd'));
  return {
    lines: { ...readLines(child(table, 'w:tblBorders')), ...readLines(child(cell, 'w:tcBorders')) },
    margins: { ...readMargins(child(table, 'w:tblCellMar')), ...readMargins(child(cell, 'w:tcMar')) },
    look: { ...readLook(child(element, 'w:pPr')), ...readLook(child(element, 'w:rPr')) },
    ...(shade === undefined ? {} : { shade }),
  };
}

const SIDES: Readonly<Record<string, Side>> = {
  'w:top': 'top',
  'w:right': 'right',
  'w:end': 'right',
  'w:bottom': 'bottom',
  'w:left': 'left',
  'w:start': 'left',
  'w:insideH': 'insideH',
  'w:insideV': 'insideV',
};

/** Reads w:tblBorders, w:tcBorders or w:pBdr (17.4.38, 17.4.66, 17.3.1.24). */
export function readLines(borders: XmlElement | undefined): Lines {
  const lines: Partial<Record<Side, Stroke | null>> = {};
  for (const element of borders ? elements(borders) : []) {
    const side = SIDES[element.name];
    if (side) lines[side] = readStroke(element);
  }
  return lines;
}

const MOST_LINE_PT = 6;

/** One border (17.18.2): its kinds come down to one line, dots or two lines. Null where there is none. */
export function readStroke({ attributes }: XmlElement): Stroke | null {
  const value = attributes['w:val'] ?? 'none';
  if (value === 'nil' || value === 'none') return null;
  const eighths = Number(attributes['w:sz'] ?? 4) || 4;
  const color = colorOf(attributes['w:color']) ?? '#000000';
  const isDouble = /^(double|triple|thinThick|thickThin|doubleWave)/.test(value);
  const widthPt = Math.min(MOST_LINE_PT, Math.max(0.25, eighths / 8));
  return {
    widthPt: isDouble ? Math.max(0.4, widthPt / 3) : value === 'thick' ? Math.max(1.5, widthPt) : widthPt,
    color,
    kind: isDouble ? 'double' : /^(dot|dash)/.test(value) ? 'dotted' : 'solid',
  };
}

/** `#rrggbb` of a colour in a file; undefined for `auto` and what is none. */
export function colorOf(value: string | undefined): string | undefined {
  return value !== undefined && /^[0-9a-f]{6}$/i.test(value) ? `#${value.toLowerCase()}` : undefined;
}

/** A w:shd (17.3.5): its fill, a pattern of its colour as a grey of the same weight; null where it is said to have none. */
export function readShade(shade: XmlElement | undefined): string | null | undefined {
  if (!shade) return undefined;
  const fill = colorOf(shade.attributes['w:fill']) ?? '#ffffff';
  const value = shade.attributes['w:val'] ?? 'clear';
  const share = value === 'solid' ? 1 : Number(/^pct(\d+)$/.exec(value)?.[1] ?? 0) / 100;
  const color = colorOf(shade.attributes['w:color']) ?? '#000000';
  const mixed = mix(fill, color, Math.min(1, share));
  return mixed === '#ffffff' ? null : mixed;
}

function mix(below: string, above: string, share: number): string {
  const part = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  const one = (at: number): string =>
    Math.round(part(below, at) * (1 - share) + part(above, at) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${one(1)}${one(3)}${one(5)}`;
}

const MOST_MARGIN_PT = 60;

/** Reads w:tblCellMar or w:tcMar, in points. */
export function readMargins(margins: XmlElement | undefined): Margins {
  const read: Partial<Record<'top' | 'right' | 'bottom' | 'left', number>> = {};
  for (const element of margins ? elements(margins) : []) {
    const side = SIDES[element.name];
    const twips = Number(element.attributes['w:w']);
    if (side === 'top' || side === 'right' || side === 'bottom' || side === 'left')
      if (twips >= 0 && element.attributes['w:type'] !== 'pct') read[side] = Math.min(MOST_MARGIN_PT, twips / TWIPS_PER_PT);
  }
  return read;
}
