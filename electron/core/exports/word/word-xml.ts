import type { Align, Block, FontFace, ImageBlock, ParagraphBlock, Run, TableBlock, TableCell } from '../layout/blocks.ts';
import { EMU_PER_PT, TWIPS_PER_PT } from '../../office-units.ts';
import { SIZE } from '../sections/style.ts';

/** Blocks as WordprocessingML (ECMA-376 part 1, §17). Lengths of blocks are points; Word counts twentieths of them. */

const twips = (pt: number): number => Math.round(pt * TWIPS_PER_PT);
const BORDER = '<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>';
const SIDES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
const JUSTIFY: Readonly<Record<Align, string>> = {
  left: 'left',
  center: 'center',
  right: 'right',
  justify: 'both',
  distribute: 'distribute',
};

/** Takes a picture in; returns the id of its relationship and a number no other picture of the document has. */
export type PlacePicture = (picture: ImageBlock) => { readonly relation: string; readonly number: number };

/** Text as it may stand in XML 1.0: what no XML may hold is left out. */
export function xmlText(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The body of a document, without its section. `widthPt` is the width of the text. */
export function bodyXml(blocks: readonly Block[], widthPt: number, place: PlacePicture): string {
  // Two tables without a paragraph between them would become one.
  return blocks
    .map(
      (block, at) => blockXml(block, widthPt, place) + (block.kind === 'table' && blocks[at + 1]?.kind === 'table' ? gap(1) : ''),
    )
    .join('');
}

function blockXml(block: Block, widthPt: number, place: PlacePicture): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraphXml(block);
    case 'table':
      return tableXml(block, widthPt, place);
    case 'image':
      return imageXml(block, place);
    case 'entry':
      return paragraphXml({ kind: 'paragraph', runs: [...block.runs, { text: ` ${block.label}` }] });
    case 'space':
      return gap(block.heightPt);
    case 'page-break':
      return '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>';
    case 'rule':
      return '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr></w:pPr></w:p>';
    // No paper that is written for Word has a 二维码, a chart or columns.
    case 'code':
    case 'chart':
    case 'fill':
    case 'drawn':
    case 'columns':
    case 'column-break':
    case 'section':
      return '';
  }
}

function gap(heightPt: number): string {
  return `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="${Math.max(20, twips(heightPt))}" w:lineRule="exact"/></w:pPr></w:p>`;
}

function paragraphXml(block: ParagraphBlock): string {
  const { runs, align = 'left', firstLineIndentPt = 0, leftPt = 0, rightPt = 0, lineHeight = 1.5, lineDistance } = block;
  const size = Math.max(...runs.map(({ sizePt }) => sizePt ?? SIZE.smallFour), 1);
  const line = lineDistance ? twips(lineDistance.pt) : twips(size * lineHeight);
  const rule = lineDistance?.rule === 'exact' ? 'exact' : 'atLeast';
  const spacing = `<w:spacing w:before="${twips(block.spaceBeforePt ?? 0)}" w:after="${twips(block.spaceAfterPt ?? 0)}" w:line="${line}" w:lineRule="${rule}"/>`;
  const indent = `<w:ind w:left="${twips(leftPt)}" w:right="${twips(rightPt)}" w:firstLine="${twips(firstLineIndentPt)}"/>`;
  const keep = block.keepWithNext ? '<w:keepNext/>' : '';
  const mark = block.mark === undefined ? [] : [{ text: `${block.mark} ` }];
  return `<w:p><w:pPr>${keep}${spacing}${indent}<w:jc w:val="${JUSTIFY[align]}"/></w:pPr>${[...mark, ...runs].map(runXml).join('')}</w:p>`;
}

function fontOf(face: FontFace): { readonly name: string; readonly bold: boolean } {
  return { name: face.startsWith('hei') ? '黑体' : '宋体', bold: face.endsWith('-bold') };
}

