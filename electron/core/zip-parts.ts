import yauzl from 'yauzl';

const MAX_ENTRIES = 20_000;
const MAX_PART_BYTES = 128 << 20;
const MAX_TOTAL_BYTES = 400 << 20;

/**
 * Reads the wanted members of an Office file (a zip). Throws Error when it is no zip, or when entry count, one part or all
 * parts expand beyond the limits (a bomb).
 */
export async function readZipParts(path: string, wanted: (name: string) => boolean): Promise<Map<string, Buffer>> {
  return readWanted(await yauzl.openPromise(path, { validateEntrySizes: true }), wanted);
}

/** All members of a zip in memory, within the same limits. Throws Error as `readZipParts` does. */
export async function readZipBytes(bytes: Buffer): Promise<Map<string, Buffer>> {
  return readWanted(await yauzl.fromBufferPromise(bytes, { validateEntrySizes: true }), () => true);
}

/** Gives the wanted members one after another, so that only one is held. Throws Error as `readZipParts` does, and what `use` throws. */
export async function eachZipPart(
  path: string,
  wanted: (name: string) => boolean,
  use: (name: string, bytes: Buffer) => void | Promise<void>,
): Promise<void> {
  await eachWanted(await yauzl.openPromise(path, { validateEntrySizes: true }), wanted, use);
}

async function readWanted(zip: yauzl.ZipFile, wanted: (name: string) => boolean): Promise<Map<string, Buffer>> {
  const parts = new Map<string, Buffer>();
  await eachWanted(zip, wanted, (name, bytes) => {
    parts.set(name, bytes);
  });
  return parts;
}

async function eachWanted(
  zip: yauzl.ZipFile,
  wanted: (name: string) => boolean,
  use: (name: string, bytes: Buffer) => void | Promise<void>,
): Promise<void> {
  let entries = 0;
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (++entries > MAX_ENTRIES) throw new Error('too many zip entries');
      const name = entry.fileName.replace(/^\//, '');
      if (!wanted(name) || name.endsWith('/')) continue;
      total += entry.uncompressedSize;
      if (entry.uncompressedSize > MAX_PART_BYTES || total > MAX_TOTAL_BYTES) throw new Error('zip expands beyond the limit');
      const stream = await zip.openReadStreamPromise(entry);
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      await use(name, Buffer.concat(chunks));
    }
  } finally {
    zip.close();
  }
}
