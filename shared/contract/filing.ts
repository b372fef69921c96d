import { z } from 'zod';
import { KINDS } from '../domain/document.ts';
import type { Band } from '../domain/link.ts';
import type { FilingConditions } from '../domain/filing-rule.ts';
import type { OfferedFile } from './gaps.ts';
import type { QueueItem } from './links.ts';

/** 归类规则: readable rules of a clerk. They suggest; only where the clerk said so they confirm by themselves. */

const archive = z.string().min(1);
const framework = z.string().min(1);
const words = z.string().max(200);
const conditions = z.object({
  ...{ folder: words, name: words, text: words, issuer: words, series: words },
  kind: z.enum(KINDS).nullable(),
});
const draft = z.object({
  /** Row id of the leaf it files under. */
  indicatorId: z.number().int(),
  name: z.string().min(1).max(60),
  conditions,
});

/** A rule not yet kept. */
export interface FilingDraft {
  readonly indicatorId: number;
  readonly code: string;
  readonly indicatorName: string;
  readonly name: string;
  readonly conditions: FilingConditions;
}

/** Of the newest `of` suggestions that a person answered, `accepted` were confirmed. */
export interface Acceptance {
  readonly of: number;
  readonly accepted: number;
}

export interface KeptFilingRule extends FilingDraft {
  readonly id: number;
  readonly active: boolean;
  /** It confirms by itself what it fits. */
  readonly automatic: boolean;
  readonly madeBy: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly acceptance: Acceptance;
  /** Open suggestions that rest on it. */
  readonly open: number;
  /** Confirmed by it on the clerk's word. */
  readonly confirmed: number;
}

/** open: not decided · confirmed, rejected: this pair is · elsewhere: confirmed under another leaf of the framework. */
export type HitStanding = 'open' | 'confirmed' | 'rejected' | 'elsewhere';

export interface FilingHit {
  readonly item: QueueItem;
  readonly standing: HitStanding;
  /** Code of the other leaf where it is confirmed elsewhere, else ''. */
  readonly elsewhere: string;
}

export interface FilingPreview {
  /** All present documents that the rule fits, by what was decided about them. */
  readonly counts: Readonly<Record<HitStanding, number>>;
  /** The first 200: open ones, then those decided otherwise, each by path. */
  readonly hits: readonly FilingHit[];
}

/** A habit of the clerk as a rule: `confirmed` of the `decided` decisions there went to that leaf. */
export interface LearnedDraft extends FilingDraft {
  readonly confirmed: number;
  readonly decided: number;
}

/** What a file of rules was understood as; what was not has a sentence. */
export interface FilingFile {
  readonly drafts: readonly FilingDraft[];
  readonly troubles: readonly string[];
}

export const filingInputs = {
  'filing.list': z.object({ archive, framework }),
  /** 从我的确认中提取. */
  'filing.learned': z.object({ archive, framework }),
  'filing.preview': z.object({ archive, rule: draft }),
  /** Keeps rules: those with an id in place of the former, the others as new. */
  'filing.save': z.object({
    archive,
    rules: z
      .array(draft.extend({ id: z.number().int().optional(), active: z.boolean() }))
      .min(1)
      .max(500),
  }),
  'filing.remove': z.object({ archive, id: z.number().int() }),
  /** 自动确认 on (all open hits are confirmed in the same step) or off. */
  'filing.automatic': z.object({ archive, id: z.number().int(), on: z.boolean() }),
  'filing.readFile': z.object({ archive, framework, file: z.string().min(1) }),
  /** The rules of a framework as a file, to `path`, or without one where the page can download it. */
  'filing.write': z.object({ archive, framework, format: z.enum(['json', 'xlsx']), path: z.string().min(1).optional() }),
} as const;

export interface FilingOutputs {
  'filing.list': {
    readonly rules: readonly KeptFilingRule[];
    /** 采纳率: of the best suggestions a person answered in this framework, by how sure they were. */
    readonly bands: Readonly<Record<Band, Acceptance>>;
  };
  'filing.learned': { readonly drafts: readonly LearnedDraft[] };
  'filing.preview': FilingPreview;
  'filing.save': { readonly saved: number };
  'filing.remove': Record<string, never>;
  'filing.automatic': { readonly confirmed: number };
  'filing.readFile': FilingFile;
  'filing.write': { readonly path: string | null; readonly file: OfferedFile | null };
}

export const FILING_WRITES = [
  'filing.save',
  'filing.remove',
  'filing.automatic',
] as const satisfies readonly (keyof typeof filingInputs)[];
