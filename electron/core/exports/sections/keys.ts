import type { Extra } from '../../../../shared/domain/volume-look.ts';
import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../../shared/domain/volume.ts';

/** Destination names in the volume, which are also the keys of page labels. */
export const KEYS = {
  contents: 'contents',
  gaps: 'gaps',
  changes: 'changes',
  note: 'note',
  manifest: 'manifest',
  omissions: 'omissions',
} as const;

export const groupKey = (group: Pick<PlannedGroup, 'code' | 'name'>): string => `grp/${group.code}/${group.name}`;
export const indicatorKey = (indicator: Pick<PlannedIndicator, 'code'>): string => `ind/${indicator.code}`;
/** First page of an evidence under its indicator; the same document under two indicators has two. */
export const evidenceKey = (evidence: Pick<PlannedEvidence, 'materialCode'>): string => `ev/${evidence.materialCode}`;
/** Last page of an evidence; a page label only, no destination. */
export const evidenceEndKey = (evidence: Pick<PlannedEvidence, 'materialCode'>): string => `ev-end/${evidence.materialCode}`;
/** A list at the end of a volume. */
export const extraKey = (extra: Extra): string => `list/${extra}`;
/** First place of a document in the volume, whatever indicator it stands under. */
export const documentKey = (sha256: string): string => `doc/${sha256.slice(0, 12)}`;
