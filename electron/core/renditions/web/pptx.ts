import { posix } from 'node:path';
import { EMU_PER_PT } from '../../office-units.ts';
import { child, descendants, elements, parsedPart, type XmlElement } from '../../xml-tree.ts';
import { readZipParts } from '../../zip-parts.ts';
import { createDrawings } from './drawings.ts';
import { createPictures } from './html.ts';
import type { WebPages } from './page.ts';
import { readTheme } from './pptx-colours.ts';
import { fillCss, placeholderOf, placeholderType, shapesHtml, type SlideAround } from './pptx-shapes.ts';

const MAX_SLIDES = 2_000;
const MM_PER_PT = 25.4 / 72;

const CSS = `
.p{position:relative;overflow:hidden;break-after:page;background:#fff}
.p:last-child{break-after:auto}
.s{position:absolute;box-sizing:border-box}
.f{position:absolute;inset:0;box-sizing:border-box;overflow:visible}
.i{position:absolute;max-width:none}
.t{position:absolute;inset:0;box-sizing:border-box;display:flex;flex-direction:column}
.t p,.g p{margin:0}
.g{border-collapse:collapse;width:100%;height:100%;table-layout:fixed}
.g td{border:.75pt solid #999;padding:3pt 6pt}
.c{font-size:11pt;font-family:'TZ Hei',sans-serif}.c .g{height:auto}`;

/**
 * A presentation (ECMA-376 Part 1, §13–§14), a page a slide: background, what its layout and master draw, shapes, texts, pictures,
 * tables, charts. Throws Error when it is no presentation.
 */
