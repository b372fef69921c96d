import { PDFRef } from 'pdf-lib';
import type { PDFDict, PDFObject } from 'pdf-lib';
import type { Copier } from './copier.ts';
import { arrayOf, dictOf, entry, nameOf } from './objects.ts';
import type { ObjectSource } from './objects.ts';
import type { LayerSet, PdfWriter } from './writer.ts';

function refsIn(objects: ObjectSource, value: PDFObject | undefined): readonly PDFRef[] {
  return arrayOf(objects, value).filter((item) => item instanceof PDFRef);
}

/** The optional-content groups of a source that its default configuration hides (ISO 32000-1 §8.11.4.3). */
export function hiddenLayers(objects: ObjectSource): {
  readonly all: readonly PDFRef[];
  readonly hidden: ReadonlySet<PDFRef>;
  readonly config: PDFDict | undefined;
} {
  const properties = dictOf(objects, entry(objects.catalog, 'OCProperties'));
  const config = dictOf(objects, entry(properties, 'D'));
  const all = refsIn(objects, entry(properties, 'OCGs'));
  const on = new Set(refsIn(objects, entry(config, 'ON')));
  const off = new Set(refsIn(objects, entry(config, 'OFF')));
  const offByDefault = nameOf(objects, entry(config, 'BaseState')) === 'OFF';
  return { all, hidden: new Set(all.filter((group) => off.has(group) || (offByDefault && !on.has(group)))), config };
}

/** Whether viewers show other layers than those that are on by default, because they switch them by event (ISO 32000-1 §8.11.4.4). */
export function areLayersSwitched(objects: ObjectSource): boolean {
  const { hidden, config } = hiddenLayers(objects);
  return arrayOf(objects, entry(config, 'AS')).some((item) => {
    const rule = dictOf(objects, item);
    if (nameOf(objects, entry(rule, 'Event')) !== 'View') return false;
    return refsIn(objects, entry(rule, 'OCGs')).some((ref) => {
      const view = dictOf(objects, entry(dictOf(objects, entry(dictOf(objects, ref), 'Usage')), 'View'));
      const state = nameOf(objects, entry(view, 'ViewState'));
      return state !== undefined && (state === 'OFF') !== hidden.has(ref);
    });
  });
}

/** Takes a source's layers over into the volume: hidden ones stay hidden. In a PDF/A nothing switches them (ISO 19005-2 §6.9). */
export function copyLayers(objects: ObjectSource, copier: Copier, writer: PdfWriter, archival = false): void {
  const { all, hidden, config } = hiddenLayers(objects);
  if (all.length === 0) return;
  const rules = archival ? [] : arrayOf(objects, entry(config, 'AS'));
  const automatic = rules.map((item) => {
    if (item instanceof PDFRef) return copier.ref(item);
    const ref = writer.alloc();
    writer.write(ref, copier.value(item));
    return ref;
  });
  const layers: LayerSet = {
    all: all.map(copier.ref),
    hidden: [...hidden].map(copier.ref),
    locked: refsIn(objects, entry(config, 'Locked')).map(copier.ref),
    automatic,
  };
  writer.addLayers(layers);
}

/** Whether content under this /OC entry is hidden: a hidden group, or a membership whose groups are all hidden. */
export function isHiddenContent(objects: ObjectSource, hidden: ReadonlySet<PDFRef>, membership: PDFObject | undefined): boolean {
  if (membership instanceof PDFRef && hidden.has(membership)) return true;
  const groups = entry(dictOf(objects, membership), 'OCGs');
  const refs = groups instanceof PDFRef && dictOf(objects, groups) ? [groups] : refsIn(objects, groups);
  return refs.length > 0 && refs.every((ref) => hidden.has(ref));
}
