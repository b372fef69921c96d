import { chmodSync, createWriteStream, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

const TYPE = 0o170000;
const LINK = 0o120000;

/** Unpacks a release zip with its modes and links. Throws on a name that leaves the folder. */
export async function unzip(file: string, folder: string): Promise<void> {
  const zip = await openPromise(file);
  for await (const entry of zip.eachEntry()) {
    const target = join(folder, entry.fileName);
    const inside = relative(folder, target);
    if (inside.startsWith('..') || isAbsolute(inside)) throw new Error(`压缩包里有越界的文件名:${entry.fileName}`);
    if (entry.fileName.endsWith('/')) {
      mkdirSync(target, { recursive: true });
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    const mode = entry.externalFileAttributes >>> 16;
    const stream = await zip.openReadStreamPromise(entry);
    if ((mode & TYPE) === LINK) symlinkSync(await text(stream), target);
    else {
      await pipeline(stream, createWriteStream(target));
      if ((mode & 0o777) !== 0) chmodSync(target, mode & 0o777);
    }
  }
  zip.close();
}
