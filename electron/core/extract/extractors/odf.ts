import { inputSource, type ByteSource } from '../byte-source.ts';
import type { Extraction, ExtractInput, FormatReader } from '../extractor.ts';
import { localDateOfIso } from '../local-date.ts';
import { EnoughRead, openPackage, type OfficePackage } from '../ooxml.ts';
import { DAMAGED, encrypted, failed, MAX_TEXT_CHARS, PARTLY_READ, unlessLost, withText } from '../outcome.ts';
import type { XmlHandlers } from '../xml.ts';

/** OpenDocument text, sheets and slides (ISO/IEC 26300): sheets and slides parted by form feeds. */
export const odfReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    const source = await inputSource(input);
    try {
      return await readOdf(source, input.type === 'odt' ? 'text' : 'parts');
    } finally {
      await source.close();
    }
  },
};

/** How often one repeated cell or row is written out; a sheet repeats its empty last row a million times. */
const MAX_REPEATS = 50;

async function readOdf(source: ByteSource, shape: 'text' | 'parts'): Promise<Extraction> {
  const file = await openPackage(source);
  if (await isEncrypted(file)) return encrypted();
  const flow = createOdfFlow(shape);
  const outcome = await file.parse('content.xml', flow.handlers);
  const parts = flow.parts();
  if (!outcome.found || (outcome.damaged && parts.every((part) => part === ''))) return failed(DAMAGED);
  const meta = await readMeta(file);
  const message = outcome.damaged ? PARTLY_READ : null;
  const properties = { title: meta.title, createdOn: meta.createdOn };
  return unlessLost(
    withText(parts.join('\f'), { message, pages: shape === 'text' ? meta.pages : parts.length, properties }),
    file.damaged(),
  );
}

/** `META-INF/manifest.xml` names how a part is encrypted (part 3, 4.4). */
async function isEncrypted(file: OfficePackage): Promise<boolean> {
  let found = false;
  await file.parse('META-INF/manifest.xml', {
    open: (name) => {
      if (name === 'encryption-data') found = true;
    },
    close: () => undefined,
    text: () => undefined,
  });
  return found;
}

async function readMeta(file: OfficePackage): Promise<{ title: string | null; createdOn: string | null; pages: number | null }> {
  const words = new Map<string, string>();
  let pages: number | null = null;
  let current = '';
  await file.parse('meta.xml', {
    open: (name, attributes) => {
      current = name;
      const count = Number(attributes['meta:page-count']);
      if (name === 'document-statistic' && Number.isInteger(count) && count > 0 && count < 100_000) pages = count;
    },
    close: () => void (current = ''),
    text: (text) => {
      if (['title', 'creation-date'].includes(current)) words.set(current, `${words.get(current) ?? ''}${text}`.slice(0, 1000));
    },
  });
  const created = (words.get('creation-date') ?? '').replace(/(T\d\d:\d\d:\d\d)\.\d+$/, '$1');
  return { title: (words.get('title') ?? '').trim() || null, createdOn: localDateOfIso(created), pages };
}

/** Subtrees that are no text of the page: deleted text, formulas' helpers, the numbering's own words, notes to the reader of a form. */
const SILENT = new Set([
  'tracked-changes',
  'annotation',
  'forms',
  'scripts',
  'font-face-decls',
  'automatic-styles',
  'table-source',
]);

/** Collects paragraphs as lines, table rows as lines with cells parted by tabs, sheets and slides as parts. */
function createOdfFlow(shape: 'text' | 'parts'): { readonly handlers: XmlHandlers; readonly parts: () => string[] } {
  const parts: string[][] = [[]];
  const paragraphs: string[] = [];
  const cells: { words: string[]; repeats: number }[] = [];
  const rows: string[][] = [];
  let silent = 0;
  let chars = 0;
  const add = (text: string): void => {
    if (silent > 0 || paragraphs.length === 0) return;
    paragraphs.push((paragraphs.pop() ?? '') + text);
    chars += text.length;
    if (chars > MAX_TEXT_CHARS) throw new EnoughRead();
  };
  const put = (line: string): void => {
    const cell = cells.at(-1);
    if (cell) cell.words.push(line);
    else if (line.trim() !== '') parts.at(-1)?.push(line);
  };
  const repeatsOf = (value: string | undefined): number => Math.max(1, Math.min(MAX_REPEATS, Number(value ?? 1) || 1));
  const handlers: XmlHandlers = {
    open: (name, attributes) => {
      if (silent > 0 || SILENT.has(name)) silent++;
      else if (name === 'p' || name === 'h') paragraphs.push('');
      else if (name === 'tab') add('\t');
      else if (name === 'line-break') add('\n');
      else if (name === 's') add(' '.repeat(Math.min(100, Number(attributes['text:c'] ?? 1) || 1)));
      else if (name === 'table-row') rows.push([]);
      else if (name === 'table-cell' || name === 'covered-table-cell')
        cells.push({ words: [], repeats: repeatsOf(attributes['table:number-columns-repeated']) });
      else if (
        shape === 'parts' &&
        (name === 'page' || (name === 'table' && rows.length === 0 && 'table:name' in attributes)) &&
        hasText(parts.at(-1))
      )
        parts.push([]);
    },
    close: (name) => {
      if (silent > 0) silent--;
      else if (name === 'p' || name === 'h') put(paragraphs.pop() ?? '');
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        const cell = cells.pop();
        const words = (cell?.words ?? []).filter((word) => word.trim() !== '').join(' ');
        for (let n = 0; n < (words === '' ? 1 : (cell?.repeats ?? 1)); n++) rows.at(-1)?.push(words);
      } else if (name === 'table-row') put((rows.pop() ?? []).join('\t').trimEnd());
    },
    text: (text) => add(text.replace(/\s+/g, ' ')),
  };
  return { handlers, parts: () => parts.map((lines) => lines.join('\n').trim()) };
}

function hasText(lines: readonly string[] | undefined): boolean {
  return (lines ?? []).some((line) => line.trim() !== '');
}
