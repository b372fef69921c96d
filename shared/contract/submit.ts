import { z } from 'zod';
import { LAYOUTS, DEFAULT_PATTERN, type PackageLayout } from '../domain/package-names.ts';
import type { PackageRules, RuleCode } from '../domain/package-rules.ts';
import type { OfferedFile } from './gaps.ts';

/** 报送包: copies of the confirmed originals by indicator, for a 申报系统; what stands against it is known before it is made. */

const archive = z.string().min(1);
const limit = z.number().positive().nullable();
/** By kind of material, as `MATERIAL_GROUPS` names them. */
export const formatsFor = z
  .object({
    文件: z.array(z.string()).readonly().optional(),
    表格: z.array(z.string()).readonly().optional(),
    照片: z.array(z.string()).readonly().optional(),
    影像: z.array(z.string()).readonly().optional(),
  })
  .optional();
const rules = z.object({
  name: z.string(),
  formats: z.array(z.string()),
  formatsFor,
  maxFileMegabytes: limit,
  maxFilesPerIndicator: limit,
  maxTotalMegabytes: limit,
  maxWords: limit,
  minPixels: z.object({ longSide: z.number(), shortSide: z.number() }).nullable(),
  captions: z.boolean(),
});

export const PACKAGE_FORMS = ['folder', 'zip'] as const;
export type PackageForm = (typeof PACKAGE_FORMS)[number];

/** What a person says to a finding: 放行 or 不报, always with a reason. */
const answer = z.object({
  /** Key of one finding, or a rule's code for all of its findings that have no answer of their own. */
  of: z.string().min(1),
  action: z.enum(['accept', 'leave-out']),
  reason: z.string().trim().max(500),
});
export type PackageAnswer = z.infer<typeof answer>;

/** Where it is to be made, only looked at: a folder or a `.zip`; absent, beside the archive. */
const place = z.string().optional();

const choice = {
  archive,
  /** Default: every framework. */
  framework: z.string().min(1).optional(),
  unit: z.string().min(1).optional(),
  /** Codes of leaves or of nodes above them. */
  indicators: z.array(z.string().min(1)).min(1).optional(),
  form: z.enum(PACKAGE_FORMS).optional(),
  pattern: z.string().default(DEFAULT_PATTERN),
  layout: z.enum(LAYOUTS).default('group'),
  /** Where the receiver will open it, for the length of its paths; by default where it is made. */
  target: z.string().optional(),
  /** The name of kept ones, a `.json` file, or themselves; by default nothing is limited. */
  rules: z.union([z.string().min(1), rules]).optional(),
  answers: z.array(answer).default([]),
  /** An earlier package to compare with: its number here, or its folder or `.zip`. */
  since: z.string().min(1).optional(),
};

/** One finding as a row. */
export interface PackageFinding {
  readonly key: string;
  readonly indicator: string;
  readonly materialCode: string;
  readonly title: string;
  readonly path: string;
  /** Null for the whole package. */
  readonly documentId: number | null;
  readonly limit: string;
  readonly found: string;
  readonly advice: string;
  readonly answer: Omit<PackageAnswer, 'of'> | null;
}

/** All findings of one rule. */
export interface PackageFindings {
  readonly code: RuleCode;
  readonly title: string;
  readonly count: number;
  /** Without an answer yet. */
  readonly open: number;
  readonly canAccept: boolean;
  readonly canLeaveOut: boolean;
  /** The first 200. */
  readonly items: readonly PackageFinding[];
}

export interface PackageTotals {
  readonly files: number;
  readonly indicators: number;
  readonly sizeBytes: number;
}

/** The package one unit would get of those made in one go. */
export interface PackageUnit {
  readonly unit: string;
  readonly number: number;
  readonly totals: PackageTotals;
  /** Findings without an answer. */
  readonly open: number;
}

export interface PackageCheck {
  readonly number: number;
  readonly out: string;
  readonly form: PackageForm;
  readonly rules: PackageRules;
  /** 按责任单位分包: the packages, `number` being the first one's; none where one package is made. */
  readonly units: readonly PackageUnit[];
  /** Units of the scope that have nothing to send. */
  readonly emptyUnits: readonly string[];
  /** Sentences: while there is one, nothing is made. */
  readonly blockers: readonly string[];
  readonly findings: readonly PackageFindings[];
  /** Findings without an answer. */
  readonly open: number;
  /** What would go in. */
  readonly totals: PackageTotals;
  readonly leftOut: number;
  readonly names: {
    /** The first twelve, as they will lie in the package. */
    readonly examples: readonly string[];
    readonly shortened: number;
    readonly numbered: number;
    readonly replaced: readonly { readonly char: string; readonly by: string }[];
    /** UTF-16 units of the longest whole path at the target. */
    readonly longest: number;
  };
  /** Where the report lies that was asked for. */
  readonly xlsx: string | null;
}

