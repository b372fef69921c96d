import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { z } from 'zod';
import type { Input } from '../../../shared/contract/api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { createCodeIndex } from '../../../shared/domain/codes.ts';
import type { Framework, Indicator } from '../../../shared/domain/framework.ts';
import type { Sql } from '../db/database.ts';
import { compareEditions, type EditionChoice } from './compare.ts';

const byCode = z.record(z.string(), z.string());

/**
 * A choice as the command line says it: `next` is the id of a framework of the archive, a shipped one, or a file; `choicesFile` a JSON file of
 * old code → new code ('' for none), codes in any spelling. Throws AppError `refused` for a file that is no such table, `usage` for a
 * code that is no leaf.
 */
export async function choiceByCodes(
  db: Sql,
  { framework, next, choicesFile }: Pick<Input<'edition.run'>, 'framework' | 'next' | 'choicesFile'>,
): Promise<EditionChoice> {
  const known = await db.get('SELECT 1 AS found FROM frameworks WHERE id = ?', [next]);
  const to = known && extname(next) === '' ? { held: next } : { reference: next };
  const plain: EditionChoice = { framework, to, choices: {} };
  if (choicesFile === undefined) return plain;
  const said = await readChoices(choicesFile);
  const compared = await compareEditions(db, plain);
  const leaf = { old: findLeaf(compared.from), next: findLeaf(compared.to) };
  const keyOf = (which: '旧版' | '新版', code: string): string => {
    const found = (which === '旧版' ? leaf.old : leaf.next)(code);
    if (found === undefined) throw new AppError('usage', `${choicesFile} 里的“${code}”不是${which}的末级指标。请改正后再试。`);
    return found.id;
  };
  const pairs = Object.entries(said).map(([old, code]) => [keyOf('旧版', old), code.trim() === '' ? '' : keyOf('新版', code)]);
  return { ...plain, choices: Object.fromEntries(pairs) as Record<string, string> };
}

/** Finds a leaf by its code in any spelling. */
function findLeaf({ indicators, codeStyles }: Framework): (code: string) => Indicator | undefined {
  return createCodeIndex(
    indicators.filter((one) => one.leaf),
    codeStyles,
  ).exact;
}

async function readChoices(file: string): Promise<Readonly<Record<string, string>>> {
  const broken = (why: string): AppError =>
    new AppError('refused', `无法使用 ${file}:${why}。它要写成 {"旧编号": "新编号"},新版没有的写 ""。`);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw broken(`读不出来(${(error as NodeJS.ErrnoException).code ?? ''})`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw broken('不是有效的 JSON');
  }
  const parsed = byCode.safeParse(json);
  if (!parsed.success) throw broken('内容不是编号对编号');
  return parsed.data;
}
