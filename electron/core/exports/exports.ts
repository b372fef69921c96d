import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ExportResult } from '../../../shared/contract/results.ts';
import { changeLines, compareEditions, type PlacedItem } from '../../../shared/domain/edition-changes.ts';
import { passwordFault } from '../../../shared/domain/pdf-password.ts';
import type { Archive } from '../archives/archives.ts';
import { readGaps } from '../gaps/gaps.ts';
import { withLittleHeapRoom } from '../heap-room.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { makeFolders } from '../make-folders.ts';
import { peakMemoryBytes } from '../peak-memory.ts';
import { RESOURCES_FOLDER } from '../program-folder.ts';
import { buildVolumes, type BuiltVolume } from './build.ts';
import { PRODUCER } from './document.ts';
import { listDigest } from './list-digest.ts';
import {
  CHANGES_FILE,
  CSV_FILE,
  encodeChanges,
  encodeCsv,
  encodeManifest,
  MANIFEST_FILE,
  VERIFIER_FILE,
  type Manifest,
} from './manifest.ts';
import { recordExport, nextEdition } from './editions.ts';
import { buildOptions, checkSpace, localTime, type ExportDeps, type ExportOptions } from './options.ts';
import { writeLockedCopy } from './pdf/locked-copy.ts';
import { copyOriginals, type OriginalFile } from './originals.ts';
import { outFolderProblem } from './out-folder.ts';
import { createSm3, sm3Digests, type Sm3Digests } from './sm3.ts';

export { checkExport } from './check.ts';
export { writeLabels, type BoxLabel } from './label-sheet.ts';
export { PRODUCER } from './document.ts';
export { findProblems, type EvidenceProblem } from './evidence-problems.ts';
export { paperPicture, writePapers, type Paper, type PaperPart, type PaperPicture } from './paper.ts';
export { listEditions, readEdition } from './history.ts';
export { localTime, type ExportDeps, type ExportOptions } from './options.ts';
export { freeBytesAt, outFolderProblem } from './out-folder.ts';
export { planFramework } from './plan.ts';
export { previewVolumes } from './preview.ts';

export { readScope } from './scope.ts';
export { writeSingleDocument, type SinglePages } from './single.ts';
export { verifyExport } from './verify.ts';

/**
 * 成册: binds the confirmed evidence into numbered volumes with their manifest in `options.out`, which must be new or empty and
 * outside every source. Volumes are written to `.part`, re-opened and compared, then renamed; a failure or a cancel leaves no
 * half file. Throws AppError `refused`, `sources-changed`, `disk-full`, `cancelled`, `not-found` (unknown indicator or unit).
 */
export function exportVolumes(
  archive: Archive,
  options: ExportOptions,
  deps: ExportDeps,
  ctx: JobContext,
): Promise<ExportResult> {
  return withLittleHeapRoom(() => bind(archive, options, deps, ctx));
}

async function bind(archive: Archive, options: ExportOptions, deps: ExportDeps, ctx: JobContext): Promise<ExportResult> {
  const started = deps.now();
  const out = resolve(options.out);
  const { copyPassword } = options;
  const fault = copyPassword === undefined ? null : passwordFault(copyPassword);
  if (fault !== null) throw new AppError('refused', `加密副本:${fault}`);
  const made = await prepareFolder(archive, out);
  try {
    const edition = await nextEdition(archive.db);
    const gaps = await readGaps(archive, { unit: options.unit, frameworkId: options.framework });
    const how = { gaps, edition, out, createdAt: localTime(started), printer: deps.printer, ctx };
    const built = await buildVolumes(
      archive,
      buildOptions(options, { ...how, checkSpace: (bytes) => checkSpace(out, copyPassword === undefined ? bytes : 2 * bytes) }),
    );
    const copies = copyPassword === undefined ? [] : lockedCopies(out, built.volumes, copyPassword, ctx);
    await copyOriginals(out, built.originals, ctx.signal);
    const written = [...built.volumes, ...built.originals, ...copies].map(({ file }) => ({
      file,
      path: join(out, `${file}.part`),
    }));
    const sm3 = options.sm3 ? await sm3Digests({ materials: built.materials, written }, ctx) : null;
    stopIfCancelled(ctx.signal);
    const manifest = await finish(out, archive, {
      sm3,
      built: built.volumes,
      originals: built.originals,
      copies,
      omitted: built.omitted,
      gaps,
      edition,
      createdAt: localTime(started),
      complete: built.complete,
      signOff: options.signOff?.trim() ?? '',
      scope: built.scope,
      previous: built.previous,
      plan: keptPlan(options),
    });
    await recordExport(archive.db, {
      edition,
      createdAt: localTime(started),
      folder: out,
      complete: built.complete,
      manifest,
      actor: deps.actor ?? '',
    });
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
      ...(options.archival === undefined ? {} : { archival: { profile: options.archival, picturePages: built.picturePages } }),
      manifest: join(out, MANIFEST_FILE),
      durationMs: deps.now().getTime() - started.getTime(),
      peakRssBytes: peakMemoryBytes(),
    };
  } catch (error) {
    cleanUp(out, made);
    throw error;
  }
}

