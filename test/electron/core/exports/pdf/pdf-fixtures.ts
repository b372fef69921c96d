import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { degrees, PDFDocument, PDFName, rgb, StandardFonts } from 'pdf-lib';
import type { PDFObject, PDFPage } from 'pdf-lib';
import { A4 } from '../../../../../electron/core/exports/pdf/geometry.ts';
import type { Box } from '../../../../../electron/core/exports/pdf/geometry.ts';
import type { Overlay, PlacedPage, PlaceOptions } from '../../../../../electron/core/exports/pdf/place.ts';
import { placePages } from '../../../../../electron/core/exports/pdf/place.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import type { Picture } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import type { PdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { createPdfWriter } from '../../../../../electron/core/exports/pdf/writer.ts';
import type { DocumentFinish, PdfWriter, WrittenFile } from '../../../../../electron/core/exports/pdf/writer.ts';

export const FRAME = { x: 79, y: 57, width: 474, height: 720 };
/** A blue bar at the lower right, 15 mm from both edges. */
export const BAR = { x: 500, y: 42.5, width: 52, height: 10 };

export const barOverlay = (): Overlay => ({
  content: Buffer.from(`0 0 1 rg ${BAR.x} ${BAR.y} ${BAR.width} ${BAR.height} re f`),
  resources: { fonts: new Map(), xObjects: new Map() },
});

export const noOverlay = (): Overlay => ({ content: Buffer.from(''), resources: { fonts: new Map(), xObjects: new Map() } });

export const FINISH: DocumentFinish = {
  outline: [],
  labels: [],
  destinations: new Map(),
  info: {
    title: '迎检台账 第1卷',
    author: '某市文明办',
    subject: '测试',
    producer: '迎检台账 0.1.0',
    creationDate: '2026-11-24T10:00:00',
  },
  language: 'zh-CN',
};

export function newVolume(path: string): PdfWriter {
  return createPdfWriter({ path, id: '00112233445566778899aabbccddeeff' });
}

export function allPages(source: PdfSource, limit = Infinity): number[] {
  return Array.from({ length: Math.min(source.pageCount, limit) }, (_, index) => index);
}

/** A volume of one source's pages, finished. */
export function placeAll(
  path: string,
  source: PdfSource,
  options: Partial<PlaceOptions> = {},
): { placed: readonly PlacedPage[]; written: WrittenFile } {
  const writer = newVolume(path);
  const placed = placePages(writer, source, {
    pageIndexes: allPages(source),
    frame: () => FRAME,
    overlay: barOverlay,
    ...options,
  });
  return { placed, written: writer.finish(FINISH) };
}

export interface PageShape {
  readonly widthPt?: number;
  readonly heightPt?: number;
  readonly rotate?: 0 | 90 | 180 | 270;
  /** Left, bottom, width, height. */
  readonly crop?: readonly [number, number, number, number];
  readonly userUnit?: number;
}

/** A document whose pages show four coloured corner marks inside the crop box, and text. */
export async function writeShapedPdf(
  path: string,
  shapes: readonly PageShape[],
  decorate?: (page: PDFPage, document: PDFDocument, index: number) => void,
): Promise<void> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const [index, shape] of shapes.entries()) {
    const page = document.addPage([shape.widthPt ?? 595.28, shape.heightPt ?? 841.89]);
    const [x, y, width, height] = shape.crop ?? [0, 0, page.getWidth(), page.getHeight()];
    if (shape.crop) page.setCropBox(x, y, width, height);
    if (shape.rotate) page.setRotation(degrees(shape.rotate));
    if (shape.userUnit) page.node.set(PDFName.of('UserUnit'), document.context.obj(shape.userUnit));
    const mark = Math.min(width, height) / 8;
    page.drawRectangle({ x, y, width: mark, height: mark, color: rgb(1, 0, 0) });
    page.drawRectangle({ x: x + width - mark, y, width: mark, height: mark, color: rgb(0, 0.6, 0) });
    page.drawRectangle({ x, y: y + height - mark, width: mark, height: mark, color: rgb(0.8, 0.5, 0) });
    page.drawRectangle({ x: x + width - mark, y: y + height - mark, width: mark, height: mark, color: rgb(0.5, 0.5, 0.5) });
    page.drawText(`Page ${index + 1}`, { x: x + width / 4, y: y + height / 2, size: mark / 2, font });
    decorate?.(page, document, index);
  }
  writeFileSync(path, await document.save({ addDefaultPage: false }));
}

/** Where on the volume's page (points, from the lower left corner) a source page came to lie. */
export function placedBox(
  size: { widthPt: number; heightPt: number },
  scale: number,
): { x: number; y: number; width: number; height: number; turned: boolean } {
  const turned = size.widthPt > size.heightPt;
  const [width, height] = turned ? [size.heightPt * scale, size.widthPt * scale] : [size.widthPt * scale, size.heightPt * scale];
  return { x: FRAME.x + (FRAME.width - width) / 2, y: FRAME.y + FRAME.height - height, width, height, turned };
}

const CELL = 6;
const PIXELS_PER_POINT = 2;

