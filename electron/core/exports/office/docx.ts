import type { Block } from '../layout/blocks.ts';
import { readLists } from '../../word-lists.ts';
import { toPrintablePicture } from '../../printable-picture.ts';
import { child, descendants, elements, parseXml, type XmlElement } from '../../xml-tree.ts';
import { readZipParts } from '../../zip-parts.ts';
import { MAX_TABLE_DEPTH, pictureKey, type DocxContext, type PrintablePicture } from './docx-context.ts';
import { joinBoxes, readParagraph } from './docx-paragraph.ts';
import { readStyles } from './docx-styles.ts';
import { readTable } from './docx-table.ts';
import { drawnPictures } from './drawn-pictures.ts';

/**
 * A Word document as blocks for a frame `widthPt` wide: paragraphs, tables, pictures, page breaks; text boxes follow the paragraph that
 * holds them; deleted text (tracked changes) is left out. ECMA-376 part 1. Throws Error when the file is broken.
 */
export async function readDocxBlocks(path: string, widthPt: number): Promise<{ blocks: Block[]; notes: string[] }> {
  const parts = await readZipParts(path, (name) =>
    /^word\/(document|styles|numbering|footnotes|endnotes)\.xml$|^word\/_rels\/document\.xml\.rels$|^word\/media\//.test(name),
  );
  const document = parts.get('word/document.xml');
  if (!document) throw new Error('word/document.xml is missing');
  const text = (name: string) => parts.get(name)?.toString('utf8');
  const notes = new Set<string>();
  const root = parseXml(document.toString('utf8'));
  const context: DocxContext = {
    styles: readStyles(text('word/styles.xml')),
    lists: readLists(text('word/numbering.xml')),
    pictures: await readPictures(root, text('word/_rels/document.xml.rels'), parts, notes),
    notes,
    asides: new Map([...readAsides(text('word/footnotes.xml')), ...readAsides(text('word/endnotes.xml'))]),
    referred: [],
    widthPt,
    readBody,
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

/** Each picture as often as the text shows it differently cut or turned. */
async function readPictures(
  root: XmlElement,
  rels: string | undefined,
  parts: ReadonlyMap<string, Buffer>,
  notes: Set<string>,
): Promise<DocxContext['pictures']> {
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

function readBody(parent: XmlElement, context: DocxContext, depth: number): Block[] {
  return joinBoxes(blocksIn(parent, context, depth));
}

function blocksIn(parent: XmlElement, context: DocxContext, depth: number): Block[] {
  const blocks: Block[] = [];
  for (const element of elements(parent)) {
    switch (element.name) {
      case 'w:p':
        blocks.push(...readParagraph(element, context));
        break;
      case 'w:tbl': {
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
        blocks.push(...blocksIn(element, context, depth));
        break;
    }
  }
  return blocks;
}
