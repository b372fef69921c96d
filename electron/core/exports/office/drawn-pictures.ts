import { WHOLE_PICTURE, type ShownPart } from '../../printable-picture.ts';
import { elements, type XmlElement } from '../../xml-tree.ts';
import { EMU_PER_PT } from '../../office-units.ts';

/** A picture as a drawing of an office document shows it. */
export interface DrawnPicture {
  /** Relationship id of its bytes. */
  readonly relation: string;
  readonly shown: ShownPart;
  /** As it stands on the sheet, turned; 0 where the drawing does not say. Points. */
  readonly widthPt: number;
  readonly heightPt: number;
}

/**
 * The pictures of a drawing, in document order, those of groups at the size their group gives them (ECMA-376 part 1, 20.1.7.5,
 * 20.1.8.55), those of Word 97's drawings (VML) whole. What stands in text boxes is text of the document and not among them. Names may have
 * prefixes or not.
 */
export function drawnPictures(within: XmlElement): DrawnPicture[] {
  return picturesIn(within, { x: 1, y: 1 });
}

function picturesIn(within: XmlElement, scale: { x: number; y: number }): DrawnPicture[] {
  return elements(within).flatMap((element): DrawnPicture[] => {
    switch (localName(element)) {
      case 'txbxContent':
        return [];
      case 'grpSp':
      case 'wgp':
        return picturesIn(element, groupScale(element, scale));
      case 'imagedata':
        return filled(attribute(element, 'id'), { shown: WHOLE_PICTURE, widthPt: 0, heightPt: 0 });
      case 'pic':
        return pictureOf(element, childOf(element, 'blipFill'), scale);
      case 'sp':
      case 'wsp': {
        const properties = childOf(element, 'spPr');
        return [...pictureOf(element, properties && childOf(properties, 'blipFill'), scale), ...picturesIn(element, scale)];
      }
      default:
        return picturesIn(element, scale);
    }
  });
}

function pictureOf(element: XmlElement, fill: XmlElement | undefined, scale: { x: number; y: number }): DrawnPicture[] {
  return fill ? filled(attribute(found(fill, 'blip'), 'embed'), placed(element, fill, scale)) : [];
}

function filled(relation: string, look: Omit<DrawnPicture, 'relation'>): DrawnPicture[] {
  return relation === '' ? [] : [{ relation, ...look }];
}

function placed(element: XmlElement, fill: XmlElement, scale: { x: number; y: number }): Omit<DrawnPicture, 'relation'> {
  const frame = found(element, 'xfrm');
  const extent = frame && found(frame, 'ext');
  const degrees = Number(frame?.attributes['rot'] ?? 0) / 60_000;
  const turn = ((((Math.round(degrees / 90) * 90) % 360) + 360) % 360) as ShownPart['turn'];
  const width = (Number(extent?.attributes['cx'] ?? 0) * scale.x) / EMU_PER_PT || 0;
  const height = (Number(extent?.attributes['cy'] ?? 0) * scale.y) / EMU_PER_PT || 0;
  const cut = found(fill, 'srcRect')?.attributes ?? {};
  const share = (side: string): number => Math.min(0.99, Math.max(0, (Number(cut[side] ?? 0) || 0) / 100_000));
  const lies = turn === 90 || turn === 270;
  return {
    shown: { left: share('l'), top: share('t'), right: share('r'), bottom: share('b'), turn },
    widthPt: lies ? height : width,
    heightPt: lies ? width : height,
  };
}

function groupScale(group: XmlElement, outer: { x: number; y: number }): { x: number; y: number } {
  const properties = childOf(group, 'grpSpPr');
  const frame = properties && found(properties, 'xfrm');
  const extent = frame && found(frame, 'ext')?.attributes;
  const inner = frame && found(frame, 'chExt')?.attributes;
  const ratio = (side: 'cx' | 'cy'): number => {
    const value = Number(extent?.[side]) / Number(inner?.[side]);
    return Number.isFinite(value) && value > 0 ? value : 1;
  };
  return { x: outer.x * ratio('cx'), y: outer.y * ratio('cy') };
}

function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1);
}

function attribute(element: XmlElement | undefined, name: string): string {
  const entry = Object.entries(element?.attributes ?? {}).find(([key]) => key === name || key.endsWith(`:${name}`));
  return entry?.[1] ?? '';
}

function childOf(parent: XmlElement, name: string): XmlElement | undefined {
  return elements(parent).find((element) => localName(element) === name);
}

/** The first element of that local name below. */
function found(within: XmlElement, name: string): XmlElement | undefined {
  for (const element of elements(within)) {
    if (localName(element) === name) return element;
    const deeper = found(element, name);
    if (deeper) return deeper;
  }
  return undefined;
}
