import type { Chart } from '../../charts/charts.ts';
import type { DrawnBlock } from './drawn-blocks.ts';

/** What our own pages are made of: values that `flow` lays out on A4 pages. Lengths in points (1/72 inch). */

export type FontFace = 'song' | 'song-bold' | 'hei' | 'hei-bold';

export interface Run {
  readonly text: string;
  readonly face?: FontFace;
  readonly sizePt?: number;
  readonly underline?: boolean;
  /** How it is underlined where that is not by one line. */
  readonly underlineKind?: 'double' | 'dotted';
  readonly strike?: boolean;
  /** Set leaning: the faces have no italic of their own. */
  readonly slanted?: boolean;
  /** 着重号 of each of its characters. */
  readonly emphasis?: Emphasis;
  /** `#rrggbb`; black when absent. */
  readonly color?: string;
  /** Behind the characters, `#rrggbb`. */
  readonly shade?: string;
  /** How far above the line it stands, below zero under it; points. */
  readonly raisePt?: number;
  /** Added after every character, points. */
  readonly spacingPt?: number;
  /** Width of the characters as a share of their own. */
  readonly stretch?: number;
  /** Stands for the number of the page, or of all pages, of the document; only in heads and feet of sections. */
  readonly field?: 'page' | 'pages';
  /** Stands in the line in the place of its text, which is `PICTURE_CHAR`. */
  readonly picture?: InlinePicture;
  /** Destination name this text links to inside the volume, e.g. `ind/Ⅱ-9-1)`. */
  readonly linkTo?: string;
}

/** A picture in a line of text: its foot stands on the base line. */
export interface InlinePicture {
  /** Encoded picture bytes; orientation already applied. */
  readonly bytes: Uint8Array;
  readonly format: PictureFormat;
  readonly widthPt: number;
  readonly heightPt: number;
}

/** A dot under the character (GB/T 15834), or a ring or a comma over it. */
export type Emphasis = 'dot' | 'ring' | 'comma';

/** `distribute` (分散对齐) sets the last line as wide as the others too. */
export type Align = 'left' | 'center' | 'right' | 'justify' | 'distribute';

/** Where the text after a tab stands, counted from the left edge of the column. */
export interface TabStop {
  readonly atPt: number;
  /** What of the text is there: its start, its middle or its end. */
  readonly kind: 'left' | 'center' | 'right';
  readonly leader?: 'dots' | 'line';
}

/** Lines and colour round a paragraph. */
export interface ParagraphBox {
  readonly edges: Edges;
  readonly shade?: string;
  /** Room between the lines and the text, points: at the sides, above and below. */
  readonly paddingPt: number;
  readonly topPt: number;
  readonly bottomPt: number;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly runs: readonly Run[];
  readonly align?: Align;
  readonly firstLineIndentPt?: number;
  readonly leftPt?: number;
  readonly rightPt?: number;
  readonly spaceBeforePt?: number;
  readonly spaceAfterPt?: number;
  /** Distance of base lines as a multiple of the font size; 1.5 when absent. */
  readonly lineHeight?: number;
  /** Distance of base lines in points whatever the font size (exact), or at least that much. Wins over `lineHeight`. */
  readonly lineDistance?: { readonly pt: number; readonly rule: 'exact' | 'at-least' };
  readonly keepWithNext?: boolean;
  /** Makes the lines of a title about equally long and keeps its words whole. */
  readonly balanced?: boolean;
  /** Text drawn left of the paragraph, for instance a list mark. */
  readonly mark?: string;
  /** What a tab leads to; without stops a tab is two spaces. */
  readonly tabs?: readonly TabStop[];
  readonly box?: ParagraphBox;
}

/** A line along an edge. */
export interface Stroke {
  readonly widthPt: number;
  /** `#rrggbb`. */
  readonly color: string;
  readonly kind: 'solid' | 'dotted' | 'double';
}

/** Lines along the edges of a box; where one is absent there is none. */
export interface Edges {
  readonly top?: Stroke;
  readonly right?: Stroke;
  readonly bottom?: Stroke;
  readonly left?: Stroke;
}

/** Room between the edges of a cell and what is in it. */
export interface Padding {
  readonly topPt: number;
  readonly rightPt: number;
  readonly bottomPt: number;
  readonly leftPt: number;
}

