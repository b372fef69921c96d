import { ARCHIVE_RULES } from './archive-rules.ts';
import { DOCUMENT_RULES } from './document-rules.ts';
import { EVIDENCE_RULES } from './evidence-rules.ts';
import { FRAMEWORK_RULES } from './framework-rules.ts';
import { PHOTO_RULES } from './photo-rules.ts';
import type { CheckRule } from './rule.ts';

export { COPIES_SUBJECT } from './archive-rules.ts';
export type * from './facts.ts';
export { CHECK_GROUPS, type CheckGroup, type CheckHit, type CheckPlace, type CheckRule } from './rule.ts';

/** Every rule of 体检, in the order the screen shows them. */
export const CHECK_RULES: readonly CheckRule[] = [
  ...EVIDENCE_RULES,
  ...DOCUMENT_RULES,
  ...PHOTO_RULES,
  ...FRAMEWORK_RULES,
  ...ARCHIVE_RULES,
];
