import { PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { namedDestinations, readDestination } from './destinations.ts';
import type { OutlineNode } from './document-structure.ts';
import { dictOf, entry, nameOf, textOf } from './objects.ts';
import type { ObjectSource } from './objects.ts';

/** A source's bookmarks beyond these are left out: the volume's own must stay easy to read. */
const MAX_BOOKMARKS = 2_000;
const MAX_DEPTH = 8;

/**
 * The bookmarks of a source that lead to pages in the volume, in its order and nesting; one that leads nowhere lets those below it
 * move up. Loops are cut. Each leads to the upper edge of its page.
 */
export function sourceOutline(objects: ObjectSource, pages: ReadonlyMap<PDFRef, PDFRef>): readonly OutlineNode[] {
  const seen = new Set<PDFObject>();
  let names: ReadonlyMap<string, PDFObject> | null = null;
  const level = (first: PDFObject | undefined, depth: number): readonly OutlineNode[] => {
    const found: OutlineNode[] = [];
    let next = first;
    while (next instanceof PDFRef && !seen.has(next) && seen.size < MAX_BOOKMARKS) {
      seen.add(next);
      const dict = dictOf(objects, next);
      const action = dictOf(objects, entry(dict, 'A'));
      const inside = nameOf(objects, entry(action, 'S')) === 'GoTo' ? entry(action, 'D') : undefined;
      const target = readDestination(objects, () => (names ??= namedDestinations(objects)), entry(dict, 'Dest') ?? inside);
      const page = target && pages.get(target.page);
      const title = (textOf(objects, entry(dict, 'Title')) ?? '').replace(/\s+/g, ' ').trim();
      const children = depth < MAX_DEPTH ? level(entry(dict, 'First'), depth + 1) : [];
      if (page && title !== '') found.push({ title, page, top: null, children });
      else found.push(...children);
      next = entry(dict, 'Next');
    }
    return found;
  };
  return level(entry(dictOf(objects, entry(objects.catalog, 'Outlines')), 'First'), 0);
}
