import type { Sql } from '../db/database.ts';
import {
  rowsOf,
  turnedLeft,
  turnsOf,
  type PlacedWords,
  type Point,
  type Quad,
  type QuarterTurns,
} from '../../../shared/domain/reading-order.ts';

interface Stored {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly lines: readonly { readonly text: string; readonly box: readonly number[] }[];
}

/** Height of a row put where the engine saw none, as a share of the page. */
const NEW_ROW = 0.015;

/**
 * What stands on recognised pages of a document, by page (1-based), parsed when asked for; null for a page that was never read or
 * has no words. A person's correction takes the places of the engine's rows it replaces.
 */
export async function readPageWords(db: Sql, documentId: number): Promise<(page: number) => readonly PlacedWords[] | null> {
  const rows = await db.all<{ page: number; lines: string; corrected: string | null }>(
    `SELECT page, lines, corrected_text AS corrected FROM ocr_pages
     WHERE document_id = ? AND (text <> '' OR corrected_text IS NOT NULL) ORDER BY page`,
    [documentId],
  );
  const byPage = new Map(rows.map((row) => [row.page, row]));
  return (page) => {
    const row = byPage.get(page);
    if (!row) return null;
    const words = wordsOf(JSON.parse(row.lines) as Stored);
    const placed = row.corrected === null ? words.flat() : correctedWords(words, row.corrected);
    return placed.length > 0 ? placed : null;
  };
}

/** The engine's rows from top to bottom, each from left to right. */
function wordsOf({ widthPx, heightPx, lines }: Stored): PlacedWords[][] {
  if (!(widthPx > 0 && heightPx > 0)) return [];
  const quads = lines.flatMap(({ text, box }) => {
    const corner = (at: number): Point => ({ x: (box[at] ?? 0) / widthPx, y: (box[at + 1] ?? 0) / heightPx });
    return text.trim() === '' ? [] : [{ text, box: [corner(0), corner(2), corner(4), corner(6)] as const }];
  });
  return rowsOf(quads);
}

function turnedWords({ text, box }: PlacedWords, turns: QuarterTurns): PlacedWords {
  if (turns === 0) return { text, box };
  // About the middle of the page: shares stay between 0 and 1.
  const corner = ({ x, y }: Point): Point => {
    const turned = turnedLeft({ x: x - 0.5, y: y - 0.5 }, turns);
    return { x: turned.x + 0.5, y: turned.y + 0.5 };
  };
  return { text, box: [corner(box[0]), corner(box[1]), corner(box[2]), corner(box[3])] };
}

/** Text of a row as a correction has it: pieces parted by tabs. */
const textOf = (row: readonly PlacedWords[]): string => row.map(({ text }) => text).join('\t');

/**
 * A correction laid over what the engine saw, as the page is held to be read: one scanned on its side or head is turned for it. Rows it left alone at the beginning and the end keep their places; of those between, as
 * many as the engine saw stand where those stood, any other number shares their room.
 */
export function correctedWords(seen: readonly (readonly PlacedWords[])[], corrected: string): PlacedWords[] {
  const turns = turnsOf(seen.flat());
  const held = seen.map((row) => row.map((one) => turnedWords(one, turns)));
  const back = ((4 - turns) % 4) as QuarterTurns;
  return laidOver(held, corrected).map((one) => turnedWords(one, back));
}

function laidOver(seen: readonly (readonly PlacedWords[])[], corrected: string): PlacedWords[] {
  const rows = corrected.split('\n').filter((row) => row.trim() !== '');
  const most = Math.min(seen.length, rows.length);
  let head = 0;
  while (head < most && textOf(seen[head] ?? []) === rows[head]) head++;
  let tail = 0;
  while (tail < most - head && textOf(seen.at(-1 - tail) ?? []) === rows.at(-1 - tail)) tail++;
  const middle = rows.slice(head, rows.length - tail);
  const under = seen.slice(head, seen.length - tail);
  const placed =
    middle.length === under.length
      ? middle.flatMap((row, index) => piecesOf(row, under[index] ?? []))
      : shareRoom(middle, roomFor(seen, { head, tail, rows: middle.length }));
  return [...seen.slice(0, head).flat(), ...placed, ...seen.slice(seen.length - tail).flat()];
}

/** Pieces of a corrected row in the places of the engine's, or as one piece over all of them when their number is another. */
function piecesOf(row: string, seen: readonly PlacedWords[]): PlacedWords[] {
  const pieces = row.split('\t');
  const boxes = seen.map(({ box }) => box);
  if (pieces.length === boxes.length)
    return pieces.flatMap((text, index) => {
      const box = boxes[index];
      return box && text.trim() !== '' ? [{ text, box }] : [];
    });
  return [{ text: row.replaceAll('\t', ' '), box: upright(roomOf(boxes)) }];
}

interface Room {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

function roomOf(boxes: readonly Quad[]): Room {
  const [xs, ys] = [boxes.flat().map(({ x }) => x), boxes.flat().map(({ y }) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

function upright({ x0, y0, x1, y1 }: Room): Quad {
  return [
    { x: x0, y: y0 },
    { x: x1, y: y0 },
    { x: x1, y: y1 },
    { x: x0, y: y1 },
  ];
}

/** The room of the rows replaced; where none is, a strip between the rows above and below, on an empty page most of the page. */
function roomFor(
  seen: readonly (readonly PlacedWords[])[],
  { head, tail, rows }: { readonly head: number; readonly tail: number; readonly rows: number },
): Room {
  const boxesOf = (part: readonly (readonly PlacedWords[])[]): Quad[] => part.flat().map(({ box }) => box);
  const replaced = boxesOf(seen.slice(head, seen.length - tail));
  if (replaced.length > 0) return roomOf(replaced);
  const all = boxesOf(seen);
  if (all.length === 0) return { x0: 0.1, y0: 0.1, x1: 0.9, y1: 0.9 };
  const { x0, x1 } = roomOf(all);
  const [above, below] = [boxesOf(seen.slice(0, head)), boxesOf(seen.slice(seen.length - tail))];
  const y0 = above.length > 0 ? roomOf(above).y1 : Math.max(0, roomOf(below).y0 - rows * NEW_ROW);
  const y1 = below.length > 0 ? roomOf(below).y0 : Math.min(1, y0 + rows * NEW_ROW);
  return { x0, y0, x1, y1: Math.max(y1, y0 + NEW_ROW) };
}

function shareRoom(rows: readonly string[], { x0, y0, x1, y1 }: Room): PlacedWords[] {
  const step = (y1 - y0) / Math.max(1, rows.length);
  return rows.map((row, index) => ({
    text: row.replaceAll('\t', ' '),
    box: upright({ x0, x1, y0: y0 + index * step, y1: y0 + (index + 1) * step }),
  }));
}
