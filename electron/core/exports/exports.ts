import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ExportResult } from '../../../shared/contract/results.ts';
import type { Archive } from '../archives/archives.ts';
import { isInside } from '../archives/archives.ts';
import { readGaps } from '../gaps/gaps.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { listSources } from '../sources/sources.ts';
import { buildVolumes, type BuiltVolume } from './build.ts';
import { PRODUCER } from './document.ts';
import { CSV_FILE, encodeCsv, encodeManifest, MANIFEST_FILE, type Manifest } from './manifest.ts';
import { recordExport, nextEdition } from './editions.ts';

export { hashFile, verifyExport } from './verify.ts';

export interface ExportOptions {
  readonly out: string;
  readonly indicators?: readonly string[] | undefined;
  readonly unit?: string | undefined;
  readonly maxPages?: number | undefined;
  readonly maxMegabytes?: number | undefined;
  readonly draft: boolean;
  readonly password?: string | undefined;
  readonly photosPerPage?: 1 | 4 | undefined;
}

export interface ExportDeps {
  readonly now: () => Date;
  readonly threads: number;
}

/** Offices' viewers stay quick up to here (EXPORT.md). */
const DEFAULT_MAX_PAGES = 1000;
const DEFAULT_MAX_MEGABYTES = 1024;
const SPARE_BYTES = 64 << 20;

/**
 * 成册: binds the confirmed evidence into numbered volumes with their manifest in `options.out`, which must be new or empty and
 * outside every source. Volumes are written to `.part`, re-opened and compared, then renamed; a failure or a cancel leaves no
 * half file. Throws AppError `refused`, `disk-full`, `cancelled`, `not-found` (unknown indicator or unit).
 */
export async function exportVolumes(
  archive: Archive,
  options: ExportOptions,
  deps: ExportDeps,
  ctx: JobContext,
): Promise<ExportResult> {
  const started = deps.now();
  const out = resolve(options.out);
  const made = await prepareFolder(archive, out);
  try {
    const edition = await nextEdition(archive.db);
    const gaps = await readGaps(archive, { unit: options.unit });
    const built = await buildVolumes(archive, {
      gaps,
      edition,
      out,
      createdAt: localTime(started),
      indicators: options.indicators ?? null,
      draft: options.draft,
      password: options.password,
      photosPerPage: options.photosPerPage ?? 1,
      maxPages: options.maxPages ?? DEFAULT_MAX_PAGES,
      maxBytes: (options.maxMegabytes ?? DEFAULT_MAX_MEGABYTES) * 1048576,
      checkSpace: (bytes) => checkSpace(out, bytes),
      ctx,
    });
    stopIfCancelled(ctx.signal);
    const manifest = finish(out, archive, {
      built: built.volumes,
      omitted: built.omitted,
      gaps,
      edition,
      createdAt: localTime(started),
      complete: built.complete,
    });
    await recordExport(archive.db, { edition, createdAt: localTime(started), folder: out, complete: built.complete, manifest });
    return {
      complete: built.complete,
      edition,
      volumes: manifest.volumes.map(({ file, pages, sizeBytes, sha256 }) => ({ file, pages, sizeBytes, sha256 })),
      placed: manifest.items
        .filter((item) => item.omitted === null)
        .map(({ path, indicator, volume, firstPage, lastPage, sha256 }) => ({
          path,
          indicator,
          volume,
          firstPage,
          lastPage,
          sha256,
        })),
      omitted: manifest.omitted,
      warnings: built.warnings,
      manifest: join(out, MANIFEST_FILE),
      durationMs: deps.now().getTime() - started.getTime(),
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
    };
  } catch (error) {
    cleanUp(out, made);
    throw error;
  }
}

