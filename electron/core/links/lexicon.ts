import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLexicon, type Lexicon } from '../../../shared/domain/lexicon.ts';
import { RESOURCES_FOLDER } from '../program-folder.ts';

const LEXICON_FILE = join(RESOURCES_FOLDER, 'lexicon.json');

/** The shipped word list. Throws when the file is missing or not sound, which only a damaged installation can cause. */
export async function readLexicon(): Promise<Lexicon> {
  return parseLexicon(await readFile(LEXICON_FILE, 'utf8'));
}
