import { totalsOf, type GapState, type GapTotals } from './gaps.ts';

/** Several archives taken together: values and pure rules (U2: 上下级合并去重). */

/** From best to worst: what an upper level may count when it takes the units' materials over. 不适用 only where it is so for all. */
const ORDER: readonly GapState[] = [
  '齐全',
  '将到期',
  '待确认',
  '数量不足',
  '类型不符',
  '超出时限',
  '已过期',
  '无法读取',
  '缺失',
  '不适用',
];

/** The best of several states; 缺失 where there is none. */
export function bestState(states: readonly (GapState | null)[]): GapState {
  return ORDER.find((state) => states.includes(state)) ?? '缺失';
}

export interface RolledArchive {
  /** Leaf code → how it stands. */
  readonly leaves: ReadonlyMap<string, { readonly name: string; readonly state: GapState }>;
  /** SHA-256 of what is confirmed. */
  readonly materials: ReadonlySet<string>;
}

export interface Together {
  readonly leaves: readonly {
    readonly code: string;
    readonly name: string;
    readonly states: readonly (GapState | null)[];
    readonly best: GapState;
  }[];
  readonly totals: GapTotals;
  readonly materials: number;
  readonly repeated: number;
  /** For each archive, how many of its materials another one holds too. */
  readonly shared: readonly number[];
}

/** Takes archives together: leaves by their code in the order in which they first come, the same content counted once. Linear in both. */
export function takeTogether(archives: readonly (RolledArchive | null)[]): Together {
  const names = new Map<string, string>();
  for (const one of archives) for (const [code, { name }] of one?.leaves ?? []) if (!names.has(code)) names.set(code, name);
  const leaves = [...names].map(([code, name]) => {
    const states = archives.map((one) => one?.leaves.get(code)?.state ?? null);
    return { code, name, states, best: bestState(states) };
  });
  const held = new Map<string, number>();
  for (const one of archives) for (const sha256 of one?.materials ?? []) held.set(sha256, (held.get(sha256) ?? 0) + 1);
  const counted = [...held.values()].reduce((sum, count) => sum + count, 0);
  return {
    leaves,
    totals: totalsOf(leaves.map(({ best }) => best)),
    materials: held.size,
    repeated: counted - held.size,
    shared: archives.map((one) => [...(one?.materials ?? [])].filter((sha256) => (held.get(sha256) ?? 0) > 1).length),
  };
}
