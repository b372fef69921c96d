import { decodeText } from '../decode-text.ts';
import { localDate } from './local-date.ts';
import type { Ole } from './ole.ts';

/** What the Summary Information of an old Office file says. */
export interface OleProperties {
  readonly title: string | null;
  /** Local date `YYYY-MM-DD`. */
  readonly createdOn: string | null;
  readonly pages: number | null;
}

const TITLE = 2;
const CREATED = 12;
const PAGES = 14;
/** Property types of [MS-OLEPS] 2.15. */
const VT_I4 = 3;
const VT_LPSTR = 30;
const VT_LPWSTR = 31;
const VT_FILETIME = 64;
/** Milliseconds between 1601 and 1970, the epochs of FILETIME and of JavaScript. */
const FILETIME_EPOCH_MS = 11_644_473_600_000;

/** Reads title, creation day and page count; every one is null where absent or broken. */
export async function oleProperties(ole: Ole): Promise<OleProperties> {
  const stream = ole.streams.find((candidate) => candidate.name === '\x05SummaryInformation');
  const bytes = stream ? await ole.read(stream, 64 * 1024) : new Uint8Array();
  try {
    return readSet(bytes);
  } catch (error) {
    if (error instanceof RangeError) return { title: null, createdOn: null, pages: null };
    throw error;
  }
}

function readSet(bytes: Uint8Array): OleProperties {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = data.getUint32(44, true);
  const count = Math.min(200, data.getUint32(start + 4, true));
  const offsets = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    offsets.set(data.getUint32(start + 8 + at * 8, true), start + data.getUint32(start + 12 + at * 8, true));
  }
  const title = textAt(bytes, data, offsets.get(TITLE));
  return { title: title?.trim() || null, createdOn: dayAt(data, offsets.get(CREATED)), pages: countAt(data, offsets.get(PAGES)) };
}

function textAt(bytes: Uint8Array, data: DataView, at: number | undefined): string | null {
  if (at === undefined) return null;
  const type = data.getUint32(at, true);
  const length = Math.min(2000, data.getUint32(at + 4, true));
  const raw = bytes.subarray(at + 8, at + 8 + length * (type === VT_LPWSTR ? 2 : 1));
  if (type === VT_LPWSTR) return new TextDecoder('utf-16le').decode(raw).replaceAll('\0', '');
  if (type !== VT_LPSTR) return null;
  const end = raw.indexOf(0);
  return decodeText(end < 0 ? raw : raw.subarray(0, end))?.text ?? null;
}

function dayAt(data: DataView, at: number | undefined): string | null {
  if (at === undefined || data.getUint32(at, true) !== VT_FILETIME) return null;
  const ticks = data.getUint32(at + 4, true) + data.getUint32(at + 8, true) * 2 ** 32;
  return ticks === 0 ? null : localDate(new Date(ticks / 10_000 - FILETIME_EPOCH_MS));
}

function countAt(data: DataView, at: number | undefined): number | null {
  if (at === undefined || data.getUint32(at, true) !== VT_I4) return null;
  const count = data.getInt32(at + 4, true);
  return count > 0 && count < 100_000 ? count : null;
}
