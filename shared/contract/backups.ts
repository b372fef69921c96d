import { z } from 'zod';
import type { BackupOrigin } from '../domain/backup-files.ts';

/** 备份 and 恢复 of an archive: what a person decided, in one verified file. Originals are not in it; they are only ever read. */

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

export interface Backup extends BackupContents {
  readonly file: string;
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
