import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportResult } from '../../../shared/contract/results.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { compareEditions } from '../../../shared/domain/edition-changes.ts';
import { totalsOf, type GapsResult } from '../../../shared/domain/gaps.ts';
import { vetoWords } from '../../../shared/domain/ledgers/negative.ts';
import { BODY_FONT_NAMES, EXTRAS, type SuiteId, type VolumeLook } from '../../../shared/domain/volume-look.ts';
import type { Omission, PlannedEvidence, PlannedGroup, VolumePlan } from '../../../shared/domain/volume.ts';
import type { Archive } from '../archives/archives.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { readPageWords } from './page-words.ts';
import { findSuites, type Printer, type Suite } from '../renditions/renditions.ts';
import { refuseUnlessArchival } from './archival/check-file.ts';
import { bodyFontOf, type ChosenFont } from './body-fonts.ts';
import { watchSources, type SourceWatch } from './changed-sources.ts';
import { checkVolume } from './check-volume.ts';
import { composeVolume, EvidenceFailed, type ComposeInput } from './compose.ts';
import { loadFonts, type Fonts } from './fonts.ts';
import { giveBackHeapRoom } from '../heap-room.ts';
import type { Manifest, ManifestItem } from './manifest.ts';
import { missingSentence, pagesOf, type Measured } from './measure.ts';
import { measureAll } from './measure-all.ts';
import { signedOriginals, type OriginalFile } from './originals.ts';
import { measureKey, paginate, type Paginated } from './paginate.ts';
import { handedOver, lastWholeEdition, supplementGroups } from './past-editions.ts';
import { createPdfWriter, type WrittenFile } from './pdf/writer.ts';
import { materialsOf, planFramework, type FrameworkPlan } from './plan.ts';
import { openPrintCopies, type PrintCopies } from './print-copies.ts';
import type { ChangesSince } from './sections/index.ts';
import { typesetGroups, typesetOmissions, typesetPlan } from './sections/index.ts';
import { idOf, itemsOf, volumeFileName } from './volume-record.ts';
import { shareOut, volumeWordsOf, type Share } from './shares.ts';

export interface BuildOptions {
  readonly gaps: GapsResult;
  readonly edition: number;
  readonly out: string;
  /** Local time `YYYY-MM-DDTHH:mm:ss`; everything dated in the volumes. */
  readonly createdAt: string;
  readonly indicators: readonly string[] | null;
  readonly draft: boolean;
  readonly password: string | undefined;
  /** Every page of every PDF is compared with its source by its picture, not a sample. */
  readonly compareAll: boolean;
  /** Documents known to have changed, or gone, when the choice was checked; null where it was not. */
  readonly displaced: readonly number[] | null;
  /** What changed since is left out and named; else it stops the build. */
  readonly leaveOutChanged: boolean;
  readonly look: VolumeLook;
  /** A browser engine for documents whose layout is not ours, or null. */
  readonly printer: Printer | null;
  /** The edition to make a 补充卷 of, or null. */
  readonly supplementTo: number | null;
  readonly maxPages: number;
  readonly maxBytes: number;
  /** Throws AppError `disk-full` when so many bytes will not fit. */
  readonly checkSpace: (bytes: number) => Promise<void>;
  readonly ctx: JobContext;
}

/** A volume written and verified as `<file>.part` in the output folder. */
export interface BuiltVolume {
  readonly file: string;
  readonly pages: number;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly pageDigests: readonly string[];
  readonly items: readonly ManifestItem[];
}

export interface Built {
  /** 电子签章 is valid in the original file only: copies that belong beside the volumes. */
  readonly originals: readonly OriginalFile[];
  readonly volumes: readonly BuiltVolume[];
  /** Where the materials lie, by the SHA-256 of their content. */
  readonly materials: ReturnType<typeof materialsOf>;
  readonly omitted: readonly Omission[];
  readonly warnings: ExportResult['warnings'];
  readonly complete: boolean;
  /** Pages that went in as pictures because a PDF/A cannot hold them as they are. */
  readonly picturePages: number;
  /** Codes of every indicator in scope, also of those without evidence. */
  readonly scope: ReadonlySet<string>;
  /** The last whole edition before this one, which changes are counted against; null for the first and for 补充卷. */
  readonly previous: Manifest | null;
}

/** Everything one framework's volumes are made from. */
interface Job {
  readonly framework: GapsResult['frameworks'][number];
  readonly plan: FrameworkPlan;
  /** Every leaf in scope, also those without evidence. */
  readonly gapGroups: readonly PlannedGroup[];
}

/** Evidence that fails while its pages are written is found in the first pass; a second failure of another kind is a third pass. */
const MAX_RESTARTS = 4;

