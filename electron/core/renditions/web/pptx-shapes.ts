import { EMU_PER_PT } from '../../office-units.ts';
import { child, descendants, elements, type XmlElement } from '../../xml-tree.ts';
import { escaped } from './page.ts';
import { chartHtml } from './pptx-charts.ts';
import { colourIn, type Theme } from './pptx-colours.ts';
import { textHtml, type StyleChain } from './pptx-text.ts';

/** Shapes of a slide as HTML, each in its place (ECMA-376 §19.3.1, §20.1). Lengths in points. */

/** What the shapes of one slide need from around them. */
export interface SlideAround {
  readonly theme: Theme;
  /** A picture by its relation id, under a name of ours; null when it cannot be shown. */
  readonly picture: (id: string) => string | null;
  /** A picture of letters and lines by its relation id, as SVG; null where it is none. */
  readonly drawing: (id: string) => string | null;
  /** The picture of an embedded object as old drawings (VML) keep it, by its shape’s id: as SVG, else under a name of ours. */
  readonly preview: (shape: string) => Shown | null;
  /** Another part by its relation id: a chart, the drawing of a diagram. */
  readonly part: (id: string) => XmlElement | null;
  /** The drawing PowerPoint stored for the slide's diagrams, in their order. */
  readonly diagrams: () => XmlElement | null;
  /** The same placeholder of the layout and of the master, the nearest first. */
  readonly placeholders: (shape: XmlElement) => readonly XmlElement[];
  /** Looks of texts for a kind of placeholder, as the master says. */
  readonly masterStyle: (type: string | null) => XmlElement | undefined;
  readonly note: (sentence: string) => void;
}

export interface Shown {
  readonly drawing: string | null;
  readonly name: string | null;
}

/** From a group's own units to points on the slide. */
interface Mapping {
  readonly x: (emu: number) => number;
  readonly y: (emu: number) => number;
  readonly scaleX: number;
  readonly scaleY: number;
}

export const SLIDE: Mapping = { x: (emu) => emu / EMU_PER_PT, y: (emu) => emu / EMU_PER_PT, scaleX: 1 / EMU_PER_PT, scaleY: 1 / EMU_PER_PT }; // prettier-ignore
const MAX_DEPTH = 20;

/** Every shape of a tree (`p:spTree`, `p:grpSp`) in its order. */
export function shapesHtml(tree: XmlElement, around: SlideAround, mapping: Mapping = SLIDE, depth = 0): string {
  if (depth > MAX_DEPTH) return '';
  return elements(tree)
    .map((shape) => shapeHtml(shape, around, mapping, depth))
    .join('');
}

function shapeHtml(shape: XmlElement, around: SlideAround, mapping: Mapping, depth: number): string {
  if (isHidden(shape)) return '';
  switch (shape.name) {
    case 'sp':
    case 'cxnSp':
      return plainShape(shape, around, mapping);
    case 'pic':
      return pictureShape(shape, around, mapping);
    case 'grpSp': {
      const frame = child(child(shape, 'grpSpPr'), 'xfrm');
      return shapesHtml(shape, around, frame ? within(frame, mapping) : mapping, depth + 1);
    }
    case 'graphicFrame':
      return frameShape(shape, around, mapping);
    case 'AlternateContent': {
      const chosen = child(shape, 'Fallback') ?? child(shape, 'Choice');
      return chosen ? shapesHtml(chosen, around, mapping, depth + 1) : '';
    }
    default:
      return '';
  }
}

function isHidden(shape: XmlElement): boolean {
  const properties = elements(shape).find(({ name }) => /^nv.*Pr$/.test(name));
  return child(properties, 'cNvPr')?.attributes['hidden'] === '1';
}

function within(frame: XmlElement, outer: Mapping): Mapping {
  const number = (part: string, name: string): number => Number(child(frame, part)?.attributes[name] ?? 0) || 0;
  const ratio = (whole: number, inner: number): number => (inner === 0 ? 1 : whole / inner);
  const scaleX = outer.scaleX * ratio(number('ext', 'cx'), number('chExt', 'cx'));
  const scaleY = outer.scaleY * ratio(number('ext', 'cy'), number('chExt', 'cy'));
  return {
    x: (emu) => outer.x(number('off', 'x')) + (emu - number('chOff', 'x')) * scaleX,
    y: (emu) => outer.y(number('off', 'y')) + (emu - number('chOff', 'y')) * scaleY,
    scaleX,
    scaleY,
  };
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** CSS of place, size and turn. */
  readonly css: string;
}

