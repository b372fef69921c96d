import type { VectorStroke } from './vector.ts';

/** What a metafile selects to draw with. */

export interface Pen {
  readonly kind: 'pen';
  readonly color: string;
  /** In units of the text or of the device. */
  readonly width: number;
  readonly inDevice: boolean;
  /** Lengths as multiples of the width. */
  readonly dash: readonly number[];
  readonly cap: VectorStroke['cap'];
  readonly join: VectorStroke['join'];
}

export interface Brush {
  readonly kind: 'brush';
  readonly color: string;
  /** Of a pattern of two colours the share that is in that of the ground; the rest is in that of text. */
  readonly groundShare?: number;
}

export interface FontLook {
  readonly kind: 'font';
  readonly name: string;
  /** Height as the record tells it: below zero that of letters, above it that of a line. */
  readonly height: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  /** Tenths of a degree, against the clock. */
  readonly turn: number;
  readonly charset: number;
}

/** Rectangles in units of the device. */
export interface Region {
  readonly kind: 'region';
  readonly rects: readonly (readonly [left: number, top: number, right: number, bottom: number])[];
}

export interface NoInk {
  readonly kind: 'no pen' | 'no brush' | 'other';
}

export type GdiObject = Pen | Brush | FontLook | Region | NoInk;
