import { createHash, type Hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { PackageChanges, PackageResult } from '../../../shared/contract/submit.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { DocumentType } from '../../../shared/domain/document.ts';
import type { PackageName } from '../../../shared/domain/package-names.ts';
import { MATERIAL_GROUPS, RULE_WORDS, type PackageRules } from '../../../shared/domain/package-rules.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { localTime, PRODUCER } from '../exports/exports.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { workbookBytes } from '../ledgers/ledgers.ts';
import { makeFolders } from '../make-folders.ts';
import { BAG_FILE, BAG_INFO, BAG_TEXT, encodeBagInfo, encodeManifestLines, MANIFEST, sha256Of, TAG_MANIFEST } from './bag.ts';
import { checkSituation, type PackageInput, type Situation } from './check.ts';
import { compareCompared, comparedOf } from './compare.ts';
import { bagName, renameWhenFree, stagingPlace } from './place.ts';
import { leftOutOf, type PackagePiece } from './plan.ts';
import { packageRecord, RECORD_FILE, type PackageRecord } from './record.ts';
import { folderSink, zipSink, type Sink } from './sink.ts';
import { contentsSheets } from './tables.ts';

/** The list for people, in every package. */
export const CONTENTS_FILE = '目录.xlsx';

export interface PackageDeps {
  readonly now: () => Date;
  readonly actor: string;
}

/**
 * Makes a package of the confirmed originals, byte for byte, in `input.out` (a folder, new or empty, or a `.zip`), with 目录 and the
 * lists of BagIt. It is made beside and gets its name at the end: a crash or a cancel leaves nothing that looks whole. Throws AppError
 * `refused` (the place; findings without an answer; originals that changed, all of them named), `disk-full`, `cancelled`, `not-found`, `usage`.
 */
export async function makePackage(
  archive: Archive,
  input: PackageInput & { readonly out: string },
  deps: PackageDeps,
  ctx: JobContext,
): Promise<PackageResult> {
  const started = deps.now();
  const situation = await checkSituation(archive, input, ctx.signal);
  refuseUnready(situation.blockers, [situation]);
  const { form } = situation;
  const out = resolve(input.out);
  const made = makeFolders(dirname(out));
  const staging = await stagingPlace(out, form);
  try {
    const written = await writePackage(archive, situation, { staging, out, started }, ctx);
    stopIfCancelled(ctx.signal);
    if (form === 'folder' && existsSync(out)) await rmdir(out);
    await renameWhenFree(staging, out);
    await archive.db.transaction((tx) => keepRecord(tx, written, deps.actor));
    return resultOf(written, deps.now().getTime() - started.getTime());
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw error;
  }
}

/** A package that is written, not yet at its place. */
export interface WrittenPackage {
  readonly situation: Situation;
  readonly record: PackageRecord;
  /** Where it will lie. */
  readonly out: string;
  readonly digest: string;
  readonly changes: PackageChanges | null;
}

/** Writes a package to `staging`; `out` is where it will lie. Throws what `makePackage` throws, and leaves what is there to be taken away. */
export async function writePackage(
  archive: Archive,
  situation: Situation,
  place: { readonly staging: string; readonly out: string; readonly started: Date },
  ctx: JobContext,
): Promise<WrittenPackage> {
  const { form, plan } = situation;
  const { staging, out, started } = place;
  const names = plan.names as readonly PackageName[];
  const record = recordOf(archive, situation, { names, createdAt: localTime(started) });
  const changes = situation.since === null ? null : compareCompared(situation.since, comparedOf(record));
  const sink = form === 'zip' ? await zipSink(staging, bagName(out), started) : await folderSink(staging);
  try {
    await copyOriginals(plan.pieces, names, sink, ctx);
    ctx.progress({ stage: '写目录和校验清单', done: 0, total: null, label: '' });
    const contents = await workbookBytes(contentsSheets(record, changes));
    const digest = await writeLists(sink, archive, { record, contents });
    await sink.finish();
    return { situation, record, out, digest, changes };
  } catch (error) {
    await sink.abort().catch(() => undefined);
    throw error;
  }
}

/** What is told of a package that is at its place. */
export function resultOf({ situation, record, out, changes }: WrittenPackage, durationMs: number): PackageResult {
  return {
    ...{ number: record.number, out, form: situation.form, totals: situation.totals },
    ...{ items: record.items, leftOut: record.leftOut, accepted: situation.plan.accepted.length, changes, durationMs },
  };
}

/** Throws AppError `refused` where a place will not do, or a finding of one of the packages has no answer yet. */
export function refuseUnready(blockers: readonly string[], situations: readonly Situation[]): void {
  const [blocker] = blockers;
  if (blocker !== undefined) throw new AppError('refused', blocker);
  const open = situations.flatMap(({ plan }) => plan.open);
  const [first] = open;
  if (first === undefined) return;
  const what = `${first.item === null ? '整包' : `${first.item.indicator} ${first.item.title}`}:${RULE_WORDS[first.code]},${first.found}`;
  throw new AppError(
    'refused',
    `有 ${open.length} 处不合报送要求“${situations[0]?.rules.name ?? ''}”(如 ${what}),还没有说怎么办。请先检查,逐处改好、不报或放行。`,
  );
}

/** Files kept as they are in a ZIP: packed already. */
const PACKED: ReadonlySet<DocumentType> = new Set<DocumentType>([
  ...([
    'docx',
    'xlsx',
    'pptx',
    'pdf',
    'jpg',
    'png',
    'gif',
    'webp',
    'heic',
    'zip',
    '7z',
    'rar',
    'ofd',
    'odt',
    'ods',
    'odp',
  ] as const),
  ...(['epub', 'video', 'audio'] as const),
]);

const BLOCK_BYTES = 1 << 20;

/** Copies and hashes in one reading. Throws AppError `refused` that names every original that is not what was indexed. */
async function copyOriginals(
  pieces: readonly PackagePiece[],
  names: readonly PackageName[],
  sink: Sink,
  ctx: JobContext,
): Promise<void> {
  const changed: string[] = [];
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  for (const [at, piece] of pieces.entries()) {
    stopIfCancelled(ctx.signal);
    ctx.progress({ stage: '复制原件', done: at, total: pieces.length, label: piece.ruled.path });
    const hash = createHash('sha256');
    try {
      const from = Buffer.from(piece.file ?? '');
      const { mtime, size } = await stat(from).catch(failedToRead);
      const source = hashed(from, { hash, block, signal: ctx.signal });
      // Once one has changed nothing will be made; the others are only looked at, so that all are named.
      if (changed.length > 0) for await (const chunk of source) void chunk;
      else
        await sink.copy(names[at]?.path ?? '', source, {
          modified: mtime,
          sizeBytes: size,
          packed: PACKED.has(piece.ruled.type),
        });
    } catch (error) {
      if (!(error instanceof UnreadableOriginal)) throw error;
      changed.push(`${piece.ruled.path}(${error.message})`);
      continue;
    }
    if (hash.digest('hex') !== piece.ruled.sha256) changed.push(piece.ruled.path);
  }
  if (changed.length === 0) return;
  const files = [...new Set(changed)];
  const named = files.slice(0, NAMED).join('、');
  throw new AppError(
    'refused',
    `${files.length} 份原件在编目之后有改动或读不出来:${named}${files.length > NAMED ? ' 等' : ''}。没有生成报送包。请重新编目,核对后再报。`,
  );
}

const NAMED = 10;

/** A failure of the original, not of the disk that is written to; its message is the system's code. */
class UnreadableOriginal extends Error {}

function failedToRead(error: unknown): never {
  throw new UnreadableOriginal((error as NodeJS.ErrnoException).code ?? '');
}

async function* hashed(
  path: Buffer,
  { hash, block, signal }: { readonly hash: Hash; readonly block: Buffer; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r').catch(failedToRead);
  try {
    for (;;) {
      stopIfCancelled(signal);
      const { bytesRead } = await file.read(block, 0, block.length, null).catch(failedToRead);
      if (bytesRead === 0) return;
      hash.update(block.subarray(0, bytesRead));
      // A copy: one that packs in the background may hold it while the next block is read.
      yield Buffer.from(block.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

function recordOf(
  archive: Archive,
  situation: Situation,
  { names, createdAt }: { readonly names: readonly PackageName[]; readonly createdAt: string },
): PackageRecord {
  const { plan, rules, input, number } = situation;
  return {
    ...{ format: 'taizhang-package', formatVersion: 1, program: PRODUCER },
    ...{ archive: archive.settings.name, unit: archive.settings.unit, number, createdAt },
    frameworks: plan.frameworks.map((framework) => ({ ...framework })),
    scope: { words: scopeWords(input), leaves: [...plan.leaves] },
    ...{ pattern: input.pattern, layout: input.layout, rules: plainRules(rules) },
    items: plan.pieces.map(({ evidence, ruled, nameable }, at) => ({
      ...{ framework: ruled.framework, indicator: ruled.indicator, indicatorName: nameable.indicatorName },
      ...{ materialCode: evidence.materialCode, title: evidence.title, source: evidence.source, path: evidence.path },
      ...{ packagePath: names[at]?.path ?? '', sha256: evidence.sha256, sizeBytes: evidence.sizeBytes, date: evidence.date },
      ...{ pages: pagesOf(evidence), note: noteOf(names[at]) },
    })),
    leftOut: leftOutOf(plan).map((item) => ({ ...item })),
  };
}

function plainRules(rules: PackageRules): PackageRecord['rules'] {
  const { formatsFor, formats, ...rest } = rules;
  const own = MATERIAL_GROUPS.flatMap((group) => (formatsFor?.[group] ? [[group, [...formatsFor[group]]]] : []));
  return { ...rest, formats: [...formats], ...(own.length > 0 ? { formatsFor: Object.fromEntries(own) } : {}) };
}

/** `市教育局`, `Ⅱ-1 等 3 项`, `全部`. */
function scopeWords({ unit, indicators }: PackageInput): string {
  const [first] = indicators ?? [];
  const chosen = first === undefined ? '' : (indicators?.length ?? 0) > 1 ? `${first} 等 ${indicators?.length ?? 0} 项` : first;
  return [unit ?? '', chosen].filter((part) => part !== '').join(',') || '全部';
}

function pagesOf({ firstPage, lastPage }: { readonly firstPage: number | null; readonly lastPage: number | null }): string {
  if (firstPage === null) return '';
  return lastPage === null || lastPage === firstPage ? String(firstPage) : `${firstPage}–${lastPage}`;
}

function noteOf(name: PackageName | undefined): string {
  if (!name) return '';
  const replaced = name.replaced.map(({ char, by }) => `${char}→${by}`);
  return [
    name.shortened ? `名称已缩短,原为 ${name.wanted}` : '',
    name.numbered ? '同名,已加序号' : '',
    replaced.length === 0 ? '' : `GBK 没有的字已替换:${replaced.join(' ')}`,
  ]
    .filter((part) => part !== '')
    .join(';');
}

/** The files beside the originals; the list of the lists last. Returns the digest of the list of originals. */
async function writeLists(
  sink: Sink,
  archive: Archive,
  { record, contents }: { readonly record: PackageRecord; readonly contents: Uint8Array },
): Promise<string> {
  const manifest = Buffer.from(
    encodeManifestLines(record.items.map(({ packagePath, sha256 }) => ({ path: packagePath, digest: sha256 }))),
  );
  const bytes = record.items.reduce((sum, item) => sum + item.sizeBytes, 0);
  const info = encodeBagInfo([
    ['Source-Organization', archive.settings.unit],
    ['External-Identifier', `${archive.settings.name} 第 ${record.number} 号报送包`],
    ['External-Description', `${record.frameworks.map(({ name }) => name).join('、')}:${record.scope.words}`],
    ['Bagging-Date', record.createdAt.slice(0, 10)],
    ['Bag-Software-Agent', PRODUCER],
    ['Payload-Oxum', `${bytes}.${record.items.length}`],
  ]);
  const tags: readonly (readonly [path: string, bytes: Uint8Array])[] = [
    [CONTENTS_FILE, contents],
    [RECORD_FILE, Buffer.from(`${JSON.stringify(packageRecord.parse(record), null, 1)}\n`)],
    [BAG_INFO, Buffer.from(info)],
    [MANIFEST, manifest],
    [BAG_FILE, Buffer.from(BAG_TEXT)],
  ];
  for (const [path, content] of tags) await sink.write(path, content);
  const lines = tags.map(([path, content]) => ({ path, digest: sha256Of(content) }));
  await sink.write(TAG_MANIFEST, Buffer.from(encodeManifestLines(lines)));
  return sha256Of(manifest);
}

/** Freezes what was in a package for ever, with one audit row. */
export async function keepRecord(tx: Sql, written: WrittenPackage, actor: string): Promise<void> {
  const { record, out, digest, changes, situation } = written;
  const accepted = situation.plan.accepted.map(({ finding, answer }) => ({
    ...{ rule: RULE_WORDS[finding.code], indicator: finding.item?.indicator ?? '', title: finding.item?.title ?? '' },
    ...{ found: finding.found, limit: finding.limit, reason: answer.reason },
  }));
  await tx.run(
    'INSERT INTO packages (number, created_at, place, form, manifest_sha256, record, accepted, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [
      ...[record.number, record.createdAt, out, situation.form, digest, JSON.stringify(record), JSON.stringify(accepted)],
      changes === null ? null : JSON.stringify(changes),
    ],
  );
  await appendAudit(tx, {
    at: record.createdAt,
    actor,
    action: 'package',
    detail: {
      ...{ number: record.number, files: record.items.length, manifest: digest, rules: record.rules.name },
      ...{ accepted, leftOut: record.leftOut.map(({ indicator, path, why, reason }) => ({ indicator, path, why, reason })) },
    },
  });
}
