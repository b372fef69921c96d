import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../support/folders.ts';

const SOURCES = 40;
const PAGES = 50;
const IMAGE_BYTES = 100_000;
const MAX_GROWTH_MB = 250;

/** Scans with a text page in between; bytes that do not compress, so that the volume is large. */
async function writeSource(path: string, seed: number): Promise<void> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let index = 0; index < PAGES; index++) {
    const page = document.addPage([595.28, 841.89]);
    let state = seed * 1000 + index + 1;
    const noise = Buffer.alloc(IMAGE_BYTES);
    for (let i = 0; i < IMAGE_BYTES; i++) noise[i] = (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16;
    const image = document.context.stream(noise, {
      Type: 'XObject',
      Subtype: 'Image',
      Width: 250,
      Height: 400,
      BitsPerComponent: 8,
      ColorSpace: 'DeviceGray',
    });
    page.node.setXObject(PDFName.of('Scan'), document.context.register(image));
    page.drawText(`Source ${seed} page ${index}`, { x: 50, y: 800, size: 12, font });
  }
  writeFileSync(path, await document.save());
}

test('2,000 pages from 40 sources are placed with flat memory', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder('memory');
  for (let seed = 0; seed < SOURCES; seed++) await writeSource(join(folder, `${seed}.pdf`), seed);
  // A process of its own: this one has just built the sources.
  const output = execFileSync(
    process.execPath,
    [resolve('test/electron/core/exports/pdf/place-many.ts'), folder, String(SOURCES)],
    { encoding: 'utf8' },
  );
  const figures = JSON.parse(output.trim().split('\n').at(-1)!) as {
    pages: number;
    sizeMB: number;
    seconds: number;
    growthMB: number;
    inspectSeconds: number;
    peakMB: number;
  };
  console.log(`placing: ${JSON.stringify(figures)}`);
  expect(figures.pages).toBe(SOURCES * PAGES);
  expect(figures.sizeMB).toBeGreaterThan(150);
  expect(figures.growthMB).toBeLessThan(MAX_GROWTH_MB);
});
