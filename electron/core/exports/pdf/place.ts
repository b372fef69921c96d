import { PDFArray, PDFDict, PDFName, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { FLAG_PRINT, placeAnnotations } from './annotations.ts';
import type { AnnotationWork, DrawnAppearance, PageTarget } from './annotations.ts';
import { createCopier, pickEntries } from './copier.ts';
import type { Copier } from './copier.ts';
import { namedDestinations } from './destinations.ts';
import { decodeStream } from './filters.ts';
import { A4, apply, displayToUser, matrixText, rotationOf, transformBox } from './geometry.ts';
import type { Matrix, Rotation } from './geometry.ts';
import { createMend } from '../archival/mend.ts';
import { copyLayers, hiddenLayers } from './layers.ts';
import { arrayOf, entry, isStream, resolve, textString } from './objects.ts';
import type { ObjectSource, SourceStream } from './objects.ts';
import { displayedSize } from './page-tree.ts';
import type { SourcePage } from './page-tree.ts';
import type { PdfSource } from './source.ts';
import type { PdfWriter } from './writer.ts';

/** A rectangle on A4 portrait as displayed; `x` and `y` are its lower left corner. Points. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A link in the overlay to a named destination of the volume. */
export interface OverlayLink extends Frame {
  readonly to: string;
}

/** What is drawn over a placed page, upright on A4 portrait as displayed, in a name space of its own. */
export interface Overlay {
  readonly content: Uint8Array;
  readonly resources: { readonly fonts: ReadonlyMap<string, PDFRef>; readonly xObjects: ReadonlyMap<string, PDFRef> };
  readonly links?: readonly OverlayLink[];
}

export interface PlaceOptions {
  /** 0-based, in the order wanted. */
  readonly pageIndexes: readonly number[];
  /** The room for page number `pageOrdinal` (0-based) of this call. */
  readonly frame: (pageOrdinal: number) => Frame;
  readonly overlay: (pageOrdinal: number, place: PagePlace) => Overlay;
  /** The volume is a PDF/A: what it may not hold is mended on the way. */
  readonly archival?: boolean;
  /** Pages (0-based) that are placed as pictures: where each stands in the other source. */
  readonly pictures?: { readonly source: PdfSource; readonly pageOf: ReadonlyMap<number, number> } | null;
  /** Where the first page goes among the pages of the volume; at the end when absent. */
  readonly position?: number;
}

/** Where a source page lies on its sheet. */
export interface PagePlace {
  /** As displayed. */
  readonly box: Frame;
  /** Turned so that its head lies at the left edge. */
  readonly turned: boolean;
}

export interface PlacedPage extends PagePlace {
  readonly ref: PDFRef;
  /** Displayed size in the volume by displayed size in the source; 1 at most. */
  readonly scale: number;
}

interface Placement {
  readonly source: SourcePage;
  readonly index: number;
  readonly rotate: Rotation;
  readonly widthPt: number;
  readonly heightPt: number;
  readonly scale: number;
  readonly box: Frame;
  readonly turned: boolean;
  readonly target: PageTarget;
}

/** What is known of one source in one volume, so that nothing of it is written twice. */
interface Session {
  readonly copier: Copier;
  readonly forms: Map<number, PDFRef | null>;
  readonly hidden: ReadonlySet<PDFRef>;
  readonly names: () => ReadonlyMap<string, PDFObject>;
}

const sessions = new WeakMap<PdfSource, WeakMap<PdfWriter, Session>>();

function sessionOf(source: PdfSource, writer: PdfWriter, archival: boolean): Session {
  const ofSource = sessions.get(source) ?? new WeakMap<PdfWriter, Session>();
  sessions.set(source, ofSource);
  const known = ofSource.get(writer);
  if (known) return known;
  const copier = createCopier(source.objects, writer, archival ? createMend(source.objects) : null);
  copyLayers(source.objects, copier, writer, archival);
  let names: ReadonlyMap<string, PDFObject> | null = null;
  const session: Session = {
    copier,
    forms: new Map(),
    hidden: hiddenLayers(source.objects).hidden,
    names: () => (names ??= namedDestinations(source.objects)),
  };
  ofSource.set(writer, session);
  return session;
}

/**
 * Where a page lies on its sheet. Its own user space is only scaled and moved: the turn of its /Rotate, and the quarter turn that puts
 * the head of a landscape page to the left edge, both stand in the new page's /Rotate, so annotations need no turning.
 */
function placementOf(source: SourcePage, index: number, frame: Frame, ref: PDFRef): Placement {
  const { crop } = source;
  const size = displayedSize(source);
  const isLandscape = size.widthPt > size.heightPt;
  const rotate = rotationOf(source.rotate + (isLandscape ? 270 : 0));
  const [width, height] = isLandscape ? [size.heightPt, size.widthPt] : [size.widthPt, size.heightPt];
  const scale = Math.min(1, frame.width / width, frame.height / height);
  const x0 = frame.x + (frame.width - width * scale) / 2;
  const y1 = frame.y + frame.height;
  const [widthPt, heightPt] = rotate % 180 === 0 ? [A4.widthPt, A4.heightPt] : [A4.heightPt, A4.widthPt];
  const toUser = displayToUser(rotate, widthPt, heightPt);
  const room = transformBox(toUser, { x0, y0: y1 - height * scale, x1: x0 + width * scale, y1 });
  const k = scale * source.userUnit;
  const matrix: Matrix = [k, 0, 0, k, room.x0 - crop.x0 * k, room.y0 - crop.y0 * k];
  const topLeft = apply(toUser, 0, A4.heightPt);
  const box = { x: x0, y: y1 - height * scale, width: width * scale, height: height * scale };
  return { source, index, rotate, widthPt, heightPt, scale, box, turned: isLandscape, target: { ref, matrix, crop, topLeft } };
}

function pageDict(objects: ObjectSource, page: SourcePage): PDFDict {
  const dict = resolve(objects, page.page);
  if (!(dict instanceof PDFDict)) throw new Error('a page is no dictionary any more');
  return dict;
}

function contentParts(objects: ObjectSource, dict: PDFDict): readonly SourceStream[] {
  const contents = entry(dict, 'Contents');
  const values =
    resolve(objects, contents) instanceof PDFArray ? arrayOf(objects, contents) : contents === undefined ? [] : [contents];
  return values.map((value) => resolve(objects, value)).filter(isStream);
}

/**
 * The page's content as one form XObject, null when it has none. A form keeps the page's graphics state, names and patterns to itself:
 * unbalanced q/Q cannot reach the overlay, and pattern matrices scale with the page (ISO 32000-1 §8.7.3.1).
 * A single content stream keeps its stored bytes; several are joined, which needs their filters undone.
 */
function writePageForm(source: PdfSource, writer: PdfWriter, session: Session, page: SourcePage): PDFRef | null {
  const { copier } = session;
  const dict = pageDict(source.objects, page);
  const parts = contentParts(source.objects, dict);
  const [first] = parts;
  if (!first) return null;
  const { x0, y0, x1, y1 } = page.crop;
  const form =
    parts.length === 1 ? pickEntries(copier, writer, first.dict, ['Filter', 'DecodeParms']) : PDFDict.withContext(writer.context);
  const set = (key: string, value: PDFObject): void => form.set(PDFName.of(key), value);
  set('Type', PDFName.of('XObject'));
  set('Subtype', PDFName.of('Form'));
  set('BBox', writer.context.obj([x0, y0, x1, y1]));
  set('Resources', page.resources === undefined ? writer.context.obj({}) : copier.value(page.resources));
  const ref = writer.alloc();
  if (parts.length === 1) {
    copier.writeStream(ref, form, first);
    return ref;
  }
  const joined = parts.flatMap((stream) => {
    try {
      return [decodeStream(source.objects, stream, { tolerant: true }), Buffer.from('\n')];
    } catch {
      source.note('有的页面内容已损坏，可能显示不全，请核对。');
      return [];
    }
  });
  writer.writeStream(ref, form, Buffer.concat(joined), { compress: true });
  return ref;
}

function pageContent(placement: Placement, form: PDFRef | null, drawn: readonly DrawnAppearance[]): Uint8Array {
  const { target, rotate, widthPt, heightPt } = placement;
  const { x0, y0, x1, y1 } = target.crop;
  const clip =
    drawn.length > 0
      ? ` ${matrixText([x0, y0, x1 - x0, y1 - y0, 0, 0])
          .split(' ')
          .slice(0, 4)
          .join(' ')} re W n`
      : '';
  const lines = [
    `q ${matrixText(target.matrix)} cm${clip}`,
    ...(form ? ['/Source Do'] : []),
    ...drawn.map(({ matrix }, index) => `q ${matrixText(matrix)} cm /Drawn${index} Do Q`),
    'Q',
    `q ${matrixText(displayToUser(rotate, widthPt, heightPt))} cm /Overlay Do Q`,
  ];
  return Buffer.from(lines.join('\n') + '\n', 'latin1');
}

function writeOverlay(writer: PdfWriter, overlay: Overlay): PDFRef {
  const ref = writer.alloc();
  const { fonts, xObjects } = overlay.resources;
  const dict = {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, A4.widthPt, A4.heightPt],
    Resources: { Font: Object.fromEntries(fonts), XObject: Object.fromEntries(xObjects) },
  };
  writer.writeStream(ref, dict, overlay.content, { compress: true });
  return ref;
}

