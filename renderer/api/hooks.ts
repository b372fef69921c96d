import {
  keepPreviousData,
  QueryClient,
  useMutation,
  useQuery,
  type QueryFilters,
  type QueryFunction,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Input, Output, Procedure } from '../../shared/contract/api.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { forHost } from '../../shared/contract/errors.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import { call } from './client.ts';
import { inOrder, sendTheRest } from './in-order.ts';
import { transport } from './transport.ts';

/** Answers stay until the core says that something was written: nothing is refetched on focus or by time. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** What may take seconds, and is given up with the part that asked: a browser has six ways to its host, and the next card needs one. */
const LONG: ReadonlySet<string> = new Set<Procedure>(['documents.look']);

/** A query whose signal is looked at is given up when the last part that waits for it goes: for all others the answer is kept. */
function queryFor<P extends Procedure>(procedure: P, input: Input<P>): QueryFunction<Output<P>> {
  return LONG.has(procedure) ? ({ signal }) => call(procedure, input, signal) : () => call(procedure, input);
}

/** Reads through one procedure; the former answer stays on the screen while a new one is fetched. `null` input: do not ask yet. */
export function useRead<P extends Procedure>(procedure: P, input: Input<P> | null): UseQueryResult<Output<P>, AppError> {
  return useQuery<Output<P>, AppError>({
    queryKey: [procedure, input],
    queryFn: queryFor(procedure, input as Input<P>),
    enabled: input !== null,
    placeholderData: keepPreviousData as never,
  });
}

/** Writes through one procedure. What the screens show is refetched by the `data.changed` that follows. */
export function useAct<P extends Procedure>(procedure: P): UseMutationResult<Output<P>, AppError, Input<P>> {
  return useMutation<Output<P>, AppError, Input<P>>({ mutationFn: (input) => act(procedure, input) });
}

/** The same without a component that shows how it goes on. Decisions, Ctrl+Z and Ctrl+Y are stored in the order they were asked for. */
export function act<P extends Procedure>(procedure: P, input: Input<P>): Promise<Output<P>> {
  const send = (): Promise<Output<P>> => call(procedure, input);
  if (MOVES.has(procedure)) return inOrder(send, { follows: true });
  return DECISIONS.has(procedure) ? inOrder(send) : send();
}

/** What it answers, the archive's place, does not change; and it is a whole summary on top of the one that is asked for anyway. */
const OPENED: Procedure = 'archive.open';
/** Answers that stay right whatever is written. */
const KEPT: ReadonlySet<unknown> = new Set<Procedure>(['documents.look', OPENED]);
/** One key of 归类 each: what they write is known, and the next key must not wait behind what they cannot have changed. */
const DECISIONS: ReadonlySet<string> = new Set<Procedure>(['links.decideMany', 'links.none', 'links.later']);
/** Each means the step before it. */
const MOVES: ReadonlySet<string> = new Set<Procedure>(['undo.run', 'undo.redo']);
/** How a document looks, and the window's own state, do not depend on what was decided. */
const NOT_DECIDED: ReadonlySet<unknown> = new Set<Procedure>(['documents.look', 'session.read']);
/** Figures of the whole archive and the list of what waits, of which 归类 knows what its own keys did: asked a moment later, for many keys once. */
const AFTERWARDS: ReadonlySet<unknown> = new Set<Procedure>(['archive.summary', 'links.queue']);
const AFTERWARDS_MS = 700;
/** What takes longer (how a large document looks) does not hold back the next round. */
const ROUND_MS = 1_000;

let asking = false;
/** How often something was written since the page was opened. */
let changes = 0;
/** What the next round asks; null for nothing. */
let wanted: 'decided' | 'all' | null = null;
let afterwards: ReturnType<typeof setTimeout> | undefined;

/**
 * Asks again what is on the screen. A first answer still on its way is given up before: it may have been made before the change, and
 * would be taken for fresh; what is fetched ahead sees to that itself. How a document looks does not depend on what was decided and may
 * take seconds to make. One round at a time: keys that come faster than a large archive answers lead to one more round after this one,
 * not to a queue of them. After a decision only what a decision changes is asked.
 */
