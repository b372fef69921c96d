import type { Block, ImageBlock } from '../layout/blocks.ts';
import { descendants, type XmlElement } from '../../xml-tree.ts';
import { MAX_TABLE_DEPTH, pictureKey, type DocxContext } from './docx-context.ts';
import { drawnPictures } from './drawn-pictures.ts';
import type { Piece } from './docx-runs.ts';

/** Pictures and text boxes of a drawing; what else it holds is said. */
export function readDrawing(drawing: XmlElement, context: DocxContext): Piece[] {
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
  for (const box of descendants(drawing, 'w:txbxContent')) blocks.push(...context.readBody(box, context, MAX_TABLE_DEPTH - 1));
  if (blocks.length > 0) return [{ kind: 'blocks', blocks }];
  if (descendants(drawing, 'a:graphicData').length > 0 || drawing.name !== 'w:drawing')
    context.notes.add('文中有图表、公式对象或图形没有印出,请核对原件');
  return [];
}
