import { colourOnPaper, inTheme } from '../drawing-colours.ts';
import { EMU_PER_PT } from '../office-units.ts';
import { child, descendants, elements, textOf, type XmlElement } from '../xml-tree.ts';
import type { ChartAround, ChartLine, ChartText, ManualPlace, TextLook } from './chart.ts';

/** Accents of a document without a theme. */
const ACCENTS = ['4472c4', 'ed7d31', 'a5a5a5', 'ffc000', '5b9bd5', '70ad47'];
const USUAL: Readonly<Record<string, string>> = { dk1: '000000', lt1: 'ffffff', dk2: '44546a', lt2: 'e7e6e6' };

/** A colour of the theme as RRGGBB. */
export function schemeColour(name: string, { colours }: ChartAround): string {
  const own = inTheme(name);
  const accent = /^accent([1-6])$/.exec(own)?.[1];
  return (
    (colours.get(name) ?? colours.get(own))?.replace('#', '') ??
    (accent ? (ACCENTS[Number(accent) - 1] ?? '') : (USUAL[own] ?? '808080'))
  );
}

/** A colour as it looks on white paper; null where the element holds none. */
export function colourOf(parent: XmlElement | undefined, around: ChartAround): string | null {
  return colourOnPaper(parent, (name) => schemeColour(name, around));
}

/** The colour of the n-th series: the accents, then darker and lighter ones of them (21.2.2.227). */
export function seriesColour(index: number, around: ChartAround): string {
  const at = Math.max(0, Math.trunc(index) || 0);
  const base = schemeColour(`accent${(at % 6) + 1}`, around);
  const round = Math.floor(at / 6);
  const changes = [[1, 0], [0.6, 0], [0.8, 0.2], [0.8, 0], [0.6, 0.4], [0.5, 0]][round % 6] ?? [1, 0]; // prettier-ignore
  const element = (name: string, val: number): XmlElement => ({ name, attributes: { val: String(val * 100_000) }, children: [] });
  const colour: XmlElement = { name: 'srgbClr', attributes: { val: base }, children: [element('lumMod', changes[0] ?? 1), element('lumOff', changes[1] ?? 0)] }; // prettier-ignore
  return colourOf({ name: '', attributes: {}, children: [colour] }, around) ?? `#${base}`;
}

/** What fills a shape (20.1.8): null for nothing, undefined where it is not said. Gradients and patterns are one colour. */
export function fillOf(properties: XmlElement | undefined, around: ChartAround): string | null | undefined {
  const fill = properties && elements(properties).find(({ name }) => /Fill$/.test(name));
  switch (fill?.name) {
    case 'noFill':
      return null;
    case 'solidFill':
      return colourOf(fill, around) ?? undefined;
    case 'gradFill': {
      const stops = descendants(fill, 'gs').map((stop) => colourOf(stop, around));
      return stops[Math.floor(stops.length / 2)] ?? undefined;
    }
    case 'pattFill':
      return colourOf(child(fill, 'fgClr'), around) ?? undefined;
    default:
      return undefined;
  }
}

/** A line of a shape (20.1.2.2.24): null for none, undefined where its colour is not said. */
export function lineOf(
  properties: XmlElement | undefined,
  around: ChartAround,
  usual?: ChartLine | null,
): ChartLine | null | undefined {
  const line = child(properties, 'ln');
  if (!line) return usual;
  const fill = fillOf(line, around);
  if (fill === null) return null;
  const color = fill ?? usual?.color;
  if (color === undefined) return usual;
  const width = Number(line.attributes['w'] ?? (usual?.widthPt ?? 0.75) * EMU_PER_PT) / EMU_PER_PT;
  const dash = child(line, 'prstDash')?.attributes['val'] ?? 'solid';
  return { color, widthPt: Math.min(12, Math.max(0.25, width || 0.75)), dashed: dash !== 'solid' };
}

/** How a text looks by its properties, `c:txPr` or a paragraph of `c:rich` (21.2.2.156, 21.2.2.216). */
export function textLook(body: XmlElement | undefined, base: TextLook, around: ChartAround): TextLook {
  if (!body) return base;
  const box = child(body, 'bodyPr')?.attributes ?? {};
  const paragraph = child(body, 'p');
  const run = paragraph && elements(paragraph).find(({ name }) => name === 'r' || name === 'fld');
  const looks = [child(child(paragraph, 'pPr'), 'defRPr'), child(run, 'rPr')].filter((one) => one !== undefined);
  let look = turned(base, box['rot'], box['vert']);
  for (const one of looks) {
    const size = Number(one.attributes['sz']) / 100;
    const bold = one.attributes['b'];
    const color = fillOf(one, around);
    const face = (child(one, 'ea') ?? child(one, 'latin'))?.attributes['typeface'];
    look = {
      ...look,
      ...(size > 0 ? { sizePt: Math.min(96, Math.max(4, size)) } : {}),
      ...(bold === undefined ? {} : { bold: bold === '1' || bold === 'true' }),
      ...(color ? { color } : {}),
      ...(face === undefined || face.startsWith('+') ? {} : { serif: /宋|楷|仿|song|simsun|times|kai/i.test(face) }),
    };
  }
  return look;
}

