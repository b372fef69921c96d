import { statfs } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import { pagesWithin } from '../../../shared/domain/volume-estimate.ts';
import type { VolumeLook } from '../../../shared/domain/volume-look.ts';
import type { Printer } from '../renditions/renditions.ts';
import type { BuildOptions } from './build.ts';

export interface ExportOptions extends VolumeLook {
  readonly out: string;
  /** Default: every framework of the archive. */
  readonly framework?: string | undefined;
  readonly indicators?: readonly string[] | undefined;
  readonly unit?: string | undefined;
  /** 补充卷 of this edition: only what was not handed over with it. */
  readonly supplementTo?: number | undefined;
  readonly draft: boolean;
  readonly password?: string | undefined;
  /** 加密副本: beside every volume a copy that opens with this password only. */
  readonly copyPassword?: string | undefined;
  readonly compareAll?: boolean | undefined;
  readonly displaced?: readonly number[] | undefined;
  readonly leaveOutChanged?: boolean | undefined;
}

export interface ExportDeps {
  /** Whose export the record names; '' where nobody is known. */
  readonly actor?: string;
  readonly now: () => Date;
  readonly threads: number;
  /** Prints web pages, letters and slides; null where no browser engine is found. */
  readonly printer: Printer | null;
}

/** Offices' viewers stay quick up to here (EXPORT.md). */
export const DEFAULT_MAX_PAGES = 1000;
export const DEFAULT_MAX_MEGABYTES = 1024;
/** Left free beyond what the volumes take. */
export const SPARE_BYTES = 64 << 20;

/** Most pages of a volume, by their number and by the thickness of the paper. */
export function mostPages({ maxPages = DEFAULT_MAX_PAGES, maxMillimetres, doubleSided = false }: VolumeLook): number {
  return Math.min(maxPages, maxMillimetres === undefined ? Infinity : pagesWithin(maxMillimetres, doubleSided));
}

/** What the builder is told, from what the person chose: the same for a preview and for an edition. */
export function buildOptions(
  options: Omit<ExportOptions, 'out'>,
  run: Pick<BuildOptions, 'gaps' | 'edition' | 'out' | 'createdAt' | 'checkSpace' | 'printer' | 'ctx'>,
): BuildOptions {
  return {
    ...run,
    indicators: options.indicators ?? null,
    draft: options.draft,
    password: options.password,
    compareAll: options.compareAll ?? false,
    displaced: options.displaced ?? null,
    leaveOutChanged: options.leaveOutChanged ?? false,
    look: options,
    supplementTo: options.supplementTo ?? null,
    maxPages: mostPages(options),
    maxBytes: (options.maxMegabytes ?? DEFAULT_MAX_MEGABYTES) * 1048576,
  };
}

/** Throws AppError `disk-full` when so many bytes and a spare will not fit. */
export async function checkSpace(out: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(out);
  const free = bavail * bsize;
  if (free >= bytes + SPARE_BYTES) return;
  const gigabytes = (value: number) => (value / 1073741824).toFixed(2);
  throw new AppError(
    'disk-full',
    `磁盘空间不足:大约需要 ${gigabytes(bytes + SPARE_BYTES)} GB,只剩 ${gigabytes(free)} GB。请换一个磁盘,或腾出空间后再成册。`,
  );
}

/** Local time `YYYY-MM-DDTHH:mm:ss`. */
export function localTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
