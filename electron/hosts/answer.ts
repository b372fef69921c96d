import { INPUTS, type Procedure } from '../../shared/contract/api.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { Reply } from '../../shared/contract/transport.ts';
import type { Core } from '../core/core.ts';

/** Runs one call of a page and turns every outcome into a value. A known failure keeps its sentence; a bug is logged and named so. */
export async function answer(core: Core, procedure: string, input: unknown): Promise<Reply> {
  try {
    if (!Object.hasOwn(INPUTS, procedure)) throw new AppError('not-found', `没有这个功能:${procedure}。`);
    const given = (input ?? {}) as Record<string, unknown>;
    const value = await core.call(procedure as Procedure, given, { signal: new AbortController().signal, progress: () => {} });
    return { ok: true, value };
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError('internal', '程序出错,详情见日志。');
    if (!(error instanceof AppError)) core.logInternal(error);
    return { ok: false, error: { code: known.code, message: known.message } };
  }
}
