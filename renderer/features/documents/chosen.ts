import {
  DOCUMENT_STATES,
  LINK_STATES,
  PHOTO_MARKS,
  type DocumentFilter,
  type DocumentSort,
} from '../../../shared/contract/documents.ts';
import { KINDS } from '../../../shared/domain/document.ts';
import { fold } from '../../../shared/domain/text.ts';
import { TYPE_GROUPS } from '../../../shared/domain/type-groups.ts';

export interface Sorting {
  readonly sort: DocumentSort;
  readonly direction: 'up' | 'down';
}

/** The filter an address asks for: `query`, `state`, `type`, `kind`, `link`, `photo`, `folder`, `indicator`. Unknown words are passed over. */
export function filterOf(params: Readonly<Record<string, string>>, framework: string): DocumentFilter {
  const only = <T extends string>(words: readonly T[], value: string | undefined): readonly T[] =>
    words.filter((word) => value !== undefined && value.split(',').includes(word));
  const links = [...only(LINK_STATES, params['link']), ...only(LINK_STATES, params['state'])];
  const states = only(DOCUMENT_STATES, params['state']);
  const groups = only(TYPE_GROUPS, params['type']);
  const kinds = only(KINDS, params['kind']);
  const photos = only(PHOTO_MARKS, params['photo']);
  return {
    ...(params['query'] ? { query: params['query'] } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(states.length > 0 ? { states: [...states] } : {}),
    ...(groups.length > 0 ? { groups: [...groups] } : {}),
    ...(kinds.length > 0 ? { kinds: [...kinds] } : {}),
    ...(photos.length > 0 ? { photos: [...photos] } : {}),
    ...(params['folder'] ? { folder: params['folder'] } : {}),
    ...(params['indicator'] ? { indicator: params['indicator'], framework } : {}),
  };
}

/** True when a filter narrows anything. */
export function narrows(filter: DocumentFilter): boolean {
  return Object.values(filter).some(
    (value) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
}

const BEFORE_HIT = 8;

/** A snippet that begins shortly before its first hit, so that a narrow column still shows it. */
export function nearHit(snippet: string, query: string): string {
  const folded = fold(snippet);
  const places = fold(query)
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => folded.indexOf(word))
    .filter((place) => place >= 0);
  const first = Math.min(...places);
  return places.length === 0 || first <= BEFORE_HIT + 2 ? snippet : `…${snippet.slice(first - BEFORE_HIT)}`;
}
