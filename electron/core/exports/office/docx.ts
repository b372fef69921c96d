import type { Block, ImageBlock, ParagraphBlock, Run, TableBlock, TableCell, TableRow } from '../layout/blocks.ts';
import { readLists, type Lists } from '../../word-lists.ts';
import { faceOf, paragraphSettings, readLook, readStyles, type Look, type Styles } from './docx-styles.ts';
import { toPrintablePicture, type ShownPart } from '../../printable-picture.ts';
import { drawnPictures } from './drawn-pictures.ts';
import { child, descendants, elements, parseXml, textOf, type XmlElement } from '../../xml-tree.ts';
import { readZipParts } from '../../zip-parts.ts';

interface Context {
  readonly styles: Styles;
  readonly lists: Lists;
  /** Printable pictures by `pictureKey`. */
  readonly pictures: ReadonlyMap<string, PrintablePicture>;
  readonly notes: Set<string>;
  /** 脚注 and 尾注 by `footnote 2`, and those the text has referred to so far, in order. */
  readonly asides: ReadonlyMap<string, XmlElement>;
  readonly referred: string[];
}

interface PrintablePicture {
  readonly bytes: Uint8Array;
  readonly format: 'jpg' | 'png';
  readonly widthPx: number;
  readonly heightPx: number;
}

const MAX_TABLE_DEPTH = 6;

/**
 * A Word document as blocks: paragraphs with their alignment, size, weight, indents and list marks, tables with merged cells,
 * pictures, page breaks; text boxes follow the paragraph that holds them; deleted text (tracked changes) is left out.
 * ECMA-376 part 1. Throws Error when the file is broken.
 */
export async function readDocxBlocks(path: string): Promise<{ blocks: Block[]; notes: string[] }> {
  const parts = await readZipParts(path, (name) =>
    /^word\/(document|styles|numbering|footnotes|endnotes)\.xml$|^word\/_rels\/document\.xml\.rels$|^word\/media\//.test(name),
  );
  const document = parts.get('word/document.xml');
  if (!document) throw new Error('word/document.xml is missing');
  const text = (name: string) => parts.get(name)?.toString('utf8');
  const notes = new Set<string>();
  const root = parseXml(document.toString('utf8'));
  const context: Context = {
    styles: readStyles(text('word/styles.xml')),
    lists: readLists(text('word/numbering.xml')),
    pictures: await readPictures(root, text('word/_rels/document.xml.rels'), parts, notes),
    notes,
    asides: new Map([...readAsides(text('word/footnotes.xml')), ...readAsides(text('word/endnotes.xml'))]),
    referred: [],
  };
  const body = child(root, 'w:body');
  if (!body) throw new Error('w:body is missing');
  const blocks = readBody(body, context, 0);
  return { blocks: [...blocks, ...asideBlocks(context)], notes: [...notes] };
}

function readAsides(part: string | undefined): [key: string, note: XmlElement][] {
  const notes = part === undefined ? [] : elements(parseXml(part));
  return notes.map((note) => [`${note.name.replace(/^w:/, '')} ${note.attributes['w:id'] ?? ''}`, note]);
}

