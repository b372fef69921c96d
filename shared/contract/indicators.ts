import { z } from 'zod';
import { KINDS, type DateOrigin, type DocumentState, type DocumentType, type Kind } from '../domain/document.ts';
import type { GapState, Need } from '../domain/gaps.ts';
import type { RedLine } from '../domain/red-lines.ts';
import type { Band, LinkState, Reason } from '../domain/link.ts';
import type { TreeNode } from '../domain/tree-change.ts';

/** 指标: the tree, one node with its evidence, its requirements and its order. */

const archive = z.string().min(1);
const indicator = z.number().int();

export interface IndicatorNode extends TreeNode {
  /** Of a leaf its state, of a branch the worst of its leaves that apply. */
  readonly state: GapState;
  /** Leaves beneath that are 齐全 or 将到期, and all that apply; a leaf counts itself. */
  readonly complete: number;
  readonly leaves: number;
  /** Pinyin initials of the name, for the filter field. */
  readonly initials: string;
}

export interface IndicatorTree {
  readonly framework: string;
  /** The sentence that the wording is a reconstruction, else ''. */
  readonly note: string;
  readonly levelNames: readonly string[];
  /** False for a shipped 示例模板: a clerk saves it under another name before changing it. */
  readonly editable: boolean;
  /** In the framework's order: a parent before its children. */
  readonly nodes: readonly IndicatorNode[];
}

export interface Requirement {
  readonly kind: Kind;
  readonly minCount: number;
  readonly windowMonths: number | null;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  readonly note: string;
}

export interface Evidence {
  readonly linkId: number;
  readonly documentId: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string;
  readonly path: string;
  readonly pages: number | null;
  readonly state: DocumentState;
  readonly link: LinkState;
  /** The kind the clerk gave this link, or null: the document's own holds. */
  readonly ownKind: Kind | null;
  readonly documentKind: Kind | null;
  readonly docNumber: string | null;
  readonly date: string | null;
  readonly dateOrigin: DateOrigin;
  readonly caption: string;
  readonly firstPage: number | null;
  readonly lastPage: number | null;
  readonly score: number | null;
  readonly band: Band | null;
  readonly reasons: readonly Reason[];
  /** 红线 drawn on it for this leaf. */
  readonly redLines: readonly DrawnLine[];
}

export interface DrawnLine extends RedLine {
  readonly id: number;
  /** It was drawn on a former content of the document and has to be looked at; until then it is not printed. */
  readonly recheck: boolean;
}

export interface IndicatorDetail {
  readonly id: number;
  readonly framework: string;
  readonly leaf: boolean;
  readonly levelName: string;
  readonly code: string;
  readonly name: string;
  /** Codes and names above it, outermost first. */
  readonly above: readonly string[];
  readonly standard: string;
  readonly methods: readonly string[];
  readonly leadUnit: string;
  readonly units: readonly string[];
  readonly dueText: string;
  readonly note: string;
  readonly notApplicable: string | null;
  /** The row of 硬件缺项清单 that takes it out of the count, or null. */
  readonly hardware: number | null;
  readonly baseDate: string;
  /** Null for a branch. */
  readonly state: GapState | null;
  readonly needs: readonly Need[];
  readonly requirements: readonly Requirement[];
  /** Confirmed, in the order of the volume. */
  readonly evidence: readonly Evidence[];
  /** 待确认, best first. */
  readonly suggestions: readonly Evidence[];
  readonly rejected: readonly Evidence[];
}

export const requirement = z.object({
  kind: z.enum(KINDS),
  minCount: z.number(),
  windowMonths: z.number().nullable(),
  windowFrom: z.string().nullable(),
  windowTo: z.string().nullable(),
  note: z.string(),
});

/** A place on a page: 0 left or top, 1 right or bottom. */
const share = z.number().min(0).max(1);

export const indicatorInputs = {
  'indicators.tree': z.object({ archive, framework: z.string().min(1) }),
  'indicators.read': z.object({ archive, indicator }),
  /** What the leaf's state would be with these requirements; writes nothing. */
  'indicators.tryRequirements': z.object({ archive, indicator, requirements: z.array(requirement) }),
  'indicators.setRequirements': z.object({ archive, indicator, requirements: z.array(requirement) }),
  /** `reason` null takes 不适用 back. */
  'indicators.setNotApplicable': z.object({ archive, indicator, reason: z.string().nullable() }),
  'links.describe': z.object({
    archive,
    documentId: z.number().int(),
    indicatorId: indicator,
    kind: z.enum(KINDS).nullable(),
    caption: z.string(),
    firstPage: z.number().nullable(),
    lastPage: z.number().nullable(),
  }),
  'redLines.draw': z.object({
    archive,
    documentId: z.number().int(),
    indicatorId: indicator,
    lines: z
      .array(z.object({ page: z.number().int().min(1).max(100_000), x1: share, y1: share, x2: share, y2: share }))
      .min(1)
      .max(500),
  }),
  /** The lines of this evidence that wait to be looked at stand under the right words. */
  'redLines.keep': z.object({ archive, documentId: z.number().int(), indicatorId: indicator }),
  /** Without `ids`: all of this evidence. */
  'redLines.erase': z.object({
    archive,
    documentId: z.number().int(),
    indicatorId: indicator,
    ids: z.array(z.number().int()).nullable(),
  }),
  /** All confirmed documents of the leaf, in the order they are to have. */
  'links.order': z.object({ archive, indicatorId: indicator, documentIds: z.array(z.number().int()) }),
} as const;

export interface IndicatorOutputs {
  'indicators.tree': IndicatorTree;
  'indicators.read': IndicatorDetail;
  'indicators.tryRequirements': { readonly state: GapState; readonly needs: readonly Need[] };
  'indicators.setRequirements': Record<string, never>;
  'indicators.setNotApplicable': Record<string, never>;
  'links.describe': Record<string, never>;
  'redLines.draw': Record<string, never>;
  'redLines.keep': Record<string, never>;
  'redLines.erase': Record<string, never>;
  'links.order': Record<string, never>;
}

export const INDICATOR_WRITES = [
  'indicators.setRequirements',
  'indicators.setNotApplicable',
  'links.describe',
  'redLines.draw',
  'redLines.keep',
  'redLines.erase',
  'links.order',
] as const satisfies readonly (keyof typeof indicatorInputs)[];
