import { noTables, readCodeTables, readFrame, readQuantisers, type CodeTable, type JpegTables } from './jpeg-tables.ts';

/** A part of a scan: one component's blocks in one MCU. */
interface Part {
  readonly blocks: number;
  readonly dc: CodeTable;
  readonly ac: CodeTable;
  /** Beyond this either way no sum of samples lies. */
  readonly mostDc: number;
}

interface Scan {
  readonly parts: readonly Part[];
  readonly mcus: number;
}

const [SOI, EOI, SOS, DQT, DNL, DRI, DHT] = [0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xc4] as const;
/** Eight samples of eight bits each way, levels shifted: |DC| × quantiser is 1,024 at most, and rounding adds half a quantiser. */
const MOST_DC_SUM = 1024;
/** Bytes some programs leave between the last block and the next marker. */
const LET_PASS_BYTES = 2;
const MOST_FILL_BYTES = 64;
/** What no picture is but one of one colour for long. */
const HOLE = Buffer.alloc(24);
const MOST_DC_BITS = 11;
const SIXTEEN_ZEROS = 0xf0;

/**
 * Whether the data of a JPEG cannot be what its program wrote (ISO/IEC 10918-1 annexes B and F): a code no table has, a block of more than
 * 64 values, a level no samples have, more or fewer blocks than the frame, restart markers out of turn. Null for kinds that are not
 * looked into: progressive, arithmetic, lossless, other than eight bits. An altered bit that changes one value and no length is not
 * found: nothing in a JPEG tells it. The bytes are used up. Costs about what drawing the picture does; never throws.
 */
export function isJpegBroken(bytes: Buffer): boolean | null {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== SOI) return true;
  const tables = noTables();
  let scans = 0;
  for (let at = markerFrom(bytes, 2); at >= 0 && bytes[at + 1] !== EOI; at = markerFrom(bytes, at)) {
    const marker = bytes[at + 1] ?? 0;
    const length = at + 4 > bytes.length ? 0 : bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (length < 2 || segment.length < length - 2) return true;
    at += 2 + length;
    const said = marker === SOS ? 'scan' : takeSegment(tables, marker, segment);
    if (said === 'unknown') return null;
    if (said === 'broken') return true;
    if (said !== 'scan') continue;
    const scan = scanOf(tables, segment);
    at = scan ? endOfScan(bytes, at, scan, tables.restartInterval) : -1;
    if (at < 0) return true;
    scans++;
  }
  return scans === 0;
}

/** Takes what one segment says into the tables. */
function takeSegment(tables: JpegTables, marker: number, segment: Buffer): 'taken' | 'broken' | 'unknown' {
  const isRestart = marker >= 0xd0 && marker <= 0xd7;
  if (isRestart) return 'broken';
  if (marker === DHT) return readCodeTables(tables, segment) ? 'taken' : 'broken';
  if (marker === DQT) readQuantisers(tables, segment);
  if (marker === DRI) tables.restartInterval = segment.length < 2 ? 0 : segment.readUInt16BE(0);
  const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc;
  if (!isFrame) return marker === DNL ? 'unknown' : 'taken';
  if (marker > 0xc1 || segment[0] !== 8) return 'unknown';
  if (!readFrame(tables, segment)) return 'broken';
  return tables.heightPx === 0 ? 'unknown' : 'taken';
}

/** Where the next marker begins at or after a place, fill bytes passed over; -1 when there is none. */
function markerFrom(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff) return at;
  }
  return -1;
}

function scanOf(tables: JpegTables, segment: Buffer): Scan | null {
  const count = segment[0] ?? 0;
  if (count === 0 || count > tables.components.length || segment.length < 1 + 2 * count) return null;
  const widest = Math.max(...tables.components.map(({ across }) => across));
  const tallest = Math.max(...tables.components.map(({ down }) => down));
  const parts: Part[] = [];
  let mcus = Math.ceil(tables.widthPx / (8 * widest)) * Math.ceil(tables.heightPx / (8 * tallest));
  for (let index = 0; index < count; index++) {
    const [id = 0, chosen = 0] = segment.subarray(1 + 2 * index);
    const component = tables.components.find((one) => one.id === id);
    const [dc, ac] = [tables.dc.get(chosen >> 4), tables.ac.get(chosen & 15)];
    if (!component || !dc || !ac) return null;
    const quantiser = Math.max(1, tables.dcQuantiser.get(component.quantiser) ?? 1);
    const blocks = count === 1 ? 1 : component.across * component.down;
    parts.push({ blocks, dc, ac, mostDc: Math.ceil(MOST_DC_SUM / quantiser) + 1 });
    // A scan of one component has its own blocks only (§A.2.2).
    if (count === 1) {
      const columns = Math.ceil(Math.ceil((tables.widthPx * component.across) / widest) / 8);
      mcus = columns * Math.ceil(Math.ceil((tables.heightPx * component.down) / tallest) / 8);
    }
  }
  return { parts, mcus };
}

