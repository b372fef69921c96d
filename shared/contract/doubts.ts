import { z } from 'zod';
import type { DocumentType } from '../domain/document.ts';

/** 待核对: confirmed evidence whose content is gone, and the files that may be what became of it. A person decides; nothing goes over by itself. */

/** What speaks for a candidate. */
export const DOUBT_WORDS = {
  place: '在原来的位置',
  fileId: '系统里是同一个文件',
  name: '文件名相同',
} as const;
export type DoubtReason = keyof typeof DOUBT_WORDS;

export interface DoubtLink {
  readonly framework: string;
  readonly code: string;
  readonly name: string;
  readonly decidedBy: string | null;
}

/** The content that was confirmed and is at no place any more. */
export interface DoubtFormer {
  readonly id: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string;
  /** Where it lay, relative to its source. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly pages: number | null;
  readonly date: string | null;
  readonly evidence: readonly DoubtLink[];
}

export interface DoubtCandidate {
  readonly id: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string;
  readonly path: string;
  readonly source: string;
  readonly sizeBytes: number;
  readonly pages: number | null;
  readonly date: string | null;
  readonly reasons: readonly DoubtReason[];
  /** Indicators it is confirmed for already, by itself. */
  readonly confirmed: number;
}

export interface Doubt {
  readonly former: DoubtFormer;
  /** Best first: same place, then same file, then same name. */
  readonly candidates: readonly DoubtCandidate[];
  /** ISO 8601: when 编目 first noticed. */
  readonly noticedAt: string;
}

/** `moved` confirmed and `rejected` decisions went over; `kept` the candidate had its own; `pagesDropped` page ranges did not fit; `lines` red lines wait to be looked at again. */
export interface SettledDoubt {
  readonly moved: number;
  readonly rejected: number;
  readonly kept: number;
  readonly pagesDropped: number;
  readonly lines: number;
}

/** `open`: how many questions are left. */
export interface AnsweredDoubt extends SettledDoubt {
  readonly former: { readonly path: string; readonly sha256: string };
  readonly candidate: { readonly path: string; readonly source: string; readonly sha256: string } | null;
  readonly open: number;
}

const archive = z.string().min(1);
const id = z.number().int().min(1);

/** Of the command line. */
export const doubtCliInputs = {
  'doubts.list': z.object({ archive }),
  /**
   * `former` and `candidate`: a path (relative to its source, or whole) or the first 8 or more characters of a SHA-256; `candidate`
   * null: none of the candidates is the former.
   */
  'doubts.answer': z.object({ archive, former: z.string().min(1), candidate: z.string().min(1).nullable() }),
} as const;

export interface DoubtCliOutputs {
  'doubts.list': { readonly doubts: readonly Doubt[] };
  'doubts.answer': AnsweredDoubt;
}

/** Of the window. */
export const doubtInputs = {
  /** `candidateId` null: none of them is the former. */
  'doubts.settle': z.object({ archive, formerId: id, candidateId: id.nullable() }),
} as const;

export interface DoubtOutputs {
  'doubts.settle': SettledDoubt;
}

export const DOUBT_WRITES = ['doubts.settle', 'doubts.answer'] as const satisfies readonly (
  keyof typeof doubtInputs | keyof typeof doubtCliInputs
)[];
