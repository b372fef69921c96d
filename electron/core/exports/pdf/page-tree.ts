import { PDFArray, PDFDict, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { rotationOf } from './geometry.ts';
import type { Box, Rotation } from './geometry.ts';
import { arrayOf, entry, nameOf, numberOf, resolve } from './objects.ts';
import type { ObjectSource } from './objects.ts';

/** A page with what it inherits resolved. `page` is its reference, or the dictionary itself where a damaged file has no reference. */
export interface SourcePage {
  readonly page: PDFRef | PDFDict;
  readonly crop: Box;
  readonly rotate: Rotation;
  readonly userUnit: number;
  readonly resources: PDFObject | undefined;
}

interface Inherited {
  readonly resources: PDFObject | undefined;
  readonly mediaBox: PDFObject | undefined;
  readonly cropBox: PDFObject | undefined;
  readonly rotate: PDFObject | undefined;
}

const MAX_DEPTH = 100;
const MAX_PAGES = 200_000;
/** What viewers assume where a page has no usable media box: US Letter. */
const NO_MEDIA_BOX: Box = { x0: 0, y0: 0, x1: 612, y1: 792 };
const SMALLEST_SIDE_PT = 1;

/** Four numbers as a box with ordered corners; undefined when they are not four numbers or enclose nothing. */
export function boxOf(objects: ObjectSource, value: PDFObject | undefined): Box | undefined {
  const numbers = arrayOf(objects, value).map((item) => numberOf(objects, item));
  const [a, b, c, d] = numbers;
  if (numbers.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return { x0: Math.min(a, c), y0: Math.min(b, d), x1: Math.max(a, c), y1: Math.max(b, d) };
}

function usable(box: Box | undefined): box is Box {
  return box !== undefined && box.x1 - box.x0 >= SMALLEST_SIDE_PT && box.y1 - box.y0 >= SMALLEST_SIDE_PT;
}

/** What a viewer shows of a page: the crop box inside the media box (ISO 32000-1 §14.11.2). */
function visibleBox(media: Box | undefined, crop: Box | undefined): Box {
  const outer = usable(media) ? media : NO_MEDIA_BOX;
  if (!usable(crop)) return outer;
  const inner = {
    x0: Math.max(outer.x0, crop.x0),
    y0: Math.max(outer.y0, crop.y0),
    x1: Math.min(outer.x1, crop.x1),
    y1: Math.min(outer.y1, crop.y1),
  };
  return usable(inner) ? inner : outer;
}

/**
 * All pages in reading order, and how many nodes of the tree are missing from the file. With `strict`, a loop, a node that is
 * no dictionary and a wrong /Count throw; else such nodes are left out, as viewers do.
 */
export function readPages(
  objects: ObjectSource,
  { strict }: { readonly strict: boolean },
): { readonly pages: readonly SourcePage[]; readonly lost: number } {
  const pages: SourcePage[] = [];
  let lost = 0;
  const seen = new Set<PDFObject>();
  const irregular = (what: string): void => {
    if (strict) throw new Error(what);
  };
  const visit = (node: PDFObject | undefined, above: Inherited, depth: number): void => {
    const dict = resolve(objects, node);
    if (!(dict instanceof PDFDict)) {
      lost++;
      return irregular('page tree node is no dictionary');
    }
    const identity = node instanceof PDFRef ? node : dict;
    if (seen.has(identity) || depth > MAX_DEPTH || pages.length >= MAX_PAGES)
      return irregular('page tree has a loop or is too deep');
    seen.add(identity);
    const inherited: Inherited = {
      resources: entry(dict, 'Resources') ?? above.resources,
      mediaBox: entry(dict, 'MediaBox') ?? above.mediaBox,
      cropBox: entry(dict, 'CropBox') ?? above.cropBox,
      rotate: entry(dict, 'Rotate') ?? above.rotate,
    };
    const kids = resolve(objects, entry(dict, 'Kids'));
    if (kids instanceof PDFArray) {
      const before = pages.length;
      for (const kid of kids.asArray()) visit(kid, inherited, depth + 1);
      if (numberOf(objects, entry(dict, 'Count')) !== pages.length - before) irregular('page count does not fit');
      return;
    }
    if (nameOf(objects, entry(dict, 'Type')) === 'Pages') {
      lost++;
      return irregular('page tree node has no pages');
    }
    const unit = numberOf(objects, entry(dict, 'UserUnit'));
    pages.push({
      page: identity instanceof PDFRef ? identity : dict,
      crop: visibleBox(boxOf(objects, inherited.mediaBox), boxOf(objects, inherited.cropBox)),
      rotate: rotationOf(numberOf(objects, inherited.rotate) ?? 0),
      userUnit: unit !== undefined && unit > 0 ? unit : 1,
      resources: inherited.resources,
    });
  };
  const nothing: Inherited = { resources: undefined, mediaBox: undefined, cropBox: undefined, rotate: undefined };
  visit(entry(objects.catalog, 'Pages'), nothing, 0);
  return { pages, lost };
}

/** Width and height of a page as a viewer shows it, in points. */
export function displayedSize({ crop, rotate, userUnit }: SourcePage): { readonly widthPt: number; readonly heightPt: number } {
  const [width, height] = [(crop.x1 - crop.x0) * userUnit, (crop.y1 - crop.y0) * userUnit];
  return rotate % 180 === 0 ? { widthPt: width, heightPt: height } : { widthPt: height, heightPt: width };
}
