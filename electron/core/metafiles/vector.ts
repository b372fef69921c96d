import type { ShownPart } from '../printable-picture.ts';

/** `[a b c d e f]`: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** An outline in the words of SVG, absolute ones alone: `M x y`, `L x y`, `C x y x y x y`, `Z`. */
export type Outline = string;

export interface VectorStroke {
  readonly color: string;
  /** In units of the drawing; what is thinner than a hair is drawn as one. */
  readonly width: number;
  readonly dash?: readonly number[];
  readonly cap: 'butt' | 'round' | 'square';
  readonly join: 'miter' | 'round' | 'bevel';
}

/** Number of the clip in the picture's list that an item is seen through. */
interface Clipped {
  readonly clip?: number;
}

export type VectorItem = Clipped &
  (
    | {
        readonly kind: 'path';
        readonly path: Outline;
        readonly fill?: string;
        readonly evenOdd?: boolean;
        readonly stroke?: VectorStroke;
      }
    | {
        readonly kind: 'image';
        /** From the unit square, its first row at y = 0. */
        readonly matrix: Matrix;
        /** Base64. */
        readonly data: string;
        readonly format: 'jpg' | 'png';
        /** Written by us, not taken from the file as it is. */
        readonly isOurs: boolean;
      }
    | {
        readonly kind: 'text';
        readonly text: string;
        /** From ems of the font, counted from the base line upwards. */
        readonly matrix: Matrix;
        /** Where each character begins, in ems; as the font sets them when absent. */
        readonly places?: readonly number[];
        /** Width of all of it in ems, where places are told. */
        readonly width?: number;
        readonly anchor: 'start' | 'middle' | 'end';
        readonly serif: boolean;
        readonly bold: boolean;
        readonly slanted: boolean;
        readonly color: string;
      }
  );

/** A drawing of lines, areas, letters and pictures that has no pixels of its own. */
export interface VectorPicture {
  /** As large as it says it is. */
  readonly widthPt: number;
  readonly heightPt: number;
  /** From units of the drawing to the unit square that is shown, y downwards. */
  readonly frame: Matrix;
  /** Each the outlines that all hold what is seen. */
  readonly clips: readonly (readonly { readonly path: Outline; readonly evenOdd: boolean }[])[];
  readonly items: readonly VectorItem[];
}

/** What is drawn beyond the frame by so much of it is still seen: half a line stands out. */
export const BEYOND = 0.004;

/** First `first`, then `second`. */
export function joined(first: Matrix, second: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [A, B, C, D, E, F] = second;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

/** The picture cut and turned as a document shows it. */
export function shownVector(picture: VectorPicture, { left, top, right, bottom, turn }: ShownPart): VectorPicture {
  const [across, down] = [Math.max(0.01, 1 - left - right), Math.max(0.01, 1 - top - bottom)];
  const cut: Matrix = [1 / across, 0, 0, 1 / down, -left / across, -top / down];
  const [widthPt, heightPt] = [picture.widthPt * across, picture.heightPt * down];
  const lies = turn === 90 || turn === 270;
  return {
    ...picture,
    frame: joined(joined(picture.frame, cut), TURNS[turn]),
    widthPt: lies ? heightPt : widthPt,
    heightPt: lies ? widthPt : heightPt,
  };
}

const TURNS: Readonly<Record<ShownPart['turn'], Matrix>> = {
  0: [1, 0, 0, 1, 0, 0],
  90: [0, 1, -1, 0, 1, 0],
  180: [-1, 0, 0, -1, 1, 1],
  270: [0, -1, 1, 0, 0, 1],
};

/** Units of the drawing that a side of the square is which is as large as what is shown. */
export function sideUnits({ frame: [a, b, c, d] }: VectorPicture): number {
  return 1 / (Math.sqrt(Math.abs(a * d - b * c)) || 1);
}

/** The picture as bytes, for whatever carries pictures as bytes; `vectorOf` reads them. */
export function vectorBytes(picture: VectorPicture): Uint8Array {
  return Buffer.from(JSON.stringify(picture));
}

/** Reads what `vectorBytes` wrote, nothing else. */
export function vectorOf(bytes: Uint8Array): VectorPicture {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as VectorPicture;
}
