import { z } from 'zod';
import { formatsFor } from '../../../shared/contract/submit.ts';
import type { Sql } from '../db/database.ts';
import { LAYOUTS } from '../../../shared/domain/package-names.ts';

/** What a package says of itself, in it and in the archive. */
export const RECORD_FILE = 'taizhang-package.json';

const limit = z.number().nullable();
export const packageRecord = z.object({
  format: z.literal('taizhang-package'),
  formatVersion: z.literal(1),
  program: z.string(),
  archive: z.string(),
  unit: z.string(),
  number: z.number().int(),
  /** Local time `YYYY-MM-DDTHH:mm:ss`. */
  createdAt: z.string(),
  frameworks: z.array(z.object({ id: z.string(), name: z.string() })),
  scope: z.object({
    words: z.string(),
    /** `framework code` of every leaf in scope. */
    leaves: z.array(z.string()),
  }),
  pattern: z.string(),
  layout: z.enum(LAYOUTS),
  rules: z.object({
    name: z.string(),
    formats: z.array(z.string()),
    formatsFor,
    ...{ maxFileMegabytes: limit, maxFilesPerIndicator: limit, maxTotalMegabytes: limit, maxWords: limit },
    minPixels: z.object({ longSide: z.number(), shortSide: z.number() }).nullable(),
    captions: z.boolean(),
  }),
  items: z.array(
    z.object({
      ...{ framework: z.string(), indicator: z.string(), indicatorName: z.string(), materialCode: z.string() },
      ...{ title: z.string(), source: z.string(), path: z.string(), packagePath: z.string(), sha256: z.string() },
      ...{ sizeBytes: z.number(), date: z.string().nullable(), pages: z.string(), note: z.string() },
    }),
  ),
  leftOut: z.array(
    z.object({
      ...{ framework: z.string(), indicator: z.string(), materialCode: z.string(), title: z.string() },
      ...{ path: z.string(), sha256: z.string(), why: z.string(), reason: z.string() },
    }),
  ),
});
export type PackageRecord = z.infer<typeof packageRecord>;

/** Packages count from 1; a number is never used twice. */
export async function nextNumber(db: Sql): Promise<number> {
  const row = await db.get<{ last: number | null }>('SELECT max(number) AS last FROM packages');
  return (row?.last ?? 0) + 1;
}
