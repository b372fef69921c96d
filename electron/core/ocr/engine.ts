import { readFile } from 'node:fs/promises';
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import { cutOut, type Picture, type Quad } from './picture.ts';
import type { OcrLine } from '../../../shared/domain/reading-order.ts';
import { readBoxes, type Reading } from './directions.ts';
import { findTextBoxes } from './text-boxes.ts';

/** Reads the words of a page's picture. Holds the models (about 16 MB of files) until `close`. */
export interface OcrEngine {
  readonly read: (page: Picture) => Promise<OcrLine[]>;
  readonly close: () => Promise<void>;
}

/** Where the models lie (PP-OCRv4, Apache-2.0). */
export interface OcrModels {
  readonly detection: string;
  readonly recognition: string;
  /** One character a line. */
  readonly characters: string;
}

/** What runs a model: onnxruntime, native or as WebAssembly. */
export interface Runtime {
  readonly InferenceSession: { readonly create: (model: Uint8Array, options: object) => Promise<InferenceSession> };
  readonly Tensor: TensorConstructor;
}

/** Longer side of the picture the detector sees; a multiple of 32. A character of 12 pt on A4 is then 14 px high; 1,280 takes 50 MB more. */
const DETECT_SIDE_PX = 960;
const GRID_PX = 32;
/** Height the reader was trained on. */
const LINE_HEIGHT_PX = 48;
const MAX_LINE_WIDTH_PX = 3_200;
const MIN_CONFIDENCE = 0.5;

export async function openOcr(models: OcrModels, runtime: Runtime, options: { readonly threads: number }): Promise<OcrEngine> {
  const session = async (file: string) =>
    runtime.InferenceSession.create(await readFile(file), {
      intraOpNumThreads: options.threads,
      interOpNumThreads: 1,
      // The arena keeps the largest page's memory for ever; pages differ too much for that.
      enableCpuMemArena: false,
      graphOptimizationLevel: 'basic',
    });
  const detector = await session(models.detection);
  const reader = await session(models.recognition);
  // Class 0 is “no character”; a space is the last one (PaddleOCR, use_space_char).
  const characters = [
    '',
    ...(await readFile(models.characters, 'utf8'))
      .replace(/\r/g, '')
      .split('\n')
      .filter((line) => line !== ''),
    ' ',
  ];
  return {
    read: async (page) => {
      // Longest first: a memory that only grows then grows once, and shorter lines fit into what the longest left.
      const boxes = (await detect(detector, runtime, page)).sort((one, other) => spanOf(other) - spanOf(one));
      const lines = await readBoxes(boxes, (line) => readStrip(reader, runtime, characters, stripOf(page, line)));
      return lines.flatMap((line) => {
        const text = line.text.trim();
        return text !== '' && line.confidence >= MIN_CONFIDENCE ? [{ ...line, text }] : [];
      });
    },
    close: async () => {
      await detector.release();
      await reader.release();
    },
  };
}

/** How much longer than high a line is, whichever way it runs. */
function spanOf([a, b, , d]: Quad): number {
  const [width, height] = [Math.hypot(b.x - a.x, b.y - a.y), Math.hypot(d.x - a.x, d.y - a.y)];
  return Math.max(width, height) / Math.max(1, Math.min(width, height));
}

async function run(session: InferenceSession, input: Tensor): Promise<Tensor> {
  const output = await session.run({ [session.inputNames[0] ?? '']: input });
  const first = output[session.outputNames[0] ?? ''];
  if (!first) throw new Error('the model gave no output');
  return first as Tensor;
}

async function detect(session: InferenceSession, runtime: Runtime, page: Picture): Promise<Quad[]> {
  const scale = Math.min(1, DETECT_SIDE_PX / Math.max(page.widthPx, page.heightPx));
  const onGrid = (px: number): number => Math.max(GRID_PX, Math.round((px * scale) / GRID_PX) * GRID_PX);
  const size = { widthPx: onGrid(page.widthPx), heightPx: onGrid(page.heightPx) };
  const small = shrink(page, size);
  // ImageNet mean and deviation, blue first, as the detector was trained.
  const input = planes(small, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);
  const output = await run(session, new runtime.Tensor('float32', input, [1, 3, size.heightPx, size.widthPx]));
  const share = output.data as Float32Array;
  const [sx, sy] = [page.widthPx / size.widthPx, page.heightPx / size.heightPx];
  return findTextBoxes({ ...size, share }).map((quad) => quad.map(({ x, y }) => ({ x: x * sx, y: y * sy })) as unknown as Quad);
}

