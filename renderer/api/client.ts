import type { Input, Output, Procedure } from '../../shared/contract/api.ts';
import { AppError, forHost } from '../../shared/contract/errors.ts';
import type { Transport } from '../../shared/contract/transport.ts';
import { transport, until } from './transport.ts';

/** Calls one procedure over a transport. Throws AppError with the sentence to show. */
export async function callOver<P extends Procedure>(
  over: Pick<Transport, 'send'>,
  procedure: P,
  input: Input<P>,
): Promise<Output<P>> {
  const reply = await over.send(procedure, input);
  if (!reply.ok) throw new AppError(reply.error.code, forHost(reply.error.message, 'window'));
  return reply.value as Output<P>;
}

/** Calls one procedure of the host this page runs in. Throws AppError. `signal`: nobody waits for the answer any more. */
export function call<P extends Procedure>(procedure: P, input: Input<P>, signal?: AbortSignal): Promise<Output<P>> {
  return callOver(signal ? until(signal) : transport, procedure, input);
}

/** Address of a document's bytes, by id; the same under both hosts. */
export function documentUrl(documentId: number, form: 'original' | 'preview' | 'thumbnail', version: string): string {
  return `documents/${documentId}/${form}?v=${version.slice(0, 12)}`;
}
