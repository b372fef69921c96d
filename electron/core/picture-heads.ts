/** So many first bytes tell everything this file is asked. */
export const PICTURE_HEAD_BYTES = 256;

/** ISO/IEC 23008-12 brands; `mif1` also stands in AVIF files, which are told apart by their own brand. */
const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

/** Whether a file with these first bytes is HEIC: one of its brands, the major or a compatible one (ISO/IEC 14496-12 4.3), says so. */
export function isHeic(head: Uint8Array): boolean {
  return latin(head, 4, 8) === 'ftyp' && HEIC_BRANDS.some((brand) => brandsOf(head).includes(brand));
}

/** Whether a file with these first bytes is BMP: after BITMAPFILEHEADER, whose reserved words are zero, the size of a small header stands. */
export function isBmp(head: Uint8Array): boolean {
  return (
    latin(head, 0, 2) === 'BM' && latin(head, 6, 10) === '\0\0\0\0' && (head[14] ?? 0) >= 12 && latin(head, 15, 18) === '\0\0\0'
  );
}

function brandsOf(head: Uint8Array): readonly string[] {
  const boxBytes = Math.min(new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0), head.length, PICTURE_HEAD_BYTES); // prettier-ignore
  const brands = [latin(head, 8, 12)];
  for (let offset = 16; offset + 4 <= boxBytes; offset += 4) brands.push(latin(head, offset, offset + 4));
  return brands.includes('avif') || brands.includes('avis') ? [] : brands;
}

function latin(head: Uint8Array, from: number, to: number): string {
  return Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1', from, to);
}
