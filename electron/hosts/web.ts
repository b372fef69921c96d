import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '../core/core.ts';
import { PAGE_FOLDER } from '../core/program-folder.ts';
import { answer } from './answer.ts';
import { SECURITY_HEADERS } from './page-headers.ts';
import type { OwnFile } from '../core/downloads/downloads.ts';
import { documentRequest, offeredToken, staticFile, withDisposition } from './page-files.ts';
import { sendFile } from './web-files.ts';

/** The same window in a browser: loopback only, a one-time token that becomes a cookie, exact `Host` and `Origin`. */
export interface WebHost {
  /** The address to open once; it carries the token. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const COOKIE = 'taizhang';
/** A call's input is words and numbers; a framework table travels by path. */
const BODY_LIMIT_BYTES = 4_000_000;

export async function startWebHost(
  core: Core,
  options: { readonly port: number; readonly pageFolder?: string },
): Promise<WebHost> {
  const once = randomBytes(24).toString('base64url');
  const session = randomBytes(24).toString('base64url');
  const gate: Gate = { once, session, used: false };
  const server = createServer((request, response) => {
    handle(core, gate, request, response, options.pageFolder ?? PAGE_FOLDER).catch((error: unknown) => {
      core.logInternal(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/?token=${once}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Gate {
  readonly once: string;
  readonly session: string;
  used: boolean;
}

async function handle(
  core: Core,
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
  pageFolder: string,
): Promise<void> {
  const address = `127.0.0.1:${request.socket.localPort ?? 0}`;
  if (request.headers.host !== address) return refuse(response, 403);
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${address}`) return refuse(response, 403);
  const url = new URL(request.url ?? '/', `http://${address}`);
  const key = url.searchParams.get('token');
  if (key !== null && !gate.used && same(key, gate.once)) {
    gate.used = true;
    const cookie = `${COOKIE}=${gate.session}; HttpOnly; SameSite=Strict; Path=/`;
    response.writeHead(303, { 'set-cookie': cookie, location: '/' }).end();
    return;
  }
  if (!same(cookieOf(request), gate.session)) return refuse(response, 403);
  if (request.method === 'GET' && url.pathname === '/events') return events(core, request, response);
  if (request.method === 'POST' && url.pathname.startsWith('/api/')) return call(core, url.pathname.slice(5), request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  const token = offeredToken(url.pathname);
  if (token !== null) return offered(core, token, request, response);
  const wanted = documentRequest(url);
  const file = wanted ? await core.file(wanted).catch(() => null) : staticFile(pageFolder, url.pathname);
  // A document without a thumbnail is nothing wrong: the page shows the sort of file instead.
  if (!file) return refuse(response, wanted?.form === 'thumbnail' ? 204 : 404);
  await sendFile(request, response, file);
}

async function offered(core: Core, token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let own: OwnFile;
  try {
    own = core.ownFile(token);
  } catch {
    return refuse(response, 404);
  }
  await sendFile(request, response, withDisposition(own));
}

function events(core: Core, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  const stop = core.subscribe((event) => void response.write(`data: ${JSON.stringify(event)}\n\n`));
  request.on('close', stop);
}

async function call(core: Core, procedure: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > BODY_LIMIT_BYTES) return refuse(response, 413);
    chunks.push(chunk);
  }
  let input: unknown;
  try {
    input = sizeBytes === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return refuse(response, 400);
  }
  const reply = await answer(core, procedure, input);
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(reply));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(status === 403 ? '请用程序给出的网址打开。网址只能用一次,请重新启动再试。' : '');
}

function cookieOf(request: IncomingMessage): string {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? '';
}

function same(given: string, wanted: string): boolean {
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
