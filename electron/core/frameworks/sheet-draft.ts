import type { GridCell } from './sheet-grid.ts';

/** A cell or row that could not be taken over, in the clerk's own terms: 1-based row, column letter ('' for a whole row). */
export interface NotUnderstood {
  readonly row: number;
  readonly column: string;
  readonly text: string;
  readonly reason: string;
}

/** A node while the sheet is read. Mutable on purpose: later rows add to it. */
export interface DraftNode {
  /** 1-based. */
  readonly level: number;
  readonly parent: DraftNode | null;
  /** 1-based row of the sheet. */
  readonly row: number;
  readonly cell: GridCell;
  readonly printed: string;
  code: string;
  codeIsLocal: boolean;
  name: string;
  standard: string;
  children: DraftNode[];
  methods: string[];
  lead: string;
  units: string[];
  partners: string[];
  due: string[];
  materials: MaterialText[];
  keywords: string[];
  weakKeywords: string[];
  altCodes: string[];
  confidence: string;
  readonly usedCells: Set<GridCell>;
}

export interface MaterialText {
  readonly row: number;
  readonly column: string;
  readonly text: string;
}
