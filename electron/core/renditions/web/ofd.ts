import { posix } from 'node:path';
import { child, descendants, elements, parsedPart, textOf, type XmlElement } from '../../xml-tree.ts';
import { readZipParts } from '../../zip-parts.ts';
import { createPictures } from './html.ts';
import { drawObjects, numbersOf, type Box, type Drawing } from './ofd-objects.ts';
import { createOfdFonts } from './ofd-fonts.ts';
import { readSeals, type Seal } from './ofd-seals.ts';
import type { WebPages } from './page.ts';

const MAX_PAGES = 2_000;
/** An OFD inside a seal inside an OFD; deeper nesting is not drawn. */
const MAX_NESTING = 2;
const LOST_PAGE = `<text x="20" y="30" font-size="5">这一页读不出来,请核对原件</text>`;
const A4: Box = { x: 0, y: 0, width: 210, height: 297 };

/** One page: its paper, and what is on it as SVG in millimetres. */
interface OfdPage {
  readonly box: Box;
  readonly inside: string;
  readonly sealed: boolean;
}

function svgOf({ box, inside }: OfdPage, place: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" ${place} viewBox="${box.x} ${box.y} ${box.width} ${box.height}">${inside}</svg>`;
}

/**
 * An OFD (GB/T 33190-2016) as it looks: texts, paths, pictures, templates, annotations and seals of every page as SVG. Throws Error when
 * no page can be read.
 */
export async function webPagesOfOfd(path: string): Promise<WebPages> {
  const parts = await readZipParts(path, () => true);
  const drawing = createDrawing();
  const pages = await drawPackage(parts, drawing, 0);
  if (pages.length === 0) throw new Error('no page could be read');
  const shared = `<svg width="0" height="0" style="position:absolute"><defs>${drawing.definitions.join('')}</defs></svg>`;
  const rules = pages.map(
    ({ box: { width, height } }, at) =>
      `@page p${at}{size:${width}mm ${height}mm;margin:0}.p${at}{page:p${at};width:${width}mm;height:${height}mm}`,
  );
  return {
    body:
      shared +
      pages
        .map(
          (page, at) => `<div class="p p${at}">${svgOf(page, `width="${page.box.width}mm" height="${page.box.height}mm"`)}</div>`,
        )
        .join('\n'),
    css: `${drawing.fonts.rules()}\n.p{overflow:hidden;break-after:page}.p:last-child{break-after:auto}svg{display:block}\n${rules.join('\n')}`,
    files: new Map([...drawing.fonts.files(), ...(await drawing.pictures.files())]),
    signed: pages.some((page) => page.sealed),
    notes: [...drawing.notes],
  };
}

function createDrawing(): Drawing {
  return { fonts: createOfdFonts(), pictures: createPictures(), notes: new Set(), definitions: [], nextId: 1 };
}

type Parts = ReadonlyMap<string, Buffer>;

/** Every page of every document of a package. */
async function drawPackage(parts: Parts, drawing: Drawing, nesting: number): Promise<readonly OfdPage[]> {
  const root = xmlOf(parts, 'OFD.xml');
  if (!root) throw new Error('this is no OFD');
  const pages: OfdPage[] = [];
  for (const body of descendants(root, 'DocBody')) {
    const place = placeIn('', textOf(child(body, 'DocRoot') ?? EMPTY).trim());
    const document = xmlOf(parts, place);
    if (!document) continue;
    const signatures = textOf(child(body, 'Signatures') ?? EMPTY).trim();
    const seals = signatures === '' ? [] : await readSeals(parts, placeIn('', signatures), drawing.notes);
    const stamps: { pageId: string; svg: string }[] = [];
    for (const seal of seals) stamps.push({ pageId: seal.pageId, svg: await drawSeal(seal, drawing, nesting) });
    pages.push(...drawDocument(parts, { document, folder: posix.dirname(place), stamps }, drawing));
  }
  return pages;
}

interface OpenDocument {
  readonly document: XmlElement;
  readonly folder: string;
  /** Seals over the pages, drawn. */
  readonly stamps: readonly { readonly pageId: string; readonly svg: string }[];
}

