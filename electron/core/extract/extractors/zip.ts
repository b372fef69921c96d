import { inputSource, type ByteSource } from '../byte-source.ts';
import { EMPTY_EXTRACTION, type Extraction, type FormatReader } from '../extractor.ts';
import { firstLevel, MAX_MEMBER_BYTES, MAX_MEMBERS, MAX_TOTAL_BYTES, readMembers, type FindExtractor, type Level } from '../members.ts'; // prettier-ignore
import { DAMAGED, encrypted, failed, PARTLY_READ } from '../outcome.ts';
import { openZip, type Zip, type ZipEntry } from '../zip.ts';

/** Zip files: members listed and read in place. */
export function createZipReader(find: FindExtractor): FormatReader {
  const extractLevel: FormatReader['extractLevel'] = async (input, level) => {
    const source = await inputSource(input);
    try {
      return await readLevel(source, level);
    } finally {
      await source.close();
    }
  };
  return { extract: (input) => extractLevel(input, firstLevel(find)), extractLevel };
}

async function readLevel(source: ByteSource, level: Level): Promise<Extraction> {
  const zip = await openLevel(source);
  if (zip === null) return failed(DAMAGED);
  if (zip.entries.length === 0) return zipWithoutEntries(zip);
  const members = zip.entries
    .filter((entry) => !entry.folder)
    .map((entry) => ({
      path: entry.name,
      sizeBytes: entry.sizeBytes,
      locked: entry.encrypted,
      read: () => contentOf(zip, entry),
    }));
  const message = zip.listingError !== null ? PARTLY_READ : zip.tooManyEntries ? `压缩包里超过 ${MAX_MEMBERS} 个文件,只列出了前面的。请拆分后重新编目` : null; // prettier-ignore
  return readMembers(members, level, { opening: '', message });
}

async function contentOf(zip: Zip, entry: ZipEntry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await zip.read(entry, (chunk) => {
    chunks.push(chunk);
    return 'more';
  });
  return Buffer.concat(chunks);
}

async function openLevel(source: ByteSource): Promise<Zip | null> {
  try {
    return await openZip(source, { maxEntries: MAX_MEMBERS, maxTotalBytes: MAX_TOTAL_BYTES, maxEntryBytes: MAX_MEMBER_BYTES });
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function zipWithoutEntries(zip: Zip): Extraction {
  if (zip.listingError === null) return { ...EMPTY_EXTRACTION, members: [] };
  return zip.listingError.includes('strong encryption') ? encrypted() : failed(DAMAGED);
}
