import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { arrayOf, dictOf, entry, nameOf, numberOf, resolve, textOfName } from './objects.ts';
import type { ObjectSource } from './objects.ts';

const MAX_NAMES = 200_000;
const MAX_NODES = 100_000;

/** A place in a document: left and top in user space, null where the file leaves them open. */
export interface Destination {
  readonly page: PDFRef;
  readonly left: number | null;
  readonly top: number | null;
}

function keyOf(value: PDFObject | undefined): string | undefined {
  if (value instanceof PDFString || value instanceof PDFHexString) return Buffer.from(value.asBytes()).toString('latin1');
  return value instanceof PDFName ? textOfName(value) : undefined;
}

/** All named destinations of a document by the bytes of their names (as latin-1). Loops and endless trees are cut. */
export function namedDestinations(objects: ObjectSource): ReadonlyMap<string, PDFObject> {
  const found = new Map<string, PDFObject>();
  for (const [name, value] of dictOf(objects, entry(objects.catalog, 'Dests'))?.entries() ?? [])
    found.set(textOfName(name), value);
  const names = dictOf(objects, entry(objects.catalog, 'Names'));
  const pending: PDFObject[] = [entry(names, 'Dests')].filter((value) => value !== undefined);
  const seen = new Set<PDFObject>();
  for (let node = pending.pop(); node !== undefined && found.size < MAX_NAMES && seen.size < MAX_NODES; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const dict = dictOf(objects, node);
    pending.push(...arrayOf(objects, entry(dict, 'Kids')));
    const pairs = arrayOf(objects, entry(dict, 'Names'));
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const key = keyOf(pairs[i]);
      const value = pairs[i + 1];
      if (key !== undefined && value !== undefined && !found.has(key)) found.set(key, value);
    }
  }
  return found;
}

/** The place behind an explicit or named destination (ISO 32000-1 §12.3.2); undefined when it leads nowhere in this document. */
export function readDestination(
  objects: ObjectSource,
  names: () => ReadonlyMap<string, PDFObject>,
  value: PDFObject | undefined,
): Destination | undefined {
  let target = resolve(objects, value);
  const key =
    target instanceof PDFName || target instanceof PDFString || target instanceof PDFHexString ? keyOf(target) : undefined;
  if (key !== undefined) target = resolve(objects, names().get(key));
  if (target instanceof PDFDict) target = resolve(objects, entry(target, 'D'));
  if (!(target instanceof PDFArray)) return undefined;
  const [page, kind, ...numbers] = target.asArray();
  if (!(page instanceof PDFRef)) return undefined;
  const at = (index: number): number | null => numberOf(objects, numbers[index]) ?? null;
  switch (nameOf(objects, kind)) {
    case 'XYZ':
      return { page, left: at(0), top: at(1) };
    case 'FitH':
    case 'FitBH':
      return { page, left: null, top: at(0) };
    case 'FitV':
    case 'FitBV':
      return { page, left: at(0), top: null };
    case 'FitR':
      return { page, left: at(0), top: at(3) };
    default:
      return { page, left: null, top: null };
  }
}