export async function webPagesOfPptx(path: string): Promise<WebPages> {
  const parts = await readZipParts(path, (name) => /\.(xml|rels|vml)$|\/media\//.test(name));
  const show = openShow(parts);
  const main = show.xml('ppt/presentation.xml');
  if (!main) throw new Error('this is no presentation');
  const size = child(main, 'sldSz')?.attributes ?? {};
  const widthPt = (Number(size['cx']) || 9_144_000) / EMU_PER_PT;
  const heightPt = (Number(size['cy']) || 6_858_000) / EMU_PER_PT;
  const [pictures, drawings] = [createPictures(), createDrawings()];
  const notes = new Set<string>();
  const slides = descendants(child(main, 'sldIdLst') ?? main, 'sldId')
    .slice(0, MAX_SLIDES)
    .map((one) => show.related('ppt/presentation.xml', one.attributes['r:id'] ?? ''));
  if (slides.length === 0) throw new Error('there is no slide in it');
  const pages = slides.map((slide) => {
    const { html, background } = slideHtml(slide ?? '', { show, main, pictures, drawings, notes });
    return `<div class="p" style="width:${widthPt}pt;height:${heightPt}pt;background:${background}">${html}</div>`;
  });
  if (slides.some((slide) => slide !== null && show.relations(slide).some(({ type }) => /notesSlide$/.test(type))))
    notes.add('演示文稿的备注没有印出');
  return {
    body: pages.join('\n'),
    css: CSS,
    paper: { widthMm: widthPt * MM_PER_PT, heightMm: heightPt * MM_PER_PT, marginMm: 0 },
    files: await pictures.files(),
    notes: [...notes],
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

interface Show {
  readonly xml: (part: string) => XmlElement | null;
  readonly bytes: (part: string) => Uint8Array | null;
  readonly relations: (part: string) => readonly Relation[];
  /** The part a relation of `part` leads to, by its id; null when there is none. */
  readonly related: (part: string, id: string) => string | null;
}

function openShow(parts: ReadonlyMap<string, Buffer>): Show {
  const trees = new Map<string, XmlElement | null>();
  const xml = (part: string): XmlElement | null => {
    const known = trees.get(part);
    if (known !== undefined) return known;
    const tree = parsedPart(parts.get(part));
    trees.set(part, tree);
    return tree;
  };
  const relations = (part: string): readonly Relation[] => {
    const folder = posix.dirname(part);
    const tree = xml(`${folder}/_rels/${posix.basename(part)}.rels`);
    return (tree ? elements(tree) : [])
      .filter((one) => one.attributes['TargetMode'] !== 'External')
      .map(({ attributes }) => {
        const target = attributes['Target'] ?? '';
        const place = target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(folder, target));
        return { id: attributes['Id'] ?? '', type: attributes['Type'] ?? '', part: place };
      });
  };
  return {
    xml,
    bytes: (part) => parts.get(part) ?? null,
    relations,
    related: (part, id) => relations(part).find((one) => one.id === id)?.part ?? null,
  };
}

interface Presentation {
  readonly show: Show;
  readonly main: XmlElement;
  readonly pictures: ReturnType<typeof createPictures>;
  readonly drawings: ReturnType<typeof createDrawings>;
  readonly notes: Set<string>;
}

function slideHtml(
  slide: string,
  { show, main, pictures, drawings, notes }: Presentation,
): { readonly html: string; readonly background: string } {
  const tree = show.xml(slide);
  if (!tree) {
    notes.add('演示文稿里有的页读不出来,请核对原件');
    return { html: '<div class="s" style="left:20pt;top:20pt">这一页读不出来,请核对原件</div>', background: '#fff' };
  }
  const next = (part: string, kind: RegExp): string => show.relations(part).find(({ type }) => kind.test(type))?.part ?? '';
  const layout = next(slide, /\/slideLayout$/);
  const master = next(layout, /\/slideMaster$/);
  const masterTree = show.xml(master);
  const theme = readTheme(show.xml(next(master, /\/theme$/)), masterTree);
  const shown = new Map<string, string | null>();
  const nameOf = (file: string): string | null => {
    const known = shown.get(file);
    const name = known === undefined ? pictures.add(show.bytes(file)) : known;
    shown.set(file, name);
    return name;
  };
  const drawingOf = (file: string): string | null => drawings(file, show.bytes(file));
  const around = (part: string): SlideAround => ({
    theme,
    picture: (id) => nameOf(show.related(part, id) ?? ''),
    drawing: (id) => drawingOf(show.related(part, id) ?? ''),
    preview: (shape) => {
      const holder = next(part, /\/vmlDrawing$/);
      const root = show.xml(holder);
      const found = root && descendants(root, 'shape').find(({ attributes }) => attributes['id'] === shape);
      const file = found && show.related(holder, descendants(found, 'imagedata')[0]?.attributes['o:relid'] ?? '');
      if (!file) return null;
      const drawing = drawingOf(file);
      return { drawing, name: drawing ?? nameOf(file) };
    },
    part: (id) => show.xml(show.related(part, id) ?? ''),
    diagrams: () => show.xml(next(part, /\/diagramDrawing$/)),
    placeholders: (shape) =>
      placeholdersOf(
        shape,
        [layout, master].map((one) => (one === part ? null : show.xml(one))),
      ),
    masterStyle: (type) => styleOf(type, masterTree, main),
    note: (sentence) => void notes.add(sentence),
  });
  const drawn = (part: string, which: 'all' | 'own'): string => {
    const found = treeOf(show.xml(part));
    if (!found) return '';
    const children =
      which === 'all' ? found.children : found.children.filter((one) => typeof one === 'string' || !placeholderOf(one));
    return shapesHtml({ ...found, children }, around(part));
  };
  const showsMaster = (part: string): boolean => show.xml(part)?.attributes['showMasterSp'] !== '0';
  const ground = showsMaster(slide) ? `${showsMaster(layout) ? drawn(master, 'own') : ''}${drawn(layout, 'own')}` : '';
  const background = [slide, layout, master]
    .map((part) => backgroundOf(show.xml(part), around(part)))
    .find((one) => one !== null);
  return { html: `${ground}${drawn(slide, 'all')}`, background: background ?? '#fff' };
}

function treeOf(root: XmlElement | null): XmlElement | undefined {
  return child(child(root ?? undefined, 'cSld'), 'spTree');
}

/** The placeholder a shape fills, in the layout and the master: the same index, else the same type. */
function placeholdersOf(shape: XmlElement, roots: readonly (XmlElement | null)[]): readonly XmlElement[] {
  const own = placeholderOf(shape);
  if (!own) return [];
  const type = placeholderType(shape) ?? 'body';
  const plain = (one: string): string => ({ ctrTitle: 'title', subTitle: 'body', obj: 'body' })[one] ?? one;
  return roots.flatMap((root) => {
    const tree = treeOf(root);
    const all = (tree ? elements(tree) : []).filter((one) => placeholderOf(one) !== undefined);
    const byIndex = all.find(
      (one) => own.attributes['idx'] !== undefined && placeholderOf(one)?.attributes['idx'] === own.attributes['idx'],
    );
    const byType = all.find((one) => plain(placeholderType(one) ?? '') === plain(type));
    return byIndex ?? byType ?? [];
  });
}

const NAMED_STYLES = [
  [/^(title|ctrTitle)$/, 'titleStyle'],
  [/^(body|obj|subTitle|pic|tbl|chart)$/, 'bodyStyle'],
] as const;

/** Looks of a kind of text: of titles, of bodies, of everything else, else of the whole presentation. */
function styleOf(type: string | null, master: XmlElement | null, main: XmlElement): XmlElement | undefined {
  const styles = child(master ?? undefined, 'txStyles');
  const name = NAMED_STYLES.find(([types]) => type !== null && types.test(type))?.[1] ?? 'otherStyle';
  const found = child(styles, name);
  return name === 'otherStyle' && (!found || elements(found).length === 0) ? child(main, 'defaultTextStyle') : found;
}

function backgroundOf(root: XmlElement | null, around: SlideAround): string | null {
  const background = child(child(root ?? undefined, 'cSld'), 'bg');
  const properties = child(background, 'bgPr');
  const fill = properties && elements(properties).find(({ name }) => /Fill$/.test(name));
  if (fill) return fillCss(fill, around);
  const ref = child(background, 'bgRef');
  return ref ? fillCss({ name: 'solidFill', attributes: {}, children: ref.children }, around) : null;
}
