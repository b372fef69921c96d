import { posix } from 'node:path';
import { child, descendants, elements, parsedPart, textOf, type XmlElement } from '../../xml-tree.ts';

/** The cells of a sheet that are pictures: row and column, counted from 0, and the part that holds the picture, null where none is told. */
export interface RichCell {
  readonly row: number;
  readonly column: number;
  readonly part: string | null;
}

/** Parts of a workbook that say which of its cells are pictures, by their names. */
export const RICH_PARTS =
  /^xl\/(metadata\.xml|richData\/(_rels\/)?(rdrichvalue(structure)?|richValueRel|rdRichValueWebImage)\.xml(\.rels)?)$/i;

const IMAGE_KEYS = ['_rvRel:LocalImageIdentifier', 'WebImageIdentifier'];
const MOST_CELLS = 20_000;

/**
 * Reads what Excel 365 keeps of pictures in cells ([MS-XLSX] 2.3.6: a cell's number of metadata leads to a rich value, that to a
 * relationship). Gives the part of the picture by that number; null in a workbook without such cells.
 */
export function richPictures(
  parts: ReadonlyMap<string, Buffer>,
  targetsOf: (part: string) => ReadonlyMap<string, string>,
): ((number: number) => string | null) | null {
  const named = new Map([...parts].map(([name, bytes]) => [name.toLowerCase(), { name, bytes }]));
  const tree = (name: string): XmlElement | null => parsedPart(named.get(`xl/${name}.xml`.toLowerCase())?.bytes);
  const metadata = tree('metadata');
  const values = tree('richData/rdrichvalue');
  if (!metadata || !values) return null;
  const pictures = {
    local: linked(tree('richData/richValueRel'), 'rel', named.get('xl/richdata/richvaluerel.xml')?.name, targetsOf),
    web: linked(tree('richData/rdRichValueWebImage'), 'blip', named.get('xl/richdata/rdrichvaluewebimage.xml')?.name, targetsOf),
  };
  const structure = tree('richData/rdrichvaluestructure');
  const keys = (structure ? descendants(structure, 's') : []).map((one) =>
    elements(one).map(({ attributes }) => attributes['n']),
  );
  const partOf = descendants(values, 'rv').map((value) => {
    const own = keys[Number(value.attributes['s'] ?? -1)] ?? [];
    const at = own.findIndex((key) => key !== undefined && IMAGE_KEYS.includes(key));
    const told = elements(value).filter(({ name }) => name === 'v')[at];
    if (!told) return undefined;
    const from = own[at] === IMAGE_KEYS[0] ? pictures.local : pictures.web;
    return from[Number(textOf(told))] ?? null;
  });
  const types = descendants(child(metadata, 'metadataTypes') ?? metadata, 'metadataType').map(
    ({ attributes }) => attributes['name'],
  );
  const rich = types.indexOf('XLRICHVALUE') + 1;
  const future = elements(metadata).find(
    ({ name, attributes }) => name === 'futureMetadata' && attributes['name'] === 'XLRICHVALUE',
  );
  const ofFuture = blocksOf(future).map((block) => Number(descendants(block, 'rvb')[0]?.attributes['i'] ?? -1));
  const ofNumber = blocksOf(child(metadata, 'valueMetadata')).map((block) => {
    const record = elements(block).find(({ name, attributes }) => name === 'rc' && Number(attributes['t']) === rich);
    return record ? (ofFuture[Number(record.attributes['v'])] ?? -1) : -1;
  });
  const isPicture = (number: number): boolean => partOf[ofNumber[number - 1] ?? -1] !== undefined;
  return ofNumber.some((_, at) => isPicture(at + 1)) ? (number) => (isPicture(number) ? (partOf[ofNumber[number - 1] ?? -1] ?? null) : NOT_ONE) : null; // prettier-ignore
}

/** Told of a number that stands for something else than a picture. */
export const NOT_ONE = '';

/** The cells of a sheet's XML that carry such a number and show a picture. */
export function richCells(sheet: Buffer, pictureOf: (number: number) => string | null): RichCell[] {
  const cells: RichCell[] = [];
  for (const [tag, number] of sheet.toString('utf8').matchAll(/<(?:\w+:)?c\s[^>]*?\bvm="(\d+)"[^>]*>/g)) {
    const [, letters, row] = /\br="([A-Z]{1,3})(\d{1,7})"/.exec(tag) ?? [];
    const part = pictureOf(Number(number));
    if (letters === undefined || row === undefined || part === NOT_ONE || cells.length >= MOST_CELLS) continue;
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    cells.push({ row: Number(row) - 1, column, part });
  }
  return cells;
}

function linked(
  root: XmlElement | null,
  name: string,
  part: string | undefined,
  targetsOf: (part: string) => ReadonlyMap<string, string>,
): (string | undefined)[] {
  if (!root || part === undefined) return [];
  const targets = targetsOf(part);
  return descendants(root, name).map(({ attributes }) => {
    const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
    const target = targets.get(id);
    return target === undefined ? undefined : posix.normalize(target);
  });
}

function blocksOf(holder: XmlElement | undefined): XmlElement[] {
  return holder ? elements(holder).filter(({ name }) => name === 'bk') : [];
}