export interface PackageItem {
  readonly framework: string;
  readonly indicator: string;
  readonly indicatorName: string;
  readonly materialCode: string;
  readonly title: string;
  /** Its 材料文件夹, the path in it, and the path in the package. */
  readonly source: string;
  readonly path: string;
  readonly packagePath: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly date: string | null;
  /** What of it proves the indicator, `3–5`; '' for all of it. */
  readonly pages: string;
  /** Why it is not named as the pattern says; ''. */
  readonly note: string;
}

export interface LeftOut {
  readonly framework: string;
  readonly indicator: string;
  readonly materialCode: string;
  readonly title: string;
  readonly path: string;
  readonly sha256: string;
  /** What stood against it, and the person's reason. */
  readonly why: string;
  readonly reason: string;
}

export interface PackageChanges {
  /** `第 2 号报送包`, or the folder it was read from. */
  readonly since: string;
  readonly added: readonly ChangedItem[];
  readonly removed: readonly ChangedItem[];
  readonly replaced: readonly ChangedItem[];
  readonly kept: number;
}

export interface ChangedItem {
  readonly indicator: string;
  readonly materialCode: string;
  readonly title: string;
  readonly path: string;
  /** Where it lies in the newer package, for a removed one in the older. */
  readonly packagePath: string;
}

export interface PackageResult {
  readonly number: number;
  readonly out: string;
  readonly form: PackageForm;
  readonly totals: PackageTotals;
  readonly items: readonly PackageItem[];
  readonly leftOut: readonly LeftOut[];
  readonly accepted: number;
  readonly changes: PackageChanges | null;
  readonly durationMs: number;
}

/** The packages of all units, made in one go. */
export interface UnitPackages {
  /** The folder they lie in. */
  readonly out: string;
  readonly packages: readonly (PackageResult & { readonly unit: string })[];
  readonly empty: readonly string[];
  /** Rows written to 报送登记. */
  readonly registered: number;
  readonly durationMs: number;
}

export interface PackageRow {
  readonly number: number;
  readonly createdAt: string;
  readonly out: string;
  readonly form: PackageForm;
  readonly files: number;
  readonly sizeBytes: number;
  readonly leftOut: number;
  /** `市教育局`, `Ⅱ-1 等 3 项`, `全部`. */
  readonly scope: string;
  readonly present: boolean;
}

export interface PackageDetail extends PackageRow {
  readonly frameworks: readonly string[];
  readonly rules: PackageRules;
  readonly pattern: string;
  readonly layout: PackageLayout;
  /** SHA-256 of its list of files (manifest-sha256.txt). */
  readonly digest: string;
  readonly leftOutItems: readonly LeftOut[];
  readonly accepted: readonly {
    readonly rule: string;
    readonly indicator: string;
    readonly title: string;
    readonly found: string;
    readonly limit: string;
    readonly reason: string;
  }[];
  readonly changes: PackageChanges | null;
}

/** 按责任单位分包: every unit that leads an indicator of the scope gets a package of its own. */
const byUnit = z.boolean().default(false);

export const submitCliInputs = {
  /** `xlsx`: where the report goes. */
  'submit.check': z.object({ ...choice, byUnit, place, xlsx: z.string().optional() }),
  /** `out`: a folder, new or empty, or a `.zip`. */
  'submit.run': z.object({ ...choice, out: z.string().min(1) }),
  /** `out`: a folder, new or empty, for all. `to`: 报送对象; with it each package has its row in 报送登记, dated today. */
  'submit.runByUnit': z.object({ ...choice, out: z.string().min(1), to: z.string().trim().min(1).optional() }),
} as const;

export interface SubmitCliOutputs {
  'submit.check': PackageCheck;
  'submit.run': PackageResult;
  'submit.runByUnit': UnitPackages;
}

export const submitInputs = {
  'submit.report': z.object({ ...choice, byUnit, place, path: z.string().optional() }),
  'submit.rules': z.object({ archive }),
  /** Keeps rules under their name; `was`: the name they had. */
  'submit.saveRules': z.object({ archive, rules, was: z.string().optional() }),
  'submit.removeRules': z.object({ archive, name: z.string() }),
  'submit.list': z.object({ archive }),
  'submit.read': z.object({ archive, number: z.number().int() }),
  /** Numbers of packages made here, or folders and `.zip` files. */
  'submit.compare': z.object({ archive, before: z.string().min(1), after: z.string().min(1) }),
} as const;

export interface SubmitOutputs {
  'submit.report': { readonly path: string | null; readonly file: OfferedFile | null };
  'submit.rules': { readonly rules: readonly (PackageRules & { readonly shipped: boolean })[] };
  'submit.saveRules': Record<string, never>;
  'submit.removeRules': Record<string, never>;
  'submit.list': { readonly packages: readonly PackageRow[] };
  'submit.read': PackageDetail;
  'submit.compare': PackageChanges;
}

export const SUBMIT_WRITES = ['submit.run', 'submit.runByUnit', 'submit.saveRules', 'submit.removeRules'] as const;
