import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { degrees, PDFDocument, PDFName, PDFString, rgb } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import { renderPages, type Picture } from '../../../../electron/core/pdf-pages/pdf-pages.ts';
import type { ExportResult } from '../../../../shared/contract/results.ts';
import { NUMBER_PRESETS } from '../../../../shared/domain/volume-look.ts';
import { drawnPhoto } from '../../../support/drawn-photos.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

/** Code, head and page number over pages that are dark from edge to edge: every way a scan can fill its page. */
const folder = temporaryFolder('stamp-over-scans');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const INDICATOR = 'Ⅱ-11-1';
let core: Core;

const GROUNDS = ['black', 'red', 'noise', 'photo'] as const;
type Ground = (typeof GROUNDS)[number];

async function groundPicture(ground: Ground): Promise<Buffer> {
  const create = { width: 827, height: 1169, channels: 3 as const };
  if (ground === 'photo')
    return sharp(await drawnPhoto(3, { width: 827, height: 1169 }))
      .jpeg()
      .toBuffer();
  if (ground === 'noise')
    return sharp({ create: { ...create, background: '#000000', noise: { type: 'gaussian', mean: 90, sigma: 70 } } })
      .jpeg()
      .toBuffer();
  return sharp({ create: { ...create, background: ground === 'black' ? '#000000' : '#a01020' } })
    .jpeg()
    .toBuffer();
}

/** Scans of all grounds in turn: four rotations, with and without a crop box, portrait, landscape and huge; on every third page a mark-up hangs over every edge. */
async function darkPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const { context } = document;
  const pictures = [];
  for (const ground of GROUNDS) pictures.push(await document.embedJpg(await groundPicture(ground)));
  for (const [width, height] of [
    [595.28, 841.89],
    [841.89, 595.28],
    [1684, 2384],
  ] as const)
    for (const rotate of [0, 90, 180, 270])
      for (const isCropped of [false, true]) {
        const page = document.addPage([width, height]);
        page.setRotation(degrees(rotate));
        if (isCropped) page.setCropBox(width * 0.1, height * 0.2, width * 0.7, height * 0.6);
        const at = document.getPageCount() - 1;
        const picture = pictures[(at + Math.floor(at / 4)) % pictures.length]!;
        page.drawImage(picture, { x: 0, y: 0, width, height });
        page.drawRectangle({ x: -200, y: height - 20, width: width + 400, height: 300, color: rgb(0, 0, 0) });
        if (at % 3 > 0) continue;
        const form = context.stream('0 g 0 0 10 10 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 10, 10] });
        const markUp = {
          ...{ Type: 'Annot', Subtype: 'Stamp', F: 4, Contents: PDFString.of('x') },
          ...{ Rect: [-150, -150, width + 150, height + 150], AP: { N: context.register(form) } },
        };
        page.node.set(PDFName.of('Annots'), context.obj([context.register(context.obj(markUp))]));
      }
  return document.save({ addDefaultPage: false });
}

beforeAll(async () => {
  mkdirSync(source);
  writeFileSync(join(source, '扫描.pdf'), await darkPdf());
  for (const ground of GROUNDS) writeFileSync(join(source, `照片 ${ground}.jpg`), await groundPicture(ground));
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source], name: '创建档案' }, quiet());
  await core.call('index.run', { archive }, quiet());
  const { documents } = await core.call('documents.list', { archive }, quiet());
  expect(documents).toHaveLength(1 + GROUNDS.length);
  for (const { path } of documents)
    await core.call('links.decide', { archive, document: path, indicator: INDICATOR, action: 'confirm' }, quiet());
}, 120_000);
afterAll(() => core.close());

const PX_PER_PT = 2;
const MM = 72 / 25.4;
const [PAGE_WIDTH, PAGE_HEIGHT] = [595.276, 841.89];

