import type { DocumentType } from '../../../shared/domain/document.ts';
import type { ByteSource } from './byte-source.ts';

/** Phones append films and maps to a photo; its own end mark then stands before them. */
const TAIL_BYTES = 256 * 1024;

/**
 * True when a picture's end mark is missing, as after a copy that broke off: EOI of a JPEG (ITU-T T.81), IEND of a PNG. Other
 * formats are not checked. A JPEG with a large appendix counts as whole.
 */
export async function isCutOff(source: ByteSource, type: DocumentType): Promise<boolean> {
  if (type !== 'jpg' && type !== 'png') return false;
  const tail = Buffer.from(await source.read(Math.max(0, source.sizeBytes - TAIL_BYTES), TAIL_BYTES));
  if (type === 'png') return !tail.includes('IEND', 0, 'latin1');
  return (
    !tail.includes(Buffer.from([0xff, 0xd9])) &&
    !['ftyp', 'mdat', 'moov'].some((box) => tail.includes(box, 0, 'latin1')) &&
    !isLongAppendix(tail)
  );
}

/** Inside the scan every 0xFF is followed by 0x00 or a restart mark (B.1.1.5); elsewhere it is not the scan that broke off. */
function isLongAppendix(tail: Buffer): boolean {
  for (let at = tail.indexOf(0xff); at >= 0 && at + 1 < tail.length; at = tail.indexOf(0xff, at + 1)) {
    const next = tail[at + 1] ?? 0;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7) && tail.length === TAIL_BYTES) return true;
  }
  return false;
}
