import type { ArchiveMember, Extraction, ExtractInput, Extractor } from './extractor.ts';
import { DAMAGED, encrypted, MAX_TEXT_CHARS, ReadingRefused, unlessLost, withText } from './outcome.ts';
import { sniffBytes } from './sniff.ts';

/** Finds the reader for a member's content; given by the registry, which lists the readers of archive files too. */
export type FindExtractor = (type: ExtractInput['type']) => Extractor | null;

/** What all levels of one archive file share. A fresh one begins with depth 1 and nothing spent. */
export interface Level {
  readonly depth: number;
  readonly find: FindExtractor;
  readonly spent: { bytes: number; members: number; chars: number };
}

/** One file inside another, before it is read. */
export interface Member {
  readonly path: string;
  readonly sizeBytes: number;
  readonly locked: boolean;
  /** Its bytes; throws ReadingRefused with the sentence, any other error where it is damaged. */
  readonly read: () => Promise<Uint8Array>;
}

export const MAX_MEMBERS = 10_000;
export const MAX_TOTAL_BYTES = 300 * 1024 * 1024;
export const MAX_MEMBER_BYTES = 32 * 1024 * 1024;
/** An archive in an archive is opened, one inside that is only named. */
const MAX_DEPTH = 2;
const NAMELESS = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i;
const LOCKED = '有打开密码,没有读取。请解压后去掉密码,再放进材料文件夹';

export function firstLevel(find: FindExtractor): Level {
  return { depth: 1, find, spent: { bytes: 0, members: 0, chars: 0 } };
}

interface MemberReading {
  readonly text: string;
  readonly skipped: string | null;
  readonly inner: readonly ArchiveMember[];
}

/**
 * Every member listed, its text read by the same extractors and appended as `【path】` and the text, parted by form feeds after
 * `opening` (a letter's own words; '' for none). Nothing is written; a member's path is only text.
 */
export async function readMembers(
  found: readonly Member[],
  level: Level,
  { opening, message }: { readonly opening: string; readonly message: string | null },
): Promise<Extraction> {
  const members: ArchiveMember[] = [];
  const texts: string[] = opening === '' ? [] : [opening];
  for (const member of found) {
    if (NAMELESS.test(member.path)) continue;
    level.spent.members++;
    const read = await readMember(member, level);
    members.push({ path: member.path, sizeBytes: member.sizeBytes, skipped: read.skipped });
    members.push(...read.inner.map((inner) => ({ ...inner, path: `${member.path}/${inner.path}` })));
    if (read.text !== '') texts.push(`【${member.path}】\n${read.text}`);
    level.spent.chars += read.text.length;
  }
  const allLocked = members.length > 0 && members.every((member) => member.skipped === LOCKED);
  if (allLocked && opening === '') return { ...encrypted(), members };
  const lost = members.length > 0 && members.every((member) => member.sizeBytes === 0 || member.skipped === DAMAGED);
  return unlessLost(
    withText(texts.join('\f'), { members, message }),
    lost && members.some((member) => member.skipped === DAMAGED),
  );
}

function skipped(why: string): MemberReading {
  return { text: '', skipped: why, inner: [] };
}

async function readMember(member: Member, level: Level): Promise<MemberReading> {
  const { spent } = level;
  if (member.locked) return skipped(LOCKED);
  if (member.sizeBytes === 0) return { text: '', skipped: null, inner: [] };
  if (member.sizeBytes > MAX_MEMBER_BYTES) return skipped('超过 32 MB,没有读取。请解压后再编目');
  if (spent.bytes + member.sizeBytes > MAX_TOTAL_BYTES) return skipped('压缩包展开后超过 300 MB,没有读取。请解压后再编目');
  if (spent.members > MAX_MEMBERS) return skipped(`压缩包里超过 ${MAX_MEMBERS} 个文件,没有读取。请解压后再编目`);
  if (spent.chars > MAX_TEXT_CHARS) return skipped('前面的内容已经太长,没有读取。请解压后再编目');
  try {
    const content = await member.read();
    spent.bytes += content.length;
    return await readContent(content, member.path, level);
  } catch (error) {
    if (error instanceof ReadingRefused) return skipped(error.message);
    if (error instanceof Error) return skipped(DAMAGED);
    throw error;
  }
}

async function readContent(content: Uint8Array, name: string, level: Level): Promise<MemberReading> {
  const type = await sniffBytes(content, name);
  const reader = await level.find(type)?.load();
  const input: ExtractInput = { path: name, sizeBytes: content.length, type, content };
  if (reader?.extractLevel) {
    if (level.depth >= MAX_DEPTH) return skipped('压缩包套得太深,没有打开。请解压后再编目');
    const inside = await reader.extractLevel(input, { ...level, depth: level.depth + 1 });
    const unopened = inside.members === null;
    return { text: inside.text, skipped: unopened ? inside.message : null, inner: inside.members ?? [] };
  }
  const extraction = await reader?.extract(input);
  if (!extraction) return { text: '', skipped: null, inner: [] };
  const unreadable = extraction.state === 'failed' || extraction.state === 'encrypted';
  return { text: extraction.text, skipped: unreadable ? extraction.message : null, inner: [] };
}
