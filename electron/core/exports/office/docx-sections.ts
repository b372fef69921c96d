import type { Block, ColumnsBlock, Furniture, SectionBlock } from '../layout/blocks.ts';
import { photoFrame } from '../layout/frames.ts';
import { child, elements, type XmlElement } from '../../xml-tree.ts';
import { isOn } from './docx-look.ts';
import type { Sheet } from './docx-place.ts';
import { TWIPS_PER_PT } from '../../office-units.ts';

/** What ends a section, and what it holds (ECMA-376 part 1, 17.6). */
export interface RawSection {
  readonly elements: readonly XmlElement[];
  readonly properties: XmlElement | undefined;
}

/** Parts the children of a body where a paragraph ends a section. */
export function rawSections(body: XmlElement): RawSection[] {
  const sections: RawSection[] = [];
  let own: XmlElement[] = [];
  for (const element of elements(body)) {
    if (element.name === 'w:sectPr') continue;
    own.push(element);
    const properties = child(child(element, 'w:pPr'), 'w:sectPr');
    if (!properties) continue;
    sections.push({ elements: own, properties });
    own = [];
  }
  const last = { elements: own, properties: child(body, 'w:sectPr') };
  return own.length > 0 || sections.length === 0 ? [...sections, last] : sections;
}

const [A4_WIDTH, A4_HEIGHT, MARGIN] = [11_906, 16_838, 1_440] as const;

/** The sheet of a section; A4 with Word's margins where the file says none. */
export function sheetOf(properties: XmlElement | undefined): Sheet {
  const size = child(properties, 'w:pgSz')?.attributes ?? {};
  const margin = child(properties, 'w:pgMar')?.attributes ?? {};
  const pt = (value: string | undefined, usual: number): number => {
    const number = Number(value ?? usual);
    return Math.abs(Number.isFinite(number) ? number : usual) / TWIPS_PER_PT;
  };
  return {
    widthPt: pt(size['w:w'], A4_WIDTH) || A4_WIDTH / TWIPS_PER_PT,
    heightPt: pt(size['w:h'], A4_HEIGHT) || A4_HEIGHT / TWIPS_PER_PT,
    topPt: pt(margin['w:top'], MARGIN),
    rightPt: pt(margin['w:right'], MARGIN),
    bottomPt: pt(margin['w:bottom'], MARGIN),
    leftPt: pt(margin['w:left'], MARGIN) + pt(margin['w:gutter'], 0),
  };
}

const LEAST_TEXT_PT = 150;

/**
 * How a section is set: as wide as its text, at most as the page has room for; a sheet across whose text is wider than an upright page is
 * set across.
 * @param roomPt width there is upright
 */
export function columnOf(
  sheet: Sheet,
  roomPt: number,
): { readonly widthPt: number; readonly across: boolean; readonly scale: number } {
  const text = sheet.widthPt - sheet.leftPt - sheet.rightPt;
  if (!(text >= LEAST_TEXT_PT)) return { widthPt: roomPt, across: false, scale: 1 };
  const across = sheet.widthPt > sheet.heightPt && text > roomPt;
  const widthPt = Math.min(text, across ? photoFrame('front').height : roomPt);
  return { widthPt, across, scale: widthPt / text };
}

/** The parts that stand above or below the text, by `default`, `first` and `even`. */
export type Relations = Readonly<Partial<Record<string, string>>>;

/** Relations of heads or feet a section has: its own, and those of the section before where it says none. */
export function relationsOf(
  properties: XmlElement | undefined,
  name: 'w:headerReference' | 'w:footerReference',
  before: Relations,
): Relations {
  const own = properties ? elements(properties).filter((one) => one.name === name) : [];
  return {
    ...before,
    ...Object.fromEntries(own.map(({ attributes }) => [attributes['w:type'] ?? 'default', attributes['r:id'] ?? ''])),
  };
}

/** Whether its first page has a head and foot of its own. */
export function hasTitlePage(properties: XmlElement | undefined): boolean {
  const title = child(properties, 'w:titlePg');
  return title !== undefined && isOn(title.attributes['w:val']);
}

