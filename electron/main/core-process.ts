import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';
import type { CoreEvent } from '../../shared/contract/events.ts';
import { CODE_SUFFIX } from '../core/program-folder.ts';
import type { CoreStart, PortHandover } from '../hosts/core-entry.ts';
import { portTransport } from '../hosts/port-transport.ts';
import type { Wire } from '../hosts/port.ts';
import type { ReaderCall } from '../hosts/reader-calls.ts';
import type { PrintCall } from '../hosts/print-calls.ts';
import { servePrinting } from './printing.ts';
import { serveReaders } from './reader-processes.ts';

const ENTRY = fileURLToPath(new URL(`../hosts/core-entry.${CODE_SUFFIX}`, import.meta.url));
/** A core that lived this long gets its one restart again. */
const HEALTHY_AFTER_MS = 60_000;

export interface CoreProcess {
  /** A port of the running core, to be given to the page; null while there is none. */
  readonly openPort: () => MessagePortMain | null;
  /** Asks the core for the main process; null when it fails. */
  readonly ask: <T>(procedure: string, input: unknown) => Promise<T | null>;
  readonly subscribe: (listener: (event: CoreEvent) => void) => void;
  /** Stops the running job safely and closes; resolves when the process is gone. */
  readonly close: () => Promise<void>;
}

export interface CoreProcessDeps {
  readonly start: CoreStart;
  /** The core died. `restarting`: a new one is being started; `gone`: it died again. */
  readonly onLost: (sentence: string, then: 'restarting' | 'gone') => void;
  /** A core is there again: give the page a new port. */
  readonly onRestarted: () => void;
}

/** Starts the core in a process of its own and keeps it: it is restarted once when it dies by itself. */
export function startCoreProcess({ start, onLost, onRestarted }: CoreProcessDeps): CoreProcess {
  const own = portTransport();
  let child: UtilityProcess | null = null;
  let closing = false;
  let restarts = 0;

  const handOver = (to: UtilityProcess, kind: PortHandover['kind']): MessagePortMain => {
    const { port1, port2 } = new MessageChannelMain();
    to.postMessage({ kind } satisfies PortHandover, [port1]);
    return port2;
  };
  const launch = (): void => {
    const startedMs = Date.now();
    const started = utilityProcess.fork(ENTRY, [JSON.stringify(start)], { serviceName: 'taizhang-core', stdio: 'ignore' });
    child = started;
    const readers = serveReaders(started);
    const printing = servePrinting((news) => started.postMessage(news));
    started.on('message', (call: ReaderCall | PrintCall) => {
      if (call.kind === 'print' || call.kind === 'stop-print') printing.answer(call);
      else readers.answer(call);
    });
    started.once('exit', () => {
      readers.endAll();
      printing.endAll();
      child = null;
      if (closing) return;
      if (Date.now() - startedMs > HEALTHY_AFTER_MS) restarts = 0;
      const again = restarts++ === 0;
      const sentence = again
        ? '后台程序意外退出,已重新启动。已保存的内容都在;刚才没有做完的这一步请再做一次。'
        : `后台程序又一次意外退出,没有再启动。已保存的内容都在,请关闭窗口重新打开;如果还是这样,请把日志文件夹交给维护人员:${start.logFolder}`;
      own.lost(sentence, again ? 'restarting' : 'gone');
      onLost(sentence, again ? 'restarting' : 'gone');
      if (!again) return;
      launch();
      onRestarted();
    });
    own.connect(wireOf(handOver(started, 'main')));
  };
  launch();
  return {
    openPort: () => (child ? handOver(child, 'page') : null),
    async ask<T>(procedure: string, input: unknown) {
      const reply = await own.send(procedure, input);
      return reply.ok ? (reply.value as T) : null;
    },
    subscribe: (listener) => void own.subscribe(listener),
    async close() {
      const ending = child;
      if (closing || !ending) return;
      closing = true;
      const gone = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
      void own.send('main.close', {});
      await gone;
    },
  };
}

function wireOf(port: MessagePortMain): Wire {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => void port.once('close', listener),
  };
}
