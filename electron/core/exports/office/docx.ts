import type { Block, SectionBlock } from '../layout/blocks.ts';
import { readLists } from '../../word-lists.ts';
import { child, descendants, elements, parseXml, type XmlElement } from '../../xml-tree.ts';
import { readZipParts } from '../../zip-parts.ts';
import { chartsOf } from './docx-charts.ts';
import { MAX_TABLE_DEPTH, type DocxContext } from './docx-context.ts';
import { isOn } from './docx-look.ts';
import { joinBoxes, readParagraph } from './docx-paragraph.ts';
import { openPictures } from './docx-pictures.ts';
import { columnOf, columnsOf, firstNumberOf, furnitureOf, goesOn, hasTitlePage, inColumns, isContinuous, rawSections, relationsOf, sheetOf, type Relations } from './docx-sections.ts'; // prettier-ignore
import { readStyles } from './docx-styles.ts';
import { readTable } from './docx-table.ts';
import { readDiagrams } from './diagrams.ts';
import { readColours } from './drawing-colours.ts';

const PARTS =
  /^word\/((document|styles|numbering|footnotes|endnotes|settings)\.xml|theme\/theme1\.xml|[^/]*(header|footer)[^/]*\.xml|_rels\/(document|[^/]*(header|footer)[^/]*)\.xml\.rels|diagrams\/(data|drawing)\d*\.xml|media\/.*|charts\/chart[^/]*\.xml)$/;

/**
 * A Word document as blocks for a frame `widthPt` wide: sections with their heads and feet, paragraphs, tables, drawings, page breaks;
 * deleted text (tracked changes) is left out. ECMA-376 part 1. Throws Error when the file is broken.
 */
export async function readDocxBlocks(path: string, widthPt: number): Promise<{ blocks: Block[]; notes: string[] }> {
  const parts = await readZipParts(path, (name) => PARTS.test(name));
  const document = parts.get('word/document.xml');
  if (!document) throw new Error('word/document.xml is missing');
  const text = (name: string) => parts.get(name)?.toString('utf8');
  const notes = new Set<string>();
  const root = parseXml(document.toString('utf8'));
  const body = child(root, 'w:body');
  if (!body) throw new Error('w:body is missing');
  const picturesOf = openPictures(parts, notes);
  const own = await picturesOf('document', root);
  const colours = readColours(parsed(text('word/theme/theme1.xml')));
  const context: DocxContext = {
    styles: readStyles(text('word/styles.xml')),
    lists: readLists(text('word/numbering.xml')),
    pictures: own.pictures,
    charts: chartsOf(own.targets, parts, colours),
    diagrams: readDiagrams(own.targets, (target) => parts.get(`word/${target}`)),
    colours,
    notes,
    asides: new Map([...readAsides(text('word/footnotes.xml')), ...readAsides(text('word/endnotes.xml'))]),
    referred: [],
    widthPt,
    sheet: sheetOf(undefined),
    scale: 1,
    readBody,
  };
  const heads = await readStrips(own.targets, parts, { picturesOf, colours }, notes);
  const evens = child(parsed(text('word/settings.xml')), 'w:evenAndOddHeaders');
  const blocks = sectionBlocks(body, context, heads, evens !== undefined && isOn(evens.attributes['w:val']));
  const whole = [...blocks, ...asideBlocks(context)];
  const comments = descendants(body, 'w:commentReference').length;
  if (comments > 0) notes.add(`文中有 ${comments} 条批注没有印出`);
  return { blocks: whole, notes: [...notes] };
}

function sectionBlocks(body: XmlElement, base: DocxContext, strips: ReadonlyMap<string, Strip>, evens: boolean): Block[] {
  const blocks: Block[] = [];
  let before: SectionBlock | null = null;
  let [heads, feet]: [Relations, Relations] = [{}, {}];
  const known = new Map<string, readonly Block[]>();
  const sections = rawSections(body);
  for (const [at, { elements: inside, properties }] of sections.entries()) {
    const sheet = sheetOf(properties);
    const { widthPt, across, scale } = columnOf(sheet, base.widthPt);
    const context = { ...base, widthPt, sheet, scale };
    heads = relationsOf(properties, 'w:headerReference', heads);
    feet = relationsOf(properties, 'w:footerReference', feet);
    const stripOf = (relation: string): readonly Block[] => {
      const key = `${relation} ${widthPt}`;
      const strip = strips.get(relation);
      const read = known.get(key) ?? (strip ? trimmed(readBody(strip.root, { ...context, pictures: strip.pictures, charts: strip.charts, diagrams: new Map(), numbers: true }, 0)) : []); // prettier-ignore
      known.set(key, read);
      return read;
    };
    const firstNumber = firstNumberOf(properties);
    const section: SectionBlock = {
      kind: 'section',
      widthPt,
      across,
      head: furnitureOf(heads, stripOf, hasTitlePage(properties), evens),
      foot: furnitureOf(feet, stripOf, hasTitlePage(properties), evens),
      ...(firstNumber === undefined ? {} : { firstNumber }),
    };
    if (!goesOn(properties, before, section)) {
      blocks.push(section);
      before = section;
    }
    const columns = columnsOf(properties, widthPt, scale);
    const own = columns ? inColumn(context, Math.max(...columns.columns.map((column) => column.widthPt))) : context;
    const text = joinBoxes(blocksIn(inside, own, 0));
    const next = sections[at + 1];
    const balanced = next ? isContinuous(next.properties) : context.referred.length > 0;
    for (const block of columns ? inColumns(text, { ...columns, balanced }) : text) blocks.push(block);
  }
  return blocks;
}

