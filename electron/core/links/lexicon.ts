import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseLexicon, type Lexicon } from '../../../shared/domain/lexicon.ts';

const LEXICON_FILE = fileURLToPath(new URL('../../../resources/lexicon.json', import.meta.url));

/** The shipped word list. Throws when the file is missing or not sound, which only a damaged installation can cause. */
export async function readLexicon(): Promise<Lexicon> {
  return parseLexicon(await readFile(LEXICON_FILE, 'utf8'));
}
