import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type { CheckResult } from '../../../shared/contract/results.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { BAG_FILE, BAG_INFO, bagInfoValue, readManifestLines, type BagLine } from './bag.ts';
import { openBag, type BagReader } from './bag-reader.ts';

type Problem = CheckResult['problems'][number];

/** Digests a bag may be made with, the strongest first (RFC 8493 §2.4). */
const ALGORITHMS = ['sha512', 'sha256', 'sha1', 'md5'] as const;

/**
 * Compares a package (a BagIt folder or ZIP, ours or any other program's) with its manifests: every file there, every byte the same,
 * nothing added. Throws AppError `not-found`, `refused` for what is no package, `cancelled`.
 */
export async function verifyPackage(path: string, ctx: JobContext): Promise<CheckResult> {
  const bag = await openBag(path);
  try {
    return await verifyBag(bag, ctx);
  } finally {
    await bag.close();
  }
}

async function verifyBag(bag: BagReader, ctx: JobContext): Promise<CheckResult> {
  const problems: Problem[] = bag.odd.map((file) => ({
    file,
    code: 'odd',
    message: '包里不该有这一项(重名、链接或在包的文件夹之外)。',
  }));
  const payload = await readLists(bag, 'manifest');
  const tags = await readLists(bag, 'tagmanifest');
  if (payload === null)
    return {
      ok: false,
      checked: bag.files.length,
      problems: [...problems, { file: 'manifest-sha256.txt', code: 'missing', message: '校验清单不见了或读不出来,没法校验。' }],
    };
  if (!/^BagIt-Version: \d+\.\d+\s+Tag-File-Character-Encoding: UTF-8\s*$/i.test((await bag.text(BAG_FILE)) ?? ''))
    problems.push({ file: BAG_FILE, code: 'changed', message: '报送包的标记文件被改动过。' });
  const wanted = new Map<string, { readonly algorithm: string; readonly digest: string }>();
  for (const { algorithm, lines } of [payload, ...(tags === null ? [] : [tags])])
    for (const { path, digest } of lines) wanted.set(path.normalize('NFC'), { algorithm, digest });
  const there = new Map(bag.files.map((file) => [file.normalize('NFC'), file]));
  let checked = 0;
  for (const [path, { algorithm, digest }] of wanted) {
    stopIfCancelled(ctx.signal);
    ctx.progress({ stage: '校验', done: checked++, total: wanted.size, label: path });
    const file = there.get(path);
    if (file === undefined) problems.push({ file: path, code: 'missing', message: '文件不见了。' });
    else problems.push(...(await compareFile(bag, { file, algorithm, digest, signal: ctx.signal })));
  }
  // A bag without a list of its own files may have any beside the payload.
  const own = (path: string): boolean =>
    tags === null || wanted.has(path) || path === BAG_FILE || /^(?:tag)?manifest-[a-z0-9]+\.txt$/.test(path);
  for (const [path, file] of there)
    if (path.startsWith('data/') ? !wanted.has(path) : !own(path))
      problems.push({ file, code: 'added', message: '清单里没有这个文件,是生成之后加进来的。' });
  problems.push(...oxumProblem(bag, (await bag.text(BAG_INFO)) ?? ''));
  return { ok: problems.length === 0, checked: Math.max(checked, 1), problems };
}

async function compareFile(
  bag: BagReader,
  wanted: { readonly file: string; readonly algorithm: string; readonly digest: string; readonly signal: AbortSignal },
): Promise<Problem[]> {
  const { file, algorithm, digest, signal } = wanted;
  try {
    const hash = createHash(algorithm);
    for await (const chunk of await bag.stream(file)) {
      stopIfCancelled(signal);
      hash.update(chunk as Buffer);
    }
    return hash.digest('hex') === digest ? [] : [{ file, code: 'changed', message: '文件内容与生成报送包时不同。' }];
  } catch (error) {
    if (error instanceof AppError) throw error;
    return [{ file, code: 'unreadable', message: `文件读不出来(${String((error as Error).message)})。` }];
  }
}

/** The strongest list of a kind; null when there is none that can be read. */
async function readLists(
  bag: BagReader,
  kind: 'manifest' | 'tagmanifest',
): Promise<{ readonly algorithm: string; readonly lines: readonly BagLine[] } | null> {
  for (const algorithm of ALGORITHMS) {
    const text = await bag.text(`${kind}-${algorithm}.txt`);
    const lines = text === null ? null : readManifestLines(text);
    if (lines !== null) return { algorithm, lines };
  }
  return null;
}

/** Payload-Oxum: bytes and number of all files below `data/`, which tells at once that some are missing (§2.2.2). */
function oxumProblem(bag: BagReader, info: string): Problem[] {
  const said = bagInfoValue(info, 'Payload-Oxum');
  if (said === null) return [];
  const data = bag.files.filter((file) => file.startsWith('data/'));
  const is = `${data.reduce((sum, file) => sum + bag.size(file), 0)}.${data.length}`;
  const counted = (oxum: string): string => {
    const [bytes = '', count = ''] = oxum.split('.');
    return `${count} 件 ${bytes} 字节`;
  };
  return is === said ? [] : [{ file: BAG_INFO, code: 'count', message: `应有 ${counted(said)},现在有 ${counted(is)}。` }];
}
