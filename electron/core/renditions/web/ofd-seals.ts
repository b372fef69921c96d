import { posix } from 'node:path';
import { child, descendants, textOf, type XmlElement } from '../../xml-tree.ts';
import { readZipBytes } from '../../zip-parts.ts';
import { numbersOf, type Box } from './ofd-objects.ts';
import { placeIn, xmlOf } from './ofd.ts';

/** The visible part of a signature (GB/T 33190-2016 §18, GB/T 38540-2020): where it stands and how it looks. */
export interface Seal {
  readonly pageId: string;
  readonly box: Box;
  /** The part of the box that is shown (骑缝章), from its corner. */
  readonly clip: Box | null;
  /** PNG, JPEG, BMP or GIF; null where the look is an OFD of its own or cannot be found. */
  readonly picture: Uint8Array | null;
  readonly part: ReadonlyMap<string, Buffer> | null;
}

/** The seals of a document; what cannot be read of them is a note. `list` is the part that names its signatures. */
export async function readSeals(parts: ReadonlyMap<string, Buffer>, list: string, notes: Set<string>): Promise<readonly Seal[]> {
  const seals: Seal[] = [];
  const root = xmlOf(parts, list);
  for (const signature of root ? descendants(root, 'Signature') : []) {
    const place = placeIn(posix.dirname(list), signature.attributes['BaseLoc'] ?? '');
    const own = xmlOf(parts, place);
    const stamps = own ? descendants(own, 'StampAnnot') : [];
    if (!own || stamps.length === 0) continue;
    notes.add('原件含电子签章，外观已保留，签名效力以原文件为准，原文件见附件。');
    const look = await lookOf(parts, own, posix.dirname(place));
    for (const stamp of stamps) {
      const [x = 0, y = 0, width = 0, height = 0] = numbersOf(stamp.attributes['Boundary'] ?? '');
      const [cx = 0, cy = 0, cw = 0, ch = 0] = numbersOf(stamp.attributes['Clip'] ?? '');
      const clip = cw > 0 && ch > 0 ? { x: cx, y: cy, width: cw, height: ch } : null;
      seals.push({ pageId: stamp.attributes['PageRef'] ?? '', box: { x, y, width, height }, clip, ...look });
    }
  }
  return seals;
}

async function lookOf(
  parts: ReadonlyMap<string, Buffer>,
  signature: XmlElement,
  folder: string,
): Promise<Pick<Seal, 'picture' | 'part'>> {
  const places = [
    textOf(child(descendants(signature, 'Seal')[0], 'BaseLoc') ?? NOTHING),
    textOf(child(signature, 'SignedValue') ?? NOTHING),
  ];
  for (const place of places.map((one) => one.trim()).filter((one) => one !== '')) {
    const bytes = parts.get(placeIn(folder, place));
    const found = bytes ? sealPicture(bytes) : null;
    if (!found) continue;
    if (found.format !== 'ofd') return { picture: found.bytes, part: null };
    const part = await readZipBytes(Buffer.from(found.bytes)).catch(() => null);
    if (part) return { picture: null, part };
  }
  return { picture: null, part: null };
}

const NOTHING: XmlElement = { name: '', attributes: {}, children: [] };
const FORMATS = ['png', 'jpg', 'jpeg', 'bmp', 'gif', 'ofd'];
const IA5_STRING = 0x16;
const OCTET_STRING = 0x04;

/**
 * The picture in a seal: in DER, `SES_ESPictrueInfo ::= SEQUENCE { type IA5String, data OCTET STRING, width, height }`
 * (GB/T 38540-2020 §6.1). Found by that pair, whichever version of the structure is around it; null where there is none.
 */
export function sealPicture(der: Uint8Array): { readonly format: string; readonly bytes: Uint8Array } | null {
  for (let at = 0; at + 4 < der.length; at++) {
    if (der[at] !== IA5_STRING || (der[at + 1] ?? 0) > 8) continue;
    const end = at + 2 + (der[at + 1] ?? 0);
    const format = Buffer.from(der.subarray(at + 2, end))
      .toString('latin1')
      .toLowerCase();
    if (!FORMATS.includes(format) || der[end] !== OCTET_STRING) continue;
    const data = contentOf(der, end);
    if (data && data.length > 0) return { format, bytes: data };
  }
  return null;
}

/** The content of a DER value that begins at `at`; null where its length does not fit. */
function contentOf(der: Uint8Array, at: number): Uint8Array | null {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return within(der, at + 2, first);
  const count = first & 0x7f;
  if (count === 0 || count > 4) return null;
  const length = der.subarray(at + 2, at + 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return within(der, at + 2 + count, length);
}

function within(der: Uint8Array, from: number, length: number): Uint8Array | null {
  return from + length <= der.length ? der.subarray(from, from + length) : null;
}
