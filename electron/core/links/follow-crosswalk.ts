import { CROSSWALK_SCORES, crosswalkText, inverse, type Relation } from '../../../shared/domain/crosswalk.ts';
import { BY_A_PERSON } from '../../../shared/domain/filing-rule.ts';
import type { Reason } from '../../../shared/domain/link.ts';
import { bandOf } from '../../../shared/domain/rules/weigh.ts';
import type { Sql } from '../db/database.ts';
import { readCrosswalkRows } from './crosswalk.ts';
import { FIRST_PLACE, placeOf } from './place.ts';
import { suggestAnew } from './suggest-job.ts';

const REASONS = 3;
/** So many documents are weighed anew at once; the rest follows with the next 编目. */
const MOST = 2000;

interface Pair {
  readonly documentId: number;
  readonly indicatorId: number;
}

/** A leaf beside a decided one: what it is to it. */
interface Partner {
  readonly leaf: number;
  readonly relation: Relation;
}

/**
 * After decisions, in the same transaction: a file just confirmed in one framework is suggested at once for the leaves of the others
 * that the 指标对照 sets beside, with that reason; where a confirmation of these documents was taken back or turned round
 * (`withdrawn`), what rested on it is weighed anew. Decisions of a person are never touched. Costs the lines of the crosswalk and the
 * documents given, not the archive.
 */
export async function followCrosswalk(
  tx: Sql,
  { confirmed, withdrawn }: { readonly confirmed: readonly Pair[]; readonly withdrawn: readonly number[] },
): Promise<void> {
  await weighAnew(tx, withdrawn);
  if (confirmed.length === 0) return;
  const partners = await readPartners(tx);
  const beside = confirmed.filter(({ indicatorId }) => partners.has(indicatorId));
  if (beside.length > 0) await suggestBeside(tx, beside, partners);
}

/** After undo or redo: of decisions about these documents, and of lines between these leaves. */
export async function afterCrosswalkUndo(
  tx: Sql,
  { documentIds, leafIds }: { readonly documentIds: readonly number[]; readonly leafIds: readonly number[] },
): Promise<void> {
  await followCrosswalkRows(tx, leafIds);
  if (documentIds.length === 0) return;
  const confirmed = await tx.all<Pair>(
    `SELECT k.document_id AS documentId, k.indicator_id AS indicatorId FROM links k
     WHERE k.state = 'confirmed' AND ${BY_A_PERSON} AND k.document_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(documentIds)],
  );
  await followCrosswalk(tx, { confirmed, withdrawn: documentIds });
}

/** After lines between these leaves came, went or changed: what is confirmed under them is weighed anew. */
export async function followCrosswalkRows(tx: Sql, leafIds: readonly number[]): Promise<void> {
  if (leafIds.length === 0) return;
  const rows = await tx.all<{ id: number }>(
    `SELECT DISTINCT k.document_id AS id FROM links k
     WHERE k.state = 'confirmed' AND ${BY_A_PERSON} AND k.indicator_id IN (SELECT value FROM json_each(?)) LIMIT ${MOST}`,
    [JSON.stringify(leafIds)],
  );
  await suggestAnew(tx, rows.map(({ id }) => id)); // prettier-ignore
}

async function readPartners(tx: Sql): Promise<Map<number, Partner[]>> {
  const partners = new Map<number, Partner[]>();
  const put = (of: number, leaf: number, relation: Relation) =>
    partners.set(of, [...(partners.get(of) ?? []), { leaf, relation }]);
  for (const { one, other, relation } of await readCrosswalkRows(tx)) {
    if (relation === null) continue;
    put(other.id, one.id, relation);
    put(one.id, other.id, inverse(relation));
  }
  return partners;
}

/** Open suggestions of these documents that rest on the crosswalk: made anew with what is still confirmed. */
async function weighAnew(tx: Sql, documentIds: readonly number[]): Promise<void> {
  if (documentIds.length === 0) return;
  const rows = await tx.all<{ id: number }>(
    `SELECT DISTINCT document_id AS id FROM links WHERE state = 'suggested' AND instr(reasons, '"kind":"crosswalk"') > 0
       AND document_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(documentIds)],
  );
  const ids = rows.map(({ id }) => id);
  await suggestAnew(tx, ids.slice(0, MOST));
  await tx.run(
    `DELETE FROM links WHERE state = 'suggested' AND instr(reasons, '"kind":"crosswalk"') > 0
       AND document_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids.slice(MOST))],
  );
}

async function suggestBeside(
  tx: Sql,
  confirmed: readonly Pair[],
  partners: ReadonlyMap<number, readonly Partner[]>,
): Promise<void> {
  const wanted = confirmed.flatMap(({ documentId, indicatorId }) =>
    (partners.get(indicatorId) ?? []).map(({ leaf, relation }) => ({ documentId, from: indicatorId, leaf, relation })),
  );
  const rows = await tx.all<{
    document: number;
    leaf: number;
    relation: Relation;
    framework: string;
    code: string;
    path: string | null;
    score: number | null;
    reasons: string | null;
  }>(
    `SELECT d.id AS document, w.value ->> '$.leaf' AS leaf, w.value ->> '$.relation' AS relation, f.name AS framework, i.code,
       ${FIRST_PLACE} AS path, own.score, own.reasons
     FROM json_each(?) w JOIN documents d ON d.id = w.value ->> '$.documentId'
     JOIN indicators i ON i.id = w.value ->> '$.from' JOIN frameworks f ON f.id = i.framework_id
     LEFT JOIN links own ON own.document_id = d.id AND own.indicator_id = w.value ->> '$.leaf'
     WHERE own.state IS NULL OR own.state = 'suggested'`,
    [JSON.stringify(wanted)],
  );
  const best = new Map<string, { document: number; leaf: number; score: number; band: string; reasons: Reason[] }>();
  for (const { document, leaf, relation, framework, code, path, score, reasons } of rows) {
    if (path === null) continue;
    const said = Math.max(CROSSWALK_SCORES[relation], score ?? 0);
    const held = best.get(`${document} ${leaf}`);
    if (held && held.score >= said) continue;
    const reason: Reason = { kind: 'crosswalk', text: crosswalkText(placeOf(path).name, framework, code, relation) };
    const others = (JSON.parse(reasons ?? '[]') as Reason[]).filter(({ kind }) => kind !== 'crosswalk');
    best.set(`${document} ${leaf}`, {
      ...{ document, leaf, score: said, band: bandOf(said) },
      reasons: [reason, ...others].slice(0, REASONS),
    });
  }
  await tx.run(
    `INSERT INTO links (document_id, indicator_id, state, score, band, reasons)
     SELECT value ->> '$.document', value ->> '$.leaf', 'suggested', value ->> '$.score', value ->> '$.band', value -> '$.reasons'
     FROM json_each(?) WHERE true
     ON CONFLICT (document_id, indicator_id) DO UPDATE SET score = excluded.score, band = excluded.band,
       reasons = excluded.reasons WHERE links.state = 'suggested'`,
    [JSON.stringify([...best.values()])],
  );
}
