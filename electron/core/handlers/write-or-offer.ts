import { join, resolve } from 'node:path';
import type { OfferedFile } from '../../../shared/contract/gaps.ts';
import type { Archive } from '../archives/archives.ts';
import type { CoreContext } from '../core.ts';
import { keptCacheFolder } from '../downloads/downloads.ts';

export const MIME = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
} as const;

/** Which folder of the cache, and how many of the newest stay beside the one being made; a pack may be as large as its originals. */
const SHELVES: Readonly<Record<keyof typeof MIME, readonly [folder: string, kept: number]>> = {
  pdf: ['papers', 5],
  docx: ['papers', 5],
  xlsx: ['tables', 5],
  json: ['tables', 5],
  zip: ['packs', 1],
};

export interface Place {
  /** Where the person wants it; undefined in a browser, which fetches it. */
  readonly path: string | undefined;
  /** The name a browser saves it under, suffix included; what no Windows name may hold is replaced. */
  readonly name: string;
}

export interface Written {
  readonly path: string | null;
  readonly file: OfferedFile | null;
}

/** What lays out papers: loaded by the first paper, not by the first look at a ledger. */
export const printing = () => import('../exports/exports.ts');

/** Lets `write` write a file where the person wants it, or into the archive's cache, from where a browser may fetch it. Throws what `write` throws. */
export async function writeOrOffer<T>(
  core: CoreContext,
  archive: Archive,
  { path, name }: Place,
  write: (file: string) => Promise<T>,
): Promise<Written & { readonly made: T }> {
  if (path !== undefined) return { made: await write(resolve(path)), path: resolve(path), file: null };
  const saved = name.replaceAll(/[\\/:*?"<>|]/g, ' ');
  const suffix = saved.slice(saved.lastIndexOf('.') + 1) as keyof typeof MIME;
  // Two of one name may be on their way at once.
  const [folder, kept] = SHELVES[suffix];
  const file = join(keptCacheFolder(archive.path, folder, kept), `${core.now().getTime()}_${saved}`);
  const made = await write(file);
  return { made, path: null, file: core.downloads.offer({ file, mime: MIME[suffix], name: saved, disposition: 'attachment' }) };
}
