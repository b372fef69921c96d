import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copySample, SAMPLE } from '../../../electron/core/archives/sample.ts';
import { createCore, type Core } from '../../../electron/core/core.ts';
import { answer } from '../../../electron/hosts/answer.ts';
import { portTransport } from '../../../electron/hosts/port-transport.ts';
import { servePort, type Wire } from '../../../electron/hosts/port.ts';
import { startWebHost } from '../../../electron/hosts/web.ts';
import type { CoreEvent } from '../../../shared/contract/events.ts';
import type { Job } from '../../../shared/contract/jobs.ts';
import type { Reply, Transport } from '../../../shared/contract/transport.ts';
import { temporaryFolder } from '../../support/folders.ts';

// One suite over every way into the core; Electron's own port is under it in the journeys.

interface Opened {
  readonly transport: Transport;
  readonly end: () => Promise<void>;
}

const hosts: Readonly<Record<string, (core: Core) => Promise<Opened>>> = {
  'in process': async (core) => ({
    transport: { send: (procedure, input) => answer(core, procedure, input), subscribe: core.subscribe },
    end: async () => undefined,
  }),
  'message port': async (core) => {
    const { port1, port2 } = new MessageChannel();
    servePort(wireOf(port1), core, {});
    const transport = portTransport();
    transport.connect(wireOf(port2));
    return { transport, end: async () => port2.close() };
  },
  'loopback http': async (core) => {
    const host = await startWebHost(core, { port: 0 });
    const entered = await fetch(host.url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { transport: httpTransport(new URL(host.url).origin, cookie), end: host.close };
  },
};

function wireOf(port: MessagePort): Wire {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.once('close', listener),
  };
}

function httpTransport(origin: string, cookie: string): Transport {
  return {
    send: async (procedure, input) => {
      const sent = { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(input) };
      return (await (await fetch(`${origin}/api/${procedure}`, sent)).json()) as Reply;
    },
    subscribe(listener) {
      const abort = new AbortController();
      void readEvents(`${origin}/events`, { cookie }, abort.signal, listener).catch(() => undefined);
      return () => abort.abort();
    },
  };
}

async function readEvents(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
  listener: (event: CoreEvent) => void,
): Promise<void> {
  const response = await fetch(url, { headers, signal });
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (text + chunk).split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) listener(JSON.parse(part.replace(/^data: /, '')) as CoreEvent);
  }
}

const valueOf = <T>(reply: Reply): T => {
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value as T;
};

