import { inputSource, type ByteSource } from '../byte-source.ts';
import type { Extraction, ExtractInput, FormatReader } from '../extractor.ts';
import { createFlow } from '../flow-text.ts';
import { isOle } from '../ole.ts';
import { mainPart, openPackage, relationId, type OfficePackage } from '../ooxml.ts';
import { DAMAGED, encrypted, failed, PARTLY_READ, unlessLost, withText } from '../outcome.ts';

/** Slides in show order, each with its diagrams and speaker notes, parted by form feeds. */
export const pptxReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    const source = await inputSource(input);
    try {
      if (isOle(await source.read(0, 8))) return encrypted();
      return await readShow(source);
    } finally {
      await source.close();
    }
  },
};

async function readShow(source: ByteSource): Promise<Extraction> {
  const office = await openPackage(source);
  const main = await mainPart(office, 'ppt/presentation.xml');
  const slides = await slideParts(office, main);
  if (slides === null) return failed(DAMAGED);
  const texts: string[] = [];
  let damaged = false;
  for (const slide of slides) {
    const read = await readSlide(office, slide);
    damaged ||= read.damaged;
    texts.push(read.text);
  }
  const { title, createdOn } = await office.properties();
  if (damaged && texts.every((text) => text === '')) return failed(DAMAGED);
  return unlessLost(
    withText(texts.join('\f'), {
      message: damaged ? PARTLY_READ : null,
      pages: slides.length,
      properties: { title, createdOn },
    }),
    office.damaged(),
  );
}

async function slideParts(office: OfficePackage, main: string): Promise<readonly string[] | null> {
  const ids: string[] = [];
  const { found } = await office.parse(main, {
    open: (name, attributes) => {
      if (name === 'sldId') ids.push(relationId(attributes));
    },
    close: () => undefined,
    text: () => undefined,
  });
  if (!found) return null;
  const relations = await office.relations(main);
  return ids.flatMap((id) => relations.get(id)?.target ?? []);
}

async function readSlide(office: OfficePackage, slide: string) {
  const relations = [...(await office.relations(slide)).values()];
  const beside = relations.filter((relation) => relation.kind === 'diagramData' || relation.kind === 'notesSlide');
  const texts: string[] = [];
  let damaged = false;
  for (const part of [slide, ...beside.map((relation) => relation.target)]) {
    const flow = createFlow();
    const outcome = await office.parse(part, flow.handlers);
    damaged ||= outcome.damaged || (part === slide && !outcome.found);
    texts.push(flow.text().replace(/\n{2,}/g, '\n').trim()); // prettier-ignore
  }
  return { text: texts.filter((text) => text !== '').join('\n'), damaged };
}