/** Heads or feet of a section. */
export function furnitureOf(
  relations: Relations,
  read: (relation: string) => readonly Block[],
  titled: boolean,
  evens: boolean,
): Furniture {
  const of = (kind: string): readonly Block[] => {
    const relation = relations[kind];
    return relation === undefined ? [] : read(relation);
  };
  return { every: of('default'), ...(titled ? { first: of('first') } : {}), ...(evens ? { even: of('even') } : {}) };
}

/** Number the first page of a section says it has; undefined where it goes on. */
export function firstNumberOf(properties: XmlElement | undefined): number | undefined {
  const start = Number(child(properties, 'w:pgNumType')?.attributes['w:start'] ?? Number.NaN);
  return Number.isInteger(start) && start >= 0 && start < 100_000 ? start : undefined;
}

/** Whether a section asks to begin where the one before ended. */
export function isContinuous(properties: XmlElement | undefined): boolean {
  return child(properties, 'w:type')?.attributes['w:val'] === 'continuous';
}

/** Whether a section goes on where the one before ended, on pages of the same kind. */
export function goesOn(properties: XmlElement | undefined, before: SectionBlock | null, own: SectionBlock): boolean {
  if (!before || !isContinuous(properties)) return false;
  return before.across === own.across && own.firstNumber === undefined;
}

/** The columns of text a section has (17.6.4), within a text so wide; null for one. */
export function columnsOf(
  properties: XmlElement | undefined,
  widthPt: number,
  scale: number,
): Pick<ColumnsBlock, 'columns' | 'separator'> | null {
  const said = child(properties, 'w:cols');
  const attributes = said?.attributes ?? {};
  const count = Math.min(MOST_COLUMNS, Math.floor(Number(attributes['w:num'] ?? 1)) || 1);
  const spacePt = lengthOf(attributes['w:space'], USUAL_SPACE) * scale;
  const own = attributes['w:equalWidth'] !== undefined && !isOn(attributes['w:equalWidth']);
  const widths =
    own && said
      ? elements(said)
          .filter(({ name }) => name === 'w:col')
          .slice(0, MOST_COLUMNS)
      : [];
  const even = (widthPt - spacePt * (count - 1)) / count;
  const columns: { xPt: number; widthPt: number }[] = [];
  let xPt = 0;
  for (const { width, space } of widths.length > 0
    ? widths.map((one) => ({ width: lengthOf(one.attributes['w:w'], 0) * scale, space: lengthOf(one.attributes['w:space'], 0) * scale })) // prettier-ignore
    : Array.from({ length: count }, () => ({ width: even, space: spacePt }))) {
    columns.push({ xPt, widthPt: Math.min(width, widthPt - xPt) });
    xPt += width + space;
  }
  if (columns.length < 2 || columns.some((column) => !(column.widthPt >= LEAST_COLUMN_PT))) return null;
  return { columns, separator: attributes['w:sep'] !== undefined && isOn(attributes['w:sep']) };
}

const MOST_COLUMNS = 12;
/** Between columns where the file says nothing, twips. */
const USUAL_SPACE = 720;
const LEAST_COLUMN_PT = 30;

function lengthOf(value: string | undefined, usual: number): number {
  const number = Number(value ?? usual);
  return (Number.isFinite(number) ? Math.max(0, number) : usual) / TWIPS_PER_PT;
}

/** Parts what stands in columns where a page ends by the file's word: there all columns end. */
export function inColumns(blocks: readonly Block[], look: Pick<ColumnsBlock, 'columns' | 'separator' | 'balanced'>): Block[] {
  const pages: Block[][] = [[]];
  for (const block of blocks) {
    if (block.kind === 'page-break') pages.push([]);
    else pages.at(-1)?.push(block);
  }
  return pages.flatMap((own, at): Block[] => {
    const isLast = at === pages.length - 1;
    const columns: Block[] = own.length > 0 ? [{ kind: 'columns', ...look, balanced: look.balanced && isLast, blocks: own }] : [];
    return isLast ? columns : [...columns, { kind: 'page-break' }];
  });
}
