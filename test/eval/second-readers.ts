import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SevenZipModuleFactory } from '7z-wasm';
import { read, type CellObject } from '@e965/xlsx';
import sharp from 'sharp';
import yauzl from 'yauzl';
import { slideAtoms, workbookStrings } from './second-ole.ts';

/** What another program reads of a file: text (`partial`: only what is sure, `sizes`: of members), or a picture's size as stored. */
export type SecondReading =
  | { readonly by: string; readonly text: string; readonly partial?: boolean; readonly sizes?: boolean }
  | { readonly by: string; readonly widthPx: number; readonly heightPx: number };

/**
 * Reads a file by another program than the product does: a sidecar with the expected text, PDF.js, SheetJS, `catdoc`
 * of the system, plain patterns over the XML of packages and the records of old Office files, 7-Zip (sizes only), libheif, sharp. Returns null where there is no second reader or it fails.
 */
export async function secondReading(path: string): Promise<SecondReading | null> {
  const suffix = extname(path).toLowerCase();
  const sidecar = path.replace(/input\.\w+$/, 'expected.txt');
  try {
    if (sidecar !== path && existsSync(sidecar)) return { by: 'sidecar', text: readFileSync(sidecar, 'utf8') };
    if (TEXTS.has(suffix)) return plainText(path, suffix);
    if (suffix === '.pdf') return { by: 'PDF.js', text: await pdfText(path) };
    if (suffix === '.xlsx') return { by: 'SheetJS', text: sheetText(path), partial: true };
    if (suffix in PACKAGES) return { by: 'patterns over the XML', text: await packageText(path, PACKAGES[suffix]!) };
    if (suffix in PROGRAMS) return byProgram(path, PROGRAMS[suffix]!);
    if (suffix === '.xls' || suffix === '.et') return { by: 'the string table', text: workbookStrings(path), partial: true };
    if (suffix === '.ppt') return { by: 'the text atoms', text: slideAtoms(path), partial: true };
    if (suffix === '.zip') return { by: '7-Zip', text: await sizesInZip(path), sizes: true };
    if (suffix === '.heic') return await heicSize(path);
    if (PICTURES.has(suffix)) return await pictureSize(path);
    return null;
  } catch {
    return null;
  }
}

const TEXTS = new Set(['.txt', '.csv', '.md', '.html', '.htm', '.xml', '.srt', '']);
const PICTURES = new Set(['.jpg', '.png', '.gif', '.tif', '.tiff', '.webp']);

/** Folders and names of the corpora say the encoding; everything else is what strict UTF-8 accepts, else GB18030. */
const ENCODINGS: readonly (readonly [RegExp, string])[] = [
  [/big5/i, 'big5'],
  [/gb18030|gb2312|mozilla_bug171813|w3cn|gbk/i, 'gb18030'],
  [/utf-?16le|utf-16-le/i, 'utf-16le'],
  [/utf-?16be/i, 'utf-16be'],
  [/mskanji/i, 'shift_jis'],
];

function plainText(path: string, suffix: string): SecondReading | null {
  const bytes = readFileSync(path);
  const named = ENCODINGS.find(([pattern]) => pattern.test(`${dirname(path).split('/').at(-1)}/${path.split('/').at(-1)}`))?.[1];
  const text = utf32(bytes) ?? decoded(bytes, 'utf-8') ?? decoded(bytes, named ?? 'gb18030');
  const reading = named?.startsWith('utf-16') ? decoded(bytes, named) : text;
  if (reading === null) return null;
  const page = suffix.startsWith('.htm') || /<html/i.test(reading.slice(0, 2000));
  return { by: `its known encoding${page ? ', tags dropped' : ''}`, text: page ? withoutTags(reading) : reading };
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function utf32(bytes: Buffer): string | null {
  if (bytes.length < 4 || bytes.length % 4 !== 0 || bytes.readUInt32BE(0) !== 0xfeff) return null;
  return Array.from({ length: bytes.length / 4 - 1 }, (_, at) => String.fromCodePoint(bytes.readUInt32BE(4 + at * 4))).join('');
}

function withoutTags(markup: string): string {
  const body = markup
    .replace(/<!--[^]*?-->|<\?[^]*?\?>|<!DOCTYPE[^>]*>/gi, '')
    .replace(/<(script|style|noscript|template|title)\b[^]*?<\/\1>/gi, '');
  return entities(body.replace(/<[^>]*>/g, ' '));
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', nbsp: ' ', copy: '©' };

function entities(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#')) return String.fromCodePoint(Number(name[1] === 'x' ? `0${name.slice(1)}` : name.slice(1)));
    return NAMED[name] ?? whole;
  });
}

