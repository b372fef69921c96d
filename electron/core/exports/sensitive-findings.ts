import type { Finding } from '../../../shared/contract/exports.ts';
import type { PlannedIndicator } from '../../../shared/domain/volume.ts';
import type { Sql } from '../db/database.ts';
import { readSensitive } from '../documents/documents.ts';

const SHOWN = 200;
/** The rule of 体检 that finds the same: what was ignored there for a written reason is known. */
const RULE = 'document-sensitive';

/** 敏感提示 (E13) before 成册: documents of the edition with personal data, each once, but for those ignored in 体检. */
export async function sensitiveFindings(db: Sql, planned: readonly PlannedIndicator[]): Promise<Finding[]> {
  const uses = new Map(
    planned.flatMap((indicator) => indicator.evidence.map((item) => [item.documentId, { indicator, item }] as const)),
  );
  const ignored = await db.all<{ subject: string }>('SELECT subject FROM check_mutes WHERE rule = ?', [RULE]);
  const known = new Set(ignored.map(({ subject }) => subject));
  const found = await readSensitive(
    db,
    [...uses.keys()].filter((id) => !known.has(`document ${id}`)),
  );
  if (found.size === 0) return [];
  const items = [...found].slice(0, SHOWN).map(([id, words]) => {
    const use = uses.get(id);
    const what = use ? `${use.indicator.code} ${use.item.title}` : '';
    return { what, why: words.join('、'), to: { screen: 'documents' as const, params: { document: String(id) } } };
  });
  const title = `${found.size} 份材料里有个人信息`;
  const text = '随册子印出去会泄露。请换成打了码的复印件再归类;不便换的,在“体检”里写明理由后忽略。原件不会被改动。';
  return [{ code: 'sensitive', title, text, count: found.size, items, to: null }];
}
