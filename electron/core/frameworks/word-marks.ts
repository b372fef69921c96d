import { readLists, type Lists } from '../word-lists.ts';
import { child, elements, parsedPart, type XmlElement } from '../xml-tree.ts';

/** What Word shows before a paragraph of a list (`一、`, `1.2 `), '' for others. To be asked once of each, in the order of the document. */
export type Mark = (paragraph: XmlElement) => string;

interface InList {
  readonly id: string;
  readonly level: number;
}

/** The marks of a document by its parts; bullets are none. Lists that a style brings along count too. */
export function marksOf(parts: ReadonlyMap<string, Buffer> | null): Mark {
  const lists = listsOf(parts?.get('word/numbering.xml'));
  if (!lists) return () => '';
  const styles = stylesOf(parsedPart(parts?.get('word/styles.xml')));
  return (paragraph) => {
    const properties = child(paragraph, 'pPr');
    const style = styles.get(valueOf(child(properties, 'pStyle')));
    const own = listOf(properties, style);
    const mark = own === null ? null : lists.markFor(own.id, own.level);
    if (mark === null || mark === '' || mark === '•') return '';
    return /[、)）]$/.test(mark) ? mark : `${mark} `;
  };
}

/** Null where there are none, or nothing can be read of them. */
function listsOf(numbering: Buffer | undefined): Lists | null {
  try {
    return numbering ? readLists(numbering.toString('utf8')) : null;
  } catch {
    return null;
  }
}

const valueOf = (element: XmlElement | undefined): string => element?.attributes['w:val'] ?? element?.attributes['val'] ?? '';

/** The list a paragraph or a style names; without a level of its own, that of the style beneath. `0` takes it out of a list. */
function listOf(properties: XmlElement | undefined, under: InList | null | undefined): InList | null {
  const said = child(properties, 'numPr');
  if (!said) return under ?? null;
  const id = valueOf(child(said, 'numId')) || (under?.id ?? '');
  const level = valueOf(child(said, 'ilvl'));
  return id === '' || id === '0' ? null : { id, level: level === '' ? (under?.level ?? 0) : Number(level) };
}

/** Lists of paragraph styles by their ids, those they are based on first. */
function stylesOf(root: XmlElement | null): ReadonlyMap<string, InList | null> {
  const byId = new Map(
    (root ? elements(root) : []).flatMap((one) =>
      one.name === 'style' ? [[one.attributes['w:styleId'] ?? one.attributes['styleId'] ?? '', one] as const] : [],
    ),
  );
  const known = new Map<string, InList | null>();
  const listOfStyle = (id: string, above: readonly string[]): InList | null => {
    const style = byId.get(id);
    if (!style || above.includes(id)) return null;
    const base = valueOf(child(style, 'basedOn'));
    return listOf(child(style, 'pPr'), base === '' ? null : listOfStyle(base, [...above, id]));
  };
  for (const id of byId.keys()) known.set(id, listOfStyle(id, []));
  return known;
}
