import { readFileSync } from 'node:fs';

/** A produced volume as another program (pdf.js) reads it. Pages are 0-based positions. */
export interface ReadVolume {
  readonly labels: readonly string[];
  /** Text lines of each page from top to bottom, with their distance from the page's lower edge. */
  readonly lines: readonly (readonly { readonly text: string; readonly y: number; readonly parts: readonly Part[] }[])[];
  readonly links: readonly { readonly page: number; readonly target: number; readonly top: number; readonly bottom: number }[];
  readonly bookmarks: readonly { readonly title: string; readonly page: number; readonly level: number }[];
}

/** A run of text and the distance of its left end from the page's left edge. */
interface Part {
  readonly x: number;
  readonly text: string;
}

interface OutlineItem {
  readonly title: string;
  readonly dest: unknown;
  readonly items: readonly OutlineItem[];
}

export async function readVolume(path: string): Promise<ReadVolume> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: Uint8Array.from(readFileSync(path)), verbosity: 0 });
  const document = await task.promise;
  const pageOf = async (dest: unknown): Promise<number> => {
    const found = typeof dest === 'string' ? await document.getDestination(dest) : (dest as unknown[] | null);
    return found ? document.getPageIndex(found[0] as Parameters<typeof document.getPageIndex>[0]) : -1;
  };
  const lines: { text: string; y: number; parts: Part[] }[][] = [];
  const links: { page: number; target: number; top: number; bottom: number }[] = [];
  for (let index = 0; index < document.numPages; index++) {
    const page = await document.getPage(index + 1);
    const { items } = await page.getTextContent();
    const viewport = page.getViewport({ scale: 1 });
    /** Where a point of the page's own coordinates stands on the upright sheet, from its lower left corner. */
    const shown = (x: number, y: number): readonly [number, number] => {
      const [left, fromTop] = viewport.convertToViewportPoint(x, y) as [number, number];
      return [left, viewport.height - fromTop];
    };
    const byY = new Map<number, Part[]>();
    for (const item of items ?? []) {
      if (!('str' in item) || item.str === '') continue;
      const transform = item.transform as number[];
      const [x, height] = shown(transform[4] ?? 0, transform[5] ?? 0);
      const y = Math.round(height);
      byY.set(y, [...(byY.get(y) ?? []), { x, text: item.str }]);
    }
    lines.push(
      [...byY]
        .sort(([a], [b]) => b - a)
        .map(([y, found]) => {
          const parts = found.sort((a, b) => a.x - b.x);
          return { y, parts, text: parts.map((part) => part.text).join('') };
        }),
    );
    for (const annotation of (await page.getAnnotations()) as { subtype: string; dest?: unknown; rect: number[] }[]) {
      if (annotation.subtype !== 'Link' || !annotation.dest) continue;
      links.push({
        page: index,
        target: await pageOf(annotation.dest),
        bottom: annotation.rect[1] ?? 0,
        top: annotation.rect[3] ?? 0,
      });
    }
  }
  const bookmarks: { title: string; page: number; level: number }[] = [];
  const walk = async (items: readonly OutlineItem[] | null, level: number): Promise<void> => {
    for (const item of items ?? []) {
      bookmarks.push({ title: item.title, page: await pageOf(item.dest), level });
      await walk(item.items, level + 1);
    }
  };
  await walk((await document.getOutline()) as unknown as OutlineItem[], 0);
  const labels = (await document.getPageLabels()) ?? [];
  await task.destroy();
  return { labels, lines, links, bookmarks };
}

export const textOf = (volume: ReadVolume, page: number): string =>
  (volume.lines[page] ?? []).map((line) => line.text).join('\n');

/** What stands on a page below a word and not left of it: the last column of a table under its head, its lines joined. */
export function lastColumn(volume: ReadVolume, page: number, head: string): string {
  const lines = volume.lines[page] ?? [];
  const at = lines.findIndex(({ parts }) => parts.some(({ text }) => text === head));
  const left = (lines[at]?.parts.find(({ text }) => text === head)?.x ?? Infinity) - 20;
  return lines
    .slice(at + 1)
    .flatMap(({ parts }) => parts.filter(({ x }) => x >= left))
    .map(({ text }) => text)
    .join('');
}
