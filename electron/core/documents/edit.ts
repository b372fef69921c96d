import { isCalendarDate } from '../../../shared/contract/calendar-day.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Kind } from '../../../shared/domain/document.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import { undoable } from '../undo/undo.ts';
import { markForSearch, openSearch } from './search.ts';

/** What a person corrects; undefined stays as it is. */
export interface DocumentEdit {
  readonly id: number;
  readonly title?: string | undefined;
  readonly kind?: Kind | null | undefined;
  /** `YYYY-MM-DD`, null: no date can be told. */
  readonly date?: string | null | undefined;
  readonly actor: string;
  readonly now: Date;
}

interface Edited {
  readonly title: string;
  readonly kind: Kind | null;
  readonly date: string | null;
}

/**
 * Stores what a person knows better, marked 人工 so that no later reading overwrites it; the file itself stays as it is. One step
 * of undo, one audit row with the values before and after. Throws AppError `not-found`, or `usage` for a day that does not exist.
 */
export async function editDocument(archive: Archive, edit: DocumentEdit): Promise<Edited> {
  const { id, title, kind, date } = edit;
  if (date !== undefined && date !== null && !isCalendarDate(date))
    throw new AppError('usage', `没有 ${date} 这一天。日期要写成 YYYY-MM-DD。`);
  await openSearch(archive.db);
  return archive.db.transaction(async (tx) => {
    const before = await tx.get<Edited & { sha256: string }>('SELECT title, kind, date, sha256 FROM documents WHERE id = ?', [
      id,
    ]);
    if (!before) throw new AppError('not-found', '档案库里没有这份材料。请刷新列表后再试。');
    const watch = [{ table: 'documents' as const, where: 'id = ?', params: [id] }];
    await undoable(tx, { label: labelOf(edit), at: edit.now, actor: edit.actor, watch }, async () => {
      if (title !== undefined) await tx.run("UPDATE documents SET title = ?, title_origin = 'manual' WHERE id = ?", [title, id]);
      if (kind !== undefined) await tx.run("UPDATE documents SET kind = ?, kind_origin = 'manual' WHERE id = ?", [kind, id]);
      if (date !== undefined) await tx.run("UPDATE documents SET date = ?, date_origin = 'manual' WHERE id = ?", [date, id]);
    });
    const after = {
      title: title ?? before.title,
      kind: kind === undefined ? before.kind : kind,
      date: date === undefined ? before.date : date,
    };
    await markForSearch(tx, [id]);
    const { sha256, ...values } = before;
    await appendAudit(tx, {
      at: edit.now.toISOString(),
      actor: edit.actor,
      action: 'document.edit',
      detail: { sha256, before: values, after },
    });
    return after;
  });
}

/** What a message says of the step: `改题名`. */
function labelOf({ title, kind, date }: DocumentEdit): string {
  const parts = [title === undefined ? '' : '题名', kind === undefined ? '' : '材料类型', date === undefined ? '' : '日期'];
  return `改${parts.filter((part) => part !== '').join('、')}`;
}
