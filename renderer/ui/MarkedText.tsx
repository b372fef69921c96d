import { fold } from '../../shared/domain/text.ts';

export interface MarkedTextProps {
  readonly text: string;
  /** Words separated by white space. */
  readonly query: string;
  readonly className?: string;
}

/** A text with the words of a query marked, in whatever spelling they stand there. */
export function MarkedText({ text, query, className }: MarkedTextProps) {
  const words = [...new Set(fold(query).split(/\s+/u))].filter((word) => word !== '');
  return (
    <span className={className}>
      {cutAt(text, words).map((piece, at) => (piece.marked ? <mark key={at}>{piece.text}</mark> : piece.text))}
    </span>
  );
}

interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

function cutAt(text: string, words: readonly string[]): readonly Piece[] {
  if (words.length === 0) return [{ text, marked: false }];
  let folded = '';
  const at: number[] = [];
  let index = 0;
  for (const character of text) {
    const shape = fold(character);
    for (let unit = 0; unit < shape.length; unit++) at.push(index);
    folded += shape;
    index += character.length;
  }
  at.push(text.length);
  const spans = words
    .flatMap((word) => {
      const found: [number, number][] = [];
      for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length))
        found.push([at[from] ?? 0, at[from + word.length] ?? text.length]);
      return found;
    })
    .sort((a, b) => a[0] - b[0]);
  const pieces: Piece[] = [];
  let reached = 0;
  for (const [from, to] of spans) {
    if (from < reached) continue;
    if (from > reached) pieces.push({ text: text.slice(reached, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    reached = to;
  }
  if (reached < text.length) pieces.push({ text: text.slice(reached), marked: false });
  return pieces;
}