function placeOf(frame: XmlElement | undefined, mapping: Mapping): Place | null {
  const off = child(frame, 'off');
  const ext = child(frame, 'ext');
  if (!frame || !off || !ext) return null;
  const left = mapping.x(Number(off.attributes['x'] ?? 0));
  const top = mapping.y(Number(off.attributes['y'] ?? 0));
  const width = Number(ext.attributes['cx'] ?? 0) * mapping.scaleX;
  const height = Number(ext.attributes['cy'] ?? 0) * mapping.scaleY;
  const turn = Number(frame.attributes['rot'] ?? 0) / 60_000;
  const css = `left:${pt(left)};top:${pt(top)};width:${pt(width)};height:${pt(height)}${turn === 0 ? '' : `;transform:rotate(${turn}deg)`}`;
  return { left, top, width, height, css };
}

function plainShape(shape: XmlElement, around: SlideAround, mapping: Mapping): string {
  const inherited = around.placeholders(shape);
  const properties = [shape, ...inherited].map((one) => child(one, 'spPr'));
  const frame = properties.map((one) => child(one, 'xfrm')).find((one) => one !== undefined);
  // The drawing of a diagram says where the text stands in an element of its own.
  const place = placeOf(frame, mapping);
  if (!place) return '';
  const look = child(shape, 'style');
  const fill = fillOf(properties, child(look, 'fillRef'), around);
  const line = lineOf(properties, child(look, 'lnRef'), around);
  const figure = figureOf(child(shape, 'spPr'), place, frame, { fill, line });
  const body = child(shape, 'txBody');
  const text = body ? textBox(body, { shape, inherited, look }, around) : '';
  return figure === '' && text === '' ? '' : `<div class="s" style="${place.css}">${figure}${text}</div>`;
}

function textBox(
  body: XmlElement,
  { shape, inherited, look }: { shape: XmlElement; inherited: readonly XmlElement[]; look: XmlElement | undefined },
  around: SlideAround,
): string {
  const bodies = [body, ...inherited.map((one) => child(one, 'txBody'))];
  const settings = bodies.map((one) => child(one, 'bodyPr'));
  const value = (name: string): string | undefined =>
    settings.find((one) => one?.attributes[name] !== undefined)?.attributes[name];
  const chain: StyleChain = [...bodies.slice(1).map((one) => child(one, 'lstStyle')), around.masterStyle(placeholderType(shape))];
  const html = textHtml(body, chain, around.theme);
  if (html === '') return '';
  const inset = (name: string, normal: number): string => pt(Number(value(name) ?? normal) / EMU_PER_PT);
  const padding = [inset('tIns', 45_720), inset('rIns', 91_440), inset('bIns', 45_720), inset('lIns', 91_440)].join(' ');
  const anchor = { ctr: 'center', b: 'flex-end' }[value('anchor') ?? ''] ?? 'flex-start';
  const colour = colourIn(child(look, 'fontRef'), around.theme);
  const css = [
    `padding:${padding}`,
    `justify-content:${anchor}`,
    value('wrap') === 'none' ? 'white-space:nowrap' : '',
    /^(eaVert|vert|wordArtVert)/.test(value('vert') ?? '') ? 'writing-mode:vertical-rl' : '',
    colour === null ? '' : `color:${colour}`,
  ];
  return `<div class="t" style="${css.filter((one) => one !== '').join(';')}"><div>${html}</div></div>`;
}

/** `title`, `body` … of a placeholder; null for a shape of its own. */
export function placeholderType(shape: XmlElement): string | null {
  const holder = placeholderOf(shape);
  return holder ? (holder.attributes['type'] ?? 'body') : null;
}

export function placeholderOf(shape: XmlElement): XmlElement | undefined {
  const properties = elements(shape).find(({ name }) => /^nv.*Pr$/.test(name));
  return child(child(properties, 'nvPr'), 'ph');
}