async function pdfText(path: string): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = dirname(dirname(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')))));
  const task = getDocument({
    data: new Uint8Array(readFileSync(path)),
    cMapUrl: `${folder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}/standard_fonts/`,
    verbosity: 0,
    useSystemFonts: false,
  });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await task.destroy();
  return pages.join('\f');
}

/** Words and plain numbers only: dates and formatted numbers are spelled differently by every program. */
function sheetText(path: string): string {
  const book = read(readFileSync(path), { cellDates: false, cellNF: true });
  const cells = book.SheetNames.flatMap((name) =>
    Object.entries(book.Sheets[name] ?? {}).flatMap(([at, cell]: [string, CellObject]) => (at.startsWith('!') ? [] : [cell])),
  );
  const words = cells.flatMap(({ t, v, z }) => (t === 's' || (t === 'n' && (z ?? 'General') === 'General') ? [String(v)] : []));
  return [...book.SheetNames, ...words].join('\n');
}

interface Package {
  readonly parts: RegExp;
  readonly words: RegExp;
  readonly drop: RegExp;
}

const WORDS = /<(?:\w+:)?t(?: [^>]*)?>([^<]*)<\/(?:\w+:)?t>/g;
/** Second copies and taken-back text. */
const DROPPED = /<mc:Fallback\b[^]*?<\/mc:Fallback>|<w:del \b[^]*?<\/w:del>|<a:fld [^>]*type="slidenum"[^]*?<\/a:fld>/g;

const PACKAGES: Readonly<Record<string, Package>> = {
  '.docx': { parts: /^word\/(document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml$/, words: WORDS, drop: DROPPED },
  '.pptx': { parts: /^ppt\/(slides|notesSlides|diagrams)\/(slide|notesSlide|data)\d+\.xml$/, words: WORDS, drop: DROPPED },
  '.odt': { parts: /^content\.xml$/, words: /()(?:)/g, drop: /<text:tracked-changes\b[^]*?<\/text:tracked-changes>|<svg:(title|desc)>[^<]*<\/svg:\1>/g },
  '.ofd': { parts: /\.xml$/i, words: /<ofd:TextCode[^>]*>([^<]*)</g, drop: /<!--[^]*?-->/g },
}; // prettier-ignore

async function packageText(path: string, { parts, words, drop }: Package): Promise<string> {
  const out: string[] = [];
  const all = await packageParts(path);
  // An OFD holds pages that its documents do not list any more.
  const listed = all.flatMap(([, xml]) => [...xml.matchAll(/ BaseLoc="\/?([^"]+)"/g)].map((match) => match[1] ?? ''));
  for (const [name, xml] of all) {
    if (!parts.test(name) || (path.endsWith('.ofd') && !listed.some((place) => name.endsWith(place)))) continue;
    const kept = xml.replace(/<!\[CDATA\[([^]*?)\]\]>/g, '$1').replace(drop, '');
    const pieces =
      words.source === '()(?:)' ? [withoutTags(kept)] : [...kept.matchAll(words)].map((match) => entities(match[1] ?? ''));
    out.push(pieces.join(''));
  }
  return out.join('\n');
}

async function packageParts(path: string): Promise<[string, string][]> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
  const parts: [string, string][] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('.xml') || entry.uncompressedSize > 50_000_000) continue;
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
      parts.push([entry.fileName, Buffer.concat(chunks).toString('utf8')]);
    }
  } finally {
    zip.close();
  }
  return parts;
}

/** Programs of the system, used where they are on the PATH. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  '.doc': ['catdoc', '-w', '-dutf-8'],
  '.rtf': ['catdoc', '-w', '-dutf-8'],
};

function byProgram(path: string, [program, ...options]: readonly string[]): SecondReading | null {
  const found = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program ?? '')));
  if (!program || !found) return null;
  const text = execFileSync(program, [...options, path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 20_000,
  });
  return { by: program, text };
}

async function pictureSize(path: string): Promise<SecondReading> {
  const { width, height } = await sharp(path).metadata();
  return { by: 'sharp', widthPx: width, heightPx: height };
}

async function heicSize(path: string): Promise<SecondReading> {
  const decode = createRequire(import.meta.url)('heic-decode') as {
    all: (file: object) => Promise<readonly { width: number; height: number }[]>;
  };
  const [first] = await decode.all({ buffer: readFileSync(path) });
  if (!first) throw new Error('no picture');
  return { by: 'libheif', widthPx: first.width, heightPx: first.height };
}

/** Sizes of the files in a zip, a line each; its names are spelled by the code page of the system 7-Zip was made for. */
async function sizesInZip(path: string): Promise<string> {
  const createModule = (await import('7z-wasm')).default as unknown as SevenZipModuleFactory;
  const lines: string[] = [];
  const module = await createModule({ print: (line) => void lines.push(line), printErr: () => undefined });
  module.FS.writeFile('/archive.zip', readFileSync(path));
  module.callMain(['l', '-slt', '-ba', '-sccUTF-8', '-p', '/archive.zip']);
  const blocks = lines.join('\n').split('Path = ').filter((block) => !/^Folder = \+|^Attributes = D|__MACOSX/m.test(block)); // prettier-ignore
  return blocks.flatMap((block) => /^Size = (\d+)$/m.exec(block)?.[1] ?? []).join('\n');
}
