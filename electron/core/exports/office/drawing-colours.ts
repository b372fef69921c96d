import { colourOnPaper, inTheme, local } from '../../drawing-colours.ts';
import { elements, type XmlElement } from '../../xml-tree.ts';

/** Colours of the document's theme by their names (`accent1` …), `#rrggbb`. */
export type Colours = ReadonlyMap<string, string>;

/** The first child of that local name. */
export const inside = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element && elements(element).find((one) => local(one) === name);

/** The first element of that local name below. */
export function found(element: XmlElement, name: string): XmlElement | undefined {
  for (const one of elements(element)) {
    const here = local(one) === name ? one : found(one, name);
    if (here) return here;
  }
  return undefined;
}

/** The colour that an element like a:solidFill or a:fontRef holds, as it looks on paper; undefined where there is none that is known. */
export const colourIn = (holder: XmlElement | undefined, colours: Colours): string | undefined =>
  colourOnPaper(holder, (name) => colours.get(inTheme(name))?.slice(1) ?? null) ?? undefined;

/** Colours of a theme part; none without one. */
export function readColours(theme: XmlElement | undefined): Colours {
  const scheme = theme && found(theme, 'clrScheme');
  return new Map(
    (scheme ? elements(scheme) : []).flatMap((one) => {
      const color = colourIn(one, new Map());
      return color ? [[local(one), color] as const] : [];
    }),
  );
}