function writeLinks(
  writer: PdfWriter,
  placement: Placement,
  links: readonly OverlayLink[],
  archival: boolean,
): readonly PDFRef[] {
  const toUser = displayToUser(placement.rotate, placement.widthPt, placement.heightPt);
  return links.map(({ x, y, width, height, to }) => {
    const box = transformBox(toUser, { x0: x, y0: y, x1: x + width, y1: y + height });
    const ref = writer.alloc();
    const link = {
      Type: 'Annot',
      Subtype: 'Link',
      Rect: [box.x0, box.y0, box.x1, box.y1],
      Border: [0, 0, 0],
      P: placement.target.ref,
      Dest: textString(to),
      ...(archival ? { F: FLAG_PRINT } : {}),
    };
    writer.write(ref, writer.context.obj(link));
    return ref;
  });
}

/** The transparency group a page's own content blends in; without it colours of transparent pages may shift. */
function pageGroup(source: PdfSource, session: Session, writer: PdfWriter, page: SourcePage): PDFRef | undefined {
  const group = entry(pageDict(source.objects, page), 'Group');
  if (group === undefined) return undefined;
  if (group instanceof PDFRef) return session.copier.ref(group);
  const ref = writer.alloc();
  writer.write(ref, session.copier.value(group));
  return ref;
}