/** From so many on V8's room is given back before they are looked at, and before the volume is read back; in smaller ones it would only cost time. */
const MANY_MATERIALS = 200;
const MANY_PAGES = 3_000;

/** Plans, measures, splits, writes and verifies every volume of every framework that has evidence (or of the first, if none has). */
export async function buildVolumes(archive: Archive, options: BuildOptions): Promise<Built> {
  const bodyFont = bodyFontOf(options.look.bodyFont);
  const measuring = await loadFonts({ alloc: noReferences }, { bodyFile: bodyFont?.path });
  const jobs = await planJobs(archive, options);
  const previous = options.supplementTo === null ? await lastWholeEdition(archive.db) : null;
  const plans = jobs.map((job) => job.plan);
  const evidence = jobs.flatMap((job) => evidenceOf(job.plan.groups));
  if (evidence.length >= MANY_MATERIALS) giveBackHeapRoom();
  const { password, compareAll, printer, ctx } = options;
  const suite = await suiteOf(options.look.suite);
  const archival = options.look.archival !== undefined;
  const files = new Map(plans.flatMap((plan) => [...plan.files]));
  const watch = watchSources(evidence, files, { ...options, signal: ctx.signal });
  await watch.beforeReading(archive.db);
  const prints = openPrintCopies(archive.path);
  const how = { fonts: measuring, password, compareAll, printer, suite, prints, archival, ctx };
  const measured = await measureAll(archive, plans, how);
  watch.afterReading(measured);
  const copies = options.look.archival === '3b' ? 2 : 1;
  await options.checkSpace(bytesOf(jobs) * copies * 1.1);
  for (let restart = 0; ; restart++) {
    try {
      return await writeAll(archive, { jobs, measured, measuring, bodyFont, previous, watch, prints }, options);
    } catch (error) {
      if (!(error instanceof EvidenceFailed) || restart >= MAX_RESTARTS) throw error;
      for (const [evidence, reason] of error.failed) measured.set(measureKey(evidence), { kind: 'refused', reason });
    }
  }
}

/** The suite the person chose; a machine without it is told so. Throws AppError `refused`. */
async function suiteOf(id: SuiteId | undefined): Promise<Suite | null> {
  if (id === undefined) return null;
  const found = (await findSuites()).find((suite) => suite.id === id);
  if (found) return found;
  throw new AppError('refused', '这台电脑上没有找到选定的办公软件。请改用“内置排版”,或安装后再成册。');
}

function noReferences(): never {
  throw new Error('these fonts only measure');
}

async function planJobs(archive: Archive, options: BuildOptions): Promise<Job[]> {
  const jobs: Job[] = [];
  const before = options.supplementTo === null ? null : await handedOver(archive.db, options.supplementTo);
  for (const framework of options.gaps.frameworks) {
    const base = { frameworkId: framework.id, levelNames: framework.levelNames, gaps: framework };
    const chosen = options.indicators ?? (options.look.emptyItems ? 'all' : 'with-evidence');
    const whole = await planFramework(archive.db, { ...base, selection: { indicators: chosen } });
    const plan = before === null ? whole : { ...whole, groups: supplementGroups(whole.groups, before) };
    const everything =
      options.indicators === null ? await planFramework(archive.db, { ...base, selection: { indicators: 'all' } }) : whole;
    // Judged by what is in scope: a chosen part that is complete is a complete volume.
    const totals = totalsOf(everything.groups.flatMap((group) => group.indicators.map((indicator) => indicator.state)));
    jobs.push({ framework: { ...framework, totals }, plan, gapGroups: everything.groups });
  }
  const filled = jobs.filter((job) => job.plan.groups.length > 0);
  if (before !== null && filled.length === 0)
    throw new AppError('refused', `第 ${options.supplementTo} 版之后没有新确认的材料,不用出补充卷。`);
  return filled.length > 0 ? filled : jobs.slice(0, 1);
}

function evidenceOf(groups: readonly PlannedGroup[]): readonly PlannedEvidence[] {
  return groups.flatMap((group) => group.indicators.flatMap((indicator) => indicator.evidence));
}

function bytesOf(jobs: readonly Job[]): number {
  return jobs.flatMap((job) => evidenceOf(job.plan.groups)).reduce((sum, item) => sum + item.sizeBytes, 0);
}

/** The jobs' shares in volume order. */
type JobShare = Share & { readonly job: Job };

interface Prepared {
  readonly jobs: readonly Job[];
  readonly measured: ReadonlyMap<string, Measured>;
  readonly measuring: Fonts;
  readonly bodyFont: ChosenFont | null;
  readonly previous: Manifest | null;
  readonly watch: SourceWatch;
  readonly prints: PrintCopies;
}

