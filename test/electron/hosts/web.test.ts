import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore } from '../../../electron/core/core.ts';
import { startWebHost, type WebHost } from '../../../electron/hosts/web.ts';
import { temporaryFolder } from '../../support/folders.ts';

const folder = temporaryFolder('web');
const pageFolder = join(folder, 'page');
mkdirSync(pageFolder);
writeFileSync(join(pageFolder, 'index.html'), '0123456789');
writeFileSync(join(folder, 'secret.txt'), 'secret');
const core = createCore({ now: () => new Date(), logFolder: join(folder, 'logs') });
let host: WebHost;
let address: URL;
let cookie = '';

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** `fetch` cleans paths and hides headers; this sends exactly what it is told. */
function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: address.port, path, method, headers, setHost: !('host' in headers) },
      (found) => {
        let body = '';
        found.setEncoding('utf8').on('data', (text: string) => (body += text));
        found.on('end', () => resolve({ status: found.statusCode ?? 0, headers: found.headers, body }));
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

beforeAll(async () => {
  host = await startWebHost(core, { port: 0, pageFolder });
  address = new URL(host.url);
});
afterAll(async () => {
  await host.close();
  await core.close();
});

test('without the token nothing is answered', async () => {
  expect((await ask('/', {})).status).toBe(403);
  expect((await ask('/?token=wrong', {})).status).toBe(403);
  expect((await ask('/api/session.read', {}, 'POST')).status).toBe(403);
});

test('the token works once and becomes a cookie that scripts cannot read', async () => {
  const entered = await ask(`/${address.search}`, {});
  expect(entered.status).toBe(303);
  const [given = ''] = entered.headers['set-cookie'] as string[];
  expect(given).toMatch(/HttpOnly/);
  expect(given).toMatch(/SameSite=Strict/);
  cookie = given.split(';')[0] ?? '';
  expect((await ask(`/${address.search}`, {})).status).toBe(403);
  expect((await ask('/', { cookie })).body).toBe('0123456789');
});

test('another Host or another Origin is refused, cookie or not', async () => {
  expect((await ask('/', { cookie, host: `localhost:${address.port}` })).status).toBe(403);
  expect((await ask('/', { cookie, host: 'evil.example' })).status).toBe(403);
  expect((await ask('/api/session.read', { cookie, origin: 'http://evil.example' }, 'POST')).status).toBe(403);
  expect((await ask('/api/session.read', { cookie, origin: address.origin }, 'POST')).status).toBe(200);
});

test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/..%5csecret.txt', '/%00', '/%E0%A4%A'])(
  '%s leads nowhere outside the page',
  async (path) => {
    const answered = await ask(path, { cookie });
    expect(answered.status).toBe(404);
    expect(answered.body).not.toContain('secret');
  },
);

test.each(['/documents/1/original', '/documents/../1/original', '/documents/1/secret', '/files/AAAAAAAAAAAAAAAA'])(
  '%s without an archive is not there',
  async (path) => expect((await ask(path, { cookie })).status).toBe(404),
);

test.each([
  ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
  ['bytes=7-', 206, '789', 'bytes 7-9/10'],
  ['bytes=-2', 206, '89', 'bytes 8-9/10'],
  ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
  ['bytes=10-', 416, '', 'bytes */10'],
  ['lines=1-2', 200, '0123456789', undefined],
] as const)('the range %s is answered with %i', async (range, status, body, contentRange) => {
  const answered = await ask('/index.html', { cookie, range });
  expect(answered).toMatchObject({ status, body });
  expect(answered.headers['content-range']).toBe(contentRange);
});

test('every file carries the policy: own origin only, no eval, no frame around it', async () => {
  const policy = String((await ask('/', { cookie })).headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/'unsafe-eval'|https?:|\*/);
});

test('the licences of what comes along are served for 关于', async () => {
  const answered = await ask('/third-party.txt', { cookie });
  expect(answered.headers['content-type']).toMatch(/^text\/plain/);
  expect(answered.body).toContain('Third-party notices');
});

test('methods that change something are refused for files', async () => {
  expect((await ask('/index.html', { cookie }, 'PUT')).status).toBe(405);
});
