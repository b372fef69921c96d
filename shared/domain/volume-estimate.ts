/** How thick a volume will be on the desk, before it exists. Every figure here is an estimate and shown as 约. */

export interface PaperEstimate {
  readonly pages: number;
  readonly singleSidedMm: number;
  readonly doubleSidedMm: number;
}

/** A sheet of 80 g office paper. */
export const SHEET_MM = 0.1;

/** Sheets and thickness of so many pages, rounded up to whole millimetres. */
export function paperOf(pages: number): PaperEstimate {
  const millimetres = (sheets: number): number => Math.ceil(Math.round(sheets * SHEET_MM * 100) / 100);
  return { pages, singleSidedMm: millimetres(pages), doubleSidedMm: millimetres(Math.ceil(pages / 2)) };
}

/** Most pages of a stack at most so many millimetres thick, printed on one side or both. */
export function pagesWithin(millimetres: number, doubleSided: boolean): number {
  const sheets = Math.floor(Math.round((millimetres / SHEET_MM) * 100) / 100);
  return doubleSided ? 2 * sheets : sheets;
}

export interface OwnPagesInput {
  /** Leaves listed in 缺项表. */
  readonly leaves: number;
  readonly groups: number;
  readonly indicators: number;
  readonly evidence: number;
}

/** Lines an A4 page of these tables takes, from volumes made of the sample. */
const LINES = { contents: 32, gaps: 18, list: 11 } as const;

/** Pages of ours in one volume: cover, 目录, 缺项表, 分隔页, 指标页, 备考表, 清单, 未收入材料表. */
export function ownPages(input: OwnPagesInput): number {
  const pages = (lines: number, perPage: number): number => Math.max(1, Math.ceil(lines / perPage));
  return (
    3 +
    pages(input.groups + input.indicators + input.evidence, LINES.contents) +
    pages(input.leaves, LINES.gaps) +
    input.groups +
    input.indicators +
    pages(input.evidence, LINES.list)
  );
}

/** Characters on a page of text, and of a table, as the volume prints them. */
const CHARACTERS = { text: 700, table: 1800 } as const;

/** Pages a text of so many characters takes. */
export function pagesOfText(characters: number, form: keyof typeof CHARACTERS): number {
  return Math.max(1, Math.ceil(characters / CHARACTERS[form]));
}
