import { inputSource, type ByteSource } from '../byte-source.ts';
import { decodeText } from '../../decode-text.ts';
import type { Extraction, ExtractInput, FormatReader } from '../extractor.ts';
import { textOfHtml } from '../html-text.ts';
import { localDateOfIso } from '../local-date.ts';
import { openPackage, resolvePart, type OfficePackage } from '../ooxml.ts';
import { DAMAGED, failed, MAX_TEXT_CHARS, PARTLY_READ, unlessLost, withText } from '../outcome.ts';
import { openZip } from '../zip.ts';

/** Books (EPUB 3, 2): chapters in reading order, parted by form feeds. */
export const epubReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    const source = await inputSource(input);
    try {
      return await readBook(source);
    } finally {
      await source.close();
    }
  },
};

const LIMITS = { maxEntries: 10_000, maxEntryBytes: 16 * 1024 * 1024, maxTotalBytes: 200 * 1024 * 1024 };

async function readBook(source: ByteSource): Promise<Extraction> {
  const file = await openPackage(source);
  const rootFile = await attributeOf(file, 'META-INF/container.xml', 'rootfile', 'full-path');
  const book = rootFile === null ? null : await readPackage(file, rootFile);
  if (book === null) return failed(DAMAGED);
  const zip = await openZip(source, LIMITS);
  const byName = new Map(zip.entries.map((entry) => [entry.name, entry]));
  const texts: string[] = [];
  let damaged = false;
  let chars = 0;
  for (const chapter of book.chapters) {
    const entry = byName.get(chapter);
    const chunks: Uint8Array[] = [];
    try {
      if (entry) await zip.read(entry, (chunk) => (chunks.push(chunk), 'more'));
    } catch {
      damaged = true;
    }
    damaged ||= entry === undefined;
    const { text } = await textOfHtml(decodeText(Buffer.concat(chunks))?.text ?? '');
    texts.push(text);
    chars += text.length;
    if (chars > MAX_TEXT_CHARS) break;
  }
  return unlessLost(
    withText(texts.join('\f'), {
      message: damaged ? PARTLY_READ : null,
      properties: { title: book.title, createdOn: localDateOfIso(book.date) },
    }),
    file.damaged(),
  );
}

async function attributeOf(file: OfficePackage, part: string, element: string, attribute: string): Promise<string | null> {
  let found: string | null = null;
  await file.parse(part, {
    open: (name, attributes) => {
      if (name === element) found ??= attributes[attribute] ?? null;
    },
    close: () => undefined,
    text: () => undefined,
  });
  return found;
}

async function readPackage(
  file: OfficePackage,
  part: string,
): Promise<{ chapters: string[]; title: string | null; date: string } | null> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const items = new Map<string, string>();
  const order: string[] = [];
  const words = { title: '', date: '' };
  let current = '';
  const outcome = await file.parse(part, {
    open: (name, attributes) => {
      current = name;
      if (name === 'item') items.set(attributes['id'] ?? '', resolvePart(folder, decoded(attributes['href'] ?? '')));
      if (name === 'itemref') order.push(attributes['idref'] ?? '');
    },
    close: () => void (current = ''),
    text: (text) => {
      if (current === 'title' || current === 'date') words[current] = `${words[current]}${text}`.slice(0, 500);
    },
  });
  if (!outcome.found) return null;
  const chapters = order.flatMap((id) => items.get(id) ?? []);
  return { chapters, title: words.title.trim() || null, date: words.date.trim() };
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
