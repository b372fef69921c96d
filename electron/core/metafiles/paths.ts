import { cutBy } from './cuts.ts';
import { DRAWN, paintOutline, type Gdi } from './gdi.ts';

/** From here on outlines are collected instead of drawn. */
export function beginPath(g: Gdi): void {
  g.path = [];
  g.inPath = true;
}

/** The outline that was collected stays for what is done with it. */
export function endPath(g: Gdi): void {
  g.inPath = false;
}

export function dropPath(g: Gdi): void {
  g.path = [];
  g.inPath = false;
}

export function closeFigure(g: Gdi): void {
  const last = g.path.at(-1);
  if (g.inPath && last !== undefined && !last.endsWith('Z')) g.path.push('Z');
}

export function paintPath(g: Gdi, what: keyof typeof DRAWN): void {
  const outline = takePath(g);
  if (outline !== '') paintOutline(g, outline, DRAWN[what]);
}

/** Cuts what is drawn from here on by the path, as a RegionMode says. */
export function cutByPath(g: Gdi, mode: number): void {
  cutBy(g, takePath(g), mode);
}

/** Every outline begins with a move, even where one was left out since lines went on. */
function takePath(g: Gdi): string {
  const outline = g.path.join('');
  dropPath(g);
  return outline;
}
