import { child, descendants, elements, textOf, type XmlElement } from '../../xml-tree.ts';
import type { createPictures } from './html.ts';
import type { OfdResources } from './ofd.ts';
import type { OfdFonts } from './ofd-fonts.ts';
import { escaped } from './page.ts';

/** Graphic objects of GB/T 33190-2016 §8–§13 as SVG; every length in millimetres. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What all pages of one file share while they are drawn. */
export interface Drawing {
  readonly fonts: OfdFonts;
  readonly pictures: ReturnType<typeof createPictures>;
  readonly notes: Set<string>;
  /** Patterns, shadings and clips that pages refer to. */
  readonly definitions: string[];
  nextId: number;
}

/** Lines without a width of their own (§8.3.2). */
const LINE_WIDTH_MM = 0.353;
const MAX_DEPTH = 12;

/** Objects of a layer, a block, a group or an annotation's appearance, in their order. */
export function drawObjects(parent: XmlElement, resources: OfdResources, drawing: Drawing, depth = 0): string {
  if (depth > MAX_DEPTH) return '';
  const shift = parent.name === 'Appearance' ? placed(parent) : '';
  const inside = elements(parent)
    .map((object) => drawObject(object, inherited(parent, object), { resources, drawing, depth }))
    .join('');
  return shift === '' ? inside : `<g transform="${shift}">${inside}</g>`;
}

interface Surroundings {
  readonly resources: OfdResources;
  readonly drawing: Drawing;
  readonly depth: number;
}

/** A layer's DrawParam holds for objects without one of their own. */
function inherited(parent: XmlElement, object: XmlElement): string {
  return object.attributes['DrawParam'] ?? parent.attributes['DrawParam'] ?? '';
}

function drawObject(object: XmlElement, drawParam: string, around: Surroundings): string {
  const { resources, drawing, depth } = around;
  if (object.attributes['Visible'] === 'false') return '';
  switch (object.name) {
    case 'PageBlock':
      return drawObjects(object, resources, drawing, depth + 1);
    case 'TextObject':
      return group(object, drawing, drawText(object, drawParam, around));
    case 'PathObject':
      return group(object, drawing, drawPath(object, drawParam, around));
    case 'ImageObject':
      return group(object, drawing, drawImage(object, around));
    case 'CompositeObject': {
      const unit = resources.groups.get(object.attributes['ResourceID'] ?? '');
      const content = child(unit, 'Content');
      return content ? group(object, drawing, drawObjects(content, resources, drawing, depth + 1)) : '';
    }
    default:
      return '';
  }
}

/** An object's place, its own matrix, how much shows through, and what cuts it off. */
function group(object: XmlElement, drawing: Drawing, inside: string): string {
  if (inside === '') return '';
  const matrix = numbersOf(object.attributes['CTM'] ?? '');
  const transform = [placed(object), matrix.length === 6 ? `matrix(${matrix.join(' ')})` : '']
    .filter((one) => one !== '')
    .join(' ');
  const alpha = Number(object.attributes['Alpha'] ?? 255);
  const opacity = alpha < 255 ? ` opacity="${round(Math.max(0, alpha) / 255)}"` : '';
  const clips = child(object, 'Clips');
  const { id, definition } = clips ? clipOf(clips, drawing) : { id: '', definition: '' };
  const cut = id === '' ? inside : `${definition}<g clip-path="url(#${id})">${inside}</g>`;
  return `<g${transform === '' ? '' : ` transform="${transform}"`}${opacity}>${cut}</g>`;
}

function placed(object: XmlElement): string {
  const [x = 0, y = 0] = numbersOf(object.attributes['Boundary'] ?? '');
  return x === 0 && y === 0 ? '' : `translate(${x} ${y})`;
}

function clipOf(clips: XmlElement, drawing: Drawing): { readonly id: string; readonly definition: string } {
  const paths = elements(clips).flatMap((clip) =>
    elements(clip).flatMap((area) => {
      const path = child(area, 'Path');
      const data = pathData(textOf(child(path, 'AbbreviatedData') ?? { name: '', attributes: {}, children: [] }));
      const matrix = numbersOf(area.attributes['CTM'] ?? '');
      const transform = matrix.length === 6 ? ` transform="matrix(${matrix.join(' ')})"` : '';
      return data === '' ? [] : [`<path d="${data}"${transform}/>`];
    }),
  );
  if (paths.length === 0) return { id: '', definition: '' };
  const id = `c${drawing.nextId++}`;
  return { id, definition: `<clipPath id="${id}">${paths.join('')}</clipPath>` };
}

