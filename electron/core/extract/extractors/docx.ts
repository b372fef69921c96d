import { inputSource, type ByteSource } from '../byte-source.ts';
import type { Extraction, ExtractInput, FormatReader } from '../extractor.ts';
import { createFlow } from '../flow-text.ts';
import { isOle } from '../ole.ts';
import { mainPart, openPackage, type OfficePackage } from '../ooxml.ts';
import { DAMAGED, encrypted, failed, PARTLY_READ, unlessLost, withText } from '../outcome.ts';

/** Word text: body with tables and text boxes, then notes, headers and footers. Automatic numbering is not text and is absent. */
export const docxReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    const source = await inputSource(input);
    try {
      if (isOle(await source.read(0, 8))) return encrypted();
      return await readDocument(source);
    } finally {
      await source.close();
    }
  },
};

const EXTRA_PARTS = ['footnotes', 'endnotes', 'header', 'footer'];

async function readDocument(source: ByteSource): Promise<Extraction> {
  const office = await openPackage(source);
  const main = await mainPart(office, 'word/document.xml');
  const body = await readPart(office, main);
  if (!body.found) return failed(DAMAGED);
  const relations = [...(await office.relations(main)).values()];
  const extras = new Set<string>();
  for (const kind of EXTRA_PARTS) {
    for (const relation of relations.filter((candidate) => candidate.kind === kind)) {
      const text = (await readPart(office, relation.target)).text.trim();
      if (text !== '') extras.add(text);
    }
  }
  const text = [body.text.trim(), ...extras].filter((part) => part !== '').join('\n\n');
  if (body.damaged && text === '') return failed(DAMAGED);
  const { title, createdOn, pages } = await office.properties();
  return unlessLost(
    withText(text, { message: body.damaged ? PARTLY_READ : null, pages, properties: { title, createdOn } }),
    office.damaged(),
  );
}

async function readPart(office: OfficePackage, part: string) {
  const flow = createFlow();
  const outcome = await office.parse(part, flow.handlers);
  return { ...outcome, text: flow.text() };
}
