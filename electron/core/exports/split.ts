import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../shared/domain/volume.ts';

export interface SplitLimits {
  readonly maxPages: number;
  readonly maxBytes: number;
  readonly pageCount: (evidence: PlannedEvidence) => number;
}

/** Pages of ours an indicator and a volume bring along, roughly: enough to keep a volume under its limit. */
const PAGES_PER_INDICATOR = 2;
const PAGES_PER_VOLUME = 20;
/** Lines of a piece of evidence in 目录, 清单 and, where it is left out, 未收入材料表. */
const PAGES_PER_EVIDENCE = 0.2;
/** Fonts, lists and bookmarks of a volume, and the pages of ours for an indicator, in bytes. */
const BYTES_PER_VOLUME = 600 << 10;
const BYTES_PER_INDICATOR = 12 << 10;

/**
 * Shares indicators out to volumes in order so that none goes over the limits; an indicator is never divided, so one that alone
 * is larger gets a volume of its own. Always returns at least one share.
 */
export function splitGroups(groups: readonly PlannedGroup[], limits: SplitLimits): PlannedGroup[][] {
  const volumes: PlannedGroup[][] = [];
  let current: PlannedGroup[] = [];
  let pages = PAGES_PER_VOLUME;
  let bytes = BYTES_PER_VOLUME;
  for (const group of groups) {
    for (const indicator of group.indicators) {
      const size = sizeOf(indicator, limits);
      if (current.length > 0 && (pages + size.pages > limits.maxPages || bytes + size.bytes > limits.maxBytes)) {
        volumes.push(current);
        current = [];
        pages = PAGES_PER_VOLUME;
        bytes = BYTES_PER_VOLUME;
      }
      pages += size.pages;
      bytes += size.bytes;
      const last = current.at(-1);
      if (last?.code === group.code && last.name === group.name)
        current[current.length - 1] = { ...last, indicators: [...last.indicators, indicator] };
      else current.push({ ...group, indicators: [indicator] });
    }
  }
  return current.length > 0 || volumes.length === 0 ? [...volumes, current] : volumes;
}

function sizeOf(indicator: PlannedIndicator, limits: SplitLimits): { pages: number; bytes: number } {
  return {
    pages: indicator.evidence.reduce((sum, item) => sum + limits.pageCount(item) + PAGES_PER_EVIDENCE, PAGES_PER_INDICATOR),
    bytes: indicator.evidence.reduce((sum, item) => sum + item.sizeBytes, BYTES_PER_INDICATOR),
  };
}
