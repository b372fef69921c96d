import type { Sql } from '../db/database.ts';

/**
 * Lets what a person decided of one leaf hold for another too, in the caller's transaction: confirmed and rejected evidence with 红线,
 * 归类规则 and duties. `list` is a JSON array of pairs of row ids [from, to]. A decision made of the other already stands; of two that
 * meet there the confirmation does. Returns how many rules and duties came.
 */
export async function carryDecisions(tx: Sql, list: string): Promise<{ readonly rules: number; readonly duties: number }> {
  await tx.run(
    `INSERT INTO links (document_id, indicator_id, state, score, band, reasons, kind, caption, first_page, last_page, position,
       decided_by, decided_at)
     SELECT l.document_id, p.value ->> 1, l.state, l.score, l.band, l.reasons, l.kind, l.caption, l.first_page, l.last_page, l.position,
       l.decided_by, l.decided_at
     FROM json_each(?) p JOIN links l ON l.indicator_id = p.value ->> 0 WHERE l.state IN ('confirmed', 'rejected')
     ORDER BY l.state = 'rejected', l.id
     ON CONFLICT (document_id, indicator_id) DO UPDATE SET state = excluded.state, kind = excluded.kind, caption = excluded.caption,
       first_page = excluded.first_page, last_page = excluded.last_page, position = excluded.position, reasons = excluded.reasons,
       decided_by = excluded.decided_by, decided_at = excluded.decided_at WHERE links.state = 'suggested'`,
    [list],
  );
  await tx.run(
    `INSERT INTO red_lines (document_id, indicator_id, page, x1, y1, x2, y2, drawn_by, drawn_at, recheck)
     SELECT r.document_id, p.value ->> 1, r.page, r.x1, r.y1, r.x2, r.y2, r.drawn_by, r.drawn_at, r.recheck
     FROM json_each(?) p JOIN red_lines r ON r.indicator_id = p.value ->> 0 ORDER BY r.id`,
    [list],
  );
  const { changes: rules } = await tx.run(
    `INSERT INTO rules (indicator_id, name, folder, name_words, text_words, issuer, kind, series, active, automatic, made_by, made_at)
     SELECT p.value ->> 1, r.name, r.folder, r.name_words, r.text_words, r.issuer, r.kind, r.series, r.active, r.automatic, r.made_by,
       r.made_at FROM json_each(?) p JOIN rules r ON r.indicator_id = p.value ->> 0 ORDER BY r.id`,
    [list],
  );
  const { changes: duties } = await tx.run(
    `INSERT INTO duties (indicator_id, unit, leader, person, office, due, task, progress, responsibility, appraisal, reward)
     SELECT p.value ->> 1, d.unit, d.leader, d.person, d.office, d.due, d.task, d.progress, d.responsibility, d.appraisal, d.reward
     FROM json_each(?) p JOIN duties d ON d.indicator_id = p.value ->> 0 WHERE true ORDER BY d.id
     ON CONFLICT (indicator_id, unit) DO NOTHING`,
    [list],
  );
  return { rules, duties };
}
