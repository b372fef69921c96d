import type { PDFRef } from 'pdf-lib';
import type { Fonts, FontWriter } from '../fonts.ts';
import { textString } from '../pdf/objects.ts';
import type { Drawing, LaidPage } from './drawing.ts';
import { figureOperators } from './figure.ts';
import { mayStretch, squeezed } from './kinsoku.ts';
import { vectorOperators } from './vectors.ts';
import { wordsOperators } from './words.ts';

/** A link area in PDF coordinates of its page. */
export interface LinkArea {
  /** x1, y1, x2, y2 from the page's bottom left corner. */
  readonly rect: readonly [number, number, number, number];
  readonly linkTo: string;
}

/** Drawings as PDF operators, with what they use. */
export interface Painted {
  readonly content: Uint8Array;
  /** Resource name (without slash) to font. */
  readonly fonts: ReadonlyMap<string, PDFRef>;
  readonly xObjects: ReadonlyMap<string, PDFRef>;
  readonly links: readonly LinkArea[];
  /** Whether it asks for the graphics state `INK`. */
  readonly inks: boolean;
}

/** Name of the graphics state in which pictures multiply with what is below them (ISO 32000-1, 11.3.5). */
const INK = 'Ink';

/** Writes a picture once and gives its reference; called for every drawing, so it should remember bytes it has seen. */
export type WriteImage = (bytes: Uint8Array, format: 'jpg' | 'png') => PDFRef | Promise<PDFRef>;

const number = (value: number): string => {
  const text = value.toFixed(2);
  return text.endsWith('.00') ? text.slice(0, -3) : text;
};

function rgb(color: string): string {
  const value = Number.parseInt(color.replace('#', ''), 16) || 0;
  return [16, 8, 0].map((shift) => number(((value >> shift) & 255) / 255)).join(' ');
}

/**
 * Turns drawings into PDF operators. Deterministic. `xObjectPrefix` keeps names apart when several canvases draw on one page.
 * @throws what `writeImage` throws
 */
