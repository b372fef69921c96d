import { z } from 'zod';
import type { GapState } from '../domain/gaps.ts';
import type { ChangeLine } from '../domain/edition-changes.ts';
import { volumeLook, type BodyFontId, type SuiteId, type VolumeLook } from '../domain/volume-look.ts';
import type { OfferedFile } from './gaps.ts';
import type { ExportedVolume, ExportResult } from './results.ts';

/** 成册: what can be chosen, what stands against it, a true preview, the editions so far. `export.run` makes an edition. */

const archive = z.string().min(1);
const scope = {
  /** Default: every framework. */
  framework: z.string().min(1).optional(),
  unit: z.string().min(1).optional(),
  /** Codes of leaves or of nodes above them. */
  indicators: z.array(z.string().min(1)).min(1).optional(),
};
const look = {
  ...volumeLook,
  /** 补充卷 of this edition: only evidence that was not handed over with it. */
  supplementTo: z.number().int().min(1).optional(),
  draft: z.boolean(),
  password: z.string().optional(),
  /** 逐页比对: every placed page, not a sample. */
  compareAll: z.boolean().optional(),
};

export interface ScopeNode {
  readonly id: number;
  readonly parentId: number | null;
  readonly leaf: boolean;
  readonly code: string;
  readonly name: string;
  /** Of a leaf; null above leaves. */
  readonly state: GapState | null;
  /** Confirmed evidence of a leaf; 0 above leaves. */
  readonly confirmed: number;
}

export interface ExportScope {
  readonly frameworks: readonly {
    readonly id: string;
    readonly name: string;
    /** Parents before children, in print order. */
    readonly nodes: readonly ScopeNode[];
    readonly units: readonly string[];
  }[];
  /** Number of the edition that would be made now. */
  readonly edition: number;
  /** Where it would go unless the person chooses: beside the archive. */
  readonly folder: string;
  /** Office programs found on this machine, the best for Chinese documents first. */
  /** 正文字体 this machine has. */
  readonly bodyFonts: readonly BodyFontId[];
  readonly suites: readonly { readonly id: SuiteId; readonly name: string }[];
}

/** Where in the window something is put right. */
export interface Jump {
  readonly screen: string;
  readonly params: Readonly<Record<string, string>>;
}

export const FINDING_CODES = [
  'nothing', // no confirmed evidence at all
  'folder', // the output folder breaks a rule
  'space',
  'missing',
  'changed',
  'locked', // needs a password
  'unreadable',
  'online-only', // the file is only in the cloud
  'not-pages', // a format that has no pages
  'veto', // the 负面清单 is 触发
  'gaps',
  'pending',
  'no-unit',
  'red-lines', // drawn on a former content, not looked at since
  'sensitive', // 个人信息 in what would be printed
  'photo-reused', // one photo under several indicators
  'photo-dates', // one photo with several days
  'photo-alike', // several documents that look like one photo
  'photo-caption', // photos nobody described
] as const;

/** One thing that stands against (阻断) or should be known before (提醒) an edition is made. */
export interface Finding {
  readonly code: (typeof FINDING_CODES)[number];
  /** What, in words, with its count. */
  readonly title: string;
  /** What it means for the volume and what to do. */
  readonly text: string;
  readonly count: number;
  /** The first 200. */
  readonly items: readonly { readonly what: string; readonly why: string; readonly to: Jump | null }[];
  readonly to: Jump | null;
}

/** Ids of documents whose files are not there as they were indexed. `exports.check` gives them, `export.run` takes them back and stops at any other. */
export const displacedDocuments = z.array(z.number().int()).readonly();

export interface ExportCheck {
  readonly blockers: readonly Finding[];
  readonly reminders: readonly Finding[];
  readonly displaced: z.infer<typeof displacedDocuments>;
  readonly edition: number;
  readonly folder: string;
  readonly estimate: {
    readonly indicators: number;
    /** Pieces of evidence: a document under two indicators counts twice. */
    readonly evidence: number;
    readonly documents: number;
    readonly pages: number;
    readonly volumes: number;
    readonly sizeBytes: number;
    readonly freeBytes: number | null;
    readonly singleSidedMm: number;
    readonly doubleSidedMm: number;
  };
}

/** A volume of a preview; its bytes are at `files/<token>`. */
export interface PreviewVolume {
  readonly name: string;
  readonly pages: number;
  readonly sizeBytes: number;
  readonly token: string;
}

export interface ExportPreview {
  readonly edition: number;
  readonly complete: boolean;
  /** Pieces of evidence with pages of their own. */
  readonly placed: number;
  readonly volumes: readonly PreviewVolume[];
  readonly omitted: ExportResult['omitted'];
  readonly warnings: ExportResult['warnings'];
}

export interface EditionRow {
  readonly edition: number;
  /** Local time `YYYY-MM-DDTHH:mm:ss`. */
  readonly createdAt: string;
  readonly folder: string;
  readonly complete: boolean;
  readonly volumes: number;
  readonly pages: number;
  readonly sizeBytes: number;
  readonly placed: number;
  readonly omitted: number;
  /** False when the folder or its list is no longer there. */
  readonly present: boolean;
}

/** The choices an edition was made with. */
export interface EditionPlan extends VolumeLook {
  readonly framework?: string | undefined;
  readonly unit?: string | undefined;
  readonly indicators?: readonly string[] | undefined;
  readonly draft: boolean;
}

export interface EditionDetail extends Omit<EditionRow, 'volumes' | 'omitted'> {
  /** 签署放行's reason; ''. */
  readonly signOff: string;
  readonly supplementTo: number | null;
  /** Digest that 校验.html shows of the list, as it was frozen. */
  readonly digest: string;
  /** Whether the list in the folder still is the frozen one; null when it is not there. */
  readonly listHolds: boolean | null;
  /** What the person chose then; null for editions before that was kept. */
  readonly plan: EditionPlan | null;
  readonly changes: { readonly since: number; readonly kept: number; readonly lines: readonly ChangeLine[] } | null;
  readonly frameworks: readonly string[];
  readonly volumes: readonly ExportedVolume[];
  readonly omitted: readonly {
    readonly path: string;
    readonly title: string;
    readonly indicator: string;
    readonly reason: string;
    /** Null when the document is no longer known. */
    readonly documentId: number | null;
  }[];
}

export const exportsInputs = {
  'exports.scope': z.object({ archive }),
  /** `folder`: where the edition is to go; absent, the default place is checked. */
  'exports.check': z.object({ archive, ...scope, ...look, folder: z.string().optional() }),
  'exports.preview': z.object({ archive, ...scope, ...look }),
  'exports.list': z.object({ archive }),
  'exports.read': z.object({ archive, edition: z.number().int() }),
  /** Makes a volume of an edition readable in a browser. */
  'exports.offer': z.object({ archive, edition: z.number().int(), file: z.string().min(1) }),
} as const;

export interface ExportsOutputs {
  'exports.scope': ExportScope;
  'exports.check': ExportCheck;
  'exports.preview': ExportPreview;
  'exports.list': { readonly editions: readonly EditionRow[] };
  'exports.read': EditionDetail;
  'exports.offer': OfferedFile;
}
