import type { CoreEvent } from '../../shared/contract/events.ts';
import type { Reply } from '../../shared/contract/transport.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { Core } from '../core/core.ts';
import { answer } from './answer.ts';

/** One end of a message port, whichever kind: Node's, Electron's or the page's. */
export interface Wire {
  readonly post: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called once when the other end is gone. */
  readonly onClose: (listener: () => void) => void;
}

export interface PortCall {
  readonly id: number;
  readonly procedure: string;
  readonly input: unknown;
}
export type PortAnswer = { readonly id: number; readonly reply: Reply } | { readonly event: CoreEvent };

/** What only the main process may ask: bytes and paths never reach the page. */
export type PrivateProcedures = Readonly<Record<string, (input: unknown) => Promise<unknown>>>;

/** Serves the core over a port until its other end closes. Answers every call, also a senseless one that carries an id. */
export function servePort(wire: Wire, core: Core, privately: PrivateProcedures): void {
  const stop = core.subscribe((event) => wire.post({ event } satisfies PortAnswer));
  wire.onClose(stop);
  wire.onMessage((message) => {
    const { id, procedure, input } = message as Partial<PortCall>;
    if (typeof id !== 'number') return;
    void replyTo(core, privately, String(procedure), input).then((reply) => wire.post({ id, reply } satisfies PortAnswer));
  });
}

async function replyTo(core: Core, privately: PrivateProcedures, procedure: string, input: unknown): Promise<Reply> {
  const own = Object.hasOwn(privately, procedure) ? privately[procedure] : undefined;
  if (!own) return answer(core, procedure, input);
  try {
    return { ok: true, value: await own(input) };
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError('internal', '程序出错,详情见日志。');
    if (!(error instanceof AppError)) core.logInternal(error);
    return { ok: false, error: { code: known.code, message: known.message } };
  }
}
