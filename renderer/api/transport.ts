import type { CoreEvent } from '../../shared/contract/events.ts';
import type { Desktop, Reply, Transport } from '../../shared/contract/transport.ts';

/** What the preload script puts on the page in Electron. */
export interface Bridge {
  readonly transport: Transport;
  readonly desktop: Desktop;
}

declare global {
  interface Window {
    readonly taizhang?: Bridge;
  }
}

const LOST: Reply = {
  ok: false,
  error: { code: 'internal', message: '与程序的连接断开了。已保存的内容都在,请重新打开程序。' },
};

/** A page that is left still sends what was decided: such a request outlives it. */
let leaving = false;
window.addEventListener('pagehide', () => (leaving = true));
window.addEventListener('pageshow', () => (leaving = false));

async function post(procedure: string, input: unknown, signal: AbortSignal | null): Promise<Reply> {
  try {
    const response = await fetch(`api/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      keepalive: leaving,
      signal,
    });
    if (!response.ok) return LOST;
    return (await response.json()) as Reply;
  } catch {
    return LOST;
  }
}

/** Loopback HTTP with a server-sent stream of events, where there is no Electron. */
const http: Transport = {
  send: (procedure, input) => post(procedure, input, null),
  subscribe(listener) {
    const stream = new EventSource('events');
    stream.onmessage = (message: MessageEvent<string>) => listener(JSON.parse(message.data) as CoreEvent);
    return () => stream.close();
  },
};

export const transport: Transport = window.taizhang?.transport ?? http;

/** The same until nobody waits any more: a browser then has its way to the host free again. Electron's port has room for all. */
export const until = (signal: AbortSignal): Pick<Transport, 'send'> =>
  window.taizhang?.transport ?? { send: (procedure, input) => post(procedure, input, signal) };

/** Abilities of a desktop host, or null in a browser. */
export const desktop: Desktop | null = window.taizhang?.desktop ?? null;
