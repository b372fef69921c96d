import {
  bmpOf,
  isBareDib,
  looksLikeMetafile,
  readMetafile,
  shownVector,
  vectorBytes,
  withPlainPictures,
} from './metafiles/metafiles.ts';
import { toPrintablePicture, WHOLE_PICTURE, type ShownPart } from './printable-picture.ts';

/** A picture as a page of ours takes it: a JPEG, or the lines, areas and letters of a metafile as `vectorBytes` writes them. */
export interface PagePicture {
  readonly bytes: Uint8Array;
  readonly format: 'jpg' | 'png' | 'vector';
  readonly widthPx: number;
  readonly heightPx: number;
}

const PX_PER_PT = 96 / 72;

/**
 * Makes any picture an office document may hold ready for a page, cut and turned as it is shown: metafiles (EMF, WMF, packed ones too) as
 * what they draw, all others as pixels, at most `mostPx` a side. Null when it cannot be read.
 */
export async function toPagePicture(
  bytes: Uint8Array,
  { mostPx, shown = WHOLE_PICTURE }: { readonly mostPx?: number; readonly shown?: ShownPart } = {},
): Promise<PagePicture | null> {
  if (!looksLikeMetafile(bytes)) return toPrintablePicture(asFile(bytes), mostPx, 'on-white', shown);
  const read = readMetafile(bytes);
  if (!read) return null;
  const picture = shownVector(await withPlainPictures(read), shown);
  const [widthPx, heightPx] = [picture.widthPt * PX_PER_PT, picture.heightPt * PX_PER_PT];
  return { bytes: vectorBytes(picture), format: 'vector', widthPx, heightPx };
}

/** A picture of Windows without the head of a file gets one. */
function asFile(bytes: Uint8Array): Uint8Array {
  return isBareDib(bytes) ? bmpOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) : bytes;
}