/** Characters one by one where the file puts them (§11.2). */
function drawText(object: XmlElement, drawParam: string, { resources, drawing }: Surroundings): string {
  const sizeMm = Number(object.attributes['Size'] ?? 0) || 3.5;
  const font = resources.fonts.get(object.attributes['Font'] ?? '');
  const fill =
    object.attributes['Fill'] === 'false' ? 'none' : (paintOf(object, 'FillColor', drawParam, resources, drawing) ?? '#000');
  const stroke =
    object.attributes['Stroke'] === 'true' ? (paintOf(object, 'StrokeColor', drawParam, resources, drawing) ?? '#000') : 'none';
  const bold = Number(object.attributes['Weight'] ?? 400) >= 600;
  const look = `fill="${fill}"${stroke === 'none' ? '' : ` stroke="${stroke}" stroke-width="${sizeMm / 50}"`}`;
  const across = Number(object.attributes['HScale'] ?? 1) || 1;
  const transforms = elements(object).filter(({ name }) => name === 'CGTransform');
  let at = 0;
  return elements(object)
    .filter(({ name }) => name === 'TextCode')
    .map((code) => {
      const chars = [...textOf(code).replace(/[\r\n]/g, '')];
      const [xs, ys] = places(code, chars.length);
      const glyphs = transforms.length > 0 && font ? drawing.fonts.glyphs(font, glyphIds(transforms, at, chars.length)) : null;
      at += chars.length;
      if (glyphs)
        return glyphs
          .map(
            (glyph, index) =>
              `<path ${look} transform="translate(${xs[index] ?? xs[0]} ${ys[index] ?? ys[0]}) scale(${round(glyph.scale * sizeMm * across)} ${round(-glyph.scale * sizeMm)})" d="${glyph.path}"/>`,
          )
          .join('');
      const family = drawing.fonts.family(font);
      const size = `font-size="${sizeMm}" style="font-family:${escaped(family)};white-space:pre"${bold ? ' font-weight="700"' : ''}`;
      const turn = Number(object.attributes['CharDirection'] ?? 0);
      const rotate = turn === 0 ? '' : ` rotate="${turn}"`;
      if (across === 1)
        return `<text ${look} ${size}${rotate} x="${xs.join(' ')}" y="${ys.join(' ')}">${escaped(chars.join(''))}</text>`;
      return chars
        .map(
          (char, index) =>
            `<text ${look} ${size} transform="translate(${xs[index] ?? xs[0]} ${ys[index] ?? ys[0]}) scale(${across} 1)">${escaped(char)}</text>`,
        )
        .join('');
    })
    .join('');
}

/** `DeltaX`: distances, where `g 3 2.5` stands for three of 2.5 (§11.3). */
function steps(words: string | undefined): readonly number[] {
  const given = (words ?? '').trim().split(/\s+/);
  const all: number[] = [];
  for (let at = 0; at < given.length && all.length < 100_000; at++) {
    if (given[at] === 'g') {
      const count = Math.min(Number(given[at + 1]) || 0, 100_000);
      for (let times = 0; times < count; times++) all.push(Number(given[at + 2]) || 0);
      at += 2;
    } else if (given[at] !== '') all.push(Number(given[at]) || 0);
  }
  return all;
}

/** Where every character stands; only the first one's place where the file leaves the others to the font. */
function places(code: XmlElement, count: number): readonly [readonly number[], readonly number[]] {
  const across = steps(code.attributes['DeltaX']);
  const down = steps(code.attributes['DeltaY']);
  const told = across.length + down.length === 0 ? 1 : count;
  const along = (start: string | undefined, distances: readonly number[]): readonly number[] => {
    let at = Number(start ?? 0) || 0;
    return Array.from({ length: told }, (_, index) => {
      if (index > 0) at += distances[index - 1] ?? distances.at(-1) ?? 0;
      return round(at);
    });
  };
  return [along(code.attributes['X'], across), along(code.attributes['Y'], down)];
}

