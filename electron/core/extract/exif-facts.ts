import { decodeText } from '../decode-text.ts';
import { calendarDate } from './local-date.ts';

/** What a picture's own metadata says; every part is null, '' or 1 where absent or illegal. */
export interface ExifFacts {
  readonly orientation: number;
  readonly takenAt: string | null;
  readonly takenAtOffset: string | null;
  readonly camera: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Artist, as the camera or a person wrote it. */
  readonly photographer: string | null;
  /** The program or firmware that wrote the file. */
  readonly software: string | null;
  /** Title, description and comments, a line each. */
  readonly text: string;
}

/** A tag as the reader gives it: text in an array of one, numbers, byte arrays. */
export type ExifTags = Readonly<Record<string, { readonly value?: unknown } | undefined>>;

export const NO_EXIF: ExifFacts = {
  orientation: 1,
  takenAt: null,
  takenAtOffset: null,
  camera: null,
  latitude: null,
  longitude: null,
  photographer: null,
  software: null,
  text: '',
};

/** Date tags with the tag of their zone, best first: when the shutter opened, when it was digitised, when it was written. */
const DATES = [
  ['DateTimeOriginal', 'OffsetTimeOriginal'],
  ['DateTimeDigitized', 'OffsetTimeDigitized'],
  ['DateTime', 'OffsetTime'],
] as const;

/** Reads the facts out of Exif tags (CIPA DC-008); `gps` is in decimal degrees, south and west negative. */
export function exifFacts(
  tags: ExifTags,
  gps: { readonly Latitude?: number; readonly Longitude?: number } | undefined,
): ExifFacts {
  const [dateTag, offsetTag] = DATES.find(([tag]) => localTime(textOf(tags[tag])) !== null) ?? DATES[0];
  const orientation = Number(firstOf(tags['Orientation']?.value));
  const [latitude, longitude] = [degrees(gps?.Latitude, 90), degrees(gps?.Longitude, 180)];
  const placed = latitude !== null && longitude !== null && !(latitude === 0 && longitude === 0);
  return {
    orientation: Number.isInteger(orientation) && orientation >= 1 && orientation <= 8 ? orientation : 1,
    takenAt: localTime(textOf(tags[dateTag])),
    takenAtOffset: zone(textOf(tags[offsetTag])),
    camera: cameraName(textOf(tags['Make']), textOf(tags['Model'])),
    latitude: placed ? latitude : null,
    longitude: placed ? longitude : null,
    photographer: person(textOf(tags['Artist'])) ?? person(windowsText(tags['XPAuthor']?.value)),
    software: textOf(tags['Software']).slice(0, 100) || null,
    text: textsOf(tags),
  };
}

/** `YYYY:MM:DD HH:MM:SS` as the camera's clock showed it, or null when there is no such moment. */
function localTime(text: string): string | null {
  const match = /^(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?/.exec(text);
  if (!match) return null;
  const day = calendarDate(Number(match[1]), Number(match[2]), Number(match[3]));
  const [hour, minute, second] = [match[4] ?? '', match[5] ?? '', match[6] ?? '00'];
  return day === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59
    ? null
    : `${day}T${hour}:${minute}:${second}`;
}

function zone(text: string): string | null {
  return /^[+-](0\d|1[0-4]):[0-5]\d$/.test(text) ? text : text === 'Z' ? '+00:00' : null;
}

/** Makers often repeat their name in the model. */
function cameraName(make: string, model: string): string | null {
  const name = model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`;
  return name.trim().slice(0, 200) || null;
}

/** Cameras fill an unset name with spaces, their own name or a placeholder. */
function person(text: string): string | null {
  const name = text.replace(/\s+/g, ' ').trim().slice(0, 100);
  return /[\p{L}]/u.test(name) && !/^(?:unknown|owner|photographer|artist|picasa|admin(?:istrator)?|user|pc|default)$/i.test(name)
    ? name
    : null;
}

function degrees(value: number | undefined, limit: number): number | null {
  return value !== undefined && Number.isFinite(value) && Math.abs(value) <= limit ? Math.round(value * 1e7) / 1e7 : null;
}

function textsOf(tags: ExifTags): string {
  const texts = [
    windowsText(tags['XPTitle']?.value),
    windowsText(tags['XPSubject']?.value),
    textOf(tags['ImageDescription']),
    windowsText(tags['XPComment']?.value),
    windowsText(tags['XPKeywords']?.value),
    commentText(tags['UserComment']?.value),
  ];
  return [...new Set(texts.map((text) => text.trim()).filter((text) => /[\p{L}\p{N}]/u.test(text)))].join('\n');
}

/** An ASCII tag, which in practice holds UTF-8 or GB18030; the reader gives its bytes as characters or already decoded. */
function textOf(tag: { readonly value?: unknown } | undefined): string {
  const value = firstOf(tag?.value);
  if (typeof value !== 'string') return '';
  const isBytes = [...value].every((char) => char.charCodeAt(0) <= 0xff);
  const text = isBytes ? (decodeText(Buffer.from(value.replace(/\0[^]*$/, ''), 'latin1'))?.text ?? '') : value;
  return text.replace(/[\0-\x08\x0b-\x1f\ufffd]/g, '').trim();
}

/** XPTitle and its like are UTF-16LE bytes. */
function windowsText(value: unknown): string {
  return utf16(byteArray(value), 'utf-16le');
}

/** UserComment: eight bytes name its encoding (CIPA DC-008 4.6.5). */
function commentText(value: unknown): string {
  const bytes = byteArray(value);
  const code = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const body = bytes.subarray(8);
  if (code.startsWith('UNICODE')) return decodeUnicode(body);
  const end = body.indexOf(0);
  const text = decodeText(end < 0 ? body : body.subarray(0, end));
  return text?.encoding === 'windows-1252' ? '' : (text?.text ?? '');
}

/** The byte order is the file's own and not told here: the order that gives ordinary characters is the right one. */
function decodeUnicode(bytes: Uint8Array): string {
  const unusual = (text: string) => text.replace(/[\t\n\r\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g, '').length;
  const [little, big] = [utf16(bytes, 'utf-16le'), utf16(bytes, 'utf-16be')];
  return unusual(big) < unusual(little) ? big : little;
}

function utf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  return new TextDecoder(encoding).decode(bytes.subarray(0, bytes.length - (bytes.length % 2))).replace(/\0[^]*$/, '');
}

function byteArray(value: unknown): Uint8Array {
  if (!Array.isArray(value)) return new Uint8Array();
  return Uint8Array.from(value.slice(0, 65_536), (byte) => (typeof byte === 'number' ? byte : 0));
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