describe.each(Object.entries(hosts))('over %s', (name, openHost) => {
  const folder = temporaryFolder('contract');
  const [archive, source] = [join(folder, '档案库'), join(folder, '材料')];
  let core: Core;
  let opened: Opened;
  // A clock that fails once stands for a bug.
  let broken = false;
  const clock = (): Date => {
    if (!broken) return new Date();
    broken = false;
    throw new Error('the clock is broken');
  };
  beforeAll(async () => {
    copySample(source);
    core = createCore({ now: clock, logFolder: join(folder, 'logs'), initialArchive: archive });
    opened = await openHost(core);
  });
  afterAll(async () => {
    await opened.end();
    await core.close();
  });

  test('a call is answered', async () => {
    const input = { archive, framework: [SAMPLE.framework], sources: [source], baseDate: SAMPLE.baseDate, name: name };
    expect(valueOf<{ name: string }>(await opened.transport.send('archive.create', input)).name).toBe(name);
    expect(valueOf<{ archive: string }>(await opened.transport.send('session.read', {})).archive).toBe(archive);
  });

  test('a bad input is refused with the name of what is wrong', async () => {
    const reply = await opened.transport.send('archive.open', { archive: 7 });
    expect(reply).toMatchObject({ ok: false, error: { code: 'usage', message: expect.stringContaining('档案库要写文字') } });
  });

  test('a known failure keeps its code and its one sentence', async () => {
    const reply = await opened.transport.send('archive.open', { archive: join(folder, '没有') });
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'archive-not-found', message: expect.stringContaining('没有档案库') },
    });
  });

  test('a bug is answered without its stack, which goes to the log', async () => {
    broken = true;
    const reply = await opened.transport.send('check.run', { archive });
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toMatch(/\n\s*at |\.ts:/);
    expect(readFileSync(core.logFile(), 'utf8')).toMatch(/"internal".*\.ts:/);
  });

  test.each(['nothing.here', 'constructor', '__proto__', 'main.documentFile'])('%s is no procedure', async (procedure) => {
    expect(await opened.transport.send(procedure, {})).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  test('a job tells its progress to every listener, and is cancelled', async () => {
    const seen: Job[] = [];
    const stop = opened.transport.subscribe((event) => event.type === 'job.changed' && seen.push(event.job));
    await sleep(200);
    const job = valueOf<Job>(await opened.transport.send('jobs.start', { procedure: 'index.run', input: { archive } }));
    expect(await opened.transport.send('jobs.start', { procedure: 'check.run', input: { archive } })).toMatchObject({
      ok: false,
      error: { code: 'refused' },
    });
    while (!seen.some((one) => one.done > 0)) await sleep(5);
    expect(valueOf<Job>(await opened.transport.send('jobs.cancel', { id: job.id })).status).toBe('cancelled');
    await sleep(100);
    stop();
    expect(seen[0]).toMatchObject({ id: job.id, status: 'running' });
    expect(seen.at(-1)).toMatchObject({ id: job.id, status: 'cancelled' });
  });

  test('what was written is announced', async () => {
    const seen: CoreEvent[] = [];
    const stop = opened.transport.subscribe((event) => seen.push(event));
    await sleep(200);
    await opened.transport.send('archive.configure', { archive, unit: '滨河区文明办' });
    await sleep(100);
    stop();
    expect(seen).toContainEqual({ type: 'data.changed', procedure: 'archive.configure' });
  });
});

describe('when the core dies', () => {
  const silent: Wire = { post: () => undefined, onMessage: () => undefined, onClose: () => undefined };
  const running = { id: '1', procedure: 'index.run', status: 'running', stage: '编目', done: 1, total: 2, label: '' } as Job;

  test('every open call is answered, and its running job has failed', async () => {
    const transport = portTransport();
    let deliver: (message: unknown) => void = () => undefined;
    transport.connect({ ...silent, onMessage: (listener) => (deliver = listener) });
    const jobs: Job[] = [];
    transport.subscribe((event) => event.type === 'job.changed' && jobs.push(event.job));
    deliver({ event: { type: 'job.changed', job: running } });
    const calls = [transport.send('session.read', {}), transport.send('jobs.list', {})];
    transport.lost('后台程序意外退出。', 'restarting');
    for (const reply of await Promise.all(calls))
      expect(reply).toEqual({ ok: false, error: { code: 'internal', message: '后台程序意外退出。' } });
    expect(jobs.at(-1)).toMatchObject({ id: '1', status: 'failed', error: { message: '后台程序意外退出。' } });
  });

  test('a call made while it restarts waits for the new port; after the second death it fails at once', async () => {
    const transport = portTransport();
    transport.connect(silent);
    transport.lost('意外退出', 'restarting');
    const sent: unknown[] = [];
    const call = transport.send('session.read', {});
    let deliver: (message: unknown) => void = () => undefined;
    transport.connect({ ...silent, post: (message) => sent.push(message), onMessage: (listener) => (deliver = listener) });
    expect(sent).toMatchObject([{ procedure: 'session.read' }]);
    deliver({ id: (sent[0] as { id: number }).id, reply: { ok: true, value: 1 } });
    expect(await call).toEqual({ ok: true, value: 1 });
    transport.lost('又一次', 'gone');
    expect(await transport.send('session.read', {})).toMatchObject({ ok: false, error: { message: '又一次' } });
  });
});
