import { z } from 'zod';
import type { DateOrigin, DocumentState, DocumentType, Kind } from '../domain/document.ts';
import type { GapState } from '../domain/gaps.ts';
import type { Band, LinkState, Reason } from '../domain/link.ts';
import type { DecideResult } from './results.ts';

/** 归类: the documents that wait, what is suggested for each, and deciding many at once. */

const archive = z.string().min(1);
const framework = z.string().min(1);
const documentId = z.number().int();
const indicatorId = z.number().int();

/** Which documents wait: with suggestions not yet decided, without any, or put off. */
export const QUEUES = ['suggested', 'without', 'later'] as const;
export type Queue = (typeof QUEUES)[number];

export interface QueueItem {
  readonly id: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string;
  readonly path: string;
  readonly pages: number | null;
  readonly state: DocumentState;
  /** Of its best suggestion; null without any. */
  readonly band: Band | null;
}

export interface QueuePage {
  /** The leaf whose suggestions alone are asked for; null for all, or when it is gone. */
  readonly indicator: { readonly code: string; readonly name: string } | null;
  /** Waiting in this queue. */
  readonly total: number;
  /** Documents with at least one decision in this framework, and all that are present. */
  readonly decided: number;
  readonly documents: number;
  /** Best suggestion in the high band: what “把握大的一并确认” would take. */
  readonly high: number;
  readonly items: readonly QueueItem[];
}

export interface TriageSuggestion {
  readonly indicatorId: number;
  readonly code: string;
  readonly name: string;
  readonly standard: string;
  readonly leadUnit: string;
  readonly link: LinkState;
  readonly score: number;
  readonly band: Band;
  readonly reasons: readonly Reason[];
  /** State of the indicator now. */
  readonly state: GapState;
  /** What it still lacks, one sentence; '' when nothing. */
  readonly lacks: string;
}

export interface TriageDocument extends QueueItem {
  readonly source: string;
  readonly otherPaths: readonly string[];
  readonly kind: Kind | null;
  readonly docNumber: string | null;
  readonly issuer: string | null;
  readonly date: string | null;
  readonly dateOrigin: DateOrigin;
  readonly takenAt: string | null;
  readonly message: string | null;
  /** Confirmed and rejected ones too; open ones best first. */
  readonly suggestions: readonly TriageSuggestion[];
  /** Other waiting documents of the same folder or series with the same best suggestion. */
  readonly sameSituation: number;
}

export interface SameSituation {
  readonly indicatorId: number;
  readonly code: string;
  readonly name: string;
  readonly items: readonly QueueItem[];
}

export interface FoundIndicator {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** Names above it, outermost first. */
  readonly above: readonly string[];
  readonly leadUnit: string;
  readonly state: GapState;
  readonly confirmed: number;
}

export const linkInputs = {
  'links.queue': z.object({
    archive,
    framework,
    queue: z.enum(QUEUES),
    band: z.enum(['high', 'medium', 'low']).optional(),
    folder: z.string().optional(),
    /** Row id of a leaf: only documents suggested for it. */
    indicator: indicatorId.optional(),
    limit: z.number().int().min(1).max(500),
  }),
  'links.triage': z.object({ archive, framework, documentId }),
  'links.same': z.object({ archive, framework, documentId, indicatorId }),
  'links.bandDocuments': z.object({ archive, framework, band: z.enum(['high', 'medium', 'low']) }),
  'links.decideMany': z.object({
    archive,
    pairs: z
      .array(z.object({ documentId, indicatorId, action: z.enum(['confirm', 'reject', 'clear']) }))
      .min(1)
      .max(20_000),
  }),
  /** None of the open suggestions of this framework fits: all are rejected. */
  'links.none': z.object({ archive, framework, documentId }),
  'links.later': z.object({ archive, framework, documentId }),
  /** Leaves by code in any spelling, words or pinyin initials, best first. */
  'indicators.search': z.object({ archive, framework, query: z.string(), limit: z.number().int().min(1).max(200) }),
} as const;

export interface LinkOutputs {
  'links.queue': QueuePage;
  'links.triage': TriageDocument;
  'links.same': SameSituation;
  'links.bandDocuments': {
    readonly pairs: readonly {
      readonly item: QueueItem;
      readonly indicatorId: number;
      readonly code: string;
      readonly name: string;
    }[];
  };
  'links.decideMany': DecideResult;
  'links.none': DecideResult;
  'links.later': Record<string, never>;
  'indicators.search': { readonly indicators: readonly FoundIndicator[] };
}

export const LINK_WRITES = [
  'links.decideMany',
  'links.none',
  'links.later',
] as const satisfies readonly (keyof typeof linkInputs)[];
