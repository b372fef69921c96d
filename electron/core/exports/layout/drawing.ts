import type { PlacedWords } from '../../../../shared/domain/reading-order.ts';
import type { Mark } from '../../charts/charts.ts';
import type { FontFace, PictureFormat } from './blocks.ts';

/** Where a page or picture with words lies. */
export interface WordsPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** With its head at the left edge. */
  readonly turned: boolean;
}

/** A step of an outline, with the points it goes to; a curve has two points that pull it before that. */
export type PathStep =
  | readonly ['move' | 'line', x: number, y: number]
  | readonly ['curve', x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  | readonly ['close'];

/** What stands on a page. Lengths in points; the origin is the page's top left corner, y grows downwards. */
export type Drawing =
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the base line. */
      readonly y: number;
      readonly text: string;
      readonly face: FontFace;
      readonly sizePt: number;
      readonly color?: string;
      /** Added wherever justification may stretch. */
      readonly stretchPt?: number;
      /** Added after every character. */
      readonly spacingPt?: number;
      /** Width of the characters as a share of their own. */
      readonly widthShare?: number;
      /** Its head at the left of its place; its base line runs upwards. */
      readonly turned?: boolean;
      /** Leans to the right. */
      readonly slanted?: boolean;
      /** Text a reader should not take as content, such as page furniture, is marked as an artifact. */
      readonly artifact?: boolean;
    }
  | {
      readonly kind: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly thicknessPt?: number;
      readonly color?: string;
      /** Round dots `dotsPt` apart instead of a stroke. */
      readonly dotsPt?: number;
    }
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill?: string;
      readonly stroke?: string;
      readonly thicknessPt?: number;
    }
  | {
      readonly kind: 'path';
      readonly steps: readonly PathStep[];
      readonly fill?: string;
      readonly stroke?: string;
      readonly thicknessPt?: number;
      /** Round dots `dotsPt` apart instead of a stroke. */
      readonly dotsPt?: number;
    }
  | {
      readonly kind: 'image';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly bytes: Uint8Array;
      readonly format: PictureFormat;
      /** Darkens what is below as ink does, so that it can be read through it. */
      readonly ink?: boolean;
    }
  /** A chart. */
  | {
      readonly kind: 'figure';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly marks: readonly Mark[];
    }
  /**
   * Drawings of a page laid across, its head at the left edge: in this place their left to right runs upwards, down runs to the right. Turned
   * clockwise left to right runs downwards, down runs to the left.
   */
  | {
      readonly kind: 'across';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly clockwise?: boolean;
      readonly drawings: readonly Drawing[];
    }
  /** The words of a picture in this place, unseen, to be searched and selected. */
  | ({ readonly kind: 'words'; readonly words: readonly PlacedWords[] } & WordsPlace)
  | {
      readonly kind: 'link';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly linkTo: string;
    };

/** A finished page of ours. */
export interface LaidPage {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly drawings: readonly Drawing[];
}

export const A4_WIDTH_PT = 595.276;
export const A4_HEIGHT_PT = 841.89;
export const PT_PER_MM = 72 / 25.4;
/** Millimetres as points. */
export const mm = (millimetres: number): number => millimetres * PT_PER_MM;
