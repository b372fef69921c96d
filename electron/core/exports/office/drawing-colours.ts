import { elements, type XmlElement } from '../../xml-tree.ts';

/** Colours of the document's theme by their names (`accent1` …). */
export type Colours = ReadonlyMap<string, string>;

/** Name of an element without its prefix. */
export const local = (element: XmlElement): string => element.name.slice(element.name.indexOf(':') + 1);

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

/** Names under which shapes ask for the colours of a theme. */
const SAME: Readonly<Record<string, string>> = { tx1: 'dk1', tx2: 'dk2', bg1: 'lt1', bg2: 'lt2' };

/**
 * The colour that an element like a:solidFill or a:fontRef holds, `#rrggbb`, made lighter or darker as it says (ECMA-376 part 1, 20.1.2.3);
 * what is translucent is mixed with white. Undefined where there is none that is known.
 */
export function colourIn(holder: XmlElement | undefined, colours: Colours): string | undefined {
  const element = holder && elements(holder).find((one) => ['srgbClr', 'sysClr', 'schemeClr'].includes(local(one)));
  if (!element) return undefined;
  const value = element.attributes[local(element) === 'sysClr' ? 'lastClr' : 'val'] ?? '';
  const plain =
    local(element) === 'schemeClr'
      ? colours.get(SAME[value] ?? value)
      : /^[0-9a-f]{6}$/i.test(value)
        ? `#${value.toLowerCase()}`
        : undefined;
  return plain === undefined ? undefined : changed(plain, element);
}

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

function changed(color: string, element: XmlElement): string {
  const changes = elements(element).flatMap((one) => {
    const share = Number(one.attributes['val']) / 100_000;
    return Number.isFinite(share) ? [{ kind: local(one), share }] : [];
  });
  let parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  for (const { kind, share } of changes) {
    if (kind === 'tint' || kind === 'alpha') parts = parts.map((part) => 1 - (1 - part) * share);
    else if (kind === 'shade') parts = parts.map((part) => part * share);
    else if (kind === 'lumMod' || kind === 'lumOff') parts = withLightness(parts, kind, share);
  }
  const hex = (part: number): string =>
    Math.round(Math.min(1, Math.max(0, part)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${parts.map(hex).join('')}`;
}

/** The colour with another lightness, hue and saturation kept. */
function withLightness(parts: readonly number[], kind: 'lumMod' | 'lumOff', share: number): number[] {
  const [most, least] = [Math.max(...parts), Math.min(...parts)];
  const before = (most + least) / 2;
  const after = Math.min(1, Math.max(0, kind === 'lumMod' ? before * share : before + share));
  const spread = (light: number): number => 1 - Math.abs(2 * light - 1);
  const scale = spread(before) > 0 ? spread(after) / spread(before) : 0;
  return parts.map((part) => after + (part - before) * scale);
}
