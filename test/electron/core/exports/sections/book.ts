import { createHash } from 'node:crypto';
import type { PDFRef } from 'pdf-lib';
import { loadFonts } from '../../../../../electron/core/exports/fonts.ts';
import type { Fonts } from '../../../../../electron/core/exports/fonts.ts';
import { paintPage } from '../../../../../electron/core/exports/layout/canvas.ts';
import type { Drawing, LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { createPdfWriter } from '../../../../../electron/core/exports/pdf/writer.ts';
import type { WrittenFile } from '../../../../../electron/core/exports/pdf/writer.ts';

/** A page to write, the drawings on top of it and the destination that leads to it. */
export interface BookPage {
  readonly page: LaidPage;
  readonly stamps: readonly Drawing[];
  readonly name: string | null;
}

/** Writes pages of ours to `path` with the real writer; JPEG pictures are stored as they are. */
export async function writeBook(
  path: string,
  pagesOf: (fonts: Fonts) => readonly BookPage[],
): Promise<{ file: WrittenFile; fonts: Fonts }> {
  const writer = createPdfWriter({ path, id: '00112233445566778899aabbccddeeff' });
  const fonts = await loadFonts(writer);
  const images = new Map<string, PDFRef>();
  const destinations = new Map<string, { page: PDFRef; top: number }>();
  for (const { page, stamps, name } of pagesOf(fonts)) {
    const painted = await paintPage(page, stamps, {
      writer,
      fonts,
      writeImage(bytes) {
        const key = createHash('sha256').update(bytes).digest('hex');
        const known = images.get(key);
        if (known) return known;
        const ref = writer.alloc();
        const { width, height } = jpegSize(bytes);
        const dict = {
          Type: 'XObject',
          Subtype: 'Image',
          Width: width,
          Height: height,
          ColorSpace: 'DeviceRGB',
          BitsPerComponent: 8,
        };
        writer.writeStream(ref, { ...dict, Filter: 'DCTDecode' }, bytes, { compress: false });
        images.set(key, ref);
        return ref;
      },
    });
    const { ref } = writer.addPage(painted);
    if (name) destinations.set(name, { page: ref, top: page.heightPt });
  }
  await fonts.embed(writer);
  const file = writer.finish({
    outline: [],
    labels: [],
    destinations,
    info: { title: '样卷', author: '测试', subject: '', producer: 'taizhang', creationDate: '2026-07-08T09:30:00' },
    language: 'zh-CN',
  });
  return { file, fonts };
}

function jpegSize(bytes: Uint8Array): { width: number; height: number } {
  for (let at = 2; at < bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2)
      return { height: (bytes[at + 5]! << 8) | bytes[at + 6]!, width: (bytes[at + 7]! << 8) | bytes[at + 8]! };
    at += 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
  }
  throw new Error('no picture size');
}
