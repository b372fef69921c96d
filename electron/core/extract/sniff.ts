import { isBmp, isHeic } from '../picture-heads.ts';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { bufferSource, fileSource, type ByteSource } from './byte-source.ts';
import { decodeStart, decodeText } from '../decode-text.ts';
import { isOle, openOle } from './ole.ts';
import { openZip, type Zip } from './zip.ts';

const HEAD_BYTES = 16 * 1024;

/**
 * The type of a file by its first bytes. The name only splits what bytes cannot: txt/csv/md, and which Office format an OLE or
 * zip container holds when the container itself is not looked into (sniffFile does). `size` is the whole file's size in bytes.
 */
export function sniffType(head: Uint8Array, name: string, size: number): DocumentType {
  if (head.length === 0) return 'other';
  if (isOle(head)) return officeByName(name, 'ole') ?? 'other';
  if (isZip(head)) return officeByName(name, 'zip') ?? 'zip';
  if (starts(head, '{\\rtf')) return 'rtf';
  if (starts(head, 'Rar!\x1a\x07')) return 'rar';
  if (starts(head, '7z\xbc\xaf\x27\x1c')) return '7z';
  return pictureType(head) ?? pdfType(head) ?? mediaType(head) ?? (isKnownOther(head) ? 'other' : textType(head, name, size));
}

/** The type of a file on disk, looking into zip and OLE containers. Throws file system errors. */
export async function sniffFile(path: string | Uint8Array): Promise<DocumentType> {
  const name = typeof path === 'string' ? path : Buffer.from(path).toString('latin1');
  const source = await fileSource(path);
  try {
    return await sniffSource(source, name);
  } finally {
    await source.close();
  }
}

/** As sniffFile, for bytes in memory. */
export function sniffBytes(bytes: Uint8Array, name: string): Promise<DocumentType> {
  return sniffSource(bufferSource(bytes), name);
}

async function sniffSource(source: ByteSource, name: string): Promise<DocumentType> {
  const head = await source.read(0, HEAD_BYTES);
  if (isOle(head)) return oleType(source, name);
  if (isZip(head)) return zipType(source, name);
  const type = sniffType(head, name, source.sizeBytes);
  // A paper whose first bytes are gone (cut short, zeros after a power failure) is reported as damaged and not passed over.
  return type === 'other' && !isKnownOther(head) ? (NAMED[suffixOf(name)] ?? 'other') : type;
}

/** Office formats by the streams of their container; an encrypted OOXML file is a container with `EncryptedPackage` ([MS-OFFCRYPTO]). */
async function oleType(source: ByteSource, name: string): Promise<DocumentType> {
  const ole = await openOle(source).catch(() => null);
  const names = new Set(ole?.streams.map((stream) => stream.name));
  if (names.has('EncryptedPackage')) return officeByName(name, 'zip') ?? officeByName(name, 'ole') ?? 'other';
  if (names.has('WordDocument')) return 'doc';
  if (names.has('Workbook') || names.has('Book')) return 'xls';
  if (names.has('PowerPoint Document')) return 'ppt';
  if (names.has('__properties_version1.0')) return 'msg';
  // A damaged container keeps the format its name says, so that it is reported as damaged and not passed over.
  return names.size === 0 || /\.(doc|xls|ppt|msg)$/i.test(name)
    ? (officeByName(name, 'ole') ?? (suffixOf(name) === 'msg' ? 'msg' : 'other'))
    : 'other';
}

const MAIN_PART: Readonly<Partial<Record<DocumentType, string>>> = {
  ...{ docx: 'word/document.xml', xlsx: 'xl/workbook.xml', pptx: 'ppt/presentation.xml' },
};

