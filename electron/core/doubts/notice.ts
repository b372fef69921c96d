import type { Sql } from '../db/database.ts';
import { folderOf, lastName } from '../../../shared/domain/paths.ts';

/** A path where one content took the place of another. */
export interface Replacement {
  readonly formerId: number;
  readonly candidateId: number;
  /** Relative to its source, with `/`. */
  readonly path: string;
}

/**
 * Notes contents that took the place of confirmed evidence at its own path, and of whatever is itself in doubt there (edited twice
 * before anyone answered). Call in the transaction that stores the files, before their links can change.
 */
export async function noticeReplaced(tx: Sql, replaced: readonly Replacement[], at: string): Promise<void> {
  const rows = JSON.stringify(replaced.map(({ formerId, candidateId, path }) => [formerId, candidateId, path]));
  await tx.run(
    `INSERT INTO doubts (former_id, candidate_id, path, same_place, noticed_at)
     SELECT value ->> 0, value ->> 1, value ->> 2, 1, ?1 FROM json_each(?2)
      WHERE EXISTS (SELECT 1 FROM links k WHERE k.document_id = value ->> 0 AND k.state = 'confirmed')
     UNION
     SELECT b.former_id, value ->> 1, b.path, 1, ?1 FROM json_each(?2) JOIN doubts b ON b.candidate_id = value ->> 0
      WHERE b.answer IS NULL AND b.same_place = 1 AND b.former_id <> value ->> 1
     ON CONFLICT (former_id, candidate_id) DO UPDATE SET same_place = 1`,
    [at, rows],
  );
}

interface Gone {
  readonly id: number;
  readonly path: string;
  readonly file_id: string | null;
  readonly missing_at: string;
}

interface Arrived {
  readonly id: number;
  readonly path: string;
  readonly file_id: string | null;
  readonly first_seen_at: string;
}

/** So many files of one name are no trace of any of them. */
const MOST_NAMESAKES = 3;

/**
 * Looks for what became of confirmed evidence that lies nowhere any more: a content first seen when it had gone, in a file with the
 * same number of the file system (a hint only: numbers are given out again) or of the same name. Nothing is linked; a person is
 * asked. Files read since run `sinceRun` are looked at.
 */
export async function noticeGone(tx: Sql, sinceRun: number, at: string): Promise<void> {
  const gone = await tx.all<Gone>(
    `SELECT d.id, l.path, l.file_id, l.missing_at FROM documents d JOIN locations l ON l.document_id = d.id
      WHERE l.missing_at IS NOT NULL AND EXISTS (SELECT 1 FROM links k WHERE k.document_id = d.id AND k.state = 'confirmed')
        AND NOT EXISTS (SELECT 1 FROM locations o WHERE o.document_id = d.id AND o.missing_at IS NULL)`,
  );
  if (gone.length === 0) return;
  const earliest = gone.reduce((first, one) => (one.missing_at < first ? one.missing_at : first), at);
  const arrived = await tx.all<Arrived>(
    `SELECT d.id, l.path, l.file_id, d.first_seen_at FROM locations l JOIN documents d ON d.id = l.document_id
      WHERE l.seen_run >= ? AND l.state = 'ok' AND l.missing_at IS NULL AND d.first_seen_at >= ?`,
    [sinceRun, earliest],
  );
  const byFileId = group(arrived, (one) => one.file_id);
  const byName = group(arrived, (one) => nameOf(one.path));
  const rows = gone.flatMap((one) => {
    const later = (found: readonly Arrived[] = []) => found.filter((other) => other.first_seen_at >= one.missing_at);
    const namesakes = later(byName.get(nameOf(one.path)));
    const near = namesakes.filter((other) => folderNameOf(other.path) === folderNameOf(one.path));
    const named = namesakes.length <= MOST_NAMESAKES ? namesakes : near.length <= MOST_NAMESAKES ? near : [];
    const numbered = later(one.file_id === null ? [] : byFileId.get(one.file_id));
    return [
      ...named.map((other) => [one.id, other.id, one.path, 0, 1] as const),
      ...numbered.map((other) => [one.id, other.id, one.path, 1, 0] as const),
    ];
  });
  await tx.run(
    `INSERT INTO doubts (former_id, candidate_id, path, same_file_id, same_name, noticed_at)
     SELECT value ->> 0, value ->> 1, min(value ->> 2), max(value ->> 3), max(value ->> 4), ? FROM json_each(?) WHERE true
      GROUP BY value ->> 0, value ->> 1
     ON CONFLICT (former_id, candidate_id) DO UPDATE SET same_file_id = max(same_file_id, excluded.same_file_id),
       same_name = max(same_name, excluded.same_name)`,
    [at, JSON.stringify(rows)],
  );
}

function group<Row>(rows: readonly Row[], key: (row: Row) => string | null): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = key(row);
    if (name === null) continue;
    const found = groups.get(name);
    if (found) found.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** `a/b/签到表.docx(旧内容 1a2b3c4d)` is the row kept for an overwritten file; its name is the part before. */
const plain = (path: string): string => path.replace(/\(旧内容 [0-9a-f]{8}\)$/, '').normalize('NFC');
const nameOf = (path: string): string => lastName(plain(path)).toLowerCase();
const folderNameOf = (path: string): string => lastName(folderOf(plain(path)));
