import type { CrosswalkEnd, CrosswalkLine } from '../../../shared/contract/crosswalk.ts';
import { inverse } from '../../../shared/domain/crosswalk.ts';
import type { Sql } from '../db/database.ts';
import { readCrosswalkRows } from '../links/links.ts';

/** 指标对照 of a framework, of all its leaves or of the one with this row id, each line read from this framework; in print order. */
export async function listCrosswalk(db: Sql, framework: string, leaf?: number): Promise<CrosswalkLine[]> {
  const rows = await readCrosswalkRows(db);
  const lines = rows.flatMap(({ one, other, relation, shipped, decidedBy, decidedAt }): CrosswalkLine[] => {
    const said = { decidedBy, decidedAt };
    const ends = { one: endOf(one), other: endOf(other) };
    const line: CrosswalkLine =
      one.framework === framework
        ? { ...ends, relation, shipped, ...said }
        : {
            one: ends.other,
            other: ends.one,
            relation: relation && inverse(relation),
            shipped: shipped && inverse(shipped),
            ...said,
          };
    return line.one.framework === framework && (leaf === undefined || line.one.id === leaf) ? [line] : [];
  });
  // Row ids of a framework follow its print order.
  return lines.sort((a, b) => a.one.id - b.one.id || a.other.id - b.other.id);
}

/** What a screen shows of a leaf. */
export function endOf({ id, framework, code, name }: CrosswalkEnd): CrosswalkEnd {
  return { id, framework, code, name };
}
