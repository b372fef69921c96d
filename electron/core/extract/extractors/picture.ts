import ExifReader from 'exifreader';
import { inputSource, type ByteSource } from '../byte-source.ts';
import { exifFacts, NO_EXIF, type ExifFacts, type ExifTags } from '../exif-facts.ts';
import { EMPTY_EXTRACTION, type Extraction, type ExtractInput, type FormatReader } from '../extractor.ts';
import { DAMAGED, failed } from '../outcome.ts';
import { isCutOff } from '../picture-end.ts';
import { lookAtPicture } from '../picture-look.ts';
import { jpegDataOffset, pictureSize } from '../picture-size.ts';
import { tiffPages } from '../tiff-pages.ts';

/** Exif stands before the data of a JPEG, within so much; elsewhere it may stand at the end. */
const JPEG_HEAD_BYTES = 256 * 1024;
const MAX_WHOLE_BYTES = 64 * 1024 * 1024;
/** A larger picture cannot be decoded by anything here: 500 megapixels are 2 GB in memory. */
const MAX_PIXELS = 500_000_000;
const CUT_OFF = '图片不完整,下半部分可能显示不出来。请找原图重新复制后再编目';

const manyPages = (pages: number): string => `这份 TIFF 有 ${pages} 页。预览只显示第 1 页,成册收入全部各页`;

/** Size, moment, camera, place, photographer and written remarks of a picture, and what its pixels tell. */
export const pictureReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    const source = await inputSource(input);
    try {
      return await readPicture(source, input);
    } finally {
      await source.close();
    }
  },
};

async function readPicture(source: ByteSource, input: ExtractInput): Promise<Extraction> {
  const size = await pictureSize(source, input.type);
  if (size === null) return failed(DAMAGED);
  if (size.widthPx * size.heightPx > MAX_PIXELS) {
    return failed(`图片尺寸异常(${size.widthPx}×${size.heightPx} 像素),没有读取。请缩小后另存一份再编目`);
  }
  const { text, ...facts } = await readExif(source, input);
  // HEIF readers apply the file's own rotation; the size above already has it, so Exif must not turn it again.
  const orientation = input.type === 'heic' ? 1 : facts.orientation;
  const pages = input.type === 'tiff' ? await tiffPages(source) : 1;
  const message = (await isCutOff(source, input.type)) ? CUT_OFF : pages > 1 ? manyPages(pages) : null;
  const look = await lookAtPicture(input, size.widthPx * size.heightPx);
  return {
    ...EMPTY_EXTRACTION,
    state: 'ok',
    message,
    text,
    pages: pages > 1 ? pages : null,
    picture: { ...size, ...facts, orientation, ...look },
  };
}

/** What a picture's own metadata says, of what stands before its data where it is a JPEG. Throws file system errors; broken metadata says nothing. */
export async function readExif(source: ByteSource, input: ExtractInput): Promise<ExifFacts> {
  if (input.type === 'gif' || input.type === 'bmp') return NO_EXIF;
  const wanted = input.type === 'jpg' ? Math.min((await jpegDataOffset(source)) ?? Infinity, JPEG_HEAD_BYTES) : MAX_WHOLE_BYTES;
  if (input.type !== 'jpg' && source.sizeBytes > MAX_WHOLE_BYTES) return NO_EXIF;
  const { buffer, byteOffset, byteLength } = await source.read(0, wanted);
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  try {
    const { exif, gps } = ExifReader.load(bytes, { expanded: true });
    return exif ? exifFacts(exif as ExifTags, gps) : NO_EXIF;
  } catch (error) {
    // No or broken metadata: the picture itself may be sound.
    if (error instanceof Error) return NO_EXIF;
    throw error;
  }
}
