import { inputSource, type ByteSource } from '../byte-source.ts';
import type { Extraction, ExtractInput, FormatReader } from '../extractor.ts';
import { localDateOfIso } from '../local-date.ts';
import { EnoughRead, openPackage, resolvePart, type OfficePackage } from '../ooxml.ts';
import { DAMAGED, failed, MAX_TEXT_CHARS, PARTLY_READ, unlessLost, withText } from '../outcome.ts';

/** OFD (GB/T 33190-2016): text of every page with its template's, pages parted by form feeds. */
export const ofdReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    const source = await inputSource(input);
    try {
      return await readOfd(source);
    } finally {
      await source.close();
    }
  },
};

const MAX_PAGES = 5_000;

async function readOfd(source: ByteSource): Promise<Extraction> {
  const file = await openPackage(source);
  const root = await readRoot(file);
  if (root === null || root.documents.length === 0) return failed(DAMAGED);
  const texts: string[] = [];
  let damaged = root.damaged;
  for (const document of root.documents) {
    const pages = await readDocument(file, document);
    damaged ||= pages.damaged;
    texts.push(...pages.texts);
  }
  if (texts.length === 0 && damaged) return failed(DAMAGED);
  const message = damaged ? PARTLY_READ : null;
  return unlessLost(
    withText(texts.join('\f'), {
      message,
      pages: texts.length,
      properties: { title: root.title, createdOn: root.createdOn },
    }),
    file.damaged(),
  );
}

interface Root {
  readonly documents: readonly string[];
  readonly title: string | null;
  readonly createdOn: string | null;
  readonly damaged: boolean;
}

/** `OFD.xml` (7.4): where the documents are and what the file says of itself. */
async function readRoot(file: OfficePackage): Promise<Root | null> {
  const documents: string[] = [];
  const words = new Map<string, string>();
  let current = '';
  const outcome = await file.parse('OFD.xml', {
    open: (name) => void (current = name),
    close: (name) => {
      if (name === 'DocRoot') documents.push(resolvePart('', (words.get(name) ?? '').trim()));
      if (name === 'DocRoot') words.delete(name);
      current = '';
    },
    text: (text) => {
      if (['DocRoot', 'Title', 'CreationDate'].includes(current)) words.set(current, (words.get(current) ?? '') + text);
    },
  });
  if (!outcome.found) return null;
  const title = (words.get('Title') ?? '').trim() || null;
  return { documents, title, createdOn: localDateOfIso((words.get('CreationDate') ?? '').trim()), damaged: outcome.damaged };
}

async function readDocument(file: OfficePackage, part: string): Promise<{ texts: readonly string[]; damaged: boolean }> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const pages: string[] = [];
  const templates = new Map<string, string>();
  const outcome = await file.parse(part, {
    open: (name, attributes) => {
      const place = attributes['BaseLoc'] ?? '';
      if (name === 'Page' && pages.length < MAX_PAGES) pages.push(resolvePart(folder, place));
      if (name === 'TemplatePage') templates.set(attributes['ID'] ?? '', resolvePart(folder, place));
    },
    close: () => undefined,
    text: () => undefined,
  });
  const templateTexts = new Map<string, string>();
  const texts: string[] = [];
  let damaged = outcome.damaged || !outcome.found;
  let chars = 0;
  for (const page of pages) {
    const read = await readPage(file, page);
    const ground: string[] = [];
    for (const id of read.templates) {
      const template = templates.get(id);
      if (template === undefined) continue;
      const known = templateTexts.get(id) ?? (await readPage(file, template)).text;
      templateTexts.set(id, known);
      ground.push(known);
    }
    damaged ||= read.damaged;
    texts.push([...ground, read.text].filter((text) => text !== '').join('\n'));
    chars += texts.at(-1)?.length ?? 0;
    if (chars > MAX_TEXT_CHARS) break;
  }
  return { texts, damaged };
}

/** Pieces of text closer than this to one base line stand in one line, millimetres. */
const SAME_LINE_MM = 1;

/** One page: text objects in their order; a new line where the base line moves (`Boundary` of the object plus `Y` of the code). */
async function readPage(file: OfficePackage, part: string): Promise<{ text: string; templates: string[]; damaged: boolean }> {
  const lines: { text: string; y: number }[] = [];
  const templates: string[] = [];
  let top = 0;
  let inCode = false;
  let chars = 0;
  const outcome = await file.parse(part, {
    open: (name, attributes) => {
      if (name === 'Template') templates.push(attributes['TemplateID'] ?? '');
      if (name === 'TextObject') top = Number((attributes['Boundary'] ?? '').trim().split(/\s+/)[1] ?? 0) || 0;
      if (name !== 'TextCode') return;
      inCode = true;
      const y = top + (Number(attributes['Y'] ?? 0) || 0);
      const last = lines.at(-1);
      if (last === undefined || Math.abs(last.y - y) > SAME_LINE_MM) lines.push({ text: '', y });
    },
    close: (name) => {
      if (name === 'TextCode') inCode = false;
    },
    text: (text) => {
      const last = lines.at(-1);
      if (!inCode || last === undefined) return;
      last.text += text;
      chars += text.length;
      if (chars > MAX_TEXT_CHARS) throw new EnoughRead();
    },
  });
  const text = lines.map((line) => line.text.replace(/\s+/g, ' ').trim()).filter((line) => line !== '').join('\n'); // prettier-ignore
  return { text, templates, damaged: outcome.damaged || !outcome.found };
}
