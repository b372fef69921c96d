import type { Procedure } from '../../shared/contract/api.ts';
import type { Handlers } from './dispatch.ts';

/**
 * Handlers of these procedures whose code is loaded by the first call of one of them, and then kept: a start of the program pays for
 * what it uses. `load` throws only where the program's files are damaged.
 */
export function later<P extends Procedure>(procedures: readonly P[], load: () => Promise<Pick<Handlers, P>>): Pick<Handlers, P> {
  let loading: Promise<Pick<Handlers, P>> | null = null;
  const handlers = procedures.map((procedure) => {
    const handler = async (...call: Parameters<Handlers[P]>): Promise<unknown> => {
      loading ??= load();
      const loaded = (await loading)[procedure] as (...call: Parameters<Handlers[P]>) => Promise<unknown>;
      return loaded(...call);
    };
    return [procedure, handler] as const;
  });
  return Object.fromEntries(handlers) as unknown as Pick<Handlers, P>;
}

/** The procedures of a table of inputs. */
export function proceduresOf<P extends Procedure>(table: Readonly<Record<P, unknown>>): readonly P[] {
  return Object.keys(table) as P[];
}