/** Goes through the codes of a scan. Returns where the marker after it is looked for, -1 when the data does not hold. */
function endOfScan(bytes: Buffer, from: number, { parts, mcus }: Scan, restartInterval: number): number {
  const isFlatAsZeros = parts.every(({ dc, ac }) => isZeroSymbol(dc[0]) && isZeroSymbol(ac[0]));
  let at = from;
  for (let [done, turn] = [0, 0]; done < mcus; turn = (turn + 1) & 7) {
    const marker = markerFrom(bytes, at);
    const end = marker < 0 ? bytes.length : marker;
    const data = unstuffed(bytes.subarray(at, end));
    if (!isFlatAsZeros && data.includes(HOLE)) return -1;
    const upTo = restartInterval === 0 ? mcus : Math.min(mcus, done + restartInterval);
    const used = usedBits(data, parts, upTo - done);
    if (used < 0) return -1;
    const left = Math.ceil(used / 8);
    if (data.length - left > LET_PASS_BYTES && !isFill(data.subarray(left))) return -1;
    at = end;
    done = upTo;
    if (done === mcus) break;
    if (marker < 0 || bytes[marker + 1] !== 0xd0 + turn) return -1;
    at += 2;
  }
  return at;
}

/** Whether a code of zeros alone says “no change” of a level, or “end of the block”: then a picture of one colour is zeros for long. */
const isZeroSymbol = (code = 0): boolean => code > 0 && code >>> 5 === 0;

/** Takes the zeros behind each 0xFF (§B.1.1.5) and fill bytes out of the data where it lies. */
function unstuffed(data: Buffer): Buffer {
  let length = 0;
  for (let at = 0; at < data.length;) {
    const next = data.indexOf(0xff, at);
    const upTo = next < 0 ? data.length : next + (data[next + 1] === 0 ? 1 : 0);
    data.copyWithin(length, at, upTo);
    length += upTo - at;
    at = next < 0 ? data.length : upTo + 1;
  }
  return data.subarray(0, length);
}

/** Zeros or ones alone: what programs fill up with. */
function isFill(data: Buffer): boolean {
  return data.length <= MOST_FILL_BYTES && data.every((byte) => byte === 0 || byte === 0xff);
}

/** Goes through the blocks between two restart markers. Returns the bits they take, -1 when a code does not hold. */
function usedBits(data: Buffer, parts: readonly Part[], mcus: number): number {
  const levels = new Int32Array(parts.length);
  const bits = 8 * data.length;
  let bit = 0;
  for (let mcu = 0; mcu < mcus; mcu++) {
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index];
      if (!part) continue;
      const { blocks, dc, ac, mostDc } = part;
      for (let block = 0; block < blocks; block++) {
        // The difference of the level.
        const code = dc[next16(data, bit)] ?? 0;
        const size = code >>> 5;
        if (code === 0 || size > MOST_DC_BITS) return -1;
        bit += code & 31;
        if (size > 0) {
          const value = next16(data, bit) >>> (16 - size);
          const level = (levels[index] ?? 0) + (value >>> (size - 1) === 0 ? value - (1 << size) + 1 : value);
          if (level > mostDc || level < -mostDc) return -1;
          levels[index] = level;
          bit += size;
        }
        // The other 63 values: runs of zeros and a value, 16 zeros, or the end of the block.
        for (let place = 1; place < 64;) {
          const found = ac[next16(data, bit)] ?? 0;
          if (found === 0) return -1;
          const symbol = found >>> 5;
          bit += (found & 31) + (symbol & 15);
          if (symbol === 0) break;
          place += (symbol >>> 4) + 1;
          if (place > 64 || ((symbol & 15) === 0 && symbol !== SIXTEEN_ZEROS)) return -1;
        }
        if (bit > bits) return -1;
      }
    }
  }
  return bit;
}

function next16(data: Buffer, bit: number): number {
  const at = bit >>> 3;
  return ((((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)) >>> (8 - (bit & 7))) & 0xffff;
}
