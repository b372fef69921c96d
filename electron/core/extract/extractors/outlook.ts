import * as CFB from 'cfb';
import { readStart } from '../byte-source.ts';
import { decodeText } from '../../decode-text.ts';
import type { ExtractInput, FormatReader } from '../extractor.ts';
import { textOfHtml } from '../html-text.ts';
import { readLetter } from '../letter.ts';
import { firstLevel, type FindExtractor, type Member } from '../members.ts';
import { DAMAGED, failed, TOO_LARGE } from '../outcome.ts';

const MAX_FILE_BYTES = 128 * 1024 * 1024;

/** Property ids of [MS-OXPROPS] that a letter is read by. */
const PROPERTY = {
  subject: '0037',
  body: '1000',
  html: '1013',
  sender: '0C1A',
  to: '0E04',
  data: '3701',
  longName: '3707',
  shortName: '3704',
} as const;
/** PidTagClientSubmitTime and PidTagMessageDeliveryTime with type PtypTime (0x0040). */
const TIMES = [0x0039_0040, 0x0e06_0040];
/** Milliseconds between 1601 and 1970, the epochs of FILETIME and of JavaScript. */
const FILETIME_EPOCH_MS = 11_644_473_600_000;

/** Outlook letters (`.msg`, [MS-OXMSG]): as `.eml`, attachments as members. */
export function createOutlookReader(find: FindExtractor): FormatReader {
  const extractLevel: FormatReader['extractLevel'] = async (input: ExtractInput, level) => {
    if (input.sizeBytes > MAX_FILE_BYTES) return failed(TOO_LARGE);
    const streams = streamsOf(await readStart(input, MAX_FILE_BYTES));
    if (streams === null) return failed(DAMAGED);
    const text = (folder: string, id: string): string => textOf(streams, folder, id);
    const html = streams.get(`__substg1.0_${PROPERTY.html}0102`);
    const plain = text('', PROPERTY.body).trim();
    const words = plain !== '' || !html ? plain : (await textOfHtml(decodeText(html)?.text ?? '')).text;
    const folders = [
      ...new Set([...streams.keys()].flatMap((path) => /^(__attach_version1\.0_#[0-9A-F]+\/)/i.exec(path)?.[1] ?? [])),
    ];
    const attachments = folders.sort().flatMap((folder, at): Member[] => {
      const content = streams.get(`${folder}__substg1.0_${PROPERTY.data}0102`);
      if (!content) return [];
      const path = text(folder, PROPERTY.longName) || text(folder, PROPERTY.shortName) || `附件${at + 1}`;
      return [
        { path: path.replaceAll('\\', '/'), sizeBytes: content.length, locked: false, read: () => Promise.resolve(content) },
      ];
    });
    const letter = { subject: text('', PROPERTY.subject), from: text('', PROPERTY.sender), to: text('', PROPERTY.to), words };
    return readLetter({ ...letter, sentAt: sentAt(streams.get('__properties_version1.0')) }, attachments, level);
  };
  return { extract: (input) => extractLevel(input, firstLevel(find)), extractLevel };
}

/** Every stream by its path below the root; null when the container cannot be read. */
function streamsOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> | null {
  try {
    const container = CFB.parse(Buffer.from(bytes));
    return new Map(
      container.FileIndex.flatMap((entry, at): [string, Uint8Array][] => {
        const path = (container.FullPaths[at] ?? '').split('/').slice(1).join('/');
        return entry.type === 2 && entry.size > 0 ? [[path, Uint8Array.from(entry.content as ArrayLike<number>)]] : [];
      }),
    );
  } catch {
    return null;
  }
}

/** A text property: UTF-16 (type 001F) or in the writer's own code page (001E). */
function textOf(streams: ReadonlyMap<string, Uint8Array>, folder: string, id: string): string {
  const wide = streams.get(`${folder}__substg1.0_${id}001F`);
  if (wide) return new TextDecoder('utf-16le').decode(wide).replaceAll('\0', '');
  const narrow = streams.get(`${folder}__substg1.0_${id}001E`);
  return narrow ? (decodeText(narrow)?.text ?? '').replaceAll('\0', '') : '';
}

/** Fixed properties of the letter: 16 bytes each after a header of 32 (2.4.1.1). */
function sentAt(properties: Uint8Array | undefined): Date | null {
  const bytes = Buffer.from(properties ?? []);
  for (let at = 32; at + 16 <= bytes.length; at += 16) {
    if (!TIMES.includes(bytes.readUInt32LE(at))) continue;
    const ms = Number(bytes.readBigUInt64LE(at + 8) / 10_000n) - FILETIME_EPOCH_MS;
    const date = new Date(ms);
    if (!Number.isNaN(date.getTime())) return date;
  }
  return null;
}
