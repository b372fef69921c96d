/**
 * SQL: the first (0) or last (1) page that the suggestion held by link row `links` names, or NULL: what a confirmation takes over where
 * the person names no pages.
 */
export function suggestedPage(which: 0 | 1): string {
  return `(SELECT value ->> '$.pages[${which}]' FROM json_each(links.reasons) WHERE value ->> '$.pages' IS NOT NULL LIMIT 1)`;
}

/** SQL: the same in an upsert, only where an open suggestion is being confirmed. */
export function confirmedPage(which: 0 | 1): string {
  return `iif(links.state = 'suggested' AND excluded.state = 'confirmed', ${suggestedPage(which)}, NULL)`;
}
