import type { ByteSource } from './byte-source.ts';

/** Length and moment of making from the movie header (`moov/mvhd`, ISO/IEC 14496-12 8.2.2); null where there is none. */
export interface MovieHeader {
  readonly seconds: number | null;
  readonly createdAt: Date | null;
}

/** Seconds between 1904 and 1970, the epochs of the format and of Unix. */
const EPOCH_SECONDS = 2_082_844_800;
const MAX_BOXES = 10_000;

/** Steps over the boxes of an MP4 or MOV file; media data is never read. */
export async function readMovieHeader(source: ByteSource): Promise<MovieHeader | null> {
  const moov = await findBox(source, 'moov', 0, source.sizeBytes);
  const mvhd = moov && (await findBox(source, 'mvhd', moov.start, moov.end));
  if (!mvhd) return null;
  const bytes = Buffer.from(await source.read(mvhd.start, 32));
  if (bytes.length < 32) return null;
  const wide = bytes[0] === 1;
  const created = wide ? Number(bytes.readBigUInt64BE(4)) : bytes.readUInt32BE(4);
  const scale = wide ? bytes.readUInt32BE(20) : bytes.readUInt32BE(12);
  const length = wide ? Number(bytes.readBigUInt64BE(24)) : bytes.readUInt32BE(16);
  const unknown = length === (wide ? 2 ** 64 : 0xffffffff);
  return {
    seconds: scale === 0 || length === 0 || unknown ? null : length / scale,
    createdAt: created === 0 ? null : new Date((created - EPOCH_SECONDS) * 1000),
  };
}

async function findBox(
  source: ByteSource,
  type: string,
  from: number,
  to: number,
): Promise<{ start: number; end: number } | null> {
  let at = from;
  for (let n = 0; n < MAX_BOXES && at + 8 <= to; n++) {
    const head = Buffer.from(await source.read(at, 16));
    if (head.length < 8) return null;
    const short = head.readUInt32BE(0);
    const wide = short === 1 && head.length === 16;
    const size = short === 0 ? to - at : wide ? Number(head.readBigUInt64BE(8)) : short;
    const start = at + (wide ? 16 : 8);
    if (head.toString('latin1', 4, 8) === type) return { start, end: Math.min(to, at + size) };
    if (size < 8) return null;
    at += size;
  }
  return null;
}
