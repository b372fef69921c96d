import { lstatSync } from 'node:fs';
import { OFFICE_TYPES, PICTURE_TYPES } from '../../../shared/domain/document.ts';
import type { PlannedEvidence } from '../../../shared/domain/volume.ts';
import type { Sql } from '../db/database.ts';
import { VOLUME_PLACE } from '../documents/documents.ts';
import { stopIfCancelled } from '../jobs/jobs.ts';
import { isOnlineOnly } from '../sources/sources.ts';
import type { EvidenceFile } from './plan.ts';
import { hashFile } from '../hash-file.ts';

/** What can be told of a piece of evidence before a volume is built. */
export interface EvidenceProblem {
  readonly code: 'missing' | 'online-only' | 'changed' | 'locked' | 'unreadable' | 'not-pages';
  readonly reason: string;
}

/** Files whose time changed but whose size did not are hashed up to so many bytes in all; the build compares every file anyway. */
const HASHED_BYTES = 256 << 20;

interface Input {
  readonly evidence: readonly PlannedEvidence[];
  readonly files: ReadonlyMap<number, EvidenceFile>;
  readonly password: string | undefined;
}

/** The documents that will not (or may not) get pages, by document id. Throws AppError `cancelled`. */
export async function findProblems(db: Sql, input: Input, signal: AbortSignal): Promise<ReadonlyMap<number, EvidenceProblem>> {
  const times = new Map(
    (
      await db.all<{ id: number; modifiedMs: number }>(
        `SELECT d.id, l.modified_ms AS modifiedMs FROM documents d JOIN locations l ON l.id = ${VOLUME_PLACE}
         WHERE d.id IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(input.evidence.map((item) => item.documentId))],
      )
    ).map((row) => [row.id, row.modifiedMs]),
  );
  const problems = new Map<number, EvidenceProblem>();
  const seen = new Set<number>();
  let leftBytes = HASHED_BYTES;
  for (const item of input.evidence) {
    stopIfCancelled(signal);
    if (seen.has(item.documentId)) continue;
    seen.add(item.documentId);
    const file = input.files.get(item.documentId);
    const place = file?.path ?? null;
    const found = place === null ? null : lookAt(place);
    let problem: EvidenceProblem | null;
    if (!file || place === null || found === null) {
      problem = { code: 'missing', reason: `找不到文件:${item.path}` };
    } else if (found.onlineOnly) {
      problem = { code: 'online-only', reason: '只在云盘上,还没有下载到本机' };
    } else if (found.sizeBytes !== item.sizeBytes) {
      problem = { code: 'changed', reason: `大小由 ${item.sizeBytes} 变为 ${found.sizeBytes} 字节` };
    } else if (Math.floor(found.modifiedMs) !== Math.floor(times.get(item.documentId) ?? 0) && leftBytes >= found.sizeBytes) {
      leftBytes -= found.sizeBytes;
      const same = (await hashFile(place, signal).catch(() => null)) === item.sha256;
      problem = same ? problemOfKind(item, file, input.password) : { code: 'changed', reason: '内容与编目时不同' };
    } else problem = problemOfKind(item, file, input.password);
    if (problem) problems.set(item.documentId, problem);
  }
  return problems;
}

function lookAt(
  path: string | Uint8Array,
): { readonly sizeBytes: number; readonly modifiedMs: number; readonly onlineOnly: boolean } | null {
  try {
    const { size, mtimeMs, blocks } = lstatSync(Buffer.from(path));
    const onlineOnly = isOnlineOnly({ name: '', sizeBytes: size, blocks }, process.platform);
    return { sizeBytes: size, modifiedMs: mtimeMs, onlineOnly };
  } catch {
    return null;
  }
}

function problemOfKind(item: PlannedEvidence, file: EvidenceFile, password: string | undefined): EvidenceProblem | null {
  if (file.state === 'encrypted' && !(item.type === 'pdf' && password))
    return { code: 'locked', reason: file.stateMessage ?? '它有打开密码' };
  if (item.type !== 'pdf' && !PICTURE_TYPES.includes(item.type) && !OFFICE_TYPES.includes(item.type))
    return { code: 'not-pages', reason: '这种格式不能变成页面' };
  if (file.state === 'failed') return { code: 'unreadable', reason: file.stateMessage ?? '文件读不出来' };
  return null;
}
