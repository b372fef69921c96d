import { INPUTS, type Input, type Output, type Procedure } from '../../shared/contract/api.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { inputProblem } from '../../shared/contract/input-problem.ts';
import type { JobContext } from './jobs/jobs.ts';

/** One function per procedure; the compiler names every missing one. */
export type Handlers = {
  readonly [P in Procedure]: (input: Input<P>, ctx: JobContext) => Promise<Output<P>>;
};

/**
 * The one door: checks the input, runs the handler, and lets only AppErrors out. Anything else becomes `internal`, its stack
 * goes to `onInternal` (the log) only. Throws AppError.
 */
export async function dispatch<P extends Procedure>(
  handlers: Handlers,
  procedure: P,
  input: unknown,
  ctx: JobContext,
  onInternal: (error: unknown) => void,
): Promise<Output<P>> {
  const parsed = INPUTS[procedure].safeParse(input, { reportInput: true });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError('usage', issue ? inputProblem(issue) : '参数不对。');
  }
  try {
    return await handlers[procedure](parsed.data as Input<P>, ctx);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (isDiskFull(error)) throw new AppError('disk-full', '磁盘空间不足,没有写完。请腾出空间后再试;已完成的部分都已保存。');
    onInternal(error);
    throw new AppError('internal', `程序出错:${String((error as Error).message ?? error)}`);
  }
}

/** A full disk, as the system says it or as SQLite does. */
function isDiskFull(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || /SQLITE_FULL|database or disk is full/.test(message ?? '');
}
