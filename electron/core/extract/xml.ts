import { SaxesParser } from 'saxes';

export interface XmlHandlers {
  /** `name` is without its prefix; attributes keep theirs (`r:id`), as prefixes of parts are fixed in practice. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
}

/** A streaming XML reader. Faults are counted, not thrown; entities other than the five of XML are never expanded. */
export interface XmlReader {
  readonly write: (chunk: Uint8Array) => void;
  readonly end: () => void;
  readonly faults: () => number;
}

/** Nesting deeper than this is an attack on the reader, not a document. */
const MAX_DEPTH = 2_000;
const XML_ENTITIES: Record<string, string> = { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" };

/** Makes a reader for one XML part; `handlers` are called as it is written to. Throws what the handlers throw. */
export function createXmlReader(handlers: XmlHandlers): XmlReader {
  const parser = new SaxesParser({ position: false });
  let faults = 0;
  let depth = 0;
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  // Whatever a document type declares stays unexpanded; such a name is no word of the text either.
  parser.ENTITIES = new Proxy(XML_ENTITIES, { get: (known, name: string) => known[name] ?? (faults++, '') });
  parser.on('error', () => {
    faults++;
  });
  parser.on('opentag', (tag) => {
    depth++;
    if (depth > MAX_DEPTH) throw new Error('XML nested too deeply');
    handlers.open(localName(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    depth--;
    handlers.close(localName(tag.name));
  });
  parser.on('text', handlers.text);
  parser.on('cdata', handlers.text);
  return {
    write: (chunk) => {
      decoder ??= new TextDecoder(encodingOf(chunk));
      parser.write(decoder.decode(chunk, { stream: true }));
    },
    end: () => {
      parser.write(decoder?.decode() ?? '');
      parser.close();
    },
    faults: () => faults,
  };
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
