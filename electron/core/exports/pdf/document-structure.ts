import type { PDFObject, PDFRef } from 'pdf-lib';
import { PDFString } from 'pdf-lib';
import { attachedFiles, outputIntent, type ArchivalFinish } from '../archival/profile.ts';
import { apply, displayToUser } from './geometry.ts';
import { textString } from './objects.ts';
import { pdfDate, xmpPacket } from './metadata.ts';
import type { DocumentDetails } from './metadata.ts';
import { writeKeyTree, writePageTree } from './trees.ts';
import type { LayerSet, PageInput, PdfWriter } from './writer.ts';

/** A bookmark; `top` is the distance from the lower edge of the page as displayed, null for its upper edge. */
export interface OutlineNode {
  readonly title: string;
  readonly page: PDFRef;
  readonly top: number | null;
  readonly children: readonly OutlineNode[];
}

/** From page `fromPage` (0-based) on, labels are `prefix` + number in `style`, counted from `start`; without a style the prefix alone. */
export interface PageLabelRange {
  readonly fromPage: number;
  readonly prefix?: string;
  readonly style?: 'D' | 'r' | 'R';
  readonly start?: number;
}

export interface DocumentFinish {
  /** Every page once, in reading order; the order of adding when absent. */
  readonly pageOrder?: readonly PDFRef[];
  readonly outline: readonly OutlineNode[];
  readonly labels: readonly PageLabelRange[];
  /** Named destinations; `top` as in an outline. Links name them by `textString(name)`. */
  readonly destinations: ReadonlyMap<string, { readonly page: PDFRef; readonly top: number }>;
  readonly info: DocumentDetails;
  readonly language: 'zh-CN';
  /** 长期保存格式 the document keeps to; its pages must. */
  readonly archival?: ArchivalFinish | undefined;
}

type PageRecord = Omit<PageInput, 'content' | 'resources'> & {
  readonly ref: PDFRef;
  readonly content: readonly PDFRef[];
  readonly resources: PDFRef;
};
type Output = Pick<PdfWriter, 'context' | 'alloc' | 'write' | 'writeStream'>;
type DestinationOf = (page: PDFRef, top: number | null) => PDFObject;

/** Levels of bookmarks a viewer shows unfolded at first. */
const OPEN_LEVELS = 1;

function orderPages(pages: readonly PageRecord[], order: readonly PDFRef[] | undefined): readonly PageRecord[] {
  if (order === undefined) return pages;
  const byRef = new Map(pages.map((page) => [page.ref, page]));
  const ordered = order.flatMap((ref) => byRef.get(ref) ?? []);
  if (new Set(ordered).size !== pages.length || ordered.length !== pages.length)
    throw new Error('pageOrder must name every page exactly once');
  return ordered;
}

function writePages(output: Output, pages: readonly PageRecord[]): PDFRef {
  const { context } = output;
  const leaves = pages.map((page) => ({
    ref: page.ref,
    entries: () => ({
      MediaBox: context.obj([0, 0, page.widthPt, page.heightPt]),
      ...(page.rotate ? { Rotate: context.obj(page.rotate) } : {}),
      Contents: page.content.length === 1 && page.content[0] ? page.content[0] : context.obj([...page.content]),
      Resources: page.resources,
      ...(page.annotations && page.annotations.length > 0 ? { Annots: context.obj([...page.annotations]) } : {}),
      ...(page.group ? { Group: page.group } : {}),
    }),
  }));
  return writePageTree(output, leaves);
}

/** [page /XYZ left top null]: zoom is inherited. On a turned page both coordinates are those of the point in user space. */
function destinations(output: Output, pages: readonly PageRecord[]): DestinationOf {
  const byRef = new Map(pages.map((page) => [page.ref, page]));
  return (ref, top) => {
    const page = byRef.get(ref);
    if (!page) throw new Error('a destination names a page that is not in the document');
    const rotate = page.rotate ?? 0;
    const displayedHeightPt = rotate % 180 === 0 ? page.heightPt : page.widthPt;
    const [x, y] = apply(displayToUser(rotate, page.widthPt, page.heightPt), 0, top ?? displayedHeightPt);
    return output.context.obj([ref, 'XYZ', rotate === 0 ? null : x, y, null]);
  };
}

function writeOutline(output: Output, roots: readonly OutlineNode[], destination: DestinationOf): PDFRef {
  const { context, alloc, write } = output;
  const writeLevel = (nodes: readonly OutlineNode[], parent: PDFRef, depth: number) => {
    const refs = nodes.map(() => alloc());
    let visible = nodes.length;
    nodes.forEach((node, index) => {
      const [ref, previous, next] = [refs[index] ?? alloc(), refs[index - 1], refs[index + 1]];
      const below = node.children.length > 0 ? writeLevel(node.children, ref, depth + 1) : null;
      const open = depth + 1 < OPEN_LEVELS;
      if (below && open) visible += below.visible;
      const fields: Record<string, PDFObject> = {
        Title: textString(node.title),
        Parent: parent,
        ...(previous ? { Prev: previous } : {}),
        ...(next ? { Next: next } : {}),
        ...(below ? { First: below.first, Last: below.last, Count: context.obj(open ? below.visible : -below.visible) } : {}),
        Dest: destination(node.page, node.top),
      };
      write(ref, context.obj(fields));
    });
    const [first, last] = [refs[0] ?? parent, refs.at(-1) ?? parent];
    return { first, last, visible };
  };
  const root = alloc();
  const level = writeLevel(roots, root, 0);
  write(root, context.obj({ Type: 'Outlines', First: level.first, Last: level.last, Count: level.visible }));
  return root;
}

