import type { Database } from '../db/database.ts';

/** An open archive (档案库). All its own files lie under `path`; sources are elsewhere and only ever read. */
export interface Archive {
  /** Absolute path of the archive folder. */
  readonly path: string;
  readonly db: Database;
  readonly settings: ArchiveSettings;
}

export interface ArchiveSettings {
  readonly name: string;
  /** 编制单位, '' when not given. */
  readonly unit: string;
  /** 测评基准日 `YYYY-MM-DD`. */
  readonly baseDate: string;
}
