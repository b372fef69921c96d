/** What of an edition's list (清单) the comparison of two editions needs. */
export interface EditionItem {
  readonly indicator: string;
  readonly materialCode: string;
  readonly title: string;
  readonly path: string;
  readonly sha256: string;
}

/** Where an item stands in an edition: its volume and its printed pages, `12` or `12–15`. */
export interface PlacedItem extends EditionItem {
  readonly volume: string;
  readonly firstLabel: string;
  readonly lastLabel: string;
}

export interface EditionChanges<Item extends EditionItem> {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
  /** The same place under the same indicator, another content (SHA-256). */
  readonly replaced: readonly { readonly before: Item; readonly after: Item }[];
  /** The same content under the same indicator. */
  readonly kept: readonly { readonly before: Item; readonly after: Item }[];
}

/**
 * Compares the lists of two editions by content: what was added, removed, replaced and kept, in the order of the newer list
 * (removed ones in the order of the older). `scope`: indicators the newer edition was made of, null for all; outside it nothing counts as removed.
 */
export function compareEditions<Item extends EditionItem>(
  before: readonly Item[],
  after: readonly Item[],
  scope: ReadonlySet<string> | null,
): EditionChanges<Item> {
  const left = new Map<string, Item[]>();
  const keyOf = (item: Item, part: string): string => `${item.indicator}\n${part}`;
  for (const item of before) {
    const key = keyOf(item, item.sha256);
    left.set(key, [...(left.get(key) ?? []), item]);
  }
  const kept: { before: Item; after: Item }[] = [];
  const fresh: Item[] = [];
  for (const item of after) {
    const same = left.get(keyOf(item, item.sha256))?.shift();
    if (same) kept.push({ before: same, after: item });
    else fresh.push(item);
  }
  const keptBefore = new Set(kept.map((pair) => pair.before));
  const gone = before.filter((item) => !keptBefore.has(item) && (scope === null || scope.has(item.indicator)));
  const byPath = new Map(gone.map((item) => [keyOf(item, item.path), item]));
  const replaced = fresh.flatMap((item) => {
    const old = byPath.get(keyOf(item, item.path));
    return old ? [{ before: old, after: item }] : [];
  });
  const [old, next] = [new Set(replaced.map((pair) => pair.before)), new Set(replaced.map((pair) => pair.after))];
  return {
    added: fresh.filter((item) => !next.has(item)),
    removed: gone.filter((item) => !old.has(item)),
    replaced,
    kept,
  };
}

/** Printed pages of an item, `12` or `12–15`. */
export function pagesOfItem(item: Pick<PlacedItem, 'firstLabel' | 'lastLabel'>): string {
  return item.firstLabel === item.lastLabel ? item.firstLabel : `${item.firstLabel}–${item.lastLabel}`;
}

export const CHANGE_KINDS = ['新增', '移出', '替换', '页号变化'] as const;

/** One line of the list of changes; '' where there is nothing on that side. */
export interface ChangeLine {
  readonly kind: (typeof CHANGE_KINDS)[number];
  readonly indicator: string;
  readonly title: string;
  readonly path: string;
  readonly beforeCode: string;
  readonly beforeVolume: string;
  readonly beforePages: string;
  readonly afterCode: string;
  readonly afterVolume: string;
  readonly afterPages: string;
}

/** The changes as lines: added, removed, replaced, then kept items whose volume or pages are others now (第 n 页 → 第 m 页). */
export function changeLines(changes: EditionChanges<PlacedItem>): readonly ChangeLine[] {
  const line = (kind: ChangeLine['kind'], before: PlacedItem | null, after: PlacedItem | null): ChangeLine => {
    const { indicator = '', title = '', path = '' } = after ?? before ?? {};
    return {
      ...{ kind, indicator, title, path },
      ...{ beforeCode: before?.materialCode ?? '', beforeVolume: before?.volume ?? '' },
      beforePages: before ? pagesOfItem(before) : '',
      ...{ afterCode: after?.materialCode ?? '', afterVolume: after?.volume ?? '' },
      afterPages: after ? pagesOfItem(after) : '',
    };
  };
  const moved = changes.kept.filter(
    ({ before, after }) => pagesOfItem(before) !== pagesOfItem(after) || before.materialCode !== after.materialCode,
  );
  return [
    ...changes.added.map((item) => line('新增', null, item)),
    ...changes.removed.map((item) => line('移出', item, null)),
    ...changes.replaced.map(({ before, after }) => line('替换', before, after)),
    ...moved.map(({ before, after }) => line('页号变化', before, after)),
  ];
}
