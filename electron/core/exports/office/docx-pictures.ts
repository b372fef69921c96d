import { toPagePicture } from '../../page-picture.ts';
import { descendants, elements, parseXml, type XmlElement } from '../../xml-tree.ts';
import { pictureKey, type DocxContext, type PrintablePicture } from './docx-context.ts';
import { drawnPictures } from './drawn-pictures.ts';

/** Pictures of one part of a Word file, and where all its relations lead within `word/`. */
export interface PartPictures {
  readonly pictures: DocxContext['pictures'];
  readonly targets: ReadonlyMap<string, string>;
}

/** Gives a function that reads the pictures of a part, each as often as the part shows it differently cut or turned, each file once. */
export function openPictures(
  parts: ReadonlyMap<string, Buffer>,
  notes: Set<string>,
): (name: string, root: XmlElement) => Promise<PartPictures> {
  const made = new Map<string, PrintablePicture | null>();
  return async (name, root) => {
    const rels = relationsIn(parts.get(`word/_rels/${name}.xml.rels`));
    const targets = new Map(
      rels.flatMap(({ attributes }) => {
        const target = (attributes['Target'] ?? '').replace(/^\/?(word\/)?/, '');
        return attributes['TargetMode'] === 'External' ? [] : [[attributes['Id'] ?? '', target] as const];
      }),
    );
    const pictures = new Map<string, PrintablePicture>();
    for (const { relation, shown } of [root, ...descendants(root, 'w:txbxContent')].flatMap(drawnPictures)) {
      const target = targets.get(relation);
      const bytes = target?.startsWith('media/') ? parts.get(`word/${target}`) : undefined;
      if (target === undefined || !bytes || pictures.has(pictureKey(relation, shown))) continue;
      const key = pictureKey(target, shown);
      const known = made.get(key);
      const picture = known === undefined ? await toPagePicture(bytes, { shown }) : known;
      made.set(key, picture);
      if (picture) pictures.set(pictureKey(relation, shown), picture);
      else notes.add(`文中一张图片(${target.slice(6)})格式不支持,没有印出`);
    }
    return { pictures, targets };
  };
}

/** Relations of a part; none where they are broken. */
function relationsIn(bytes: Buffer | undefined): readonly XmlElement[] {
  try {
    return bytes ? elements(parseXml(bytes.toString('utf8'))) : [];
  } catch {
    return [];
  }
}
