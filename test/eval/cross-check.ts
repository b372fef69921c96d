import type { Framework } from '../../shared/domain/framework.ts';
import type { Lexicon } from '../../shared/domain/lexicon.ts';
import { createSuggester } from '../../shared/domain/suggest.ts';
import { fold } from '../../shared/domain/text.ts';
import type { Suggestion } from '../../shared/domain/link.ts';
import type { Row } from './measure.ts';

/**
 * How the rules do on a row whose best word nobody listed: every row is judged by a word list without the `taken` longest cues of its
 * right leaves that occur in its name. Pessimistic, since a list made without this row would still hold many of them.
 */
export function withoutOwnCues(
  rows: readonly Row[],
  framework: Framework,
  lexicon: Lexicon,
  taken: number,
): (name: string) => readonly Suggestion[] {
  const cues = lexicon.cues[framework.id] ?? {};
  const byName = new Map(rows.map((row) => [row.name, row]));
  return (name) => {
    const folded = fold(name);
    const reduced = { ...cues };
    for (const code of byName.get(name)?.acceptable ?? []) {
      const own = (cues[code] ?? []).filter((cue) => wordsOf(cue).every((word) => folded.includes(word)));
      const dropped = new Set(own.toSorted((a, b) => b.length - a.length).slice(0, taken));
      reduced[code] = (cues[code] ?? []).filter((cue) => !dropped.has(cue));
    }
    const reducedLexicon = { ...lexicon, cues: { ...lexicon.cues, [framework.id]: reduced } };
    const suggester = createSuggester({ frameworks: [framework], lexicon: reducedLexicon, decided: [] });
    return suggester.suggest({ name, folders: [], title: '', text: '', kind: null, issuer: null });
  };
}

function wordsOf(cue: string): string[] {
  return fold(cue.replace(/^~/, '')).split('+');
}
