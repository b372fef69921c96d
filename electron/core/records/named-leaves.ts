import { createCodeIndex } from '../../../shared/domain/codes.ts';
import { frameworkLabel } from '../../../shared/domain/framework.ts';
import type { Sql } from '../db/database.ts';

/** A framework of the archive as rows of 台账 name it and its leaves. */
export interface NamedFramework {
  readonly id: string;
  readonly name: string;
  /** Row id of the leaf of which this is written, in any spelling. */
  readonly leafOf: (written: string) => number | undefined;
  /** Whether a cell 测评体系 means it. */
  readonly isNamed: (words: string) => boolean;
}

/** Every framework in the order of adding, its codes made ready once. */
export async function readNamedFrameworks(db: Sql): Promise<readonly NamedFramework[]> {
  const frameworks = await db.all<{ id: string; name: string; edition: string; styles: string }>(
    'SELECT id, name, edition, code_styles AS styles FROM frameworks ORDER BY added_at, rowid',
  );
  const leaves = await db.all<{ id: number; code: string; framework: string }>(
    'SELECT id, code, framework_id AS framework FROM indicators WHERE leaf = 1 ORDER BY position',
  );
  return frameworks.map(({ id, name, edition, styles }) => {
    const own = leaves.filter(({ framework }) => framework === id);
    const index = createCodeIndex(own, JSON.parse(styles) as string[]);
    const names = [id, name, frameworkLabel({ name, edition })];
    return { id, name, leafOf: (written) => index.exact(written)?.id, isNamed: (words) => names.includes(words) };
  });
}
