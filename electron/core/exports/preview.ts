import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportPreview } from '../../../shared/contract/exports.ts';
import type { Archive } from '../archives/archives.ts';
import { keptCacheFolder } from '../downloads/downloads.ts';
import { readGaps } from '../gaps/gaps.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { buildVolumes } from './build.ts';
import { nextEdition } from './editions.ts';
import { buildOptions, checkSpace, localTime, type ExportDeps, type ExportOptions } from './options.ts';

/** A preview with the files behind its volumes, in the archive's cache. */
export interface PreviewFiles {
  readonly preview: Omit<ExportPreview, 'volumes'>;
  readonly volumes: readonly {
    readonly file: string;
    readonly name: string;
    readonly pages: number;
    readonly sizeBytes: number;
  }[];
}

/**
 * Builds the very volumes `export.run` would write, by the same builder and options, into the archive's cache: nothing is
 * numbered or recorded. An older preview is removed; a failure or a cancel leaves nothing. Throws as `exportVolumes` does.
 */
export async function previewVolumes(
  archive: Archive,
  options: Omit<ExportOptions, 'out'>,
  deps: ExportDeps,
  ctx: JobContext,
): Promise<PreviewFiles> {
  const started = deps.now();
  const out = join(keptCacheFolder(archive.path, 'preview', 0), String(started.getTime()));
  mkdirSync(out, { recursive: true });
  try {
    const edition = await nextEdition(archive.db);
    const gaps = await readGaps(archive, { unit: options.unit, frameworkId: options.framework });
    const how = { gaps, edition, out, createdAt: localTime(started), printer: deps.printer, ctx };
    const built = await buildVolumes(
      archive,
      buildOptions({ ...options, leaveOutChanged: true }, { ...how, checkSpace: (bytes) => checkSpace(out, bytes) }),
    );
    stopIfCancelled(ctx.signal);
    const volumes = built.volumes.map(({ file, pages, sizeBytes, items }) => {
      renameSync(join(out, `${file}.part`), join(out, file));
      return {
        file: join(out, file),
        name: file,
        pages,
        sizeBytes,
        placed: items.filter((item) => item.omitted === null).length,
      };
    });
    return {
      preview: {
        edition,
        complete: built.complete,
        placed: volumes.reduce((sum, volume) => sum + volume.placed, 0),
        omitted: built.omitted,
        warnings: built.warnings,
      },
      volumes,
    };
  } catch (error) {
    rmSync(out, { recursive: true, force: true });
    throw error;
  }
}
