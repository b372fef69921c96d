import type { Kind } from '../../../shared/domain/document.ts';
import type { FilingRule } from '../../../shared/domain/filing-rule.ts';
import type { Sql } from '../db/database.ts';

/** The 归类规则 in use, of every framework, in the order they were made. */
export async function readFilingRules(db: Sql): Promise<FilingRule[]> {
  const rows = await db.all<{
    id: number;
    name: string;
    framework: string;
    key: string;
    folder: string;
    name_words: string;
    text_words: string;
    issuer: string;
    kind: Kind | null;
    series: string;
  }>(
    `SELECT r.id, r.name, i.framework_id AS framework, i.key, r.folder, r.name_words, r.text_words, r.issuer, r.kind, r.series
     FROM rules r JOIN indicators i ON i.id = r.indicator_id WHERE r.active = 1 ORDER BY r.id`,
  );
  return rows.map(({ id, name, framework, key, folder, name_words: words, text_words: text, issuer, kind, series }) => ({
    ...{ id, name, frameworkId: framework, indicatorId: key },
    conditions: { folder, name: words, text, issuer, kind, series },
  }));
}