export async function paint(
  drawings: readonly Drawing[],
  paperHeightPt: number,
  fonts: Fonts,
  writeImage: WriteImage,
  xObjectPrefix = 'P',
): Promise<Painted> {
  const out: string[] = [];
  const usedFonts = new Map<string, PDFRef>();
  const xObjects = new Map<string, PDFRef>();
  const names = new Map<PDFRef, string>();
  const links: LinkArea[] = [];
  const up = (y: number): number => paperHeightPt - y;
  let inks = false;
  let turns = 0;
  let fill = '#000000';
  const fillWith = (color: string): void => {
    if (color === fill) return;
    out.push(`${rgb(color)} rg`);
    fill = color;
  };
  const nameImage = async (bytes: Uint8Array, format: 'jpg' | 'png'): Promise<string> => {
    const ref = await writeImage(bytes, format);
    const name = names.get(ref) ?? `${xObjectPrefix}${names.size}`;
    names.set(ref, name);
    xObjects.set(name, ref);
    return name;
  };
  for (const drawing of drawings) {
    switch (drawing.kind) {
      case 'text': {
        fillWith(drawing.color ?? '#000000');
        out.push(textOperators(drawing, up(drawing.y), fonts, usedFonts));
        break;
      }
      case 'line': {
        const dots = drawing.dotsPt === undefined ? '' : ` 1 J [0 ${number(drawing.dotsPt)}] 0 d`;
        const path = `${number(drawing.x1)} ${number(up(drawing.y1))} m ${number(drawing.x2)} ${number(up(drawing.y2))} l S`;
        out.push(`q ${number(drawing.thicknessPt ?? 0.5)} w${dots} ${rgb(drawing.color ?? '#000000')} RG ${path} Q`);
        break;
      }
      case 'rect': {
        const path = `${number(drawing.x)} ${number(up(drawing.y + drawing.height))} ${number(drawing.width)} ${number(drawing.height)} re`;
        if (drawing.fill !== undefined) {
          fillWith(drawing.fill);
          out.push(`${path} f`);
        }
        if (drawing.stroke !== undefined) {
          out.push(`q ${number(drawing.thicknessPt ?? 0.5)} w ${rgb(drawing.stroke)} RG ${path} S Q`);
        }
        break;
      }
      case 'path':
        if (drawing.fill !== undefined) fillWith(drawing.fill);
        out.push(pathOperators(drawing, up));
        break;
      case 'image': {
        inks ||= drawing.ink === true;
        if (drawing.format === 'vector') {
          const drawn = await vectorOperators(drawing.bytes, { ...drawing, y: up(drawing.y) }, { fonts, usedFonts, nameImage });
          out.push(drawing.ink ? `q /${INK} gs\n${drawn}\nQ` : drawn);
          break;
        }
        const name = await nameImage(drawing.bytes, drawing.format);
        const matrix = `${number(drawing.width)} 0 0 ${number(drawing.height)} ${number(drawing.x)} ${number(up(drawing.y + drawing.height))}`;
        out.push(`q ${drawing.ink ? `/${INK} gs ` : ''}${matrix} cm /${name} Do Q`);
        break;
      }
      case 'figure':
        out.push(figureOperators(drawing.marks, { x: drawing.x, y: up(drawing.y) }, fonts, usedFonts));
        break;
      case 'across': {
        // Set as on a page of no height: y grows below zero, and comes to lie beside the place's edge by the turn.
        const place = {
          x: drawing.x,
          right: drawing.x + drawing.width,
          bottom: up(drawing.y + drawing.height),
          top: up(drawing.y),
        };
        turns += 1;
        const prefix = `${xObjectPrefix}A${turns === 1 ? '' : `${turns}_`}`;
        const inside = await paint(drawing.drawings, 0, fonts, writeImage, prefix);
        const matrix = drawing.clockwise
          ? `0 -1 1 0 ${number(place.right)} ${number(place.top)}`
          : `0 1 -1 0 ${number(place.x)} ${number(place.bottom)}`;
        out.push(`q ${matrix} cm ${rgb('#000000')} rg`, new TextDecoder().decode(inside.content).trimEnd(), 'Q');
        inside.fonts.forEach((ref, name) => usedFonts.set(name, ref));
        inside.xObjects.forEach((ref, name) => xObjects.set(name, ref));
        inks ||= inside.inks;
        for (const { rect: [x1, y1, x2, y2], linkTo } of inside.links)
          links.push({
            rect: drawing.clockwise
              ? [place.right + y1, place.top - x2, place.right + y2, place.top - x1]
              : [place.x - y2, place.bottom + x1, place.x - y1, place.bottom + x2],
            linkTo,
          }); // prettier-ignore
        break;
      }
      case 'words':
        out.push(wordsOperators(drawing.words, { ...drawing, y: up(drawing.y + drawing.height) }, fonts, usedFonts));
        break;
      case 'link': {
        const bottom = up(drawing.y + drawing.height);
        links.push({ rect: [drawing.x, bottom, drawing.x + drawing.width, bottom + drawing.height], linkTo: drawing.linkTo });
        break;
      }
    }
  }
  return { content: new TextEncoder().encode(out.join('\n') + '\n'), fonts: usedFonts, xObjects, links, inks };
}

const STEPS = { move: 'm', line: 'l', curve: 'c', close: 'h' } as const;

function pathOperators(drawing: Drawing & { kind: 'path' }, up: (y: number) => number): string {
  const path = drawing.steps
    .map(([step, ...points]) => [...points.map((value, at) => number(at % 2 === 0 ? value : up(value))), STEPS[step]].join(' '))
    .join(' ');
  const filled = drawing.fill === undefined ? [] : [`${path} f`];
  if (drawing.stroke === undefined) return filled.join('\n');
  const dots = drawing.dotsPt === undefined ? '' : ` 1 J [0 ${number(drawing.dotsPt)}] 0 d`;
  return [...filled, `q ${number(drawing.thicknessPt ?? 0.5)} w${dots} ${rgb(drawing.stroke)} RG ${path} S Q`].join('\n');
}

/** How far the top of slanted characters leans to the right, as a share of their height: 12 degrees. */
const SLANT = 0.2126;

