import { mkdir, open, rm, utimes, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createZip } from '../zip-writer.ts';
import { gbkBytes } from '../gbk.ts';
import { UNFINISHED, UNFINISHED_TEXT } from './place.ts';

/** Where files of a package go. Paths from the bag's own folder on. */
export interface Sink {
  copy(
    path: string,
    source: AsyncIterable<Uint8Array>,
    file: { readonly modified: Date; readonly sizeBytes: number; readonly packed: boolean },
  ): Promise<void>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  abort(): Promise<void>;
}

/** Into a new folder, each file on the disk before the next begins. */
export async function folderSink(folder: string): Promise<Sink> {
  await mkdir(folder);
  await writeFile(join(folder, UNFINISHED), `\ufeff${UNFINISHED_TEXT}`);
  const known = new Set<string>();
  const place = async (path: string): Promise<string> => {
    const full = join(folder, path);
    if (!known.has(dirname(full))) await mkdir(dirname(full), { recursive: true });
    known.add(dirname(full));
    return full;
  };
  return {
    async copy(path, source, { modified }) {
      const full = await place(path);
      const file = await open(full, 'wx');
      try {
        for await (const chunk of source) await writeWhole(file, chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      await utimes(full, modified, modified);
    },
    async write(path, bytes) {
      const file = await open(await place(path), 'wx');
      try {
        await writeWhole(file, bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    finish: () => rm(join(folder, UNFINISHED)),
    abort: async () => undefined,
  };
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
}

/** Into a new ZIP, below one folder named as the bag (RFC 8493 §4). */
export async function zipSink(path: string, top: string, now: Date): Promise<Sink> {
  const zip = await createZip(path, gbkBytes);
  return {
    copy: (name, source, { modified, sizeBytes, packed }) =>
      zip.add(`${top}/${name}`, source, { modified, sizeBytes, stored: packed }),
    write: (name, bytes) => zip.add(`${top}/${name}`, once(bytes), { modified: now, sizeBytes: bytes.length, stored: false }),
    finish: () => zip.finish(),
    abort: () => zip.abort(),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
