import type { EditionPlan, ScopeNode } from '../../../shared/contract/exports.ts';
import {
  ARCHIVALS,
  BODY_FONTS,
  EXTRAS,
  NUMBERINGS,
  NUMBER_PRESETS,
  PHOTOS_PER_PAGE,
  SPLITS,
  SUITES,
  type Archival,
  type BodyFontId,
  type Extra,
  type Numbering,
  type NumberPreset,
  type PhotosPerPage,
  type Split,
  type SuiteId,
} from '../../../shared/domain/volume-look.ts';

/** What the person chose on the first page; kept for the next time, but for the password. */
export interface Choice {
  /** '' for every framework of the archive. */
  readonly framework: string;
  readonly unit: string;
  /** Ids of chosen leaves; null for all. */
  readonly leaves: readonly number[] | null;
  readonly photosPerPage: PhotosPerPage;
  readonly maxPages: number;
  readonly maxMegabytes: number;
  /** Thickest a printed volume may be; null for any. */
  readonly maxMillimetres: number | null;
  readonly splitBy: Split;
  readonly numbering: Numbering;
  readonly numberPreset: NumberPreset;
  readonly doubleSided: boolean;
  /** 隔页标签 at the edge of every 分隔页. */
  readonly tabs: boolean;
  readonly emptyItems: boolean;
  /** 缺项表 stays out; a 草稿 has it all the same. */
  readonly withoutGaps: boolean;
  /** 长期保存格式; '' for a plain PDF. */
  readonly archival: Archival | '';
  /** 国密摘要: SM3 beside SHA-256 in the list. */
  readonly sm3: boolean;
  readonly extras: readonly Extra[];
  /** 正文字体 of this machine; '' for the 宋体 that comes along. */
  readonly bodyFont: BodyFontId | '';
  /** The office program that lays documents out; '' for our own layout. */
  readonly suite: SuiteId | '';
  /** '' for the archive's name, its unit and the usual running head. */
  readonly coverTitle: string;
  readonly coverUnit: string;
  readonly header: string;
  /** The edition to make a 补充卷 of; null for a whole edition. */
  readonly supplementTo: number | null;
  readonly draft: boolean;
  /** 逐页比对: every placed page is compared with its source by its picture, not a sample. */
  readonly compareAll: boolean;
  /** '' for the default place. */
  readonly folder: string;
}

type Look = Pick<
  Choice,
  | 'supplementTo'
  | 'maxMillimetres'
  | 'splitBy'
  | 'numbering'
  | 'numberPreset'
  | 'doubleSided'
  | 'tabs'
  | 'emptyItems'
  | 'withoutGaps'
  | 'archival'
  | 'sm3'
  | 'extras'
  | 'bodyFont'
  | 'suite'
  | 'compareAll'
  | TextKey
>;
type TextKey = 'coverTitle' | 'coverUnit' | 'header';

const LOOK: Look = {
  maxMillimetres: null,
  splitBy: 'size',
  numbering: 'archive',
  numberPreset: 'official',
  doubleSided: false,
  tabs: false,
  emptyItems: false,
  withoutGaps: false,
  archival: '',
  sm3: false,
  extras: [],
  bodyFont: '',
  suite: '',
  compareAll: false,
  coverTitle: '',
  coverUnit: '',
  header: '',
  supplementTo: null,
};

/** What an earlier version stored, with what it did not know yet as it is at first. */
export function completed(choice: Choice): Choice {
  return { ...LOOK, ...choice };
}

export function initialChoice(framework: string): Choice {
  return {
    ...{ framework, unit: '', leaves: null, photosPerPage: 1, maxPages: 1000, maxMegabytes: 1024 },
    ...{ draft: false, folder: '' },
    ...LOOK,
  };
}

/** True for what this version stores. */
export function isChoice(value: unknown): value is Choice {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Partial<Record<keyof Choice, unknown>>;
  return (
    typeof one.framework === 'string' &&
    typeof one.unit === 'string' &&
    (one.leaves === null || (Array.isArray(one.leaves) && one.leaves.every((id) => typeof id === 'number'))) &&
    isOneOf(PHOTOS_PER_PAGE, one.photosPerPage) &&
    typeof one.maxPages === 'number' &&
    typeof one.maxMegabytes === 'number' &&
    typeof one.draft === 'boolean' &&
    typeof one.folder === 'string' &&
    (one.maxMillimetres === undefined || one.maxMillimetres === null || typeof one.maxMillimetres === 'number') &&
    (one.splitBy === undefined || isOneOf(SPLITS, one.splitBy)) &&
    (one.numbering === undefined || isOneOf(NUMBERINGS, one.numbering)) &&
    (one.numberPreset === undefined || isOneOf(NUMBER_PRESETS, one.numberPreset)) &&
    (one.extras === undefined || (Array.isArray(one.extras) && one.extras.every((extra) => isOneOf(EXTRAS, extra)))) &&
    (one.archival === undefined || one.archival === '' || isOneOf(ARCHIVALS, one.archival)) &&
    (one.bodyFont === undefined || one.bodyFont === '' || isOneOf(BODY_FONTS, one.bodyFont)) &&
    (one.suite === undefined || one.suite === '' || isOneOf(SUITES, one.suite)) &&
    (one.supplementTo === undefined || one.supplementTo === null || typeof one.supplementTo === 'number') &&
    [one.doubleSided, one.tabs, one.emptyItems, one.withoutGaps, one.sm3, one.compareAll].every(
      (flag) => flag === undefined || typeof flag === 'boolean',
    ) &&
    [one.coverTitle, one.coverUnit, one.header].every((text) => text === undefined || typeof text === 'string')
  );
}

