/** How one page of a volume differs from what it was. Pages are 1-based; `wanted` is the page at the time of 成册. */
export type PageDifference =
  | { readonly kind: 'changed'; readonly wanted: number; readonly found: number }
  | { readonly kind: 'missing'; readonly wanted: number }
  | { readonly kind: 'added'; readonly found: number };

/** Above so many cells the middle is compared page by page: a table of that size would take seconds and memory. */
const MOST_CELLS = 16_000_000;

/**
 * Which pages were changed, taken out or put in, by their digests: equal pages at both ends and the longest common run of the
 * rest stay, what stands between two equal pages on both sides is changed, more on one side is missing or added.
 */
export function comparePages(wanted: readonly string[], found: readonly string[]): readonly PageDifference[] {
  let head = 0;
  while (head < wanted.length && head < found.length && wanted[head] === found[head]) head++;
  let tail = 0;
  const most = Math.min(wanted.length, found.length) - head;
  while (tail < most && wanted[wanted.length - 1 - tail] === found[found.length - 1 - tail]) tail++;
  const differences: PageDifference[] = [];
  const gap = (from: readonly [number, number], to: readonly [number, number]): void => {
    const before = to[0] - from[0];
    const after = to[1] - from[1];
    for (let n = 0; n < Math.max(before, after); n++) {
      const [left, right] = [from[0] + n + 1, from[1] + n + 1];
      if (n < before && n < after) differences.push({ kind: 'changed', wanted: left, found: right });
      else differences.push(n < before ? { kind: 'missing', wanted: left } : { kind: 'added', found: right });
    }
  };
  let at: readonly [number, number] = [head, head];
  for (const pair of commonPairs(wanted.slice(head, wanted.length - tail), found.slice(head, found.length - tail))) {
    const same = [pair[0] + head, pair[1] + head] as const;
    gap(at, same);
    at = [same[0] + 1, same[1] + 1];
  }
  gap(at, [wanted.length - tail, found.length - tail]);
  return differences;
}

/** Positions of a longest common subsequence, in order; none when the table would be too large. */
function commonPairs(left: readonly string[], right: readonly string[]): (readonly [number, number])[] {
  const columns = right.length + 1;
  if (left.length === 0 || right.length === 0 || (left.length + 1) * columns > MOST_CELLS) return [];
  const lengths = new Uint16Array((left.length + 1) * columns);
  const at = (row: number, column: number): number => lengths[row * columns + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--)
    for (let column = right.length - 1; column >= 0; column--)
      lengths[row * columns + column] =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < left.length && column < right.length;) {
    if (left[row] === right[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}