/** Reads for a column so wide: what is placed in it counts from its edges. */
function inColumn(context: DocxContext, widthPt: number): DocxContext {
  const { sheet, scale } = context;
  return { ...context, widthPt, sheet: { ...sheet, rightPt: Math.max(0, sheet.widthPt - sheet.leftPt - widthPt / scale) } };
}

/** Empty lines at the ends of a head or foot take no room. */
function trimmed(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex(({ kind }) => kind !== 'space');
  const last = blocks.findLastIndex(({ kind }) => kind !== 'space');
  return first === -1 ? [] : blocks.slice(first, last + 1);
}

/** A head or foot as its part has it. */
interface Strip {
  readonly root: XmlElement;
  readonly pictures: DocxContext['pictures'];
  readonly charts: DocxContext['charts'];
}

const MOST_STRIPS = 100;
const MOST_STRIP_BYTES = 4 << 20;

/** Heads and feet by their relations; one that is broken or too large is said, the text is printed all the same. */
async function readStrips(
  targets: ReadonlyMap<string, string>,
  parts: ReadonlyMap<string, Buffer>,
  { picturesOf, colours }: { readonly picturesOf: ReturnType<typeof openPictures>; readonly colours: DocxContext['colours'] },
  notes: Set<string>,
): Promise<ReadonlyMap<string, Strip>> {
  const strips = new Map<string, Strip>();
  for (const [relation, target] of targets) {
    const name = /^([^/]*(?:header|footer)[^/]*)\.xml$/.exec(target)?.[1];
    const bytes = parts.get(`word/${target}`);
    if (name === undefined || !bytes) continue;
    const root = bytes.length <= MOST_STRIP_BYTES && strips.size < MOST_STRIPS ? parsed(bytes.toString('utf8')) : undefined;
    if (root) {
      const { pictures, targets: inside } = await picturesOf(name, root);
      strips.set(relation, { root, pictures, charts: chartsOf(inside, parts, colours) });
    } else notes.add('有的页眉或页脚读不出来,没有印出');
  }
  return strips;
}

/** A part's tree; undefined for none and for one that is broken. */
function parsed(xml: string | undefined): XmlElement | undefined {
  try {
    return xml === undefined ? undefined : parseXml(xml);
  } catch {
    return undefined;
  }
}

function readAsides(part: string | undefined): [key: string, note: XmlElement][] {
  const notes = part === undefined ? [] : elements(parseXml(part));
  return notes.map((note) => [`${note.name.replace(/^w:/, '')} ${note.attributes['w:id'] ?? ''}`, note]);
}

/** 脚注 and 尾注 under a rule at the end of the text, each under the number that stands in it. */
function asideBlocks(context: DocxContext): Block[] {
  const blocks: Block[] = [];
  // A note may refer to another one: the list grows while it is gone through.
  for (let at = 0; at < context.referred.length; at++) {
    const note = context.asides.get(context.referred[at] ?? '');
    const inside = note ? readBody(note, context, 0) : [];
    const first = inside.findIndex((block) => block.kind === 'paragraph');
    blocks.push(
      ...inside.map((block, index): Block =>
        index === first && block.kind === 'paragraph' ? { ...block, mark: `[${at + 1}]` } : block,
      ),
    );
  }
  return blocks.length > 0 ? [{ kind: 'rule' }, ...blocks] : [];
}

function readBody(parent: XmlElement, context: DocxContext, depth: number): Block[] {
  return joinBoxes(blocksIn(elements(parent), context, depth));
}

function blocksIn(inside: readonly XmlElement[], context: DocxContext, depth: number): Block[] {
  const blocks: Block[] = [];
  for (const element of inside) {
    switch (element.name) {
      case 'w:p':
        blocks.push(...readParagraph(element, context));
        break;
      case 'w:tbl': {
        if (depth >= MAX_TABLE_DEPTH) context.notes.add('有的表格套得太深,没有印出,请核对原件');
        const table = depth < MAX_TABLE_DEPTH ? readTable(element, context, depth) : null;
        if (table) blocks.push(table);
        break;
      }
      case 'w:sdt':
      case 'w:sdtContent':
      case 'w:customXml':
      case 'w:ins':
      case 'w:moveTo':
      case 'w:smartTag':
        blocks.push(...blocksIn(elements(element), context, depth));
        break;
    }
  }
  return blocks;
}
