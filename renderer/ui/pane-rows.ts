/** Width of what parts two panes, pixels. */
export const SEPARATOR_PX = 5;

/** Panes in rows: as many beside each other as a width (pixels) holds at their smallest, the others below, in their order. */
export function rowsOf<P extends { readonly minPx: number }>(panes: readonly P[], widthPx: number): readonly (readonly P[])[] {
  const rows: P[][] = [];
  let usedPx = 0;
  for (const pane of panes) {
    const last = rows.at(-1);
    if (last && usedPx + SEPARATOR_PX + pane.minPx <= widthPx) {
      last.push(pane);
      usedPx += SEPARATOR_PX + pane.minPx;
    } else {
      rows.push([pane]);
      usedPx = pane.minPx;
    }
  }
  return rows;
}