async function writeAll(archive: Archive, prepared: Prepared, options: BuildOptions): Promise<Built> {
  const { measured, measuring } = prepared;
  const omittedOf = (groups: readonly PlannedGroup[]): Omission[] =>
    groups.flatMap((group) =>
      group.indicators.flatMap((indicator) =>
        indicator.evidence.flatMap((item) => {
          const how = measured.get(measureKey(item));
          return how?.kind === 'refused' ? [{ path: item.path, indicator: indicator.code, reason: how.reason }] : [];
        }),
      ),
    );
  const pageCount = (item: PlannedEvidence): number => pagesOf(measured.get(measureKey(item)) ?? { kind: 'refused', reason: '' });
  const shares: readonly JobShare[] = prepared.jobs.flatMap((job) =>
    shareOut(job.plan.groups, options.look.splitBy ?? 'size', {
      maxPages: options.maxPages,
      // With the originals within, a volume is about twice as large.
      maxBytes: options.look.archival === '3b' ? options.maxBytes / 2 : options.maxBytes,
      pageCount,
    }).map((share) => ({ ...share, job })),
  );
  const allOmitted = shares.flatMap((share) => omittedOf(share.groups));
  const complete =
    allOmitted.length === 0 && prepared.jobs.every((job) => job.framework.totals.partial + job.framework.totals.missing === 0);
  const volumes: BuiltVolume[] = [];
  const warnings = new Map<string, { code: string; message: string }>();
  const warn = (code: string, message: string): void => void warnings.set(`${code} ${message}`, { code, message });
  const words = volumeWordsOf(shares);
  for (const [index, { job, name, groups }] of shares.entries()) {
    const plan = typesetPlan(
      volumePlan(archive, job, {
        name,
        groups,
        volumeNumber: index + 1,
        volumes: words,
        incomplete: !complete,
        bodyFont: prepared.bodyFont,
        options,
      }),
    );
    const paginated = paginate({
      plan,
      // The whole list of gaps stands in a framework's first volume; the others name those of their own indicators.
      gapGroups: typesetGroups(shares[index - 1]?.job === job ? groups : job.gapGroups),
      measured,
      omissions: typesetOmissions(omittedOf(groups)),
      changes: shares[index - 1]?.job === job ? null : changesOf(job, prepared),
      fonts: measuring,
      signal: options.ctx.signal,
    });
    const file = volumeFileName(plan, archive.settings.name);
    const wordsOf = (documentId: number) => readPageWords(archive.db, documentId);
    const { watch, prints, bodyFont } = prepared;
    volumes.push(await writeVolume(plan, paginated, { file, measured, options, warn, wordsOf, watch, prints, bodyFont }));
  }
  for (const job of prepared.jobs) if (job.framework.note) warn('reconstructed', `${job.framework.name}:${job.framework.note}`);
  for (const item of prepared.jobs.flatMap((job) => evidenceOf(job.plan.groups))) {
    const how = measured.get(measureKey(item));
    if (!how || how.kind === 'refused') continue;
    const told = (note: string): boolean => warnings.has(`missing-glyph ${item.path}:${note}`);
    for (const note of how.notes) if (!told(note)) warn('source', `${item.path}:${note}`);
  }
  const originals = signedOriginals(
    prepared.jobs.flatMap((job) => evidenceOf(job.plan.groups)),
    measured,
  );
  const scope = new Set(prepared.jobs.flatMap((job) => codesOf(job.gapGroups)));
  return {
    volumes,
    originals,
    materials: materialsOf(prepared.jobs.map((job) => job.plan)),
    omitted: allOmitted,
    warnings: [...warnings.values()],
    complete,
    picturePages: picturePagesOf(
      prepared.jobs.flatMap((job) => evidenceOf(job.plan.groups)),
      measured,
    ),
    scope,
    previous: prepared.previous,
  };
}

function picturePagesOf(evidence: readonly PlannedEvidence[], measured: Prepared['measured']): number {
  return evidence.reduce((sum, item) => {
    const how = measured.get(measureKey(item));
    return how?.kind === 'pdf' ? sum + how.pictured.size : sum;
  }, 0);
}

const codesOf = (groups: readonly PlannedGroup[]): readonly string[] =>
  groups.flatMap((group) => group.indicators.map((indicator) => indicator.code));

/** What changed in one framework's indicators since the edition before. */
function changesOf(job: Job, { previous }: Prepared): ChangesSince | null {
  if (previous === null) return null;
  const scope = new Set(codesOf(job.gapGroups));
  const now = job.plan.groups.flatMap((group) =>
    group.indicators.flatMap(({ code, evidence }) =>
      evidence.map(({ materialCode, title, path, sha256 }) => ({ indicator: code, materialCode, title, path, sha256 })),
    ),
  );
  return { edition: previous.edition, changes: compareEditions(previous.items, now, scope) };
}