/** What fills a shape, as CSS of `background`; null for nothing. */
function fillOf(
  properties: readonly (XmlElement | undefined)[],
  ref: XmlElement | undefined,
  around: SlideAround,
): string | null {
  for (const one of properties) {
    const fill = one && elements(one).find(({ name }) => /Fill$/.test(name));
    if (fill) return fillCss(fill, around);
  }
  return Number(ref?.attributes['idx'] ?? 0) > 0 ? colourIn(ref, around.theme) : null;
}

/** One fill (`a:solidFill`, `a:gradFill`, `a:blipFill`, `a:pattFill`) as CSS of `background`; null for none. */
export function fillCss(fill: XmlElement, around: Pick<SlideAround, 'theme' | 'picture'>): string | null {
  switch (fill.name) {
    case 'solidFill':
      return colourIn(fill, around.theme);
    case 'gradFill': {
      const stops = descendants(fill, 'gs').flatMap((stop) => {
        const colour = colourIn(stop, around.theme);
        return colour ? [`${colour} ${Number(stop.attributes['pos'] ?? 0) / 1000}%`] : [];
      });
      const turn = Number(child(fill, 'lin')?.attributes['ang'] ?? 5_400_000) / 60_000 + 90;
      return stops.length < 2 ? null : `linear-gradient(${turn}deg,${stops.join(',')})`;
    }
    case 'blipFill': {
      const name = around.picture(child(fill, 'blip')?.attributes['r:embed'] ?? '');
      return name === null ? null : `url(${name}) center/100% 100% no-repeat`;
    }
    case 'pattFill':
      return colourIn(child(fill, 'bgClr'), around.theme);
    default:
      return null;
  }
}

interface Line {
  readonly colour: string;
  readonly widthPt: number;
  readonly dashed: boolean;
}

function lineOf(properties: readonly (XmlElement | undefined)[], ref: XmlElement | undefined, around: SlideAround): Line | null {
  const line = properties.map((one) => child(one, 'ln')).find((one) => one !== undefined);
  if (child(line, 'noFill')) return null;
  const colour =
    colourIn(child(line, 'solidFill'), around.theme) ??
    (Number(ref?.attributes['idx'] ?? 0) > 0 ? colourIn(ref, around.theme) : null);
  if (colour === null) return null;
  const dash = child(line, 'prstDash')?.attributes['val'] ?? 'solid';
  return { colour, widthPt: Number(line?.attributes['w'] ?? 9_525) / EMU_PER_PT, dashed: dash !== 'solid' };
}

/** Corners of figures in hundredths of their frame; a figure that is not here is drawn as its frame. */
const FIGURES: Readonly<Record<string, string>> = {
  triangle: '50,0 100,100 0,100',
  rtTriangle: '0,0 100,100 0,100',
  diamond: '50,0 100,50 50,100 0,50',
  rightArrow: '0,25 65,25 65,0 100,50 65,100 65,75 0,75',
  leftArrow: '100,25 35,25 35,0 0,50 35,100 35,75 100,75',
  upArrow: '25,100 25,35 0,35 50,0 100,35 75,35 75,100',
  downArrow: '25,0 25,65 0,65 50,100 100,65 75,65 75,0',
  chevron: '0,0 75,0 100,50 75,100 0,100 25,50',
  homePlate: '0,0 80,0 100,50 80,100 0,100',
  hexagon: '25,0 75,0 100,50 75,100 25,100 0,50',
  parallelogram: '25,0 100,0 75,100 0,100',
  trapezoid: '25,0 75,0 100,100 0,100',
  pentagon: '50,0 100,38 81,100 19,100 0,38',
  star5: '50,0 61,38 100,38 69,59 81,100 50,75 19,100 31,59 0,38 39,38',
};
const ROUND = /^(ellipse|flowChartConnector|donut|pie)$/;
const ROUNDED = /^(round|flowChartAlternateProcess|flowChartTerminator|wedgeRound)/;
const STRAIGHT = /^(line|straightConnector|bentConnector|curvedConnector)/;

