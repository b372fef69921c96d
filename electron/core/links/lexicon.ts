import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLexicon, type Lexicon } from '../../../shared/domain/lexicon.ts';
import type { Sql } from '../db/database.ts';
import { RESOURCES_FOLDER } from '../program-folder.ts';

const LEXICON_FILE = join(RESOURCES_FOLDER, 'lexicon.json');

/** The word list of an archive, still unread: most runs of 编目 need to know only that it is the same. */
export interface UnreadLexicon {
  /** Equal for equal word lists. */
  readonly key: string;
  /** Throws where the file is not sound, which only a damaged installation can cause. */
  readonly read: () => Lexicon;
}

interface UnitNames {
  readonly name: string;
  /** JSON lists. */
  readonly former_names: string;
  readonly abbreviations: string;
}

/**
 * The word list as this archive knows it: beside the shipped names of units the former names and abbreviations a person stored (R6),
 * so that a paper of 市卫生局 says as much of 市卫生健康委 as one under its present name.
 */
export async function openArchiveLexicon(sql: Pick<Sql, 'all'>): Promise<UnreadLexicon> {
  const shipped = await readFile(LEXICON_FILE);
  const units = await sql.all<UnitNames>(
    "SELECT name, former_names, abbreviations FROM units WHERE former_names <> '[]' OR abbreviations <> '[]' ORDER BY name",
  );
  return {
    key: createHash('sha256').update(shipped).update(JSON.stringify(units)).digest('hex'),
    read: () => withUnits(parseLexicon(shipped.toString()), units),
  };
}

/** The same, read. */
export const readArchiveLexicon = async (sql: Pick<Sql, 'all'>): Promise<Lexicon> => (await openArchiveLexicon(sql)).read();

function withUnits(lexicon: Lexicon, units: readonly UnitNames[]): Lexicon {
  const unitAliases: Record<string, readonly string[]> = { ...lexicon.unitAliases };
  for (const { name, former_names: former, abbreviations } of units) {
    const others = [...(JSON.parse(former) as string[]), ...(JSON.parse(abbreviations) as string[])];
    unitAliases[name] = [...new Set([...(unitAliases[name] ?? []), ...others])];
  }
  return { ...lexicon, unitAliases };
}

/** The shipped word list. Throws when the file is missing or not sound, which only a damaged installation can cause. */
export async function readLexicon(): Promise<Lexicon> {
  return parseLexicon(await readFile(LEXICON_FILE, 'utf8'));
}
