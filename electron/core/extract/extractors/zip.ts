import { bufferSource, inputSource, type ByteSource } from '../byte-source.ts';
import { EMPTY_EXTRACTION, type ArchiveMember, type Extraction, type ExtractInput, type Extractor } from '../extractor.ts';
import { DAMAGED, encrypted, failed, MAX_TEXT_CHARS, PARTLY_READ, ReadingRefused, withText } from '../outcome.ts';
import { sniffBytes } from '../sniff.ts';
import { openZip, type Zip, type ZipEntry } from '../zip.ts';

const MAX_ENTRIES = 10_000;
const MAX_TOTAL_BYTES = 300 * 1024 * 1024;
const MAX_ENTRY_BYTES = 32 * 1024 * 1024;
/** A zip in a zip is opened, one inside that is only named. */
const MAX_DEPTH = 2;
const NAMELESS = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i;

/** Finds the reader for a member's content; given by the registry, which lists this extractor too. */
type FindExtractor = (type: ExtractInput['type']) => Extractor | null;

/** What all levels of one archive file share: bytes expanded, members listed, characters gathered. */
interface Spent {
  bytes: number;
  members: number;
  chars: number;
}

/**
 * Archive files: every member listed, its text read by the same extractors and appended as `【path】` and the text, parted by form
 * feeds. Nothing is written; a member's path is only text.
 */
export function createZipExtractor(find: FindExtractor): Extractor {
  return {
    id: 'zip',
    version: 1,
    types: ['zip'],
    extract: async (input) => {
      const source = await inputSource(input);
      try {
        return await readLevel(source, 1, { bytes: 0, members: 0, chars: 0 }, find);
      } finally {
        await source.close();
      }
    },
  };
}

async function readLevel(source: ByteSource, depth: number, spent: Spent, find: FindExtractor): Promise<Extraction> {
  const zip = await openLevel(source);
  if (zip === null) return failed(DAMAGED);
  if (zip.entries.length === 0) return zipWithoutEntries(zip);
  const members: ArchiveMember[] = [];
  const texts: string[] = [];
  for (const entry of zip.entries) {
    if (entry.folder || NAMELESS.test(entry.name)) continue;
    spent.members++;
    const read = await readMember(zip, entry, depth, spent, find);
    members.push({ path: entry.name, sizeBytes: entry.sizeBytes, skipped: read.skipped });
    members.push(...read.inner.map((inner) => ({ ...inner, path: `${entry.name}/${inner.path}` })));
    if (read.text !== '') texts.push(`【${entry.name}】\n${read.text}`);
    spent.chars += read.text.length;
  }
  const locked = members.length > 0 && members.every((member) => member.skipped === LOCKED);
  if (locked) return { ...encrypted(), members };
  const message = zip.listingError !== null ? PARTLY_READ : zip.tooManyEntries ? `压缩包里超过 ${MAX_ENTRIES} 个文件,只列出了前面的。请拆分后重新编目` : null; // prettier-ignore
  return withText(texts.join('\f'), { members, message });
}

async function openLevel(source: ByteSource): Promise<Zip | null> {
  try {
    return await openZip(source, { maxEntries: MAX_ENTRIES, maxTotalBytes: MAX_TOTAL_BYTES, maxEntryBytes: MAX_ENTRY_BYTES });
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function zipWithoutEntries(zip: Zip): Extraction {
  if (zip.listingError === null) return { ...EMPTY_EXTRACTION, members: [] };
  return zip.listingError.includes('strong encryption') ? encrypted() : failed(DAMAGED);
}

interface MemberReading {
  readonly text: string;
  readonly skipped: string | null;
  readonly inner: readonly ArchiveMember[];
}

const LOCKED = '有打开密码,没有读取。请解压后去掉密码,再放进材料文件夹';

function skippedMember(skipped: string): MemberReading {
  return { text: '', skipped, inner: [] };
}

async function readMember(zip: Zip, entry: ZipEntry, depth: number, spent: Spent, find: FindExtractor): Promise<MemberReading> {
  if (entry.encrypted) return skippedMember(LOCKED);
  if (entry.sizeBytes === 0) return { text: '', skipped: null, inner: [] };
  if (entry.sizeBytes > MAX_ENTRY_BYTES) return skippedMember('超过 32 MB,没有读取。请解压后再编目');
  if (spent.bytes + entry.sizeBytes > MAX_TOTAL_BYTES) return skippedMember('压缩包展开后超过 300 MB,没有读取。请解压后再编目');
  if (spent.members > MAX_ENTRIES) return skippedMember(`压缩包里超过 ${MAX_ENTRIES} 个文件,没有读取。请解压后再编目`);
  if (spent.chars > MAX_TEXT_CHARS) return skippedMember('前面的内容已经太长,没有读取。请解压后再编目');
  try {
    const chunks: Uint8Array[] = [];
    await zip.read(entry, (chunk) => {
      spent.bytes += chunk.length;
      chunks.push(chunk);
      return 'more';
    });
    const content = Buffer.concat(chunks);
    return await readContent(content, entry.name, depth, spent, find);
  } catch (error) {
    if (error instanceof ReadingRefused) return skippedMember(error.message);
    if (error instanceof Error) return skippedMember(DAMAGED);
    throw error;
  }
}

async function readContent(
  content: Uint8Array,
  name: string,
  depth: number,
  spent: Spent,
  find: FindExtractor,
): Promise<MemberReading> {
  const type = await sniffBytes(content, name);
  if (type === 'zip') {
    if (depth >= MAX_DEPTH) return skippedMember('压缩包套得太深,没有打开。请解压后再编目');
    const level = await readLevel(bufferSource(content), depth + 1, spent, find);
    return { text: level.text, skipped: level.members === null ? level.message : null, inner: level.members ?? [] };
  }
  const extraction = await find(type)?.extract({ path: name, sizeBytes: content.length, type, content });
  if (!extraction) return { text: '', skipped: null, inner: [] };
  const unreadable = extraction.state === 'failed' || extraction.state === 'encrypted';
  return { text: extraction.text, skipped: unreadable ? extraction.message : null, inner: [] };
}
