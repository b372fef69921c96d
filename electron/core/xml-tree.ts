import { SaxesParser } from 'saxes';

/** An XML element with its children in order; names keep their prefix (`w:p`). */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const MAX_DEPTH = 200;
const MAX_NODES = 2_000_000;

/**
 * Reads one XML part; with `local-names` the prefixes of names fall away. Entities beyond the five built-in ones are not expanded, so an XML bomb stays small. Throws Error for
 * malformed XML, for nesting over 200 and for more than 2 million nodes.
 */
export function parseXml(text: string, names: 'with-prefixes' | 'local-names' = 'with-prefixes'): XmlElement {
  const root = { name: '', attributes: {}, children: [] as (XmlElement | string)[] };
  const stack = [root];
  let nodes = 0;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const name = names === 'local-names' ? tag.name.slice(tag.name.indexOf(':') + 1) : tag.name;
    const element = { name, attributes: tag.attributes, children: [] as (XmlElement | string)[] };
    stack.at(-1)?.children.push(element);
    stack.push(element);
    if (stack.length > MAX_DEPTH || ++nodes > MAX_NODES) throw new Error('XML too deep or too large');
  });
  parser.on('closetag', () => stack.pop());
  parser.on('text', (value) => stack.at(-1)?.children.push(value));
  parser.on('cdata', (value) => stack.at(-1)?.children.push(value));
  parser.write(text).close();
  const [first] = root.children.filter((child) => typeof child !== 'string');
  if (!first) throw new Error('XML without an element');
  return first;
}

export function elements(parent: XmlElement): readonly XmlElement[] {
  return parent.children.filter((child): child is XmlElement => typeof child !== 'string');
}

export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent ? elements(parent).find((element) => element.name === name) : undefined;
}

/** Every element of that name below `parent`, in document order. */
export function descendants(parent: XmlElement, name: string): XmlElement[] {
  return elements(parent).flatMap((element) => [...(element.name === name ? [element] : []), ...descendants(element, name)]);
}

export function textOf(parent: XmlElement): string {
  return parent.children.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
}

/** A package's part as a tree without prefixes; null when it is not there or no XML. */
export function parsedPart(bytes: Buffer | undefined): XmlElement | null {
  if (!bytes) return null;
  try {
    return parseXml(bytes.toString('utf8').replace(/^\ufeff/, ''), 'local-names');
  } catch {
    return null;
  }
}
