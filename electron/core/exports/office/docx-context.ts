import type { Lists } from '../../word-lists.ts';
import type { ShownPart } from '../../printable-picture.ts';
import type { XmlElement } from '../../xml-tree.ts';
import type { Block } from '../layout/blocks.ts';
import type { Look } from './docx-look.ts';
import type { Styles } from './docx-styles.ts';

/** A picture made ready for a page. */
export interface PrintablePicture {
  readonly bytes: Uint8Array;
  readonly format: 'jpg' | 'png';
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What is read along with the part of a Word file that is being read. */
export interface DocxContext {
  readonly styles: Styles;
  readonly lists: Lists;
  /** Printable pictures of the part by `pictureKey`. */
  readonly pictures: ReadonlyMap<string, PrintablePicture>;
  /** Sentences on what is not printed. */
  readonly notes: Set<string>;
  /** 脚注 and 尾注 by `footnote 2`, and those the text has referred to so far, in order. */
  readonly asides: ReadonlyMap<string, XmlElement>;
  readonly referred: string[];
  /** Width of the column or cell that is read, points. */
  readonly widthPt: number;
  /** What the style of the table says of the text of the cell that is read. */
  readonly cellLook?: Look;
  /** Reads paragraphs and tables; `depth` counts tables within tables. */
  readonly readBody: (parent: XmlElement, context: DocxContext, depth: number) => Block[];
}

export const MAX_TABLE_DEPTH = 6;

/** A picture as it is cut and turned, among those of its part. */
export function pictureKey(relation: string, shown: ShownPart): string {
  return [relation, shown.left, shown.top, shown.right, shown.bottom, shown.turn].join(' ');
}
