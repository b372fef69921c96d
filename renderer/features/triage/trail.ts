/** Where a person is in the queue and where they came from; plain values, so that a key can move on before the core answered. */
export interface Trail {
  /** Documents shown so far, in order. */
  readonly ids: readonly number[];
  /** Index of the one shown; equal to the length when nothing is chosen yet. */
  readonly at: number;
}

export const START: Trail = { ids: [], at: 0 };

/** The document shown: the trail's own, or else the first that waits. */
export function shownOf(trail: Trail, waiting: readonly number[]): number | null {
  return trail.ids[trail.at] ?? firstUnseen(trail, waiting) ?? waiting[0] ?? null;
}

/** One forward: to where the person went back from, or to the next that waits; from the end to the start again. */
export function forward(trail: Trail, waiting: readonly number[]): Trail {
  const shown = shownOf(trail, waiting);
  if (shown === null) return trail;
  const ids = trail.at < trail.ids.length ? trail.ids : [...trail.ids, shown];
  const at = trail.at + 1;
  if (at < ids.length) return { ids, at };
  const next = firstUnseen({ ids, at }, waiting);
  if (next !== null) return { ids: [...ids, next], at };
  // Everything was seen: what was only skipped comes again.
  const again = waiting.find((id) => id !== shown);
  return again === undefined ? { ids, at } : { ids: [...ids, again], at };
}

export function backward(trail: Trail): Trail {
  return trail.at > 0 ? { ...trail, at: trail.at - 1 } : trail;
}

/** Shows a certain document (deep link, undone decision). */
export function jump(trail: Trail, id: number): Trail {
  const at = trail.ids.lastIndexOf(id);
  return at >= 0 ? { ...trail, at } : { ids: [...trail.ids, id], at: trail.ids.length };
}

/** Something done here since the list was opened; in order, the newest last. */
export interface Done {
  readonly ids: readonly number[];
  /** `left` the list, or `stayed` in it. Ctrl+Z takes both back. */
  readonly how: 'left' | 'stayed';
}

/** Documents that left the list, though an older answer may still name them. */
export function goneOf(done: readonly Done[]): ReadonlySet<number> {
  return new Set(done.filter(({ how }) => how === 'left').flatMap(({ ids }) => ids));
}

/** What is left after one Ctrl+Z, the step taken back (null where it was made elsewhere), and the document to show again (null over many). */
export function takeBack(done: readonly Done[]): {
  readonly done: readonly Done[];
  readonly step: Done | null;
  readonly show: number | null;
} {
  const last = done.at(-1);
  if (!last) return { done, step: null, show: null };
  return { done: done.filter((one) => one !== last), step: last, show: last.ids.length === 1 ? (last.ids[0] ?? null) : null };
}

function firstUnseen(trail: Trail, waiting: readonly number[]): number | null {
  const seen = new Set(trail.ids);
  return waiting.find((id) => !seen.has(id)) ?? null;
}
