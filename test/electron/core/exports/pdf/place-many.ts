import { join } from 'node:path';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { placePages } from '../../../../../electron/core/exports/pdf/place.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { allPages, barOverlay, FINISH, FRAME, newVolume } from './pdf-fixtures.ts';

// Started by memory.test.ts as a process of its own: places every `<n>.pdf` of a folder into one volume and prints its figures.
const [folder = '', sources = '0'] = process.argv.slice(2);
const rssMB = (): number => process.memoryUsage().rss / (1 << 20);
const seconds = (since: number): number => Math.round(performance.now() - since) / 1000;

const before = rssMB();
const started = performance.now();
const volume = join(folder, 'volume.pdf');
const writer = newVolume(volume);
let peak = before;
for (let n = 0; n < Number(sources); n++) {
  const source = await openPdfSource(join(folder, `${n}.pdf`));
  placePages(writer, source, { pageIndexes: allPages(source), frame: () => FRAME, overlay: barOverlay });
  source.close();
  peak = Math.max(peak, rssMB());
}
const { sizeBytes, pageCount } = writer.finish(FINISH);
const placing = seconds(started);
const inspecting = performance.now();
const inspection = await inspectVolume(volume);
const maximum = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({
    pages: inspection.pageCount === pageCount ? pageCount : -1,
    sizeMB: Math.round(sizeBytes / (1 << 20)),
    seconds: placing,
    inspectSeconds: seconds(inspecting),
    growthMB: Math.round(maximum - before),
    peakMB: Math.round(maximum),
  }),
);
