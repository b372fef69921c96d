import { stopIfCancelled } from '../jobs/jobs.ts';
import type { Omission, PlannedEvidence, PlannedGroup, PlannedIndicator, VolumePlan } from '../../../shared/domain/volume.ts';
import type { Fonts } from './fonts.ts';
import type { Block } from './layout/blocks.ts';
import { layoutAcross } from './layout/across.ts';
import { layoutBlocks, type LaidPage } from './layout/flow.ts';
import { sideOf, textFrame, type Side } from './layout/frames.ts';
import { tabDrawings, type Tab } from './layout/tabs.ts';
import { pagesOf, type Measured } from './measure.ts';
import {
  blankBlocks,
  changesBlocks,
  type ChangesSince,
  contentsBlocks,
  coverBlocks,
  documentKey,
  evidenceEndKey,
  evidenceKey,
  extraBlocks,
  extraKey,
  EXTRA_WORDS,
  fullWidthPunctuation,
  gapsBlocks,
  groupBlocks,
  groupKey,
  indicatorBlocks,
  indicatorKey,
  KEYS,
  manifestBlocks,
  noteBlocks,
  omissionBlocks,
  pageRange,
  type LabelOf,
} from './sections/index.ts';

/** A run of pages that belong together, in volume order. Page numbers are 1-based positions in the volume file. */
export type VolumePart =
  | {
      readonly kind: 'own';
      readonly keys: readonly string[];
      readonly label: string;
      readonly numbered: boolean;
      readonly code: string | null;
      readonly pages: readonly LaidPage[];
    }
  | {
      readonly kind: 'evidence';
      readonly indicator: PlannedIndicator;
      readonly items: readonly PlannedEvidence[];
      readonly measured: Measured;
      readonly pageCount: number;
    };

export interface Paginated {
  readonly parts: readonly { readonly part: VolumePart; readonly firstPage: number; readonly pageCount: number }[];
  readonly pageCount: number;
  /** Label of every page, index 0 = first page: what the stamp, the index and the viewer's box all say. */
  readonly labels: readonly string[];
  /** First page (1-based) of every destination. */
  readonly pageOf: ReadonlyMap<string, number>;
}

export interface PaginateInput {
  readonly plan: VolumePlan;
  /** Every leaf in scope, also those without evidence: for 缺项表. */
  readonly gapGroups: readonly PlannedGroup[];
  readonly measured: ReadonlyMap<string, Measured>;
  readonly omissions: readonly Omission[];
  /** Since the edition before; null where it is not printed. */
  readonly changes: ChangesSince | null;
  readonly fonts: Fonts;
  readonly signal: AbortSignal;
}

const MAX_ROUNDS = 6;
/** Label of a back that nothing is printed on; it is not counted (GB/T 9705: 空白页不编号). */
export const BLANK_PAGE = '空白页';
const UNMEASURED: Measured = { kind: 'refused', reason: '没有检查过这份材料' };

/**
 * Lays out every page of ours and numbers the whole volume. Page numbers stand on pages whose number depends on them, so it
 * repeats until the counts no longer change (twice as a rule). Throws Error when they never settle.
 */
export function paginate(input: PaginateInput): Paginated {
  let previous: Paginated | null = null;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    stopIfCancelled(input.signal);
    const known = previous;
    const labelOf: LabelOf = (key) => {
      const page = known?.pageOf.get(key);
      return known === null ? '000' : page === undefined ? '' : (known.labels[page - 1] ?? '');
    };
    const next = number(layOut(input, labelOf, known?.pageCount ?? 0), input.plan.numbering);
    if (
      known &&
      next.labels.length === known.labels.length &&
      [...next.pageOf].every(([key, page]) => known.pageOf.get(key) === page)
    )
      return next;
    previous = next;
  }
  throw new Error('page numbers do not settle');
}

/** Key of a measured evidence: the same document under two indicators is measured for each. */
export function measureKey(evidence: PlannedEvidence): string {
  return evidence.materialCode;
}