/** 加密副本 of the written volumes as `.part` files: for whoever gets the volume by post or mail; the volumes themselves stay open. */
function lockedCopies(out: string, volumes: readonly BuiltVolume[], password: string, ctx: JobContext): Manifest['files'] {
  return volumes.map(({ file }, done) => {
    ctx.progress({ stage: '加密副本', done, total: volumes.length, label: file });
    const name = `${file.replace(/\.pdf$/, '')}_加密副本.pdf`;
    const copy = writeLockedCopy(join(out, `${file}.part`), join(out, `${name}.part`), password, ctx.signal);
    return { file: name, ...copy };
  });
}

/** Makes or accepts the output folder; what an interrupted export left (`.part`) is cleared. Returns whether it was made here. */
async function prepareFolder(archive: Archive, out: string): Promise<string | undefined> {
  const problem = await outFolderProblem(archive, out);
  if (problem !== null) throw new AppError('refused', problem);
  if (!existsSync(out)) return makeFolders(out);
  for (const name of readdirSync(out)) rmSync(join(out, name), { force: true });
  return undefined;
}

interface Finish {
  readonly sm3: Sm3Digests | null;
  readonly built: readonly BuiltVolume[];
  readonly originals: readonly OriginalFile[];
  readonly copies: Manifest['files'];
  readonly omitted: ExportResult['omitted'];
  readonly gaps: {
    readonly frameworks: readonly { id: string; name: string; edition: string; note?: string; baseDate: string }[];
  };
  readonly edition: number;
  readonly createdAt: string;
  readonly complete: boolean;
  readonly signOff: string;
  readonly scope: ReadonlySet<string>;
  readonly previous: Manifest | null;
  readonly plan: ReturnType<typeof keptPlan>;
}

/** What the person chose, as it is kept with the edition: without place, passwords and how the files stood. */
function keptPlan({ out: _out, password: _password, copyPassword: _copyPassword, ...choice }: ExportOptions) {
  const { displaced: _displaced, leaveOutChanged: _leaveOutChanged, indicators, ...kept } = choice;
  return { ...kept, ...(indicators === undefined ? {} : { indicators: [...indicators] }) };
}

/** Renames the verified volumes and writes list, verifier and manifest, the manifest last: an export without it never finished. */
async function finish(out: string, archive: Archive, result: Finish): Promise<Manifest> {
  const { previous, sm3 } = result;
  const withSm3 = <Hashed extends { readonly sha256: string }>(one: Hashed, digest: string | undefined) => ({
    ...one,
    ...(digest === undefined ? {} : { sm3: digest }),
  });
  const items = result.built.flatMap((volume) => volume.items).map((item) => withSm3(item, sm3?.bySha256.get(item.sha256)));
  const compared = previous === null ? null : compareEditions<PlacedItem>(previous.items, items, result.scope);
  const lines = compared === null ? [] : changeLines(compared);
  const beside = [
    { file: CSV_FILE, bytes: Buffer.from(encodeCsv(items)) },
    ...(previous === null ? [] : [{ file: CHANGES_FILE, bytes: Buffer.from(encodeChanges(lines)) }]),
    { file: VERIFIER_FILE, bytes: readFileSync(join(RESOURCES_FOLDER, 'verifier', 'verifier.html')) },
  ];
  for (const { file, bytes } of beside) writeFileSync(join(out, `${file}.part`), bytes);
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
    ...(result.signOff === '' || result.complete ? {} : { signOff: result.signOff }),
    ...(result.plan.supplementTo === undefined ? {} : { supplementTo: result.plan.supplementTo }),
    plan: result.plan,
    ...(previous === null || compared === null
      ? {}
      : { changes: { since: previous.edition, kept: compared.kept.length, lines: lines.map((line) => ({ ...line })) } }),
    volumes: result.built.map(({ file, pages, sizeBytes, sha256, pageDigests, items: own }) =>
      withSm3(
        { file, pages, sizeBytes, sha256, pageDigests: [...pageDigests], listDigest: listDigest(own) },
        sm3?.byFile.get(file),
      ),
    ),
    files: [
      ...(await Promise.all(
        beside.map(async ({ file, bytes }) =>
          withSm3(
            { file, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
            sm3 === null ? undefined : (await createSm3()).update(bytes).digest(),
          ),
        ),
      )),
      ...[...result.originals, ...result.copies].map(({ file, sizeBytes, sha256 }) =>
        withSm3({ file, sizeBytes, sha256 }, sm3?.byFile.get(file)),
      ),
    ],
    items,
    omitted: result.omitted.map((item) => ({ ...item })),
  };
  writeFileSync(join(out, `${MANIFEST_FILE}.part`), encodeManifest(manifest));
  for (const volume of result.built) renameSync(join(out, `${volume.file}.part`), join(out, volume.file));
  const others = manifest.files.map(({ file }) => file);
  for (const name of [...others, MANIFEST_FILE]) renameSync(join(out, `${name}.part`), join(out, name));
  return manifest;
}

function cleanUp(out: string, made: string | undefined): void {
  if (made !== undefined) rmSync(made, { recursive: true, force: true });
  else
    for (const name of existsSync(out) ? readdirSync(out) : [])
      if (name.endsWith('.part')) rmSync(join(out, name), { force: true });
}