function volumePlan(
  archive: Archive,
  job: Job,
  share: {
    name: string;
    groups: readonly PlannedGroup[];
    volumeNumber: number;
    volumes: VolumePlan['volumes'];
    incomplete: boolean;
    bodyFont: ChosenFont | null;
    options: BuildOptions;
  },
): VolumePlan {
  const { framework } = job;
  const { bodyFont } = share;
  const { look } = share.options;
  const signOff = look.signOff?.trim() ?? '';
  return {
    title: look.coverTitle?.trim() || archive.settings.name,
    unit: look.coverUnit?.trim() || archive.settings.unit,
    frameworkName: framework.name,
    frameworkEdition: framework.edition,
    frameworkNote: framework.note,
    baseDate: framework.baseDate,
    edition: share.options.edition,
    volumeNumber: share.volumeNumber,
    volumeCount: share.volumes.length,
    createdAt: share.options.createdAt,
    draft: share.options.draft,
    incomplete: share.incomplete && signOff === '',
    numbering: look.numbering ?? 'archive',
    numberPreset: look.numberPreset ?? 'official',
    photosPerPage: look.photosPerPage ?? 1,
    doubleSided: look.doubleSided ?? false,
    tabs: look.tabs ?? false,
    ...(look.archival === undefined ? {} : { archival: look.archival }),
    ...(bodyFont ? { bodyFont: { name: BODY_FONT_NAMES[bodyFont.id], file: bodyFont.file, sha256: bodyFont.sha256 } } : {}),
    ...(look.withoutGaps === true && !share.options.draft ? { withoutGaps: true } : {}),
    extras: EXTRAS.filter((extra) => look.extras?.includes(extra)),
    header: look.header?.trim() ?? '',
    volumeName: share.name,
    volumes: share.volumes,
    supplementTo: share.options.supplementTo,
    signOff: share.incomplete ? signOff : '',
    groups: share.groups,
    vetoes: share.options.gaps.vetoes.map(vetoWords),
    totals: framework.totals,
  };
}

interface VolumeTools {
  readonly file: string;
  readonly measured: ReadonlyMap<string, Measured>;
  readonly options: BuildOptions;
  readonly warn: (code: string, message: string) => void;
  readonly wordsOf: ComposeInput['wordsOf'];
  readonly watch: SourceWatch;
  readonly prints: PrintCopies;
  readonly bodyFont: ChosenFont | null;
}

async function writeVolume(plan: VolumePlan, paginated: Paginated, tools: VolumeTools): Promise<BuiltVolume> {
  const { file, options } = tools;
  const part = join(options.out, `${file}.part`);
  const written = await writePages(part, plan, paginated, tools);
  try {
    options.ctx.progress({ stage: '核对卷册', done: 0, total: null, label: file });
    if (paginated.pageCount >= MANY_PAGES) giveBackHeapRoom();
    const pageDigests = await checkVolume(part, paginated);
    if (plan.archival) refuseUnlessArchival(part, plan.archival, options.ctx.signal);
    return {
      file,
      pages: written.pageCount,
      sizeBytes: written.sizeBytes,
      sha256: written.sha256,
      pageDigests,
      items: itemsOf(plan, paginated, { file, measured: tools.measured }),
    };
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** In a function of its own: what the writer knows of every page is let go of before the volume is read back. */
async function writePages(part: string, plan: VolumePlan, paginated: Paginated, tools: VolumeTools): Promise<WrittenFile> {
  const { options, measured, wordsOf, warn, watch, prints } = tools;
  const writer = createPdfWriter({ path: part, id: idOf(plan) });
  try {
    const fonts = await loadFonts(writer, { bodyFile: tools.bodyFont?.path });
    const { password, ctx } = options;
    const input = { plan, paginated, measured, fonts, writer, password, wordsOf, watch, prints, ctx };
    const { written, notes } = await composeVolume(input);
    for (const { evidence, sentences } of notes) for (const sentence of sentences) warn('source', `${evidence.path}:${sentence}`);
    for (const [label, chars] of byLabel(fonts.missing)) warn('missing-glyph', `${label}:${missingSentence(chars)}`);
    return written;
  } catch (error) {
    writer.abort();
    throw error;
  }
}

/** The characters no font has, by the text they stand in. */
function byLabel(missing: Fonts['missing']): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [char, labels] of missing) for (const label of labels) found.set(label, [...(found.get(label) ?? []), char]);
  return found;
}
