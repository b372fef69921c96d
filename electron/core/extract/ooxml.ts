import type { ByteSource } from './byte-source.ts';
import { localDateOfIso } from './local-date.ts';
import { ReadingRefused } from './outcome.ts';
import { createXmlReader, type XmlHandlers } from './xml.ts';
import { openZip, type Zip, type ZipEntry } from './zip.ts';

/** An Office Open XML package (ECMA-376 part 2): a zip of XML parts tied by relationships. */
export interface OfficePackage {
  readonly has: (part: string) => boolean;
  /** Streams one part through `handlers`; an absent part gives nothing. Throws ReadingRefused past the limits. */
  readonly parse: (part: string, handlers: XmlHandlers) => Promise<PartOutcome>;
  /** Targets of a part's relationships, by id, in file order. */
  readonly relations: (part: string) => Promise<ReadonlyMap<string, Relation>>;
  readonly properties: () => Promise<OfficeProperties>;
  /** True once the list of parts or any part read so far was found broken, whatever it holds. */
  readonly damaged: () => boolean;
}

export interface Relation {
  /** The last word of the relationship type: `header`, `slide`, `notesSlide`. */
  readonly kind: string;
  /** Part name without a leading slash. */
  readonly target: string;
}

export interface PartOutcome {
  readonly found: boolean;
  /** The part broke off or is not well-formed; what was read before is usable. */
  readonly damaged: boolean;
}

export interface OfficeProperties {
  readonly title: string | null;
  /** Local date `YYYY-MM-DD`. */
  readonly createdOn: string | null;
  readonly pages: number | null;
}

/** Thrown by handlers to end a part early: enough was read. */
export class EnoughRead extends Error {}

const LIMITS = { maxEntries: 10_000, maxEntryBytes: 64 * 1024 * 1024, maxTotalBytes: 200 * 1024 * 1024 };

/** Opens a package. Throws when the source is no zip or its directory is unusable. */
export async function openPackage(source: ByteSource): Promise<OfficePackage> {
  const zip = await openZip(source, LIMITS);
  if (zip.entries.length === 0) throw new Error(zip.listingError ?? 'empty package');
  const parts = new Map(zip.entries.map((entry) => [key(entry.name), entry]));
  let damaged = zip.listingError !== null;
  const parse = async (part: string, handlers: XmlHandlers) => {
    const outcome = await parsePart(zip, parts.get(key(part)), handlers);
    damaged ||= outcome.damaged;
    return outcome;
  };
  return {
    has: (part) => parts.has(key(part)),
    parse,
    relations: (part) => readRelations(parse, part),
    properties: () => readProperties(parse),
    damaged: () => damaged,
  };
}

/** The relationship an element names (`r:id`), whatever prefix the writer gave the namespace; '' when it names none. */
export function relationId(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}

/** The main part of a package by its root relationship, else the customary name. */
export async function mainPart(office: OfficePackage, customary: string): Promise<string> {
  const root = await office.relations('');
  const found = [...root.values()].find((relation) => relation.kind === 'officeDocument');
  return found && office.has(found.target) ? found.target : customary;
}

async function parsePart(zip: Zip, entry: ZipEntry | undefined, handlers: XmlHandlers): Promise<PartOutcome> {
  if (!entry) return { found: false, damaged: false };
  const reader = createXmlReader(handlers);
  try {
    await zip.read(entry, (chunk) => {
      reader.write(chunk);
      return 'more';
    });
    reader.end();
    return { found: true, damaged: reader.faults() > 0 };
  } catch (error) {
    if (error instanceof EnoughRead) return { found: true, damaged: false };
    if (error instanceof ReadingRefused) throw error;
    return { found: true, damaged: true };
  }
}

type Parse = OfficePackage['parse'];

async function readRelations(parse: Parse, part: string): Promise<ReadonlyMap<string, Relation>> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const relations = new Map<string, Relation>();
  await parse(`${folder}_rels/${part.slice(slash + 1)}.rels`, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const kind = (attributes['Type'] ?? '').split('/').at(-1) ?? '';
      relations.set(attributes['Id'] ?? '', { kind, target: resolvePart(folder, attributes['Target'] ?? '') });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return relations;
}

/** A part's name from a reference in a part of `folder` (ends with `/`, or ''). A reference from the root starts with `/`; `..` never leaves it. */
export function resolvePart(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${folder}${target}`).split(/[/\\]/)) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

async function readProperties(parse: Parse): Promise<OfficeProperties> {
  const values = new Map<string, string>();
  let current = '';
  const handlers: XmlHandlers = {
    open: (name) => {
      current = name;
    },
    close: () => {
      current = '';
    },
    text: (text) => {
      if (['title', 'created', 'Pages'].includes(current))
        values.set(current, `${values.get(current) ?? ''}${text}`.slice(0, 1000));
    },
  };
  await parse('docProps/core.xml', handlers);
  await parse('docProps/app.xml', handlers);
  const pages = Number(values.get('Pages'));
  return {
    title: values.get('title')?.trim() || null,
    createdOn: localDateOfIso(values.get('created') ?? ''),
    pages: Number.isInteger(pages) && pages > 0 && pages < 100_000 ? pages : null,
  };
}

function key(part: string): string {
  return part.replace(/^\/+/, '').toLowerCase();
}
