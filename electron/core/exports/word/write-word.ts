import type { Block, ImageBlock } from '../layout/blocks.ts';
import { A4_HEIGHT_PT, A4_WIDTH_PT } from '../layout/drawing.ts';
import { textFrame } from '../layout/frames.ts';
import { bodyXml, xmlText } from './word-xml.ts';
import { writeZip, type ZipPart } from './zip-writer.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const NAMESPACES = `${WORD} xmlns:r="${OFFICE}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`;
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const twips = (pt: number): number => Math.round(pt * 20);

export interface WordMeta {
  readonly title: string;
  readonly author: string;
  /** Local day `YYYY-MM-DD`. */
  readonly day: string;
}

/**
 * Blocks as a .docx (ECMA-376): A4 with the text area of GB/T 9704-2012 §5.2, tables whose heads repeat, page numbers between dashes
 * (§7.5). The same blocks give the same bytes.
 */
export function wordDocument(blocks: readonly Block[], { title, author, day }: WordMeta): Buffer {
  const frame = textFrame('front');
  const pictures: ImageBlock[] = [];
  const body = bodyXml(blocks, frame.width, (picture) => {
    pictures.push(picture);
    return { relation: `rId${pictures.length + 2}`, number: pictures.length };
  });
  const margins = {
    top: twips(frame.y),
    right: twips(A4_WIDTH_PT - frame.x - frame.width),
    bottom: twips(A4_HEIGHT_PT - frame.y - frame.height),
    left: twips(frame.x),
  };
  const section = `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="${twips(A4_WIDTH_PT)}" w:h="${twips(A4_HEIGHT_PT)}"/><w:pgMar ${Object.entries(
    margins,
  )
    .map(([side, value]) => `w:${side}="${value}"`)
    .join(' ')} w:header="850" w:footer="1200" w:gutter="0"/></w:sectPr>`;
  const xml = (name: string, text: string): ZipPart => ({ name, bytes: Buffer.from(HEAD + text) });
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  return writeZip([
    xml(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="${TYPE}.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    ),
    xml(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'word/document.xml')}<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ),
    xml(
      'docProps/core.xml',
      `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(author)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:created></cp:coreProperties>`,
    ),
    xml('word/document.xml', `<w:document ${NAMESPACES}><w:body>${body}${section}</w:body></w:document>`),
    xml(
      'word/_rels/document.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'styles', 'styles.xml')}${relation('rId2', 'footer', 'footer1.xml')}${pictures.map((one, at) => relation(`rId${at + 3}`, 'image', `media/image${at + 1}.${one.format}`)).join('')}</Relationships>`,
    ),
    xml(
      'word/styles.xml',
      `<w:styles ${WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>`,
    ),
    xml(
      'word/footer1.xml',
      `<w:ftr ${WORD}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">— </w:t></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`,
    ),
    ...pictures.map(({ bytes, format }, at): ZipPart => ({ name: `word/media/image${at + 1}.${format}`, bytes, stored: true })),
  ]);
}
