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

/** One page that was recognised. */
export interface RecognisedPage {
  /** 1-based. */
  readonly page: number;
  /** As the engine read it. */
  readonly text: string;
  /** 0..1; null where it found no words. */
  readonly confidence: number | null;
  /** As a person read it; null until somebody did. */
  readonly corrected: string | null;
  /** Why the engine could not read it, else null. */
  readonly message: string | null;
}

const archive = z.string().min(1);
const id = z.number().int();

export const ocrInputs = {
  'ocr.run': z.object({ archive }),
  'ocr.pages': z.object({ archive, id }),
  /** `text` null: back to what the engine read. */
  'ocr.correct': z.object({ archive, id, page: z.number().int().min(1), text: z.string().max(100_000).nullable() }),
} as const;

export interface OcrOutputs {
  'ocr.run': OcrResult;
  'ocr.pages': { readonly pages: readonly RecognisedPage[] };
  'ocr.correct': { readonly pages: readonly RecognisedPage[] };
}

export const OCR_WRITES = ['ocr.run', 'ocr.correct'] as const satisfies readonly (keyof typeof ocrInputs)[];
