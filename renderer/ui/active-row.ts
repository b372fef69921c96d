import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/**
 * Which rows a list draws: those in sight and the active one, wherever the list is scrolled.
 * `aria-activedescendant` must name an element of the page (WAI-ARIA 1.2, 6.6), so the active row may not be left out.
 * @param active index of the active row, or −1 for none
 * @returns the `rangeExtractor` of a virtualizer: ascending indices
 */
export function drawnWith(active: number): (range: Range) => number[] {
  return (range) => {
    const inSight = defaultRangeExtractor(range);
    if (active < 0 || active >= range.count || inSight.includes(active)) return inSight;
    return [...inSight, active].sort((a, b) => a - b);
  };
}

/** Whether the row is in the page; nothing is as long as the list has no height (a pane that is not shown). */
export function isDrawn(items: readonly { readonly index: number }[], active: number): boolean {
  return items.some(({ index }) => index === active);
}
