import type { CoreEvent } from '../../shared/contract/events.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import type { Reply, Transport } from '../../shared/contract/transport.ts';
import type { PortAnswer, PortCall, Wire } from './port.ts';

/** The asking end of a port. A call always settles: when the core dies, `lost` answers what is open. */
export interface PortTransport extends Transport {
  /** Uses this port from now on; calls made while there was none are sent over it. */
  readonly connect: (wire: Wire) => void;
  /** The core is gone. `restarting`: a new port will come, calls wait for it; `gone`: every call fails with the sentence. */
  readonly lost: (sentence: string, then: 'restarting' | 'gone') => void;
}

export function portTransport(): PortTransport {
  let lastId = 0;
  let wire: Wire | null = null;
  let gone: Reply | null = null;
  let waiting: PortCall[] = [];
  const open = new Map<number, (reply: Reply) => void>();
  const running = new Map<string, Job>();
  const listeners = new Set<(event: CoreEvent) => void>();

  const tell = (event: CoreEvent): void => {
    if (event.type === 'job.changed') {
      if (event.job.status === 'running') running.set(event.job.id, event.job);
      else running.delete(event.job.id);
    }
    listeners.forEach((listener) => listener(event));
  };
  const failure = (message: string): Reply => ({ ok: false, error: { code: 'internal', message } });
  return {
    send: (procedure, input) =>
      new Promise<Reply>((resolve) => {
        if (gone) return resolve(gone);
        const call: PortCall = { id: ++lastId, procedure, input };
        open.set(call.id, resolve);
        if (wire) wire.post(call);
        else waiting.push(call);
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    connect(next) {
      const again = wire !== null || running.size > 0;
      wire = next;
      gone = null;
      next.onMessage((message) => {
        if (wire !== next) return;
        const answer = message as PortAnswer;
        if ('event' in answer) return tell(answer.event);
        open.get(answer.id)?.(answer.reply);
        open.delete(answer.id);
      });
      for (const call of waiting) next.post(call);
      waiting = [];
      if (again) tell({ type: 'data.changed', procedure: 'core.restarted' });
    },
    lost(sentence, then) {
      const reply = failure(sentence);
      wire = null;
      waiting = [];
      if (then === 'gone') gone = reply;
      for (const settle of open.values()) settle(reply);
      open.clear();
      const endedAt = new Date().toISOString();
      for (const job of [...running.values()])
        tell({ type: 'job.changed', job: { ...job, status: 'failed', endedAt, error: { code: 'internal', message: sentence } } });
    },
  };
}