function textOperators(drawing: Drawing & { kind: 'text' }, y: number, fonts: Fonts, used: Map<string, PDFRef>): string {
  const runs = fonts.encode(drawing.text, drawing.face);
  const stretch = drawing.stretchPt ?? 0;
  const perStretch = (stretch * 1000) / drawing.sizePt / (drawing.widthShare ?? 1);
  const shown = runs.map((run, runIndex) => {
    used.set(run.resource, fonts.ref(run.face));
    const select = `/${run.resource} ${number(drawing.sizePt)} Tf`;
    const pieces: string[] = [];
    let from = 0;
    run.chars.forEach((char, index) => {
      const next = run.chars[index + 1] ?? runs[runIndex + 1]?.chars[0];
      if (next === undefined) return;
      const squeeze = (run.widths[index] ?? 0) >= 990 ? squeezed(char, next) * 1000 : 0;
      const adjust = squeeze - (mayStretch(char, next) ? perStretch : 0);
      if (Math.abs(adjust) < 0.5) return;
      pieces.push(`<${run.hex.slice(4 * from, 4 * index + 4)}> ${number(adjust)}`);
      from = index + 1;
    });
    if (pieces.length === 0) return `${select} <${run.hex}> Tj`;
    if (from < run.chars.length) pieces.push(`<${run.hex.slice(4 * from)}>`);
    return `${select} [${pieces.join(' ')}] TJ`;
  });
  const { spacingPt = 0, widthShare = 1 } = drawing;
  // Both last beyond the text and are taken back; the spacing is one of text space, which the share narrows as well.
  const set = `${spacingPt === 0 ? '' : `${number(spacingPt / widthShare)} Tc `}${widthShare === 1 ? '' : `${number(widthShare * 100)} Tz `}`;
  const back = `${spacingPt === 0 ? '' : ' 0 Tc'}${widthShare === 1 ? '' : ' 100 Tz'}`;
  const turn = drawing.turned ? '0 1 -1 0 ' : drawing.slanted ? `1 0 ${SLANT} 1 ` : '';
  const at = `${turn}${number(drawing.x)} ${number(y)} ${turn === '' ? 'Td' : 'Tm'}`;
  const text = `BT ${set}${at} ${shown.join(' ')}${back} ET`;
  return drawing.artifact ? `/Artifact BMC ${text} EMC` : text;
}

/** A page of ours ready for the writer: content, resources and link annotations are already written. */
export interface PaintedPage {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly content: readonly PDFRef[];
  readonly resources: PDFRef;
  readonly annotations: readonly PDFRef[];
}

/**
 * Writes a laid page's content stream, resources and link annotations. Links name a destination, so their targets may come later.
 * @param more further drawings on top, for instance the page's stamps
 */
export async function paintPage(
  page: LaidPage,
  more: readonly Drawing[],
  target: { readonly writer: FontWriter; readonly fonts: Fonts; readonly writeImage: WriteImage },
): Promise<PaintedPage> {
  const { writer } = target;
  const { context } = writer;
  const painted = await paint([...page.drawings, ...more], page.heightPt, target.fonts, target.writeImage);
  const content = writer.alloc();
  await writer.writeStream(content, context.obj({}), painted.content, { compress: true });
  const resources = writer.alloc();
  const font = context.obj(Object.fromEntries(painted.fonts));
  const states = painted.inks ? { ExtGState: context.obj({ [INK]: { Type: 'ExtGState', BM: 'Multiply' } }) } : {};
  await writer.write(
    resources,
    context.obj({ Font: font, XObject: context.obj(Object.fromEntries(painted.xObjects)), ...states }),
  );
  const annotations: PDFRef[] = [];
  for (const link of painted.links) {
    const ref = writer.alloc();
    const dict = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [...link.rect], Border: [0, 0, 0], F: 4 });
    dict.set(context.obj('Dest'), textString(link.linkTo));
    await writer.write(ref, dict);
    annotations.push(ref);
  }
  return { widthPt: page.widthPt, heightPt: page.heightPt, content: [content], resources, annotations };
}
