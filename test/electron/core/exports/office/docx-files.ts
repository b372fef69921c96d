import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import CFB from 'cfb';
import { Document, Packer, type IPropertiesOptions, type ISectionOptions } from 'docx';
import { loadFonts } from '../../../../../electron/core/exports/fonts.ts';
import type { Block } from '../../../../../electron/core/exports/layout/blocks.ts';
import type { Drawing, LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { layoutBlocks } from '../../../../../electron/core/exports/layout/flow.ts';
import { photoFrame } from '../../../../../electron/core/exports/layout/frames.ts';
import { temporaryFolder } from '../../../../support/folders.ts';

/** Fonts that measure as a volume's do and write nothing. */
export const fonts = await loadFonts({
  alloc: () => {
    throw new Error('these fonts only measure');
  },
});

export const FRAME = photoFrame('front');

/** A Word file of one section; its path. */
export function fileOf(children: ISectionOptions['children'], more: Partial<IPropertiesOptions> = {}): Promise<string> {
  return fileOfSections([{ children }], more);
}

/** A Word file of these sections, there until the end of its test; its path. */
export async function fileOfSections(
  sections: readonly ISectionOptions[],
  more: Partial<IPropertiesOptions> = {},
): Promise<string> {
  const path = join(temporaryFolder('docx'), '文件.docx');
  writeFileSync(path, await Packer.toBuffer(new Document({ ...more, sections })));
  return path;
}

/** Changes a part of a Word file as text, or makes it where the file has none. */
export function change(path: string, part: string, how: (xml: string) => string | Buffer): void {
  const file = CFB.read(readFileSync(path), { type: 'buffer' });
  const entry = CFB.find(file, `/${part}`);
  const before = entry ? Buffer.from(entry.content as Uint8Array).toString('utf8') : '';
  if (entry) CFB.utils.cfb_del(file, `/${part}`);
  CFB.utils.cfb_add(file, `/${part}`, Buffer.from(how(before) as Buffer));
  writeFileSync(path, CFB.write(file, { fileType: 'zip', type: 'buffer' }) as unknown as Buffer);
}

/** A Word file whose body is this WordprocessingML; its path. */
export async function fileOfXml(body: string): Promise<string> {
  const path = await fileOf([]);
  change(path, 'word/document.xml', (xml) => xml.replace(/<w:body>.*<\/w:body>/s, `<w:body>${body}</w:body>`));
  return path;
}

/** The pages of blocks, as a volume sets them on fronts. */
export const pagesOf = (blocks: readonly Block[]): LaidPage[] => layoutBlocks(blocks, { frame: FRAME, fonts });

export function drawingsOf<K extends Drawing['kind']>(page: LaidPage | undefined, kind: K): (Drawing & { kind: K })[] {
  return (page?.drawings ?? []).filter((drawing): drawing is Drawing & { kind: K } => drawing.kind === kind);
}

/** What stands on a page, a piece an entry. */
export const wordsOn = (page: LaidPage | undefined): string[] => drawingsOf(page, 'text').map(({ text }) => text);