/** Glyph numbers that stand in place of characters `from` … of the object (§11.4.1); null where the character is drawn as itself. */
function glyphIds(transforms: readonly XmlElement[], from: number, count: number): readonly (number | null)[] {
  const ids = new Array<number | null>(count).fill(null);
  for (const one of transforms) {
    const start = Number(one.attributes['CodePosition'] ?? 0) - from;
    const glyphs = numbersOf(textOf(child(one, 'Glyphs') ?? one));
    glyphs.forEach((glyph, index) => {
      if (start + index >= 0 && start + index < count) ids[start + index] = glyph;
    });
  }
  return ids;
}

function drawPath(object: XmlElement, drawParam: string, { resources, drawing }: Surroundings): string {
  const data = pathData(textOf(child(object, 'AbbreviatedData') ?? { name: '', attributes: {}, children: [] }));
  if (data === '') return '';
  const isFilled = object.attributes['Fill'] === 'true';
  const isStroked = object.attributes['Stroke'] !== 'false';
  const fill = isFilled ? (paintOf(object, 'FillColor', drawParam, resources, drawing) ?? '#000') : 'none';
  const stroke = isStroked ? (paintOf(object, 'StrokeColor', drawParam, resources, drawing) ?? '#000') : 'none';
  const param = resources.drawParams.get(drawParam);
  const lineWidth = Number(object.attributes['LineWidth'] ?? param?.attributes['LineWidth'] ?? LINE_WIDTH_MM);
  const dashes = numbersOf(object.attributes['DashPattern'] ?? param?.attributes['DashPattern'] ?? '');
  const words = [
    `fill="${fill}"`,
    object.attributes['Rule'] === 'Even-Odd' ? 'fill-rule="evenodd"' : '',
    `stroke="${stroke}"`,
    isStroked ? `stroke-width="${round(lineWidth)}"` : '',
    isStroked && dashes.length > 0 ? `stroke-dasharray="${dashes.join(' ')}"` : '',
    object.attributes['Cap'] === 'Round'
      ? 'stroke-linecap="round"'
      : object.attributes['Cap'] === 'Square'
        ? 'stroke-linecap="square"'
        : '',
    object.attributes['Join'] === 'Round'
      ? 'stroke-linejoin="round"'
      : object.attributes['Join'] === 'Bevel'
        ? 'stroke-linejoin="bevel"'
        : '',
  ];
  return `<path ${words.filter((word) => word !== '').join(' ')} d="${data}"/>`;
}

/** `AbbreviatedData` (§9.2) in SVG's words; '' where it says nothing that can be drawn. */
export function pathData(abbreviated: string): string {
  const TO_SVG: Readonly<Record<string, readonly [string, number]>> = {
    ...{ S: ['M', 2], M: ['M', 2], L: ['L', 2], Q: ['Q', 4], B: ['C', 6], A: ['A', 7], C: ['Z', 0] },
  };
  const words = abbreviated.trim().split(/[\s,]+/);
  const out: string[] = [];
  for (let at = 0; at < words.length;) {
    const known = TO_SVG[words[at] ?? ''];
    if (!known) return out.length > 1 ? out.join(' ') : '';
    const [letter, count] = known;
    const given = words.slice(at + 1, at + 1 + count).map(Number);
    if (given.length < count || given.some((one) => !Number.isFinite(one))) break;
    out.push(letter, ...given.map(String));
    at += 1 + count;
  }
  return out.length > 1 ? out.join(' ') : '';
}

function drawImage(object: XmlElement, { resources, drawing }: Surroundings): string {
  const media = resources.pictures.get(object.attributes['ResourceID'] ?? '');
  const name = media?.bytes ? drawing.pictures.add(media.bytes) : null;
  if (name === null) {
    drawing.notes.add('OFD 里有的图片画不出来,请核对原件');
    return '';
  }
  const [, , width = 0, height = 0] = numbersOf(object.attributes['Boundary'] ?? '');
  // With a matrix a picture is the unit square (§10); without one it fills its place.
  const unit = numbersOf(object.attributes['CTM'] ?? '').length === 6;
  return `<image href="${name}" width="${unit ? 1 : width}" height="${unit ? 1 : height}" preserveAspectRatio="none"/>`;
}

/** A colour, or the definition of a shading with its name; null where nothing is said. */
function paintOf(
  object: XmlElement,
  which: 'FillColor' | 'StrokeColor',
  drawParam: string,
  resources: OfdResources,
  drawing: Drawing,
): string | null {
  let param = resources.drawParams.get(drawParam);
  let colour = child(object, which);
  for (let step = 0; !colour && param && step < MAX_DEPTH; step++) {
    colour = child(param, which);
    param = resources.drawParams.get(param.attributes['Relative'] ?? '');
  }
  if (!colour) return null;
  const pattern = child(colour, 'Pattern');
  if (pattern) return defined(patternOf(pattern, resources, drawing), drawing);
  const shading = elements(colour).find(({ name }) => /Shd$/.test(name));
  if (shading) return defined(gradientOf(shading, resources), drawing) ?? middleOf(shading, resources, drawing);
  return rgbOf(colour, resources);
}

