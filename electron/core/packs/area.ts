import type { PackArea } from '../../../shared/contract/packs.ts';
import { packStanding, type PackContent, type PackDocument, type PackStanding } from '../../../shared/domain/pack.ts';
import type { By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import type { KnownUnits } from '../duties/duties.ts';
import type { Watched } from '../undo/undo.ts';

/** A leaf of this archive that a leaf of the pack is. */
export interface LeafHere {
  readonly id: number;
  readonly code: string;
  readonly notApplicable: string | null;
  /** Confirmed evidence is there already. */
  readonly held: boolean;
}

/** What every area of a pack is compared on. */
export interface Ground {
  readonly content: PackContent;
  /** By the places of `content.indicators`; null for one that is not here. */
  readonly leaves: readonly (LeafHere | null)[];
  readonly documents: ReadonlyMap<string, PackDocument>;
  /** Database ids of the pack's documents that are known here. */
  readonly knownIds: ReadonlyMap<string, number>;
  /** Documents whose original is here or lies in the pack. */
  readonly usable: ReadonlySet<string>;
  /** What the last pack of the unit said, canonical texts by key. */
  readonly former: ReadonlyMap<string, string>;
  readonly known: KnownUnits;
  /** A unit of the pack under its name here. */
  readonly unitOf: (name: string) => string;
}

export interface Item {
  /** Stable name of what it is about. */
  readonly key: string;
  /** What a person reads of it. */
  readonly words: string;
  /** Canonical texts, null for nothing. */
  readonly pack: string | null;
  readonly here: string | null;
  readonly standing: PackStanding;
  readonly hereWords: string;
  readonly packWords: string;
}

/** Keys of what was decided otherwise here and where the pack's word counts. */
export type Take = 'all' | readonly string[];

/** The keys that count: new, changed by the unit alone, or asked for. */
export function chosenKeys(areas: readonly Pick<AreaPlan, 'items'>[], take: Take): ReadonlySet<string> {
  const asked = take === 'all' ? null : new Set(take);
  const counts = ({ key, standing }: Item): boolean =>
    standing === 'differs' || standing === 'gone'
      ? asked === null || asked.has(key)
      : standing === 'new' || standing === 'update' || standing === 'withdrawn';
  return new Set(areas.flatMap(({ items }) => items.filter(counts).map(({ key }) => key)));
}

/** Writing, in the transaction of the merge: `chosen` are the keys that count, `idOf` finds every document of the pack. */
export interface Taking {
  readonly chosen: ReadonlySet<string>;
  readonly idOf: (sha256: string) => number;
  readonly by: By;
}

/** One area compared: its items, what cannot be taken in, and how the rest is. */
export interface AreaPlan {
  readonly area: PackArea;
  readonly items: readonly Item[];
  readonly troubles: readonly string[];
  /** Documents (SHA-256) that items of these keys rest on: they must lie here. */
  readonly documentsOf?: (keys: ReadonlySet<string>) => readonly string[];
  readonly watch: (taking: Taking) => readonly Watched[];
  /** What must be there before the step of undo begins. */
  readonly prepare?: (tx: Sql, taking: Taking) => Promise<void>;
  readonly write: (tx: Sql, taking: Taking) => Promise<void>;
}

/** An item with its standing worked out from the three texts. */
export function itemOf(ground: Ground, item: Omit<Item, 'standing'> & { readonly standing?: PackStanding }): Item {
  return { ...item, standing: item.standing ?? packStanding(item.pack, item.here, ground.former.get(item.key) ?? null) };
}
