import type { PaperFormat } from '../../shared/contract/duties.ts';

/** How the formats of a paper are called in a menu. */
export const FORMAT_WORDS: Readonly<Record<PaperFormat, string>> = { pdf: 'PDF', docx: 'Word' };
