import type { RedLine } from '../../../shared/domain/red-lines.ts';
import type { PlannedEvidence } from '../../../shared/domain/volume.ts';
import type { Drawing, LaidPage } from './layout/drawing.ts';
import { photoFrame, type Side } from './layout/frames.ts';
import type { Overlay, PagePlace } from './pdf/place.ts';

/** 红线 of a person, drawn over what they stand on; the source stays as it is. */

const COLOUR = '#d9001b';
const WIDTH_PT = 1.5;

/** The lines of one page of a document, 1-based. */
export function redLinesOn(lines: readonly RedLine[], page: number): readonly RedLine[] {
  return lines.filter((line) => line.page === page);
}

/** A placed page's overlay with the lines under its stamps. */
export function withRedLines(overlay: Overlay, lines: readonly RedLine[], { box, turned }: PagePlace): Overlay {
  if (lines.length === 0) return overlay;
  // Of a turned page the head lies at the left: its left to right runs upwards on the sheet.
  const at = (x: number, y: number): string =>
    turned
      ? `${(box.x + y * box.width).toFixed(2)} ${(box.y + x * box.height).toFixed(2)}`
      : `${(box.x + x * box.width).toFixed(2)} ${(box.y + (1 - y) * box.height).toFixed(2)}`;
  const [red, green, blue] = [1, 3, 5].map((from) => (Number.parseInt(COLOUR.slice(from, from + 2), 16) / 255).toFixed(3));
  const strokes = lines.map(({ x1, y1, x2, y2 }) => `${at(x1, y1)} m ${at(x2, y2)} l S`).join('\n');
  const drawn = Buffer.from(`q ${WIDTH_PT} w ${red} ${green} ${blue} RG\n${strokes}\nQ\n`, 'latin1');
  return { ...overlay, content: Buffer.concat([drawn, overlay.content]) };
}

/** A page of ours with the lines of its document; on a back side everything stands as much further left as the page's room does. */
export function withLinesOnPage(page: LaidPage, lines: readonly RedLine[], side: Side): LaidPage {
  if (lines.length === 0) return page;
  const shift = photoFrame(side).x - photoFrame('front').x;
  const area = { x: shift, y: 0, width: page.widthPt, height: page.heightPt };
  return { ...page, drawings: [...page.drawings, ...lines.map((line) => lineIn(line, area))] };
}

/** A page of photos, each with its own lines; `items` in the order of the pictures on it. */
export function withLinesOnPictures(page: LaidPage, items: readonly PlannedEvidence[]): LaidPage {
  const pictures = page.drawings.filter((drawing) => drawing.kind === 'image');
  const lines = pictures.flatMap((picture, index) => (items[index]?.redLines ?? []).map((line) => lineIn(line, picture)));
  return lines.length === 0 ? page : { ...page, drawings: [...page.drawings, ...lines] };
}

function lineIn(
  { x1, y1, x2, y2 }: RedLine,
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): Drawing {
  return {
    kind: 'line',
    x1: area.x + x1 * area.width,
    y1: area.y + y1 * area.height,
    x2: area.x + x2 * area.width,
    y2: area.y + y2 * area.height,
    thicknessPt: WIDTH_PT,
    color: COLOUR,
  };
}
