import type { ReadChart } from '../../charts/charts.ts';
import type { Lists } from '../../word-lists.ts';
import type { ShownPart } from '../../printable-picture.ts';
import type { XmlElement } from '../../xml-tree.ts';
import type { Block, PictureFormat } from '../layout/blocks.ts';
import type { Look } from './docx-look.ts';
import type { Sheet } from './docx-place.ts';
import type { Diagram } from './diagrams.ts';
import type { Colours } from './drawing-colours.ts';
import type { Styles } from './docx-styles.ts';

/** A picture made ready for a page. */
export interface PrintablePicture {
  readonly bytes: Uint8Array;
  readonly format: PictureFormat;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What is read along with the part of a Word file that is being read. */
export interface DocxContext {
  readonly styles: Styles;
  readonly lists: Lists;
  /** Printable pictures of the part by `pictureKey`. */
  readonly pictures: ReadonlyMap<string, PrintablePicture>;
  /** Charts of the part by their relation. */
  readonly charts: ReadonlyMap<string, ReadChart>;
  /** Diagrams (SmartArt) of the text by the relation of their data. */
  readonly diagrams: ReadonlyMap<string, Diagram>;
  /** Sentences on what is not printed. */
  readonly notes: Set<string>;
  /** 脚注 and 尾注 by `footnote 2`, and those the text has referred to so far, in order. */
  readonly asides: ReadonlyMap<string, XmlElement>;
  readonly referred: string[];
  /** Colours of the document's theme by name. */
  readonly colours: Colours;
  /** The sheet of the section in the file, and what its text is narrowed by to fit ours. */
  readonly sheet: Sheet;
  readonly scale: number;
  /** In a head or foot: numbers of pages are ours, not those the file last knew. */
  readonly numbers?: boolean;
  /** Within a text box, where drawings give what they hold to the text. */
  readonly boxed?: boolean;
  /** Fields that are open in the paragraph that is read, the innermost last. */
  readonly fields?: Field[];
  /** Width of the column or cell that is read, points. */
  readonly widthPt: number;
  /** What the style of the table says of the text of the cell that is read. */
  readonly cellLook?: Look;
  /** Reads paragraphs and tables; `depth` counts tables within tables. */
  readonly readBody: (parent: XmlElement, context: DocxContext, depth: number) => Block[];
}

/** A field of the text: its code while it is read, then its result, which is passed over where ours takes its place. */
export interface Field {
  code: string;
  phase: 'code' | 'result' | 'replaced';
}

export const MAX_TABLE_DEPTH = 6;

/** What a text box holds, for a box that is `widthPt` wide within. */
export function readBox(content: XmlElement, widthPt: number, context: DocxContext): Block[] {
  const depth = context.boxed ? MAX_TABLE_DEPTH : MAX_TABLE_DEPTH - 1;
  return context.readBody(content, { ...context, widthPt, boxed: true }, depth);
}

/** A picture as it is cut and turned, among those of its part. */
export function pictureKey(relation: string, shown: ShownPart): string {
  return [relation, shown.left, shown.top, shown.right, shown.bottom, shown.turn].join(' ');
}
