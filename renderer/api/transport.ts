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

/** Loopback HTTP with a server-sent stream of events, where there is no Electron. */
const http: Transport = {
  async send(procedure, input) {
    try {
      const response = await fetch(`api/${procedure}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      if (!response.ok) return LOST;
      return (await response.json()) as Reply;
    } catch {
      return LOST;
    }
  },
  subscribe(listener) {
    const stream = new EventSource('events');
    stream.onmessage = (message: MessageEvent<string>) => listener(JSON.parse(message.data) as CoreEvent);
    return () => stream.close();
  },
};

export const transport: Transport = window.taizhang?.transport ?? http;

/** Abilities of a desktop host, or null in a browser. */
export const desktop: Desktop | null = window.taizhang?.desktop ?? null;