function turned(base: TextLook, rotation: string | undefined, vertical: string | undefined): TextLook {
  const { turn, stacked, ...plain } = base;
  const degrees = Number(rotation) / 60_000;
  // -1000 degrees is how “as it fits” is written.
  const own = rotation !== undefined && Math.abs(degrees) <= 360 ? degrees : rotation === undefined ? turn : undefined;
  if (vertical === 'eaVert' || /^wordArtVert/.test(vertical ?? '')) return { ...plain, stacked: true };
  const by = (own ?? 0) + (vertical === 'vert' ? 90 : vertical === 'vert270' ? -90 : 0);
  const isSaid = own !== undefined || vertical === 'vert' || vertical === 'vert270';
  return { ...plain, ...(isSaid ? { turn: by } : {}), ...(stacked && vertical === undefined ? { stacked } : {}) };
}

/** Lines of text of a `c:tx` or `c:rich`: paragraphs, or what the cell it refers to held. */
export function textIn(text: XmlElement | undefined): string {
  const rich = child(text, 'rich');
  if (rich)
    return elements(rich)
      .filter(({ name }) => name === 'p')
      .map((paragraph) =>
        elements(paragraph)
          .map((one) =>
            one.name === 'br' ? '\n' : one.name === 'r' || one.name === 'fld' ? textOf(child(one, 't') ?? EMPTY) : '',
          )
          .join(''),
      )
      .join('\n');
  const cached = child(child(text, 'strRef'), 'strCache');
  const points = cached ? descendants(cached, 'v') : text && child(text, 'v') ? [child(text, 'v') ?? EMPTY] : [];
  return points.map(textOf).join(' ');
}

export const EMPTY: XmlElement = { name: '', attributes: {}, children: [] };

/** A place set by hand (21.2.2.95); null where the layout chooses. */
export function placeOf(holder: XmlElement | undefined): ManualPlace | null {
  const manual = child(child(holder, 'layout'), 'manualLayout');
  if (!manual) return null;
  const number = (name: string): number | undefined => {
    const value = Number(child(manual, name)?.attributes['val'] ?? NaN);
    return Number.isFinite(value) && value >= -0.5 && value <= 1 ? value : undefined;
  };
  const isEdge = (mode: string): boolean => child(manual, mode)?.attributes['val'] === 'edge';
  const [x, y, w, h] = [number('x'), number('y'), number('w'), number('h')];
  const width = w === undefined ? undefined : isEdge('wMode') && x !== undefined ? w - x : w;
  const height = h === undefined ? undefined : isEdge('hMode') && y !== undefined ? h - y : h;
  return {
    ...(x !== undefined && isEdge('xMode') ? { x } : {}),
    ...(y !== undefined && isEdge('yMode') ? { y } : {}),
    ...(width !== undefined && width > 0 ? { width } : {}),
    ...(height !== undefined && height > 0 ? { height } : {}),
    inner: child(manual, 'layoutTarget')?.attributes['val'] === 'inner',
  };
}

/** Title of a chart or an axis (21.2.2.210); null for none. `automatic` stands where the file leaves the words to the program. */
export function titleOf(title: XmlElement | undefined, automatic: string, base: TextLook, around: ChartAround): ChartText | null {
  if (!title) return null;
  const tx = child(title, 'tx');
  const text = child(tx, 'rich') ? textIn(tx).trim() : textIn(tx).trim() || automatic;
  const look = textLook(child(tx, 'rich'), textLook(child(title, 'txPr'), base, around), around);
  return text === '' ? null : { text, look, place: placeOf(title), overlay: isOn(child(title, 'overlay'), false) };
}

/** A switch (`val`, on where an element says none); `absent` where there is no element. */
export function isOn(element: XmlElement | undefined, absent: boolean): boolean {
  return element ? !['0', 'false'].includes(element.attributes['val'] ?? '1') : absent;
}

export function valueOf(parent: XmlElement | undefined, name: string): string | undefined {
  return child(parent, name)?.attributes['val'];
}

/** Numbers beyond this are none: no axis could show them. */
export const LARGEST = 1e100;

/** A number an element says, within bounds; null for none. */
export function numberOf(parent: XmlElement | undefined, name: string, least = -LARGEST, most = LARGEST): number | null {
  const text = valueOf(parent, name);
  const value = Number.parseFloat(text ?? '');
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : null;
}