function figureOf(
  properties: XmlElement | undefined,
  { width, height }: Place,
  frame: XmlElement | undefined,
  { fill, line }: { readonly fill: string | null; readonly line: Line | null },
): string {
  const preset = child(properties, 'prstGeom')?.attributes['prst'] ?? 'rect';
  const own = child(properties, 'custGeom');
  if (fill === null && line === null) return '';
  const stroke = line
    ? `stroke="${line.colour}" stroke-width="${line.widthPt}"${line.dashed ? ' stroke-dasharray="4 3"' : ''}`
    : '';
  const flip = `scale(${frame?.attributes['flipH'] === '1' ? -1 : 1} ${frame?.attributes['flipV'] === '1' ? -1 : 1})`;
  const svg = (inside: string): string => `<svg class="f" style="transform:${flip.replace(' ', ',')}" width="${pt(width)}" height="${pt(height)}" viewBox="0 0 ${width} ${height}">${inside}</svg>`; // prettier-ignore
  if (STRAIGHT.test(preset) && !own) return line ? svg(`<line x1="0" y1="0" x2="${width}" y2="${height}" ${stroke}/>`) : '';
  const plain = fill?.startsWith('rgb') ? fill : null;
  const corners = FIGURES[preset];
  if (own || corners) {
    const paint = `fill="${plain ?? (fill === null ? 'none' : '#bbb')}" ${stroke} vector-effect="non-scaling-stroke"`;
    if (corners) return svg(`<polygon points="${corners.replace(/(\d+),(\d+)/g, (_, x: string, y: string) => `${(Number(x) * width) / 100},${(Number(y) * height) / 100}`)}" ${paint}/>`); // prettier-ignore
    const paths = descendants(own ?? { name: '', attributes: {}, children: [] }, 'path').map((path) =>
      pathOf(path, width, height),
    );
    return svg(paths.map((data) => `<path d="${data}" ${paint}/>`).join(''));
  }
  const radius = ROUND.test(preset) ? '50%' : ROUNDED.test(preset) ? pt(Math.min(width, height) / 6) : '0';
  const border = line ? `;border:${line.widthPt}pt ${line.dashed ? 'dashed' : 'solid'} ${line.colour}` : '';
  return `<div class="f" style="${fill === null ? '' : `background:${fill};`}border-radius:${radius}${border}"></div>`;
}

/** A path of its own (`a:path`), stretched to the frame. */
function pathOf(path: XmlElement, width: number, height: number): string {
  const scaleX = width / (Number(path.attributes['w'] ?? 0) || width * EMU_PER_PT);
  const scaleY = height / (Number(path.attributes['h'] ?? 0) || height * EMU_PER_PT);
  const LETTERS: Readonly<Record<string, string>> = { moveTo: 'M', lnTo: 'L', cubicBezTo: 'C', quadBezTo: 'Q', close: 'Z' };
  return elements(path)
    .map((step) => {
      const letter = LETTERS[step.name];
      if (letter === undefined) return '';
      const points = elements(step).map(
        (one) => `${(Number(one.attributes['x']) || 0) * scaleX} ${(Number(one.attributes['y']) || 0) * scaleY}`,
      );
      return `${letter}${points.join(' ')}`;
    })
    .join(' ');
}

function pictureShape(shape: XmlElement, around: SlideAround, mapping: Mapping): string {
  const frame = [shape, ...around.placeholders(shape)]
    .map((one) => child(child(one, 'spPr'), 'xfrm'))
    .find((one) => one !== undefined);
  const place = placeOf(frame, mapping);
  if (!place) return '';
  const fill = child(shape, 'blipFill');
  const id = child(fill, 'blip')?.attributes['r:embed'] ?? '';
  const drawing = around.drawing(id);
  const crop = child(fill, 'srcRect')?.attributes ?? {};
  return shownHtml({ drawing, name: drawing ?? around.picture(id) }, place.css, crop, around);
}

function shownHtml({ drawing, name }: Shown, css: string, crop: XmlElement['attributes'], around: SlideAround): string {
  if (name === null) {
    around.note('演示文稿里有的图片画不出来,请核对原件');
    return '';
  }
  const [left, top, right, bottom] = ['l', 't', 'r', 'b'].map((side) => (Number(crop[side] ?? 0) || 0) / 100_000) as [
    number,
    number,
    number,
    number,
  ];
  const wide = Math.max(0.01, 1 - left - right);
  const high = Math.max(0.01, 1 - top - bottom);
  const look = `width:${100 / wide}%;height:${100 / high}%;left:${(-left / wide) * 100}%;top:${(-top / high) * 100}%`;
  const shown = drawing?.replace('<svg ', `<svg class="i" style="${look}" `) ?? `<img class="i" src="${escaped(name)}" alt="" style="${look}">`; // prettier-ignore
  return `<div class="s" style="${css};overflow:hidden">${shown}</div>`;
}

