import { z } from 'zod';
import type { BackupOrigin } from '../domain/backup-files.ts';

/** 备份 and 恢复 of an archive: what a person decided, in one verified file. Originals are not in it; they are only ever read. Copies that came in a 交接包 go into a ZIP beside it. */

const archive = z.string().min(1);

/** What a backup holds, read from the file itself. */
export interface BackupContents {
  /** Name of the archive. */
  readonly name: string;
  readonly unit: string;
  /** 测评基准日 `YYYY-MM-DD`. */
  readonly baseDate: string;
  readonly documents: number;
  readonly confirmed: number;
  readonly editions: number;
  /** Absolute paths of its 材料文件夹, and whether each is there on this computer. */
  readonly sources: readonly { readonly path: string; readonly present: boolean }[];
}

/** Copies of originals that came in a 交接包: how many went along, and which were no longer as they had been. */
export interface CopiesAlong {
  readonly copied: number;
  /** Where they lie below 交接材料. */
  readonly lost: readonly string[];
}

export interface Backup extends BackupContents {
  readonly file: string;
  /** The ZIP beside the backup that holds the copies; null where it has none, or lies in the archive folder as they do. */
  readonly copiesFile: string | null;
  readonly copies: CopiesAlong;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface BackupRow {
  readonly file: string;
  readonly origin: BackupOrigin;
  /** Local time, `YYYY-MM-DD HH:mm:ss`. */
  readonly at: string;
  readonly sizeBytes: number;
}

export interface Restored extends BackupContents {
  readonly archive: string;
  readonly copies: CopiesAlong;
}

/** Procedures of the command line. */
export const backupCliInputs = {
  /** `out`: a file of the person's choice; else the archive's own `backups` folder. */
  'backup.run': z.object({ archive, out: z.string().min(1).optional() }),
  /** `syncFolderOk`: the person knows that the place is synchronised by another program. */
  'backup.restore': z.object({ file: z.string().min(1), to: z.string().min(1), syncFolderOk: z.literal(true).optional() }),
} as const;

export interface BackupCliOutputs {
  'backup.run': Backup;
  'backup.restore': Restored;
}

export const backupInputs = {
  'backup.list': z.object({ archive }),
  /** 演练恢复: restores into a passing folder, opens it as the program would, and takes it away again. */
  'backup.rehearse': z.object({ archive, file: z.string().min(1) }),
} as const;

export interface BackupOutputs {
  'backup.list': { readonly folder: string; readonly backups: readonly BackupRow[] };
  'backup.rehearse': BackupContents;
}