/** Makes or accepts the output folder; what an interrupted export left (`.part`) is cleared. Returns whether it was made here. */
async function prepareFolder(archive: Archive, out: string): Promise<string | undefined> {
  for (const source of await listSources(archive.db)) {
    if (isInside(out, source.path)) {
      throw new AppError('refused', `成册文件夹不能放在材料文件夹里:${out}。材料文件夹只读不写,请换一个位置。`);
    }
  }
  if (!existsSync(out)) {
    try {
      return mkdirSync(out, { recursive: true });
    } catch (error) {
      throw new AppError(
        'refused',
        `无法建立文件夹 ${out}(${(error as NodeJS.ErrnoException).code ?? ''})。请换一个可以写入的位置。`,
      );
    }
  }
  if (!statSync(out).isDirectory()) throw new AppError('refused', `这个位置已有同名文件:${out}。请换一个文件夹名。`);
  const left = readdirSync(out).filter((name) => !name.endsWith('.part'));
  if (left.length > 0)
    throw new AppError(
      'refused',
      `成册文件夹不是空的:${out}(里面有 ${left[0] ?? ''} 等 ${left.length} 项)。请选一个空文件夹或新文件夹。`,
    );
  for (const name of readdirSync(out)) rmSync(join(out, name), { force: true });
  return undefined;
}

async function checkSpace(out: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(out);
  const free = bavail * bsize;
  if (free >= bytes + SPARE_BYTES) return;
  const gigabytes = (value: number) => (value / 1073741824).toFixed(2);
  throw new AppError(
    'disk-full',
    `磁盘空间不足:大约需要 ${gigabytes(bytes + SPARE_BYTES)} GB,只剩 ${gigabytes(free)} GB。请换一个磁盘,或腾出空间后再成册。`,
  );
}

interface Finish {
  readonly built: readonly BuiltVolume[];
  readonly omitted: ExportResult['omitted'];
  readonly gaps: {
    readonly frameworks: readonly { id: string; name: string; edition: string; note?: string; baseDate: string }[];
  };
  readonly edition: number;
  readonly createdAt: string;
  readonly complete: boolean;
}

/** Renames the verified volumes and writes list and manifest, the manifest last: an export without it never finished. */
function finish(out: string, archive: Archive, result: Finish): Manifest {
  const items = result.built.flatMap((volume) => volume.items);
  const csv = Buffer.from(encodeCsv(items));
  writeFileSync(join(out, `${CSV_FILE}.part`), csv);
  const manifest: Manifest = {
    format: 'taizhang-manifest',
    formatVersion: 1,
    program: PRODUCER,
    archive: archive.settings.name,
    unit: archive.settings.unit,
    baseDate: archive.settings.baseDate,
    frameworks: result.gaps.frameworks.map(({ id, name, edition, note }) => ({ id, name, edition, note: note ?? '' })),
    edition: result.edition,
    createdAt: result.createdAt,
    complete: result.complete,
    volumes: result.built.map(({ file, pages, sizeBytes, sha256, pageDigests }) => ({
      file,
      pages,
      sizeBytes,
      sha256,
      pageDigests: [...pageDigests],
    })),
    files: [{ file: CSV_FILE, sizeBytes: csv.length, sha256: createHash('sha256').update(csv).digest('hex') }],
    items,
    omitted: result.omitted.map((item) => ({ ...item })),
  };
  writeFileSync(join(out, `${MANIFEST_FILE}.part`), encodeManifest(manifest));
  for (const volume of result.built) renameSync(join(out, `${volume.file}.part`), join(out, volume.file));
  for (const name of [CSV_FILE, MANIFEST_FILE]) renameSync(join(out, `${name}.part`), join(out, name));
  return manifest;
}

function cleanUp(out: string, made: string | undefined): void {
  if (made !== undefined) rmSync(made, { recursive: true, force: true });
  else
    for (const name of existsSync(out) ? readdirSync(out) : [])
      if (name.endsWith('.part')) rmSync(join(out, name), { force: true });
}

/** Local time `YYYY-MM-DDTHH:mm:ss`. */
function localTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
