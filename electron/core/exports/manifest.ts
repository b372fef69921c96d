import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { CHANGE_KINDS, type ChangeLine } from '../../../shared/domain/edition-changes.ts';
import { volumeLook } from '../../../shared/domain/volume-look.ts';

/** 清单: what was in an export, for ever. `manifest.json` beside the volumes; `清单.csv` says the same for people. */
export const MANIFEST_FILE = 'manifest.json';
export const CSV_FILE = '清单.csv';
/** Beside an edition after the first: what changed since the one before, also every page number (第 n 页 → 第 m 页). */
export const CHANGES_FILE = '版次变化.csv';
/** A page for any browser that compares the folder with its manifest, without this program and without a network. */
export const VERIFIER_FILE = '校验.html';

const volumeSchema = z.object({
  file: z.string(),
  pages: z.number().int(),
  sizeBytes: z.number(),
  sha256: z.string(),
  /** SM3 (GB/T 32905-2016) of the same bytes, where the edition was made with 国密摘要. */
  sm3: z.string().optional(),
  /** One digest a page, over its content and everything it draws, so that a changed page can be named. */
  pageDigests: z.array(z.string()),
  /** 清单摘要 as printed on its 备考表; absent of editions that print none. */
  listDigest: z.string().optional(),
});

const itemSchema = z.object({
  materialCode: z.string(),
  indicator: z.string(),
  title: z.string(),
  path: z.string(),
  source: z.string(),
  sizeBytes: z.number(),
  date: z.string().nullable(),
  sha256: z.string(),
  sm3: z.string().optional(),
  volume: z.string(),
  firstPage: z.number().int(),
  lastPage: z.number().int(),
  firstLabel: z.string(),
  lastLabel: z.string(),
  /** Null when placed; else why a placeholder page stands in for it. */
  omitted: z.string().nullable(),
});

const changeLineSchema = z.object({
  kind: z.enum(CHANGE_KINDS),
  indicator: z.string(),
  title: z.string(),
  path: z.string(),
  beforeCode: z.string(),
  beforeVolume: z.string(),
  beforePages: z.string(),
  afterCode: z.string(),
  afterVolume: z.string(),
  afterPages: z.string(),
});

const manifestSchema = z.object({
  format: z.literal('taizhang-manifest'),
  formatVersion: z.literal(1),
  program: z.string(),
  archive: z.string(),
  unit: z.string(),
  baseDate: z.string(),
  frameworks: z.array(z.object({ id: z.string(), name: z.string(), edition: z.string(), note: z.string() })),
  edition: z.number().int(),
  createdAt: z.string(),
  complete: z.boolean(),
  /** 签署放行: why this edition carries no mark although it is not complete. */
  signOff: z.string().optional(),
  /** The edition this one is the 补充卷 of. */
  supplementTo: z.number().int().optional(),
  /** What the person chose, to make such an edition again. */
  plan: z
    .object({
      framework: z.string().optional(),
      unit: z.string().optional(),
      indicators: z.array(z.string()).optional(),
      draft: z.boolean(),
      ...volumeLook,
    })
    .optional(),
  /** Against the last whole edition before; absent for the first one and for 补充卷. */
  changes: z.object({ since: z.number().int(), kept: z.number().int(), lines: z.array(changeLineSchema) }).optional(),
  volumes: z.array(volumeSchema),
  /** Files beside the volumes that belong to the export. */
  files: z.array(z.object({ file: z.string(), sizeBytes: z.number(), sha256: z.string(), sm3: z.string().optional() })),
  items: z.array(itemSchema),
  omitted: z.array(z.object({ path: z.string(), indicator: z.string(), reason: z.string() })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestItem = z.infer<typeof itemSchema>;

/** The file's text: the manifest plus a digest over itself, so that a later change to the list is noticed too. */
export function encodeManifest(manifest: Manifest): string {
  // In the schema's order of keys, so that whoever reads the file can take the digest over the text without it (校验.html does).
  return `${JSON.stringify({ ...manifestSchema.parse(manifest), digest: digestOf(manifest) }, null, 1)}\n`;
}

/** The manifest in a text that was frozen by this program. */
export function manifestOf(text: string): Manifest {
  return manifestSchema.parse(JSON.parse(text));
}

/** Reads a manifest and says whether its own digest still holds. Throws AppError `refused` when it is none. */
export function readManifest(file: string): { manifest: Manifest; intact: boolean } {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new AppError('not-found', `这里没有清单 ${MANIFEST_FILE}:${file}。请指定成册时生成的文件夹。`);
    throw new AppError(
      'refused',
      `清单读不出来:${file}(${String((error as Error).message)})。它可能被改坏了,请用原来的成册文件夹。`,
    );
  }
  const parsed = manifestSchema.safeParse(raw);
  if (!parsed.success) throw new AppError('refused', `这个文件不是迎检台账的清单,或版本不认识:${file}。`);
  return { manifest: parsed.data, intact: (raw as { digest?: unknown }).digest === digestOf(parsed.data) };
}

function digestOf(manifest: Manifest): string {
  return createHash('sha256')
    .update(JSON.stringify(manifestSchema.parse(manifest)))
    .digest('hex');
}

type CsvColumn = readonly [title: string, value: (item: ManifestItem) => string];

const SM3_COLUMN: CsvColumn = ['SM3', (item) => item.sm3 ?? ''];
const CSV_COLUMNS: readonly CsvColumn[] = [
  ['材料编号', (item) => item.materialCode],
  ['指标', (item) => item.indicator],
  ['题名', (item) => item.title],
  ['文件', (item) => item.path],
  ['材料文件夹', (item) => item.source],
  ['字节', (item) => String(item.sizeBytes)],
  ['日期', (item) => item.date ?? ''],
  ['SHA-256', (item) => item.sha256],
  ['卷册', (item) => item.volume],
  ['起页', (item) => item.firstLabel],
  ['止页', (item) => item.lastLabel],
  ['未收入原因', (item) => item.omitted ?? ''],
];

const CHANGE_COLUMNS: readonly (readonly [title: string, key: keyof ChangeLine])[] = [
  ['变化', 'kind'],
  ['指标', 'indicator'],
  ['题名', 'title'],
  ['文件', 'path'],
  ['原材料编号', 'beforeCode'],
  ['原卷册', 'beforeVolume'],
  ['原页号', 'beforePages'],
  ['现材料编号', 'afterCode'],
  ['现卷册', 'afterVolume'],
  ['现页号', 'afterPages'],
];

/** 清单.csv; with the column SM3 where any material has one. */
export function encodeCsv(items: readonly ManifestItem[]): string {
  const columns = items.some((item) => item.sm3 !== undefined)
    ? CSV_COLUMNS.flatMap((column) => (column[0] === 'SHA-256' ? [column, SM3_COLUMN] : [column]))
    : CSV_COLUMNS;
  return csvOf([columns.map(([title]) => title), ...items.map((item) => columns.map(([, value]) => value(item)))]);
}

/** 版次变化.csv. */
export function encodeChanges(lines: readonly ChangeLine[]): string {
  return csvOf([CHANGE_COLUMNS.map(([title]) => title), ...lines.map((line) => CHANGE_COLUMNS.map(([, key]) => line[key]))]);
}

/** CSV with BOM and CRLF, so that Excel and WPS open it as UTF-8; text that looks like a formula is kept as text. */
function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