function layOut(input: PaginateInput, labelOf: LabelOf, pageCount: number): VolumePart[] {
  const { plan, measured, omissions, fonts } = input;
  const parts: VolumePart[] = [];
  const whole = plan.numbering === 'whole';
  let position = 1;
  /** Of the part laid out last: a blank back of a 分隔页 shows it too. */
  let tab: Tab | null = null;
  const lay = (blocks: readonly Block[], across = false): readonly LaidPage[] => {
    const start = position;
    const side = (index: number): Side => sideOf(start + index, plan.doubleSided);
    const pages = across
      ? layoutAcross(blocks, fonts, side)
      : layoutBlocks(blocks, { frame: (index) => textFrame(side(index)), fonts });
    position += pages.length;
    const edge = tab;
    return edge === null
      ? pages
      : pages.map((page, index) => ({ ...page, drawings: [...page.drawings, ...tabDrawings(edge, side(index), fonts)] }));
  };
  /** The back of a sheet before a part that begins on a front. */
  const blank = (): void => {
    const pages = lay(blankBlocks());
    parts.push({ kind: 'own', ...{ keys: [], label: BLANK_PAGE, numbered: whole, code: null }, pages });
  };
  const own = (
    blocks: readonly Block[],
    settings: { keys: readonly string[]; label: string; numbered: boolean; code: string | null; across?: boolean },
    itsTab: Tab | null = null,
  ): void => {
    if (plan.doubleSided && position % 2 === 0) blank();
    tab = itsTab;
    const { across, ...named } = settings;
    parts.push({ kind: 'own', ...named, pages: lay(blocks, across) });
  };
  const evidence = plan.groups.flatMap((group) => group.indicators.flatMap((indicator) => indicator.evidence));
  const isPlaced = (item: PlannedEvidence): boolean => measured.get(measureKey(item))?.kind !== 'refused';
  const placed = evidence.filter(isPlaced);
  // The 清单 names a source folder only where the volume draws on several; the manifest always has its whole path.
  const several = new Set(evidence.map((item) => item.source)).size > 1;
  fonts.setLabel(plan.title);
  own(coverBlocks(plan, placed.length), { keys: ['cover'], label: '封面', numbered: whole, code: null });
  own(contentsBlocks(plan, labelOf, { gaps: plan.withoutGaps !== true, omissions: true, changes: input.changes !== null }), {
    keys: [KEYS.contents],
    label: '目录',
    numbered: whole,
    code: null,
  });
  if (plan.withoutGaps !== true)
    own(gapsBlocks({ ...plan, groups: input.gapGroups }), { keys: [KEYS.gaps], label: '缺项表', numbered: true, code: null });
  if (input.changes !== null)
    own(changesBlocks(input.changes, labelOf), { keys: [KEYS.changes], label: '版次变化', numbered: true, code: null });
  for (const [index, group] of plan.groups.entries()) {
    own(
      groupBlocks(group, labelOf),
      { keys: [groupKey(group)], label: '', numbered: true, code: group.code },
      plan.tabs ? { index, count: plan.groups.length, text: group.code } : null,
    );
    for (const indicator of group.indicators) {
      own(
        indicatorBlocks(group, indicator, labelOf, (item) => remark(measured.get(measureKey(item)))),
        {
          keys: [indicatorKey(indicator)],
          label: '',
          numbered: true,
          code: indicator.code,
        },
      );
      for (const part of evidenceParts(indicator, measured, plan.photosPerPage)) {
        parts.push(part);
        position += part.pageCount;
        tab = null;
      }
    }
  }
  for (const extra of plan.extras) {
    const pages = (item: PlannedEvidence): string => String(pagesOf(measured.get(measureKey(item)) ?? UNMEASURED));
    own(extraBlocks(extra, plan, { labelOf, pagesOf: pages, isPlaced }), {
      keys: [extraKey(extra)],
      label: EXTRA_WORDS[extra],
      numbered: true,
      code: null,
      across: extra === 'archive-list',
    });
  }
  const photos = placed.filter((item) => measured.get(measureKey(item))?.kind === 'photo').length;
  const counts = { documents: placed.length, photos, pages: pageCount };
  own(noteBlocks(plan, counts, { omissions, remarks: remarksOn(placed, measured) }), {
    keys: [KEYS.note],
    label: '卷末',
    numbered: whole,
    code: null,
  });
  own(
    manifestBlocks(
      evidence.map((item) => ({ ...item, source: several ? lastPart(item.source) : '', pages: pageRange(item, labelOf) })),
    ),
    {
      keys: [KEYS.manifest],
      label: '清单',
      numbered: true,
      code: null,
    },
  );
  own(omissionBlocks(omissions), { keys: [KEYS.omissions], label: '未收入材料表', numbered: true, code: null });
  return parts;
}

