import { z } from 'zod';
import { DUTY_FIELDS, type DueState, type Duty } from '../domain/duty.ts';
import type { GapState } from '../domain/gaps.ts';
import { A4_MM, SMALLEST_LABEL_MM } from '../domain/label-sheets.ts';
import type { OfferedFile } from './gaps.ts';

/** 责任: units and their people, and who answers for which indicator until when. */

const archive = z.string().min(1);
const framework = z.string().min(1);
const indicator = z.number().int();
const line = z.string().max(200);
const unitName = z.string().trim().min(1).max(60);

const dutyInput = z.object({
  unit: unitName,
  ...(Object.fromEntries(DUTY_FIELDS.map((field) => [field, z.string().max(500)])) as Record<
    (typeof DUTY_FIELDS)[number],
    z.ZodString
  >),
});

/** A unit with what it carries in the framework looked at. */
export interface UnitRow {
  readonly name: string;
  /** The unit above, '' for none. */
  readonly parent: string;
  readonly formerNames: readonly string[];
  readonly abbreviations: readonly string[];
  /** Leaves it leads, leaves it takes part in, and how many of both still lack something. */
  readonly leads: number;
  readonly joins: number;
  readonly lacking: number;
  readonly overdue: number;
  readonly soon: number;
  /** People in office. */
  readonly people: number;
}

/** A leaf as one unit sees it, or as the whole list does. */
export interface DutyItem {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly state: GapState;
  /** What is still to be handed in, in short words; '' when nothing. */
  readonly lacking: string;
  readonly leadUnit: string;
  /** All units, the lead unit first. */
  readonly units: readonly string[];
  /** The unit asked for leads; of the whole list, that some unit leads. */
  readonly lead: boolean;
  /** `YYYY-MM-DD`, words (`长期`), or ''. */
  readonly due: string;
  readonly dueState: DueState;
  readonly person: string;
  readonly office: string;
}

/** Everything about who answers for one leaf. */
export interface IndicatorDuties {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly standard: string;
  readonly state: GapState;
  readonly lacking: readonly string[];
  /** The leaf's own due date; a unit may have its own. */
  readonly due: string;
  /** The lead unit first. Without one (`lead` false everywhere) nobody leads yet. */
  readonly duties: readonly Duty[];
}

export interface Person {
  readonly id: number;
  readonly unit: string;
  readonly name: string;
  readonly post: string;
  readonly phone: string;
  /** `YYYY-MM-DD` or ''. */
  readonly since: string;
  /** The day of leaving, '' while in office. */
  readonly until: string;
  readonly note: string;
}

/** Papers printed for one unit. */
export const DUTY_PAPERS = ['督办单', '责任状'] as const;
export type DutyPaper = (typeof DUTY_PAPERS)[number];