/** Tables and charts are drawn, of a diagram the drawing PowerPoint stored. */
function frameShape(shape: XmlElement, around: SlideAround, mapping: Mapping): string {
  const place = placeOf(child(shape, 'xfrm'), mapping);
  if (!place) return '';
  const data = child(child(shape, 'graphic'), 'graphicData');
  const table = child(data, 'tbl');
  if (table) return `<div class="s" style="${place.css}">${tableHtml(table, around)}</div>`;
  const chart = child(data, 'chart');
  if (chart) {
    return `<div class="s" style="${place.css};overflow:hidden">${chartHtml(around.part(chart.attributes['r:id'] ?? ''), { widthPt: place.width, heightPt: place.height }, around)}</div>`;
  }
  const [icon] = data ? descendants(data, 'pic') : [];
  const object = data && descendants(data, 'oleObj')[0];
  const preview = object && !icon ? around.preview(object.attributes['spid'] ?? '') : null;
  if (icon || preview) around.note('演示文稿里嵌入的对象只印出了它的图');
  if (icon) return pictureShape(icon, around, mapping);
  if (preview) return shownHtml(preview, place.css, {}, around);
  const tree = child(data, 'relIds') ? child(around.diagrams() ?? undefined, 'spTree') : undefined;
  if (tree) {
    const scale = { scaleX: 1 / EMU_PER_PT, scaleY: 1 / EMU_PER_PT };
    return shapesHtml(tree, around, {
      x: (emu) => place.left + emu / EMU_PER_PT,
      y: (emu) => place.top + emu / EMU_PER_PT,
      ...scale,
    });
  }
  around.note('演示文稿里嵌入的对象没有印出,请核对原件');
  return '';
}

function tableHtml(table: XmlElement, around: SlideAround): string {
  const widths = descendants(child(table, 'tblGrid') ?? table, 'gridCol').map(
    (one) => Number(one.attributes['w'] ?? 0) / EMU_PER_PT,
  );
  const hasHead = child(table, 'tblPr')?.attributes['firstRow'] === '1';
  const accent = around.theme.colours.get('accent1') ?? '4472C4';
  const rows = elements(table).filter(({ name }) => name === 'tr');
  const body = rows.map((row, index) => {
    const cells = elements(row).filter(({ name }) => name === 'tc');
    const html = cells.map((cell) => {
      if (cell.attributes['hMerge'] === '1' || cell.attributes['vMerge'] === '1') return '';
      const looks = child(cell, 'tcPr');
      const own = looks && elements(looks).find(({ name }) => /Fill$/.test(name));
      const isHead = hasHead && index === 0;
      const fill = own ? fillCss(own, around) : isHead ? `#${accent}` : null;
      const text = child(cell, 'txBody');
      const anchor = { ctr: 'middle', b: 'bottom' }[looks?.attributes['anchor'] ?? ''] ?? 'top';
      const css = `${fill === null ? '' : `background:${fill};`}vertical-align:${anchor}${isHead && !own ? ';color:#fff;font-weight:700' : ''}`;
      const spans = `${span('colspan', cell.attributes['gridSpan'])}${span('rowspan', cell.attributes['rowSpan'])}`;
      return `<td${spans} style="${css}">${text ? textHtml(text, isHead && !own ? [] : [around.masterStyle(null)], around.theme) : ''}</td>`;
    });
    return `<tr style="height:${pt(Number(row.attributes['h'] ?? 0) / EMU_PER_PT)}">${html.join('')}</tr>`;
  });
  const columns = widths.map((width) => `<col style="width:${pt(width)}">`).join('');
  return `<table class="g"><colgroup>${columns}</colgroup>${body.join('')}</table>`;
}

function span(name: string, value: string | undefined): string {
  return value !== undefined && Number(value) > 1 ? ` ${name}="${Number(value)}"` : '';
}

function pt(value: number): string {
  return `${Math.round(value * 100) / 100}pt`;
}