function writeLabels(output: Output, ranges: readonly PageLabelRange[]): PDFRef {
  const { context } = output;
  const sorted = [...ranges].sort((a, b) => a.fromPage - b.fromPage);
  // The tree must cover page 0 (ISO 32000-1 §12.4.2).
  const full = sorted[0]?.fromPage === 0 ? sorted : [{ fromPage: 0 } satisfies PageLabelRange, ...sorted];
  const entries = full.map(({ fromPage, prefix, style, start }: PageLabelRange) => {
    const fields: Record<string, PDFObject> = {
      ...(style ? { S: context.obj(style) } : {}),
      ...(prefix ? { P: textString(prefix) } : {}),
      ...(style && start !== undefined && start !== 1 ? { St: context.obj(start) } : {}),
    };
    return [context.obj(fromPage), context.obj(fields)] as const;
  });
  return writeKeyTree(output, 'Nums', entries);
}

function writeDestinations(output: Output, named: DocumentFinish['destinations'], destination: DestinationOf): PDFRef {
  // UTF-16BE keys sort as their code units do.
  const sorted = [...named].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const entries = sorted.map(([name, { page, top }]) => [textString(name), destination(page, top)] as const);
  return writeKeyTree(output, 'Names', entries);
}

/** The name trees there are: destinations of links, files that lie within. */
function nameTrees(
  output: Output,
  { destinations: named }: DocumentFinish,
  destination: DestinationOf,
  files: ReturnType<typeof attachedFiles>,
): PDFObject {
  const entries = files.map(({ name, file }) => [name, file] as const);
  return output.context.obj({
    ...(named.size > 0 ? { Dests: writeDestinations(output, named, destination) } : {}),
    ...(entries.length > 0 ? { EmbeddedFiles: writeKeyTree(output, 'Names', entries) } : {}),
  });
}

/** One /OCProperties for all sources: what their authors hid stays hidden. */
function layerProperties({ context }: Output, sets: readonly LayerSet[]): PDFObject {
  const join = (pick: (set: LayerSet) => readonly PDFRef[]): PDFRef[] => [...new Set(sets.flatMap(pick))];
  const all = join((set) => set.all);
  const locked = join((set) => set.locked);
  const automatic = join((set) => set.automatic);
  return context.obj({
    OCGs: all,
    D: {
      Name: textString('volume'),
      OFF: join((set) => set.hidden),
      Order: all,
      ...(locked.length > 0 ? { Locked: locked } : {}),
      ...(automatic.length > 0 ? { AS: automatic } : {}),
    },
  });
}

/** Writes everything a document has beside its pages' content; gives the catalog and the information dictionary. */
export function writeDocument(
  output: Output,
  parts: { readonly pages: readonly PageRecord[]; readonly layers: readonly LayerSet[]; readonly document: DocumentFinish },
): { readonly root: PDFRef; readonly details: PDFRef } {
  const { context, alloc, write, writeStream } = output;
  const { layers, document } = parts;
  const pages = orderPages(parts.pages, document.pageOrder);
  const destination = destinations(output, pages);
  const metadata = alloc();
  const { archival } = document;
  const packet = xmpPacket(document.info, document.language, archival ? (archival.profile === '3b' ? 3 : 2) : null);
  writeStream(metadata, { Type: 'Metadata', Subtype: 'XML' }, Buffer.from(packet, 'utf8'), { compress: false });
  const files = archival ? attachedFiles(output, archival.attached) : [];
  const catalog: Record<string, PDFObject> = {
    Type: context.obj('Catalog'),
    Pages: writePages(output, pages),
    Metadata: metadata,
    Lang: PDFString.of(document.language),
    PageMode: context.obj(document.outline.length > 0 ? 'UseOutlines' : 'UseNone'),
    ViewerPreferences: context.obj({ DisplayDocTitle: true }),
    ...(document.outline.length > 0 ? { Outlines: writeOutline(output, document.outline, destination) } : {}),
    ...(document.labels.length > 0 ? { PageLabels: writeLabels(output, document.labels) } : {}),
    ...(document.destinations.size > 0 || files.length > 0 ? { Names: nameTrees(output, document, destination, files) } : {}),
    ...(layers.length > 0 ? { OCProperties: layerProperties(output, layers) } : {}),
    ...(archival ? { OutputIntents: outputIntent(output) } : {}),
    ...(files.length > 0 ? { AF: context.obj(files.map(({ file }) => file)) } : {}),
  };
  const root = alloc();
  write(root, context.obj(catalog));
  const details = alloc();
  const { title, author, subject, producer, creationDate } = document.info;
  const date = PDFString.of(pdfDate(creationDate));
  write(
    details,
    context.obj({
      Title: textString(title),
      Author: textString(author),
      Subject: textString(subject),
      Producer: textString(producer),
      CreationDate: date,
      ModDate: date,
    }),
  );
  return { root, details };
}
