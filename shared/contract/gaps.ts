import { z } from 'zod';
import type { DocumentState, DocumentType, Kind } from '../domain/document.ts';
import { MATRIX_BY, type GapMatrix } from '../domain/gap-matrix.ts';
import type { Veto } from '../domain/ledgers/negative.ts';
import { GAP_STATES, type GapState, type Need } from '../domain/gaps.ts';

/** 缺项: the matrix, one leaf's card, and the workbook. */

const archive = z.string().min(1);
const framework = z.string().min(1);

/** A document linked to a leaf, and why it does not count if it does not. */
export interface GapEvidence {
  readonly documentId: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string;
  readonly kind: Kind | null;
  readonly date: string | null;
  readonly link: 'confirmed' | 'suggested';
  readonly documentState: DocumentState;
  /** Null when it counts, or will once confirmed. */
  readonly whyNot: string | null;
}

/** The card of a leaf. */
export interface GapLeaf {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly standard: string;
  readonly leadUnit: string;
  readonly units: readonly string[];
  readonly state: GapState;
  readonly needs: readonly Need[];
  /** Why it is not counted: the clerk's written reason, or the facility that is not there; null when it counts. */
  readonly notApplicable: string | null;
  /** The row of 硬件缺项清单 that takes it out of the count, or null. */
  readonly hardware: number | null;
  readonly confirmed: number;
  readonly suggested: number;
  /** Confirmed first; the first 100. */
  readonly evidence: readonly GapEvidence[];
}

/** A file of ours that a host sends by its token: `files/<token>`. */
export interface OfferedFile {
  readonly token: string;
  readonly name: string;
  readonly sizeBytes: number;
}

export const gapsInputs = {
  'gaps.matrix': z.object({ archive, framework, by: z.enum(MATRIX_BY) }),
  'gaps.leaf': z.object({ archive, framework, indicator: z.number().int() }),
  /** Writes 缺项表 and 全部指标 of the leaves asked for, to `path`, or without one where the page can download it. */
  'gaps.workbook': z.object({
    archive,
    framework,
    states: z.array(z.enum(GAP_STATES)),
    unit: z.string(),
    method: z.string().optional(),
    text: z.string(),
    path: z.string().min(1).optional(),
  }),
} as const;

export interface GapsOutputs {
  'gaps.matrix': GapMatrix & {
    readonly baseDate: string;
    readonly units: readonly string[];
    /** 测评方法 with the number of leaves judged by each. */
    readonly methods: readonly { readonly method: string; readonly leaves: number }[];
    readonly vetoes: readonly Veto[];
  };
  'gaps.leaf': GapLeaf;
  'gaps.workbook': { readonly leaves: number; readonly path: string | null; readonly file: OfferedFile | null };
}
