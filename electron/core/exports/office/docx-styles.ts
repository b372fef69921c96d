import { child, elements, parseXml, type XmlElement } from '../../xml-tree.ts';
import { readLook, type Look } from './docx-look.ts';
import { PLAIN_TABLE, readTableStyle, type TableStyle } from './docx-table-style.ts';

/** Resolves a style id with everything it is based on. */
export interface Styles {
  /** What holds where no style says otherwise. */
  readonly defaults: Look;
  /** Without the defaults; the document's own for an absent or unknown id. */
  readonly paragraph: (id: string | undefined) => Look;
  /** Borders and shading of a paragraph style, from the strongest to the weakest. */
  readonly paragraphProperties: (id: string | undefined) => readonly XmlElement[];
  readonly character: (id: string | undefined) => Look;
  readonly table: (id: string | undefined) => TableStyle;
}

const MOST_BASES = 20;

/** Reads word/styles.xml (ECMA-376 part 1, 17.7); an absent part gives Word's own defaults. */
export function readStyles(xml: string | undefined): Styles {
  const base: Look = { sizePt: 10.5 };
  const root = xml === undefined ? undefined : parseXml(xml);
  const docDefaults = child(root, 'w:docDefaults');
  const defaults: Look = {
    ...base,
    ...readLook(child(child(docDefaults, 'w:rPrDefault'), 'w:rPr')),
    ...readLook(child(child(docDefaults, 'w:pPrDefault'), 'w:pPr')),
  };
  const styles = new Map<string, XmlElement>();
  const normal = new Map<string, string>();
  for (const style of root ? elements(root).filter(({ name }) => name === 'w:style') : []) {
    const id = style.attributes['w:styleId'];
    if (!id) continue;
    styles.set(id, style);
    if (style.attributes['w:default'] === '1') normal.set(style.attributes['w:type'] ?? '', id);
  }
  /** A style and those it is based on, itself first. */
  const chainOf = (id: string | undefined): XmlElement[] => {
    const chain: XmlElement[] = [];
    for (let style = styles.get(id ?? ''); style && chain.length < MOST_BASES;) {
      chain.push(style);
      style = styles.get(child(style, 'w:basedOn')?.attributes['w:val'] ?? '');
    }
    return chain;
  };
  const looks = new Map<string, Look>();
  const lookOf = (id: string | undefined): Look => {
    const known = looks.get(id ?? '');
    if (known) return known;
    const look = chainOf(id).reduceRight<Look>(
      (below, style) => ({ ...below, ...readLook(child(style, 'w:pPr')), ...readLook(child(style, 'w:rPr')) }),
      {},
    );
    looks.set(id ?? '', look);
    return look;
  };
  const knownOr = (id: string | undefined, type: string): string | undefined =>
    id !== undefined && styles.has(id) ? id : normal.get(type);
  const tables = new Map<string, TableStyle>();
  return {
    defaults,
    paragraph: (id) => lookOf(knownOr(id, 'paragraph')),
    paragraphProperties: (id) => chainOf(knownOr(id, 'paragraph')).flatMap((style) => child(style, 'w:pPr') ?? []),
    character: (id) => (id === undefined ? {} : lookOf(id)),
    table: (id) => {
      const key = knownOr(id, 'table') ?? '';
      const known = tables.get(key) ?? chainOf(key).reduceRight((below, style) => readTableStyle(style, below), PLAIN_TABLE);
      tables.set(key, known);
      return known;
    },
  };
}
