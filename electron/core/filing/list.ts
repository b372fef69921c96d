import { AppError } from '../../../shared/contract/errors.ts';
import type { Acceptance, FilingOutputs, KeptFilingRule } from '../../../shared/contract/filing.ts';
import type { Kind } from '../../../shared/domain/document.ts';
import { BY_A_PERSON } from '../../../shared/domain/filing-rule.ts';
import type { Band } from '../../../shared/domain/link.ts';
import type { Sql } from '../db/database.ts';

/** So many of the newest answers tell how good a rule or a band is now. */
const NEWEST = 200;
const NONE: Acceptance = { of: 0, accepted: 0 };

export interface RuleRow {
  readonly id: number;
  readonly indicator_id: number;
  readonly code: string;
  readonly indicator_name: string;
  readonly name: string;
  readonly folder: string;
  readonly name_words: string;
  readonly text_words: string;
  readonly issuer: string;
  readonly kind: Kind | null;
  readonly series: string;
  readonly active: number;
  readonly automatic: number;
  readonly made_by: string;
  readonly made_at: string;
}

/** The rules of a framework as stored, in its order. */
export async function readRules(db: Sql, framework: string): Promise<RuleRow[]> {
  return db.all<RuleRow>(
    `SELECT r.*, i.code, i.name AS indicator_name FROM rules r JOIN indicators i ON i.id = r.indicator_id
     WHERE i.framework_id = ? ORDER BY i.position, r.id`,
    [framework],
  );
}

/** A rule with the framework of its leaf. */
export type NamedRule = RuleRow & { readonly framework: string };

/** One stored rule. Throws AppError `not-found`. */
export async function ruleOf(tx: Sql, id: number): Promise<NamedRule> {
  const rule = await tx.get<NamedRule>(
    'SELECT r.*, i.code, i.framework_id AS framework FROM rules r JOIN indicators i ON i.id = r.indicator_id WHERE r.id = ?',
    [id],
  );
  if (!rule) throw new AppError('not-found', '这条归类规则已经不在了。请刷新后再试。');
  return rule;
}

/** The conditions of a stored rule. */
export function conditionsOf({ folder, name_words: name, text_words: text, issuer, kind, series }: RuleRow) {
  return { folder, name, text, issuer, kind, series };
}

/** 归类规则 of a framework with how they did, and how the suggestions of each band did. */
export async function listFilingRules(db: Sql, framework: string): Promise<FilingOutputs['filing.list']> {
  const rows = await readRules(db, framework);
  const accepted = await acceptanceOfRules(db, framework);
  const open = await countBy(
    db,
    `SELECT r.value ->> '$.rule' AS rule, count(*) AS n FROM links k JOIN indicators i ON i.id = k.indicator_id, json_each(k.reasons) r
     WHERE i.framework_id = ? AND k.state = 'suggested' AND instr(k.reasons, '"rule":') > 0 AND r.value ->> '$.rule' IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM links o JOIN indicators j ON j.id = o.indicator_id
         WHERE o.document_id = k.document_id AND o.state = 'confirmed' AND j.framework_id = i.framework_id) GROUP BY 1`,
    framework,
  );
  const confirmed = await countBy(
    db,
    `SELECT r.id AS rule, count(*) AS n FROM rules r JOIN links k ON k.indicator_id = r.indicator_id JOIN indicators i ON i.id = r.indicator_id
     WHERE i.framework_id = ? AND k.state = 'confirmed' AND NOT ${BY_A_PERSON} AND instr(k.decided_by, '“' || r.name || '”') > 0 GROUP BY 1`,
    framework,
  );
  return {
    rules: rows.map((row): KeptFilingRule => ({
      ...{ id: row.id, indicatorId: row.indicator_id, code: row.code, indicatorName: row.indicator_name, name: row.name },
      conditions: conditionsOf(row),
      active: row.active === 1,
      automatic: row.automatic === 1,
      ...{ madeBy: row.made_by, madeAt: row.made_at },
      acceptance: accepted.get(row.id) ?? NONE,
      open: open.get(row.id) ?? 0,
      confirmed: confirmed.get(row.id) ?? 0,
    })),
    bands: await acceptanceOfBands(db, framework),
  };
}

async function countBy(db: Sql, sql: string, framework: string): Promise<Map<number, number>> {
  const rows = await db.all<{ rule: number; n: number }>(sql, [framework]);
  return new Map(rows.map(({ rule, n }) => [rule, n]));
}

/**
 * A suggestion of a rule counts when a person answered it: confirmed, rejected, or passed over, which is the document confirmed under
 * another leaf after the rule was made. What the rule confirmed itself is no answer.
 */
async function acceptanceOfRules(db: Sql, framework: string): Promise<Map<number, Acceptance>> {
  const rows = await db.all<{ rule: number; of: number; accepted: number }>(
    `SELECT rule, count(*) AS of, sum(accepted) AS accepted FROM (
       SELECT rule, accepted, row_number() OVER (PARTITION BY rule ORDER BY at DESC) AS newest FROM (
         SELECT u.id AS rule, k.state = 'confirmed' AS accepted,
           iif(k.state = 'suggested', (SELECT max(o.decided_at) FROM links o JOIN indicators j ON j.id = o.indicator_id
             WHERE o.document_id = k.document_id AND o.state = 'confirmed' AND j.framework_id = ?1), k.decided_at) AS at, u.made_at
         FROM links k JOIN indicators i ON i.id = k.indicator_id, json_each(k.reasons) r JOIN rules u ON u.id = r.value ->> '$.rule'
         WHERE i.framework_id = ?1 AND instr(k.reasons, '"rule":') > 0 AND ${BY_A_PERSON})
       WHERE at IS NOT NULL AND at >= made_at)
     WHERE newest <= ${NEWEST} GROUP BY rule`,
    [framework],
  );
  return new Map(rows.map(({ rule, of, accepted }) => [rule, { of, accepted }]));
}

/** Of each document that a person decided on, its best suggestion: was it the one confirmed. */
async function acceptanceOfBands(db: Sql, framework: string): Promise<Readonly<Record<Band, Acceptance>>> {
  const rows = await db.all<{ band: Band; of: number; accepted: number }>(
    `SELECT band, count(*) AS of, sum(accepted) AS accepted FROM (
       SELECT band, accepted, row_number() OVER (PARTITION BY band ORDER BY at DESC) AS newest FROM (
         SELECT k.band, k.state = 'confirmed' AS accepted, max(k.decided_at) OVER (PARTITION BY k.document_id) AS at,
           row_number() OVER (PARTITION BY k.document_id ORDER BY k.score DESC, i.position) AS best
         FROM links k JOIN indicators i ON i.id = k.indicator_id
         WHERE i.framework_id = ?1 AND k.score IS NOT NULL AND ${BY_A_PERSON} AND k.document_id IN (
           SELECT o.document_id FROM links o JOIN indicators j ON j.id = o.indicator_id
           WHERE j.framework_id = ?1 AND o.state <> 'suggested' AND o.score IS NOT NULL))
       WHERE best = 1 AND at IS NOT NULL)
     WHERE newest <= ${NEWEST} GROUP BY band`,
    [framework],
  );
  const of = (band: Band): Acceptance => {
    const row = rows.find((one) => one.band === band);
    return row ? { of: row.of, accepted: row.accepted } : NONE;
  };
  return { high: of('high'), medium: of('medium'), low: of('low') };
}
