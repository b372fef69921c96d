import { AppError } from '../../../shared/contract/errors.ts';

/** Progress of a long job. `total` is null until it is known, so that no percent is ever invented. */
export interface JobProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
  readonly label: string;
}

/** What a long job is given: report progress as often as you like (throttled by the host), stop when `signal` is aborted. */
export interface JobContext {
  readonly signal: AbortSignal;
  readonly progress: (progress: JobProgress) => void;
}

/** Throws AppError `cancelled` once the person cancelled. Call it in every loop. */
export function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', '已取消。已完成的部分都已保存,下次继续即可。');
}
