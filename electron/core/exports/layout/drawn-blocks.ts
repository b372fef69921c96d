import type { Chart } from '../../charts/charts.ts';
import type { Block, Edges, Padding, PictureFormat, Stroke } from './blocks.ts';
import type { PathStep } from './drawing.ts';

/** What a drawing holds, in points from the drawing's top left corner. */
export type Shape = ShapePlace &
  (
    | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly format: PictureFormat }
    | { readonly kind: 'chart'; readonly chart: Chart; /** How much smaller it is than in the file. */ readonly share?: number }
    /** From corner to corner: down to the right, or up where `rises`. */
    | { readonly kind: 'line'; readonly stroke: Stroke; readonly rises: boolean }
    /** Counted from the drawing's corner too; its place is the box it lies in. */
    | { readonly kind: 'outline'; readonly steps: readonly PathStep[]; readonly fill?: string; readonly stroke?: Stroke }
    | {
        readonly kind: 'box';
        readonly edges: Edges;
        readonly shade?: string;
        readonly blocks: readonly Block[];
        readonly padding: Padding;
        /** Where in it the words stand; at its head when absent. */
        readonly anchor?: 'middle' | 'bottom';
      }
  );

export interface ShapePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A drawing at its own place: it takes no room, stays on the page of the block after it, and is moved so that it lies on the page. With `inFlow` it takes its height and stands between blocks.
 */
export interface DrawnBlock {
  readonly kind: 'drawn';
  readonly shapes: readonly Shape[];
  readonly widthPt: number;
  readonly heightPt: number;
  /** From the left edge of the column. */
  readonly xPt: number;
  /** From where the next block begins, or from the head of the text's area. */
  readonly yPt: number;
  readonly from: 'here' | 'head';
  readonly inFlow: boolean;
  /** Text runs round it: on which sides, and how far away it stays; `yPt` is counted from the paragraph that follows. */
  readonly round?: {
    readonly sides: 'both' | 'left' | 'right' | 'none';
    readonly leftPt: number;
    readonly rightPt: number;
    readonly abovePt: number;
    readonly belowPt: number;
  };
  /** Stands at the side its paragraph is aligned to. */
  readonly inLine?: boolean;
  /** Pictures lie under the text; else over it, as ink that lets it be read. Lines and boxes always lie under it. */
  readonly under: boolean;
}
