/** Colours of sRGB (IEC 61966-2-1) seen by D50, as an ICC profile holds them: X, Y, Z. */
const PRIMARIES = {
  rXYZ: [0.4360747, 0.2225045, 0.0139322],
  gXYZ: [0.3850649, 0.7168786, 0.0971045],
  bXYZ: [0.1430804, 0.0606169, 0.7141733],
  wtpt: [0.9642, 1, 0.8249],
} as const;
const HEADER_BYTES = 128;
const ENTRY_BYTES = 12;
const CURVE_POINTS = 1024;
const NAME = 'sRGB IEC61966-2.1';

const fixed = (value: number): number => Math.round(value * 65536);

function xyz(values: readonly [number, number, number]): Buffer {
  const data = Buffer.alloc(20);
  data.write('XYZ ', 'latin1');
  values.forEach((value, index) => data.writeInt32BE(fixed(value), 8 + 4 * index));
  return data;
}

/** The curve of sRGB from stored value to light. */
function curve(): Buffer {
  const data = Buffer.alloc(12 + 2 * CURVE_POINTS);
  data.write('curv', 'latin1');
  data.writeUInt32BE(CURVE_POINTS, 8);
  for (let point = 0; point < CURVE_POINTS; point++) {
    const value = point / (CURVE_POINTS - 1);
    const light = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    data.writeUInt16BE(Math.round(light * 65535), 12 + 2 * point);
  }
  return data;
}

function text(words: string): Buffer {
  return Buffer.concat([Buffer.from('text\0\0\0\0', 'latin1'), Buffer.from(`${words}\0`, 'latin1')]);
}

/** textDescriptionType of ICC.1:2001-04 §6.5.17: ASCII only, no Unicode and no Macintosh form. */
function description(words: string): Buffer {
  const ascii = Buffer.from(`${words}\0`, 'latin1');
  const data = Buffer.alloc(12 + ascii.length + 4 + 4 + 2 + 1 + 67);
  data.write('desc', 'latin1');
  data.writeUInt32BE(ascii.length, 8);
  ascii.copy(data, 12);
  return data;
}

/**
 * An ICC profile of sRGB (ICC.1:2001-04, version 2.4, a display), made here from the published figures, so that nobody's file has to be shipped.
 * Always the same bytes.
 */
export function srgbProfile(): Uint8Array {
  const shared = curve();
  const tags: readonly (readonly [signature: string, data: Buffer])[] = [
    ['desc', description(NAME)],
    ['cprt', text('Public domain')],
    ['wtpt', xyz(PRIMARIES.wtpt)],
    ['rXYZ', xyz(PRIMARIES.rXYZ)],
    ['gXYZ', xyz(PRIMARIES.gXYZ)],
    ['bXYZ', xyz(PRIMARIES.bXYZ)],
    ['rTRC', shared],
    ['gTRC', shared],
    ['bTRC', shared],
  ];
  const table = Buffer.alloc(4 + ENTRY_BYTES * tags.length);
  table.writeUInt32BE(tags.length, 0);
  const parts: Buffer[] = [];
  const places = new Map<Buffer, number>();
  let end = HEADER_BYTES + table.length;
  tags.forEach(([signature, data], index) => {
    let offset = places.get(data);
    if (offset === undefined) {
      offset = end;
      places.set(data, offset);
      const padded = Buffer.alloc(Math.ceil(data.length / 4) * 4);
      data.copy(padded);
      parts.push(padded);
      end += padded.length;
    }
    const at = 4 + ENTRY_BYTES * index;
    table.write(signature, at, 'latin1');
    table.writeUInt32BE(offset, at + 4);
    table.writeUInt32BE(data.length, at + 8);
  });
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(end, 0);
  header.writeUInt32BE(0x02400000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  [2000, 1, 1].forEach((value, index) => header.writeUInt16BE(value, 24 + 2 * index));
  header.write('acsp', 36, 'latin1');
  PRIMARIES.wtpt.forEach((value, index) => header.writeInt32BE(fixed(value), 68 + 4 * index));
  return Buffer.concat([header, table, ...parts]);
}
