import { AppError } from '../../../shared/contract/errors.ts';
import type { Sql } from '../db/database.ts';

export interface NamedIndicator {
  readonly id: number;
  readonly framework: string;
  readonly code: string;
  readonly name: string;
  readonly notApplicable: string | null;
}

/** The leaf of a row id. Throws AppError `not-found` when it is gone, `refused` for a branch. */
export async function leafOf(sql: Pick<Sql, 'get'>, id: number): Promise<NamedIndicator> {
  const row = await sql.get<NamedIndicator & { leaf: number }>(
    'SELECT id, framework_id AS framework, code, name, leaf, not_applicable_reason AS notApplicable FROM indicators WHERE id = ?',
    [id],
  );
  if (!row) throw gone();
  if (row.leaf === 0) throw new AppError('refused', `“${row.code} ${row.name}”不是末级指标,请在它下面的一条里设置。`);
  return row;
}

export function gone(): AppError {
  return new AppError('not-found', '这条指标已经不在档案库里。请刷新后从左边的指标里重新选择。');
}
