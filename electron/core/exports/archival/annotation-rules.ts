import { PDFDict, type PDFObject } from 'pdf-lib';
import { DRAWN, FLAG_HIDDEN, FLAG_NO_VIEW, normalAppearance } from '../pdf/annotations.ts';
import { hiddenLayers, isHiddenContent } from '../pdf/layers.ts';
import { arrayOf, entry, nameOf, numberOf, resolve, type ObjectSource } from '../pdf/objects.ts';
import { boxOf } from '../pdf/page-tree.ts';
import type { PageFault } from './reasons.ts';

/** Annotations that may stand on a page (ISO 19005-2 §6.3.1) and are kept as such when it is placed. */
const ALLOWED: ReadonlySet<string> = new Set(
  'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Caret Ink Redact'.split(' '),
);

/**
 * What is wrong with a page's annotations once placed: those that stay need an appearance of their own, what is drawn goes to `judgeForm`.
 */
export function annotationFaults(
  objects: ObjectSource,
  page: PDFDict,
  judgeForm: (form: PDFObject) => void,
): readonly PageFault[] {
  const items = arrayOf(objects, entry(page, 'Annots'));
  if (items.length === 0) return [];
  const { hidden } = hiddenLayers(objects);
  const faults: PageFault[] = [];
  for (const item of items) {
    const annotation = resolve(objects, item);
    if (!(annotation instanceof PDFDict)) continue;
    const subtype = nameOf(objects, entry(annotation, 'Subtype')) ?? '';
    const flags = numberOf(objects, entry(annotation, 'F')) ?? 0;
    if (subtype === 'Popup' || flags & FLAG_HIDDEN || !boxOf(objects, entry(annotation, 'Rect'))) continue;
    if (isHiddenContent(objects, hidden, entry(annotation, 'OC')) || subtype === 'Link') continue;
    const appearance = normalAppearance(objects, annotation);
    if (DRAWN.has(subtype)) {
      if (appearance && !(flags & FLAG_NO_VIEW)) judgeForm(appearance.value);
    } else if (!ALLOWED.has(subtype) || !appearance) faults.push('annotation');
    else judgeForm(appearance.value);
  }
  return faults;
}
