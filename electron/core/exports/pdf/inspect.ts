import { PDFArray, PDFDict, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { appearancesOf } from './annotations.ts';
import { namedDestinations, readDestination } from './destinations.ts';
import { digestOfStream, digestReachable, sharedParts } from './digest.ts';
import { decodeStream } from './filters.ts';
import type { Box } from './geometry.ts';
import { arrayOf, dictOf, entriesOf, entry, isStream, nameOf, numberOf, refOf, resolve, serialise, textOf } from './objects.ts';
import { boxOf, readPages } from './page-tree.ts';
import type { SourcePage } from './page-tree.ts';
import { IrregularPdf, openStrictReader } from './reader.ts';
import type { StrictReader } from './reader.ts';

/** What a produced volume really contains. Pages are 0-based positions. */
export interface VolumeInspection {
  readonly pageCount: number;
  /** One label for each page, as a viewer's page box shows it. */
  readonly labels: readonly string[];
  /** Bookmarks in reading order; `level` from 0, `page` null where a bookmark leads nowhere. */
  readonly outline: readonly { readonly title: string; readonly page: number | null; readonly level: number }[];
  readonly destinations: ReadonlyMap<string, number>;
  readonly links: readonly { readonly page: number; readonly targetPage: number | null; readonly rect: Box }[];
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  readonly hasJavaScript: boolean;
  readonly encrypted: boolean;
  /** SHA-256 (hex) for each page over its box, its decoded content and the stored bytes of all streams it uses. */
  readonly pageDigests: readonly string[];
}

const MAX_BOOKMARKS = 1_000_000;
const ACTIVE_ACTIONS = new Set(['JavaScript', 'Rendition']);

function roman(value: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let [rest, text] = [value, ''];
  for (const [step, letters] of steps) {
    while (rest >= step) {
      rest -= step;
      text += letters;
    }
  }
  return text;
}

function numbered(style: string | undefined, value: number): string {
  if (style === 'D') return String(value);
  if (style === 'r') return roman(value);
  return style === 'R' ? roman(value).toUpperCase() : '';
}

function readLabels(reader: StrictReader, pageCount: number): readonly string[] {
  const ranges: { readonly from: number; readonly dict: PDFDict | undefined }[] = [];
  const pending = [entry(reader.catalog, 'PageLabels')];
  for (let node = pending.pop(); node !== undefined && ranges.length <= pageCount; node = pending.pop()) {
    const dict = dictOf(reader, node);
    pending.push(...arrayOf(reader, entry(dict, 'Kids')));
    const pairs = arrayOf(reader, entry(dict, 'Nums'));
    for (let i = 0; i + 1 < pairs.length; i += 2)
      ranges.push({ from: numberOf(reader, pairs[i]) ?? 0, dict: dictOf(reader, pairs[i + 1]) });
  }
  ranges.sort((a, b) => a.from - b.from);
  let current = -1;
  return Array.from({ length: pageCount }, (_, page) => {
    while ((ranges[current + 1]?.from ?? Infinity) <= page) current++;
    const range = ranges[current];
    if (!range) return String(page + 1);
    const value = (numberOf(reader, entry(range.dict, 'St')) ?? 1) + page - range.from;
    return `${textOf(reader, entry(range.dict, 'P')) ?? ''}${numbered(nameOf(reader, entry(range.dict, 'S')), value)}`;
  });
}

type PageOf = (value: PDFObject | undefined) => number | null;

function readOutline(reader: StrictReader, pageOf: PageOf): VolumeInspection['outline'] {
  const found: { title: string; page: number | null; level: number }[] = [];
  const seen = new Set<PDFRef>();
  const pending: { readonly node: PDFObject; readonly level: number }[] = [];
  const push = (node: PDFObject | undefined, level: number): void => {
    if (node instanceof PDFRef && !seen.has(node)) pending.push({ node, level });
  };
  push(entry(dictOf(reader, entry(reader.catalog, 'Outlines')), 'First'), 0);
  for (let next = pending.pop(); next !== undefined && found.length < MAX_BOOKMARKS; next = pending.pop()) {
    if (next.node instanceof PDFRef) seen.add(next.node);
    const dict = dictOf(reader, next.node);
    const action = dictOf(reader, entry(dict, 'A'));
    found.push({
      title: textOf(reader, entry(dict, 'Title')) ?? '',
      page: pageOf(entry(dict, 'Dest') ?? entry(action, 'D')),
      level: next.level,
    });
    push(entry(dict, 'Next'), next.level);
    push(entry(dict, 'First'), next.level + 1);
  }
  return found;
}

function linksOf(reader: StrictReader, page: number, dict: PDFDict | undefined, pageOf: PageOf): VolumeInspection['links'] {
  return arrayOf(reader, entry(dict, 'Annots')).flatMap((item) => {
    const link = dictOf(reader, item);
    const rect = boxOf(reader, entry(link, 'Rect'));
    if (nameOf(reader, entry(link, 'Subtype')) !== 'Link' || !rect) return [];
    const action = dictOf(reader, entry(link, 'A'));
    return [{ page, targetPage: pageOf(entry(link, 'Dest') ?? entry(action, 'D')), rect }];
  });
}

interface Scan {
  /** Looks at the objects up to this number that it has not seen yet. */
  readonly upTo: (objectNumber: number) => void;
  readonly end: () => { readonly fonts: VolumeInspection['fonts']; readonly hasJavaScript: boolean };
}

/** One look at every object: fonts, whether their programs are in the file, and anything that would run. */
function scanObjects(reader: StrictReader): Scan {
  const fonts: { name: string; embedded: boolean }[] = [];
  let hasJavaScript = false;
  const isEmbedded = (font: PDFDict): boolean => {
    if (nameOf(reader, entry(font, 'Subtype')) === 'Type3') return true;
    const descendant = dictOf(reader, arrayOf(reader, entry(font, 'DescendantFonts'))[0]);
    const descriptor = dictOf(reader, entry(descendant ?? font, 'FontDescriptor'));
    return ['FontFile', 'FontFile2', 'FontFile3'].some((key) => isStream(resolve(reader, entry(descriptor, key))));
  };
  const visit = (value: PDFObject, depth: number): void => {
    if (depth > 200) return;
    if (value instanceof PDFArray) value.asArray().forEach((item) => visit(item, depth + 1));
    if (!(value instanceof PDFDict)) return;
    const type = nameOf(reader, entry(value, 'Type'));
    const subtype = nameOf(reader, entry(value, 'Subtype')) ?? '';
    if (type === 'Font' && !subtype.startsWith('CIDFont')) {
      fonts.push({ name: nameOf(reader, entry(value, 'BaseFont')) ?? subtype, embedded: isEmbedded(value) });
    }
    const action = nameOf(reader, entry(value, 'S'));
    if (entry(value, 'JavaScript') !== undefined || (action !== undefined && ACTIVE_ACTIONS.has(action))) hasJavaScript = true;
    for (const item of entriesOf(value).values()) visit(item, depth + 1);
  };
  const numbers = reader.objectNumbers()[Symbol.iterator]();
  let next = numbers.next();
  const upTo = (objectNumber: number): void => {
    for (; !next.done && next.value <= objectNumber; next = numbers.next()) {
      const found = reader.get(refOf(next.value));
      if (isStream(found)) visit(found.dict, 0);
      else if (found !== undefined) visit(found, 0);
    }
  };
  return { upTo, end: () => (upTo(Infinity), { fonts, hasJavaScript }) };
}

function pageDigester(reader: StrictReader): (page: SourcePage, dict: PDFDict | undefined) => string {
  // 32 bytes each as characters: a Buffer of its own would take ten times that, and a volume has tens of thousands of streams.
  const digests = new Map<PDFRef, string>();
  const shared = sharedParts(reader);
  return ({ crop, rotate, resources }, dict) => {
    const contents = resolve(reader, entry(dict, 'Contents'));
    const parts = contents instanceof PDFArray ? contents.asArray() : contents === undefined ? [] : [contents];
    const decoded = parts.flatMap((part) => {
      const stream = resolve(reader, part instanceof PDFRef ? part : undefined) ?? contents;
      return isStream(stream) ? [decodeStream(reader, stream)] : [];
    });
    const shape = Buffer.from([crop.x0, crop.y0, crop.x1, crop.y1, rotate].join(' '), 'latin1');
    const annotations = dict ? appearancesOf(reader, dict) : [];
    const shown = resources === undefined || resources instanceof PDFRef ? [] : [serialise(resources)];
    return digestReachable(shared, [shape, ...shown, ...decoded], [resources, ...annotations], (ref, stream) => {
      const known = digests.get(ref);
      if (known !== undefined) return Buffer.from(known, 'latin1');
      const digest = digestOfStream(stream);
      digests.set(ref, digest.toString('latin1'));
      return digest;
    });
  };
}

/** The content of a page is the last the writer numbers of it, so that what the page draws lies before it. */
function lastNumberOf(reader: StrictReader, dict: PDFDict | undefined): number {
  const contents = entry(dict, 'Contents');
  const refs = [contents, ...arrayOf(reader, contents)].filter((one) => one instanceof PDFRef);
  return Math.max(0, ...refs.map(({ objectNumber }) => objectNumber));
}

/** Page by page what is asked of pages, and after each what is asked of every object, of those numbered up to it: so each is read once. */
function lookThrough(
  reader: StrictReader,
  pages: readonly SourcePage[],
  pageOf: PageOf,
): Pick<VolumeInspection, 'links' | 'fonts' | 'hasJavaScript' | 'pageDigests'> {
  const scan = scanObjects(reader);
  const digestOf = pageDigester(reader);
  const links: VolumeInspection['links'][number][] = [];
  const pageDigests = pages.map((page, index) => {
    const dict = dictOf(reader, page.page);
    links.push(...linksOf(reader, index, dict, pageOf));
    const digest = digestOf(page, dict);
    scan.upTo(lastNumberOf(reader, dict));
    return digest;
  });
  return { links, ...scan.end(), pageDigests };
}

/**
 * Reads a produced volume back object by object with the strict reader; stream data stays in the file.
 * An encrypted volume is reported with nothing else read. Throws IrregularPdf on anything a strict viewer would stumble over.
 */
export async function inspectVolume(path: string): Promise<VolumeInspection> {
  let reader: StrictReader;
  try {
    reader = openStrictReader(path);
  } catch (error) {
    if (!(error instanceof IrregularPdf && error.encrypted)) throw error;
    const nothing = { pageCount: 0, labels: [], outline: [], destinations: new Map(), links: [], fonts: [], pageDigests: [] };
    return { ...nothing, hasJavaScript: false, encrypted: true };
  }
  try {
    const { pages } = readPages(reader, { strict: true });
    const positions = new Map(pages.map(({ page }, index) => [page, index]));
    const named = namedDestinations(reader);
    const pageOf: PageOf = (value) => {
      const target = readDestination(reader, () => named, value);
      return (target && positions.get(target.page)) ?? null;
    };
    const destinations = new Map<string, number>();
    for (const [key, value] of named) {
      const page = pageOf(value);
      if (page !== null) destinations.set(nameFromBytes(key), page);
    }
    return {
      pageCount: pages.length,
      labels: readLabels(reader, pages.length),
      outline: readOutline(reader, pageOf),
      destinations,
      encrypted: false,
      ...lookThrough(reader, pages, pageOf),
    };
  } finally {
    reader.close();
  }
}

/** The text of a name-tree key given as latin-1 bytes. */
function nameFromBytes(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  return bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2).swap16().toString('utf16le') : latin1;
}