async function zipType(source: ByteSource, name: string): Promise<DocumentType> {
  try {
    const zip = await openZip(source, { maxEntries: 10_000, maxTotalBytes: 1024, maxEntryBytes: 1024 });
    const names = zip.entries.map((entry) => entry.name.toLowerCase());
    const first = names[0] ?? '';
    if (names.includes('[content_types].xml')) {
      if (names.some((part) => part.startsWith('word/'))) return 'docx';
      if (names.includes('xl/workbook.bin')) return 'other';
      if (names.some((part) => part.startsWith('xl/'))) return 'xlsx';
      if (names.some((part) => part.startsWith('ppt/'))) return 'pptx';
      return officeByName(name, 'zip') ?? 'other';
    }
    // A spoilt list of content types: the name and the main part still agree on what it is.
    const promised = officeByName(name, 'zip');
    if (promised !== null && names.includes(MAIN_PART[promised] ?? '')) return promised;
    if (names.includes('ofd.xml')) return 'ofd';
    if (names.includes('meta-inf/container.xml') && names.includes('mimetype')) return 'epub';
    if (names.includes('content.xml') && names.includes('meta-inf/manifest.xml')) return openDocumentType(zip, name);
    // Of a list that breaks off the telling parts may be gone.
    if (zip.listingError !== null) return NAMED[suffixOf(name)] ?? 'zip';
    // Other OpenDocument formats and Java archives are zips that are no archives to a clerk.
    if (first === 'mimetype' || names.includes('meta-inf/manifest.mf')) return 'other';
    return names.length === 0 ? (officeByName(name, 'zip') ?? 'zip') : 'zip';
  } catch {
    return officeByName(name, 'zip') ?? 'zip';
  }
}

/** OpenDocument by its `mimetype` member, which is stored first and plain (part 3, 3.3); else by the name. */
async function openDocumentType(zip: Zip, name: string): Promise<DocumentType> {
  const entry = zip.entries.find((one) => one.name === 'mimetype');
  let mime = '';
  if (entry && entry.sizeBytes < 200)
    await zip.read(entry, (chunk) => ((mime += Buffer.from(chunk).toString('latin1')), 'more')).catch(() => undefined);
  const known = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)/.exec(mime)?.[1] ?? suffixOf(name);
  return OPEN_DOCUMENT[known] ?? 'other';
}

const OPEN_DOCUMENT: Readonly<Record<string, DocumentType>> = {
  ...{ text: 'odt', spreadsheet: 'ods', presentation: 'odp' },
  ...{ odt: 'odt', ott: 'odt', ods: 'ods', ots: 'ods', odp: 'odp', otp: 'odp' },
};

const OFFICE_NAMES: Readonly<Record<'ole' | 'zip', Readonly<Record<string, DocumentType>>>> = {
  ole: { doc: 'doc', dot: 'doc', wps: 'doc', wpt: 'doc', xls: 'xls', xlt: 'xls', et: 'xls', ett: 'xls', ppt: 'ppt', pps: 'ppt', dps: 'ppt' },
  zip: { docx: 'docx', docm: 'docx', dotx: 'docx', xlsx: 'xlsx', xlsm: 'xlsx', xltx: 'xlsx', pptx: 'pptx', pptm: 'pptx', ppsx: 'pptx' },
}; // prettier-ignore

function officeByName(name: string, container: 'ole' | 'zip'): DocumentType | null {
  const other = container === 'ole' ? OFFICE_NAMES.zip : {};
  return OFFICE_NAMES[container][suffixOf(name)] ?? other[suffixOf(name)] ?? null;
}

function suffixOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function isZip(head: Uint8Array): boolean {
  return starts(head, 'PK\x03\x04') || starts(head, 'PK\x05\x06') || starts(head, 'PK\x07\x08');
}

function pictureType(head: Uint8Array): DocumentType | null {
  if (starts(head, '\xff\xd8\xff')) return 'jpg';
  if (starts(head, '\x89PNG\r\n\x1a\n')) return 'png';
  if (starts(head, 'GIF87a') || starts(head, 'GIF89a')) return 'gif';
  if (starts(head, 'II*\0') || starts(head, 'MM\0*') || starts(head, 'II+\0') || starts(head, 'MM\0+')) return 'tiff';
  if (starts(head, 'RIFF') && at(head, 8, 'WEBP')) return 'webp';
  if (isBmp(head)) return 'bmp';
  if (isHeic(head)) return 'heic';
  return null;
}

/** `%PDF-` within the first 1,024 bytes, as readers accept it (ISO 32000 Annex H, 3.4.1). */
function pdfType(head: Uint8Array): DocumentType | null {
  return latin(head, 0, 1024).includes('%PDF-') ? 'pdf' : null;
}