function remark(measured: Measured | undefined): string {
  if (!measured) return '';
  if (measured.kind === 'refused') return '原件另附';
  if (measured.kind === 'pdf' && measured.signed) return '原件含电子签章，见附件';
  return measured.notes.length > 0 ? '见备考表' : '';
}

/** A character no font has cannot be printed here either: its number names it. */
const withoutUnprintable = (note: string): string => note.replace(/“[^”]+”\((U\+[0-9A-F]+)\)/g, ' $1 ');

/** What 备考表 says of placed evidence that does not stand in the volume exactly as its file does. */
function remarksOn(placed: readonly PlannedEvidence[], measured: ReadonlyMap<string, Measured>): string[] {
  return placed.flatMap((item) => {
    const how = measured.get(measureKey(item));
    return how && how.kind !== 'refused'
      ? how.notes.map((note) => `${item.materialCode} ${item.title}：${fullWidthPunctuation(withoutUnprintable(note))}`)
      : [];
  });
}

/** Each evidence its own pages; with four photos a page, neighbours that are photos share one. */
function evidenceParts(
  indicator: PlannedIndicator,
  measured: ReadonlyMap<string, Measured>,
  photosPerPage: number,
): (VolumePart & { kind: 'evidence' })[] {
  const parts: (VolumePart & { kind: 'evidence' })[] = [];
  for (const item of indicator.evidence) {
    const how = measured.get(measureKey(item)) ?? UNMEASURED;
    const last = parts.at(-1);
    if (how.kind === 'photo' && last?.measured.kind === 'photo' && last.items.length < photosPerPage) {
      parts[parts.length - 1] = { ...last, items: [...last.items, item] };
    } else parts.push({ kind: 'evidence', indicator, items: [item], measured: how, pageCount: pagesOf(how) });
  }
  return parts;
}

/** Positions, labels and destinations. Unnumbered parts are labelled by name, several pages of one with a count. */
function number(parts: readonly VolumePart[], numbering: VolumePlan['numbering']): Paginated {
  const labels: string[] = [];
  const pageOf = new Map<string, number>();
  const placed: { part: VolumePart; firstPage: number; pageCount: number }[] = [];
  let printed = 0;
  for (const part of parts) {
    const firstPage = labels.length + 1;
    const pageCount = part.kind === 'own' ? part.pages.length : part.pageCount;
    placed.push({ part, firstPage, pageCount });
    for (let index = 0; index < pageCount; index++) {
      const numbered = numbering === 'whole' || part.kind === 'evidence' || part.numbered;
      labels.push(
        numbered ? String(++printed) : part.kind === 'own' ? (pageCount > 1 ? `${part.label}${index + 1}` : part.label) : '',
      );
    }
    if (part.kind === 'own') part.keys.forEach((key) => pageOf.set(key, firstPage));
    else {
      for (const item of part.items) {
        pageOf.set(evidenceKey(item), firstPage);
        pageOf.set(evidenceEndKey(item), firstPage + pageCount - 1);
        if (!pageOf.has(documentKey(item.sha256))) pageOf.set(documentKey(item.sha256), firstPage);
      }
    }
  }
  return { parts: placed, pageCount: labels.length, labels, pageOf };
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