function sharpOf({ rgba, widthPx, heightPx }: Picture) {
  return sharp(rgba, { raw: { width: widthPx, height: heightPx, channels: 4 } }).removeAlpha();
}

async function cells(picture: Sharp, widthPx: number, heightPx: number): Promise<Buffer> {
  const [width, height] = [Math.max(1, Math.round(widthPx / CELL)), Math.max(1, Math.round(heightPx / CELL))];
  return sharp(await picture.png().toBuffer())
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .removeAlpha()
    .raw()
    .toBuffer();
}

/**
 * Shares of cells that differ: between a source page and its place in the volume, and of ink outside that place and outside `BAR`.
 * A cell is 3 points wide; it differs when a channel is off by more than a fifth.
 */
export async function differenceOf(
  source: { path: string; index: number; widthPt: number; heightPt: number },
  volume: { path: string; index: number; scale: number },
): Promise<{ inside: number; outsideInk: number }> {
  const box = placedBox(source, volume.scale);
  const [page] = await renderPages(volume.path, [volume.index], Math.round(A4.widthPt * PIXELS_PER_POINT));
  if (!page) throw new Error('not rendered');
  const left = Math.round(box.x * PIXELS_PER_POINT);
  const top = Math.round((A4.heightPt - box.y - box.height) * PIXELS_PER_POINT);
  const width = Math.max(1, Math.min(Math.round(box.width * PIXELS_PER_POINT), page.widthPx - left));
  const height = Math.max(1, Math.min(Math.round(box.height * PIXELS_PER_POINT), page.heightPx - top));
  const [original] = await renderPages(source.path, [source.index], Math.max(1, box.turned ? height : width));
  if (!original) throw new Error('not rendered');
  const upright = box.turned ? sharpOf(original).rotate(270) : sharpOf(original);
  const before = await cells(upright, width, height);
  const after = await cells(sharpOf(page).extract({ left, top, width, height }), width, height);
  let differing = 0;
  for (let i = 0; i < before.length; i += 3) {
    if ([0, 1, 2].some((channel) => Math.abs((before[i + channel] ?? 0) - (after[i + channel] ?? 0)) > 51)) differing++;
  }
  const blank = (part: { left: number; top: number; width: number; height: number }) => ({
    input: { create: { width: part.width, height: part.height, channels: 3 as const, background: '#ffffff' } },
    left: part.left,
    top: part.top,
  });
  const rest = await sharp(
    await sharpOf(page)
      .composite([
        blank({ left: left - 2, top: top - 2, width: width + 4, height: height + 4 }),
        blank({
          left: Math.floor(BAR.x * PIXELS_PER_POINT) - 2,
          top: Math.floor((A4.heightPt - BAR.y - BAR.height) * PIXELS_PER_POINT) - 2,
          width: BAR.width * PIXELS_PER_POINT + 5,
          height: BAR.height * PIXELS_PER_POINT + 5,
        }),
      ])
      .png()
      .toBuffer(),
  )
    .greyscale()
    .raw()
    .toBuffer();
  return { inside: (differing * 3) / before.length, outsideInk: rest.filter((value) => value < 200).length / rest.length };
}

/** Box of the pixels that satisfy a test, in points from the lower left corner of an A4 page; null when there are none. */
export function inkBox(picture: Picture, isInk: (red: number, green: number, blue: number) => boolean): Box | null {
  const [scaleX, scaleY] = [A4.widthPt / picture.widthPx, A4.heightPt / picture.heightPx];
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let y = 0; y < picture.heightPx; y++) {
    for (let x = 0; x < picture.widthPx; x++) {
      const at = (y * picture.widthPx + x) * 4;
      if (!isInk(picture.rgba[at] ?? 0, picture.rgba[at + 1] ?? 0, picture.rgba[at + 2] ?? 0)) continue;
      const [left, bottom] = [x * scaleX, A4.heightPt - (y + 1) * scaleY];
      [x0, y0, x1, y1] = [Math.min(x0, left), Math.min(y0, bottom), Math.max(x1, left + scaleX), Math.max(y1, bottom + scaleY)];
    }
  }
  return x1 > x0 ? { x0, y0, x1, y1 } : null;
}

export const isBlue = (red: number, green: number, blue: number): boolean => blue > 180 && red < 80 && green < 80;

/** A document from raw content streams and page entries. */
export async function writeRawPdf(
  path: string,
  pages: readonly { content: readonly string[]; entries?: (document: PDFDocument) => Record<string, PDFObject> }[],
  catalog?: (document: PDFDocument) => void,
): Promise<void> {
  const document = await PDFDocument.create();
  for (const { content, entries } of pages) {
    const page = document.addPage([595.28, 841.89]);
    const streams = content.map((text) => document.context.register(document.context.flateStream(text)));
    page.node.set(PDFName.of('Contents'), streams.length === 1 ? streams[0]! : document.context.obj(streams));
    for (const [key, value] of Object.entries(entries?.(document) ?? {})) page.node.set(PDFName.of(key), value);
  }
  catalog?.(document);
  writeFileSync(path, await document.save({ addDefaultPage: false }));
}
