import { lay } from './blit.ts';
import { pointsOf, readObject } from './emf-plus-objects.ts';
import { drawShape, fillOf, SHORT } from './emf-plus-shapes.ts';
import { changeState, pixelsPer, placeOf, type PlusPlay } from './emf-plus-state.ts';
import { add, countPixels, createGdi, TooMuch } from './gdi.ts';
import { lettering, type Lettering } from './letterings.ts';
import { joined, type Matrix, type VectorPicture } from './vector.ts';

const MOST_RECORDS = 200_000;
const MOST_LETTERS = 4_000;
const COPY = 0xcc;
const HEAD_BYTES = 12;
const DPI = 96;

/**
 * Plays what a metafile draws with GDI+ alone (MS-EMFPLUS): areas, lines, pictures and plain text, in the frame of the file that holds it.
 * @param chunks the contents of its comments, in order
 * @throws TooMuch where it asks for more than a page can hold
 */
export function playEmfPlus(chunks: readonly Buffer[]): Pick<VectorPicture, 'items' | 'clips'> {
  const identity: Matrix = [1, 0, 0, 1, 0, 0];
  const play: PlusPlay = {
    g: createGdi(),
    objects: new Map(),
    world: identity,
    page: identity,
    saved: new Map(),
    parts: null,
    dpi: DPI,
  };
  let records = 0;
  for (const chunk of chunks)
    for (let at = 0; at + HEAD_BYTES <= chunk.length;) {
      const [type, flags, size, length] = [chunk.readUInt16LE(at), chunk.readUInt16LE(at + 2), chunk.readUInt32LE(at + 4), chunk.readUInt32LE(at + 8)]; // prettier-ignore
      if (size < HEAD_BYTES) break;
      if (++records > MOST_RECORDS) throw new TooMuch('too many records');
      try {
        playRecord(play, type, flags, chunk.subarray(at + HEAD_BYTES, at + Math.min(size, HEAD_BYTES + length)));
      } catch (error) {
        // Broken alone.
        if (!(error instanceof RangeError)) throw error;
      }
      at += size;
    }
  return { items: play.g.items, clips: play.g.clips };
}

function playRecord(play: PlusPlay, type: number, flags: number, data: Buffer): void {
  if (type === 0x4001) play.dpi = data.readUInt32LE(8) || DPI;
  else if (type === 0x4008) keep(play, flags, data);
  else if (type === 0x401c) drawText(play, flags, data);
  else if (type === 0x4036) drawGlyphs(play, flags, data);
  else if (type >= 0x4025) changeState(play, type, flags, data);
  else if (type === 0x401a || type === 0x401b) drawImage(play, type, flags, data);
  else drawShape(play, type, flags, data);
}

const CONTINUED = 0x8000;

function keep(play: PlusPlay, flags: number, data: Buffer): void {
  const [id, type] = [flags & 0xff, (flags >> 8) & 0x7f];
  if ((flags & CONTINUED) !== 0) {
    const parts = play.parts?.id === id && play.parts.type === type ? play.parts : { id, type, pieces: [], length: 0 };
    parts.pieces.push(data.subarray(4));
    parts.length += Math.max(0, data.length - 4);
    play.parts = parts;
    if (parts.length < data.readUInt32LE(0)) return;
    play.parts = null;
    store(play, id, type, Buffer.concat(parts.pieces));
  } else {
    // The last piece says nothing of the ones before.
    const pieces = play.parts?.id === id && play.parts.type === type ? play.parts.pieces : [];
    play.parts = null;
    store(play, id, type, pieces.length > 0 ? Buffer.concat([...pieces, data]) : data);
  }
}

function store({ g, objects }: PlusPlay, id: number, type: number, data: Buffer): void {
  if (type === 5 && data.length >= 16)
    countPixels(g, { width: Math.abs(data.readInt32LE(8)), height: Math.abs(data.readInt32LE(12)) });
  const object = readObject(type, data);
  if (object) objects.set(id, object);
  else objects.delete(id);
}

function drawImage(play: PlusPlay, type: number, flags: number, data: Buffer): void {
  const image = play.objects.get(flags & 0xff);
  if (image?.kind !== 'pixels' && image?.kind !== 'file') return;
  const [left, top, width, height] = [8, 12, 16, 20].map((at) => data.readFloatLE(at)) as [number, number, number, number];
  const isShort = (flags & SHORT) !== 0;
  const points = pointsOf(data, type === 0x401a ? 24 : 28, type === 0x401a ? 2 : 3, isShort);
  const [first = [0, 0], second = [0, 0], third] = points;
  const square: Matrix =
    type === 0x401a || !third
      ? [second[0], 0, 0, second[1], ...first]
      : [second[0] - first[0], second[1] - first[1], third[0] - first[0], third[1] - first[1], ...first];
  const matrix = joined(square, placeOf(play));
  if (image.kind === 'pixels') {
    lay(play.g, { kind: 'pixels', fromTop: true, ...image.pixels }, matrix, [left, top, width, height].map(Math.round) as [number, number, number, number], COPY); // prettier-ignore
  } else add(play.g, { kind: 'image', matrix, data: image.bytes.toString('base64'), format: image.format, isOurs: false });
}

function drawText(play: PlusPlay, flags: number, data: Buffer): void {
  const length = Math.min(data.readUInt32LE(8), MOST_LETTERS);
  const chars = [...data.subarray(28, 28 + length * 2).toString('utf16le')];
  letter(play, flags, data, { x: data.readFloatLE(12), y: data.readFloatLE(16), chars, distances: null, align: 0 });
}

const BY_CHARACTERS = 1;
const BASE_LINE = 24;

/** Characters, each at a place of its own on the base line; numbers of glyphs tell no characters. */
function drawGlyphs(play: PlusPlay, flags: number, data: Buffer): void {
  const count = Math.min(data.readUInt32LE(12), MOST_LETTERS);
  if ((data.readUInt32LE(4) & BY_CHARACTERS) === 0) return;
  const chars = [...data.subarray(16, 16 + count * 2).toString('utf16le')];
  const places = pointsOf(data, 16 + count * 2, count, false);
  const [[x, y] = [0, 0]] = places;
  const inLine = places.length === chars.length && places.every(([, one]) => Math.abs(one - y) < 0.01);
  const distances = places.map(([at], one) => (places[one + 1]?.[0] ?? at + (at - x) / Math.max(1, one)) - at);
  letter(play, flags, data, { x, y, chars, distances: inLine && chars.length > 1 ? distances : null, align: BASE_LINE });
}

type PlusLetters = Pick<Lettering, 'x' | 'y' | 'chars' | 'distances'> & { readonly align: number };

function letter(play: PlusPlay, flags: number, data: Buffer, { align, ...text }: PlusLetters): void {
  const font = play.objects.get(flags & 0xff);
  const look = fillOf(play, flags, data);
  if (font?.kind !== 'font' || !look?.fill) return;
  const { dc } = play.g;
  dc.world = placeOf(play);
  dc.isOpaque = false;
  dc.textColor = look.fill;
  dc.textAlign = align;
  dc.font = {
    ...{ kind: 'font', name: font.name, turn: 0, charset: 0, underline: false, strike: false },
    ...{ height: -font.em * pixelsPer(play, font.unit), bold: font.bold, italic: font.italic },
  };
  lettering(play.g, { ...text, box: null, isFilled: false, isCut: false });
  dc.world = [1, 0, 0, 1, 0, 0];
}
