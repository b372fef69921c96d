import type { CrosswalkProposal } from '../../../shared/contract/crosswalk.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { alikeLeaves } from '../../../shared/domain/crosswalk-likeness.ts';
import type { Sql } from '../db/database.ts';
import { readFrameworks, type StoredFramework } from '../frameworks/frameworks.ts';
import { readCrosswalkRows, readLexicon } from '../links/links.ts';

/**
 * Leaves of two frameworks whose wording is alike and of which nobody said anything yet, the likest first. Throws AppError `not-found`
 * when the archive has no such framework.
 */
export async function proposeCrosswalk(db: Sql, framework: string, other: string): Promise<CrosswalkProposal[]> {
  const all = await readFrameworks(db);
  const [one, two] = [framework, other].map((id) => {
    const found = all.find((known) => known.id === id);
    if (!found) throw new AppError('not-found', `档案库里没有测评体系 ${id}。请刷新后再试。`);
    return found;
  }) as [StoredFramework, StoredFramework];
  const said = new Set(
    (await readCrosswalkRows(db)).flatMap((row) => [`${row.one.id} ${row.other.id}`, `${row.other.id} ${row.one.id}`]),
  );
  const { genericTitleWords } = await readLexicon();
  return alikeLeaves(one, two, genericTitleWords).flatMap(({ one: a, other: b, relation, likeness }) => {
    const [oneId, otherId] = [one.rowIds.get(a.id), two.rowIds.get(b.id)];
    if (oneId === undefined || otherId === undefined || said.has(`${oneId} ${otherId}`)) return [];
    return [
      {
        one: { id: oneId, framework, code: a.code, name: a.name },
        other: { id: otherId, framework: other, code: b.code, name: b.name },
        ...{ relation, likeness },
      },
    ];
  });
}
