import { z } from 'zod';
import { calendarDay } from './calendar-day.ts';
import type { Relink } from './results.ts';

/** The window's own state: which archive it shows, which it showed before, what the person set up. */

const archive = z.string().min(1);

/** Small settings of the window (pane widths, theme, last screen): values are JSON, keys are the page's own. */
export type Preferences = Readonly<Record<string, unknown>>;

export interface RecentArchive {
  /** Absolute path of the archive folder. */
  readonly archive: string;
  readonly name: string;
  /** ISO 8601. */
  readonly openedAt: string;
  /** False when the folder is not there now (a stick not plugged in). */
  readonly present: boolean;
}

export interface SourceSummary {
  /** Absolute path of the 材料文件夹. */
  readonly path: string;
  readonly files: number;
  /** False when the folder is not there now: offer 重新指定. */
  readonly present: boolean;
  /** False until an 编目 that began after it was added has ended. */
  readonly indexed: boolean;
  /** Copies that came in a 交接包, in the archive's own folder. */
  readonly received: boolean;
}

export interface FrameworkSummary {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly leaves: number;
  /** 编号样式 it declares, none: codes are read as they are found. */
  readonly codeStyles: readonly string[];
  readonly reconstructed: boolean;
  /** The sentence to show beside a 示例模板, else ''. */
  readonly note: string;
}

export interface ArchiveSummary {
  readonly archive: string;
  readonly name: string;
  readonly unit: string;
  /** 测评基准日 `YYYY-MM-DD`. */
  readonly baseDate: string;
  readonly frameworks: readonly FrameworkSummary[];
  readonly sources: readonly SourceSummary[];
  readonly documents: number;
  /** Documents with an open suggestion and no confirmed link. */
  readonly toTriage: number;
  /** ISO 8601 of the last finished 编目, or null. */
  readonly indexedAt: string | null;
  readonly editions: number;
}

export interface SessionState {
  /** The archive to show at the start, or null: then 首次使用. */
  readonly archive: string | null;
  readonly recent: readonly RecentArchive[];
  readonly preferences: Preferences;
  readonly version: string;
  readonly actor: string;
  /** `win32`, `linux` … */
  readonly platform: string;
  /** What opened the archive opened last: `sqlite3`, or `node:sqlite` where that cannot load; null while none is open. */
  readonly driver: string | null;
  /** Folder of the log of this archive, or of the program while none is open. */
  readonly logFolder: string;
  /** Where new archives go unless the person says otherwise: the person's documents folder. */
  readonly documentsFolder: string;
}

export const sessionInputs = {
  'session.read': z.object({}),
  'session.prefer': z.object({ key: z.string().min(1), value: z.unknown() }),
  'archive.open': z.object({ archive }),
  'archive.close': z.object({ archive }),
  'archive.forget': z.object({ archive }),
  'archive.summary': z.object({ archive }),
  'archive.configure': z.object({
    archive,
    name: z.string().min(1).optional(),
    unit: z.string().optional(),
    baseDate: calendarDay.optional(),
  }),
  /** What pointing a 材料文件夹 to its new place would map, itself first; changes nothing. */
  'source.relinkPlan': z.object({ archive, from: z.string().min(1), to: z.string().min(1) }),
  /** The sample archive under `folder` (made there): its files copied beside it, nothing confirmed yet. */
  'archive.createSample': z.object({ folder: z.string().min(1) }),
} as const;

export interface SessionOutputs {
  'session.read': SessionState;
  'session.prefer': { readonly preferences: Preferences };
  'archive.open': ArchiveSummary;
  'archive.close': Record<string, never>;
  'archive.forget': { readonly recent: readonly RecentArchive[] };
  'archive.summary': ArchiveSummary;
  'archive.configure': ArchiveSummary;
  'source.relinkPlan': { readonly relinks: readonly Relink[] };
  'archive.createSample': ArchiveSummary;
}

export const SESSION_WRITES = [
  'archive.open',
  'archive.close',
  'archive.forget',
  'archive.configure',
  'archive.createSample',
] as const satisfies readonly (keyof typeof sessionInputs)[];
