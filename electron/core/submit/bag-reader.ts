import { createReadStream, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { AppError } from '../../../shared/contract/errors.ts';
import { BAG_FILE } from './bag.ts';

/** A package in a folder or a ZIP, read alike. */
export interface BagReader {
  /** Paths of all files from the bag's own folder on, with `/`. */
  readonly files: readonly string[];
  /** Paths that lead out of the bag, twice used names, links: what an honest package never has. */
  readonly odd: readonly string[];
  /** Null when there is no such file. */
  text(path: string): Promise<string | null>;
  size(path: string): number;
  stream(path: string): Promise<Readable>;
  close(): Promise<void>;
}

/** A text file of a bag is small; what is larger is none. */
const LARGEST_TEXT_BYTES = 256 << 20;

/** True for a folder with `bagit.txt`, and for every `.zip`. */
export function looksLikeBag(path: string): boolean {
  const full = resolve(path);
  if (!existsSync(full)) return false;
  return statSync(full).isDirectory() ? existsSync(join(full, BAG_FILE)) : full.toLowerCase().endsWith('.zip');
}

/** Opens a package. Throws AppError `not-found` (nothing there), `refused` (no package). */
export async function openBag(path: string): Promise<BagReader> {
  const full = resolve(path);
  if (!existsSync(full)) throw new AppError('not-found', `没有这个文件或文件夹:${full}。`);
  if (!statSync(full).isDirectory()) return openZip(full);
  if (!existsSync(join(full, BAG_FILE)))
    throw new AppError('refused', `这个文件夹不是报送包(里面没有 ${BAG_FILE}):${full}。请选生成报送包时的文件夹或 .zip。`);
  return openFolder(full);
}

function openFolder(folder: string): BagReader {
  const files: string[] = [];
  const odd: string[] = [];
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) files.push(path);
      else odd.push(path);
    }
  };
  walk('');
  return {
    files,
    odd,
    text: async (path) => {
      const file = join(folder, path);
      if (!existsSync(file) || !lstatSync(file).isFile() || statSync(file).size > LARGEST_TEXT_BYTES) return null;
      return readFile(file, 'utf8');
    },
    size: (path) => lstatSync(join(folder, path)).size,
    stream: async (path) => createReadStream(join(folder, path)),
    close: async () => undefined,
  };
}

async function openZip(file: string): Promise<BagReader> {
  let zip: yauzl.ZipFile;
  try {
    zip = await yauzl.openPromise(file, { autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw new AppError('refused', `这个压缩包打不开:${file}(${String((error as Error).message)})。它可能没有传完或已损坏。`);
  }
  const entries = new Map<string, yauzl.Entry>();
  const odd: string[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (entries.has(entry.fileName)) odd.push(entry.fileName);
      else entries.set(entry.fileName, entry);
    }
  } catch (error) {
    zip.close();
    throw new AppError('refused', `这个压缩包读不下去:${file}(${String((error as Error).message)})。它可能没有传完或已损坏。`);
  }
  // RFC 8493 §4: one folder at the top, named as the bag.
  const own = [...entries.keys()].find((name) => name === BAG_FILE || /^[^/]+\/bagit\.txt$/.test(name));
  if (own === undefined) {
    zip.close();
    throw new AppError('refused', `这个压缩包不是报送包(里面没有 ${BAG_FILE}):${file}。`);
  }
  const top = own.slice(0, own.length - BAG_FILE.length);
  const inside = [...entries.keys()].filter((name) => name.startsWith(top)).map((name) => name.slice(top.length));
  odd.push(...[...entries.keys()].filter((name) => !name.startsWith(top)));
  const entryOf = (path: string): yauzl.Entry | undefined => entries.get(`${top}${path}`);
  const stream = async (path: string): Promise<Readable> => {
    const entry = entryOf(path);
    if (!entry) throw new AppError('not-found', `包里没有 ${path}。`);
    return zip.openReadStreamPromise(entry);
  };
  return {
    files: inside,
    odd,
    text: async (path) => {
      const entry = entryOf(path);
      if (!entry || entry.uncompressedSize > LARGEST_TEXT_BYTES) return null;
      const chunks: Buffer[] = [];
      for await (const chunk of await stream(path)) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    size: (path) => entryOf(path)?.uncompressedSize ?? 0,
    stream,
    close: async () => zip.close(),
  };
}
