import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { formatsFor } from '../../../shared/contract/submit.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import {
  NO_RULES,
  rulesProblem,
  SHIPPED_RULES,
  tidyFormatsFor,
  tidySuffixes,
  type PackageRules,
} from '../../../shared/domain/package-rules.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Database, Sql } from '../db/database.ts';
import { undoable } from '../undo/undo.ts';

const KEY = 'submit.rules';

/** 报送要求 a person kept in this archive, in the order of their names' making. */
async function readKept(db: Sql): Promise<readonly PackageRules[]> {
  const row = await db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', [KEY]);
  return row ? (JSON.parse(row.value) as PackageRules[]) : [];
}

/** Shipped ones first, but for those a person kept under the same name. */
export async function listRules(db: Sql): Promise<readonly (PackageRules & { readonly shipped: boolean })[]> {
  const kept = await readKept(db);
  const names = new Set(kept.map(({ name }) => name));
  return [
    ...SHIPPED_RULES.filter(({ name }) => !names.has(name)).map((rules) => ({ ...rules, shipped: true })),
    ...kept.map((rules) => ({ ...rules, shipped: false })),
  ];
}

/** The rules a choice names: none, themselves, a name of this archive's, or a `.json` file. Throws AppError `not-found`, `usage`. */
export async function resolveRules(db: Sql, given: string | PackageRules | undefined): Promise<PackageRules> {
  if (given === undefined) return NO_RULES;
  const rules = typeof given === 'string' ? await named(db, given) : given;
  const tidy = {
    ...rules,
    name: rules.name.trim(),
    formats: tidySuffixes(rules.formats),
    formatsFor: tidyFormatsFor(rules.formatsFor),
  };
  const problem = rulesProblem(tidy);
  if (problem) throw new AppError('usage', `报送要求不能用:${problem}`);
  return tidy;
}

async function named(db: Sql, name: string): Promise<PackageRules> {
  const known = await listRules(db);
  const found = known.find((rules) => rules.name === name);
  if (found) {
    const { shipped: _, ...rules } = found;
    return rules;
  }
  if (!name.toLowerCase().endsWith('.json'))
    throw new AppError(
      'not-found',
      `没有名为“${name}”的报送要求。可用的有:${known.map((rules) => rules.name).join('、')},或一个 .json 文件。`,
    );
  return readRulesFile(name);
}

const limit = z.number().positive().nullable().default(null);
const FILE = z.object({
  name: z.string().default(''),
  formats: z.array(z.string()).default([]),
  formatsFor,
  ...{ maxFileMegabytes: limit, maxFilesPerIndicator: limit, maxTotalMegabytes: limit, maxWords: limit },
  minPixels: z.object({ longSide: z.number(), shortSide: z.number() }).nullable().default(null),
  captions: z.boolean().default(true),
});

async function readRulesFile(file: string): Promise<PackageRules> {
  try {
    const read = FILE.parse(JSON.parse((await readFile(file, 'utf8')).replace(/^\ufeff/, '')));
    return { ...read, name: read.name === '' ? (file.split(/[\\/]/).at(-1) ?? file) : read.name };
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new AppError(
      gone ? 'not-found' : 'usage',
      gone
        ? `没有这个文件:${file}。`
        : `报送要求读不出来:${file}。要写成 JSON,如 {"name":"省系统","formats":["pdf"],"maxFileMegabytes":10}。`,
    );
  }
}

/** Keeps rules under their name in place of `was`: one step of undo, one audit row. Throws AppError `usage`, `refused` for a name that is taken. */
export async function saveRules(db: Database, rules: PackageRules, was: string | undefined, by: By): Promise<void> {
  const tidy = await resolveRules(db, rules);
  await change(
    db,
    by,
    `保存报送要求“${tidy.name}”`,
    { action: 'package.rules', detail: { name: tidy.name, rules: tidy, was: was ?? null } },
    (kept) => {
      if (tidy.name !== was && kept.some(({ name }) => name === tidy.name))
        throw new AppError('refused', `已有名为“${tidy.name}”的报送要求。请换一个名称。`);
      const at = kept.findIndex(({ name }) => name === was);
      return at < 0 ? [...kept, tidy] : kept.with(at, tidy);
    },
  );
}

/** Takes kept rules away. Throws AppError `not-found`. */
export async function removeRules(db: Database, name: string, by: By): Promise<void> {
  await change(db, by, `删除报送要求“${name}”`, { action: 'package.rules-removed', detail: { name } }, (kept) => {
    if (!kept.some((rules) => rules.name === name))
      throw new AppError('not-found', `没有名为“${name}”的报送要求。它可能已被删除,请刷新。`);
    return kept.filter((rules) => rules.name !== name);
  });
}

async function change(
  db: Database,
  by: By,
  label: string,
  record: { readonly action: string; readonly detail: unknown },
  next: (kept: readonly PackageRules[]) => readonly PackageRules[],
): Promise<void> {
  await db.transaction(async (tx) => {
    const after = next(await readKept(tx));
    const watch = [{ table: 'settings' as const, where: 'key = ?', params: [KEY] }];
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, () =>
      tx.run('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [
        ...[KEY, JSON.stringify(after)],
      ]),
    );
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, ...record });
  });
}
