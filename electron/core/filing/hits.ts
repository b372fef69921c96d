import type { FilingHit, FilingPreview, HitStanding } from '../../../shared/contract/filing.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { conditionsProblem, createFilingIndex, type FilingConditions } from '../../../shared/domain/filing-rule.ts';
import type { Sql } from '../db/database.ts';
import { READABLE_IDS } from '../present.ts';
import { FIRST_PLACE, placeOf, readDocuments, toItem } from '../links/links.ts';

const DOCUMENTS_PER_BATCH = 200;
const SHOWN = 200;

/** One of the conditions asked about, by its own number. */
export interface Asked {
  readonly id: number;
  readonly conditions: FilingConditions;
}

/**
 * The present documents that each of these conditions fits, in order of id. However many are asked, it costs one pass over the
 * archive's paths and titles; texts are read only of documents that fit some of them in everything else.
 */
export async function findHits(db: Sql, asked: readonly Asked[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const without = asked.map(({ id, conditions }) => ({ id, conditions: { ...conditions, text: '' } }));
  const onlyText = without.some(({ conditions }) => conditionsProblem(conditions) !== null);
  const ids = (await db.all<{ id: number }>(`SELECT id FROM documents WHERE id IN (${READABLE_IDS}) ORDER BY id`)).map(
    ({ id }) => id,
  );
  if (asked.every(({ conditions }) => conditions.text.trim() === '')) return fitting(db, ids, asked, 'without text');
  const first = onlyText ? null : await fitting(db, ids, without, 'without text');
  const candidates = first === null ? ids : [...new Set([...first.values()].flat())];
  return fitting(db, candidates, asked, 'with text');
}

async function fitting(
  db: Sql,
  ids: readonly number[],
  asked: readonly Asked[],
  texts: 'with text' | 'without text',
): Promise<Map<number, number[]>> {
  const index = createFilingIndex(asked.map((one) => ({ ...one, name: '', frameworkId: '', indicatorId: '' })));
  const found = new Map<number, number[]>(asked.map(({ id }) => [id, []]));
  for (let at = 0; at < ids.length; at += DOCUMENTS_PER_BATCH)
    for (const row of await readDocuments(db, ids.slice(at, at + DOCUMENTS_PER_BATCH), texts)) {
      const { title, issuer, kind, text } = row;
      const fits = (JSON.parse(row.paths) as string[]).flatMap((path) =>
        index.match({ ...placeOf(path), title: title ?? '', issuer, kind, text: () => text ?? '' }).map(({ id }) => id),
      );
      for (const id of new Set(fits)) found.get(id)?.push(row.id);
    }
  return found;
}

interface Standing {
  readonly id: number;
  readonly standing: HitStanding;
  readonly elsewhere: string;
}

/** What was decided about each of these documents: the pair itself first, then another leaf of its framework. */
export async function standings(db: Sql, indicatorId: number, ids: readonly number[]): Promise<Standing[]> {
  const rows = await db.all<{ id: number; own: string | null; elsewhere: string | null }>(
    `SELECT p.value AS id,
       (SELECT state FROM links k WHERE k.document_id = p.value AND k.indicator_id = ?2 AND k.state <> 'suggested') AS own,
       (SELECT i.code FROM links k JOIN indicators i ON i.id = k.indicator_id
        WHERE k.document_id = p.value AND k.indicator_id <> ?2 AND k.state = 'confirmed'
          AND i.framework_id = (SELECT framework_id FROM indicators WHERE id = ?2) ORDER BY i.position LIMIT 1) AS elsewhere
     FROM json_each(?1) p`,
    [JSON.stringify(ids), indicatorId],
  );
  return rows.map(({ id, own, elsewhere }) => {
    if (own === 'confirmed' || own === 'rejected') return { id, standing: own, elsewhere: '' };
    return elsewhere === null ? { id, standing: 'open', elsewhere: '' } : { id, standing: 'elsewhere', elsewhere };
  });
}

const ORDER: readonly HitStanding[] = ['open', 'elsewhere', 'rejected', 'confirmed'];

/** 预览命中: what a rule would fit, before it is kept. Throws AppError `refused` on conditions that say nothing. */
export async function previewRule(
  db: Sql,
  { indicatorId, conditions }: { readonly indicatorId: number; readonly conditions: FilingConditions },
): Promise<FilingPreview> {
  const problem = conditionsProblem(conditions);
  if (problem !== null) throw new AppError('refused', problem);
  const all = await standings(db, indicatorId, (await findHits(db, [{ id: 0, conditions }])).get(0) ?? []);
  const count = (standing: HitStanding): number => all.filter((one) => one.standing === standing).length;
  const rows = await db.all<Parameters<typeof toItem>[0]>(
    `SELECT d.id, d.sha256, d.type, d.title, d.pages, d.text_state, ${FIRST_PLACE} AS path, NULL AS band
     FROM documents d WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY path`,
    [JSON.stringify(all.map(({ id }) => id))],
  );
  const byId = new Map(all.map((one) => [one.id, one]));
  const hits = rows.flatMap((row): FilingHit[] => {
    const one = byId.get(row.id);
    return one ? [{ item: toItem(row), standing: one.standing, elsewhere: one.elsewhere }] : [];
  });
  return {
    counts: { open: count('open'), elsewhere: count('elsewhere'), rejected: count('rejected'), confirmed: count('confirmed') },
    hits: hits.toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing)).slice(0, SHOWN),
  };
}
