import type { Input, Output, Procedure } from '../../shared/contract/api.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { Transport } from '../../shared/contract/transport.ts';
import { transport } from './transport.ts';

/** Calls one procedure over a transport. Throws AppError with the sentence to show. */
export async function callOver<P extends Procedure>(over: Transport, procedure: P, input: Input<P>): Promise<Output<P>> {
  const reply = await over.send(procedure, input);
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.message);
  return reply.value as Output<P>;
}

/** Calls one procedure of the host this page runs in. Throws AppError. */
export function call<P extends Procedure>(procedure: P, input: Input<P>): Promise<Output<P>> {
  return callOver(transport, procedure, input);
}

/** Address of a document's bytes, by id; the same under both hosts. */
export function documentUrl(documentId: number, form: 'original' | 'preview' | 'thumbnail', version: string): string {
  return `documents/${documentId}/${form}?v=${version.slice(0, 12)}`;
}