/** Names what is drawn with, so that paths can ask for it; null where there is nothing. */
function defined(definition: ((id: string) => string) | null, drawing: Drawing): string | null {
  if (definition === null) return null;
  const id = `c${drawing.nextId++}`;
  drawing.definitions.push(definition(id));
  return `url(#${id})`;
}

/** A cell repeated over the area (§8.3.3), as watermarks are. */
function patternOf(pattern: XmlElement, resources: OfdResources, drawing: Drawing): ((id: string) => string) | null {
  const cell = child(pattern, 'CellContent');
  const number = (name: string): number => Number(pattern.attributes[name] ?? 0) || 0;
  const width = number('XStep') || number('Width');
  const height = number('YStep') || number('Height');
  if (!cell || width <= 0 || height <= 0) return null;
  const matrix = numbersOf(pattern.attributes['CTM'] ?? '');
  const transform = matrix.length === 6 ? ` patternTransform="matrix(${matrix.join(' ')})"` : '';
  const inside = drawObjects(cell, resources, drawing, 1);
  return (id) =>
    `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${width}" height="${height}"${transform}>${inside}</pattern>`;
}

/** 轴向和径向渐变 (§8.3.4); null for the other kinds. */
function gradientOf(shading: XmlElement, resources: OfdResources): ((id: string) => string) | null {
  const [x1 = 0, y1 = 0] = numbersOf(shading.attributes['StartPoint'] ?? '');
  const [x2 = 0, y2 = 0] = numbersOf(shading.attributes['EndPoint'] ?? '');
  const segments = elements(shading).filter(({ name }) => name === 'Segment');
  const stops = segments
    .map((segment, index) => {
      const at = Number(segment.attributes['Position'] ?? index / Math.max(1, segments.length - 1));
      const colour = child(segment, 'Color');
      return colour ? `<stop offset="${at}" stop-color="${rgbOf(colour, resources)}"/>` : '';
    })
    .join('');
  if (shading.name === 'AxialShd')
    return (id) =>
      `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stops}</linearGradient>`;
  const radius = Number(shading.attributes['EndRadius'] ?? 0);
  if (shading.name !== 'RadialShd' || radius <= 0) return null;
  return (id) =>
    `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${x2}" cy="${y2}" r="${radius}" fx="${x1}" fy="${y1}">${stops}</radialGradient>`;
}

/** The colour in the middle of a shading SVG has no word for. */
function middleOf(shading: XmlElement, resources: OfdResources, drawing: Drawing): string {
  drawing.notes.add('OFD 里有的渐变按单色印出');
  const colours = descendants(shading, 'Color');
  const middle = colours[Math.floor(colours.length / 2)];
  return middle ? rgbOf(middle, resources) : 'none';
}

function rgbOf(colour: XmlElement, resources: OfdResources): string {
  const values = (colour.attributes['Value'] ?? '')
    .trim()
    .split(/\s+/)
    .map((word) => (word.startsWith('#') ? Number.parseInt(word.slice(1), 16) : Number(word)));
  const alpha = Number(colour.attributes['Alpha'] ?? 255);
  const space = resources.colourSpaces.get(colour.attributes['ColorSpace'] ?? '');
  const [a = 0, b = 0, c = 0, d = 0] = values.map((value) => (Number.isFinite(value) ? value : 0));
  const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));
  const rgb =
    space === 'GRAY' || values.length === 1
      ? [a, a, a]
      : space === 'CMYK' || values.length === 4
        ? [255 - Math.min(255, a + d), 255 - Math.min(255, b + d), 255 - Math.min(255, c + d)]
        : [a, b, c];
  return `rgba(${rgb.map(byte).join(',')},${round(Math.max(0, Math.min(255, alpha)) / 255)})`;
}

/** Numbers parted by white space; words that are none fall away. */
export function numbersOf(words: string): readonly number[] {
  return words
    .trim()
    .split(/[\s,]+/)
    .map(Number.parseFloat)
    .filter((value) => Number.isFinite(value));
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