function drawDocument(parts: Parts, { document, folder, stamps }: OpenDocument, drawing: Drawing): readonly OfdPage[] {
  const common = child(document, 'CommonData') ?? EMPTY;
  const resources = readResources(parts, common, folder);
  const paper = boxOf(child(common, 'PageArea')) ?? A4;
  const templates = new Map(
    descendants(common, 'TemplatePage').map((one) => [
      one.attributes['ID'] ?? '',
      placeIn(folder, one.attributes['BaseLoc'] ?? ''),
    ]),
  );
  const annotations = readAnnotations(parts, document, folder);
  return descendants(child(document, 'Pages') ?? EMPTY, 'Page')
    .slice(0, MAX_PAGES)
    .map((page): OfdPage => {
      const place = placeIn(folder, page.attributes['BaseLoc'] ?? '');
      const content = xmlOf(parts, place);
      if (!content) {
        drawing.notes.add('OFD 里有的页面读不出来,请核对原件');
        return { box: paper, inside: LOST_PAGE, sealed: false };
      }
      const box = boxOf(child(content, 'Area')) ?? paper;
      const usable = withPageResources(parts, resources, content, folder);
      const draw = (layers: readonly XmlElement[]): string => layers.map((layer) => drawObjects(layer, usable, drawing)).join('');
      const ground = elements(content).filter((one) => one.name === 'Template');
      const drawTemplates = (order: 'Background' | 'Foreground'): string =>
        ground
          .filter((one) => (one.attributes['ZOrder'] ?? 'Background') === order)
          .map((one) => xmlOf(parts, templates.get(one.attributes['TemplateID'] ?? '') ?? ''))
          .map((template) => (template ? draw(layersOf(template)) : ''))
          .join('');
      const id = page.attributes['ID'] ?? '';
      const own = stamps.filter((stamp) => stamp.pageId === id);
      const inside = [
        drawTemplates('Background'),
        draw(layersOf(content)),
        drawTemplates('Foreground'),
        ...(annotations.get(id) ?? []).map((one) => draw([one])),
        ...own.map((stamp) => stamp.svg),
      ].join('');
      return { box, inside, sealed: own.length > 0 };
    });
}

/** A seal stands over the page: its picture, or its own OFD page, in the place the signature names. */
async function drawSeal({ box, picture, part, clip }: Seal, drawing: Drawing, nesting: number): Promise<string> {
  const clipId = `c${drawing.nextId++}`;
  const clipped = clip ? `<clipPath id="${clipId}"><rect x="${box.x + clip.x}" y="${box.y + clip.y}" width="${clip.width}" height="${clip.height}"/></clipPath>` : ''; // prettier-ignore
  const around = (inside: string): string => (clip ? `${clipped}<g clip-path="url(#${clipId})">${inside}</g>` : inside);
  const place = `x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" preserveAspectRatio="none"`;
  if (part !== null && nesting < MAX_NESTING) {
    const [page] = await drawPackage(part, drawing, nesting + 1);
    if (page) return around(svgOf(page, place));
  }
  const name = picture === null ? null : drawing.pictures.add(picture);
  if (name === null) {
    drawing.notes.add('OFD 里的电子签章画不出来,请核对原件');
    return '';
  }
  return around(`<image ${place} href="${name}" style="mix-blend-mode:multiply"/>`);
}

/** Layers from the back to the front. */
function layersOf(content: XmlElement): readonly XmlElement[] {
  const order = ['Background', 'Body', 'Foreground'];
  const rank = (layer: XmlElement): number => order.indexOf(layer.attributes['Type'] ?? 'Body');
  return [...elements(child(content, 'Content') ?? EMPTY)]
    .filter((one) => one.name === 'Layer')
    .sort((a, b) => rank(a) - rank(b));
}

/** What is shown of annotations, by the id of their page. */
function readAnnotations(parts: Parts, document: XmlElement, folder: string): ReadonlyMap<string, readonly XmlElement[]> {
  const list = textOf(child(document, 'Annotations') ?? EMPTY).trim();
  const place = placeIn(folder, list);
  const root = list === '' ? null : xmlOf(parts, place);
  const found = new Map<string, readonly XmlElement[]>();
  for (const page of root ? descendants(root, 'Page') : []) {
    const file = textOf(child(page, 'FileLoc') ?? EMPTY).trim();
    const own = xmlOf(parts, placeIn(posix.dirname(place), file)) ?? xmlOf(parts, placeIn(folder, file));
    const shown = own ? descendants(own, 'Annot').filter((one) => one.attributes['Visible'] !== 'false') : [];
    found.set(
      page.attributes['PageID'] ?? '',
      shown.flatMap((one) => elements(one).filter(({ name }) => name === 'Appearance')),
    );
  }
  return found;
}

