import { migration0001 } from './migrations/0001-first.ts';
import { suggestedWith } from './migrations/0002-suggested-with.ts';
import { kindOrigin } from './migrations/0003-kind-origin.ts';
import { undoAndLater } from './migrations/0004-undo-and-later.ts';
import { ocrPages } from './migrations/0005-ocr-pages.ts';
import { photos } from './migrations/0006-photos.ts';
import { doubtsAndCopies } from './migrations/0007-doubts-and-copies.ts';
import { filingRules } from './migrations/0008-filing-rules.ts';
import { records } from './migrations/0009-records.ts';
import { duties } from './migrations/0010-duties.ts';
import { checkMutes } from './migrations/0011-check-mutes.ts';
import { negativeLists } from './migrations/0012-negative-lists.ts';
import { redLines } from './migrations/0013-red-lines.ts';
import { crosswalk } from './migrations/0014-crosswalk.ts';
import { packs } from './migrations/0015-packs.ts';
import { packages } from './migrations/0016-packages.ts';
import { codeStyles } from './migrations/0017-code-styles.ts';
import { redLinesRecheck } from './migrations/0018-red-lines-recheck.ts';
import { linedPages } from './migrations/0019-lined-pages.ts';
import { markdownLines } from './migrations/0020-markdown-lines.ts';
import { officeLines } from './migrations/0021-office-lines.ts';
import { wordLines } from './migrations/0022-word-lines.ts';
import { wordTextLines } from './migrations/0023-word-text-lines.ts';
import { sheetDrawingLines } from './migrations/0024-sheet-drawing-lines.ts';

/** In order; the index + 1 is the schema's version. Each is frozen once released. */
export const MIGRATIONS: readonly string[] = [
  migration0001,
  suggestedWith,
  kindOrigin,
  undoAndLater,
  ocrPages,
  photos,
  doubtsAndCopies,
  filingRules,
  records,
  duties,
  checkMutes,
  negativeLists,
  redLines,
  crosswalk,
  packs,
  packages,
  codeStyles,
  redLinesRecheck,
  linedPages,
  markdownLines,
  officeLines,
  wordLines,
  wordTextLines,
  sheetDrawingLines,
];
