import type { Paginated } from './paginate.ts';
import { inspectVolume } from './pdf/inspect.ts';

/** Fonts of ours; those of placed pages are as their makers left them. */
const OUR_FONTS = /Noto(Sans|Serif)SC/;

/**
 * Re-opens a written volume and holds it against its plan: page count, every page label, every bookmark and link target, all
 * our fonts embedded, no script, no encryption. Returns a digest per page. Throws Error naming the first difference.
 */
export async function checkVolume(path: string, paginated: Paginated): Promise<readonly string[]> {
  const seen = await inspectVolume(path);
  const differs = (what: string): never => {
    throw new Error(`written volume differs from its plan: ${what}`);
  };
  if (seen.pageCount !== paginated.pageCount) differs(`${seen.pageCount} pages instead of ${paginated.pageCount}`);
  paginated.labels.forEach((label, index) => {
    if (seen.labels[index] !== label)
      differs(`page ${index + 1} is labelled ${seen.labels[index] ?? 'nothing'} instead of ${label}`);
  });
  for (const [key, page] of paginated.pageOf)
    if (seen.destinations.get(key) !== page - 1) differs(`destination ${key} is not on page ${page}`);
  for (const entry of seen.outline) if (entry.page === null) differs(`bookmark ${entry.title} leads nowhere`);
  const placed = new Set(
    paginated.parts.flatMap(({ part, firstPage, pageCount }) =>
      part.kind === 'evidence' ? range(firstPage - 1, pageCount) : [],
    ),
  );
  for (const link of seen.links)
    if (link.targetPage === null && !placed.has(link.page)) differs(`a link on page ${link.page + 1} leads nowhere`);
  for (const font of seen.fonts) if (!font.embedded && OUR_FONTS.test(font.name)) differs(`font ${font.name} is not embedded`);
  if (seen.hasJavaScript) differs('it holds a script');
  if (seen.encrypted) differs('it is encrypted');
  return seen.pageDigests;
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
