import sharp from 'sharp';
import { embedJpegBytes } from './images.ts';
import { openForDrawing, pixelsOf } from './render.ts';
import { createPdfWriter } from './writer.ts';

const RESOLUTION = { dpi: 200, longestPx: 4000 };
const JPEG_QUALITY = 85;
const FILE_ID = '00000000000000000000000000000000';
/** A page of one colour: nothing was drawn. */
const BLANK_DEVIATION = 0.5;

/**
 * Draws every page of a PDF that no reader of objects can take and writes the pictures (200 dpi) as pages of their displayed size
 * into a new PDF. Returns the number of pages. Throws where PDFium cannot draw it, and where all its pages come out blank.
 */
export async function writePagePictures(
  source: string | Uint8Array,
  { password, out }: { readonly password: string | undefined; readonly out: string },
): Promise<number> {
  const document = await openForDrawing(source, password);
  const writer = createPdfWriter({ path: out, id: FILE_ID });
  try {
    let seen = false;
    for (let index = 0; index < document.pageCount; index++) {
      const size = document.sizeOf(index);
      const { widthPx: width, heightPx: height, rgba } = await document.draw(index, pixelsOf(size, RESOLUTION));
      const picture = sharp(rgba, { raw: { width, height, channels: 4 } }).flatten({ background: '#ffffff' });
      const { channels } = await picture.stats();
      seen ||= channels.some(({ stdev }) => stdev > BLANK_DEVIATION);
      const image = embedJpegBytes(writer, await picture.jpeg({ quality: JPEG_QUALITY }).toBuffer());
      const [widthPt, heightPt] = [Math.max(1, size.widthPt), Math.max(1, size.heightPt)];
      writer.addPage({
        widthPt,
        heightPt,
        content: Buffer.from(`q ${widthPt} 0 0 ${heightPt} 0 0 cm /Page Do Q\n`, 'latin1'),
        resources: writer.context.obj({ XObject: { Page: image } }),
      });
    }
    if (!seen) throw new Error('nothing is drawn on any page');
    writer.finish({
      outline: [],
      labels: [],
      destinations: new Map(),
      info: { title: '', author: '', subject: '', producer: '', creationDate: '2000-01-01T00:00:00' },
      language: 'zh-CN',
    });
    return document.pageCount;
  } catch (error) {
    writer.abort();
    throw error;
  } finally {
    document.close();
  }
}