export interface TableCell {
  readonly blocks: readonly Block[];
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly verticalAlign?: 'top' | 'middle' | 'bottom';
  /** Its lines run from its head down, the next one left of each (竖排), or from its foot up, the next one right of it. */
  readonly direction?: 'down' | 'up';
  readonly shade?: string;
  /** false draws no border round this cell. */
  readonly border?: boolean;
  /** Its own lines instead of the table's. */
  readonly edges?: Edges;
  readonly padding?: Padding;
}

export interface TableRow {
  readonly cells: readonly TableCell[];
  readonly minHeightPt?: number;
  /** Never divided by the end of a page, unless it is higher than one. */
  readonly whole?: boolean;
}

export interface TableBlock {
  readonly kind: 'table';
  /** Relative column widths; scaled to the width there is, or to `widthPt` when given. */
  readonly columns: readonly number[];
  readonly rows: readonly TableRow[];
  /** The first n rows are repeated on every page the table reaches. */
  readonly headerRows?: number;
  readonly widthPt?: number;
  readonly border?: boolean;
  /** Where a table narrower than the text stands; left when absent. */
  readonly align?: 'left' | 'center' | 'right';
  /** How far right of the text's edge a table at the left begins; below zero it stands out. */
  readonly indentPt?: number;
}

/** JPEG, PNG, or a drawing of lines, areas and letters as `vectorBytes` (`core/metafiles`) writes it. */
export type PictureFormat = 'jpg' | 'png' | 'vector';

export interface ImageBlock {
  readonly kind: 'image';
  /** Encoded picture bytes; orientation already applied. */
  readonly bytes: Uint8Array;
  readonly format: PictureFormat;
  readonly widthPt: number;
  readonly heightPt: number;
  readonly align?: 'left' | 'center' | 'right';
}

/** A chart, drawn in the size it is given. */
export interface ChartBlock {
  readonly kind: 'chart';
  readonly chart: Chart;
  readonly widthPt: number;
  readonly heightPt: number;
  readonly align?: 'left' | 'center' | 'right';
}

/** A 二维码: its squares, rows from the top, true for a dark one; the quiet zone is part of it. */
export interface CodeBlock {
  readonly kind: 'code';
  readonly squares: readonly (readonly boolean[])[];
  readonly sizePt: number;
}

/** A line of a list of contents: text, dotted leaders, a right-aligned label. Its height does not depend on the label. */
export interface EntryBlock {
  readonly kind: 'entry';
  readonly runs: readonly Run[];
  /** Page label; may still be empty while pages are counted. */
  readonly label: string;
  readonly leftPt?: number;
  /** How much further in its second and later lines begin. */
  readonly hangPt?: number;
  /** Width kept free for the label; 36 when absent. */
  readonly labelWidthPt?: number;
  readonly spaceBeforePt?: number;
  readonly lineHeight?: number;
  readonly keepWithNext?: boolean;
  /** Destination name the whole line links to. */
  readonly linkTo?: string;
}

/** What stands above or below the text on every page of a section, on the first one or on even ones instead. */
export interface Furniture {
  readonly every: readonly Block[];
  readonly first?: readonly Block[];
  readonly even?: readonly Block[];
}

/** From here on pages are of another kind: begins a page. */
export interface SectionBlock {
  readonly kind: 'section';
  /** Width of the text; that of the frame where it has no room. */
  readonly widthPt: number;
  /** Read after a turn, its head at the left edge of the sheet. */
  readonly across: boolean;
  readonly head: Furniture;
  readonly foot: Furniture;
  /** Number its first page says it has; the next one when absent. */
  readonly firstNumber?: number;
}

/** Text in columns beside each other, read one after the other; over pages where one is not enough. */
export interface ColumnsBlock {
  readonly kind: 'columns';
  /** From the left edge of the text. */
  readonly columns: readonly { readonly xPt: number; readonly widthPt: number }[];
  /** A line between them. */
  readonly separator: boolean;
  /** About equally high where they end; else each is filled before the next. */
  readonly balanced: boolean;
  readonly blocks: readonly Block[];
}

export type Block =
  | ParagraphBlock
  | TableBlock
  | ImageBlock
  | ChartBlock
  | CodeBlock
  | EntryBlock
  | DrawnBlock
  | SectionBlock
  | ColumnsBlock
  /** Takes the height left over on its page; several share it. */
  | { readonly kind: 'fill' }
  | { readonly kind: 'page-break' }
  /** Goes on in the next column, outside of columns on the next page. */
  | { readonly kind: 'column-break' }
  | { readonly kind: 'space'; readonly heightPt: number }
  | { readonly kind: 'rule' };
