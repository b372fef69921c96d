import type { Precondition } from '../../../shared/contract/home.ts';
import { scoreOf, type ScoringScheme } from '../../../shared/domain/scoring.ts';
import type { Archive } from '../archives/archives.ts';
import { readAssessed } from '../gaps/gaps.ts';
import { readScheme } from '../scoring/scoring.ts';

/**
 * What must be reached before anything may be applied for (T9, P03), and whether it is: as entered; else, where the archive holds the
 * framework of that name too, by its own confirmed evidence. Null where the 评分办法 asks for nothing.
 */
export async function readPrecondition(
  archive: Archive,
  framework: string,
  { precondition }: ScoringScheme,
): Promise<Precondition | null> {
  if (!precondition) return null;
  const { name, least, entered } = precondition;
  const computed = entered === null ? await ownScore(archive, framework, name) : null;
  const reached = entered ?? computed;
  return { name, least, reached, met: reached === null ? null : reached >= least, computed: computed !== null };
}

async function ownScore(archive: Archive, framework: string, name: string): Promise<number | null> {
  const others = await archive.db.all<{ id: string; name: string }>('SELECT id, name FROM frameworks WHERE id <> ?', [framework]);
  const other = others.find((one) => name.includes(one.name.slice(0, 4)) || one.name.includes(name.slice(0, 4)));
  if (!other) return null;
  const [assessed] = await readAssessed(archive, { frameworkId: other.id });
  return scoreOf(assessed?.leaves ?? [], await readScheme(archive.db, other.id)).score;
}