/** How a paper is saved: to print as it is, or to go on writing in. */
export const PAPER_FORMATS = ['pdf', 'docx'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** A framework's material as papers: 资料目录汇总表 (S1), a 测评材料提交表 for each leaf (S2), what lies in and stands on its boxes (S6). */
export const MATERIAL_PAPERS = ['资料目录汇总表', '测评材料提交表', '盒脊与卷内目录'] as const;
export type MaterialPaper = (typeof MATERIAL_PAPERS)[number];

/** Boxes of 310 × 220 mm come in these thicknesses (DA/T 22, A03). */
export const BOX_THICKNESS_MM = [20, 30, 40, 50] as const;
/** And 卷脊 of 卷皮 in 10, 15 and 20 mm (GB/T 9705-2008 §3.1.1). */
export const SPINE_THICKNESS_MM = [10, 15, ...BOX_THICKNESS_MM] as const;
export const BOX_KEEPINGS = ['永久', '长期', '30 年', '10 年', '短期'] as const;

const box = z.object({
  /** `auto`: each box (not 卷皮) the narrowest that holds what lies in it. */
  thicknessMm: z.union([z.literal('auto'), z.literal([...SPINE_THICKNESS_MM])]),
  /** 全宗号, '' to be filled in by pen. */
  fonds: z.string().max(20),
  keeping: z.enum(BOX_KEEPINGS),
});
export type BoxChoice = z.infer<typeof box>;

const mm = (least: number, most: number) => z.number().min(least).max(most);
const sheet = z.object({
  columns: z.number().int().min(1).max(7),
  rows: z.number().int().min(1).max(14),
  widthMm: mm(SMALLEST_LABEL_MM.width, A4_MM.width),
  heightMm: mm(SMALLEST_LABEL_MM.height, A4_MM.height),
  leftMm: mm(0, A4_MM.width),
  topMm: mm(0, A4_MM.height),
  gapXMm: mm(0, A4_MM.width),
  gapYMm: mm(0, A4_MM.height),
});

const paper = { archive, framework, format: z.enum(PAPER_FORMATS), path: z.string().min(1).optional() };

export const dutyInputs = {
  'duties.units': z.object({ archive, framework }),
  /** The leaves of one unit (its present name), or all. */
  'duties.items': z.object({ archive, framework, unit: z.string().min(1).nullable() }),
  'duties.read': z.object({ archive, indicator }),
  /** A paper for one unit, written to `path`, or offered for download where there is none. */
  'duties.paper': z.object({ ...paper, unit: unitName, what: z.enum(DUTY_PAPERS) }),
  /** The lists of all that is confirmed of a framework, likewise. */
  'duties.materials': z.object({ ...paper, what: z.enum(MATERIAL_PAPERS), box: box.optional() }),
  /** 盒签 on sheets of labels, as a PDF; `startAt` is the first free place of a sheet already used in part (1 = none is used). */
  'duties.labels': z.object({
    archive,
    framework,
    box,
    sheet,
    startAt: z.number().int().min(1).max(98),
    outlined: z.boolean(),
    path: z.string().min(1).optional(),
  }),
  /** Replaces who answers for a leaf; the first unit leads when `lead` is true. An empty list takes everything back. */
  'duties.set': z.object({ archive, indicator, due: line, lead: z.boolean(), duties: z.array(dutyInput).max(100) }),
  /** Saves what a unit is called and what stands above it. A new name keeps the old one as a former name. */
  'units.save': z.object({
    archive,
    name: unitName,
    newName: unitName,
    parent: z.string().max(60),
    formerNames: z.array(unitName).max(50),
    abbreviations: z.array(unitName).max(50),
  }),
  'people.list': z.object({ archive, unit: z.string().min(1) }),
  /** Adds (`id` null) or changes a person. `replaces`: this person takes over the duties of that one, who leaves the day before. */
  'people.save': z.object({
    archive,
    id: z.number().int().nullable(),
    unit: unitName,
    name: z.string().trim().min(1).max(60),
    ...{ post: line, phone: line, since: line, until: line, note: line },
    replaces: z.number().int().nullable(),
  }),
} as const;

export interface WrittenPaper {
  /** Pages of a PDF; null for Word, which breaks its pages itself. */
  readonly pages: number | null;
  readonly path: string | null;
  readonly file: OfferedFile | null;
}

export interface DutyOutputs {
  'duties.units': {
    readonly units: readonly UnitRow[];
    readonly leaves: number;
    /** Leaves no unit answers for. */
    readonly unassigned: number;
    readonly overdue: number;
    readonly soon: number;
  };
  'duties.items': { readonly today: string; readonly items: readonly DutyItem[] };
  'duties.read': IndicatorDuties;
  'duties.paper': WrittenPaper;
  'duties.materials': WrittenPaper;
  'duties.labels': { readonly labels: number; readonly pages: number } & Omit<WrittenPaper, 'pages'>;
  'duties.set': { readonly changed: boolean };
  'units.save': { readonly name: string; readonly indicators: number };
  'people.list': { readonly people: readonly Person[] };
  'people.save': { readonly id: number; readonly duties: number };
}

export const DUTY_WRITES = ['duties.set', 'units.save', 'people.save'] as const satisfies readonly (keyof typeof dutyInputs)[];