function runXml({ text, face = 'song', sizePt = SIZE.smallFour, underline, strike, color }: Run): string {
  const { name, bold } = fontOf(face);
  const half = Math.round(sizePt * 2);
  const look = [
    `<w:rFonts w:ascii="${name}" w:hAnsi="${name}" w:eastAsia="${name}"/>`,
    bold ? '<w:b/>' : '',
    strike ? '<w:strike/>' : '',
    color === undefined ? '' : `<w:color w:val="${color.replace('#', '')}"/>`,
    `<w:sz w:val="${half}"/><w:szCs w:val="${half}"/>`,
    underline ? '<w:u w:val="single"/>' : '',
  ].join('');
  const words = text
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${xmlText(line)}</w:t>`)
    .join('<w:br/>');
  return `<w:r><w:rPr>${look}</w:rPr>${words}</w:r>`;
}

function tableXml(table: TableBlock, widthPt: number, place: PlacePicture): string {
  const whole = table.columns.reduce((sum, share) => sum + share, 0);
  const width = table.widthPt ?? widthPt;
  const columns = table.columns.map((share) => (share / whole) * width);
  const borders =
    table.border === false ? '' : `<w:tblBorders>${SIDES.map((side) => BORDER.replace('%s', side)).join('')}</w:tblBorders>`;
  // Column → rows that a cell above still covers, and how many columns it takes.
  const covered = new Map<number, { rows: number; span: number }>();
  const rows = table.rows.map((row, at) => {
    const cells: string[] = [];
    let column = 0;
    const passCovered = (): void => {
      for (let above = covered.get(column); above && above.rows > 0; above = covered.get(column)) {
        above.rows--;
        cells.push(cellXml({ blocks: [] }, { columns, column, span: above.span, merge: '<w:vMerge/>', place }));
        column += above.span;
      }
    };
    for (const cell of row.cells) {
      passCovered();
      const span = cell.colSpan ?? 1;
      const tall = (cell.rowSpan ?? 1) > 1;
      covered.set(column, { rows: (cell.rowSpan ?? 1) - 1, span });
      cells.push(cellXml(cell, { columns, column, span, merge: tall ? '<w:vMerge w:val="restart"/>' : '', place }));
      column += span;
    }
    passCovered();
    const height = row.minHeightPt === undefined ? '' : `<w:trHeight w:val="${twips(row.minHeightPt)}" w:hRule="atLeast"/>`;
    return `<w:tr><w:trPr><w:cantSplit/>${height}${at < (table.headerRows ?? 0) ? '<w:tblHeader/>' : ''}</w:trPr>${cells.join('')}</w:tr>`;
  });
  const grid = columns.map((one) => `<w:gridCol w:w="${twips(one)}"/>`).join('');
  const margins = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>';
  return `<w:tbl><w:tblPr><w:tblW w:w="${twips(width)}" w:type="dxa"/>${borders}<w:tblLayout w:type="fixed"/>${margins}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

interface CellPlace {
  readonly columns: readonly number[];
  readonly column: number;
  readonly span: number;
  readonly merge: string;
  readonly place: PlacePicture;
}

function cellXml(cell: TableCell, { columns, column, span, merge, place }: CellPlace): string {
  const width = columns.slice(column, column + span).reduce((sum, one) => sum + one, 0);
  const none =
    cell.border === false
      ? `<w:tcBorders>${SIDES.slice(0, 4)
          .map((side) => `<w:${side} w:val="nil"/>`)
          .join('')}</w:tcBorders>`
      : '';
  const shade = cell.shade === undefined ? '' : `<w:shd w:val="clear" w:color="auto" w:fill="${cell.shade.replace('#', '')}"/>`;
  const vertical = { top: 'top', middle: 'center', bottom: 'bottom' }[cell.verticalAlign ?? 'top'];
  const properties = `<w:tcW w:w="${twips(width)}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${merge}${none}${shade}<w:vAlign w:val="${vertical}"/>`;
  const inside = bodyXml(cell.blocks, width - 8, place);
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${inside}${cell.blocks.at(-1)?.kind === 'paragraph' || cell.blocks.at(-1)?.kind === 'image' ? '' : gap(1)}</w:tc>`;
}

function imageXml(image: ImageBlock, place: PlacePicture): string {
  const [x, y] = [Math.round(image.widthPt * EMU_PER_PT), Math.round(image.heightPt * EMU_PER_PT)];
  const { relation, number: n } = place(image);
  return `<w:p><w:pPr><w:jc w:val="${JUSTIFY[image.align ?? 'center']}"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${x}" cy="${y}"/><wp:docPr id="${n}" name="图片 ${n}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${n}" name="图片 ${n}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${x}" cy="${y}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
}
