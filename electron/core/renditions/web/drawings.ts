import { looksLikeMetafile, readMetafile, svgOf } from '../../metafiles/metafiles.ts';

/** Together no more of a presentation stands in its page; the rest is shown from files. */
const MOST_CHARS = 8_000_000;

/**
 * Metafiles with words as SVG within the page, where its fonts are at hand, as they are not in a file beside it. `key` tells one picture from
 * another; what stands on many slides is read once. Null for all other pictures.
 */
export function createDrawings(): (key: string, bytes: Uint8Array | null) => string | null {
  const made = new Map<string, string | null>();
  let chars = 0;
  const drawingOf = (bytes: Uint8Array | null, number: number): string | null => {
    const picture = bytes && looksLikeMetafile(bytes) ? readMetafile(bytes) : null;
    return picture?.items.some(({ kind }) => kind === 'text') ? svgOf(picture, `d${number}-`) : null;
  };
  return (key, bytes) => {
    const known = made.get(key);
    const svg = known === undefined ? drawingOf(bytes, made.size) : known;
    made.set(key, svg);
    chars += svg?.length ?? 0;
    return chars > MOST_CHARS ? null : svg;
  };
}
