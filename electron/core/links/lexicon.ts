import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLexicon, type Lexicon } from '../../../shared/domain/lexicon.ts';
import type { Sql } from '../db/database.ts';
import { RESOURCES_FOLDER } from '../program-folder.ts';

const LEXICON_FILE = join(RESOURCES_FOLDER, 'lexicon.json');

/**
 * The word list as this archive knows it: beside the shipped names of units the former names and abbreviations a person stored (R6),
 * so that a paper of 市卫生局 says as much of 市卫生健康委 as one under its present name.
 */
export async function readArchiveLexicon(sql: Pick<Sql, 'all'>): Promise<Lexicon> {
  const lexicon = await readLexicon();
  const rows = await sql.all<{ name: string; former_names: string; abbreviations: string }>(
    "SELECT name, former_names, abbreviations FROM units WHERE former_names <> '[]' OR abbreviations <> '[]' ORDER BY name",
  );
  const unitAliases: Record<string, readonly string[]> = { ...lexicon.unitAliases };
  for (const { name, former_names: former, abbreviations } of rows) {
    const others = [...(JSON.parse(former) as string[]), ...(JSON.parse(abbreviations) as string[])];
    unitAliases[name] = [...new Set([...(unitAliases[name] ?? []), ...others])];
  }
  return { ...lexicon, unitAliases };
}

/** The shipped word list. Throws when the file is missing or not sound, which only a damaged installation can cause. */
export async function readLexicon(): Promise<Lexicon> {
  return parseLexicon(await readFile(LEXICON_FILE, 'utf8'));
}
