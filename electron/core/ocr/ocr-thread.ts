import { parentPort } from 'node:worker_threads';
import { renderPageAt } from '../pdf-pages/pdf-pages.ts';
import { openStill } from '../still-picture.ts';
import { compileWasmSparingly } from '../wasm-switches.ts';
import { openShippedOcr } from './models.ts';
import { NO_ENGINE, type OcrAnswer, type OcrTask, type PageReading } from './ocr-worker.ts';
import type { Picture } from './picture.ts';
import { pageText } from '../../../shared/domain/reading-order.ts';

// Files of unknown origin are decoded and read here; a thread that hangs or dies is replaced.
const port = parentPort;
if (!port) throw new Error('ocr-thread runs only as a worker thread');

/** What DA/T 31 asks of a scan at least; finer costs time and reads no better. */
const PDF_DPI = 200;
const LONGEST_PX = 3_000;
/** Below this no word can stand. */
const SMALLEST_PX = 32;

compileWasmSparingly();
const engine = openShippedOcr();
// Without a listener a failed start would end the process before the first task hears of it.
engine.catch(() => undefined);

port.on('message', (task: OcrTask) => {
  read(task).then(
    (reading) => port.postMessage({ id: task.id, ok: true, reading } satisfies OcrAnswer),
    (error: unknown) =>
      port.postMessage({ id: task.id, ok: false, message: String((error as Error).message) } satisfies OcrAnswer),
  );
});

async function read(task: OcrTask): Promise<PageReading> {
  const ocr = await engine.catch(() => {
    throw new Error(NO_ENGINE);
  });
  const picture = await pictureOf(task);
  const { widthPx, heightPx } = picture;
  const lines = Math.min(widthPx, heightPx) < SMALLEST_PX ? [] : await ocr.read(picture);
  const characters = lines.reduce((sum, line) => sum + line.text.length, 0);
  const sure = lines.reduce((sum, line) => sum + line.text.length * line.confidence, 0);
  return { text: pageText(lines), confidence: characters === 0 ? 0 : sure / characters, widthPx, heightPx, lines };
}

async function pictureOf({ path, type, page }: OcrTask): Promise<Picture> {
  if (type === 'pdf') {
    const { widthPx, heightPx, rgba } = await renderPageAt(path, page - 1, { dpi: PDF_DPI, longestPx: LONGEST_PX });
    const rgb = new Uint8Array(widthPx * heightPx * 3);
    for (let at = 0; at < widthPx * heightPx; at++) rgb.set(rgba.subarray(at * 4, at * 4 + 3), at * 3);
    return { widthPx, heightPx, rgb };
  }
  const upright = await openStill(path, { page: type === 'tiff' ? page - 1 : 0 });
  const { data, info } = await upright
    .resize({ width: LONGEST_PX, height: LONGEST_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, rgb: info.channels === 3 ? data : threeChannels(data, info.channels) };
}

/** A grey picture as three equal channels. */
function threeChannels(data: Uint8Array, channels: number): Uint8Array {
  const count = data.length / channels;
  const rgb = new Uint8Array(count * 3);
  for (let at = 0; at < count; at++) rgb.fill(data[at * channels] ?? 0, at * 3, at * 3 + 3);
  return rgb;
}
