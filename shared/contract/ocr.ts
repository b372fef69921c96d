import { z } from 'zod';
import type { FailedFile } from './results.ts';

/** 识别: the words of scans and photos. Runs as a job; what is still pending is its queue. */

export interface OcrResult {
  /** Pages gone through; a picture is one page. */
  readonly pages: number;
  readonly documents: number;
  /** Pages on which words were found. */
  readonly withText: number;
  readonly failed: readonly FailedFile[];
  readonly durationMs: number;
}

/** Of a document with recognised pages. */
export interface RecognisedText {
  readonly pages: number;
  /** Mean over the pages with words, 0..1; null where no words were found. */
  readonly confidence: number | null;
  /** Pages a person corrected. */
  readonly corrected: number;
}

export const ocrInputs = { 'ocr.run': z.object({ archive: z.string().min(1) }) } as const;

export interface OcrOutputs {
  'ocr.run': OcrResult;
}

export const OCR_WRITES = ['ocr.run'] as const satisfies readonly (keyof typeof ocrInputs)[];