/**
 * Places pages of a source on A4 portrait pages of the volume: the crop box whole inside the frame, centred, at its upper edge, never enlarged
 * or cut; landscape pages turned so that their head is at the left (binding) edge; the overlay upright over it.
 * Links inside the source lead to the pages placed by this call. Writes each page at once; throws what the writer throws.
 */
export function placePages(writer: PdfWriter, source: PdfSource, options: PlaceOptions): readonly PlacedPage[] {
  const { objects } = source;
  const { archival = false, pictures = null } = options;
  const own: From = { source, session: sessionOf(source, writer, archival) };
  const { copier } = own.session;
  const pictured: From | null = pictures && { source: pictures.source, session: sessionOf(pictures.source, writer, archival) };
  const placements = options.pageIndexes.map((asked, ordinal) => {
    const at = pictures?.pageOf.get(asked);
    const from = pictured !== null && at !== undefined ? pictured : own;
    const index = from === own ? asked : (at ?? asked);
    const page = from.source.sourcePages[index];
    if (!page) throw new Error(`there is no page ${index}`);
    return { ...placementOf(page, index, options.frame(ordinal), writer.alloc()), from, asked };
  });
  const targets = new Map<PDFRef, PageTarget>();
  for (const { from, asked, target } of placements) {
    const page = source.sourcePages[asked]?.page;
    if (page instanceof PDFRef && !targets.has(page)) targets.set(page, from === own ? target : headOf(target));
  }
  copier.setPages(new Map([...targets].map(([page, { ref }]) => [page, ref])));
  const work: AnnotationWork = {
    objects,
    copier,
    writer,
    hidden: own.session.hidden,
    names: own.session.names,
    targets,
    note: source.note,
    archival,
  };
  return placements.map((placement, ordinal) => {
    const { source: page, index, target, from } = placement;
    const { session } = from;
    const known = session.forms.get(index);
    const form = known === undefined ? writePageForm(from.source, writer, session, page) : known;
    session.forms.set(index, form);
    // In a picture they are drawn already.
    const { kept, drawn } = from === own ? placeAnnotations(work, pageDict(objects, page), target) : { kept: [], drawn: [] };
    const overlay = options.overlay(ordinal, placement);
    const group = pageGroup(from.source, session, writer, page);
    const xObjects = {
      ...(form ? { Source: form } : {}),
      ...Object.fromEntries(drawn.map((appearance, place) => [`Drawn${place}`, appearance.form])),
      Overlay: writeOverlay(writer, overlay),
    };
    session.copier.flush();
    writer.addPage(
      {
        ref: target.ref,
        widthPt: placement.widthPt,
        heightPt: placement.heightPt,
        rotate: placement.rotate,
        content: pageContent(placement, form, drawn),
        resources: writer.context.obj({ XObject: xObjects }),
        annotations: [...kept, ...writeLinks(writer, placement, overlay.links ?? [], archival)],
        ...(group ? { group } : {}),
      },
      options.position === undefined ? undefined : options.position + ordinal,
    );
    return { ref: target.ref, box: placement.box, turned: placement.turned, scale: placement.scale };
  });
}

/** Which document a page is taken from, with what is known of it in this volume. */
interface From {
  readonly source: PdfSource;
  readonly session: Session;
}

/** A page that went in as a picture has its own coordinates: what leads to it leads to its head. */
function headOf(target: PageTarget): PageTarget {
  return { ...target, matrix: [0, 0, 0, 0, ...target.topLeft] };
}
