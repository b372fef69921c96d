import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import type { PlannedEvidence } from '../../../shared/domain/volume.ts';
import type { Measured } from './measure.ts';
import { safeFileName } from './names.ts';
import { measureKey } from './paginate.ts';
import { hashFile } from '../hash-file.ts';

/** A file copied beside the volumes, byte for byte. */
export interface OriginalFile {
  readonly from: string | Uint8Array;
  /** Its name beside the volumes. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The originals that carry 电子签章, each content once, named by the number of the material they prove. */
export function signedOriginals(
  evidence: readonly PlannedEvidence[],
  measured: ReadonlyMap<string, Measured>,
): readonly OriginalFile[] {
  const found = new Map<string, OriginalFile>();
  const names = new Set<string>();
  for (const item of evidence) {
    const how = measured.get(measureKey(item));
    if (how?.kind !== 'pdf' || !how.signed || found.has(item.sha256)) continue;
    const plain = `附件_${safeFileName(`${item.materialCode}_${lastName(item.path).replace(/\.(pdf|ofd)$/i, '')}`)}`;
    const suffix = item.type === 'ofd' ? 'ofd' : 'pdf';
    let file = `${plain}.${suffix}`;
    for (let count = 2; names.has(file); count++) file = `${plain}_${count}.${suffix}`;
    names.add(file);
    found.set(item.sha256, { from: how.original, file, sizeBytes: item.sizeBytes, sha256: item.sha256 });
  }
  return [...found.values()];
}

/** Copies originals into `out` as `.part` files. Throws AppError `refused` when one is not what it was when its pages were placed. */
export async function copyOriginals(out: string, originals: readonly OriginalFile[], signal: AbortSignal): Promise<void> {
  for (const { from, file, sha256 } of originals) {
    const part = join(out, `${file}.part`);
    copyFileSync(typeof from === 'string' ? from : Buffer.from(from), part);
    if ((await hashFile(part, signal)) !== sha256)
      throw new AppError('refused', `含电子签章的原件在成册过程中有改动:${file}。请重新编目,核对后再成册。`);
  }
}
