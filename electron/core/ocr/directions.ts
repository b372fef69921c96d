import type { OcrLine, QuarterTurns } from '../../../shared/domain/reading-order.ts';
import type { Quad } from './picture.ts';

/** What a strip says and how sure the reader is (0..1). */
export type Reading = Pick<OcrLine, 'text' | 'confidence'>;

/** Reads a line that runs from the quad's first corner to its second. */
export type ReadStrip = (line: Quad) => Promise<Reading>;

/** A strip this much higher than wide is no line that runs across. */
const TALL = 1.5;
/** So many of the longest lines tell how the page lies. */
const WITNESSES = 6;
/** A line read the right way round is nearly always surer than this; one on its head, never seen. */
const SURE = 0.85;
/** Below this a reading is noise and says nothing. */
const NOISE = 0.6;
/** How much better another direction must be before the page is taken to lie so. */
const CLEARLY = 1.3;

/**
 * Reads every box, whichever way its line runs: pages scanned on their head or on their side, single lines that stand on their side,
 * and columns of upright characters (竖排: 牌匾, 对联), which are lines that run downwards: turned to the left, their characters lie on
 * their side, and so the reader was trained to know them. The box of a line begins where the line begins. `boxes`: as they stand on
 * the page, from top left clockwise, the longest first.
 */
export async function readBoxes(boxes: readonly Quad[], read: ReadStrip): Promise<OcrLine[]> {
  const known = new Map<string, Promise<Reading>>();
  const remembered = (at: number, turns: QuarterTurns): Promise<Reading> => {
    const reading = known.get(`${at} ${turns}`) ?? read(turnedQuad(boxes[at] as Quad, turns));
    known.set(`${at} ${turns}`, reading);
    return reading;
  };
  const page = await pageDirection(boxes.slice(0, WITNESSES), remembered);
  const lines: OcrLine[] = [];
  for (const [at, box] of boxes.entries()) lines.push(await readBox(box, page, (turns) => remembered(at, turns)));
  return lines;
}

type ReadTurned = (turns: QuarterTurns) => Promise<Reading>;

/** How the page lies, by its longest lines. */
async function pageDirection(
  witnesses: readonly Quad[],
  read: (at: number, turns: QuarterTurns) => Promise<Reading>,
): Promise<QuarterTurns> {
  const scores = [0, 0, 0, 0];
  for (const turns of [0, 2, 1, 3] as const) {
    let [lines, characters, sum] = [0, 0, 0];
    for (const [at, box] of witnesses.entries()) {
      if (isTall(box) !== (turns % 2 === 1)) continue;
      const { text, confidence } = await read(at, turns);
      if (confidence >= NOISE) sum += text.length * confidence;
      characters += text.length;
      lines++;
    }
    scores[turns] = sum;
    if (turns === 0 && lines * 2 > witnesses.length && sum >= characters * SURE && sum > 0) return 0;
  }
  const [upright = 0] = scores;
  const best = scores.indexOf(Math.max(...scores));
  return (scores[best] ?? 0) > upright * CLEARLY ? (best as QuarterTurns) : 0;
}

async function readBox(box: Quad, page: QuarterTurns, read: ReadTurned): Promise<OcrLine> {
  if (!isTall(turnedQuad(box, page))) return { ...(await read(page)), box: turnedQuad(box, page) };
  // Across the page's other lines: downwards, or on its other side.
  const ways = [1, 3].map((side) => ((page + side) % 4) as QuarterTurns);
  let best: OcrLine = { text: '', confidence: 0, box };
  for (const turns of ways) {
    if (best.confidence >= SURE) break;
    const line = { ...(await read(turns)), box: turnedQuad(box, turns) };
    if (line.confidence > best.confidence) best = line;
  }
  return best;
}

/** The same rectangle, beginning at the corner where a line begins on a page that must be turned so often to the left. */
function turnedQuad([a, b, c, d]: Quad, turns: QuarterTurns): Quad {
  // A page on its right side (turns 1) has lines that run downwards: from its top right corner to its bottom right one.
  return turns === 0 ? [a, b, c, d] : turns === 1 ? [b, c, d, a] : turns === 2 ? [c, d, a, b] : [d, a, b, c];
}

function isTall([a, b, , d]: Quad): boolean {
  return Math.hypot(d.x - a.x, d.y - a.y) > TALL * Math.hypot(b.x - a.x, b.y - a.y);
}
