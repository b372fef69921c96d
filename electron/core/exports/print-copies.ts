import { createHash, randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shrink } from '../downloads/downloads.ts';
import { PROGRAM_VERSION } from '../program-folder.ts';
import { probePicture, type KeptPictures } from './pdf/images.ts';

/** What was found out about pictures, and made of them, kept in the archive's cache for the next 成册 of the same contents. */
export interface PrintCopies {
  /**
   * As `probePicture`, of a file whose content is known to be `sha256`; a content that was found whole, here or by whoever says that it
   * `isKnownWhole`, is not decoded again.
   */
  readonly probe: (
    path: string | Uint8Array,
    sha256: string,
    known?: { readonly isKnownWhole: boolean },
  ) => Promise<string | null>;
  /** Where `embedPicture` keeps what it makes of one content. */
  readonly of: (sha256: string) => KeptPictures;
}

/** The folder may be deleted at any time; the oldest copies go first. A copy as fine as print is 0.3 to 1.5 MB. */
const LIMIT_BYTES = 1 << 30;
/** The folder is measured again after so many new files. */
const MEASURE_EVERY = 200;
/** Raised when the same picture would be judged or made in another way. */
const VERSION = 1;
const DIGEST_BYTES = 32;
const WHOLE = Buffer.from('whole', 'latin1');

/** Removes a file where that can be done. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    return;
  }
}

const digestOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Another release may bring another library of pictures, which may give other bytes. */
const MAKERS = createHash('sha256')
  .update(JSON.stringify([VERSION, PROGRAM_VERSION, process.arch]))
  .digest('hex')
  .slice(0, 12);

/**
 * Opens the copies of an archive, and keeps their folder within its limit. A file is written under another name first and ends with a
 * digest of what is before: a half one is never there, and a damaged one is removed and made anew. A folder that cannot be written costs
 * only time. Never throws.
 */
export function openPrintCopies(archivePath: string, limitBytes = LIMIT_BYTES): PrintCopies {
  const folder = join(archivePath, 'cache', 'prints');
  let written = 0;
  const room = (): void => {
    mkdirSync(folder, { recursive: true });
    shrink(folder, limitBytes);
  };
  const read = (name: string): Buffer | null => {
    const file = join(folder, name);
    try {
      const bytes = readFileSync(file);
      const body = bytes.subarray(0, -DIGEST_BYTES);
      if (bytes.length > DIGEST_BYTES && digestOf(body).equals(bytes.subarray(-DIGEST_BYTES))) return body;
      discard(file);
    } catch {
      return null;
    }
    return null;
  };
  const write = (name: string, body: Uint8Array): void => {
    const part = join(folder, `${name}.${randomBytes(6).toString('hex')}.part`);
    try {
      if (written++ % MEASURE_EVERY === 0) room();
      const fd = openSync(part, 'w');
      try {
        for (const piece of [body, digestOf(body)]) writeFileSync(fd, piece);
      } finally {
        closeSync(fd);
      }
      renameSync(part, join(folder, name));
    } catch {
      discard(part);
    }
  };
  return {
    probe: async (path, sha256, { isKnownWhole } = { isKnownWhole: false }) => {
      const name = `${sha256}-${MAKERS}.whole`;
      if (read(name)?.equals(WHOLE)) return null;
      const problem = isKnownWhole ? null : await probePicture(path);
      if (problem === null) write(name, WHOLE);
      return problem;
    },
    of: (sha256) => ({
      read: (how) => read(`${sha256}-${how}-${MAKERS}.jpg`),
      write: (how, bytes) => write(`${sha256}-${how}-${MAKERS}.jpg`, bytes),
    }),
  };
}
