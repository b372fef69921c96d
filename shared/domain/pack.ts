import { z } from 'zod';
import { KINDS } from './document.ts';
import { DUTY_FIELDS, type DutyField } from './duty.ts';
import { isDay } from './ledgers/check-values.ts';
import { CAPTION_ELEMENTS, type CaptionElement } from './photo-caption.ts';
import { safePart } from './safe-names.ts';

/** 交接包: what a unit hands up, as values. One zip-like file: originals as they are, what was decided of them as one JSON. */

export const PACK_FORMAT = 'taizhang-pack';
/** Raised when an older program could no longer take in what is written. */
export const PACK_VERSION = 1;
export const PACK_SUFFIX = '.交接包.zip';
/** The member that holds everything but the originals, and one for people who open the file with another program. */
export const PACK_LIST = 'pack.json';
export const PACK_NOTE = '说明.txt';

/** `市教育局_2026-06-30.交接包.zip`; `day` is local. */
export function packFileName(unit: string, day: string): string {
  return `${safePart(unit, '单位')}_${day}${PACK_SUFFIX}`;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().max(4000);
const line = z.string().max(500);
const page = z.number().int().min(1).max(1_000_000);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const share = z.number().min(0).max(1);
const at = z.number().finite();
const point = z.object({ x: at, y: at });

function record<Key extends string>(keys: readonly Key[]): z.ZodObject<Record<Key, typeof words>> {
  return z.object(Object.fromEntries(keys.map((key) => [key, words])) as Record<Key, typeof words>);
}

const correction = z.object({
  page,
  engineVersion: count,
  /** What the engine read, and where, as it was stored beside a person's own reading. */
  read: z.string().max(1_000_000),
  confidence: share,
  picture: z.object({
    widthPx: at,
    heightPx: at,
    lines: z.array(z.object({ text: words, confidence: share, box: z.tuple([point, point, point, point]) })).max(20_000),
  }),
  corrected: z.string().max(1_000_000),
});

const document = z.object({
  sha256,
  sizeBytes: count,
  /** The member that is the copy of the original; null where it could not be copied, then `problem` says why. */
  member: line.nullable(),
  problem: line,
  /** Name of the 材料文件夹 and the path in it, with `/`. */
  source: line,
  path: words,
  number: line,
  /** What a person corrected by hand; null where none did. */
  title: line.nullable(),
  kind: z.enum(KINDS).nullable(),
  date: z.string().refine(isDay).nullable(),
  caption: record<CaptionElement>(CAPTION_ELEMENTS).nullable(),
  corrections: z.array(correction).max(20_000),
});

const link = z.object({
  document: sha256,
  /** Place in `indicators`. */
  indicator: count,
  kind: z.enum(KINDS).nullable(),
  caption: words.nullable(),
  firstPage: page.nullable(),
  lastPage: page.nullable(),
  position: count.nullable(),
  redLines: z.array(z.object({ page, x1: share, y1: share, x2: share, y2: share })).max(500),
  decidedBy: line,
  decidedAt: line,
});

/** `pack.json`. Read from any file a person picks, so every value has its limits. */
export const packContent = z.object({
  format: z.literal(PACK_FORMAT),
  version: z.number().int(),
  /** ISO time, and who made it. */
  madeAt: z.iso.datetime(),
  madeBy: line,
  archive: z.object({ name: line, unit: line, baseDate: line }),
  /** Whose pack it is; first in `units`, the units below it after it. */
  unit: z.string().trim().min(1).max(60),
  units: z
    .array(z.object({ name: line, parent: line, formerNames: z.array(line).max(50), abbreviations: z.array(line).max(50) }))
    .max(2000),
  frameworks: z.array(z.object({ id: line, name: line, edition: line })).max(100),
  /** `framework`: place in `frameworks`. */
  indicators: z.array(z.object({ framework: count, code: line, name: words })).max(20_000),
  documents: z.array(document).max(200_000),
  links: z.array(link).max(500_000),
  duties: z
    .array(z.object({ indicator: count, unit: line, lead: z.boolean(), fields: record<DutyField>(DUTY_FIELDS) }))
    .max(100_000),
  records: z
    .array(
      z.object({
        ledger: line,
        values: z.record(line, z.union([z.string().max(20_000), z.number()])),
        state: line.nullable(),
        documents: z.array(z.object({ document: sha256, role: line })).max(1000),
      }),
    )
    .max(100_000),
});
export type PackContent = z.infer<typeof packContent>;
export type PackDocument = PackContent['documents'][number];
export type PackLink = PackContent['links'][number];

/** How something of a pack stands against what is here. `gone`: an earlier pack brought it, and it was taken away here since. */
export type PackStanding = 'new' | 'same' | 'update' | 'withdrawn' | 'differs' | 'gone' | 'none';

/**
 * Compares what a pack says with what is here and with what the last pack of the same unit said (each a canonical text, null where
 * there is nothing): what nobody changed here since follows the unit, what was decided here stays until a person says otherwise.
 */
export function packStanding(pack: string | null, here: string | null, former: string | null): PackStanding {
  if (pack === null) return here !== null && here === former ? 'withdrawn' : 'none';
  if (here === null) return former === null ? 'new' : 'gone';
  if (here === pack) return 'same';
  return here === former ? 'update' : 'differs';
}

/** JSON with the keys in order: equal texts are equal values. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/**
 * A path from a pack (with `/`) as one that any system can hold below a folder of ours: never upwards, never absolute, every part safe
 * (`safePart`), at most six parts of at most 80 characters, the suffix kept.
 */
export function safePackPath(path: string): string {
  const parts = path
    .split(/[/\\]+/)
    .map((part) => shortened(safePart(part, '')))
    .filter((part) => part !== '');
  return parts.length > 0 ? parts.slice(-6).join('/') : '未命名';
}

const LONGEST_PART = 80;

function shortened(name: string, longest = LONGEST_PART): string {
  if (name.length <= longest) return name;
  const suffix = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - suffix.length)];
  while (stem.join('').length + suffix.length > longest) stem.pop();
  return `${stem.join('').trimEnd()}${suffix}`;
}

/**
 * The same path where only `room` UTF-16 units are left for it: its folders go before its name does, and the name keeps its suffix and
 * at least twelve units.
 */
export function fittingPath(path: string, room: number): string {
  const parts = path.split('/');
  while (parts.length > 1 && parts.join('/').length > room) parts.shift();
  return parts.length > 1 ? parts.join('/') : shortened(parts[0] ?? '', Math.max(12, room));
}
