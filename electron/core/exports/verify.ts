import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { CheckResult } from '../../../shared/contract/results.ts';
import { feedFile } from '../hash-file.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { listDigest } from './list-digest.ts';
import { MANIFEST_FILE, readManifest, type Manifest } from './manifest.ts';
import { comparePages } from './page-differences.ts';
import { inspectVolume } from './pdf/inspect.ts';
import { createSm3 } from './sm3.ts';

type Problem = CheckResult['problems'][number];

/**
 * Compares an exported folder (or one volume in it) with its manifest: every file present, every byte the same, nothing added;
 * for a changed volume the changed pages are named. Throws AppError `not-found` when there is no manifest.
 */
export async function verifyExport(path: string, ctx: JobContext): Promise<CheckResult> {
  const full = resolve(path);
  if (!existsSync(full)) throw new AppError('not-found', `没有这个文件或文件夹:${full}。`);
  const one = statSync(full).isDirectory() ? null : basename(full) === MANIFEST_FILE ? null : basename(full);
  const folder = statSync(full).isDirectory() ? full : dirname(full);
  const { manifest, intact } = readManifest(join(folder, MANIFEST_FILE));
  const problems: Problem[] = [];
  if (!intact) problems.push({ file: MANIFEST_FILE, code: 'changed', message: '清单在成册之后被改动过。' });
  const wanted = [...manifest.volumes, ...manifest.files].filter((file) => one === null || file.file === one);
  if (one !== null && wanted.length === 0) {
    return { ok: false, checked: 1, problems: [{ file: one, code: 'added', message: '清单里没有这个文件。' }] };
  }
  let checked = 1;
  for (const file of wanted) {
    stopIfCancelled(ctx.signal);
    ctx.progress({ stage: '校验', done: checked - 1, total: wanted.length, label: file.file });
    problems.push(...(await compareFile(folder, file, manifest, ctx)));
    checked++;
  }
  if (one === null) problems.push(...added(folder, manifest));
  const lists = manifest.volumes
    .filter((volume) => volume.listDigest !== undefined && (one === null || volume.file === one))
    .map(({ file }) => ({ volume: file, digest: listDigest(manifest.items.filter((item) => item.volume === file)) }));
  return { ok: problems.length === 0, checked, problems, lists };
}

async function compareFile(
  folder: string,
  wanted: { file: string; sizeBytes: number; sha256: string; sm3?: string | undefined },
  manifest: Manifest,
  ctx: JobContext,
): Promise<Problem[]> {
  const path = join(folder, wanted.file);
  if (!existsSync(path)) return [{ file: wanted.file, code: 'missing', message: '文件不见了。' }];
  const sizeBytes = statSync(path).size;
  const [known, sm3] = [createHash('sha256'), wanted.sm3 === undefined ? null : await createSm3()];
  await feedFile(path, ctx.signal, sm3 === null ? [known] : [known, sm3]);
  if (known.digest('hex') === wanted.sha256)
    return sm3 === null || sm3.digest() === wanted.sm3
      ? []
      : [{ file: wanted.file, code: 'changed', message: 'SM3 摘要与清单里记下的不同,SHA-256 相同:清单可能被改动过。' }];
  const size = sizeBytes === wanted.sizeBytes ? '' : `(大小由 ${wanted.sizeBytes} 变为 ${sizeBytes} 字节)`;
  const changed: Problem = { file: wanted.file, code: 'changed', message: `文件内容与成册时不同${size}。` };
  const volume = manifest.volumes.find((known) => known.file === wanted.file);
  return volume ? [changed, ...(await changedPages(path, volume, manifest))] : [changed];
}

/** Which pages differ, each with the evidence that stands there. */
async function changedPages(path: string, volume: Manifest['volumes'][number], manifest: Manifest): Promise<Problem[]> {
  try {
    const { pageCount, pageDigests } = await inspectVolume(path);
    const problems: Problem[] = [];
    if (pageCount !== volume.pages)
      problems.push({ file: volume.file, code: 'pages', message: `页数由 ${volume.pages} 变为 ${pageCount}。` });
    const evidenceOn = (page: number): string => {
      const item = manifest.items.find(
        (known) => known.volume === volume.file && known.firstPage <= page && known.lastPage >= page,
      );
      return item ? `(${item.materialCode} ${item.title})` : '';
    };
    for (const one of comparePages(volume.pageDigests, pageDigests)) {
      if (one.kind === 'added') {
        problems.push({ file: volume.file, code: 'page-added', message: `现在的第 ${one.found} 页是成册之后加进来的。` });
        continue;
      }
      const where = evidenceOn(one.wanted);
      problems.push(
        one.kind === 'changed'
          ? { file: volume.file, code: 'page-changed', message: `第 ${one.wanted} 页与成册时不同${where}。` }
          : { file: volume.file, code: 'page-missing', message: `成册时的第 ${one.wanted} 页不见了${where}。` },
      );
    }
    return problems;
  } catch (error) {
    return [
      { file: volume.file, code: 'unreadable', message: `卷册打不开,无法指出是哪一页(${String((error as Error).message)})。` },
    ];
  }
}

function added(folder: string, manifest: Manifest): Problem[] {
  const known = new Set([
    MANIFEST_FILE,
    ...manifest.volumes.map((volume) => volume.file),
    ...manifest.files.map((file) => file.file),
  ]);
  return readdirSync(folder)
    .filter((name) => !known.has(name.normalize('NFC')) && !known.has(name))
    .map((name) => ({ file: name, code: 'added', message: '清单里没有这个文件,是成册之后加进来的。' }));
}