function mediaType(head: Uint8Array): DocumentType | null {
  if (at(head, 4, 'ftyp') && ['avif', 'avis', 'crx '].includes(latin(head, 8, 12))) return null;
  if (at(head, 4, 'ftyp')) return ['M4A ', 'M4B ', 'M4P '].includes(latin(head, 8, 12)) ? 'audio' : 'video';
  if (at(head, 4, 'moov') || at(head, 4, 'mdat') || at(head, 4, 'wide')) return 'video';
  if (starts(head, 'RIFF')) return at(head, 8, 'AVI ') ? 'video' : at(head, 8, 'WAVE') ? 'audio' : null;
  if (starts(head, '\x1aE\xdf\xa3') || starts(head, '\0\0\x01\xba') || starts(head, 'FLV\x01')) return 'video';
  if (starts(head, '\x30\x26\xb2\x75\x8e\x66\xcf\x11')) return 'video';
  if (starts(head, 'ID3') || starts(head, 'fLaC') || starts(head, 'OggS') || starts(head, '#!AMR')) return 'audio';
  const mpegAudio =
    head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0 && ((head[1] ?? 0) & 0x06) !== 0 && ((head[2] ?? 0) & 0xf0) !== 0xf0;
  return mpegAudio && head[1] !== 0xfe ? 'audio' : null;
}

/** Archives, programs, drawings and pictures of other kinds: whatever the name says, such bytes are no damaged paper. */
function isKnownOther(head: Uint8Array): boolean {
  const avif = at(head, 4, 'ftyp') && ['avif', 'avis', 'crx '].includes(latin(head, 8, 12));
  return avif || ['\x1f\x8b', 'MZ\x90', '\x7fELF', 'SQLite format 3', '%!PS', '8BPS', 'AC10'].some((magic) => starts(head, magic)); // prettier-ignore
}

/** The format a name promises, where the bytes are of none that is known. */
const NAMED: Readonly<Record<string, DocumentType>> = {
  ...{ docx: 'docx', docm: 'docx', xlsx: 'xlsx', xlsm: 'xlsx', pptx: 'pptx', pptm: 'pptx', odt: 'odt', ods: 'ods', odp: 'odp' },
  ...{ doc: 'doc', wps: 'doc', xls: 'xls', et: 'xls', ppt: 'ppt', pps: 'ppt', dps: 'ppt', rtf: 'rtf', pdf: 'pdf', ofd: 'ofd' },
  ...{ jpg: 'jpg', jpeg: 'jpg', png: 'png', gif: 'gif', bmp: 'bmp', tif: 'tiff', tiff: 'tiff', webp: 'webp', heic: 'heic' },
  ...{ zip: 'zip', rar: 'rar', '7z': '7z', epub: 'epub', msg: 'msg', mp4: 'video', mov: 'video', avi: 'video', mp3: 'audio', wav: 'audio' },
}; // prettier-ignore

/** At least two fields of a letter (RFC 5322 2.2), each with the lines that go on from it. */
const HEADER = /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}/;
/** Suffixes of what is nothing but text. */
const TEXT_NAMES: Readonly<Record<string, DocumentType>> = { txt: 'txt', csv: 'csv', tsv: 'csv', md: 'md', markdown: 'md', html: 'html', htm: 'html', json: 'txt', xml: 'txt', srt: 'txt', log: 'txt', eml: 'txt' }; // prettier-ignore

function textType(head: Uint8Array, name: string, size: number): DocumentType {
  // A letter may carry pictures and pages in any encoding as they are: only its first lines are sure to be text.
  if (suffixOf(name) === 'eml' && HEADER.test(latin(head, 0, 4096).replace(/\r\n?/g, '\n'))) return 'eml';
  const text = (head.length < size ? decodeStart(head) : decodeText(head))?.text ?? null;
  // A text whose encoding nobody knows is still a text to the person who named it so: its reader says what to do.
  if (text === null) return TEXT_NAMES[suffixOf(name)] ?? 'other';
  const start = text.slice(0, 2048).trimStart().toLowerCase();
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*(<!doctype html|<html|<head|<body)/.test(start)) return 'html';
  if (
    /^<(meta|title|table|div|script|style|p|h1)[\s>]/.test(start) &&
    /<\/?(table|div|body|p|title|head)\b/.test(text.toLowerCase())
  )
    return 'html';
  const suffix = suffixOf(name);
  return suffix === 'csv' || suffix === 'tsv' ? 'csv' : suffix === 'md' || suffix === 'markdown' ? 'md' : 'txt';
}

function starts(head: Uint8Array, magic: string): boolean {
  return at(head, 0, magic);
}

function at(head: Uint8Array, offset: number, magic: string): boolean {
  return latin(head, offset, offset + magic.length) === magic;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1');
}
