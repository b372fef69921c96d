import { lstatSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import type { PlannedEvidence } from '../../../shared/domain/volume.ts';
import type { Sql } from '../db/database.ts';
import { hashFile } from '../hash-file.ts';
import type { BuildOptions } from './build.ts';
import { findProblems, type EvidenceProblem } from './evidence-problems.ts';
import type { Measured } from './measure.ts';
import { measureKey } from './paginate.ts';
import type { EvidenceFile } from './plan.ts';

/** Sources that changed between the check and the end of the build (ANCHORS L22): a volume is never bound from them unnoticed. */

/** What stands against a document that can be put right by indexing again; the check before 成册 has named those it saw. */
const BY_CHANGE: ReadonlySet<EvidenceProblem['code']> = new Set(['missing', 'changed', 'online-only']);

/** Ids of the documents whose file is not there as it was indexed, in ascending order. */
export function displacedOf(problems: ReadonlyMap<number, EvidenceProblem>): readonly number[] {
  return [...problems].flatMap(([id, { code }]) => (BY_CHANGE.has(code) ? [id] : [])).sort((a, b) => a - b);
}

const NAMED = 3;

/** The refusal, naming the first of the files. `paths` in print order, relative to their source. */
export function sourcesChanged(paths: readonly string[]): AppError {
  const all = [...new Set(paths)];
  const named = all.slice(0, NAMED).map((path) => `“${path}”`).join('、'); // prettier-ignore
  return new AppError(
    'sources-changed',
    `成册已停下,没有写下任何文件:检查之后有 ${all.length} 份材料改动或移走了(${named}${all.length > NAMED ? ' 等' : ''})。请重新编目并检查;要不收这些材料、在册中列明,窗口里点“仍然生成”,命令行加 --leave-out-changed。`,
  );
}

export interface SourceWatch {
  /** A quick look at the files. Throws AppError `sources-changed` where one changed since the check. */
  readonly beforeReading: (db: Sql) => Promise<void>;
  /** What only reading every file tells. Throws AppError `sources-changed`. */
  readonly afterReading: (measured: ReadonlyMap<string, Measured>) => void;
  /**
   * Of evidence just written that whose file is no longer the one that was measured; a file only touched is hashed and is none. Throws
   * AppError `sources-changed`, naming all that changed, unless such is to be left out.
   */
  readonly changed: (written: readonly PlannedEvidence[]) => Promise<readonly PlannedEvidence[]>;
}

interface WatchOptions extends Pick<BuildOptions, 'displaced' | 'leaveOutChanged' | 'password'> {
  readonly signal: AbortSignal;
}

/** Remembers size and time of the files of some evidence from now on. What it gives also throws where `signal` stopped it. */
export function watchSources(
  evidence: readonly PlannedEvidence[],
  files: ReadonlyMap<number, EvidenceFile>,
  { displaced, leaveOutChanged, password, signal }: WatchOptions,
): SourceWatch {
  const pathOf = (item: PlannedEvidence): EvidenceFile['path'] => files.get(item.documentId)?.path ?? null;
  const stood = new Map(evidence.map((item) => [item.documentId, standOf(pathOf(item))]));
  const changedOf = async (items: readonly PlannedEvidence[]): Promise<readonly PlannedEvidence[]> => {
    const found: PlannedEvidence[] = [];
    for (const item of items) {
      const path = pathOf(item);
      const now = standOf(path);
      if (path === null || now === stood.get(item.documentId)) continue;
      const same = now !== null && (await hashFile(path, signal).catch(() => null)) === item.sha256;
      signal.throwIfAborted();
      if (same) stood.set(item.documentId, now);
      else found.push(item);
    }
    return found;
  };
  const known = new Set(displaced ?? []);
  const stopAt = (found: readonly PlannedEvidence[]): void => {
    const unknown = found.filter(({ documentId }) => !known.has(documentId));
    if (displaced !== null && !leaveOutChanged && unknown.length > 0) throw sourcesChanged(unknown.map(({ path }) => path));
  };
  return {
    async beforeReading(db) {
      if (displaced === null || leaveOutChanged) return;
      const now = new Set(displacedOf(await findProblems(db, { evidence, files, password }, signal)));
      stopAt(evidence.filter(({ documentId }) => now.has(documentId)));
    },
    afterReading(measured) {
      const refused = (item: PlannedEvidence): boolean => {
        const how = measured.get(measureKey(item));
        return how?.kind === 'refused' && how.displaced === true;
      };
      stopAt(evidence.filter(refused));
    },
    async changed(written) {
      const changed = await changedOf(written);
      if (changed.length > 0 && !leaveOutChanged) throw sourcesChanged((await changedOf(evidence)).map(({ path }) => path));
      return changed;
    },
  };
}

/** Size and time of a file as one word; null where it is not there. */
function standOf(path: EvidenceFile['path']): string | null {
  if (path === null) return null;
  try {
    const { size, mtimeMs } = lstatSync(Buffer.from(path));
    return `${size} ${mtimeMs}`;
  } catch {
    return null;
  }
}
