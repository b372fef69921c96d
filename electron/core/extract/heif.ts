import type { ByteSource } from './byte-source.ts';

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const MAX_META_BYTES = 4 * 1024 * 1024;

/**
 * Size of the primary item of a HEIF file as it is shown: `ispe` after `irot` (ISO/IEC 23008-12 6.5.3, 6.5.10). Null when the
 * file has no primary item with a size. Throws RangeError on a broken box.
 */
export async function heifSize(source: ByteSource): Promise<{ readonly widthPx: number; readonly heightPx: number } | null> {
  const meta = await metaBox(source);
  if (meta === null) return null;
  const data = new DataView(meta.buffer, meta.byteOffset, meta.byteLength);
  const top = boxesIn(data, 4, data.byteLength);
  const iprp = top.find((box) => box.type === 'iprp');
  const pitm = top.find((box) => box.type === 'pitm');
  if (!iprp) return null;
  const inner = boxesIn(data, iprp.start, iprp.end);
  const ipco = inner.find((box) => box.type === 'ipco');
  const properties = ipco ? boxesIn(data, ipco.start, ipco.end) : [];
  const primary = pitm
    ? data.getUint8(pitm.start) === 0
      ? data.getUint16(pitm.start + 4)
      : data.getUint32(pitm.start + 4)
    : null;
  const ipma = inner.filter((box) => box.type === 'ipma');
  const used = ipma.flatMap((box) => associations(data, box, primary)).flatMap((index) => properties[index - 1] ?? []);
  const extent = used.find((box) => box.type === 'ispe');
  if (!extent) return null;
  const [widthPx, heightPx] = [data.getUint32(extent.start + 4), data.getUint32(extent.start + 8)];
  const rotation = used.find((box) => box.type === 'irot');
  const sideways = rotation !== undefined && (data.getUint8(rotation.start) & 1) === 1;
  return sideways ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
}

async function metaBox(source: ByteSource): Promise<Uint8Array | null> {
  for (let at = 0, steps = 0; at + 8 <= source.sizeBytes && steps < 100; steps++) {
    const bytes = await source.read(at, 16);
    const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const short = head.getUint32(0);
    const headerBytes = short === 1 ? 16 : 8;
    const size = short === 1 ? Number(head.getBigUint64(8)) : short === 0 ? source.sizeBytes - at : short;
    if (size < headerBytes) return null;
    if (typeAt(head, 4) === 'meta') return source.read(at + headerBytes, Math.min(size - headerBytes, MAX_META_BYTES));
    at += size;
  }
  return null;
}

function boxesIn(data: DataView, from: number, to: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to && boxes.length < 10_000;) {
    const size = data.getUint32(at) === 0 ? to - at : data.getUint32(at);
    if (size < 8 || at + size > to) break;
    boxes.push({ type: typeAt(data, at + 4), start: at + 8, end: at + size });
    at += size;
  }
  return boxes;
}

/** One-based property indexes of an item; of the first item listed when `item` is null. */
function associations(data: DataView, box: Box, item: number | null): readonly number[] {
  const version = data.getUint8(box.start);
  const wide = (data.getUint8(box.start + 3) & 1) === 1;
  const count = data.getUint32(box.start + 4);
  let at = box.start + 8;
  for (let entry = 0; entry < count && at < box.end; entry++) {
    const id = version < 1 ? data.getUint16(at) : data.getUint32(at);
    at += version < 1 ? 2 : 4;
    const length = data.getUint8(at++);
    const indexes: number[] = [];
    for (let index = 0; index < length; index++, at += wide ? 2 : 1) {
      indexes.push(wide ? data.getUint16(at) & 0x7fff : data.getUint8(at) & 0x7f);
    }
    if (item === null || id === item) return indexes;
  }
  return [];
}

function typeAt(data: DataView, at: number): string {
  return String.fromCharCode(data.getUint8(at), data.getUint8(at + 1), data.getUint8(at + 2), data.getUint8(at + 3));
}