interface Word {
  readonly text: string;
  /** On the sheet as displayed, points from its top left corner. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly upright: boolean;
}

/** Texts in the strips of the stamps on each page, as another program (pdf.js) finds them. */
async function stamps(bytes: Buffer): Promise<readonly (readonly Word[])[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: Word[][] = [];
  for (let at = 1; at <= document.numPages; at++) {
    const page = await document.getPage(at);
    const viewport = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    pages.push(
      items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [a, b, , , x, y] = item.transform as [number, number, number, number, number, number];
        const size = Math.hypot(a, b);
        const [left, base] = viewport.convertToViewportPoint(x, y) as [number, number];
        const along = [x + (a / size) * item.width, y + (b / size) * item.width] as const;
        const [right, end] = viewport.convertToViewportPoint(...along) as [number, number];
        const word = { text: item.str, left, right, top: base - size * 0.9, bottom: base + size * 0.25 };
        const isStamp = word.bottom < 15 * MM || word.top > PAGE_HEIGHT - 17 * MM;
        return isStamp ? [{ ...word, upright: Math.abs(end - base) < 0.5 && right > left }] : [];
      }),
    );
  }
  await task.destroy();
  return pages;
}

/** WCAG 2.1 relative luminance of a pixel, 0 to 1. */
function luminance({ rgba, widthPx }: Picture, x: number, y: number): number {
  const [r = 0, g = 0, b = 0] = [0, 1, 2].map((channel) => {
    const value = (rgba[4 * (y * widthPx + x) + channel] ?? 0) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of a word's darkest pixels against the lightest half of its plate, and the share of the plate that is light. */
function legibility(picture: Picture, { left, right, top, bottom }: Word): { readonly contrast: number; readonly light: number } {
  const values: number[] = [];
  for (let y = Math.floor(top * PX_PER_PT); y < bottom * PX_PER_PT; y++)
    for (let x = Math.floor(left * PX_PER_PT); x < right * PX_PER_PT; x++) values.push(luminance(picture, x, y));
  values.sort((one, other) => one - other);
  const [dark, light] = [values[Math.floor(values.length * 0.02)] ?? 1, values[Math.floor(values.length * 0.75)] ?? 0];
  return { contrast: (light + 0.05) / (dark + 0.05), light: values.filter((value) => value > 0.9).length / values.length };
}

test.each(NUMBER_PRESETS)(
  'page numbers as %s: code, head and number of every dark page read upright at 4.5 : 1 or more, 5 mm from the edge, fronts and backs',
  async (numberPreset) => {
    const out = join(folder, numberPreset);
    const look = { numberPreset, doubleSided: true, photosPerPage: 2 } as const;
    const made: ExportResult = await core.call(
      'export.run',
      { archive, out, draft: true, indicators: [INDICATOR], ...look },
      quiet(),
    );
    expect(made.omitted).toEqual([]);
    const [volume] = made.volumes;
    const file = join(out, volume!.file);
    const words = await stamps(readFileSync(file));
    const evidence = made.placed.flatMap(({ path, firstPage, lastPage }) =>
      Array.from({ length: lastPage - firstPage + 1 }, (_, at) => ({ path, page: firstPage + at })),
    );
    const pages = [...new Set(evidence.map(({ page }) => page))];
    expect(pages.length).toBeGreaterThanOrEqual(24);
    const pictures = await renderPages(
      file,
      pages.map((page) => page - 1),
      Math.round(PAGE_WIDTH * PX_PER_PT),
    );
    const poor = pages.flatMap((page, at) => {
      const found = words[page - 1]!;
      const name = `${evidence.find((one) => one.page === page)!.path} page ${page}`;
      const texts = found.map(({ text }) => text).join(' ');
      if (!/\d/.test(texts) || !texts.includes(INDICATOR)) return [`${name}: no stamp (${texts})`];
      return found.flatMap((word) => {
        const { contrast, light } = legibility(pictures[at]!, word);
        const edge = Math.min(word.left, word.top, PAGE_WIDTH - word.right, PAGE_HEIGHT - word.bottom);
        return contrast >= 4.5 && light > 0.5 && word.upright && edge >= 5 * MM
          ? []
          : [
              `${name} “${word.text}”: ${contrast.toFixed(1)} : 1, ${light.toFixed(2)} light, ${word.upright}, ${(edge / MM).toFixed(1)} mm`,
            ];
      });
    });
    expect(poor).toEqual([]);
  },
  120_000,
);