/** Fonts, pictures, colours and groups by their id. */
export interface OfdResources {
  readonly fonts: ReadonlyMap<string, { readonly name: string; readonly bytes: Uint8Array | null }>;
  readonly pictures: ReadonlyMap<string, { readonly bytes: Uint8Array | null; readonly format: string }>;
  readonly drawParams: ReadonlyMap<string, XmlElement>;
  readonly groups: ReadonlyMap<string, XmlElement>;
  readonly colourSpaces: ReadonlyMap<string, string>;
}

function readResources(parts: Parts, common: XmlElement, folder: string): OfdResources {
  const files = elements(common).filter(({ name }) => name === 'PublicRes' || name === 'DocumentRes');
  return merged(files.map((file) => resourcesOf(parts, placeIn(folder, textOf(file).trim()))));
}

function withPageResources(parts: Parts, known: OfdResources, content: XmlElement, folder: string): OfdResources {
  const own = elements(content).filter(({ name }) => name === 'PageRes');
  return own.length === 0
    ? known
    : merged([known, ...own.map((file) => resourcesOf(parts, placeIn(folder, textOf(file).trim())))]);
}

function resourcesOf(parts: Parts, place: string): OfdResources {
  const root = xmlOf(parts, place) ?? EMPTY;
  const base = placeIn(posix.dirname(place), root.attributes['BaseLoc'] ?? '');
  const file = (name: string): Uint8Array | null => (name === '' ? null : (partOf(parts, placeIn(base, name)) ?? null));
  const byId = <T>(name: string, value: (one: XmlElement) => T): ReadonlyMap<string, T> =>
    new Map(descendants(root, name).map((one) => [one.attributes['ID'] ?? '', value(one)]));
  return {
    fonts: byId('Font', (one) => ({
      name: one.attributes['FontName'] ?? one.attributes['FamilyName'] ?? '',
      bytes: file(textOf(child(one, 'FontFile') ?? EMPTY).trim()),
    })),
    pictures: byId('MultiMedia', (one) => ({
      bytes: file(textOf(child(one, 'MediaFile') ?? EMPTY).trim()),
      format: (one.attributes['Format'] ?? '').toUpperCase(),
    })),
    drawParams: byId('DrawParam', (one) => one),
    groups: byId('CompositeGraphicUnit', (one) => one),
    colourSpaces: byId('ColorSpace', (one) => one.attributes['Type'] ?? 'RGB'),
  };
}

function merged(all: readonly OfdResources[]): OfdResources {
  const join = <T>(pick: (one: OfdResources) => ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map(all.flatMap((one) => [...pick(one)]));
  return {
    fonts: join((one) => one.fonts),
    pictures: join((one) => one.pictures),
    drawParams: join((one) => one.drawParams),
    groups: join((one) => one.groups),
    colourSpaces: join((one) => one.colourSpaces),
  };
}

const EMPTY: XmlElement = { name: '', attributes: {}, children: [] };

/** A part's path: absolute ones begin with `/`, others are relative to `folder`. */
export function placeIn(folder: string, name: string): string {
  return posix.normalize(name.startsWith('/') ? name.slice(1) : posix.join(folder, name)).replace(/^\.\//, '');
}

function partOf(parts: Parts, place: string): Buffer | undefined {
  return parts.get(place) ?? [...parts].find(([name]) => name.toLowerCase() === place.toLowerCase())?.[1];
}

/** The tree of a part; null when it is not there or no XML. */
export function xmlOf(parts: Parts, place: string): XmlElement | null {
  return parsedPart(partOf(parts, place));
}

/** The paper of an `Area` or `PageArea`: what is shown, else the physical sheet. */
function boxOf(area: XmlElement | undefined): Box | null {
  const words = textOf(child(area, 'PhysicalBox') ?? EMPTY).trim();
  const [x = 0, y = 0, width = 0, height = 0] = numbersOf(words);
  return width > 0 && height > 0 && width < 5_000 && height < 5_000 ? { x, y, width, height } : null;
}
