import { safePart } from '../../../shared/domain/safe-names.ts';

/** A file name any Windows accepts (`safePart`), at most 60 characters; 档案 when nothing is left of `text`. */
export function safeFileName(text: string): string {
  return [...safePart(text, '档案')]
    .slice(0, 60)
    .join('')
    .replace(/[. ]+$/, '');
}
