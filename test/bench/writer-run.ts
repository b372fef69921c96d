import { readFileSync, writeFileSync } from 'node:fs';
import { withLittleHeapRoom } from '../../electron/core/heap-room.ts';
import { A4_HEIGHT_PT } from '../../electron/core/exports/layout/drawing.ts';
import { photoFrame, placedFrame } from '../../electron/core/exports/layout/frames.ts';
import type { Overlay } from '../../electron/core/exports/pdf/place.ts';
import type { PdfWriter } from '../../electron/core/exports/pdf/writer.ts';
import { peakMemoryBytes } from '../../electron/core/peak-memory.ts';
import { cpuMs, readMb } from './own-cost.ts';

// The writer of volumes alone, in a process of its own: pictures one a page, or PDFs with or without the stamps of a volume. Each loads what it
// needs, all of it with the little heap room that `export` works with. No hash of the sources, no trial, no check. Its SHA-256 of what it writes is among
// the cost, as it always is. What it cost goes to the file named first.
const [report = '', kind = '', list = '', out = ''] = process.argv.slice(2);
const paths = readFileSync(list, 'utf8').split('\0');
const startedMs = performance.now();
const NO_OVERLAY: Overlay = { content: new Uint8Array(0), resources: { fonts: new Map(), xObjects: new Map() } };

async function pictures(writer: PdfWriter): Promise<void> {
  const { embedPicture } = await import('../../electron/core/exports/pdf/images.ts');
  const { x, y, width, height } = photoFrame('front');
  for (const path of paths) {
    const result = await embedPicture(writer, { path, printWidthPt: width, printHeightPt: height });
    if (result.kind === 'refused') throw new Error(result.reason);
    const { ref, widthPx, heightPx, reencoded } = result.picture;
    if (reencoded) throw new Error('a picture was not taken as it is');
    const scale = Math.min(width / widthPx, height / heightPx);
    const [widthPt, heightPt] = [widthPx * scale, heightPx * scale];
    const content = `q ${widthPt.toFixed(2)} 0 0 ${heightPt.toFixed(2)} ${x} ${(A4_HEIGHT_PT - y - heightPt).toFixed(2)} cm /P0 Do Q`;
    writer.addPage({
      widthPt: 595.28,
      heightPt: A4_HEIGHT_PT,
      content: Buffer.from(content, 'latin1'),
      resources: writer.context.obj({ XObject: { P0: ref } }),
    });
  }
}

async function pdfs(writer: PdfWriter, isStamped: boolean): Promise<void> {
  const { loadFonts } = await import('../../electron/core/exports/fonts.ts');
  const { stampOverlay } = await import('../../electron/core/exports/layout/stamp.ts');
  const { placePages } = await import('../../electron/core/exports/pdf/place.ts');
  const { openPdfSource } = await import('../../electron/core/exports/pdf/source.ts');
  const { x, y, width, height } = placedFrame('front');
  const frame = { x, y: A4_HEIGHT_PT - y - height, width, height };
  const fonts = isStamped ? await loadFonts(writer) : null;
  let page = 0;
  for (const path of paths) {
    const source = await openPdfSource(path);
    const pageIndexes = source.pages.map((_, index) => index);
    const overlays: Overlay[] = [];
    for (const index of pageIndexes)
      overlays.push(
        fonts === null
          ? NO_OVERLAY
          : await stampOverlay(
              {
                preset: 'official',
                side: 'front',
                number: String(page + index + 1),
                code: 'Ⅱ-11-1)-①',
                codeLink: null,
                header: '滨河区文明城市创建档案　第 1 卷　共 1 卷',
                marks: [],
              },
              fonts,
            ),
      );
    placePages(writer, source, { pageIndexes, frame: () => frame, overlay: (ordinal) => overlays[ordinal] ?? NO_OVERLAY });
    source.close();
    page += pageIndexes.length;
  }
  await fonts?.embed(writer);
}

const { sizeBytes } = await withLittleHeapRoom(async () => {
  const { BARE_FINISH, createPdfWriter } = await import('../../electron/core/exports/pdf/writer.ts');
  const writer = createPdfWriter({ path: out, id: '0'.repeat(32) });
  await (kind === 'pictures' ? pictures(writer) : pdfs(writer, kind === 'stamped'));
  return writer.finish(BARE_FINISH);
});
const cost = {
  cpuMs: cpuMs(),
  wallMs: performance.now() - startedMs,
  peakMb: peakMemoryBytes() / 2 ** 20,
  readMb: readMb(),
};
writeFileSync(report, JSON.stringify({ cost, sizeBytes }));