/** 脚注 and 尾注 under a rule at the end of the text, each under the number that stands in it. */
function asideBlocks(context: Context): Block[] {
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

/** Each picture as often as the text shows it differently cut or turned. */
async function readPictures(
  root: XmlElement,
  rels: string | undefined,
  parts: ReadonlyMap<string, Buffer>,
  notes: Set<string>,
): Promise<Context['pictures']> {
  const targets = new Map(
    (rels ? elements(parseXml(rels)) : []).flatMap(({ attributes }) => {
      const target = (attributes['Target'] ?? '').replace(/^\/?(word\/)?/, '');
      const isOurs = target.startsWith('media/') && attributes['TargetMode'] !== 'External';
      return isOurs ? [[attributes['Id'] ?? '', target] as const] : [];
    }),
  );
  const drawn = [root, ...descendants(root, 'w:txbxContent')].flatMap(drawnPictures);
  const pictures = new Map<string, PrintablePicture>();
  for (const { relation, shown } of drawn) {
    const target = targets.get(relation);
    const bytes = target === undefined ? undefined : parts.get(`word/${target}`);
    if (target === undefined || !bytes || pictures.has(pictureKey(relation, shown))) continue;
    const picture = await toPrintablePicture(bytes, undefined, undefined, shown);
    if (picture) pictures.set(pictureKey(relation, shown), picture);
    else notes.add(`文中一张图片(${target.slice(6)})格式不支持,没有印出`);
  }
  return pictures;
}

function pictureKey(relation: string, shown: ShownPart): string {
  return [relation, shown.left, shown.top, shown.right, shown.bottom, shown.turn].join(' ');
}

function readBody(parent: XmlElement, context: Context, depth: number): Block[] {
  const blocks: Block[] = [];
  for (const element of elements(parent)) {
    switch (element.name) {
      case 'w:p':
        blocks.push(...readParagraph(element, context));
        break;
      case 'w:tbl':
        if (depth < MAX_TABLE_DEPTH) blocks.push(readTable(element, context, depth));
        break;
      case 'w:sdt':
      case 'w:sdtContent':
      case 'w:customXml':
      case 'w:ins':
      case 'w:smartTag':
        blocks.push(...readBody(element, context, depth));
        break;
    }
  }
  return blocks;
}

function readParagraph(paragraph: XmlElement, context: Context): Block[] {
  const properties = child(paragraph, 'w:pPr');
  const styleId = child(properties, 'w:pStyle')?.attributes['w:val'];
  const look: Look = { ...context.styles.paragraph(styleId), ...readLook(properties) };
  const mark = look.listId && look.listId !== '0' ? context.lists.markFor(look.listId, look.listLevel ?? 0) : null;
  const pieces = readRuns(paragraph, look, context);
  const sizePt = largestSize(pieces) ?? look.sizePt ?? 10.5;
  const settings = paragraphSettings(
    mark && look.leftPt === undefined ? { ...look, leftPt: 21 * ((look.listLevel ?? 0) + 1) } : look,
    sizePt,
  );
  const blocks: Block[] = [];
  let runs: Run[] = [];
  const flush = () => {
    const first = blocks.every((block) => block.kind !== 'paragraph');
    blocks.push({
      kind: 'paragraph',
      runs,
      ...settings,
      ...(mark && first ? { mark } : {}),
      ...(isHeading(runs) || settings.align === 'right' ? { keepWithNext: true } : {}),
    } satisfies ParagraphBlock);
    runs = [];
  };
  const pageBreakBefore = child(properties, 'w:pageBreakBefore');
  if (pageBreakBefore && pageBreakBefore.attributes['w:val'] !== '0') blocks.push({ kind: 'page-break' });
  for (const piece of pieces) {
    if (piece.kind === 'run') runs.push(piece.run);
    else {
      if (runs.length > 0) flush();
      blocks.push(...piece.blocks);
    }
  }
  const empty = runs.length === 0;
  if (!empty || blocks.length === 0) {
    if (empty) blocks.push({ kind: 'space', heightPt: settings.lineDistance?.pt ?? sizePt * (settings.lineHeight ?? 1.3) });
    else flush();
  }
  return blocks;
}

const LONGEST_HEADING = 36;

/** A short line in a heading's face (黑体, bold) without a full stop, or one that starts as 公文 headings do (一、 （一）). */
function isHeading(runs: readonly Run[]): boolean {
  const text = runs.map((run) => run.text).join('');
  if (text.trim() === '' || text.length > LONGEST_HEADING || /[。；;，,：:]$/.test(text.trimEnd())) return false;
  return (
    runs.every((run) => run.face !== 'song' || run.text.trim() === '') ||
    /^\s*([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])/.test(text)
  );
}

function largestSize(pieces: readonly Piece[]): number | undefined {
  const sizes = pieces.flatMap((piece) => (piece.kind === 'run' && piece.run.sizePt !== undefined ? [piece.run.sizePt] : []));
  return sizes.length > 0 ? Math.max(...sizes) : undefined;
}

type Piece = { readonly kind: 'run'; readonly run: Run } | { readonly kind: 'blocks'; readonly blocks: readonly Block[] };

function readRuns(parent: XmlElement, look: Look, context: Context): Piece[] {
  return elements(parent).flatMap((element): Piece[] => {
    switch (element.name) {
      case 'w:r':
        return readRun(element, { ...look, ...readLook(child(element, 'w:rPr')) }, context);
      case 'w:hyperlink':
      case 'w:ins':
      case 'w:smartTag':
      case 'w:sdt':
      case 'w:sdtContent':
      case 'w:fldSimple':
      case 'w:customXml':
        return readRuns(element, look, context);
      case 'm:oMath':
      case 'm:oMathPara':
        context.notes.add('文中的公式按文字印出,请核对原件');
        return [
          {
            kind: 'run',
            run: { text: descendants(element, 'm:t').map(textOf).join(''), face: faceOf(look), sizePt: look.sizePt ?? 10.5 },
          },
        ];
      default:
        return [];
    }
  });
}

function readRun(run: XmlElement, look: Look, context: Context): Piece[] {
  const hidden = child(child(run, 'w:rPr'), 'w:vanish');
  if (hidden && hidden.attributes['w:val'] !== '0') return [];
  const style = {
    face: faceOf(look),
    sizePt: look.sizePt ?? 10.5,
    ...(look.underline ? { underline: true } : {}),
    ...(look.strike ? { strike: true } : {}),
    ...(look.color && look.color !== '#000000' ? { color: look.color } : {}),
  };
  const say = (text: string): Piece => ({ kind: 'run', run: { text, ...style } });
  return elements(run).flatMap((element): Piece[] => {
    switch (element.name) {
      case 'w:t':
        return [say(textOf(element))];
      case 'w:tab':
        return [say('　　')];
      case 'w:cr':
        return [say('\n')];
      case 'w:br':
        return element.attributes['w:type'] === 'page' ? [{ kind: 'blocks', blocks: [{ kind: 'page-break' }] }] : [say('\n')];
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        return referTo(`${element.name.slice(2).replace('Reference', '')} ${element.attributes['w:id'] ?? ''}`, context, say);
      case 'w:noBreakHyphen':
        return [say('-')];
      case 'w:sym':
        return [say('●')];
      case 'mc:AlternateContent':
        return readDrawing(child(element, 'mc:Choice') ?? child(element, 'mc:Fallback'), context);
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        return readDrawing(element, context);
      default:
        return [];
    }
  });
}

/** The number of a 脚注 or 尾注, in brackets; one the file does not hold is said. */
function referTo(key: string, context: Context, say: (text: string) => Piece): Piece[] {
  if (!context.asides.has(key)) {
    context.notes.add('有的脚注或尾注在文件里找不到,没有印出');
    return [];
  }
  if (!context.referred.includes(key)) context.referred.push(key);
  return [say(`[${context.referred.indexOf(key) + 1}]`)];
}

function readDrawing(drawing: XmlElement | undefined, context: Context): Piece[] {
  if (!drawing) return [];
  const blocks: Block[] = [];
  for (const drawn of drawnPictures(drawing)) {
    const picture = context.pictures.get(pictureKey(drawn.relation, drawn.shown));
    if (!picture) continue;
    blocks.push({
      kind: 'image',
      bytes: picture.bytes,
      format: picture.format,
      widthPt: drawn.widthPt || picture.widthPx * 0.75,
      heightPt: drawn.heightPt || picture.heightPx * 0.75,
      align: 'center',
    } satisfies ImageBlock);
  }
  for (const box of descendants(drawing, 'w:txbxContent')) blocks.push(...readBody(box, context, MAX_TABLE_DEPTH - 1));
  if (blocks.length > 0) return [{ kind: 'blocks', blocks }];
  if (descendants(drawing, 'a:graphicData').length > 0 || drawing.name !== 'w:drawing')
    context.notes.add('文中有图表、公式对象或图形没有印出,请核对原件');
  return [];
}

function readTable(table: XmlElement, context: Context, depth: number): TableBlock {
  const grid = elements(child(table, 'w:tblGrid') ?? table)
    .filter((element) => element.name === 'w:gridCol')
    .map((column) => Math.max(1, Number(column.attributes['w:w'] ?? 1) || 1));
  const rows = elements(table).flatMap((element) => (element.name === 'w:tr' ? [element] : descendants(element, 'w:tr')));
  const raw = rows.map((row) =>
    elements(row)
      .flatMap((cell) => (cell.name === 'w:tc' ? [cell] : descendants(cell, 'w:tc')))
      .map((cell) => readCell(cell)),
  );
  const width = Math.max(grid.length, 1, ...raw.map((row) => row.reduce((sum, cell) => sum + cell.span, 0)));
  const columns = Array.from({ length: width }, (_, index) => grid[index] ?? 1000);
  const laid = raw.map((row, rowIndex): TableRow => {
    let column = 0;
    const cells: TableCell[] = [];
    for (const cell of row) {
      const at = column;
      column += cell.span;
      if (cell.merge === 'continue') continue;
      const rowSpan = cell.merge === 'restart' ? 1 + countContinued(raw, rowIndex + 1, at) : 1;
      cells.push({
        blocks: readBody(cell.element, context, depth + 1),
        ...(cell.span > 1 ? { colSpan: cell.span } : {}),
        ...(rowSpan > 1 ? { rowSpan } : {}),
        verticalAlign: cell.vertical,
      });
    }
    return { cells };
  });
  const headerRows = rows.findIndex((row) => !child(child(row, 'w:trPr'), 'w:tblHeader'));
  const border = !descendants(child(table, 'w:tblPr') ?? table, 'w:tblBorders').some((borders) =>
    elements(borders).every((side) => ['nil', 'none'].includes(side.attributes['w:val'] ?? '')),
  );
  return { kind: 'table', columns, rows: laid, headerRows: Math.max(0, headerRows), border };
}

interface RawCell {
  readonly element: XmlElement;
  readonly span: number;
  readonly merge: 'none' | 'restart' | 'continue';
  readonly vertical: 'top' | 'middle' | 'bottom';
}

function readCell(cell: XmlElement): RawCell {
  const properties = child(cell, 'w:tcPr');
  const merge = child(properties, 'w:vMerge');
  const vertical = child(properties, 'w:vAlign')?.attributes['w:val'];
  return {
    element: cell,
    span: Math.min(60, Math.max(1, Number(child(properties, 'w:gridSpan')?.attributes['w:val'] ?? 1) || 1)),
    merge: !merge ? 'none' : merge.attributes['w:val'] === 'restart' ? 'restart' : 'continue',
    vertical: vertical === 'center' ? 'middle' : vertical === 'bottom' ? 'bottom' : 'top',
  };
}

/** How many rows below go on with the vertically merged cell that starts at grid column `at`. */
function countContinued(rows: readonly (readonly RawCell[])[], from: number, at: number): number {
  let count = 0;
  for (const row of rows.slice(from)) {
    let column = 0;
    const cell = row.find((candidate) => {
      const found = column === at;
      column += candidate.span;
      return found;
    });
    if (cell?.merge !== 'continue') break;
    count++;
  }
  return count;
}