/** True for what this version stores, or nothing. */
export function isStoredChoice(value: unknown): value is Choice | null {
  return value === null || isChoice(value);
}

/** The choices an edition was made with, as the wizard holds them; indicators that are gone are left out, the folder is a new one. */
export function choiceOf(
  plan: EditionPlan,
  frameworks: readonly { readonly id: string; readonly nodes: readonly ScopeNode[] }[],
): Choice {
  const codes = plan.indicators === undefined ? null : new Set(plan.indicators);
  const nodes = frameworks.find((one) => one.id === plan.framework)?.nodes ?? [];
  const start = initialChoice(plan.framework ?? '');
  return {
    ...start,
    unit: plan.unit ?? '',
    leaves: codes && nodes.filter((node) => node.leaf && codes.has(node.code)).map((node) => node.id),
    photosPerPage: plan.photosPerPage ?? start.photosPerPage,
    maxPages: plan.maxPages ?? start.maxPages,
    maxMegabytes: plan.maxMegabytes ?? start.maxMegabytes,
    maxMillimetres: plan.maxMillimetres ?? null,
    splitBy: plan.splitBy ?? start.splitBy,
    numbering: plan.numbering ?? start.numbering,
    numberPreset: plan.numberPreset ?? start.numberPreset,
    doubleSided: plan.doubleSided ?? start.doubleSided,
    tabs: plan.tabs ?? start.tabs,
    emptyItems: plan.emptyItems ?? start.emptyItems,
    withoutGaps: plan.withoutGaps ?? start.withoutGaps,
    extras: plan.extras ?? start.extras,
    archival: plan.archival ?? '',
    sm3: plan.sm3 ?? false,
    bodyFont: plan.bodyFont ?? '',
    suite: plan.suite ?? '',
    coverTitle: plan.coverTitle ?? '',
    coverUnit: plan.coverUnit ?? '',
    header: plan.header ?? '',
    draft: plan.draft,
  };
}

function isOneOf(values: readonly unknown[], value: unknown): boolean {
  return values.includes(value);
}

export interface ChoiceInput {
  readonly archive: string;
  readonly choice: Choice;
  readonly password: string;
  /** 签署放行 of this one edition; ''. */
  readonly signOff?: string;
  /** Nodes of the chosen framework, to turn ids into the codes the core knows. */
  readonly nodes: readonly ScopeNode[];
}

/** Which framework, unit and leaves, as the core takes them; `nodes` turn row ids into codes. */
export function rangeInput(
  { framework, unit, leaves }: Pick<Choice, 'framework' | 'unit' | 'leaves'>,
  nodes: readonly ScopeNode[],
): { readonly framework?: string; readonly unit?: string; readonly indicators?: string[] } {
  const chosen = leaves === null ? null : new Set(leaves);
  const codes = chosen && nodes.filter((node) => chosen.has(node.id)).map((node) => node.code);
  return {
    ...(framework === '' ? {} : { framework }),
    ...(unit === '' ? {} : { unit }),
    ...(codes && codes.length > 0 ? { indicators: codes } : {}),
  };
}

/** The input of `exports.check` and `exports.preview`; `export.run` takes it with its `out`. */
export function inputOf({ archive, choice, password, signOff = '', nodes }: ChoiceInput) {
  return {
    archive,
    ...rangeInput(choice, nodes),
    ...(password === '' ? {} : { password }),
    photosPerPage: choice.photosPerPage,
    splitBy: choice.splitBy,
    numbering: choice.numbering,
    numberPreset: choice.numberPreset,
    doubleSided: choice.doubleSided,
    tabs: choice.tabs,
    emptyItems: choice.emptyItems,
    ...(choice.withoutGaps ? { withoutGaps: true } : {}),
    extras: [...choice.extras],
    ...(choice.archival === '' ? {} : { archival: choice.archival }),
    ...(choice.sm3 ? { sm3: true } : {}),
    ...(choice.bodyFont === '' ? {} : { bodyFont: choice.bodyFont }),
    ...(choice.suite === '' ? {} : { suite: choice.suite }),
    ...(choice.coverTitle === '' ? {} : { coverTitle: choice.coverTitle }),
    ...(choice.coverUnit === '' ? {} : { coverUnit: choice.coverUnit }),
    ...(choice.header === '' ? {} : { header: choice.header }),
    ...(choice.compareAll ? { compareAll: true } : {}),
    ...(choice.supplementTo === null ? {} : { supplementTo: choice.supplementTo }),
    ...(signOff.trim() === '' ? {} : { signOff: signOff.trim() }),
    maxPages: choice.maxPages,
    maxMegabytes: choice.maxMegabytes,
    ...(choice.maxMillimetres === null ? {} : { maxMillimetres: choice.maxMillimetres }),
    draft: choice.draft,
  };
}
