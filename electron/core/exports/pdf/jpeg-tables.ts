/** Codes of 16 bits at most (ISO/IEC 10918-1 §C.2) by the next 16 bits: `symbol << 5 | length of the code`, 0 where no code begins so. */
export type CodeTable = Uint16Array;

export interface JpegComponent {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly quantiser: number;
}

/** What the segments before the data of a JPEG say (ISO/IEC 10918-1 annex B). */
export interface JpegTables {
  /** Of the frame; 0 before it. */
  widthPx: number;
  heightPx: number;
  components: readonly JpegComponent[];
  /** MCUs between restart markers; 0 when there are none. */
  restartInterval: number;
  readonly dc: Map<number, CodeTable>;
  readonly ac: Map<number, CodeTable>;
  /** First entry of each quantisation table. */
  readonly dcQuantiser: Map<number, number>;
}

export function noTables(): JpegTables {
  return {
    ...{ widthPx: 0, heightPx: 0, components: [], restartInterval: 0 },
    ...{ dc: new Map(), ac: new Map(), dcQuantiser: new Map() },
  };
}

const CODE_BITS = 16;

interface SegmentTable {
  readonly isDc: boolean;
  readonly place: number;
  readonly table: CodeTable;
}

/** Tables by the segment that says them: programs and scanners write the same ones again and again, and each takes 128 KB. */
const known = new Map<string, readonly SegmentTable[]>();
const KNOWN_SEGMENTS = 32;

/** Reads a DHT segment into the tables. Returns false when it says what no such segment may. */
export function readCodeTables(tables: JpegTables, segment: Buffer): boolean {
  const key = segment.toString('latin1');
  const found = known.get(key) ?? codeTablesOf(segment);
  if (found === null) return false;
  if (known.size < KNOWN_SEGMENTS) known.set(key, found);
  for (const { isDc, place, table } of found) (isDc ? tables.dc : tables.ac).set(place, table);
  return true;
}

function codeTablesOf(segment: Buffer): readonly SegmentTable[] | null {
  const found: SegmentTable[] = [];
  for (let at = 0; at < segment.length;) {
    const [kind = 0] = segment.subarray(at);
    const counts = segment.subarray(at + 1, at + 1 + CODE_BITS);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const symbols = segment.subarray(at + 1 + CODE_BITS, at + 1 + CODE_BITS + total);
    if (kind >> 4 > 1 || counts.length < CODE_BITS || symbols.length < total) return null;
    const table = new Uint16Array(1 << CODE_BITS);
    let [code, used] = [0, 0];
    for (let bits = 1; bits <= CODE_BITS; bits++) {
      const room = 1 << (CODE_BITS - bits);
      for (let left = counts[bits - 1] ?? 0; left > 0; left--) {
        if (code + room > table.length) return null;
        table.fill(((symbols[used++] ?? 0) << 5) | bits, code, code + room);
        code += room;
      }
    }
    found.push({ isDc: kind >> 4 === 0, place: kind & 15, table });
    at += 1 + CODE_BITS + total;
  }
  return found;
}

/** Reads a DQT segment into the tables. */
export function readQuantisers(tables: JpegTables, segment: Buffer): void {
  for (let at = 0; at + 2 < segment.length;) {
    const kind = segment[at] ?? 0;
    const isWide = kind >> 4 > 0;
    tables.dcQuantiser.set(kind & 15, isWide ? segment.readUInt16BE(at + 1) : (segment[at + 1] ?? 0));
    at += 1 + (isWide ? 128 : 64);
  }
}

/** Reads a frame header of eight-bit samples. Returns false when it says what no such header may. */
export function readFrame(tables: JpegTables, segment: Buffer): boolean {
  const count = segment[5] ?? 0;
  if (segment[0] !== 8 || count === 0 || count > 4 || segment.length < 6 + 3 * count) return false;
  tables.heightPx = segment.readUInt16BE(1);
  tables.widthPx = segment.readUInt16BE(3);
  tables.components = Array.from({ length: count }, (_, index) => {
    const [id = 0, factors = 0, quantiser = 0] = segment.subarray(6 + 3 * index);
    return { id, across: factors >> 4, down: factors & 15, quantiser };
  });
  return tables.components.every(({ across, down }) => across > 0 && across < 5 && down > 0 && down < 5);
}