/** Each pixel the mean of those it covers. */
function shrink(page: Picture, size: { readonly widthPx: number; readonly heightPx: number }): Picture {
  if (size.widthPx === page.widthPx && size.heightPx === page.heightPx) return page;
  if (size.widthPx > page.widthPx || size.heightPx > page.heightPx) {
    const [w, h] = [page.widthPx, page.heightPx];
    return cutOut(page, [{ x: 0, y: 0 }, { x: w, y: 0 }, { x: w, y: h }, { x: 0, y: h }], size); // prettier-ignore
  }
  const rgb = new Uint8Array(size.widthPx * size.heightPx * 3);
  for (let y = 0; y < size.heightPx; y++) {
    const top = Math.floor((y * page.heightPx) / size.heightPx);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * page.heightPx) / size.heightPx));
    for (let x = 0; x < size.widthPx; x++) {
      const left = Math.floor((x * page.widthPx) / size.widthPx);
      const right = Math.max(left + 1, Math.floor(((x + 1) * page.widthPx) / size.widthPx));
      let [r, g, b] = [0, 0, 0];
      for (let py = top; py < bottom; py++)
        for (let px = left; px < right; px++) {
          const at = (py * page.widthPx + px) * 3;
          r += page.rgb[at] ?? 0;
          g += page.rgb[at + 1] ?? 0;
          b += page.rgb[at + 2] ?? 0;
        }
      const count = (bottom - top) * (right - left);
      const at = (y * size.widthPx + x) * 3;
      rgb[at] = r / count;
      rgb[at + 1] = g / count;
      rgb[at + 2] = b / count;
    }
  }
  return { ...size, rgb };
}

/** Pixels as the models take them: one plane a channel, blue, green, red, each (value / 255 - mean) / deviation. */
function planes({ widthPx, heightPx, rgb }: Picture, mean: readonly number[], deviation: readonly number[]): Float32Array {
  const count = widthPx * heightPx;
  const out = new Float32Array(count * 3);
  for (let channel = 0; channel < 3; channel++) {
    const [m, d] = [mean[channel] ?? 0, deviation[channel] ?? 1];
    for (let at = 0; at < count; at++) out[channel * count + at] = ((rgb[at * 3 + 2 - channel] ?? 0) / 255 - m) / d;
  }
  return out;
}

/** The line that runs from the quad's first corner to its second, as high as the reader wants it. */
function stripOf(page: Picture, quad: Quad): Picture {
  const [a, b, , d] = quad;
  const long = Math.max(0.5, Math.hypot(b.x - a.x, b.y - a.y) / Math.max(1, Math.hypot(d.x - a.x, d.y - a.y)));
  const widthPx = Math.min(MAX_LINE_WIDTH_PX, Math.max(16, Math.round((long * LINE_HEIGHT_PX) / 8) * 8));
  return cutOut(page, quad, { widthPx, heightPx: LINE_HEIGHT_PX });
}

async function readStrip(
  session: InferenceSession,
  runtime: Runtime,
  characters: readonly string[],
  strip: Picture,
): Promise<Reading> {
  const input = planes(strip, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]);
  return decode(await run(session, new runtime.Tensor('float32', input, [1, 3, strip.heightPx, strip.widthPx])), characters);
}

/** Connectionist temporal classification, the likeliest path: repeated classes once, class 0 dropped. */
function decode(output: Tensor, characters: readonly string[]): Reading {
  const [, steps = 0, classes = 0] = output.dims;
  const data = output.data as Float32Array;
  let text = '';
  let sum = 0;
  let count = 0;
  let former = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    let share = 0;
    for (let at = 0; at < classes; at++) {
      const value = data[step * classes + at] ?? 0;
      if (value > share) [best, share] = [at, value];
    }
    if (best !== 0 && best !== former) {
      text += characters[best] ?? '';
      sum += share;
      count++;
    }
    former = best;
  }
  return { text, confidence: count === 0 ? 0 : sum / count };
}