async function askAgain(procedure: string): Promise<void> {
  changes++;
  const isFirst: NonNullable<QueryFilters['predicate']> = ({ queryKey, state }) =>
    state.data === undefined && !KEPT.has(queryKey[0]);
  const decided = DECISIONS.has(procedure);
  if (decided) askAfterwards();
  wanted = decided ? (wanted ?? 'decided') : 'all';
  // An answer on its way for what is no longer looked at was asked before the change too: kept, it would be taken for fresh later.
  const isOld: typeof isFirst = (query) => isFirst(query) || (!query.isActive() && !KEPT.has(query.queryKey[0]));
  await queries.cancelQueries({ predicate: (query) => isOld(query) && query.meta?.['ahead'] !== true });
  // What the person waits for now (the next document of 归类) is not kept until the running round is over.
  void queries.refetchQueries({ type: 'active', predicate: isFirst });
  if (asking) return;
  asking = true;
  try {
    while (wanted !== null) {
      const every: boolean = wanted === 'all';
      wanted = null;
      const round = queries.invalidateQueries({
        refetchType: 'active',
        predicate: ({ queryKey: [asked] }) => asked !== OPENED && (every || (!NOT_DECIDED.has(asked) && !AFTERWARDS.has(asked))),
      });
      await Promise.race([round, new Promise((resolve) => setTimeout(resolve, ROUND_MS))]);
    }
  } finally {
    asking = false;
  }
}

function askAfterwards(): void {
  afterwards ??= setTimeout(() => {
    afterwards = undefined;
    void queries.invalidateQueries({ predicate: ({ queryKey: [asked] }) => AFTERWARDS.has(asked) });
  }, AFTERWARDS_MS);
}

/** Keeps every answer fresh; call once, at the top. */
export function useFreshness(): void {
  useEffect(() => {
    window.addEventListener('pagehide', sendTheRest);
    return () => window.removeEventListener('pagehide', sendTheRest);
  }, []);
  useEffect(
    () =>
      transport.subscribe((event) => {
        // The page asks `archive.open` itself: to ask everything again after it would never end.
        if (event.type === 'data.changed' && event.procedure === 'archive.open')
          void queries.invalidateQueries({ queryKey: ['session.read'] });
        else if (event.type === 'data.changed') void askAgain(event.procedure);
        else if (event.job.status !== 'running') void queries.invalidateQueries({ queryKey: ['jobs.list'] });
      }),
    [],
  );
}

let jobs: readonly Job[] = [];
const listeners = new Set<() => void>();
let started = false;

function subscribeJobs(listener: () => void): () => void {
  listeners.add(listener);
  if (!started) {
    started = true;
    const put = (known: Job): void => {
      const { error } = known;
      const job = error ? { ...known, error: { ...error, message: forHost(error.message, 'window') } } : known;
      jobs = [job, ...jobs.filter((one) => one.id !== job.id)];
      listeners.forEach((one) => one());
    };
    transport.subscribe((event) => {
      if (event.type === 'job.changed') put(event.job);
    });
    void call('jobs.list', {}).then(
      (found) => [...found.jobs].reverse().forEach(put),
      () => undefined,
    );
  }
  return () => void listeners.delete(listener);
}

/** All known jobs, newest change first; survives a reload of the page. */
export function useJobs(): readonly Job[] {
  return useSyncExternalStore(subscribeJobs, () => jobs);
}

/**
 * Fetches an answer that a screen will ask for soon, if there is none yet; failures stay silent. One that may be stale is left as it is: the
 * screen shows it at once and asks again.
 */
export async function readAhead<P extends Procedure>(procedure: P, input: Input<P>): Promise<void> {
  const queryKey = [procedure, input];
  if (queries.getQueryData(queryKey) !== undefined) return;
  const asked = changes;
  await queries.prefetchQuery({ queryKey, queryFn: queryFor(procedure, input), meta: { ahead: true } });
  if (changes !== asked) void queries.invalidateQueries({ queryKey, exact: true });
}

/** Gives up asking what no part of the screen waits for any more. */
export function dropUnwatched(procedure: Procedure): void {
  void queries.cancelQueries({ queryKey: [procedure], predicate: (query) => query.getObserversCount() === 0 });
}
